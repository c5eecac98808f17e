"""A question → an Answer: SPARQL, chains between two things, the sentences behind a statement, cards and counts.

Everything is asked of a worker process (``kg.query.worker``), which a deadline or the reader can stop. Functions take
an open ``worker`` where a front end keeps one, else they start their own. A module is loaded when something of it is
first asked for, so that a look-up does not pay for paths.
"""

import sys
from importlib import import_module
from types import ModuleType

from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.query.ask import Options, Stream, ask, query, stream
    from kg.query.cards import issues, show, stats
    from kg.query.limits import Limits
    from kg.query.names import Match, resolve
    from kg.query.paths import PathOptions, chains, paths
    from kg.query.process import Worker
    from kg.query.saved import Saved, load, queries, saved
    from kg.query.why import why

__all__ = [
    "Limits",
    "Match",
    "Options",
    "PathOptions",
    "Saved",
    "Stream",
    "Worker",
    "ask",
    "chains",
    "issues",
    "load",
    "paths",
    "queries",
    "query",
    "resolve",
    "saved",
    "show",
    "stats",
    "stream",
    "why",
]

_MODULES = {
    "ask": "Options Stream ask query stream",
    "cards": "issues show stats",
    "limits": "Limits",
    "names": "Match resolve",
    "paths": "PathOptions chains paths",
    "process": "Worker",
    "saved": "Saved load queries saved",
    "why": "why",
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Load the module of a name."""
    if name not in _HOMES:
        raise AttributeError(name)
    found: object = getattr(import_module(f"kg.query.{_HOMES[name]}"), name)
    return found


class _Package(ModuleType):
    """Some functions are called like the module they stand in: it is the function that the package gives."""

    def __setattr__(self, name: str, value: object) -> None:
        """Take what the import system sets, except a module in the place of a function."""
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
