"""Stage 1 of 8: the lines of a text, with the characters of each that are worth keeping.

White space inside a line is kept only where it carries something: between words of Latin letters, after the number of
an article (第三条 规划…), and as one character where the line has a gap between two columns. A typesetter's space
between Chinese and digits carries nothing.
"""

import re
import unicodedata
from collections.abc import Iterator

from kg.frozen import record

__all__ = ["Line", "Pieces", "cells", "lines"]

Pieces = tuple[tuple[int, int], ...]

BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
SPACE = re.compile(r"[\s\ufeff\u200b-\u200f\u2060\xad]+")
NARROW, USUAL = re.compile("[ -~]+"), re.compile("[ -~一-鿿\u3000-\u303e！-｠“”‘’—…·]*")
DOT = re.compile("[.．…·‥・]")
INVISIBLE = re.compile(r"[\ufeff\u200b-\u200f\u2060\xad]+")
LEADER = re.compile(r"(?:[.．…·‥・]\s*){3,}\s*[\divxIVX]{0,5}\s*$")
ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百\d]{1,6}[编章节篇条]")
INDENT_CELLS = 3
LEADER_LENGTH = 40
JUSTIFIED = 3
MOST_CELLS = 1 << 14


@record
class Line:
    """One line: ``start`` to ``end`` in the raw text without its line break, what of it is kept, and how it looks.

    ``text`` is what the kept ``pieces`` read; ``indent`` and ``width`` count cells, wide characters two; ``page`` says
    that a form feed stands before the line.
    """

    start: int
    end: int
    text: str
    pieces: Pieces
    indent: int
    width: int
    page: bool = False

    @property
    def indented(self) -> bool:
        """Say whether the line is set in like the first line of a paragraph."""
        return self.indent >= INDENT_CELLS

    @property
    def leader(self) -> bool:
        """Say whether the line ends like an entry of a table of contents."""
        start = max(0, len(self.text) - LEADER_LENGTH)
        return DOT.search(self.text, start) is not None and LEADER.search(self.text, start) is not None


def lines(raw: str) -> list[Line]:
    """Cut a text into its lines, blank ones included."""
    found = []
    start = 0
    page = False
    for mark in BREAK.finditer(raw):
        found.append(_line(raw, start, mark.start(), page))
        page = mark.group() == "\f"
        start = mark.end()
    found.append(_line(raw, start, len(raw), page))
    return found


class _Cells(dict[str, int]):
    """The widths of characters on a page, looked up once each: two cells for Chinese characters and punctuation."""

    def __missing__(self, character: str) -> int:
        """Look up a width, and keep it while there are not too many."""
        width = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        if len(self) < MOST_CELLS:
            self[character] = width
        return width


WIDTHS = _Cells()


def cells(words: str) -> int:
    """Give the width of words on a page; what nearly all texts consist of is counted and not looked up."""
    if USUAL.fullmatch(words):
        return 2 * len(words) - sum(map(len, NARROW.findall(words)))
    return sum(map(WIDTHS.__getitem__, words))


def _line(raw: str, start: int, end: int, page: bool) -> Line:
    space = SPACE.match(raw, start, end) if start < end else None
    first = space.end() if space else start
    if first == end:
        return Line(start, end, "", (), 0, 0, page)
    pieces = tuple(_pieces(raw, start, end)) if SPACE.search(raw, first, end) else ((first, end),)
    last = pieces[-1][1]
    text = raw[first:last] if len(pieces) == 1 else "".join([raw[a:b] for a, b in pieces])
    indent = cells(raw[start:first]) if start < first else 0
    return Line(start, end, text, pieces, indent, indent + cells(raw[first:last]), page)


def _pieces(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the kept ranges of a line, trimmed at both ends."""
    at = first = start
    for space in SPACE.finditer(raw, start, end):
        if space.start() > at:
            yield at, space.start()
        if space.start() == start:
            first = space.end()
        elif space.end() < end:
            yield from _kept(raw, first, space.start(), space.end())
        at = space.end()
    if at < end:
        yield at, end


def _kept(raw: str, first: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the one character that a run of white space inside a line leaves, or none; ``first`` is the line's."""
    gap = INVISIBLE.sub("", raw[start:end])
    if not gap:
        return
    before, after = raw[start - 1], raw[end]
    if len(gap) == 1 and gap not in "\t\u3000":
        keep = (_latin(before) and _latin(after) and after != "%") or bool(ARTICLE.fullmatch(raw, first, start))
    else:
        keep = not (len(gap) <= JUSTIFIED and gap.isspace() and gap.strip(" ") == "" and _number(before, after))
    if keep:
        at = raw.index(gap[0], start, end)
        yield at, at + 1


def _latin(character: str) -> bool:
    return character < "\u0250"


def _number(before: str, after: str) -> bool:
    """Say whether the white space stands between a digit and a Chinese character."""
    return (before.isdigit() and not _latin(after)) or (after.isdigit() and not _latin(before))
