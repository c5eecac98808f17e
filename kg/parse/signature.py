"""Stage 2 of 8: the signature under a document: bodies, each on its line, and the date below them."""

import datetime
import re
from collections.abc import Sequence

from kg.frozen import record
from kg.model import Span, Text
from kg.parse import bodies, dates
from kg.parse.paragraphs import Paragraph, bare, part

__all__ = ["Signature", "from_order", "from_title", "signature"]

BEFORE_ABOUT = re.compile(r"(?P<x>.+?)(?:等.{0,4}部门)?(?:关于|印发|转发|令)")
ORDER = re.compile(r"(?P<x>[\u4e00-\u9fff]{2,40})令(?:[（(]?第.{1,8}号[)）]?)?")
EFFECT = re.compile(r"\s*(?:起|至|前|施行|实施|生效)")
MOST_BODIES = 30
SLACK = 4
LONGEST = 120


@record
class Signature:
    """Who signed and when."""

    bodies: tuple[Span, ...] = ()
    date: datetime.date | None = None
    date_span: Span | None = None


def signature(text: Text, rows: Sequence[Paragraph]) -> Signature:
    """Find the first signature: a line that is only a date, with names of bodies right above it (or beside it)."""
    undated = Signature()
    for at, row in enumerate(rows):
        day = dates.last(row.text)
        if day is None or len(row.text) > LONGEST:
            continue
        names = bodies.spans(text, row, 0, day.start)
        rest = bare(row.text[: day.start] + row.text[day.end :]).strip("（）()　")
        if (len(rest) > SLACK and not names) or EFFECT.match(row.text, day.end):
            continue
        names = _above(text, rows, at) + names
        found = Signature(tuple(names), day.date, part(text, row, day.start, day.end))
        if names:
            return found
        undated = undated if undated.date else found
    return undated


def from_title(text: Text, rows: Sequence[Paragraph]) -> tuple[Span, ...]:
    """Give the bodies named in a title before 关于; ``rows`` are the title's lines."""
    for row in rows:
        match = BEFORE_ABOUT.match(row.text)
        if match:
            return tuple(bodies.spans(text, row, 0, match.end("x")))
    return ()


def from_order(text: Text, rows: Sequence[Paragraph]) -> tuple[Span, ...]:
    """Give the body that issues an order (…令第11号), whom nothing else names."""
    for row in rows:
        match = ORDER.fullmatch(row.text)
        if match:
            return tuple(bodies.spans(text, row, 0, match.end("x")))
    return ()


def _above(text: Text, rows: Sequence[Paragraph], at: int) -> list[Span]:
    spans: list[Span] = []
    for row in reversed(rows[max(0, at - MOST_BODIES) : at]):
        places = list(bodies.names(row.text))
        covered = sum(b - a for a, b in places)
        if not places or covered < len(bare(row.text)) - SLACK:
            break
        spans = bodies.spans(text, row) + spans
    return spans
