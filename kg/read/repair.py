"""Stage 1 of 8: characters → Text: lines that typesetting cut are joined again, with a map back to the file.

Nothing is invented: the clean reading is the raw one with characters left out. Whether two lines are one is decided by
what the first leaves open (no full stop, an open quotation mark, a line filled to the margin) and by what the second
begins (a numbered item, an indent, a label), never by what they say.
"""

from collections.abc import Iterator, Sequence

from kg.frozen import record
from kg.model import Text
from kg.read import joints
from kg.read.joints import Paragraph, Setting
from kg.read.lines import Line, Pieces, lines
from kg.read.marks import page_starts, printed

__all__ = ["text"]

BREAKS = "\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029"


@record
class _Follower:
    """A line with what lies between it and the line before: blank lines, a page break."""

    line: Line
    blank: bool
    page: bool


def text(raw: str, *, name: str = "", media: str = "text/plain", whole: bool = False) -> Text:
    """Repair a text. Paragraphs of ``clean`` are separated by one line feed (by another break where raw has none).

    ``whole`` says that lines are paragraphs: a form feed alone cuts none, a vertical tab may, nothing is a running
    head. Lines that are filled to a margin all the same were cut before they came into the file.
    """
    rows = lines(raw)
    whole = whole and not joints.setting(rows).margin
    marks = frozenset() if whole else printed(rows)
    setting = joints.setting([row for i, row in enumerate(rows) if i not in marks])
    pieces = _joined(raw, list(_followers(rows, marks)), setting, whole=whole)
    seams, clean = _sewn(raw, pieces)
    return Text(name=name, raw=raw, clean=clean, seams=seams, media=media, pages=page_starts(rows, marks))


def _followers(rows: Sequence[Line], marks: frozenset[int]) -> Iterator[_Follower]:
    blank = page = False
    for i, row in enumerate(rows):
        page = page or row.page or i in marks
        if i in marks:
            continue
        if not row.text:
            blank = True
            continue
        yield _Follower(row, blank, page)
        blank = page = False


def _joined(raw: str, followers: Sequence[_Follower], setting: Setting, *, whole: bool) -> Iterator[Pieces]:
    """Give the kept ranges in order, paragraph breaks among them."""
    paragraph = Paragraph()
    for follower in followers:
        line = follower.line
        if not paragraph.text:
            paragraph = paragraph.begun(line)
        elif _goes_on(paragraph, follower, setting, gap=raw[paragraph.last.end : line.start] if whole else ""):
            paragraph = paragraph.extended(line)
        else:
            at = _break(raw, paragraph.last.end, line.start)
            yield ((at, at + 1),)
            paragraph = paragraph.begun(line)
        yield line.pieces


def _goes_on(paragraph: Paragraph, follower: _Follower, setting: Setting, *, gap: str) -> bool:
    """Say whether a line goes on with a paragraph; ``gap`` stands between where lines are whole, else nothing."""
    if gap not in {"", "\v"}:
        return gap == "\f"
    return joints.join(paragraph, follower.line, setting, blank=follower.blank, page=follower.page)


def _break(raw: str, start: int, end: int) -> int:
    """Find the character that separates two paragraphs: a line feed if there is one."""
    at = raw.find("\n", start, end)
    return at if at >= 0 else next(i for i in range(start, end) if raw[i] in BREAKS)


def _sewn(raw: str, paragraphs: Iterator[Pieces]) -> tuple[tuple[tuple[int, int], ...], str]:
    seams: list[tuple[int, int]] = []
    kept: list[str] = []
    length, at = 0, -1
    for pieces in paragraphs:
        for start, end in pieces:
            if start != at:
                seams.append((length, start))
            kept.append(raw[start:end])
            length += end - start
            at = end
    return tuple(seams), "".join(kept)
