"""Stage 2 of 8: the numbered clauses of an article, with their headings and how they are nested."""

import re
from collections.abc import Iterator, Sequence

from kg.frozen import record
from kg.model import Clause, Text
from kg.parse.dates import number
from kg.parse.markers import INLINE, ITEM_RANK, Marker, marker
from kg.parse.paragraphs import Paragraph

__all__ = ["clauses"]

SENTENCE = re.compile(r"[。；;！!？?]")
COLON = re.compile("[：:]")
CAPTION = re.compile(r"(?:【(?P<a>[^】]{1,30})】|[（(](?P<b>[^（()）]{2,24})[)）](?=\S))")
WHOLE = 45
WITH_COMMA = 30
DASH_HEADING = 24
LEAST_ITEMS = 2
RUNNING = frozenset({"han_paren", "digit_paren", "circle"})
RUN_ON = re.compile(r"[（(][一二三四五六七八九十\d]{1,2}[)）]|[\u2460-\u2473]")
BREAK = frozenset("。：")
LONGEST_MARK = 8


@record
class _Opening:
    """Where a clause opens and where its heading stands, all in clean offsets."""

    marker: Marker
    start: int
    heading: tuple[int, int]


def clauses(text: Text, rows: Sequence[Paragraph]) -> tuple[Clause, ...]:
    """Find the clauses of the paragraphs of one article, in order."""
    openings = list(_openings(rows))
    if not openings:
        return ()
    ends = [opening.start for opening in openings[1:]] + [rows[-1].end]
    found: list[Clause] = []
    around: list[tuple[int, int]] = []
    for position, (opening, end) in enumerate(zip(openings, ends, strict=True), 1):
        while around and around[-1][0] >= opening.marker.rank:
            around.pop()
        parent = around[-1][1] if around else None
        around.append((opening.marker.rank, position))
        found.append(_clause(text, opening, end, (position, len(around), parent)))
    return tuple(found)


def _clause(text: Text, opening: _Opening, end: int, place: tuple[int, int, int | None]) -> Clause:
    end = opening.start + len(text.clean[opening.start : end].rstrip())
    start, stop = opening.heading
    position, level, parent = place
    return Clause(
        span=text.span(opening.start, end),
        position=position,
        marker=opening.marker.words,
        heading=text.clean[start:stop].strip(),
        heading_span=text.span(start, stop) if start < stop else text.span(opening.start, opening.start),
        level=level,
        parent=parent,
    )


def _openings(rows: Sequence[Paragraph]) -> Iterator[_Opening]:
    for row in rows:
        items = list(_items(row))
        opening = _opening(row)
        if opening and not (items and items[0].start == opening.start):
            yield opening
        yield from items or _run_on(row, opening)


def _opening(row: Paragraph) -> _Opening | None:
    """Give the clause that a paragraph opens; items (一是) are found by ``_items``."""
    mark = marker(row.text)
    if mark is None or mark.style == "item" or mark.end >= len(row.text):
        return None
    start, end = _heading(row.text, mark.end, caption=mark.style == "article")
    if mark.style == "dash" and not 0 < end - start <= DASH_HEADING:
        return None
    return _Opening(mark, row.start, (row.start + start, row.start + end))


def _run_on(row: Paragraph, opening: _Opening | None) -> Iterator[_Opening]:
    """Give the numbered clauses that go on in a paragraph, each at the beginning of a sentence: （1）, （2）."""
    above = opening.marker if opening else None
    if above and above.style not in RUNNING:
        return
    run: list[_Opening] = []
    for found in RUN_ON.finditer(row.text, 1):
        at = found.start()
        mark = marker(row.text[at : at + LONGEST_MARK]) if row.text[at - 1] in BREAK else None
        if mark and _follows(mark, above):
            above = mark
            start, end = _heading(row.text, at + mark.end, caption=False)
            run.append(_Opening(mark, row.start + at, (row.start + start, row.start + end)))
    if opening or len(run) >= LEAST_ITEMS:
        yield from run


def _follows(mark: Marker, above: Marker | None) -> bool:
    return (mark.style, mark.number) == (above.style, above.number + 1) if above else mark.number == 1


def _items(row: Paragraph) -> Iterator[_Opening]:
    """Give 一是…。二是…。 inside a paragraph, or the one it opens, where each is at least one whole sentence."""
    matches = [m for m in INLINE.finditer(row.text) if _opens(row.text, m.start())]
    run: list[re.Match[str]] = []
    for match in matches:
        expected = number(run[-1]["n"]) + 1 if run else None
        opens = match.start() == 0 or match["n"] == "一"
        if opens if expected is None else number(match["n"]) == expected:
            run.append(match)
    alone = len(run) == 1 and run[0].start() == 0
    if len(run) < LEAST_ITEMS and not alone:
        return
    for match in run:
        yield _item(row, match)


def _opens(words: str, at: int) -> bool:
    """Say whether a sentence begins here."""
    return at == 0 or words[at - 1] in "。：:！？"


def _item(row: Paragraph, match: re.Match[str]) -> _Opening:
    start, end = _heading(row.text, match.end(), caption=False)
    mark = Marker(match.group(), "item", ITEM_RANK, number(match["n"]), match.end())
    return _Opening(mark, row.start + match.start(), (row.start + start, row.start + end))


def _heading(words: str, at: int, *, caption: bool) -> tuple[int, int]:
    """Find the heading: a caption in brackets, the words before a colon, the first sentence, or its first part."""
    bracketed = CAPTION.match(words, at) if caption else None
    if bracketed:
        return bracketed.span("a" if bracketed["a"] else "b")
    sentence = SENTENCE.search(words, at)
    end = sentence.start() if sentence else len(words)
    colon = COLON.search(words, at, end)
    if colon and colon.start() - at <= WITH_COMMA:
        end = colon.start()
    comma = words.find("，", at, end)
    if comma < 0:
        return (at, end) if end - at <= WHOLE else (at, at)
    if end - at <= WITH_COMMA:
        return at, end
    return (at, comma) if comma - at <= WITH_COMMA else (at, at)
