"""Stage 2 of 8: the end of a text: who it was sent and copied to, who printed it and when."""

import datetime
import re
from collections.abc import Sequence

from kg.frozen import record
from kg.model import Span, Text
from kg.parse import bodies, dates
from kg.parse.markers import marker
from kg.parse.paragraphs import Paragraph, bare, part

__all__ = ["Imprint", "imprint"]

SENT = re.compile(r"(?:本期)?(?:主\s*送|报\s*送|呈\s*[送报]|分\s*送|发\s*送|送\s*阅|呈|报|送|发)\s*[：:]\s*")
COPIED = re.compile(r"(?:抄\s*送|抄\s*报)\s*[：:]\s*")
PRINTED = re.compile(r"印\s*发\s*$")
COPIES = re.compile(r"[（(]?共?印\s*\d+\s*份[)）]?")
STAFF = re.compile(r"(?:责任编辑|编\s*辑|审\s*核|签\s*发|校\s*对|联系电话|联系人|电\s*话|地\s*址|邮\s*编)\s*[：:]")
REACH = 30
LONGEST = 1500


@record
class Imprint:
    """What stands at the end; ``start`` is the index of its first paragraph, ``bodies`` the names as printed."""

    start: int
    sent_to: tuple[Span, ...] = ()
    copied_to: tuple[Span, ...] = ()
    bodies: tuple[Span, ...] = ()
    date: datetime.date | None = None
    date_span: Span | None = None


def imprint(text: Text, rows: Sequence[Paragraph]) -> Imprint:
    """Read the imprint; its ``start`` is the number of paragraphs where there is none."""
    start = _start(rows)
    lists: dict[str, list[Span]] = {"sent": [], "copied": []}
    end: list[Paragraph] = []
    current = ""
    for at, row in enumerate(rows[start:], start):
        kind, skip = _label(row.text)
        if not kind and current and _continues(rows, at):
            kind = current
        current = kind
        if kind:
            lists[kind].append(part(text, row, skip, skip + len(row.text[skip:].rstrip("。 　"))))
        else:
            end.append(row)
    return _closed(text, end, Imprint(start, tuple(lists["sent"]), tuple(lists["copied"])))


def _closed(text: Text, rows: Sequence[Paragraph], found: Imprint) -> Imprint:
    """Add the printing bodies and the date."""
    names: list[Span] = []
    date = span = None
    for row in rows:
        day = dates.first(row.text)
        if day and date is None:
            date, span = day.date, part(text, row, day.start, day.end)
        names += bodies.spans(text, row, 0, day.start if day else None)
    return Imprint(found.start, found.sent_to, found.copied_to, tuple(names), date, span)


def _start(rows: Sequence[Paragraph]) -> int:
    """Find the first paragraph of the imprint: the first label near the end, else the printing line."""
    start = len(rows)
    for at in range(len(rows) - 1, max(-1, len(rows) - 1 - REACH), -1):
        row = rows[at]
        if marker(row.text) or len(row.text) > LONGEST:
            break
        if _label(row.text)[0] or (start == len(rows) and PRINTED.search(row.text) and dates.first(row.text)):
            start = at
    unlabelled = 0 < start < len(rows) and not _label(rows[start].text)[0]
    return start - 1 if unlabelled and bodies.is_body(bare(rows[start - 1].text)) else start


def _label(words: str) -> tuple[str, int]:
    for kind, pattern in (("sent", SENT), ("copied", COPIED)):
        match = pattern.match(words)
        if match:
            return kind, match.end()
    return "", 0


def _continues(rows: Sequence[Paragraph], at: int) -> bool:
    """Say whether a paragraph without label goes on with the list above it, rather than naming the printer."""
    words = rows[at].text
    if PRINTED.search(words) or COPIES.fullmatch(words) or STAFF.match(words) or dates.first(words):
        return False
    return words.endswith(("。", "，", "、")) or any(c in words for c in "，、")
