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
    from pathlib import Path

    from kg.model import Answer
    from kg.pipeline import Report
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


def paths(graph: Place, start: str, end: str, *, top: int = 5, longest: int = 4) -> "Answer":
    """Find how two things, given by name, hang together; each step with its sentence."""
    from kg import query

    return query.paths(_path(graph), start, end, top=top, longest=longest)


def _path(place: Place) -> "Path":
    from pathlib import Path

    return Path(place)
