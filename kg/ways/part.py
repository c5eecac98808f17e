"""Edges of a part of a network → ``Arrays`` in which things have the degrees that they have in the whole.

Who fetches only what a question can touch knows all ways inside, and has been told how many neighbours there are.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

from kg.frozen import frozen
from kg.ways.arrays import Arrays
from kg.ways.making import Edges

__all__ = ["Counted", "Things", "part"]

Background = tuple[int, int, int]


@frozen
class Things:
    """What is known of things by number: neighbours in the whole, class, place of the label; rows of background."""

    degrees: Sequence[int]
    kinds: Sequence[int] = ()
    order: Sequence[int] = ()
    background: Sequence[Background] = ()


class Counted(Arrays):
    """Arrays that know degrees by rank, whatever edges are there."""

    def __init__(self, degrees: Sequence[int], **sections: Sequence[int]) -> None:
        """Take the degrees, and every section by its name."""
        self._degrees = degrees
        for name, section in sections.items():
            setattr(self, name, section)

    def degree(self, rank: int) -> int:
        """Tell how many neighbours a thing has."""
        return self._degrees[rank]

    def degrees(self, ranks: Iterable[int]) -> list[int]:
        """Tell how many neighbours many things have."""
        return [self._degrees[rank] for rank in ranks]


def part(edges: Edges, things: Things, sets: Iterable[Sequence[int]] = ((),)) -> Counted:
    """Make the arrays."""
    size = len(things.degrees)
    nodes = sorted(range(size), key=things.degrees.__getitem__)
    ranks = [0] * size
    for rank, number in enumerate(nodes):
        ranks[number] = rank
    degrees = [things.degrees[number] for number in nodes]
    beside = _beside(edges, ranks)
    counts = [len(beside[rank]) for rank in range(size)]
    hops = [hop for rank in range(size) for _, hop in sorted(beside[rank].items())]
    members = list(sets)
    return Counted(
        degrees,
        nodes=array("I", nodes),
        ranks=array("I", ranks),
        heads=_row(accumulate(counts, initial=0)),
        near=_row(other for rank in range(size) for other in sorted(beside[rank])),
        hops=_row(accumulate(map(len, hops), initial=0)),
        codes=_row(code for hop in hops for code, _ in sorted(hop)),
        said=_row(said for hop in hops for _, said in sorted(hop)),
        sets=array("I", accumulate(map(len, members), initial=0)),
        texts=array("I", chain.from_iterable(members)),
        kinds=array("I", (things.kinds[number] for number in nodes) if things.kinds else bytes(4 * size)),
        order=array("I", (things.order[number] for number in nodes) if things.order else nodes),
        parts=array("I", [1]) * size,
        steps=array("I", (rank for rank in range(size) if not rank or degrees[rank] != degrees[rank - 1])),
        background=array("I", chain.from_iterable((ranks[number], *row) for number, *row in things.background)),
    )


def _beside(edges: Edges, ranks: Sequence[int]) -> list[dict[int, list[tuple[int, int]]]]:
    """Give the neighbours of each rank with the codes and sets of texts of the hop."""
    beside: list[dict[int, list[tuple[int, int]]]] = [{} for _ in ranks]
    for subject, relation, other, said in zip(edges.subjects, edges.relations, edges.objects, edges.said, strict=True):
        one, two = ranks[subject], ranks[other]
        beside[one].setdefault(two, []).append((2 * relation, said))
        beside[two].setdefault(one, []).append((2 * relation + 1, said))
    return beside


def _row(numbers: Iterable[int]) -> "memoryview[int]":
    return memoryview(array("I", numbers))
