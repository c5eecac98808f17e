"""The front door of the library: build a graph from texts, open it, ask it, find ways through it.

    import kg
    kg.build(["bulletins/"], "my-graph")
    answer = kg.ask("my-graph", "SELECT ?d WHERE { ?d a pb:PolicyDoc }")

Each function loads what it needs when it is called, and so does the package: the command line goes through it.
"""

from collections.abc import Iterable
from os import PathLike

from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kg.model import Answer
    from kg.pipeline import Report
    from kg.query.limits import Limits
    from kg.query.paths import Mode
    from kg.store import Graph

__all__ = ["ask", "build", "open_store", "paths"]

Place = str | PathLike[str]


def build(sources: Iterable[Place], graph: Place, *, lexicon: Place | None = None, workers: int = 1) -> "Report":
    """Read files and folders into the graph folder; the report tells what each gave and what failed."""
    from kg import pipeline

    names = _path(lexicon) if lexicon is not None else None
    return pipeline.build([_path(source) for source in sources], _path(graph), lexicon=names, workers=workers)


def open_store(graph: Place) -> "Graph":
    """Open a graph folder for reading."""
    from kg import store

    return store.open_graph(_path(graph))


def ask(graph: Place, question: str) -> "Answer":
    """Ask a graph folder in SPARQL; ``[[名称]]`` stands for a thing by name."""
    from kg import query

    return query.ask(_path(graph), question)


def paths(  # noqa: PLR0913 - the front door: every choice of the language by keyword
    graph: Place,
    start: str | None,
    end: str | None = None,
    *,
    mode: "Mode" = "best",
    top: int | None = None,
    longest: int | None = 4,
    shortest: int = 1,
    via: str = "",
    both: bool = False,
    through: Iterable[str] = (),
    avoid: Iterable[str] = (),
    cyclic: bool = False,
    issue: str | int = "",
    since: "str | date" = "",
    until: "str | date" = "",
    limit: int = 0,
    offset: int = 0,
    graphs: Iterable[str] = (),
    limits: "Limits | None" = None,
) -> "Answer":
    """Find how two things hang together; ``chains`` of the answer have a sentence for each step.

    An end is a thing by name (``福建省``), an IRI or a literal as SPARQL writes it (``<https://…>``,
    ``"四川省"@zh``), a pattern (``{ ?y a pb:Place }``, of ``?x`` for the start and ``?y`` for the end), or none,
    which leaves it open; with ``cyclic`` an end that is not given is the start again. What to pass ``through`` or to
    ``avoid`` is written as ends are.

    ``mode`` is ``best``, ``shortest``, ``groups`` (all of the ``top`` least lengths) or ``all``; without ``top`` these
    give the five best, all of the least length, the same, and all. ``via`` is a property path, a pattern, a variable
    or ``同期``, as after VIA in a query, and ``both`` reads it in both directions; without it a step is any fact.
    ``issue`` (``"9-12"``), ``since`` and ``until`` (``"2025-06"``) say which texts count; ``graphs`` are those of FROM.
    ``limits`` are seconds, steps and memory: ``best`` then gives what it has, other modes raise ``LimitError``.
    """
    from kg.query.limits import Limits
    from kg.query.paths import COUNTS, PathOptions, chains
    from kg.query.scope import written

    options = PathOptions(
        top=COUNTS[mode] if top is None else top,
        longest=longest,
        shortest=shortest,
        mode=mode,
        avoid=tuple(avoid),
        through=tuple(through),
        via=via,
        texts=written(issue=str(issue), since=str(since), until=str(until)),
        limits=limits or Limits(),
        cyclic=cyclic,
        both=both,
        limit=limit,
        offset=offset,
        graphs=tuple(graphs),
        terms=True,
    )
    return chains(_path(graph), start, end, options=options)


def _path(place: Place) -> "Path":
    from pathlib import Path

    return Path(place)
