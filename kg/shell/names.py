"""The names of a graph's things for completion: read once from the snapshot's index, beside the reader's work."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg import ontology
from kg.errors import KgError
from kg.query import index
from kg.shell.namelist import Name

__all__ = ["Names"]

_LAYOUT = ("Article", "Clause", "Measure", "Quantity", "Statement", "Span")
"""Classes of parts of texts: nobody asks for them by name."""


@dataclass(slots=True)
class Names:
    """Names of one graph, those in most texts first; empty where there is no graph."""

    graph: Path
    _names: Sequence[Name] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> Sequence[Name]:
        """Give the names, reading them at the first call; call it from a thread that may wait."""
        with self._lock:
            if self._names is None:
                self._names = self._read()
            return self._names

    def forget(self) -> None:
        """Read again at the next call: the graph has changed."""
        self._names = None

    def _read(self) -> Sequence[Name]:
        try:
            with index.opened(self.graph) as found:
                return _listed(found)
        except (KgError, OSError):
            return ()


def _listed(found: index.Index) -> list[Name]:
    aliases: dict[int, list[str]] = {}
    for name, how, number in found.names():
        aliases.setdefault(number, []).extend([name] if how == "alt" else [])
    known = ontology.load()
    parts = {"", *(kind for name in _LAYOUT for kind in known.subclasses(name))}
    things = [thing for thing in map(found.thing, aliases) if thing.kind not in parts and thing.label]
    things.sort(key=lambda thing: (-thing.texts, thing.label, thing.iri))
    return [Name(thing.label, thing.kind, tuple(aliases[thing.number]), thing.texts) for thing in things]
