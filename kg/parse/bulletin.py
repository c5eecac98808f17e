"""Stage 2 of 8: a bulletin: masthead, contents, articles in columns, imprint."""

import re
from collections.abc import Iterator, Sequence

from kg.model import Issue, Notice, Text
from kg.parse import naming
from kg.parse.articles import articles
from kg.parse.contents import Contents, column_name, contents, heading, signed_name
from kg.parse.imprint import COPIED, SENT, Imprint, imprint
from kg.parse.layout import Parsed
from kg.parse.masthead import NUMBER, Masthead, masthead
from kg.parse.paragraphs import Paragraph, closed, whole
from kg.parse.similar import likeness

__all__ = ["parse", "score"]

HEAD = 15
TAIL = 12
PROSE = 60
ONE_BODY = 0.6
CITED = re.compile(r"《[^》]*$")


def score(rows: Sequence[Paragraph]) -> int:
    """Count what only a bulletin has."""
    points = 0
    if any(NUMBER.search(row.text) and not closed(row.text) and len(row.text) <= PROSE for row in rows[:HEAD]):
        points += 3
    points += 2 * (heading(rows) is not None)
    points += min(2, sum(1 for row in rows if column_name(row.text)))
    points += any(SENT.match(row.text) or COPIED.match(row.text) for row in rows[-TAIL:])
    return points


def parse(text: Text, rows: Sequence[Paragraph]) -> Parsed:
    """Read a bulletin."""
    end = imprint(text, rows)
    table = contents(rows[: end.start])
    start = table.end if table else _body(rows[: end.start])
    head = masthead(text, rows[: table.start if table else start])
    found, notices = articles(text, rows[: end.start], table, start)
    issue = Issue(
        text=text,
        kind="bulletin",
        source=_source(text, head, end),
        articles=found,
        bulletin=head.bulletin,
        bulletin_span=head.bulletin_span,
        number=head.number,
        number_span=head.number_span,
        date=head.date or end.date,
        date_span=head.date_span or end.date_span,
        publishers=head.publishers or end.bodies,
        sent_to=end.sent_to,
        copied_to=end.copied_to,
        imprint=end.bodies,
        contents=whole(text, rows[table.start : table.end]) if table else None,
    )
    return issue, (*_doubts(text, head, end, table), *notices)


def _body(rows: Sequence[Paragraph]) -> int:
    """Find where the body begins without contents: at the first column, else after number, date and publishers."""
    top = next((at for at, row in enumerate(rows[:HEAD]) if NUMBER.search(row.text)), -1) + 1
    for at, row in enumerate(rows[top:], top):
        if column_name(row.text) or signed_name(row.text):
            return at
        if closed(row.text) or len(row.text) > PROSE:
            return _after_head(rows[:at])
    return len(rows)


def _after_head(rows: Sequence[Paragraph]) -> int:
    """Leave the last short lines before the first prose to the first heading."""
    marks = [at for at, row in enumerate(rows) if NUMBER.search(row.text) or re.search(r"\d日", row.text)]
    return max(marks) + 1 if marks else max(0, len(rows) - 1)


def _source(text: Text, head: Masthead, end: Imprint) -> str:
    if head.bulletin and head.number is not None:
        return naming.of_issue(head.bulletin, head.number, head.date or end.date)
    return naming.of_text(text.raw)


def _doubts(text: Text, head: Masthead, end: Imprint, table: Contents | None) -> Iterator[Notice]:
    if head.number is None:
        yield Notice("number_missing")
    if (head.date or end.date) is None:
        yield Notice("date_missing")
    elif head.date and end.date and head.date != end.date:
        yield Notice("dates_differ", end.date_span, {"masthead": str(head.date), "imprint": str(end.date)})
    if table and not table.entries:
        yield Notice("contents_empty")
    printed = {text.read(span): span for span in head.publishers}
    for span in end.bodies:
        words = text.read(span)
        near = max(printed, key=lambda name: likeness(name, words), default="")
        office = near and words.startswith(near)
        if words not in printed and not office and likeness(near, words) >= ONE_BODY:
            yield Notice("masthead_imprint_differ", span, {"masthead": near, "imprint": words})
