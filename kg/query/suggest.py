"""What fits at the cursor of a half-typed query: asked of the graph itself, so that taking it cannot empty the answer.

The patterns around the cursor (``kg.query.fragment``) are asked with a variable in its place, by a child of its own. An
answer that is late is not waited for: the menu shows a list without context, marked as such, and the answer is there at
the next key. Answers are kept by their question until the graph changes.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass, field
from pathlib import Path

from kg import ontology
from kg.errors import KgError, QueryError
from kg.model import Cell
from kg.query import names, syntax
from kg.query.fragment import MARK, Place
from kg.query.process import Request, Unparsed, Worker
from kg.query.scope import graphs

__all__ = ["DEADLINE", "Found", "Suggester"]

DEADLINE = 0.08
"""Seconds that a key may wait for the graph."""
_NOTHING = "SELECT (1 AS ?kgx) (1 AS ?kgn) { ?kgs ?kgp ?kgo } LIMIT 1"
_LONGEST = 2.0
_KEPT = 64
_ROWS = 400
_RANKED = """{prologue}
SELECT {mark} (COUNT(*) AS ?kgn) WHERE {{ {pattern} }} GROUP BY {mark} ORDER BY DESC(?kgn) LIMIT {rows}"""
_AMONG = "{prologue} SELECT {mark} (1 AS ?kgn) WHERE {{ VALUES {mark} {{ {terms} }} FILTER EXISTS {{ {pattern} }} }}"
"""Of terms that are given only whether they fit is asked: the first solution of each is enough."""

Found = tuple[tuple[Cell, int], ...]
"""Terms that fit, with the number of solutions of each, most first."""


@dataclass(slots=True)
class Suggester:
    """Asks one graph what fits; ``scope`` names the texts to look at, as for questions."""

    graph: Path
    scope: tuple[str, ...] = ()
    deadline: float = DEADLINE
    _worker: Worker | None = None
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "suggest"))
    _things: dict[str, str] = field(default_factory=dict)
    _answers: "OrderedDict[str, Future[Found | None]]" = field(default_factory=OrderedDict)

    def start(self) -> None:
        """Have a child ready, the graph open, before it is needed."""
        self._asked(_NOTHING)

    def fitting(self, place: Place, among: Sequence[str] | None = None, *, spent: float = 0.0) -> Found | None:
        """Give the terms that fit, all or among some IRIs; None where the graph did not say in time.

        ``spent`` is what of the time went before.
        """
        try:
            pattern = syntax.draft(place.pattern, place.pattern, resolve=self._thing).text
        except KgError:
            return None
        text = _question(place, pattern, among)
        try:
            return self._asked(text).result(max(self.deadline - spent, 0.0))
        except Late:
            return None

    def forget(self) -> None:
        """Ask anew from now on: the graph has changed."""
        self._answers.clear()
        self._things.clear()

    def close(self) -> None:
        """Stop the child, and only then let go of it: a question still in the pool would start another."""
        if self._worker is not None:
            self._worker.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _thing(self, name: str) -> str:
        """Give the thing of a name in the query, looked for once; one that means nothing or several things is none."""
        if name not in self._things:
            self._things[name] = ""
            self._things[name] = names.resolve(self.graph, name).iri
        if not self._things[name]:
            raise QueryError("unknown_name", name=name)
        return self._things[name]

    def _asked(self, text: str) -> "Future[Found | None]":
        if text not in self._answers:
            for waiting in self._answers.values():
                waiting.cancel()
            self._answers = OrderedDict((key, done) for key, done in self._answers.items() if not done.cancelled())
            self._answers[text] = self._pool.submit(self._answer, text)
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return self._answers[text]

    def _answer(self, text: str) -> Found | None:
        if self._worker is None:
            self._worker = Worker(self.graph)
        request = Request((text,), ontology.PREFIXES, scope=graphs(self.scope), labels=True)
        try:
            rows = list(self._worker.ask(request, timeout=_LONGEST).rows)
        except (Unparsed, KgError):
            return None
        return tuple((row[0], int(row[1].value)) for row in rows if row[0].kind in {"iri", "literal"})


def _question(place: Place, pattern: str, among: Sequence[str] | None) -> str:
    """Write the question about a place, its names put into words of the engine."""
    fields = {"prologue": place.prologue, "mark": MARK, "pattern": pattern}
    if among is None:
        return _RANKED.format(**fields, rows=_ROWS)
    return _AMONG.format(**fields, terms=_terms(among))


def _terms(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(iris) if ">" not in iri)
