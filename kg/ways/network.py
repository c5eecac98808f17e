"""The arrays as one question sees them: which relations, which way, said in which texts."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence

from kg.frozen import frozen
from kg.ways.arrays import UNIT, Arrays, weight

__all__ = ["Network", "Rules", "Step"]

Step = Callable[[int], list[int]]


@frozen
class Rules:
    """What may be walked: codes of relations (none for all, both ways) and texts that must say it (none for any).

    What stands in tables is said by text 0.
    """

    codes: frozenset[int] | None = None
    texts: frozenset[int] | None = None


class Network:
    """Neighbours by rank, lowest first. Costs go by all neighbours of a thing, whatever the question leaves out."""

    def __init__(self, arrays: Arrays, rules: Rules = Rules()) -> None:  # noqa: B008 - frozen
        """Look at arrays by rules."""
        self.arrays = arrays
        self.rules = rules
        self.plain = rules.codes is None and rules.texts is None
        self.symmetric = rules.codes is None or all(code ^ 1 in rules.codes for code in rules.codes)
        self._ahead: dict[int, list[int]] = {}
        self._behind: dict[int, list[int]] = {}
        self._costs: dict[int, int] = {}
        self._sets: dict[int, bool] = {}

    def near(self, rank: int) -> list[int]:
        """Give what one hop from a thing leads to."""
        if self.plain:
            heads = self.arrays.heads
            found: list[int] = self.arrays.near[heads[rank] : heads[rank + 1]].tolist()  # type: ignore[attr-defined]
            return found
        return self._kept(rank, self._ahead, back=0)

    def back(self, rank: int) -> list[int]:
        """Give what leads to a thing by one hop."""
        if self.symmetric:
            return self.near(rank)
        return self._kept(rank, self._behind, back=1)

    def opened(self, neighbours: Step, ranks: Iterable[int]) -> dict[int, list[int]]:
        """Give the neighbours of many things; ``neighbours`` is ``near`` or ``back``."""
        if self.plain:
            heads, near = self.arrays.heads, self.arrays.near
            return {rank: near[heads[rank] : heads[rank + 1]].tolist() for rank in ranks}  # type: ignore[attr-defined]
        return {rank: neighbours(rank) for rank in ranks}

    def joined(self, neighbours: Step, ranks: Collection[int], targets: set[int]) -> dict[int, set[int]]:
        """Give for many things which of ``targets`` they have as neighbours, where they have any."""
        lists: Iterable[Sequence[int]] = map(neighbours, ranks)
        if self.plain:
            heads, near = self.arrays.heads, self.arrays.near
            lists = (near[heads[rank] : heads[rank + 1]] for rank in ranks)
        return {rank: met for rank, row in zip(ranks, lists, strict=True) if (met := targets.intersection(row))}

    def below(self, neighbours: Step, rank: int, limit: int) -> list[int]:
        """Give the neighbours of ranks below ``limit``; ``neighbours`` is ``near`` or ``back``."""
        if self.plain:
            heads, near = self.arrays.heads, self.arrays.near
            begin = heads[rank]
            end = bisect_left(near, limit, begin, heads[rank + 1])
            found: list[int] = near[begin:end].tolist()  # type: ignore[attr-defined]
            return found
        whole = neighbours(rank)
        return whole[: bisect_left(whole, limit)]

    def size(self, neighbours: Step, rank: int) -> int:
        """Count the neighbours of a thing."""
        heads = self.arrays.heads
        return heads[rank + 1] - heads[rank] if self.plain else len(neighbours(rank))

    def cost(self, rank: int) -> int:
        """Give what a hop to a thing costs that goes on from there."""
        found = self._costs.get(rank)
        if found is None:
            found = self._costs[rank] = UNIT + weight(self.arrays.degree(rank))
        return found

    def costs(self, ranks: Iterable[int]) -> list[int]:
        """Give what hops to many things cost."""
        return [UNIT + weight(degree) for degree in self.arrays.degrees(ranks)]

    def hop(self, rank: int, other: int) -> tuple[tuple[int, int], ...]:
        """Give the relations of a hop that the rules allow, each with the set of texts that say it."""
        return tuple(row for row in self.arrays.codes_of(rank, other) if self._allowed(*row, back=0))

    def relations(self, rank: int, other: int) -> tuple[int, ...]:
        """Give the relations of a hop that the rules allow."""
        if self.plain:
            arrays = self.arrays
            at = bisect_left(arrays.near, other, arrays.heads[rank], arrays.heads[rank + 1])
            return tuple(arrays.codes[arrays.hops[at] : arrays.hops[at + 1]])
        return tuple(code for code, _ in self.hop(rank, other))

    def _kept(self, rank: int, kept: dict[int, list[int]], *, back: int) -> list[int]:
        found = kept.get(rank)
        if found is None:
            found = kept[rank] = self._filtered(rank, back)
        return found

    def _filtered(self, rank: int, back: int) -> list[int]:
        arrays = self.arrays
        hops, codes, said = arrays.hops, arrays.codes, arrays.said

        def open_(at: int) -> bool:
            return any(self._allowed(codes[each], said[each], back=back) for each in range(hops[at], hops[at + 1]))

        return [arrays.near[at] for at in range(arrays.heads[rank], arrays.heads[rank + 1]) if open_(at)]

    def _allowed(self, code: int, said: int, *, back: int) -> bool:
        rules = self.rules
        if rules.codes is not None and code ^ back not in rules.codes:
            return False
        if rules.texts is None:
            return True
        known = self._sets.get(said)
        if known is None:
            members = self.arrays.members(said)
            known = self._sets[said] = not rules.texts.isdisjoint(members) or (not members and 0 in rules.texts)
        return known
