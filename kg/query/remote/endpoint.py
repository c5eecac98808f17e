"""A SPARQL endpoint asked as a ``Worker`` is: whole questions, and questions about many things batch by batch.

How many things a batch may name is the endpoint's affair: quick and short answers let it grow; slow, long and failing
ones, and those whose number of rows looks like a limit of the endpoint's own, make it smaller.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from types import TracebackType
from typing import Self

from kg.errors import LimitError, QueryError, StoreError
from kg.frozen import field, frozen, slotted
from kg.model import Cell
from kg.model.quad import literal, node
from kg.query import syntax
from kg.query.process import Reply, Request, Unparsed
from kg.query.remote.results import Results, read
from kg.query.remote.wire import Strain, Wire

__all__ = ["Batch", "Dataset", "Endpoint", "askable", "declared", "written"]

_FIRST, _LARGEST = 50, 800
"""Things that a batch names at first, and at most."""
_QUICK, _SLOW = 0.5, 4.0
_LITTLE, _MUCH = 1 << 20, 8 << 20
_PATIENCE = 4
"""A batch may take this part of the time that is left."""
_ROUND = 1000
"""Endpoints cut their answers off at multiples of this, and most say nothing."""
_RESTS = 3
_BROKEN = frozenset({"endpoint_garbled", "endpoint_unreachable"})
_IRI = frozenset('<>"{}|^`\\')

Dataset = tuple[tuple[str, ...], tuple[str, ...]]
"""Graphs of the default graph, and named ones."""
Rows = list[tuple[Cell, ...]]


@frozen
class Batch:
    """A question about things: ``text`` makes it of their terms; ``kind`` names what is asked, for the pace of it.

    ``whole`` says that no rows can be missing unseen, so that a round number of them is nothing to doubt; ``firm`` that
    smaller batches would be no help, since most of the question is in each.
    """

    kind: str
    text: Callable[[Sequence[str]], str]
    dataset: Dataset = ((), ())
    whole: bool = False
    firm: bool = False


@slotted
class Endpoint:
    """One endpoint, with a deadline for all that is asked of it.

    ``dataset`` is what stands for the default graph where the endpoint's own is empty. ``spent`` counts requests.
    """

    wire: Wire
    until: float
    dataset: Dataset = ((), ())
    spent: int = 0
    _paces: dict[str, int] = field(default_factory=dict)
    _ceilings: dict[str, int] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up."""
        self.wire.close()

    @contextmanager
    def hurried(self, share: float = 1 / 3) -> Iterator[None]:
        """Let what is asked meanwhile take no more than a part of the time that is left."""
        until, now = self.until, time.monotonic()
        self.until = now + share * max(0.0, until - now)
        try:
            yield
        finally:
            self.until = until

    def ask(self, request: Request, *, timeout: float | None = None) -> Reply:
        """Ask a whole question."""
        del timeout
        dataset = request.dataset or (request.scope, request.scope)
        text = _opened(request)
        try:
            form, columns, rows = self.answer(text, dataset)
        except QueryError as problem:
            if problem.key == "endpoint_refused":
                raise Unparsed(str(problem.fields["detail"])) from problem
            raise
        reply = Reply(form, columns, 0)
        shown = rows if request.limit is None else rows[: request.limit]
        reply.rows = iter(shown)
        if len(shown) < len(rows):
            reply.total, reply.complete = len(rows), False
        return reply

    def each(self, request: Callable[[Sequence[str]], Request], things: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
        """Ask about very many things, in batches."""
        return self.batched(Batch("things", lambda terms: _opened(request(terms))), things)

    def rows(self, text: str, dataset: Dataset = ((), ())) -> Rows:
        """Ask a question of our own."""
        return self.answer(text, dataset)[2]

    def holds(self, pattern: str) -> bool:
        """Say whether the endpoint has something that a pattern fits."""
        (row,) = self.rows(f"ASK {{ {pattern} }}")
        return row[0].value == "true"

    def answer(self, text: str, dataset: Dataset = ((), ())) -> Results:
        """Ask; ask again after a rest where the endpoint says that it is busy, and once where its answer broke off."""
        rests, broken = 0, False
        while True:
            try:
                return self._asked(text, dataset, self.until)[0]
            except Strain as strain:
                again = strain.error.key in _BROKEN and not broken
                broken = broken or again
                if not again and (rests == _RESTS or not strain.wait or not self._rested(strain.wait)):
                    raise strain.error from strain
                rests += not again

    def batched(self, batch: Batch, terms: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
        """Ask about all of some things, in batches as large as the endpoint can carry."""
        waiting, rests = deque(terms), 0
        while waiting:
            many = min(self.pace(batch.kind), len(waiting))
            some = [waiting.popleft() for _ in range(many)]
            try:
                yield from self._carried(batch, some)
            except Strain as strain:
                broken = strain.error.key in _BROKEN
                again = rests < _RESTS and (broken or (strain.wait > 0 and self._rested(strain.wait)))
                rests += again
                if (many == 1 or batch.firm) and not again:
                    raise strain.error from strain
                if not again:
                    self._ceilings[batch.kind] = max(1, 3 * many // 4)
                self._paces[batch.kind] = max(1, many // 2)
                waiting.extendleft(reversed(some))

    def pace(self, kind: str) -> int:
        """Give how many things a batch names at present."""
        return self._paces.get(kind, _FIRST)

    def _carried(self, batch: Batch, terms: Sequence[str]) -> Rows:
        """Ask about a batch, and learn from how it went."""
        began, text = time.monotonic(), batch.text(terms)
        left = self.until - began
        until = self.until if len(terms) == 1 else began + left / _PATIENCE
        (_, _, rows), size = self._asked(text, batch.dataset, until)
        if not batch.whole and len(rows) >= _ROUND and len(rows) % _ROUND == 0:
            self._doubt(text, batch, len(terms), len(rows))
        took, pace = time.monotonic() - began, self.pace(batch.kind)
        if took > _SLOW or size > _MUCH:
            pace = max(1, pace // 2)
        elif took < _QUICK and size < _LITTLE and len(terms) >= pace:
            pace = min(self._ceilings.get(batch.kind, _LARGEST), 2 * pace)
        self._paces[batch.kind] = pace
        return rows

    def _doubt(self, text: str, batch: Batch, things: int, rows: int) -> None:
        """Where the number of rows is round, ask about fewer things; of one thing, have the rows counted."""
        cut = LimitError("endpoint_cut", url=self.wire.shown, rows=rows)
        if things > 1:
            raise Strain(cut)
        prologue, select, rest = text.partition("SELECT DISTINCT")
        counted = self.rows(f"{prologue} SELECT (COUNT(*) AS ?n) WHERE {{ {{ {select}{rest} }} }}", batch.dataset)
        if not counted or counted[0][0].value != str(rows):
            raise cut

    def _asked(self, text: str, dataset: Dataset, until: float) -> tuple[Results, int]:
        default, named = dataset if any(dataset) else self.dataset
        fields = chain(
            [("query", text)],
            (("default-graph-uri", graph) for graph in default),
            (("named-graph-uri", graph) for graph in named),
        )
        self.spent += 1
        body = self.wire.ask(fields, until)
        try:
            return read(body), len(body)
        except ValueError as problem:
            raise Strain(StoreError("endpoint_garbled", url=self.wire.shown)) from problem

    def _rested(self, seconds: float) -> bool:
        """Wait as long as the endpoint asks for, if there is time."""
        if time.monotonic() + seconds >= self.until:
            return False
        time.sleep(seconds)
        return True


def askable(cell: Cell) -> bool:
    """Say whether a later question can name a term: blank nodes have no name, and some IRIs are none."""
    if cell.kind == "iri":
        return _IRI.isdisjoint(cell.value) and cell.value.isprintable() and " " not in cell.value
    return cell.kind == "literal"


def written(cell: Cell) -> str:
    """Write a term as a query does."""
    if cell.kind == "iri":
        return node(cell.value)
    if cell.lang:
        return literal(cell.value, lang=cell.lang)
    return literal(cell.value) + (f"^^<{cell.datatype}>" if cell.datatype else "")


def declared(text: str, prefixes: Mapping[str, str]) -> str:
    """Declare the prefixes that a text uses."""
    used = {token.text.partition(":")[0] for token in syntax.tokens(text) if token.kind == "prefixed"}
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items() if name in used)


def _opened(request: Request) -> str:
    """Put before a query what it needs and does not say itself."""
    text = request.texts[0]
    base = f"BASE <{request.base}>\n" if request.base else ""
    return base + declared(text, request.prefixes) + text
