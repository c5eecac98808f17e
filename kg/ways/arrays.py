"""Edges as arrays of numbers: made once with a snapshot, mapped into memory by whoever searches.

A file begins with a mark and the sizes of its sections, little-endian; each section is a row of uint32.

    nodes       rank → number of the thing          ranks      number → rank
    heads       where the neighbours of a rank begin in ``near``; one more than there are ranks
    near        neighbours, each once, lowest rank first, so those with few neighbours come first
    hops        where the relations to a neighbour begin in ``codes``; one more than ``near``
    codes       2 × relation, + 1 if read backwards  said       beside each code: the set of texts that say it
    sets        where a set of texts begins in ``texts``; one more than there are sets
    texts       texts by number, later ones higher; 0 stands for tables
    kinds       rank → its class                     order      rank → place of its label among all labels
    parts       rank → number of the part of the network that it hangs together with
    steps       the first rank of each number of neighbours that occurs
    background  threes of rank, facts of one relation that lead to it, facts of that relation
"""

import mmap
import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from math import log2
from pathlib import Path

from kg.typed import Self

__all__ = ["UNIT", "Arrays", "weight"]

UNIT = 1 << 20
"""What one hop costs; costs are whole numbers, so that sums are equal however they were added."""

Numbers = Sequence[int]

_MARK = b"kgways01"


@cache
def weight(degree: int) -> int:
    """Give what passing through a thing costs beside the hop: the binary logarithm of its neighbours."""
    return round(log2(degree) * UNIT) if degree > 1 else 0


class Arrays:
    """All sections, as memory views over a file or as arrays."""

    nodes: Numbers
    ranks: Numbers
    heads: Numbers
    near: Numbers
    hops: Numbers
    codes: Numbers
    said: Numbers
    sets: Numbers
    texts: Numbers
    kinds: Numbers
    order: Numbers
    parts: Numbers
    steps: Numbers
    background: Numbers

    def __init__(self, **sections: Numbers) -> None:
        """Take every section by its name."""
        for name in type(self).__annotations__:
            setattr(self, name, sections[name])

    @classmethod
    def opened(cls, path: Path) -> Self:
        """Map a file; nothing is read that a search does not touch."""
        names = list(cls.__annotations__)
        with path.open("rb") as file:
            content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        if content[: len(_MARK)] != _MARK:
            raise ValueError(path.name)
        sizes = struct.unpack_from(f"<{len(names)}Q", content, len(_MARK))
        at = len(_MARK) + 8 * len(names)
        found: dict[str, Numbers] = {}
        for name, size in zip(names, sizes, strict=True):
            found[name] = _numbers(content[at : at + 4 * size])
            if len(found[name]) != size:
                raise ValueError(path.name)
            at += 4 * size
        return cls(**found)

    def dump(self, path: Path) -> None:
        """Write the file."""
        rows = [getattr(self, name) for name in type(self).__annotations__]
        with path.open("wb") as file:
            file.write(_MARK + struct.pack(f"<{len(rows)}Q", *map(len, rows)))
            for row in rows:
                numbers = array("I", row)
                if sys.byteorder == "big":
                    numbers.byteswap()
                numbers.tofile(file)

    def degree(self, rank: int) -> int:
        """Count the neighbours of a thing."""
        return self.heads[rank + 1] - self.heads[rank]

    def degrees(self, ranks: Iterable[int]) -> list[int]:
        """Count the neighbours of many things."""
        heads = self.heads
        return [heads[rank + 1] - heads[rank] for rank in ranks]

    def reach(self, room: int) -> int:
        """Give the first rank whose weight is more than ``room``."""
        weights, firsts = self._weights
        return firsts[bisect_right(weights, room)]

    def codes_of(self, rank: int, other: int) -> list[tuple[int, int]]:
        """Give the relations from a thing to a neighbour, each with the set of texts that say it."""
        begin, end = self.heads[rank], self.heads[rank + 1]
        at = bisect_left(self.near, other, begin, end)
        if at == end or self.near[at] != other:
            return []
        return [(self.codes[each], self.said[each]) for each in range(self.hops[at], self.hops[at + 1])]

    def members(self, number: int) -> Numbers:
        """Give the texts of a set."""
        return self.texts[self.sets[number] : self.sets[number + 1]]

    def shares(self) -> Iterable[tuple[int, int, int]]:
        """Give things to which many facts of one relation lead: rank, how many, of how many."""
        rows = iter(self.background)
        return zip(rows, rows, rows, strict=True)

    @cached_property
    def _weights(self) -> tuple[list[int], list[int]]:
        """Give the weights that occur, and beside each the first rank that has it; ranks rise with weights."""
        firsts: dict[int, int] = {}
        for first in self.steps:
            firsts.setdefault(weight(self.degree(first)), first)
        return list(firsts), [*firsts.values(), len(self.nodes)]


def _numbers(content: memoryview) -> Numbers:
    if sys.byteorder == "little":
        return content.cast("I")
    numbers = array("I", content)
    numbers.byteswap()
    return numbers
