"""A text with parts of it marked, as HTML: marks within marks, places that links lead to; everything escaped."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from html import escape

from kg.messages import visible
from kg.model import Span, Text

__all__ = ["Mark", "html", "safe"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Some characters of the text: how they are dressed, what is said of them, which thing they mean."""

    span: Span
    style: str
    title: str = ""
    thing: str = ""
    doubt: int = 0


def safe(words: str) -> str:
    """Make words of a file harmless: control and direction signs are shown, markup is text."""
    return escape(visible(words.replace("\r\n", "\n"), keep="\n\t"))


def html(text: Text, span: Span, marks: Iterable[Mark], places: Iterable[int]) -> str:
    """Write one part of the text; marks that cross each other are cut in two so that all nest."""
    page = _Page(text, span.start, sorted({at for at in places if span.start <= at < span.end}))
    queue = [
        (mark.span.start, -min(mark.span.end, span.end), mark.doubt == 0, order, mark)
        for order, mark in enumerate(marks)
        if span.start <= mark.span.start < span.end
    ]
    heapify(queue)
    while queue:
        start, end, _, order, mark = heappop(queue)
        page.close_until(start)
        if page.open and -end > page.open[-1][0]:
            edge = page.open[-1][0]
            rest = replace(mark, span=Span(edge, -end))
            heappush(queue, (edge, end, mark.doubt == 0, order, rest))
            mark, end = replace(mark, doubt=-1 if mark.doubt else 0), -edge
        page.begin(mark, start, -end)
    page.close_until(span.end)
    page.write(span.end)
    return "".join(page.pieces)


class _Page:
    """What is written so far, and which marks are open: (where it ends, how it closes)."""

    def __init__(self, text: Text, at: int, places: list[int]) -> None:
        self.pieces: list[str] = []
        self.open: list[tuple[int, str]] = []
        self._text = text
        self._at = at
        self._places = places

    def close_until(self, offset: int) -> None:
        while self.open and self.open[-1][0] <= offset:
            end, closing = self.open.pop()
            self.write(end)
            self.pieces.append(closing)

    def begin(self, mark: Mark, start: int, end: int) -> None:
        self.write(start)
        self._place(start)
        if mark.doubt:
            sign = f'<sup><a href="#d{mark.doubt}">?{mark.doubt}</a></sup>' if mark.doubt > 0 else ""
            self.pieces.append('<mark class="doubt">')
            self.open.append((end, f"{sign}</mark>"))
            return
        self.pieces.append(
            f'<span class="m t-{escape(mark.style)}" tabindex="0"'
            f' title="{safe(mark.title)}" data-e="{safe(mark.thing)}">'
        )
        self.open.append((end, "</span>"))

    def write(self, end: int) -> None:
        """Write the characters up to ``end`` with the places among them."""
        while self._places and self._places[0] < end:
            offset = self._places[0]
            self._plain(offset)
            self._place(offset)
        self._plain(end)

    def _plain(self, end: int) -> None:
        if self._at < end:
            self.pieces.append(safe(self._text.raw[self._at : end]))
            self._at = end

    def _place(self, offset: int) -> None:
        at = bisect_left(self._places, offset)
        if at < len(self._places) and self._places[at] == offset:
            del self._places[at]
            self.pieces.append(f'<i class="at" id="c{offset}"></i>')
