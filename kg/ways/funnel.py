"""The cheapest ways one after another: best first, with the exact cost of what is still to come.

Of the levels from both ends only those hops are left that lead on to the other end, and for each thing on them the
least cost to the end is known. So every way begun is continued only where it can be finished, and whole ways come out
in the order of their cost. ``kg.ways.best`` serves where there is too much between the ends.
"""

import heapq
from collections.abc import Iterator
from operator import add

from kg.ways.best import Half, Way
from kg.ways.budget import Budget
from kg.ways.levels import Levels, Side

__all__ = ["Funnel"]

Following = list[tuple[int, int]]
"""What can follow on a thing, cheapest first: least cost to the end, thing."""
Begun = tuple[int, int, int, Way, Following]
"""A way begun: cost when finished, place of what follows next, cost so far, the way, all that can follow."""


class Funnel:
    """What lies between two ends: for each number of hops gone, things and what can follow on them."""

    def __init__(self, levels: Levels, budget: Budget) -> None:
        """Look back from the end for the least costs."""
        self._start, self._end = levels.ends
        self._budget = budget
        self._net = levels.net
        first = _leading(levels.ahead, levels.common, self._end, ahead=True)
        second = _leading(levels.behind, levels.common, self._end, ahead=False)
        self._hops = first + [{} for _ in second]
        self._totals: list[dict[int, int]] = [{} for _ in self._hops]
        self._after: list[dict[int, Following]] = [{} for _ in self._hops]
        rest = self._looked_back(second)
        for gone in reversed(range(len(first))):
            self._totals[gone] = self._priced(rest)
            total = self._totals[gone].__getitem__
            rest = {rank: min(map(total, near)) for rank, near in first[gone].items()}
            rest[self._end] = 0

    def ways(self, fewest: int = 1) -> Iterator[Half]:
        """Give all ways, cheapest first; the heap holds of each way begun its next continuation."""
        first = self._following(0, self._start)
        heap: list[Begun] = [(first[0][0], 0, 0, (self._start,), first)] if first else []
        while heap:
            begun = heapq.heappop(heap)
            way = self._finished(begun, heap)
            self._budget.spend(max(len(way) - len(begun[3]), 1))
            if len(way) > fewest:
                yield begun[0], way

    def _finished(self, begun: Begun, heap: list[Begun]) -> Way:
        """Follow the cheapest continuation to the end and leave the others to the heap; empty if it meets itself."""
        _, at, spent, way, following = begun
        while True:
            left, rank = following[at]
            at += 1
            if at < len(following):
                heapq.heappush(heap, (spent + following[at][0], at, spent, way, following))
            if rank == self._end:
                return (*way, rank)
            if rank in way:
                return ()
            following = self._following(len(way), rank)
            way, spent, at = (*way, rank), spent + left - following[0][0], 0

    def _following(self, gone: int, rank: int) -> Following:
        after = self._after[gone]
        found = after.get(rank)
        if found is None:
            totals, near = self._totals[gone], self._hops[gone].get(rank, ())
            found = after[rank] = sorted(zip(map(totals.__getitem__, near), near, strict=True))
        return found

    def _looked_back(self, hops: list[dict[int, set[int]]]) -> dict[int, int]:
        """Say what can follow on the things of the second half; give the least costs from the middle."""
        rest = {self._end: 0}
        for gone, leading in enumerate(hops, 1):
            after = self._after[-gone] = _turned(leading, self._priced(rest))
            rest = {rank: rows[0][0] for rank, rows in after.items()}
            rest[self._end] = 0
        return rest

    def _priced(self, rest: dict[int, int]) -> dict[int, int]:
        """Add to what is left what the things themselves cost."""
        totals = dict(zip(rest, map(add, rest.values(), self._net.costs(rest)), strict=True))
        totals[self._end] = 0
        return totals


def _turned(leading: dict[int, set[int]], totals: dict[int, int]) -> dict[int, Following]:
    """Give for what leads to things those things, the cheapest first."""
    after: dict[int, Following] = {}
    for row in sorted((totals[rank], rank) for rank in leading):
        for rank in leading[row[1]]:
            if rank in after:
                after[rank].append(row)
            else:
                after[rank] = [row]
    return after


def _leading(side: Side, common: set[int], end: int, *, ahead: bool) -> list[dict[int, set[int]]]:
    """Leave of each level, from the root on, the hops that lead to what is in common or, ahead, to the end."""
    live = set(common)
    found: list[dict[int, set[int]]] = []
    for hops in reversed(side.hops):
        if ahead:
            live.add(end)
        else:
            live.discard(end)
        found.append({rank: met for rank, near in hops.items() if (met := live.intersection(near))})
        live = set(found[-1])
    return found[::-1]
