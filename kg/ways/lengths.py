"""All ways of exactly so many hops: depth first, never where the end is too far to be reached in what is left."""

from collections.abc import Collection, Iterator

from kg.frozen import frozen
from kg.ways.budget import Budget
from kg.ways.network import Network

__all__ = ["ways_of"]

_WIDE = 20_000


@frozen
class _Walk:
    """What stays the same along a search: how far things are from the end, where that is known."""

    net: Network
    end: int
    closed: Collection[int]
    budget: Budget
    far: dict[int, int]
    known: int

    def ways(self, way: tuple[int, ...], left: int) -> Iterator[tuple[int, ...]]:
        """Give the ways that begin like ``way`` and end after ``left`` hops more."""
        if left == 1:
            if self.far.get(way[-1]) == 1 or (len(way) == 1 and self.end in self.net.near(way[0])):
                yield (*way, self.end)
            return
        self.budget.spend(1)
        for other in self.net.near(way[-1]):
            if other not in way and other != self.end and other not in self.closed and self._near(other, left - 1):
                yield from self.ways((*way, other), left - 1)

    def _near(self, rank: int, left: int) -> bool:
        return left > self.known or self.far.get(rank, left + 1) <= left


def ways_of(
    net: Network, ends: tuple[int, int], hops: int, *, closed: Collection[int], budget: Budget
) -> Iterator[tuple[int, ...]]:
    """Give all ways of ``hops`` hops on which nothing stands twice; where the ends are one, rings."""
    start, end = ends
    if net.arrays.parts[start] != net.arrays.parts[end]:
        return
    far, known = _far(net, end, hops - 1, closed)
    yield from _Walk(net, end, closed, budget, far, known).ways((start,), hops)


def _far(net: Network, end: int, most: int, closed: Collection[int]) -> tuple[dict[int, int], int]:
    """Count the hops to the end from all things nearer than a number of hops; give that number, ``most`` at best."""
    far = {end: 0}
    level = {end}
    for hops in range(1, most + 1):
        level = set().union(*map(net.back, level))
        level.difference_update(far, closed)
        far.update(dict.fromkeys(level, hops))
        if not level:
            return far, most
        if len(far) > _WIDE:
            return far, hops
    return far, most
