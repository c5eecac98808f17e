"""A picture of chains: the two ends at the sides, each chain in its lane, things that chains share drawn once.

Everything is placed by counting, so the same chains give the same picture.
"""

from collections.abc import Callable, Iterator, Sequence

from kg.export.marked import safe
from kg.frozen import frozen
from kg.messages import visible
from kg.model import Cell, Chain, Hop
from kg.width import cells, cut, wrapped

__all__ = ["picture"]

_BOX, _GAP, _LANE, _EDGE = 176, 112, 96, 14
"""Width of a box, room between two for what joins them, height of a lane, margin around all."""
_LINE, _PAD = 18, 12
_SIGNS, _LINES = 22, 3
"""Cells in a line of a box, lines in a box."""
_RELATION = 16
"""Cells of what a hop is called; more of it stands below the picture."""

Place = tuple[float, float]


@frozen
class _Map:
    """Where things are, by IRI or value; where each hop bends; how large all is."""

    places: dict[str, Place]
    lanes: dict[int, float]
    width: float
    height: float


def picture(
    chains: Sequence[Chain], *, style: Callable[[Cell], str], reading: Callable[[Hop], str], title: str
) -> tuple[str, float]:
    """Draw chains as SVG, with its width; ``style`` names the class of a thing's box, ``reading`` what a hop is called.

    What a hop is called leads to its sentence, ``#p<chain>h<hop>``.
    """
    map_ = _placed(chains)
    size = f'width="{map_.width:g}" height="{map_.height:g}" viewBox="0 0 {map_.width:g} {map_.height:g}"'
    ends = {_key(chain.hops[0].start) for chain in chains} | {_key(chain.hops[-1].end) for chain in chains}
    things = {_key(cell): cell for chain in chains for cell in _things(chain)}
    boxes = (
        _box(cell, map_.places[key], f"{style(cell)}{' end' if key in ends else ''}") for key, cell in things.items()
    )
    drawn = "".join((
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>{safe(title)}</title>',
        '<defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker></defs>',
        *_lines(chains, map_, reading),
        *boxes,
        "</svg>",
    ))  # fmt: skip
    return drawn, map_.width


def _key(cell: Cell) -> str:
    return f"{cell.kind} {cell.value} {cell.lang}"


def _things(chain: Chain) -> tuple[Cell, ...]:
    return (chain.hops[0].start, *(hop.end for hop in chain.hops))


def _placed(chains: Sequence[Chain]) -> _Map:
    """Give each chain that has a thing of its own, or none inside, a lane; columns go by the longest way to a thing."""
    lanes: dict[int, int] = {}
    rows: dict[str, int] = {}
    for number, chain in enumerate(chains):
        inner = [_key(cell) for cell in _things(chain)[1:-1]]
        fresh = [key for key in inner if key not in rows]
        if fresh or not inner:
            lanes[number] = len(lanes)
            rows |= dict.fromkeys(fresh, lanes[number])
    columns = _columns(chains)
    middle = (len(lanes) - 1) / 2
    places = {
        key: (_EDGE + _BOX / 2 + column * (_BOX + _GAP), _lane(rows.get(key, middle)))
        for key, column in columns.items()
    }
    width = max(columns.values()) * (_BOX + _GAP) + _BOX + 2 * _EDGE
    bends = {number: _lane(lane) for number, lane in lanes.items()}
    return _Map(places, bends, width, _LANE * len(lanes) + 2 * _EDGE)


def _lane(number: float) -> float:
    return _EDGE + _LANE * (number + 0.5)


def _columns(chains: Sequence[Chain]) -> dict[str, int]:
    """Count the hops of the longest way to each thing; a hop that would lead round in a ring does not count."""
    after: dict[str, list[str]] = {}
    for chain in chains:
        for hop in chain.hops:
            one, other = _key(hop.start), _key(hop.end)
            if one not in _reached(after, other):
                after.setdefault(one, []).append(other)
    columns: dict[str, int] = {}
    pending = [(_key(chain.hops[0].start), 0) for chain in chains]
    while pending:
        key, column = pending.pop()
        if column >= columns.get(key, 0):
            columns[key] = column
            pending += [(other, column + 1) for other in after.get(key, ())]
    last = max(columns.values())
    return columns | {_key(chain.hops[-1].end): last for chain in chains}


def _reached(after: dict[str, list[str]], start: str) -> set[str]:
    seen, pending = {start}, [start]
    while pending:
        fresh = [key for key in after.get(pending.pop(), ()) if key not in seen]
        seen.update(fresh)
        pending += fresh
    return seen


def _box(cell: Cell, place: Place, style: str) -> str:
    name = visible(cell.label or cell.value)
    lines = _fitted(name)
    high = _LINE * len(lines) + _PAD
    x, y = place
    words = "".join(
        f'<text x="{x:g}" y="{y - high / 2 + _PAD / 2 + _LINE * (at + 0.75):g}">{safe(line.strip())}</text>'
        for at, line in enumerate(lines)
    )
    rect = f'<rect x="{x - _BOX / 2:g}" y="{y - high / 2:g}" width="{_BOX}" height="{high}" rx="6"/>'
    return f'<g class="{style}"><title>{safe(name)}</title>{rect}{words}</g>'


def _fitted(name: str) -> list[str]:
    """Break a name into the lines of a box."""
    lines = wrapped(name, _SIGNS)
    if len(lines) <= _LINES:
        return lines
    return [*lines[: _LINES - 1], cut("".join(lines[_LINES - 1 :]), _SIGNS)]


def _lines(chains: Sequence[Chain], map_: _Map, reading: Callable[[Hop], str]) -> Iterator[str]:
    """Draw each hop once, at the first chain that takes it."""
    drawn: set[tuple[str, str, str]] = set()
    for number, chain in enumerate(chains, 1):
        for at, hop in enumerate(chain.hops, 1):
            one, other = sorted((_key(hop.start), _key(hop.end)))
            if (one, other, hop.relation) in drawn:
                continue
            drawn.add((one, other, hop.relation))
            bend = map_.lanes.get(number - 1) if len(chain.hops) == 1 else None
            curve, place = _curve(map_.places[_key(hop.start)], map_.places[_key(hop.end)], bend)
            end = "end" if hop.forward else "start"
            yield f'<path d="{curve}" marker-{end}="url(#to)"/>'
            yield _called(visible(reading(hop)), place, f"p{number}h{at}")


def _called(words: str, place: Place, anchor: str) -> str:
    x, y = place
    shown = words if cells(words) <= _RELATION else cut(words, _RELATION)
    return f'<a href="#{anchor}"><title>{safe(words)}</title><text x="{x:g}" y="{y + 4:g}">{safe(shown)}</text></a>'


def _curve(one: Place, other: Place, bend: float | None) -> tuple[str, Place]:
    """Lead from the side of one box to the facing side of another; ``bend`` is the lane that a direct hop takes."""
    side = _BOX / 2 if other[0] >= one[0] else -_BOX / 2
    (x1, y1), (x2, y2) = (one[0] + side, one[1]), (other[0] - side, other[1])
    half = (x2 - x1) / 2
    high, low = (y1, y2) if bend is None else ((8 * bend - y1 - y2) / 6,) * 2
    curve = f"M{x1:g} {y1:g}C{x1 + half:g} {high:g} {x2 - half:g} {low:g} {x2:g} {y2:g}"
    return curve, ((x1 + x2) / 2, (y1 + y2 + 3 * (high + low)) / 8)
