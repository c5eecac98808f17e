"""The part of a network that a question can touch, fetched from both ends: frontier by frontier, no hop too many.

Each edge of a way of at most ``most`` hops begins within ``a`` hops of the start or leads to what lies within ``b`` of
the end, where ``a + b + 1 = most``. So the narrower side is widened until both together have one level less than there
are hops; the last edges, between the two frontiers, are asked for by both their ends.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from kg.errors import LimitError, StoreError
from kg.frozen import field, slotted
from kg.model import Cell
from kg.query.paths.space import Edge
from kg.query.remote.endpoint import Batch, Endpoint, askable, written
from kg.query.remote.hops import Hops

__all__ = ["FAR", "Frontiers", "Part"]

FAR = 1 << 30
_MOST = 500_000
"""Edges that may be fetched."""
_COUNTED = 2000
"""Of frontiers up to this size it is asked what leads on from them."""
Level = set[Cell]


@slotted
class Part:
    """Edges as they come, and what of them is known: for each thing and direction, what a hop leads to."""

    endpoint: Endpoint
    hops: Hops
    edges: dict[tuple[Cell, ...], Edge] = field(default_factory=dict)
    degrees: dict[Cell, int] = field(default_factory=dict)
    blank: bool = False
    _near: tuple[dict[Cell, Level], dict[Cell, Level]] = field(default_factory=lambda: ({}, {}))
    _known: tuple[Level, Level] = field(default_factory=lambda: (set(), set()))

    def near(self, cell: Cell, *, ahead: bool) -> Level:
        """Give what is known to follow on a thing, or to lead to it."""
        return self._near[ahead].get(cell, set())

    def widen(self, level: Iterable[Cell], *, ahead: bool) -> Level:
        """Fetch all edges that lead on from some things; give what they lead to."""
        level = set(level)
        for at, relations in self.hops.steps(ahead=ahead):
            self._fetch(at, relations, level - self._known[ahead])
        self._known[ahead].update(level)
        if self.hops.symmetric:
            self._known[not ahead].update(level)
        return set().union(*(self.near(cell, ahead=ahead) for cell in level))

    def close(self, level: Level, other: Level) -> None:
        """Fetch the edges that lead from some things to some others; all of them, where naming both is too much."""
        few = sorted(map(written, other))
        if len(few) <= self.endpoint.pace("edges"):
            try:
                self._pair(level, f"{{ {' '.join(few)} }}")
            except (LimitError, StoreError):
                self.widen(level, ahead=True)
        else:
            self.widen(level, ahead=True)

    def everything(self) -> Level:
        """Fetch all edges there are; give all things."""
        self._take(self.endpoint.rows(self.hops.all(), self.hops.dataset))
        return {cell for edge in self.edges.values() for cell in (edge.start, edge.end)}

    def count(self, cells: Iterable[Cell]) -> None:
        """Learn how many neighbours things have."""
        wanted = sorted(written(cell) for cell in set(cells) - self.degrees.keys() if askable(cell))
        batch = Batch("degrees", self.hops.degrees, self.hops.dataset, whole=True)
        for cell, count in self.endpoint.batched(batch, wanted):
            if count.value.isdecimal():
                self.degrees[cell] = int(count.value)
        for cell in cells:
            self.degrees.setdefault(cell, 0)

    def named(self, cells: Iterable[Cell]) -> Level:
        """Give those of some things that stand in an edge, if only in one from a thing to itself."""
        found = {cell for cell in cells if self.degrees.get(cell)}
        alone = sorted(written(cell) for cell in set(cells) - found)
        batch = Batch("alone", lambda terms: self.hops.edges(terms, self.hops.start, None), self.hops.dataset)
        return found | {row[0] for row in self.endpoint.batched(batch, alone)}

    def weight(self, level: Collection[Cell]) -> int:
        """Count what leads on from some things."""
        self.count(level)
        return sum(self.degrees[cell] for cell in level)

    def _pair(self, level: Level, others: str) -> None:
        for at, relations in self.hops.steps(ahead=True):
            beside = self.hops.end if at == self.hops.start else self.hops.start
            self._fetch(at, relations, level - self._known[True], f"VALUES ?{beside} {others}")

    def _fetch(self, at: str, relations: frozenset[str] | None, level: Level, beside: str = "") -> None:
        def text(terms: Sequence[str]) -> str:
            return self.hops.edges(terms, at, relations, beside)

        self._take(
            self.endpoint.batched(
                Batch("edges", text, self.hops.dataset, firm=bool(beside)), sorted(map(written, level))
            )
        )

    def _take(self, rows: Iterable[tuple[Cell, ...]]) -> None:
        for row in rows:
            if row not in self.edges:
                self._learn(row)
                if len(self.edges) > _MOST:
                    raise LimitError("endpoint_edges", limit=_MOST)

    def _learn(self, row: tuple[Cell, ...]) -> None:
        """Keep one edge, unless no later question could name an end of it."""
        start, end, *more = row
        if not (askable(start) and askable(end)):
            self.blank |= "blank" in {start.kind, end.kind}
            return
        hops = self.hops
        relation = more.pop(0).value if hops.relation else hops.fixed
        proof = more.pop(0).value if hops.proof else ""
        values = tuple((name, cell) for name, cell in zip(hops.others, more, strict=True) if cell.kind != "none")
        self.edges[row] = Edge(start, relation, end, values, proof)
        if start == end:
            return
        ways = {False, True} if hops.both else {False}
        if hops.atoms is not None:
            ways = {back for iri, back in hops.atoms if iri == relation}
        for back in ways:
            tail, head = (end, start) if back else (start, end)
            self._near[True].setdefault(tail, set()).add(head)
            self._near[False].setdefault(head, set()).add(tail)


@slotted
class Frontiers:
    """Levels from both ends; ``closed`` is not passed through. Either end may be many things, or one of them none."""

    part: Part
    starts: Level
    ends: Level
    closed: Collection[Cell] = ()
    _levels: tuple[list[Level], list[Level]] = field(default_factory=lambda: ([], []))
    _seen: tuple[Level, Level] = field(default_factory=lambda: (set(), set()))

    def __post_init__(self) -> None:
        """Begin at the ends, which nothing closes."""
        self.closed = set(self.closed) - self.starts - self.ends
        for side, roots in enumerate((self.ends, self.starts)):
            self._levels[side].append({cell for cell in roots if askable(cell)})
            self._seen[side].update(roots)

    @property
    def hops(self) -> int:
        """Count the hops that are known from both ends together."""
        return len(self._levels[True]) + len(self._levels[False]) - 2

    @property
    def met(self) -> bool:
        """Say whether the levels from both ends have something in common."""
        return not self._seen[True].isdisjoint(self._seen[False])

    @property
    def dead(self) -> bool:
        """Say whether one side cannot be widened."""
        return not all(levels[-1] for levels in self._levels)

    def grow(self, most: int, *, side: Literal["", "ahead", "behind"] = "", meet: bool = False) -> None:
        """Widen until all edges of ways of ``most`` hops are known; with ``meet``, only until the sides meet."""
        while self.hops < most and not self.dead_end(side) and not (meet and self.met):
            if self.hops == most - 1 and not side and not meet:
                self.part.close(self._levels[True][-1], self._levels[False][-1])
                return
            self._widen(ahead=side == "ahead" if side else self._narrower())

    def dead_end(self, side: str) -> bool:
        """Say whether there is nothing to widen on the side that counts."""
        return self.dead if not side else not self._levels[side == "ahead"][-1]

    def within(self, most: int, *, open_end: bool) -> Level:
        """Give what can lie on a way of at most so many hops, by what is known."""
        ahead, behind = (self._distances(most, ahead=way) for way in (True, False))
        if open_end:
            return set(ahead or behind)
        return {cell for cell, far in ahead.items() if far + behind.get(cell, FAR) <= most}

    def _widen(self, *, ahead: bool) -> None:
        seen = self._seen[ahead]
        level = self.part.widen(self._levels[ahead][-1], ahead=ahead).difference(seen, self.closed)
        seen |= level
        self._levels[ahead].append(level)

    def _narrower(self) -> bool:
        """Say whether less leads on from the side of the start."""
        ahead, behind = self._levels[True][-1], self._levels[False][-1]
        if min(len(ahead), len(behind)) > _COUNTED:
            return len(ahead) <= len(behind)
        return self.part.weight(ahead) <= self.part.weight(behind)

    def _distances(self, most: int, *, ahead: bool) -> dict[Cell, int]:
        roots = self.starts if ahead else self.ends
        far, level = dict.fromkeys(roots, 0), set(roots)
        for hops in range(1, most + 1):
            beside = set().union(*(self.part.near(cell, ahead=ahead) for cell in level)) - far.keys()
            far.update(dict.fromkeys(beside, hops))
            level = beside.difference(self.closed)
        return far
