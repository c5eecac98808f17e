"""The order of ways, and ways of one pattern put together under the best of them.

A way costs one per hop and the binary logarithm of the number of neighbours of each thing inside it. Of ways that cost
the same, the one that more texts say comes first, then the one said later, then by the labels along it.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, islice, pairwise
from operator import itemgetter

from kg.frozen import frozen
from kg.ways.best import Half, Way
from kg.ways.network import Network

__all__ = ["Group", "Ranking"]

Hop = tuple[tuple[int, int], ...]
"""The relations of a hop: code, and number of the set of texts."""
_COST = itemgetter(0)


@frozen
class Group:
    """The best way of a pattern with the cost of what is inside, and how many ways have the pattern."""

    cost: int
    way: Way
    count: int = 1


class Ranking:
    """Orders the ways of one network."""

    def __init__(self, net: Network) -> None:
        """Know no hop and no pattern yet."""
        self.net = net
        self._hops: dict[tuple[int, int], Hop] = {}
        self._codes = _Codes(net)
        self._patterns: dict[Way, tuple[object, ...]] = {}

    def hop(self, pair: tuple[int, int]) -> Hop:
        """Give the relations of a hop."""
        found = self._hops.get(pair)
        if found is None:
            found = self._hops[pair] = self.net.hop(*pair)
        return found

    def texts(self, way: Way) -> set[int]:
        """Give the texts that say a hop of a way; those of tables are none."""
        arrays, allowed = self.net.arrays, self.net.rules.texts
        said = {number for pair in pairwise(way) for _, number in self.hop(pair)}
        found = {text for number in said for text in arrays.members(number)}
        return (found if allowed is None else found & allowed) - {0}

    def ordered(self, ways: Iterable[Half]) -> list[Half]:
        """Sort ways by cost; what is equal by the rule for equals."""
        found: list[Half] = []
        for _, equals in groupby(sorted(ways, key=_COST), key=_COST):
            many = list(equals)
            found += many if len(many) == 1 else sorted(many, key=lambda half: self._tie(half[1]))
        return found

    def groups(self, ways: Sequence[Half], count: int) -> list[Group]:
        """Put ways of one pattern together, and give the best so many; ``ways`` are in order."""
        best: dict[tuple[object, ...], Half] = {}
        patterns = [self.pattern(way) for _, way in ways]
        for pattern, half in zip(patterns, ways, strict=True):
            best.setdefault(pattern, half)
        return [Group(*half, patterns.count(pattern)) for pattern, half in islice(best.items(), count)]

    def take(self, ways: Iterable[Half], taken: list[Half], *, raw: int, count: int) -> bool:
        """Take ways that come cheapest first: ``raw`` of them, more while they have fewer than ``count`` patterns.

        Ways of one cost stay together; ten times ``raw`` are enough. Gives false if there were too few.
        """
        patterns: set[object] = set()
        looked = 0
        for half in ways:
            if len(taken) >= raw and half[0] > taken[-1][0]:
                patterns.update(self.pattern(way) for _, way in taken[looked:])
                looked = len(taken)
                if len(patterns) >= count or looked >= 10 * raw:
                    return True
            taken.append(half)
        return False

    def pattern(self, way: Way) -> tuple[object, ...]:
        """Give what ways have in common that count as alike: relations in order, and kinds of things inside."""
        found = self._patterns.get(way)
        if found is None:
            kinds = map(self.net.arrays.kinds.__getitem__, way[1:-1])
            found = self._patterns[way] = (*map(self._codes.__getitem__, pairwise(way)), *kinds)
        return found

    def _tie(self, way: Way) -> tuple[object, ...]:
        texts, order = self.texts(way), self.net.arrays.order
        return -len(texts), -max(texts, default=0), tuple(order[rank] for rank in way)


class _Codes(dict[tuple[int, int], tuple[int, ...]]):
    """The relations of hops without the texts that say them, read when they are asked for."""

    def __init__(self, net: Network) -> None:
        self._net = net

    def __missing__(self, pair: tuple[int, int]) -> tuple[int, ...]:
        found = self[pair] = self._net.relations(*pair)
        return found
