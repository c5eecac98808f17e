"""Levels from two ends: one hop more at a time, always on the narrower side, until the hops from both sides join.

Whole levels are joined as sets, which is what plain Python does fastest. ``meeting`` stops where the shortest ways
meet; ``crossing`` goes on for as many hops as a way may have. ``kg.ways.funnel`` reads the ways off what they leave.
"""

from collections.abc import Collection, Mapping
from itertools import islice

from kg.frozen import slotted
from kg.ways.best import Bounds
from kg.ways.budget import Budget
from kg.ways.network import Network, Step

__all__ = ["WIDE", "Levels", "Side", "crossing", "meeting"]

WIDE = 200_000
"""So many edges may be looked at to find out what lies between two things."""

_SAMPLE = 16
Level = set[int]
Hops = Mapping[int, Collection[int]]
"""Where things lead."""


class Side:
    """The levels from one end, and the hops that lead on from them."""

    def __init__(self, net: Network, step: Step, root: int) -> None:
        """Begin at the end itself."""
        self._net = net
        self._step = step
        self.levels: list[Level] = [{root}]
        self.hops: list[Hops] = []
        self.width: float = net.size(step, root)

    def open(self) -> None:
        """Take one hop more from the last level."""
        self.hops.append(self._net.opened(self._step, self.levels[-1]))

    def met(self, targets: Level) -> dict[int, set[int]]:
        """Give of the last hop what leads to ``targets``."""
        return {rank: met for rank, near in self.hops[-1].items() if (met := targets.intersection(near))}

    def reach(self, targets: Level) -> Level:
        """Take one hop more, the last one: only to ``targets``. Give what of them it leads to."""
        joints = self._net.joined(self._step, self.levels[-1], targets)
        self.hops.append(joints)
        return set().union(*joints.values())

    def widen(self, *hidden: Collection[int]) -> Level:
        """Give the level that the last hop leads to, without what is hidden."""
        level = set().union(*self.hops[-1].values())
        for some in hidden:
            level -= level.intersection(some)
        self.levels.append(level)
        self.width = self._measured()
        return level

    def _measured(self) -> float:
        """Count the hops that lead out of the last level; of a wide one by a sample."""
        heads, level = self._net.arrays.heads, self.levels[-1]
        some = level if len(level) <= _SAMPLE else list(islice(level, _SAMPLE))
        return sum(heads[rank + 1] - heads[rank] for rank in some) * len(level) / (len(some) or 1)


@slotted
class Levels:
    """The levels from both ends that lead to what they have in common in the middle."""

    net: Network
    ends: tuple[int, int]
    ahead: Side
    behind: Side
    common: Level

    @property
    def hops(self) -> int:
        """Count the hops of ways over the middle."""
        return len(self.ahead.hops) + len(self.behind.hops)


def meeting(
    net: Network, ends: tuple[int, int], *, most: int, closed: Collection[int], budget: Budget
) -> Levels | None:
    """Find where the ways of at most ``most`` hops between two things meet; none if there are no such ways."""
    if net.arrays.parts[ends[0]] != net.arrays.parts[ends[1]]:
        return None
    ahead, behind = _sides(net, ends)
    for _ in range(most - 1):
        budget.look()
        side, other = _narrower(ahead, behind)
        side.open()
        joints = side.met(other.levels[-1])
        if joints:
            side.hops[-1] = joints
            return Levels(net, ends, ahead, behind, set().union(*joints.values()))
        if not side.widen(closed, *side.levels):
            return None
    side, other = _narrower(ahead, behind)
    common = side.reach(other.levels[-1])
    return Levels(net, ends, ahead, behind, common) if common else None


def crossing(
    net: Network, ends: tuple[int, int], bounds: Bounds, budget: Budget, *, wide: float = WIDE
) -> Levels | None:
    """Find what all ways within the bounds pass; none if that is too much to look at.

    The levels ahead hold what so many hops lead to, those behind what so many hops or fewer lead from to the end.
    """
    ahead, behind = _sides(net, ends)
    for left in range(bounds.most, 0, -1):
        budget.look()
        side, other = _narrower(ahead, behind)
        wide -= side.width
        if wide < 0:
            return None
        if left == 1:
            return Levels(net, ends, ahead, behind, side.reach(other.levels[-1]))
        side.open()
        level = side.widen(bounds.closed, ends)
        if side is behind:
            level.add(ends[1])
    return None


def _sides(net: Network, ends: tuple[int, int]) -> tuple[Side, Side]:
    return Side(net, net.near, ends[0]), Side(net, net.back, ends[1])


def _narrower(ahead: Side, behind: Side) -> tuple[Side, Side]:
    return (ahead, behind) if ahead.width <= behind.width else (behind, ahead)
