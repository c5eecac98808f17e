"""Stages 1 to 8 in one screen: files → shards → a new snapshot of the graph. The only place that knows the order."""

import functools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg import edit, merge, ontology, store
from kg.errors import KgError, QueryError, SourceError
from kg.model import Facts, Issue, Kind, Notice, Record, Shard
from kg.model.iri import ID, local
from kg.model.quad import node
from kg.pipeline.workers import each
from kg.store.writer import Writer, digest

if TYPE_CHECKING:
    from kg.lexicon import Lexicon

__all__ = [
    "Built",
    "Failed",
    "Made",
    "Progress",
    "Reading",
    "Report",
    "Understood",
    "build",
    "import_rdf",
    "made",
    "remove",
    "understood",
]

PAPERS = frozenset({"changelog", "licence", "license", "notice", "readme", "sources"})
"""Names of files that speak of the folder they lie in; read only when named themselves."""

Progress = Callable[[int, int, str, int], None]
"""Told after each file: files done, files in all, the file's name, characters read so far."""
Reading = Callable[[int, bool], None]
"""Told how many triples of a file are read, and whether these are all."""

_EVERY = 10_000


@dataclass(frozen=True, slots=True)
class Understood:
    """One file as it was understood, before anything of it is written down."""

    issue: Issue
    facts: Facts
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """One file read: its shard, what a person should look at, its characters."""

    shard: Shard
    notices: tuple[Notice, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class Built:
    """One file that became part of the graph."""

    path: Path
    record: Record
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """One file (or argument) that did not, and why."""

    path: Path
    error: KgError


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did; ``changed`` is false where the graph already said all this."""

    built: tuple[Built, ...] = ()
    failed: tuple[Failed, ...] = ()
    snapshot: str = ""
    changed: bool = False
    characters: int = 0
    seconds: float = 0.0


def understood(path: Path, *, lexicon: Path | None = None, kind: Kind | None = None) -> Understood:
    """Read one file, stages 1 to 5: what a reader may look at without a graph."""
    # The stages are loaded here because removing a text or adding plain RDF needs none of them.
    from kg import find, link, parse, read, relate

    words = _words(lexicon, _state(lexicon))
    text = read.text(path)
    try:
        issue, layout = parse.issue(text, kind=kind)
    except SourceError as error:
        raise SourceError(error.key, **{**error.fields, "path": str(path)}) from error
    linked = link.entities(issue, find.mentions(issue, words), words)
    facts, doubts = relate.facts(issue, linked, words)
    return Understood(issue, facts, (*layout, *linked.notices, *doubts))


def made(path: Path, *, lexicon: Path | None = None, kind: Kind | None = None) -> Made:
    """Read one file, stages 1 to 7: a pure function of its bytes, the tables and the ontology."""
    from kg import check, encode

    found = understood(path, lexicon=lexicon, kind=kind)
    shard = encode.shard(found.issue, found.facts)
    shard = replace(shard, reference=encode.reference(shard, _words(lexicon, _state(lexicon))))
    return Made(shard, (*found.notices, *check.notices(shard)), found.issue.text.raw)


def build(  # noqa: PLR0913 - the front door: every choice by keyword
    sources: Iterable[Path],
    graph: Path,
    *,
    lexicon: Path | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    kind: Kind | None = None,
) -> Report:
    """Read files, and folders with all that lies in them, into the graph; the others still enter if one fails."""
    began = time.monotonic()
    if lexicon is not None:
        _words(lexicon, _state(lexicon))
    paths, missing = _files(sources)
    work = functools.partial(made, lexicon=lexicon, kind=kind)
    desk = _Desk(len(paths), progress)
    with store.writing(graph) as writer:
        before = writer.current
        for path, outcome in each(work, paths, workers=workers):
            desk.take(writer, path, outcome)
        if desk.built or writer.current:
            _switch(writer)
        return Report(
            desk.report(),
            (*missing, *desk.failed),
            writer.current,
            changed=writer.current != before,
            characters=desk.characters,
            seconds=time.monotonic() - began,
        )


def remove(graph: Path, source: str) -> Record | None:
    """Leave the graph that building without one text (by name, number or label) or import would give."""
    store.open_graph(graph).close()
    with store.writing(graph) as writer:
        name = source if source in writer.imports else local(source)
        if name in writer.imports:
            writer.drop_import(name)
            _switch(writer)
            return None
        record = _named(writer.records, source)
        writer.drop(record.source)
        _switch(writer)
        return record


def import_rdf(
    file: Path, graph: Path, *, named: str | None = None, base: str | None = None, progress: Reading | None = None
) -> str:
    """Add plain RDF of any syntax; give the name under which it can be removed or replaced.

    Triples without a graph of their own enter ``named``, or the default graph. Relative IRIs are resolved against
    ``base``, or ``named``, or the file's own place.
    """
    name = local(file.name if named is None else f"{file.name} {named}")
    origin = base or named or file.resolve().as_uri()
    blank = f"i{sha256(name.encode()).hexdigest()[:8]}b"
    lines = list(_counted(store.rdf_lines(file, named=named or "", base=origin, blank=blank), progress))
    with store.writing(graph) as writer:
        writer.put_import(name, lines)
        _switch(writer)
    return name


def _counted(lines: Iterable[str], progress: Reading | None) -> Iterator[str]:
    """Pass lines on, telling how many now and then and at the end."""
    count = 0
    for count, line in enumerate(lines, 1):
        yield line
        if progress is not None and count % _EVERY == 0:
            progress(count, False)
    if progress is not None:
        progress(count, True)


@functools.lru_cache(maxsize=2)
def _words(folder: Path | None, _state: tuple[tuple[str, int, int], ...]) -> "Lexicon":
    """Read the tables once, for as long as nobody changes a file of the analyst's."""
    from kg import lexicon

    return lexicon.load(folder)


def _state(folder: Path | None) -> tuple[tuple[str, int, int], ...]:
    """Tell the state of an analyst's tables."""
    files = sorted(folder.glob("*.tsv")) if folder is not None else []
    return tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)


class _Desk:
    """Takes what the workers made, as it comes, and keeps the account."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.failed: list[Failed] = []
        self.built: dict[str, Built] = {}
        self.characters = 0
        self._done = 0
        self._total = total
        self._progress = progress
        self._weights: dict[str, tuple[int, str]] = {}
        self._twice: dict[str, set[str]] = {}

    def take(self, writer: Writer, path: Path, outcome: Made | KgError) -> None:
        if isinstance(outcome, KgError):
            self.failed.append(Failed(path, outcome))
        else:
            self.characters += len(outcome.raw)
            self._put(writer, path, outcome)
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total, path.name, self.characters)

    def report(self) -> tuple[Built, ...]:
        return tuple(
            replace(row, notices=(*row.notices, *self._duplicates(source))) for source, row in self.built.items()
        )

    def _put(self, writer: Writer, path: Path, outcome: Made) -> None:
        """Of two files that are one text, keep the one that says more, whichever came first."""
        source = outcome.shard.source
        weight = (len(outcome.shard.quads), digest(outcome.shard, raw=outcome.raw, notices=outcome.notices))
        known = self._weights.get(source)
        if known is not None and known != weight:
            self._twice.setdefault(source, {str(self.built[source].path)}).add(str(path))
        if known is None or weight > known:
            self._weights[source] = weight
            self.built[source] = Built(path, outcome.shard.record, outcome.notices)
            writer.put(outcome.shard, raw=outcome.raw, notices=outcome.notices)

    def _duplicates(self, source: str) -> tuple[Notice, ...]:
        paths = self._twice.get(source)
        if not paths:
            return ()
        kept = str(self.built[source].path)
        others = ", ".join(sorted(paths - {kept}))
        return (Notice("duplicate_source", None, {"source": source, "kept": kept, "others": others}),)


def _switch(writer: Writer) -> None:
    """Join all shards and imports into the snapshot that counts; nothing to do if it already says this."""
    vocabulary = _vocabulary() if writer.records else []
    edits = edit.read(writer.path / "edits")
    name = writer.identity("\n".join(vocabulary), repr(edits))
    if name == writer.current and writer.whole:
        return
    shards = writer.shards
    plan = merge.plan(shards, same=edit.merges(edits))
    lines = edit.replayed(merge.joined(shards, plan), edits, plan)
    writer.switch(name, writer.joined(chain(vocabulary, lines)))


def _vocabulary() -> list[str]:
    """Give the graph of the ontology; one of plain RDF only, as it came, has none."""
    return [f"{line.removesuffix(' .')} {node(f'{ID}g-ontology')} ." for line in ontology.ntriples()]


def _files(sources: Iterable[Path]) -> tuple[list[Path], list[Failed]]:
    """Give the texts to read, each once, and the arguments and archives that hold none."""
    from kg.read import SUFFIXES

    files: dict[Path, Path] = {}
    failed: list[Failed] = []
    for source in sources:
        found = _inside(source) if source.is_dir() else [source]
        if not found:
            fault = SourceError("no_readable_files", path=str(source), known=" ".join(sorted(SUFFIXES)))
            failed.append(Failed(source, fault))
        for path in found:
            try:
                files.update((place.resolve(), place) for place in _places(path) if place.resolve() not in files)
            except SourceError as error:
                failed.append(Failed(path, error))
    return list(files.values()), failed


def _places(path: Path) -> list[Path]:
    """Give the texts in a file: itself, or those in an archive."""
    from kg import read

    return [place for place in read.places(path) if place == path or place.stem.lower() not in PAPERS]


def _inside(folder: Path) -> list[Path]:
    from kg.read import SUFFIXES

    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and path.stem.lower() not in PAPERS
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _named(records: Sequence[Record], name: str) -> Record:
    """Find the one text that is meant."""
    tests: tuple[Callable[[Record], bool], ...] = (
        lambda record: record.source == name,
        lambda record: name in {record.label, record.node},
        lambda record: record.number is not None and str(record.number) == name.lstrip("0"),
        lambda record: name in record.label,
    )
    for test in tests:
        found = [record for record in records if test(record)]
        if len(found) == 1:
            return found[0]
        if found:
            raise QueryError("ambiguous_source", name=name, candidates=_list(found))
    raise QueryError("unknown_issue", name=name, candidates=_list(records))


def _list(records: Iterable[Record]) -> str:
    return ", ".join(sorted(record.source for record in records)[:10])
