"""The cheapest ways: all of a cost up to a bound, found from both ends; then a higher bound until there are enough.

A way is cut where its first half is paid for: *before* it lies the longest beginning of at most half the bound, then
one thing *between*, then what is left, which costs less than the other half. Beginnings and ends are grown apart, with
their neighbours in the order of what they cost, so the search touches only what the bound can pay; a hub is never
opened unless it is cheap for this question. Each way has one such cut, so none comes twice and none is missed.
"""

from collections.abc import Callable, Collection, Iterator
from itertools import chain
from math import log2

from kg.frozen import frozen, slotted
from kg.ways.arrays import UNIT
from kg.ways.budget import Budget
from kg.ways.network import Network, Step

__all__ = ["Bounds", "Half", "Search", "Way", "rounds"]

Way = tuple[int, ...]
Half = tuple[int, Way]
Halves = dict[int, list[Half]]

_LEAP = 3 * UNIT
_LEAST = UNIT // 2


@frozen
class Bounds:
    """What a way may be: hops at least and at most, things it does not pass through."""

    fewest: int = 1
    most: int = 4
    closed: Collection[int] = frozenset()


def rounds(within: Callable[[int], tuple[list[Half], bool]], bounds: Bounds, *, wanted: int) -> Iterator[list[Half]]:
    """Ask for all ways of a cost, then of a higher one, until there are no others; each list holds the one before.

    ``wanted`` is a guess of how many will do; ways about double with each unit.
    """
    bound, leap, before = (bounds.fewest - 1) * UNIT + _LEAP, _LEAP, 0
    while True:
        ways, last = within(bound)
        yield ways
        if last:
            return
        if len(ways) == before:
            leap = 2 * leap if ways else _LEAP
        else:
            leap = min(max(int(log2(wanted / len(ways)) * UNIT), _LEAST), _LEAP)
        before = len(ways)
        bound += leap


@slotted
class Search:
    """Ways between two things."""

    net: Network
    ends: tuple[int, int]
    bounds: Bounds
    budget: Budget
    _cut: bool = False
    _first: frozenset[int] = frozenset()
    _last: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Look at what lies beside the ends."""
        self._first = frozenset(self.net.near(self.ends[0]))
        self._last = frozenset(self.net.back(self.ends[1]))

    def within(self, bound: int) -> tuple[list[Half], bool]:
        """Give all ways whose inside costs at most ``bound``, and whether there are no others."""
        self._cut = False
        half, (start, end), most = bound // 2, self.ends, self.bounds.most
        before = self._grown(start, self.net.near, half, most - 1)
        found = list(self._direct(before, half))
        if most > 1:
            after = self._grown(end, self.net.back, bound - half, most - 1, whole=True)
            found += self._joined(before, after, bound)
        self.budget.spend(0, len(found))
        return found, not self._cut

    def _grown(self, root: int, step: Step, limit: int, most: int, *, whole: bool = False) -> Halves:
        """Grow all half ways of at most ``most`` things from one end that ``limit`` pays.

        With ``whole``, what the limit leaves out belongs to ways beyond the bound.
        """
        found: Halves = {root: [(0, (root,))]}
        layer = found[root]
        for _ in range(most - 1):
            layer = [more for half in layer for more in self._longer(half, step, limit, whole)]
            for half in layer:
                found.setdefault(half[1][-1], []).append(half)
        return found

    def _longer(self, half: Half, step: Step, limit: int, whole: bool) -> list[Half]:
        cost, way = half
        net, closed, ends = self.net, self.bounds.closed, self.ends
        near = net.below(step, way[-1], net.arrays.reach(limit - cost - UNIT))
        self.budget.spend(1, len(near))
        if whole and not self._cut:
            self._cut = len(near) < self.net.size(step, way[-1])
        price = net.cost
        return [
            (cost + price(rank), (*way, rank))
            for rank in near
            if rank not in way and rank not in closed and rank not in ends
        ]

    def _direct(self, before: Halves, half: int) -> Iterator[Half]:
        """Give the ways that the first half pays for."""
        fewest, most = self.bounds.fewest, self.bounds.most
        end, last = self.ends[1], self._last
        for rank, halves in before.items():
            if rank in last:
                yield from ((cost, (*way, end)) for cost, way in halves if len(way) >= fewest)
            longest = [each for each in halves if len(each[1]) == most - 1]
            beside = last.intersection(self.net.near(rank)) if longest else frozenset[int]()
            for each in longest:
                yield from self._ended(each, beside.difference(self.bounds.closed, self.ends), half)

    def _ended(self, begun: Half, beside: Collection[int], half: int) -> Iterator[Half]:
        cost, way = begun
        for rank in beside:
            whole = cost + self.net.cost(rank)
            if whole <= half and rank not in way:
                yield whole, (*way, rank, self.ends[1])

    def _joined(self, before: Halves, after: Halves, bound: int) -> Iterator[Half]:
        """Join halves over one thing between them that the first half cannot pay."""
        net, half = self.net, bound // 2
        middles = {rank: self._middles(net.near, rank, halves, bound) for rank, halves in before.items()}
        there = set().union(*middles.values())
        there.difference_update(self.bounds.closed, self.ends)
        back: dict[int, list[int]] = {}
        for rank, halves in after.items():
            for middle in there.intersection(self._middles(net.back, rank, halves, bound)):
                back.setdefault(middle, []).append(rank)
        for rank, near in middles.items():
            for middle in back.keys() & near:
                price = net.cost(middle)
                begun = [
                    (cost + price, (*way, middle))
                    for cost, way in before[rank]
                    if cost + price > half and middle not in way
                ]
                yield from chain.from_iterable(self._closed(each, back[middle], after, bound) for each in begun)

    def _middles(self, step: Step, rank: int, halves: list[Half], bound: int) -> list[int]:
        """Give what lies beside half ways and can still be paid."""
        least = min(halves)[0]
        near = self.net.below(step, rank, self.net.arrays.reach(bound - least - UNIT))
        if not self._cut:
            self._cut = len(near) < self.net.size(step, rank)
        return near

    def _closed(self, begun: Half, ranks: list[int], after: Halves, bound: int) -> Iterator[Half]:
        """Give the whole ways that begin so."""
        spent, way = begun
        fewest, most = self.bounds.fewest - len(way) + 1, self.bounds.most - len(way) + 1
        inside = set(way[1:])
        for rank in ranks:
            for cost, rest in after[rank]:
                if not fewest <= len(rest) <= most or not inside.isdisjoint(rest):
                    continue
                if spent + cost <= bound:
                    yield spent + cost, (*way, *reversed(rest))
                else:
                    self._cut = True
