"""Ways through things that must be passed: leg by leg, in every order of those things."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from kg.frozen import frozen, replace
from kg.ways.best import Bounds, Half, Search, Way
from kg.ways.budget import Budget
from kg.ways.lengths import ways_of
from kg.ways.network import Network

__all__ = ["Passing"]


@frozen
class Passing:
    """Ways between two things that pass all of ``stops``. Each has one order of the stops, so none comes twice."""

    net: Network
    ends: tuple[int, int]
    bounds: Bounds
    budget: Budget
    stops: Sequence[int]

    def within(self, bound: int) -> tuple[list[Half], bool]:
        """Give all such ways whose inside costs at most ``bound``, and whether there are no others."""
        spare = bound - sum(map(self.net.cost, self.stops))
        found: list[Half] = []
        last = spare >= 0
        for legs in self._orders():
            parts = [self._leg(leg, max(spare, 0)) for leg in legs]
            last = last and all(complete for _, complete in parts)
            for cost, way in self._chained([ways for ways, _ in parts], (0, legs[0][:1])):
                if cost > spare:
                    last = False
                elif self.bounds.fewest < len(way):
                    found.append((cost + bound - spare, way))
        return found, last

    def ways_of(self, hops: int) -> Iterator[Way]:
        """Give all such ways of exactly ``hops`` hops."""
        for legs in self._orders():
            yield from self._measured(legs, hops, legs[0][:1])

    def _orders(self) -> Iterator[list[tuple[int, int]]]:
        start, end = self.ends
        if len(self.stops) >= self.bounds.most:
            return
        for order in permutations(self.stops):
            yield list(pairwise((start, *order, end)))

    def _closed(self) -> frozenset[int]:
        return frozenset((*self.bounds.closed, *self.stops, *self.ends))

    def _leg(self, ends: tuple[int, int], bound: int) -> tuple[list[Half], bool]:
        most = self.bounds.most - len(self.stops)
        search = Search(self.net, ends, replace(self.bounds, fewest=1, most=most, closed=self._closed()), self.budget)
        ways, last = search.within(bound)
        return sorted(ways), last

    def _chained(self, parts: Sequence[Sequence[Half]], begun: Half) -> Iterator[Half]:
        """Put one way of each leg together, where nothing stands twice and the hops are not too many."""
        if not parts:
            yield begun
            return
        cost, way = begun
        left = len(parts) - 1
        for more, leg in parts[0]:
            self.budget.spend(1)
            if len(way) + len(leg) - 2 + left <= self.bounds.most and self._apart(way, leg, left):
                yield from self._chained(parts[1:], (cost + more, way + leg[1:]))

    def _measured(self, legs: Sequence[tuple[int, int]], hops: int, way: Way) -> Iterator[Way]:
        if not legs:
            yield way
            return
        left = len(legs) - 1
        for size in range(1 if left else hops, hops - left + 1):
            for leg in ways_of(self.net, legs[0], size, closed=self._closed(), budget=self.budget):
                if self._apart(way, leg, left):
                    yield from self._measured(legs[1:], hops - size, way + leg[1:])

    def _apart(self, way: Way, leg: Way, left: int) -> bool:
        """Say whether a leg comes upon nothing that was passed; the last one may close a ring."""
        return set(way).isdisjoint(leg[1:] if left else leg[1:-1])
