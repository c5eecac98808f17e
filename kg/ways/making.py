"""Edges in any order → ``Arrays``: relations between two things put together, things ranked by their neighbours."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, chain, pairwise, repeat

from kg.frozen import field, slotted
from kg.ways.arrays import Arrays

__all__ = ["Edges", "Sets", "made"]

SHARE = 0.2
"""Things to which a smaller share of a relation's facts lead are never background, and not written down."""
FEWEST = 5
"""So many facts of a relation there must be before a share of them says something."""


class Sets:
    """Sets of texts by number; equal sets have one number, 0 is the empty one."""

    def __init__(self) -> None:
        """Begin with the empty set."""
        self._numbers: dict[frozenset[int], int] = {frozenset(): 0}
        self._grown: dict[tuple[int, int], int] = {}
        self._members: list[frozenset[int]] = [frozenset()]

    def with_one(self, number: int, text: int) -> int:
        """Give the number of a set with one text more."""
        known = self._grown.get((number, text))
        if known is None:
            members = self._members[number] | {text}
            known = self._numbers.setdefault(members, len(self._members))
            if known == len(self._members):
                self._members.append(members)
            self._grown[number, text] = known
        return known

    def rows(self) -> list[list[int]]:
        """Give the members of each set."""
        return [sorted(members) for members in self._members]


@slotted
class Edges:
    """Edges side by side: subject, relation, object, set of texts; each of the four at most once together."""

    subjects: "array[int]" = field(default_factory=lambda: array("I"))
    relations: "array[int]" = field(default_factory=lambda: array("I"))
    objects: "array[int]" = field(default_factory=lambda: array("I"))
    said: "array[int]" = field(default_factory=lambda: array("I"))

    def add(self, subject: int, relation: int, other: int, said: int = 0) -> None:
        """Take one edge; one from a thing to itself leads nowhere."""
        if subject != other:
            self.subjects.append(subject)
            self.relations.append(relation)
            self.objects.append(other)
            self.said.append(said)


@slotted
class _Rows:
    """The edges at each thing, from both ends: the other end, the code, the set of texts."""

    heads: "array[int]"
    others: "array[int]"
    codes: "array[int]"
    said: "array[int]"

    def degree(self, number: int) -> int:
        """Count the neighbours of a thing."""
        return len(set(self.others[self.heads[number] : self.heads[number + 1]]))


def made(
    size: int,
    edges: Edges,
    *,
    kinds: Sequence[int] = (),
    order: Sequence[int] = (),
    sets: Iterable[Sequence[int]] = ((),),
) -> Arrays:
    """Make the arrays of ``size`` things; kinds and places of labels are by number."""
    rows = _bucketed(size, edges)
    degrees = array("I", map(rows.degree, range(size)))
    nodes = array("I", sorted(range(size), key=degrees.__getitem__))
    ranks = array("I", bytes(4 * size))
    for rank, number in enumerate(nodes):
        ranks[number] = rank
    heads = array("I", accumulate((degrees[number] for number in nodes), initial=0))
    near, hops, codes, said = _merged(rows, nodes, ranks)
    members = list(sets)
    return Arrays(
        nodes=nodes,
        ranks=ranks,
        heads=_viewed(heads),
        near=_viewed(near),
        hops=_viewed(hops),
        codes=_viewed(codes),
        said=_viewed(said),
        sets=array("I", accumulate(map(len, members), initial=0)),
        texts=array("I", chain.from_iterable(members)),
        kinds=array("I", (kinds[number] for number in nodes) if kinds else repeat(0, size)),
        order=array("I", (order[number] for number in nodes) if order else nodes),
        parts=_parts(heads, near),
        steps=_steps(heads),
        background=array("I", chain.from_iterable(_background(rows, edges, nodes))),
    )


def _viewed(numbers: "array[int]") -> "memoryview[int]":
    return memoryview(numbers)


def _bucketed(size: int, edges: Edges) -> _Rows:
    """Put each edge at both of its ends."""
    counts = array("I", bytes(4 * (size + 1)))
    for number in chain(edges.subjects, edges.objects):
        counts[number + 1] += 1
    heads = array("I", accumulate(counts))
    free, total = heads[:], heads[size]
    rows = _Rows(heads, *(array("I", bytes(4 * total)) for _ in range(3)))
    for subject, relation, other, said in zip(edges.subjects, edges.relations, edges.objects, edges.said, strict=True):
        at, free[subject] = free[subject], free[subject] + 1
        rows.others[at], rows.codes[at], rows.said[at] = other, 2 * relation, said
        at, free[other] = free[other], free[other] + 1
        rows.others[at], rows.codes[at], rows.said[at] = subject, 2 * relation + 1, said
    return rows


def _merged(rows: _Rows, nodes: Sequence[int], ranks: Sequence[int]) -> tuple["array[int]", ...]:
    """Write the neighbours of each rank in order, with all relations to each."""
    near, hops, codes, said = array("I"), array("I"), array("I"), array("I")
    for number in nodes:
        begin, end = rows.heads[number], rows.heads[number + 1]
        others = map(ranks.__getitem__, rows.others[begin:end])
        found = sorted(zip(others, rows.codes[begin:end], rows.said[begin:end], strict=True))
        last, at = -1, len(codes)
        for here, (other, _, _) in enumerate(found, at):
            if other != last:
                near.append(other)
                hops.append(here)
                last = other
        codes.extend(row[1] for row in found)
        said.extend(row[2] for row in found)
    hops.append(len(codes))
    return near, hops, codes, said


def _parts(heads: Sequence[int], near: "array[int]") -> "array[int]":
    """Give numbers to the parts of the network that nothing connects."""
    parts = array("I", bytes(4 * (len(heads) - 1)))
    part = 0
    for first in range(len(parts)):
        if not parts[first]:
            part += 1
            _spread(first, part, parts, lambda rank: near[heads[rank] : heads[rank + 1]])
    return parts


def _spread(first: int, part: int, parts: "array[int]", around: Callable[[int], Iterable[int]]) -> None:
    """Give a number to all that hangs together with a thing."""
    parts[first] = part
    waiting = [first]
    while waiting:
        for other in around(waiting.pop()):
            if not parts[other]:
                parts[other] = part
                waiting.append(other)


def _steps(heads: Sequence[int]) -> "array[int]":
    """Give the first rank of each number of neighbours."""
    degrees = [end - begin for begin, end in pairwise(heads)]
    return array("I", (at for at, (a, b) in enumerate(pairwise([-1, *degrees])) if a != b))


def _background(rows: _Rows, edges: Edges, nodes: Sequence[int]) -> Iterable[tuple[int, int, int]]:
    """Find things to which a large share of a relation's facts lead."""
    totals = Counter(edges.relations)
    fewest = min((SHARE * total for total in totals.values() if total >= FEWEST), default=0.0)
    for rank, number in enumerate(nodes):
        begin, end = rows.heads[number], rows.heads[number + 1]
        if not fewest or end - begin < fewest:
            continue
        counts = Counter(code >> 1 for code in rows.codes[begin:end] if code & 1)
        shares = [(count, totals[relation]) for relation, count in counts.items() if totals[relation] >= FEWEST]
        worth = [pair for pair in shares if pair[0] >= SHARE * pair[1]]
        if worth:
            yield (rank, *max(worth, key=lambda pair: (pair[0] / pair[1], pair)))
