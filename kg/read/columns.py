"""Stage 1 of 8: pieces of print with their places on a page → lines in reading order.

Printers may paint a page in any order, two columns row by row among them. Columns are known by what a reader sees: a
gutter at which many lines end and behind which many begin. Lines that cross it (a title, a full-width paragraph) part
the page into bands; in each band the left column is read before the right one. The cells of a table end raggedly or
are narrow; their rows stay rows, with a gap between cells.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from kg.frozen import record

__all__ = ["Piece", "page"]

GAP = 0.9
"""White space that parts two pieces of one line, in heights of print; so are all the lengths below."""
SLACK = 1.0
INDENTED = 1.5
WIDEST_INDENT = 4
GUTTER = (1.2, 8.0)
NARROWEST = 8.0
LEAST_LINES = 3
BALANCE = 0.5
FULL_SHARE = 0.15
"""Of the lines of a left column: headings and lists leave most of them short on a first page."""
BEGUN_SHARE = 0.5
APART = 1.7
LARGE = 1.2
SAME = 0.05
BETWEEN_CELLS = "    "
"""Wider than the space that a typesetter puts between digits and Chinese characters."""
INDENT = "\u3000"


@record
class Piece:
    """Words printed in one go, and the box around them; ``bottom`` and ``top`` grow upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """Give the height at which the words stand."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """Give the height of the print."""
        return self.top - self.bottom


@record
class _Gutter:
    """The white space between two columns: where the left one ends and the right one begins."""

    left: float
    right: float

    def crossed(self, piece: Piece) -> bool:
        """Say whether a piece stands on both sides."""
        return piece.left < (self.left + self.right) / 2 < piece.right

    def before(self, piece: Piece) -> bool:
        """Say whether a piece belongs to the left column."""
        return piece.left + piece.right < self.left + self.right


Rows = list[list[Piece]]


def page(pieces: Sequence[Piece]) -> str:
    """Give the lines of a page as they are read, set in like on the page, blank lines where white space parts them."""
    if not pieces:
        return ""
    size = median(piece.height for piece in pieces)
    segments = [segment for row in _rows(pieces) for segment in _merged(row)]
    return "\n".join(line for block in _blocks(segments, size) for line in _lines(block, size))


def _rows(pieces: Sequence[Piece]) -> Rows:
    """Sort pieces into rows from the top, each from the left."""
    rows: Rows = []
    for piece in sorted(pieces, key=lambda p: (-p.middle, p.left)):
        last = rows[-1][0] if rows else piece
        if rows and last.middle - piece.middle < min(last.height, piece.height) / 2:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.left)
    return rows


def _merged(row: Sequence[Piece]) -> Iterator[Piece]:
    """Give a row with the pieces put together that touch."""
    whole = row[0]
    for piece in row[1:]:
        gap = (piece.left - whole.right) / max(whole.height, piece.height)
        if gap >= GAP:
            yield whole
            whole = piece
        else:
            whole = Piece(
                text=whole.text + (" " if gap > GAP / 3 else "") + piece.text,
                left=whole.left,
                bottom=min(whole.bottom, piece.bottom),
                right=max(whole.right, piece.right),
                top=max(whole.top, piece.top),
            )
    yield whole


def _blocks(segments: Sequence[Piece], size: float) -> Iterator[Rows]:
    """Give the parts of a page in reading order, each as rows that are read across."""
    gutter = _gutter(segments, size)
    if not gutter:
        yield _rows(segments)
        return
    waiting: Rows = []
    for band in _bands(segments, gutter):
        sides = [p for p in band if gutter.before(p)], [p for p in band if not gutter.before(p)]
        if all(sides) and len(_rows(band)) > 1:
            if waiting:
                yield waiting
            waiting = []
            for side in sides:
                yield from _blocks(side, size)
        else:
            waiting += _rows(band)
    if waiting:
        yield waiting


def _bands(segments: Sequence[Piece], gutter: _Gutter) -> Iterator[list[Piece]]:
    """Part a page where pieces cross the gutter, and after its first and before its last row if they stand apart."""
    band: list[Piece] = []
    rows = _rows(segments)
    apart = {1} if _stand_apart(rows, 0) else set()
    apart |= {len(rows) - 1} if _stand_apart(rows, len(rows) - 2) else set()
    for i, row in enumerate(rows):
        crossing = any(gutter.crossed(piece) for piece in row)
        if band and (crossing or i in apart):
            yield band
            band = []
        if crossing:
            yield row
        else:
            band += row
    if band:
        yield band


def _stand_apart(rows: Rows, at: int) -> bool:
    """Say whether more white space than usual lies below a row."""
    pitches = [a[0].middle - b[0].middle for a, b in pairwise(rows)]
    return len(pitches) > 1 and 0 <= at < len(pitches) and pitches[at] > APART * median(pitches)


def _gutter(segments: Sequence[Piece], size: float) -> _Gutter | None:
    """Find the gutter with most lines on both sides, if there is one between two columns of text."""
    slack = SLACK * size
    ends = _edges([p.right for p in segments], slack)
    starts = _edges([p.left for p in segments], slack)
    found = [
        (min(ended, begun), _Gutter(end, start))
        for end, ended in ends
        for start, begun in starts
        if GUTTER[0] * size <= start - end <= GUTTER[1] * size
    ]
    for _, gutter in sorted(found, key=lambda pair: (-pair[0], pair[1].left)):
        if _parts_text(segments, gutter, size):
            return gutter
    return None


def _edges(places: Sequence[float], slack: float) -> list[tuple[float, int]]:
    """Give the places at which several lines end or begin, with how many."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][0] <= slack:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [(median(group), len(group)) for group in groups if len(group) >= LEAST_LINES]


def _parts_text(segments: Sequence[Piece], gutter: _Gutter, size: float) -> bool:
    """Say whether both sides of a gutter are columns of running text, not of a table."""
    slack = SLACK * size
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for piece in segments:
        if not gutter.crossed(piece):
            sides[0 if gutter.before(piece) else 1].append(piece)
    if min(map(len, sides)) < LEAST_LINES:
        return False
    left = gutter.left - min(p.left for p in sides[0])
    right = max(p.right for p in sides[1]) - gutter.right
    if min(left, right) < NARROWEST * size or not _even(left, right):
        return False
    filled = sum(1 for p in sides[0] if p.right >= gutter.left - slack)
    begun = sum(1 for p in sides[1] if p.left <= gutter.right + (WIDEST_INDENT - 1) * slack)
    return filled >= FULL_SHARE * len(sides[0]) and begun >= BEGUN_SHARE * len(sides[1])


def _even(left: float, right: float) -> bool:
    """Say whether two widths are of a kind, or one a multiple of the other as with three columns."""
    return any(abs(left * n / (right * m) - 1) < BALANCE / 2 for n, m in ((1, 1), (2, 1), (1, 2)))


def _lines(rows: Rows, size: float) -> Iterator[str]:
    """Write the rows of a block; a heading that was too long for its line goes on in it."""
    edge = min(row[0].left for row in rows)
    width = max(row[-1].right for row in rows) - edge
    pitch = _pitch(rows)
    written = ""
    for i, row in enumerate(rows):
        above = rows[i - 1] if i else None
        if above and _goes_on(above, row, size, width):
            written += _row(row)
            continue
        if above:
            yield written
        if above and pitch and above[0].middle - row[0].middle > APART * max(pitch, row[0].height):
            yield ""
        written = _indent(row[0].left - edge, size) + _row(row)
    yield written


def _pitch(rows: Rows) -> float:
    steps = [a[0].middle - b[0].middle for a, b in pairwise(rows)]
    return median(steps) if len(steps) > 1 else 0.0


def _goes_on(above: Sequence[Piece], row: Sequence[Piece], size: float, width: float) -> bool:
    """Say whether two rows are one heading: large alike, close, the first one long."""
    if len(above) > 1 or len(row) > 1:
        return False
    first, second = above[0], row[0]
    return (
        min(first.height, second.height) > LARGE * size
        and abs(first.height / second.height - 1) < SAME
        and first.middle - second.middle < 2 * second.height
        and first.right - first.left > width / 2
    )


def _row(row: Sequence[Piece]) -> str:
    return BETWEEN_CELLS.join(piece.text for piece in row)


def _indent(distance: float, size: float) -> str:
    cells = round(distance / size)
    return INDENT * min(cells, WIDEST_INDENT) if distance >= INDENTED * size else ""
