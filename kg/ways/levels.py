"""Shortest ways: breadth from both ends, always on the narrower side, until they meet.

Whole levels are joined as sets, which is what plain Python does fastest. What comes out is a small network of all
shortest ways (``Mesh``), from which the cheapest are taken in order.
"""

import heapq
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from kg.ways.budget import Budget
from kg.ways.network import Network

__all__ = ["Mesh", "distance", "mesh"]

_SAMPLE = 64
Neighbours = Callable[[int], list[int]]
Level = set[int]
Pairs = dict[int, set[int]]


@dataclass(frozen=True, slots=True)
class _Meeting:
    """The levels from the start and from the end, and the hops that join the last of both."""

    ahead: list[Level]
    behind: list[Level]
    joints: Pairs


@dataclass(frozen=True, slots=True)
class Mesh:
    """All shortest ways between two things: where each thing on one leads next."""

    start: int
    end: int
    hops: int
    after: Pairs

    def cheapest(self, net: Network) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Give the ways in the order of their cost; the cost is that of the things inside."""
        rest = self._rest(net)
        heap = [(rest[self.start], (self.start,))]
        while heap:
            cost, way = heapq.heappop(heap)
            here = way[-1]
            if here == self.end:
                yield cost, way
                continue
            spent = cost - rest[here]
            for other in self.after[here]:
                price = 0 if other == self.end else net.cost(other)
                heapq.heappush(heap, (spent + price + rest[other], (*way, other)))

    def _rest(self, net: Network) -> dict[int, int]:
        """Give the least cost from each thing to the end."""
        rest = {self.end: 0}
        waiting = [self.start]
        while waiting:
            here = waiting[-1]
            missing = [other for other in self.after[here] if other not in rest] if here not in rest else []
            waiting += missing
            if not missing:
                waiting.pop()
                if here not in rest:
                    rest[here] = min(
                        rest[other] + (0 if other == self.end else net.cost(other)) for other in self.after[here]
                    )
        return rest


def distance(net: Network, ends: tuple[int, int], *, most: int, closed: Collection[int], budget: Budget) -> int | None:
    """Count the hops of the shortest way, if it has at most ``most``."""
    found = _meeting(net, ends, most=most, closed=closed, budget=budget)
    return None if found is None else len(found.ahead) + len(found.behind) - 1


def mesh(net: Network, ends: tuple[int, int], *, most: int, closed: Collection[int], budget: Budget) -> Mesh | None:
    """Find all shortest ways of at most ``most`` hops."""
    found = _meeting(net, ends, most=most, closed=closed, budget=budget)
    if found is None:
        return None
    after = dict(found.joints)
    live = set(after)
    for level in reversed(found.ahead[:-1]):
        steps = _joints(net.near, level, live)
        after |= steps
        live = set(steps)
    live = set().union(*found.joints.values())
    for level in reversed(found.behind[:-1]):
        steps = _joints(net.back, level, live)
        for later, earlier in steps.items():
            for each in earlier:
                after.setdefault(each, set()).add(later)
        live = set(steps)
    return Mesh(*ends, len(found.ahead) + len(found.behind) - 1, after)


def _meeting(
    net: Network, ends: tuple[int, int], *, most: int, closed: Collection[int], budget: Budget
) -> _Meeting | None:
    start, end = ends
    if net.arrays.parts[start] != net.arrays.parts[end]:
        return None
    ahead: list[Level] = [{start}]
    behind: list[Level] = [{end}]
    seen = {start}, {end}
    while len(ahead) + len(behind) - 1 <= most:
        budget.look()
        forward = _width(net, ahead[-1]) <= _width(net, behind[-1])
        side, other, step = (ahead, behind, net.near) if forward else (behind, ahead, net.back)
        joints = _joints(step, side[-1], other[-1])
        if joints:
            return _Meeting(ahead, behind, joints if forward else _turned(joints))
        following = set().union(*map(step, side[-1]))
        following -= seen[not forward]
        following.difference_update(closed)
        if not following:
            return None
        seen[not forward].update(following)
        side.append(following)
    return None


def _joints(step: Neighbours, level: Collection[int], targets: Level) -> Pairs:
    """Give the hops from a level into ``targets``."""
    found: Pairs = {}
    for rank in level:
        met = targets.intersection(step(rank))
        if met:
            found[rank] = met
    return found


def _turned(joints: Pairs) -> Pairs:
    found: Pairs = {}
    for later, earlier in joints.items():
        for each in earlier:
            found.setdefault(each, set()).add(later)
    return found


def _width(net: Network, level: Level) -> float:
    """Count the hops that lead out of a level; of a wide one by a sample."""
    if len(level) == 1:
        return net.arrays.degree(next(iter(level)))
    heads = net.arrays.heads
    some = list(islice(level, _SAMPLE))
    return sum(heads[rank + 1] - heads[rank] for rank in some) * len(level) / len(some)
