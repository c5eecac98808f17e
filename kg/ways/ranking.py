"""The order of ways, and ways of one pattern put together under the best of them.

A way costs one per hop and the binary logarithm of the number of neighbours of each thing inside it. Of ways that cost
the same, the one that more texts say comes first, then the one said later, then by the labels along it.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, pairwise

from kg.frozen import field, frozen, slotted
from kg.ways.best import Half, Way
from kg.ways.network import Network

__all__ = ["Group", "Ranking"]

Hop = tuple[tuple[int, int], ...]
"""The relations of a hop: code, and number of the set of texts."""


@frozen
class Group:
    """The best way of a pattern with the cost of what is inside, and how many ways have the pattern."""

    cost: int
    way: Way
    count: int = 1


@slotted
class Ranking:
    """Orders the ways of one network."""

    net: Network
    _hops: dict[tuple[int, int], Hop] = field(default_factory=dict)
    _codes: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)

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

    def ordered(self, ways: Iterable[Half], *, by_hops: bool = False) -> list[Half]:
        """Sort ways by cost, or by hops and then cost; what is equal by the rule for equals."""

        def main(half: Half) -> tuple[int, int]:
            return (len(half[1]) if by_hops else 0), half[0]

        found: list[Half] = []
        for _, equals in groupby(sorted(ways, key=main), key=main):
            many = list(equals)
            found += many if len(many) == 1 else sorted(many, key=lambda half: self._tie(half[1]))
        return found

    def groups(self, ways: Sequence[Half]) -> list[Group]:
        """Put ways of one pattern together; ``ways`` are in order."""
        best: dict[object, Half] = {}
        counts: dict[object, int] = {}
        for half in ways:
            pattern = self.pattern(half[1])
            best.setdefault(pattern, half)
            counts[pattern] = counts.get(pattern, 0) + 1
        return [Group(*half, counts[pattern]) for pattern, half in best.items()]

    def take(self, ways: Iterable[Half], taken: list[Half], done: Callable[[int, int], bool]) -> bool:
        """Take ways that come cheapest first until ``done`` says of their number and that of their patterns: enough.

        Ways of one cost stay together. Gives false if there were too few.
        """
        patterns: set[object] = set()
        for half in ways:
            if taken and half[0] > taken[-1][0] and done(len(taken), len(patterns)):
                return True
            taken.append(half)
            patterns.add(self.pattern(half[1]))
        return False

    def pattern(self, way: Way) -> tuple[object, ...]:
        """Give what ways have in common that count as alike: relations in order, and kinds of things inside."""
        kinds, codes = self.net.arrays.kinds, self.codes
        return tuple(map(codes, pairwise(way))), tuple([kinds[rank] for rank in way[1:-1]])

    def codes(self, pair: tuple[int, int]) -> tuple[int, ...]:
        """Give the relations of a hop without the texts that say them."""
        found = self._codes.get(pair)
        if found is None:
            found = self._codes[pair] = tuple(code for code, _ in self.hop(pair))
        return found

    def _tie(self, way: Way) -> tuple[object, ...]:
        texts, order = self.texts(way), self.net.arrays.order
        return -len(texts), -max(texts, default=0), tuple(order[rank] for rank in way)
