"""Stage 2 of 8: the head of a bulletin: series, number, date, who publishes it."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import field, replace

from kg.frozen import record
from kg.model import Span, Text
from kg.parse import bodies, dates
from kg.parse.paragraphs import Paragraph, bare, part

__all__ = ["NUMBER", "Masthead", "masthead"]

NUMBER = re.compile(
    r"(?P<total>总\s*)?(?:第|(?<=总))\s*(?P<n>\d{1,5}|[〇零一二三四五六七八九十百]{1,6})(?:\s*[-—–~、至]\s*\d{1,5})?\s*期"
    r"|^\s*[Nn][Oo][.．]?\s*(?P<no>\d{1,4})\s*$"
)
YEAR = re.compile(r"[（(〔\[]?\s*(?:19|20)\d\d\s*年(?:度)?\s*[）)〕\]]?|[（(]\s*|[《》]")
NOISE = re.compile(r"内部|注意保存|秘密|机密|绝密|密级|特急|加急|仅供|供.{0,6}参[阅考]|份号|编号|增刊|ISSN|准印|^\d+$")
LONGEST = 24
SHORTEST = 2


@record
class Masthead:
    """What the head says."""

    bulletin: str = ""
    bulletin_span: Span | None = None
    number: int | None = None
    number_span: Span | None = None
    date: datetime.date | None = None
    date_span: Span | None = None
    publishers: tuple[Span, ...] = field(default=())


def masthead(text: Text, rows: Sequence[Paragraph]) -> Masthead:
    """Read the paragraphs above the contents or the first article."""
    found = _dated(text, rows, Masthead())
    at, match = _number(rows)
    if match:
        row = rows[at]
        start = match.end("total") if match["total"] else match.start()
        found = replace(
            found, number=dates.number(match["n"] or match["no"]), number_span=part(text, row, start, match.end())
        )
    found = replace(found, publishers=tuple(_publishers(text, rows)))
    return _named(text, rows, (at, match), found)


def _dated(text: Text, rows: Sequence[Paragraph], found: Masthead) -> Masthead:
    for row in rows:
        day = dates.first(row.text)
        if day:
            return replace(found, date=day.date, date_span=part(text, row, day.start, day.end))
    return found


def _number(rows: Sequence[Paragraph]) -> tuple[int, re.Match[str] | None]:
    """Find 第N期, and only where there is none 总第N期."""
    matches = [(at, m) for at, row in enumerate(rows) for m in NUMBER.finditer(row.text)]
    own = [(at, m) for at, m in matches if not m["total"]]
    return next(iter(own + matches), (0, None))


def _publishers(text: Text, rows: Sequence[Paragraph]) -> list[Span]:
    spans = []
    for row in rows:
        day = dates.first(row.text)
        words = bare(row.text)
        if NUMBER.search(words) or NOISE.search(words):
            continue
        if day and day.end < len(row.text.rstrip()):
            spans += bodies.spans(text, row, day.end)
        spans += bodies.spans(text, row, 0, day.start if day else None)
    return spans


def _named(text: Text, rows: Sequence[Paragraph], place: tuple[int, re.Match[str] | None], found: Masthead) -> Masthead:
    """Find the series: before the number on its line, else on the line above, else below."""
    at, match = place
    if match:
        row = rows[at]
        before = YEAR.sub(lambda m: "\0" * len(m.group()), row.text[: match.start()])
        words = re.search(r"[^\0\s].*[^\0\s]", before)
        if words and _is_series(words.group()):
            return _with(text, row, words.span(), found)
    for row in [*reversed(rows[:at]), *rows[at + 1 :]]:
        title = re.search(r"[^《\s].*[^》\s]", row.text)
        if title and _is_series(title.group()) and not bodies.is_body(bare(row.text)):
            return _with(text, row, title.span(), found)
    return found


def _with(text: Text, row: Paragraph, place: tuple[int, int], found: Masthead) -> Masthead:
    start, end = place
    return replace(found, bulletin=bare(row.text[start:end]), bulletin_span=part(text, row, start, end))


def _is_series(words: str) -> bool:
    words = bare(words)
    fits = SHORTEST <= len(words) <= LONGEST and any("\u4e00" <= c <= "\u9fff" for c in words)
    return fits and not (NOISE.search(words) or NUMBER.search(words) or dates.first(words) or "\0" in words)
