"""The cheapest ways one after another: best first, with the exact cost of what is still to come.

From both ends, as far as half the hops, it is found out what can lie on a way at all; for that little network the least
cost to the end is known for each number of hops left. So every way begun is continued only where it can be finished,
and whole ways come out in the order of their cost. ``kg.ways.best`` serves where the network between is not little.
"""

import heapq
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from kg.frozen import field, slotted
from kg.ways.best import Bounds, Half, Way
from kg.ways.budget import Budget
from kg.ways.network import Network

__all__ = ["Funnel", "funnel"]

WIDE = 200_000
"""So many edges may be looked at to find out what lies between."""

_SAMPLE = 500
Ball = list[set[int]]
"""What lies within 0, 1, 2 … hops."""
Following = list[tuple[int, int]]
"""What can follow on a thing, cheapest first: least cost to the end, thing."""


@slotted
class Funnel:
    """What lies between two ends: for each number of hops left, things and the least cost from them to the end."""

    net: Network
    ends: tuple[int, int]
    bounds: Bounds
    budget: Budget
    rest: list[dict[int, int]]
    _after: dict[tuple[int, int], Following] = field(default_factory=dict)

    def ways(self) -> Iterator[Half]:
        """Give all ways, cheapest first; the heap holds of each way begun its next continuation."""
        start, end = self.ends
        most, fewest, cost = self.bounds.most, self.bounds.fewest, self.net.cost
        first = self._following(start, most)
        heap: list[tuple[int, Way, int, int, Following]] = [(first[0][0], (start,), 0, 0, first)] if first else []
        while heap:
            total, way, spent, at, following = heap[0]
            self.budget.spend(1)
            rank = following[at][1]
            at += 1
            if at < len(following):
                heapq.heapreplace(heap, (spent + following[at][0], way, spent, at, following))
            else:
                heapq.heappop(heap)
            if rank == end:
                if len(way) >= fewest:
                    yield total, (*way, end)
            elif rank not in way:
                after = self._following(rank, most - len(way))
                if after:
                    paid = spent + cost(rank)
                    heapq.heappush(heap, (paid + after[0][0], (*way, rank), paid, 0, after))

    def _following(self, rank: int, left: int) -> Following:
        """Give what can follow on a thing with so many hops left, cheapest first, with the least cost to the end."""
        found = self._after.get((rank, left))
        if found is None:
            end, cost = self.ends[1], self.net.cost
            near = self.net.near(rank)
            rest = self.rest[left - 1]
            found = sorted((cost(other) + rest[other], other) for other in rest.keys() & near)
            if near and near[min(bisect_left(near, end), len(near) - 1)] == end:
                found.insert(0, (0, end))
            self._after[rank, left] = found
        return found


def funnel(net: Network, ends: tuple[int, int], bounds: Bounds, budget: Budget, *, wide: int = WIDE) -> Funnel | None:
    """Find out what lies between two ends; none if that is too much."""
    start, end = ends
    most = bounds.most
    hidden = {*bounds.closed, *ends}
    room = [wide]
    ahead, behind = [set[int]()], [set[int]()]
    frontiers = [{start}, {end}]
    while len(ahead) + len(behind) - 2 < most - 1:
        forward = len(ahead) <= len(behind)
        side, step = (ahead, net.near) if forward else (behind, net.back)
        level = frontiers[not forward]
        budget.look()
        room[0] -= _width(net, level)
        if room[0] < 0:
            return None
        following = set().union(*map(step, level)) - side[-1] - hidden
        side.append(side[-1] | following)
        frontiers[not forward] = following
    rest: list[dict[int, int]] = [{}]
    for left in range(1, most):
        rest.append(_rest(net, end, rest[-1], _possible(ahead, behind, left, most), left))
    return Funnel(net, ends, bounds, budget, rest)


def _possible(ahead: Ball, behind: Ball, left: int, most: int) -> Collection[int]:
    """Give what can lie ``left`` hops or less before the end."""
    gone = most - left
    if left < len(behind) and gone < len(ahead):
        return behind[left] & ahead[gone]
    return behind[left] if left < len(behind) else ahead[gone]


def _rest(net: Network, end: int, nearer: dict[int, int], possible: Collection[int], left: int) -> dict[int, int]:
    """Give the least cost to the end in at most ``left`` hops."""
    if left == 1:
        return dict.fromkeys(possible, 0)
    prices = {rank: net.cost(rank) + cost for rank, cost in nearer.items()}
    beside = dict.fromkeys(_among(possible, net.back(end)), 0)
    inward = len(prices) < len(possible) and _width(net, prices) <= _width(net, possible)
    found = _inward(net, set(possible), prices) if inward else _outward(net, possible, prices)
    return found | beside


def _among(possible: Collection[int], near: Sequence[int]) -> set[int]:
    return set(possible).intersection(near)


def _outward(net: Network, possible: Collection[int], prices: dict[int, int]) -> dict[int, int]:
    """Look from each thing for the cheapest that follows."""
    found: dict[int, int] = {}
    keys = set(prices)
    for rank in possible:
        near = keys.intersection(net.near(rank))
        if near:
            found[rank] = min(map(prices.__getitem__, near))
    return found


def _inward(net: Network, possible: set[int], prices: dict[int, int]) -> dict[int, int]:
    """Look back from what follows, cheapest first: who is met first has found the cheapest."""
    found: dict[int, int] = {}
    for rank in sorted(prices, key=prices.__getitem__):
        near = possible.intersection(net.back(rank))
        found.update(dict.fromkeys(near, prices[rank]))
        possible -= near
    return found


def _width(net: Network, ranks: Collection[int]) -> int:
    """Count the edges at things; of many by a sample of them in order."""
    heads = net.arrays.heads
    some = ranks if len(ranks) <= _SAMPLE else sorted(ranks)[:: len(ranks) // _SAMPLE]
    return sum(heads[rank + 1] - heads[rank] for rank in some) * len(ranks) // max(len(some), 1)
