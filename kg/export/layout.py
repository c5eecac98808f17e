"""Places for the things of a network, so that a file opens readable: a function of the network, never of chance.

Things of a kind fill a disc, the best connected in its middle; the discs are packed side by side. Up to a few thousand
things, springs then pull together what belongs together. Only + − × ÷ √ touch the numbers that are added up, and what
is written is rounded, so that every machine gives the same places.
"""

import math
from collections.abc import Iterable, Sequence

__all__ = ["MOST_SPRINGS", "Discs", "springs"]

MOST_SPRINGS = 2500
"""Above this many things the discs stay as they are; springs would take minutes and show a ball of wool."""

_ANGLE = math.pi * (3 - math.sqrt(5))
_RADIUS = 1000.0
_GAP = 2.0
_STEPS = 80
_WORK = 60_000
_REACH = 3.0
_NEVER_ZERO = 0.01
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
    """Move things so that ties are short and strangers keep apart (Fruchterman and Reingold, by cells of a grid)."""
    count = len(places)
    if count < 2:
        return list(places)
    pairs = sorted({(min(pair), max(pair)) for pair in ties if pair[0] != pair[1]})
    side = 2 * _RADIUS / math.sqrt(count)
    xs, ys = [x for x, _ in places], [y for _, y in places]
    steps = max(10, min(_STEPS, _WORK // count))
    for step in range(steps):
        heat = _RADIUS / 8 * (1 - step / steps)
        dx, dy = [-x * 0.02 for x in xs], [-y * 0.02 for y in ys]
        _push((xs, ys), (dx, dy), side)
        _pull((xs, ys), (dx, dy), side, pairs)
        _move((xs, ys), (dx, dy), heat)
    widest = max(max(map(abs, xs)), max(map(abs, ys)), 1.0)
    return [(round(x / widest * _RADIUS, 2), round(y / widest * _RADIUS, 2)) for x, y in zip(xs, ys, strict=True)]


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
        for one in members:
            x, y, sum_x, sum_y = xs[one], ys[one], 0.0, 0.0
            for other in near:
                away_x, away_y = x - xs[other], y - ys[other]
                apart = away_x * away_x + away_y * away_y
                if apart < reach:
                    share = square / (apart + _NEVER_ZERO) * (1 - apart / reach)
                    sum_x += away_x * share
                    sum_y += away_y * share
            dx[one] += sum_x
            dy[one] += sum_y


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
