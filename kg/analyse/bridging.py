"""What connects provinces: things tied to several of them, and things or single ties without which some fall apart.

A thing is missed where a branch of a walk through the network is tied back to nothing before it; a tie where the branch
is not tied back to its beginning either. Provinces in a branch are summed up on the way, as bits.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from kg.analyse.coherence import parts
from kg.analyse.net import Asked, Net, Note, counted
from kg.errors import QueryError
from kg.frozen import field, slotted
from kg.model import Answer, Cell

__all__ = ["bridges", "linked"]

_NAMED = 5
_K = TypeVar("_K")
Tie = tuple[int, int]
Cut = tuple[int, int]
"""How many pairs of provinces a thing or tie keeps together, and the provinces beyond it, as bits."""
Row = tuple[tuple[int, ...], str, tuple[Cell, ...]]
"""How a row is ranked, its label, the row."""


def bridges(net: Net, asked: Asked) -> Answer:
    """Rank what connects provinces (those that are named, if any): what they would fall apart without, then ties."""
    wanted = frozenset[int]().union(*(_home(net, number) for number in asked.between))
    cuts, single = _cuts(net)
    rows = [*_things(net, asked, wanted, cuts), *_ties(net, asked, wanted, single)]
    rows.sort(key=lambda row: row[:2])
    columns = ("thing", "kind", "tie_to", "provinces_linked", "ties_by_province", "pairs_apart", "apart")
    notes: tuple[Note, ...] = () if net.provinces else (("no_provinces", {}),)
    return Answer(columns, tuple(cells for *_, cells in rows[: asked.top or None]), notes=notes)


def _things(net: Net, asked: Asked, wanted: frozenset[int], cuts: Mapping[int, Cut]) -> Iterator[Row]:
    for number in sorted(set(net.of(asked.kind)) - set(net.provinces)):
        ties, (pairs, beyond) = linked(net, number), cuts.get(number, (0, 0))
        if (len(ties) > 1 or pairs) and _holds(net, wanted, ties, beyond):
            cells = (net.cell(number), net.kind(number), Cell("none"), counted(len(ties)), _told(net, ties, wanted))
            order = (-(len(ties) > 1), -pairs, -len(ties), -_second(ties))
            yield order, net.label(number), (*cells, *_cut(net, pairs, beyond))


def _ties(net: Net, asked: Asked, wanted: frozenset[int], single: Mapping[Tie, Cut]) -> Iterator[Row]:
    of = set(net.of(asked.kind))
    for (one, other), (pairs, beyond) in sorted(single.items()):
        if of & {one, other} and _holds(net, wanted, {}, beyond):
            cells = (net.cell(one), net.kind(one), net.cell(other), Cell("none"), Cell("none"))
            yield (0, -pairs, 0, 0), net.label(one), (*cells, *_cut(net, pairs, beyond))


def linked(net: Net, number: int) -> dict[int, int]:
    """Count by province the things that a thing is tied to, itself and what belongs to it set aside."""
    counts = Counter(home for other in net.ties[number] for home in net.homes.get(other, ()))
    counts.update(home for home in net.homes.get(number, ()) if home not in counts)
    return dict(sorted(counts.items(), key=lambda row: (-row[1], net.label(row[0]))))


def _home(net: Net, number: int) -> frozenset[int]:
    """Give the province that a place is or lies in."""
    home = net.homes.get(number)
    if home is None:
        raise QueryError("no_province", known="、".join(map(net.label, net.provinces)))
    return home


def _holds(net: Net, wanted: frozenset[int], ties: Mapping[int, int], beyond: int) -> bool:
    """Say whether something concerns the provinces that were named."""
    if not wanted:
        return True
    inside = sum(beyond >> net.provinces.index(number) & 1 for number in wanted)
    return wanted <= set(ties) or 0 < inside < max(len(wanted), 2)


def _second(ties: Mapping[int, int]) -> int:
    """Give the second most ties to a province: by so many it joins two."""
    return sorted((*ties.values(), 0, 0), reverse=True)[1]


def _told(net: Net, ties: Mapping[int, int], wanted: frozenset[int]) -> Cell:
    order = sorted(ties, key=lambda home: home not in wanted)
    shown = [f"{net.label(home)} {ties[home]}" for home in order[:_NAMED]]
    return Cell("literal", "、".join([*shown, *(["…"] if len(ties) > _NAMED else [])]))


def _cut(net: Net, pairs: int, beyond: int) -> tuple[Cell, Cell]:
    if not pairs:
        return counted(0), Cell("none")
    return counted(pairs), net.names(number for at, number in enumerate(net.provinces) if beyond >> at & 1)


def _cuts(net: Net) -> tuple[dict[int, Cut], dict[Tie, Cut]]:
    """Find the things and the single ties that keep provinces together."""
    bits = {number: 1 << at for at, number in enumerate(net.provinces)}
    points: dict[int, Cut] = {}
    single: dict[Tie, Cut] = {}
    for members in parts(net):
        every = _joined(bits.get(number, 0) for number in members)
        if every.bit_count() > 1:
            walk = _Walk(bits, every)
            walk.through(net, members[0])
            points.update(walk.points())
            single.update(walk.single)
    return points, single


@slotted
class _Walk:
    """One walk through a part: when a thing was met, how far back what follows is tied, the provinces that follow."""

    bits: Mapping[int, int]
    every: int
    single: dict[Tie, Cut] = field(default_factory=dict)
    _met: dict[int, int] = field(default_factory=dict)
    _low: dict[int, int] = field(default_factory=dict)
    _up: dict[int, int] = field(default_factory=dict)
    _below: dict[int, int] = field(default_factory=dict)
    _sides: dict[int, list[int]] = field(default_factory=dict)

    def through(self, net: Net, root: int) -> None:
        """Walk, depth first."""
        from networkx import dfs_labeled_edges

        for here, there, step in dfs_labeled_edges(net.ties, root):
            if step == "forward":
                self._meet(here, there)
            elif step == "nontree" and there != self._up[here]:
                self._low[here] = min(self._low[here], self._met[there])
            elif step == "reverse" and here != there:
                self._leave(here, there)

    def points(self) -> dict[int, Cut]:
        """Give the things without which provinces fall apart."""
        found: dict[int, Cut] = {}
        for number, sides in self._sides.items():
            rest = self.every & ~self.bits.get(number, 0) & ~_joined(sides)
            _note(found, number, [*sides, rest])
        return found

    def _meet(self, here: int, there: int) -> None:
        self._met[there] = self._low[there] = len(self._met)
        self._up[there], self._below[there] = here, self.bits.get(there, 0)

    def _leave(self, here: int, there: int) -> None:
        below = self._below[there]
        self._low[here] = min(self._low[here], self._low[there])
        self._below[here] |= below
        if self._low[there] >= self._met[here]:
            self._sides.setdefault(here, []).append(below)
        if self._low[there] > self._met[here]:
            _note(self.single, (here, there), [below, self.every & ~below])


def _note(found: dict[_K, Cut], key: _K, sides: Iterable[int]) -> None:
    """Keep what parts provinces; those beyond are all but the largest side."""
    some = [side for side in sides if side]
    if len(some) > 1:
        counts = [side.bit_count() for side in some]
        pairs = (sum(counts) ** 2 - sum(count**2 for count in counts)) // 2
        largest = max(some, key=lambda side: (side.bit_count(), side))
        found[key] = pairs, _joined(some) & ~largest


def _joined(sides: Iterable[int]) -> int:
    joined = 0
    for side in sides:
        joined |= side
    return joined
