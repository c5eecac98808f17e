"""Shortest ways: breadth from both ends, always on the narrower side, until they meet.

Whole levels are joined as sets, which is what plain Python does fastest. The ways are then read off from the things in
the middle outwards, the cheapest of these first, so that where few ways are wanted little is looked at.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice

from kg.ways.best import Half
from kg.ways.budget import Budget
from kg.ways.network import Network, Step

__all__ = ["Meeting", "meeting"]

_SAMPLE = 32
Level = set[int]


@dataclass(slots=True)
class _Side:
    """The levels from one end, and the hops that lead on from them."""

    net: Network
    step: Step
    levels: list[Level]
    _before: list[dict[int, list[int]]] = field(default_factory=list)
    _least: dict[int, int] = field(default_factory=dict)

    def keep(self, common: Level) -> None:
        """Find what of each level leads to what is common, and what the cheapest way there costs."""
        self._before = [{} for _ in self.levels]
        live: Collection[int] = common
        for at in range(len(self.levels) - 1, 0, -1):
            live = self._led(set(live), self.levels[at - 1], self._before[at])
        self._least = {}
        for at, before in enumerate(self._before):
            for rank, many in before.items():
                self._least[rank] = min(self.least(each) + self._price(each, at - 1) for each in many)

    def least(self, rank: int) -> int:
        """Give what the cheapest way to a thing costs."""
        return self._least.get(rank, 0)

    def ways(self, rank: int, at: int) -> list[Half]:
        """Give the ways from the end to a thing of a level, with the cost of what is before that thing."""
        if at == 0:
            return [(0, (rank,))]
        return [
            (cost + self._price(before, at - 1), (*way, rank))
            for before in self._before[at][rank]
            for cost, way in self.ways(before, at - 1)
        ]

    def _price(self, rank: int, at: int) -> int:
        return self.net.cost(rank) if at else 0

    def _led(self, live: Level, level: Level, before: dict[int, list[int]]) -> list[int]:
        """Write down what of a level leads to what is alive; give that."""
        found = []
        for rank in level:
            met = live.intersection(self.step(rank))
            if met:
                found.append(rank)
                for other in met:
                    before.setdefault(other, []).append(rank)
        return found


@dataclass(slots=True)
class Meeting:
    """The levels from both ends, and what the last of both have in common."""

    net: Network
    ahead: _Side
    behind: _Side
    common: Level

    @property
    def hops(self) -> int:
        """Count the hops of the shortest ways."""
        return len(self.ahead.levels) + len(self.behind.levels) - 2

    def ways(self, wanted: int, budget: Budget) -> Iterator[Half]:
        """Give the ``wanted`` cheapest of the shortest ways and their equals, cheapest first."""
        found: list[Half] = []
        self.ahead.keep(self.common)
        self.behind.keep(self.common)
        for least, middle in sorted((self._least(middle), middle) for middle in self.common):
            if len(found) >= wanted and least > found[wanted - 1][0]:
                break
            many = self._through(middle)
            budget.spend(1, len(many))
            found = sorted(found + many)
        for half in found:
            if len(found) > wanted and half[0] > found[wanted - 1][0]:
                return
            yield half

    def _price(self, middle: int) -> int:
        inside = len(self.ahead.levels) > 1 and len(self.behind.levels) > 1
        return self.net.cost(middle) if inside else 0

    def _least(self, middle: int) -> int:
        return self.ahead.least(middle) + self._price(middle) + self.behind.least(middle)

    def _through(self, middle: int) -> list[Half]:
        first = self.ahead.ways(middle, len(self.ahead.levels) - 1)
        second = self.behind.ways(middle, len(self.behind.levels) - 1)
        price = self._price(middle)
        return [(a + price + b, (*way, *reversed(rest[:-1]))) for a, way in first for b, rest in second]


def meeting(
    net: Network, ends: tuple[int, int], *, most: int, closed: Collection[int], budget: Budget
) -> Meeting | None:
    """Find where the ways of at most ``most`` hops between two things meet; none if there are no such ways."""
    start, end = ends
    if net.arrays.parts[start] != net.arrays.parts[end]:
        return None
    ahead, behind = _Side(net, net.near, [{start}]), _Side(net, net.back, [{end}])
    seen = {start}, {end}
    hidden = set(closed).difference(ends)
    while len(ahead.levels) + len(behind.levels) - 2 < most:
        budget.look()
        forward = _width(net, ahead.levels[-1]) <= _width(net, behind.levels[-1])
        side, other = (ahead, behind) if forward else (behind, ahead)
        level = set().union(*map(side.step, side.levels[-1]))
        level -= seen[not forward]
        level -= hidden
        if not level:
            return None
        side.levels.append(level)
        common = level & other.levels[-1]
        if common:
            return Meeting(net, ahead, behind, common)
        seen[not forward].update(level)
    return None


def _width(net: Network, level: Level) -> float:
    """Count the hops that lead out of a level; of a wide one by a sample."""
    heads = net.arrays.heads
    some = level if len(level) <= _SAMPLE else list(islice(level, _SAMPLE))
    return sum(heads[rank + 1] - heads[rank] for rank in some) * len(level) / len(some)
