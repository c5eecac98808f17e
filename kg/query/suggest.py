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
from kg.errors import KgError
from kg.model import Cell
from kg.query import names, syntax
from kg.query.fragment import MARK, Place
from kg.query.process import Request, Unparsed, Worker

__all__ = ["DEADLINE", "Found", "Suggester"]

DEADLINE = 0.08
"""Seconds that a key may wait for the graph."""
_LONGEST = 2.0
_KEPT = 64
_ROWS = 400
_RANKED = (
    "SELECT {mark} (COUNT(*) AS ?kgn) WHERE {{ {limit}{pattern} }} GROUP BY {mark} ORDER BY DESC(?kgn) LIMIT {rows}"
)

Found = tuple[tuple[Cell, int], ...]
"""Terms that fit, with the number of solutions of each, most first."""


@dataclass(slots=True)
class Suggester:
    """Asks one graph what fits; use ``scope`` to look at some texts only, as questions do."""

    graph: Path
    scope: tuple[str, ...] = ()
    deadline: float = DEADLINE
    _worker: Worker | None = None
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "suggest"))
    _answers: "OrderedDict[str, Future[Found | None]]" = field(default_factory=OrderedDict)

    def start(self) -> None:
        """Have a child ready before it is needed."""
        if self._worker is None:
            self._worker = Worker(self.graph)

    def fitting(self, place: Place, among: Sequence[str] | None = None) -> Found | None:
        """Give the terms that fit, all or among some IRIs; None where the graph did not say in time."""
        text = _question(self.graph, place, among)
        if not text:
            return None
        try:
            return self._asked(text).result(self.deadline)
        except Late:
            return None

    def forget(self) -> None:
        """Ask anew from now on: the graph has changed."""
        self._answers.clear()

    def close(self) -> None:
        """Stop the child."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._worker is not None:
            self._worker.close()
            self._worker = None

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
        self.start()
        if self._worker is None:
            return None
        request = Request((text,), ontology.PREFIXES, scope=self.scope, labels=True)
        try:
            rows = list(self._worker.ask(request, timeout=_LONGEST).rows)
        except (Unparsed, KgError):
            return None
        return tuple((row[0], int(row[1].value)) for row in rows if row[0].kind in {"iri", "literal"})


def _question(graph: Path, place: Place, among: Sequence[str] | None) -> str:
    """Write the question; nothing where a name in it means nothing or several things."""
    try:
        pattern = _resolved(graph, place.pattern)
    except KgError:
        return ""
    limit = f"VALUES {MARK} {{ {_terms(among)} }} " if among is not None else ""
    return f"{place.prologue} " + _RANKED.format(mark=MARK, limit=limit, pattern=pattern, rows=_ROWS)


def _resolved(graph: Path, pattern: str) -> str:
    return syntax.draft(pattern, pattern, resolve=lambda name: names.resolve(graph, name).iri).text


def _terms(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(iris) if ">" not in iri)
