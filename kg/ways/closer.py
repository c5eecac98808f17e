"""What some texts bring together: things that have a shorter way with them than without.

Such a way has a hop that these texts alone say, so the search begins at those hops and takes few steps to either side.
What is found is looked at cheapest first, and only so much of it is measured without the texts.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import product

from kg.frozen import field, frozen, slotted
from kg.ways.arrays import Arrays, weight
from kg.ways.best import Half, Way
from kg.ways.budget import Budget, SpentError
from kg.ways.levels import meeting
from kg.ways.network import Network, Rules

__all__ = ["MEASURED", "Asked", "Brought", "Closer", "closed_of", "closer"]

MEASURED = 300
"""So many pairs, those with the cheapest ways, are measured without the texts."""


_WIDE = 1000
"""What has more neighbours is not passed through on the way that joins a pair: it joins everything, and takes long."""


@frozen
class Asked:
    """Texts before and texts added, by number; ``most`` hops of a way with them, ``far`` the farthest measured without.

    ``end`` says whether a thing can be one of a pair, ``fits`` whether a way joins its ends in a manner worth telling.
    """

    before: frozenset[int]
    added: frozenset[int]
    end: Callable[[int], bool]
    fits: Callable[[Way], bool]
    closed: frozenset[int] = frozenset()
    most: int = 3
    far: int = 6


@frozen
class Brought:
    """Two things brought closer: the way that did it, its cost with that of its ends, hops before (none: no way)."""

    way: Way
    cost: int
    before: int | None


@slotted
class Closer:
    """What was found; whether all of it was looked at; the limit that was met, if any."""

    pairs: list[Brought] = field(default_factory=list)
    whole: bool = True
    met: str = ""


def closer(arrays: Arrays, asked: Asked, seconds: float | None = None) -> Closer:
    """Find the pairs, those brought farthest first, of equals the cheapest.

    Half of the time is for finding, half for measuring.
    """
    result = Closer()
    half = None if seconds is None else seconds / 2
    found = list(_ordered(arrays, asked, Budget(half), result))
    budget, net = Budget(half), Network(arrays, Rules(texts=asked.before | {0}))
    try:
        for way, cost in found:
            met = meeting(net, (way[0], way[-1]), most=asked.far, closed=asked.closed, budget=budget)
            before = met.hops if met else None
            if before is None or before >= len(way):
                result.pairs.append(Brought(way, cost, before))
    except SpentError as spent:
        result.met, result.whole = str(spent), False
    order = arrays.order

    def place(pair: Brought) -> tuple[object, ...]:
        hops = asked.far + 1 if pair.before is None else pair.before
        return len(pair.way) - 1 - hops, pair.cost, [order[rank] for rank in pair.way]

    result.pairs.sort(key=place)
    return result


def closed_of(arrays: Arrays, share: float, named: Iterable[int]) -> frozenset[int]:
    """Give what is background: to which a share of a relation's facts leads, or which is named."""
    return frozenset(named) | {rank for rank, count, total in arrays.shares() if share and count >= share * total}


def _ordered(arrays: Arrays, asked: Asked, budget: Budget, result: Closer) -> Iterator[tuple[Way, int]]:
    """Give the shortest way of each pair, those of little cost first, as many as are measured."""
    search = _Found(arrays, asked, budget)
    try:
        search.look()
    except SpentError as spent:
        result.met = str(spent)
    priced = sorted((cost + weight(arrays.degree(pair[0])) + weight(arrays.degree(pair[1])), way)
                    for pair, (_, cost, way) in search.best.items())  # fmt: skip
    result.whole = not result.met and len(priced) <= MEASURED
    yield from ((way, cost) for cost, way in priced[:MEASURED])


class _Found:
    """Ways of few hops that take one that is new."""

    def __init__(self, arrays: Arrays, asked: Asked, budget: Budget) -> None:
        """Look at the network with the texts, at that without, and at what the texts before say by themselves."""
        self._arrays, self._asked, self._budget = arrays, asked, budget
        self._now = Network(arrays, Rules(texts=asked.before | asked.added | {0}))
        self._then = Network(arrays, Rules(texts=asked.before | {0}))
        self._told = Network(arrays, Rules(texts=asked.before))
        self._steps: dict[int, list[list[Half]]] = {}
        self._ends: dict[int, list[int]] = {}
        self.best: dict[tuple[int, int], tuple[int, int, Way]] = {}

    def look(self) -> None:
        """Note for each pair the fewest hops, of these the least cost, and the way."""
        best = self.best
        for start, end in self._fresh():
            for hops, cost, way in self._across(start, end):
                first, last = way[0], way[-1]
                if first > last:
                    first, last, way = last, first, way[::-1]
                pair, found = (first, last), (hops, cost, way)
                if pair not in best or found < best[pair]:
                    best[pair] = found

    def _fresh(self) -> Iterator[tuple[int, int]]:
        """Give the hops that the added texts say and none before, each in one direction."""
        arrays, added = self._arrays, self._asked.added
        wanted = {at for at in range(len(arrays.sets) - 1) if not added.isdisjoint(arrays.members(at))}
        hops = {bisect_right(arrays.hops, at) - 1 for at, said in enumerate(arrays.said) if said in wanted}
        for hop in sorted(hops):
            start, end = bisect_right(arrays.heads, hop) - 1, arrays.near[hop]
            if start < end and not self._then.hop(start, end):
                yield start, end

    def _across(self, start: int, end: int) -> Iterator[tuple[int, int, Way]]:
        """Give the ways over one new hop with what lies to both sides of it."""
        lefts, rights = self._around(start), self._around(end)
        for (left, many), (right, others) in product(enumerate(lefts), enumerate(rights)):
            if left + right >= self._asked.most:
                continue
            for (before, one), (after, other) in product(many, others):
                way = (*reversed(one), *other)
                if len(set(way)) == len(way) and self._asked.fits(way):
                    yield left + right + 1, before + after, way

    def _around(self, rank: int) -> list[list[Half]]:
        """Give by hops the ways from a thing to what can be an end of a pair; what is passed through is paid for."""
        found = self._steps.get(rank)
        if found is None:
            found = self._steps[rank] = list(self._grown(rank))
        return found

    def _grown(self, rank: int) -> Iterator[list[Half]]:
        self._budget.look()
        yield [(0, (rank,))] if self._is_end(rank) else []
        if not self._is_open(rank):
            return
        cost = self._now.cost
        yield [(cost(rank), (rank, each)) for each in self._near_ends(rank)]
        for _ in range(self._asked.most - 2):
            inner = filter(self._is_open, self._now.near(rank))
            yield [
                (cost(rank) + cost(each), (rank, each, end))
                for each in inner
                for end in self._near_ends(each)
                if end != rank
            ]

    def _near_ends(self, rank: int) -> list[int]:
        found = self._ends.get(rank)
        if found is None:
            found = self._ends[rank] = [each for each in self._now.near(rank) if self._is_end(each)]
        return found

    def _is_open(self, rank: int) -> bool:
        """Say whether a way may pass through a thing."""
        return rank not in self._asked.closed and self._arrays.degree(rank) <= _WIDE

    def _is_end(self, rank: int) -> bool:
        return self._asked.end(rank) and rank not in self._asked.closed and bool(self._told.near(rank))
