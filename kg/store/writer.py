"""The one writer of a graph folder: texts in and out, then a new snapshot that takes the old one's place."""

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from kg.model import Notice, Record, Shard, Span
from kg.model.quad import split
from kg.store import embedded, folder
from kg.store.adjacency import WAYS
from kg.store.folder import Manifest
from kg.store.index import Index

__all__ = ["Shards", "Writer", "digest", "notices_of", "shard_of", "writing"]

_BLANK = re.compile(r"^_:| _:\S+ \.$| _:\S+ (?:<[^<>]*>|_:\S+) \.$")


@contextmanager
def writing(path: Path) -> Iterator["Writer"]:
    """Hold the graph folder for writing, making it if need be; readers go on reading what they have."""
    fresh = not path.exists()
    folder.claim(path)
    with folder.exclusive(path):
        folder.sweep(path)
        try:
            yield Writer(path)
        finally:
            folder.sweep(path)
            if fresh and not folder.current(path):
                shutil.rmtree(path, ignore_errors=True)


class Writer:
    """Changes are staged beside what counts and count only after ``switch``."""

    def __init__(self, path: Path) -> None:
        """Begin with what the graph holds now."""
        self.path = path
        self.current = folder.current(path)
        self._base = folder.manifest(folder.snapshot(path, self.current)) if self.current else Manifest({}, {}, {})
        self._records = dict(self._base.records)
        self._shards = dict(self._base.shards)
        self._imports = dict(self._base.imports)

    @property
    def whole(self) -> bool:
        """Say whether no file of what counts was cut off; its shards can make it anew."""
        return not self.current or folder.torn(folder.snapshot(self.path, self.current)) is None

    @property
    def records(self) -> tuple[Record, ...]:
        """Give the texts as they will be, by name."""
        return tuple(self._records[source] for source in sorted(self._records))

    @property
    def shards(self) -> "Shards":
        """Give the shards as they will be, by name."""
        return Shards(self.path, {source: self._shards[source] for source in sorted(self._shards)})

    def put(self, shard: Shard, *, raw: str, notices: tuple[Notice, ...] = ()) -> None:
        """Stage a text; it replaces the one of the same name."""
        name = digest(shard, raw=raw, notices=notices)
        target = folder.shard_folder(self.path, shard.source, name)
        if not target.exists():
            with folder.disk(self.path):
                _write_shard(target, shard, raw, notices)
        self._shards[shard.source] = name
        self._records[shard.source] = shard.record

    def drop(self, source: str) -> None:
        """Stage the removal of a text."""
        del self._shards[source], self._records[source]

    def put_import(self, name: str, lines: Iterable[str]) -> None:
        """Stage plain RDF under a name; it replaces the import of the same name."""
        text = "".join(f"{line}\n" for line in sorted(set(lines)))
        key = sha256(text.encode()).hexdigest()[:12]
        with folder.disk(self.path):
            (self.path / "imports" / f"{name}.{key}.nq").write_text(text, "utf-8", newline="\n")
        self._imports[name] = key

    def drop_import(self, name: str) -> None:
        """Stage the removal of an import."""
        del self._imports[name]

    @property
    def imports(self) -> tuple[str, ...]:
        """Give the names of the imports as they will be."""
        return tuple(sorted(self._imports))

    def joined(self, lines: Iterable[str]) -> Iterator[str]:
        """Give the lines, then those of the imports, each once (what was exported may be added to itself)."""
        graphs = {split(line)[3] for line in self._imported()}
        seen: set[str] = set()
        for line in lines:
            if graphs and split(line)[3] in graphs:
                seen.add(line)
            yield line
        for line in self._imported():
            if line not in seen:
                seen.add(line)
                yield line

    def identity(self, *more: str) -> str:
        """Name the snapshot after all that goes into it; ``more`` is what is not in the folder's parts."""
        parts = [f"format {folder.FORMAT}", *(sha256(text.encode()).hexdigest() for text in more)]
        parts += [f"{source} {self._shards[source]}" for source in sorted(self._shards)]
        parts += [f"{name} {self._imports[name]}" for name in self.imports]
        return sha256("\n".join(parts).encode()).hexdigest()[:16]

    def switch(self, name: str, lines: Iterable[str]) -> None:
        """Write a snapshot of ``lines`` and make it the one that counts; on any failure the old one goes on."""
        target = folder.snapshot(self.path, name)
        with folder.disk(self.path):
            if not self.whole or not all((target / name).exists() for name in ("manifest.json", WAYS)):
                self._write(target, lines)
            folder.point(self.path, name)
        self.current = name

    def _imported(self) -> Iterator[str]:
        for name in self.imports:
            yield from _lines(self.path / "imports" / f"{name}.{self._imports[name]}.nq")

    def _write(self, target: Path, lines: Iterable[str]) -> None:
        new = Path(mkdtemp(prefix=".new-", dir=target.parent))
        try:
            index = Index(self._records.values())
            _write_lines(new, index.through(lines))
            index.write(new)
            del index
            embedded.load(new / "oxigraph", plain=new / "graph.nq", blanks=new / "blanks.nq")
            (new / "manifest.json").write_text(Manifest(self._records, self._shards, self._imports).dump(), "utf-8")
            folder.seal(new)
            new.chmod(0o755)
            shutil.rmtree(target, ignore_errors=True)
            new.rename(target)
        finally:
            shutil.rmtree(new, ignore_errors=True)


class Shards:
    """The shards of a graph, read from disk each time they are walked: one in memory at a time."""

    def __init__(self, path: Path, digests: dict[str, str]) -> None:
        """Remember where they lie."""
        self._path = path
        self._digests = digests

    def __iter__(self) -> Iterator[Shard]:
        """Read them by name."""
        for source, name in self._digests.items():
            yield shard_of(folder.shard_folder(self._path, source, name))

    def __len__(self) -> int:
        """Count them."""
        return len(self._digests)


def digest(shard: Shard, *, raw: str, notices: tuple[Notice, ...] = ()) -> str:
    """Name a shard after its content."""
    parts = [_json(shard, notices), raw, *shard.blocks, *shard.reference]
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def shard_of(path: Path) -> Shard:
    """Read a shard back."""
    stored = _stored(path)
    return Shard(
        folder.record(stored["record"]), tuple(_lines(path / "quads.nq")), tuple(_lines(path / "reference.nq"))
    )


def notices_of(path: Path) -> tuple[Notice, ...]:
    """Read back what a person should look at in a text."""
    rows = _stored(path)["notices"]
    return tuple(Notice(row["code"], Span(*row["span"]) if row["span"] else None, row["values"]) for row in rows)


def _write_shard(target: Path, shard: Shard, raw: str, notices: tuple[Notice, ...]) -> None:
    new = Path(mkdtemp(prefix=".new-", dir=target.parent))
    try:
        (new / "shard.json").write_text(_json(shard, notices), "utf-8")
        (new / "text.txt").write_text(raw, "utf-8", errors="surrogatepass", newline="")
        _write_plain(new / "quads.nq", shard.blocks)
        _write_plain(new / "reference.nq", shard.reference)
        new.chmod(0o755)
        new.rename(target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _json(shard: Shard, notices: tuple[Notice, ...]) -> str:
    rows = [
        {
            "code": notice.code,
            "span": [notice.span.start, notice.span.end] if notice.span else None,
            "values": {key: str(value) for key, value in sorted(notice.values.items())},
        }
        for notice in notices
    ]
    return json.dumps({"record": folder.plain(shard.record), "notices": rows}, ensure_ascii=False, sort_keys=True)


def _stored(path: Path) -> dict[str, Any]:
    file = path / "shard.json"
    try:
        stored: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise folder.damaged(file) from error
    return stored


def _write_lines(target: Path, lines: Iterable[str]) -> None:
    """Write the lines of a snapshot; those with blank nodes apart."""
    with (
        (target / "graph.nq").open("w", encoding="utf-8", newline="\n") as plain,
        (target / "blanks.nq").open("w", encoding="utf-8", newline="\n") as blanks,
    ):
        for line in lines:
            file = blanks if _BLANK.search(line) else plain
            file.write(f"{line}\n")


def _write_plain(target: Path, lines: Iterable[str]) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                yield line.rstrip("\n")
    except OSError as error:
        raise folder.damaged(path) from error
