"""Shortest ways: breadth from both ends, always on the narrower side, until they meet.

Whole levels are joined as sets, which is what plain Python does fastest. The ways are then read off from the things in
the middle outwards, the cheapest of these first, so that where few ways are wanted little is looked at.
"""

from collections.abc import Collection, Iterator
from itertools import islice

from kg.frozen import field, slotted
from kg.ways.best import Half
from kg.ways.budget import Budget
from kg.ways.network import Network, Step

__all__ = ["Meeting", "meeting"]

_SAMPLE = 32
Level = set[int]


@slotted
class _Side:
    """The levels from one end, and the hops that lead on from them."""

    net: Network
    step: Step
    levels: list[Level]
    hops: list[dict[int, list[int]]] = field(default_factory=list)
    _joints: dict[int, Level] = field(default_factory=dict)
    _before: list[dict[int, list[int]]] = field(default_factory=list)
    _least: dict[int, int] = field(default_factory=dict)

    def keep(self, common: Level) -> None:
        """Find what of each level leads to what is common, and what the cheapest way there costs."""
        self._before = [{} for _ in range(len(self.hops) + 1)]
        live: Collection[int] = common
        for at in range(len(self.hops), 0, -1):
            joints = self._joints if at == len(self.levels) else _joints(set(live), self.hops[at - 1])
            live = list(joints)
            for rank, met in joints.items():
                for other in met:
                    self._before[at].setdefault(other, []).append(rank)
        least, cost = self._least, self.net.cost
        for before in self._before[2:]:
            for rank, many in before.items():
                least[rank] = min(least.get(each, 0) + cost(each) for each in many)

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

    def met(self, targets: Level) -> Level:
        """Take one hop more from the last level; give what of ``targets`` it leads to."""
        hops = {rank: self.step(rank) for rank in self.levels[-1]}
        self.hops.append(hops)
        self._joints = {rank: met for rank, near in hops.items() if (met := targets.intersection(near))}
        return set().union(*self._joints.values())

    def widened(self, seen: Level, hidden: Level) -> Level:
        """Give the level that this hop leads to."""
        level = set().union(*self.hops[-1].values())
        level -= seen
        level -= hidden
        return level


@slotted
class Meeting:
    """The levels from both ends, and what the last of both have in common."""

    net: Network
    ahead: _Side
    behind: _Side
    common: Level

    @property
    def hops(self) -> int:
        """Count the hops of the shortest ways."""
        return len(self.ahead.hops) + len(self.behind.hops)

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
        inside = self.ahead.hops and self.behind.hops
        return self.net.cost(middle) if inside else 0

    def _least(self, middle: int) -> int:
        return self.ahead.least(middle) + self._price(middle) + self.behind.least(middle)

    def _through(self, middle: int) -> list[Half]:
        first = self.ahead.ways(middle, len(self.ahead.hops))
        second = self.behind.ways(middle, len(self.behind.hops))
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
        common = side.met(other.levels[-1])
        if common:
            return Meeting(net, ahead, behind, common)
        level = side.widened(seen[not forward], hidden)
        if not level:
            return None
        side.levels.append(level)
        seen[not forward].update(level)
    return None


def _joints(live: Level, hops: dict[int, list[int]]) -> dict[int, Level]:
    """Give what of some hops leads to what is alive."""
    return {rank: met for rank, near in hops.items() if (met := live.intersection(near))}


def _width(net: Network, level: Level) -> float:
    """Count the hops that lead out of a level; of a wide one by a sample."""
    heads = net.arrays.heads
    some = level if len(level) <= _SAMPLE else list(islice(level, _SAMPLE))
    return sum(heads[rank + 1] - heads[rank] for rank in some) * len(level) / len(some)
