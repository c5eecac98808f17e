"""What one text brought together: pairs of known things that hang together more closely with it than before."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.errors import QueryError
from kg.model import Answer, Cell, Record
from kg.model.iri import PB
from kg.model.iri import graph as graph_of
from kg.query.index import Index, opened
from kg.query.limits import Limits
from kg.query.names import candidates
from kg.query.new import chosen
from kg.query.paths.space import Facts
from kg.store.adjacency import WAYS
from kg.ways.arrays import Arrays
from kg.ways.best import Way
from kg.ways.closer import MEASURED, Asked, Brought, Closer, closed_of, closer

__all__ = ["COLUMNS", "closer_by"]

COLUMNS = ("thing", "other", "hops_before", "hops_now", "way")
_WHO = frozenset({"Agency", "Organization", "Place"})
_WHAT = frozenset({"Group", "Program", "Sector", "Tier"})
_SAME_WAY = 3
"""So many pairs with the same way between their ends are shown."""
_USUAL = Limits()

Note = tuple[str, dict[str, str]]


def closer_by(graph: Path, name: str, *, top: int = 20, scope: Sequence[str] = (), limits: Limits = _USUAL) -> Answer:
    """Give the pairs that a text brought closer, those brought farthest first, of equals the rarest.

    One of a pair is a body or a place; the other too, or a sector, program, tier or group. Both were known before.
    """
    if top < 1:
        raise QueryError("bad_count", count=top)
    record, before = chosen(graph, name, scope)
    with opened(graph) as index:
        space = Facts(index)
        arrays = Arrays.opened(index.folder / WAYS)
        kind, lies = _kinds(index, arrays), _lying(index, arrays)
        asked = Asked(
            before=_texts(space, before),
            added=_texts(space, [record]),
            end=lambda rank: kind(rank) in _WHO | _WHAT,
            fits=lambda way: _fits(way, kind, lies),
            closed=closed_of(arrays, limits.share, _named(index, arrays, limits)),
        )
        found = closer(arrays, asked, limits.seconds)
        rows = tuple(_row(pair, space, arrays, kind) for pair in _spread(found.pairs)[:top])
    return Answer(COLUMNS, rows, complete=not found.met, notes=tuple(_notes(found, rows, asked, limits)))


def _texts(space: Facts, records: Sequence[Record]) -> frozenset[int]:
    """Give the numbers of some texts."""
    return frozenset(space.texts(graph_of(record.source, "auto") for record in records)) - {0}


def _named(index: Index, arrays: Arrays, limits: Limits) -> Iterator[int]:
    """Find what is background by name."""
    return (arrays.ranks[match.number] for name in limits.background for match in candidates(index, name))


def _notes(found: Closer, rows: Sequence[Sequence[Cell]], asked: Asked, limits: Limits) -> Iterator[Note]:
    """Say what was not looked at, what a blank means, and where the sentences are."""
    if found.met:
        yield "path_seconds", {"limit": f"{limits.seconds:g}"}
    if not rows:
        yield "closer_none", {}
        return
    if len(found.pairs) > len(rows):
        yield "closer_more", {"count": str(len(found.pairs)), "shown": str(len(rows))}
    if not found.whole:
        yield "closer_capped", {"count": str(MEASURED)}
    if any(row[2].kind == "none" for row in rows):
        yield "closer_far", {"hops": str(asked.far)}
    yield "closer_why", {"start": rows[0][0].label, "end": rows[0][1].label}


def _fits(way: Way, kind: Callable[[int], str], lies: Callable[[int, int], bool]) -> bool:
    """Say whether a body or a place is at an end, and nothing is joined to the rest by its place alone.

    A province has what a city in it has, but a city or a body not what its province has.
    """
    sides = ((way[0], way[1]), (way[-1], way[-2])) if len(way) > 2 else ()
    by_place = any(kind(inner) == "Place" and not lies(inner, end) for end, inner in sides)
    return not _WHO.isdisjoint((kind(way[0]), kind(way[-1]))) and not by_place


def _lying(index: Index, arrays: Arrays) -> Callable[[int, int], bool]:
    """Give what tells whether one thing lies within another."""
    within = {2 * number for number, iri in index.fact_relations() if iri == f"{PB}within"}
    return lambda inner, outer: any(code in within for code, _ in arrays.codes_of(inner, outer))


def _kinds(index: Index, arrays: Arrays) -> Callable[[int], str]:
    """Give what tells the class of a thing by its rank; the index is asked once for each class."""
    names: dict[int, str] = {}

    def kind(rank: int) -> str:
        number = arrays.kinds[rank]
        if number not in names:
            names[number] = index.thing(arrays.nodes[rank]).kind
        return names[number]

    return kind


def _spread(pairs: Sequence[Brought]) -> list[Brought]:
    """Leave out pairs whose ways have the same inside as enough others before them."""
    seen: dict[tuple[int, ...], int] = {}
    shown = []
    for pair in pairs:
        inside = min(pair.way[1:-1], pair.way[-2:0:-1])
        seen[inside] = seen.get(inside, 0) + 1
        if seen[inside] <= _SAME_WAY:
            shown.append(pair)
    return shown


def _row(pair: Brought, space: Facts, arrays: Arrays, kind: Callable[[int], str]) -> tuple[Cell, ...]:
    """Write a pair, the body or place first."""
    way = pair.way if kind(pair.way[0]) in _WHO else pair.way[::-1]
    things = [space.cell(arrays.nodes[rank]) for rank in way]
    before = Cell("none") if pair.before is None else _count(pair.before)
    passed = Cell("literal", " — ".join(each.label for each in things[1:-1]))
    return things[0], things[-1], before, _count(len(way) - 1), passed


def _count(number: int) -> Cell:
    return Cell("literal", str(number), datatype="http://www.w3.org/2001/XMLSchema#integer")
