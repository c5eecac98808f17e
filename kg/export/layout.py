"""Places for the things of a network, so that a file opens readable: a function of the network, never of chance.

Things of a kind fill a disc, the best connected in its middle; the discs are packed side by side. Up to a few thousand
things, springs then pull together what belongs together, and what nothing ties stands around the rest. Only + − × ÷ √
touch the numbers that are added up, and what is written is rounded, so that every machine gives the same places.
"""

import itertools
import math
from collections.abc import Iterable, Sequence

__all__ = ["MOST_SPRINGS", "Discs", "spread", "springs"]

MOST_SPRINGS = 2500
"""Above this many things the discs stay as they are; springs would take long and show a ball of wool."""

_ANGLE = math.pi * (3 - math.sqrt(5))
_RADIUS = 1000.0
_GAP = 2.0
_STEPS = 80
_WORK = 60_000
_REACH = 3.0
_CROWD = 60
"""Of more neighbours than this, some stand for all, so that a dense middle costs no more than the rest."""
_NEVER_ZERO = 0.01
_GRAVITY = 0.08
_INNER, _OUTER = 0.82, 0.75
_BOX = 140.0
Point = tuple[float, float]


class Discs:
    """One disc a kind, packed around the largest; gives the place of the thing at a rank of its kind."""

    def __init__(self, counts: Sequence[int]) -> None:
        """Pack discs for so many things of each kind."""
        self._counts = counts
        radii = [math.sqrt(count) + _GAP for count in counts]
        self._centres = _packed(radii)
        ends = (math.hypot(x, y) + radius for (x, y), radius in zip(self._centres, radii, strict=True))
        self._scale = _RADIUS / max(ends, default=1.0)

    def place(self, kind: int, rank: int) -> Point:
        """Give the place of a thing: on the spiral of a sunflower, from the middle outwards."""
        x, y = self._centres[kind]
        if self._counts[kind] > 1:
            away, angle = math.sqrt(rank + 0.5), rank * _ANGLE
            x, y = x + away * math.cos(angle), y + away * math.sin(angle)
        return round(x * self._scale, 2), round(y * self._scale, 2)


def springs(places: Sequence[Point], ties: Iterable[tuple[int, int]]) -> list[Point]:
    """Move things so that ties are short and strangers keep apart; what nothing ties stands around them."""
    pairs = sorted({(min(pair), max(pair)) for pair in ties if pair[0] != pair[1]})
    tied = sorted({end for pair in pairs for end in pair})
    number = {one: at for at, one in enumerate(tied)}
    moved = _settled([places[one] for one in tied], [(number[one], number[other]) for one, other in pairs])
    found = list(places)
    alone = [one for one in range(len(places)) if one not in number] if tied else []
    for one, (x, y) in zip(tied, moved, strict=True):
        share = _INNER if alone else 1.0
        found[one] = round(x * share, 2), round(y * share, 2)
    for rank, one in enumerate(alone):
        away = _RADIUS * math.sqrt(_OUTER + (1 - _OUTER) * (rank + 0.5) / len(alone))
        found[one] = round(away * math.cos(rank * _ANGLE), 2), round(away * math.sin(rank * _ANGLE), 2)
    return found


def _settled(places: Sequence[Point], pairs: Sequence[tuple[int, int]]) -> list[Point]:
    """Let go of the springs (Fruchterman and Reingold, by cells of a grid)."""
    if not places:
        return []
    side = 2 * _RADIUS / math.sqrt(len(places))
    xs, ys = [x for x, _ in places], [y for _, y in places]
    steps = max(10, min(_STEPS, _WORK // len(places)))
    for step in range(steps):
        heat = _RADIUS / 8 * (1 - step / steps)
        dx, dy = [-x * _GRAVITY for x in xs], [-y * _GRAVITY for y in ys]
        _push((xs, ys), (dx, dy), side)
        _pull((xs, ys), (dx, dy), side, pairs)
        _move((xs, ys), (dx, dy), heat)
    widest = max(math.sqrt(x * x + y * y) for x, y in zip(xs, ys, strict=True)) or 1.0
    return [(x / widest * _RADIUS, y / widest * _RADIUS) for x, y in zip(xs, ys, strict=True)]


def spread(count: int) -> float:
    """Say by how much to stretch places (twice as much sideways) where things are boxes with words in them."""
    return max(_BOX * math.sqrt(max(count, 1)) / (2 * _RADIUS), 0.2)


_Axes = tuple[list[float], list[float]]


def _push(at: _Axes, force: _Axes, side: float) -> None:
    """Push apart what stands near, the less the farther; the cells of a grid only save looking at the rest."""
    (xs, ys), (dx, dy) = at, force
    width = side * _REACH
    cells: dict[tuple[int, int], list[int]] = {}
    for one, (x, y) in enumerate(zip(xs, ys, strict=True)):
        cells.setdefault((math.floor(x / width), math.floor(y / width)), []).append(one)
    square, reach = side * side, width * width
    for (column, row), members in cells.items():
        near = [o for c in (-1, 0, 1) for r in (-1, 0, 1) for o in cells.get((column + c, row + r), ())]
        every = len(near) // _CROWD + 1
        for one, other in itertools.product(members, near[::every]):
            away_x, away_y = xs[one] - xs[other], ys[one] - ys[other]
            apart = away_x * away_x + away_y * away_y
            if apart < reach:
                share = square / (apart + _NEVER_ZERO) * (1 - apart / reach) * every
                dx[one] += away_x * share
                dy[one] += away_y * share


def _pull(at: _Axes, force: _Axes, side: float, pairs: Sequence[tuple[int, int]]) -> None:
    """Pull together what is tied."""
    (xs, ys), (dx, dy) = at, force
    for one, other in pairs:
        away_x, away_y = xs[one] - xs[other], ys[one] - ys[other]
        share = math.sqrt(away_x * away_x + away_y * away_y) / side
        dx[one] -= away_x * share
        dy[one] -= away_y * share
        dx[other] += away_x * share
        dy[other] += away_y * share


def _move(at: _Axes, force: _Axes, heat: float) -> None:
    """Move everything where it is driven, at most as far as the heat allows."""
    (xs, ys), (dx, dy) = at, force
    for one, (x, y) in enumerate(zip(dx, dy, strict=True)):
        length = math.sqrt(x * x + y * y) + _NEVER_ZERO
        share = min(length, heat) / length
        xs[one] += x * share
        ys[one] += y * share


def _packed(radii: Sequence[float]) -> list[Point]:
    """Put each disc, largest first, as near to the middle as it fits beside two others."""
    order = sorted(range(len(radii)), key=lambda at: (-radii[at], at))
    placed: list[tuple[float, float, float]] = []
    centres: list[Point] = [(0.0, 0.0)] * len(radii)
    for at in order:
        x, y = _spot(placed, radii[at])
        placed.append((x, y, radii[at]))
        centres[at] = x, y
    return centres


def _spot(placed: Sequence[tuple[float, float, float]], radius: float) -> Point:
    if not placed:
        return 0.0, 0.0
    if len(placed) == 1:
        return placed[0][2] + radius, 0.0
    spots = [
        spot
        for at, one in enumerate(placed)
        for other in placed[at + 1 :]
        for spot in _beside(one, other, radius)
        if all(math.hypot(spot[0] - x, spot[1] - y) >= r + radius - _NEVER_ZERO for x, y, r in placed)
    ]
    return min(spots, key=lambda spot: (round(spot[0] ** 2 + spot[1] ** 2, 6), round(spot[1], 6)))


def _beside(one: tuple[float, float, float], other: tuple[float, float, float], radius: float) -> list[Point]:
    """Give the two places where a disc touches two others, if it can."""
    (x, y, r), (u, v, s) = one, other
    away, near, far = math.hypot(u - x, v - y), r + radius, s + radius
    if away > near + far:
        return []
    along = (near * near - far * far + away * away) / (2 * away)
    across = math.sqrt(max(near * near - along * along, 0.0))
    right, up = (u - x) / away, (v - y) / away
    return [(x + right * along + sign * up * across, y + up * along - sign * right * across) for sign in (1, -1)]
