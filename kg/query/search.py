"""Plan → chains: the k best ways between two things over fact edges, ranked while searching, not after.

A way costs one per hop and the binary logarithm of the number of neighbours of each thing inside it, so that well-known
hubs are expensive and the ends are free. Ways of the same pattern (kinds of things and relations in order) are shown as
one with a count.
"""

import heapq
import math
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["Budget", "Found", "Group", "Network", "Way", "grouped", "network", "search"]

Near = Mapping[int, tuple[int, ...]]

_DIGITS = 9
_WAITING = 10


class Network:
    """Things by number and the relations between them, read both ways and only where the search comes by.

    A relation is an even number, read backwards one more. Several relations between two things are one hop.
    """

    def __init__(self, edges: Callable[[int], Iterable[tuple[int, int]]]) -> None:
        """Take what gives the edges of a thing: the other end, and the relation."""
        self._edges = edges
        self._seen: dict[int, Near] = {}

    def near(self, thing: int) -> Near:
        """Give the neighbours of a thing in order, each with all relations to it."""
        if thing not in self._seen:
            found: dict[int, set[int]] = {}
            for other, relation in self._edges(thing):
                if other != thing:
                    found.setdefault(other, set()).add(relation)
            self._seen[thing] = {other: tuple(sorted(found[other])) for other in sorted(found)}
        return self._seen[thing]

    def weight(self, thing: int) -> float:
        """Give what passing through a thing costs beside the hop."""
        return math.log2(len(self.near(thing)))


@dataclass(frozen=True, slots=True)
class Way:
    """One way without repetition: the things in order, and its cost."""

    things: tuple[int, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Found:
    """All ways found, cheapest first; ``complete`` says that no cheaper one can be missing."""

    ways: tuple[Way, ...]
    complete: bool = True
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The best way of one pattern, and how many ways have it."""

    way: Way
    count: int


@dataclass(frozen=True, slots=True)
class Budget:
    """How far to look: hops in a way, things tried, ways collected."""

    longest: int = 4
    tried: int = 100_000
    ways: int = 200


_PLAIN = Budget()


def network(edges: Iterable[tuple[int, int, int]]) -> Network:
    """Make a network of subject, relation, object, where relations are numbered from 0."""
    both: dict[int, list[tuple[int, int]]] = {}
    for subject, relation, other in edges:
        both.setdefault(subject, []).append((other, 2 * relation))
        both.setdefault(other, []).append((subject, 2 * relation + 1))
    return Network(lambda thing: both.get(thing, ()))


def search(
    net: Network, start: int, end: int, *, budget: Budget = _PLAIN, avoid: Collection[int] = frozenset()
) -> Found:
    """Find the cheapest ways in the order of their cost."""
    frontier = _Frontier(net, start, end, frozenset(avoid) - {start, end}, budget)
    ways: list[Way] = []
    for way in frontier.ways():
        if len(ways) >= budget.ways and way.cost > ways[-1].cost:
            return Found(tuple(ways), capped=True)
        ways.append(way)
    return Found(tuple(ways), complete=frontier.complete)


def grouped(
    net: Network,
    ways: Iterable[Way],
    *,
    kind: Callable[[int], str],
    tie: Callable[[Way], tuple[object, ...]],
) -> tuple[Group, ...]:
    """Put ways of one pattern together, each under its best; ``tie`` orders ways of equal cost."""
    ordered = sorted(ways, key=lambda way: (way.cost, tie(way)))
    patterns: dict[tuple[object, ...], list[Way]] = {}
    for way in ordered:
        patterns.setdefault(_pattern(net, way, kind), []).append(way)
    return tuple(Group(alike[0], len(alike)) for alike in patterns.values())


def _pattern(net: Network, way: Way, kind: Callable[[int], str]) -> tuple[object, ...]:
    steps = tuple(net.near(a)[b] for a, b in zip(way.things, way.things[1:], strict=False))
    return steps, tuple(kind(thing) for thing in way.things[1:-1])


@dataclass(slots=True)
class _Frontier:
    """Best-first search with the exact cost still to go, so that whole ways come out cheapest first."""

    net: Network
    start: int
    end: int
    closed: frozenset[int]
    budget: Budget
    complete: bool = True
    _hops: dict[int, int] = field(default_factory=dict)
    _rest: dict[int, float] = field(default_factory=dict)

    def ways(self) -> Iterable[Way]:
        self._hops = self._distances()
        self._rest = self._costs()
        if self.start not in self._rest:
            return
        heap: list[tuple[float, tuple[int, ...], float]] = [
            (round(self._rest[self.start], _DIGITS), (self.start,), 0.0)
        ]
        tried = 0
        while heap:
            cost, things, spent = heapq.heappop(heap)
            if things[-1] == self.end:
                yield Way(things, cost)
                continue
            tried += 1
            if tried > self.budget.tried or len(heap) > _WAITING * self.budget.tried:
                self.complete = False
                return
            for more in self._extended(things, spent):
                heapq.heappush(heap, more)

    def _extended(self, things: tuple[int, ...], spent: float) -> Iterable[tuple[float, tuple[int, ...], float]]:
        left = self.budget.longest - len(things)
        for thing in self.net.near(things[-1]):
            if thing not in things and self._hops.get(thing, left + 1) <= left:
                cost = spent + self._step(thing)
                yield round(cost + self._rest[thing], _DIGITS), (*things, thing), cost

    def _step(self, thing: int) -> float:
        return 1.0 if thing == self.end else 1.0 + self.net.weight(thing)

    def _distances(self) -> dict[int, int]:
        """Count hops to the end, as far as a way may be long."""
        hops = {self.end: 0}
        ahead = deque([self.end])
        while ahead:
            thing = ahead.popleft()
            if hops[thing] >= self.budget.longest or thing == self.start:
                continue
            for near in self.net.near(thing):
                if near not in hops and near not in self.closed:
                    hops[near] = hops[thing] + 1
                    ahead.append(near)
        return hops

    def _costs(self) -> dict[int, float]:
        """Give the least cost to the end from everything near enough."""
        rest: dict[int, float] = {}
        heap = [(0.0, self.end)]
        while heap:
            cost, thing = heapq.heappop(heap)
            if thing in rest:
                continue
            rest[thing] = cost
            for near in self.net.near(thing):
                if near in self._hops and near not in rest:
                    heapq.heappush(heap, (cost + self._step(thing), near))
        return rest
