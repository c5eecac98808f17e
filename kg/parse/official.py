"""Stage 2 of 8: an official document (GB/T 9704): title, number, addressees, clauses, signature, imprint."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Article, Issue, Notice, Span, Text
from kg.parse import heads, naming
from kg.parse.clauses import clauses
from kg.parse.enactment import enacted
from kg.parse.front import front
from kg.parse.heads import Inner, Title
from kg.parse.imprint import Imprint, imprint
from kg.parse.layout import Parsed
from kg.parse.markers import marker
from kg.parse.paragraphs import Paragraph, bare, closed, norm, whole
from kg.parse.signature import Signature, from_order, from_title, signature

__all__ = ["parse", "score"]

HEADER = re.compile(r"# ?[A-Za-z_]+:")
HEADER_ROWS = 30
MADE = re.compile(r"制定本[\u4e00-\u9fff]{1,6}[。：]?|通知如下|意见如下")
CONTENTS = re.compile(r"目[录次]")
LEADER = re.compile(r"[.．…·]{2,}\s*\d{0,4}$|\s\d{1,3}$")
LISTED = re.compile(r"附件\s*[：:]")
LISTED_ITEM = re.compile(r"\s*\d{1,2}\s*[.．、][^。；]+")
HEAD = 12
MOST_CONTENTS = 400
SHORT = 100


def score(rows: Sequence[Paragraph]) -> int:
    """Count what an official document has."""
    header = [row for row in rows[:HEADER_ROWS] if HEADER.match(row.text)]
    rows = rows[len(header) :]
    top = rows[:HEAD]
    titled = any(heads.is_titled(row.text) and not marker(row.text) for row in top[:6])
    points = 2 * (titled or bool(header) or any(MADE.search(row.text) for row in top))
    points += 2 * any(heads.NUMBER.search(row.text) and len(row.text) <= heads.NUMBER_LENGTH for row in top)
    points += any(heads.is_addressed(row.text) for row in top)
    styles = {mark.style for row in rows[:200] if (mark := marker(row.text))}
    points += bool(styles & {"han", "article", "chapter"}) + bool(styles & {"han_paren", "digit"})
    return points


def parse(text: Text, rows: Sequence[Paragraph]) -> Parsed:
    """Read an official document as one article."""
    over = front(text, rows)
    rows = rows[over.last :]
    end = imprint(text, rows)
    body = rows[: end.start]
    outer = heads.title(body)
    start = outer.last if outer else 0
    table = _contents(body)
    kept = [*body[: table[0]], *body[table[1] :]] if table else list(body)
    within = heads.inner(text, kept, outer) if outer else None
    signed = signature(text, kept)
    if not signed.bodies:
        signed = enacted(text, kept[start : start + HEAD]) or signed
    signed = _completed(signed, over.signature)
    article = _article(text, kept, outer, within)
    if not article.title and over.title_span:
        article = replace(article, title=over.title, heading=over.title, heading_span=over.title_span)
    number, number_span = heads.doc_number(text, body)
    issue = Issue(
        text=text,
        kind="official",
        source=naming.of_document(article.title) if article.title else naming.of_text(text.raw),
        articles=(article,),
        date=signed.date or end.date,
        date_span=signed.date_span or end.date_span,
        publishers=_publishers(text, kept, outer, signed),
        sent_to=heads.addressees(text, body, start) + end.sent_to,
        copied_to=end.copied_to,
        imprint=end.bodies,
        contents=whole(text, body[slice(*table)]) if table else None,
        doc_number=number,
        doc_number_span=number_span,
        wrapper=outer.words if outer and within else "",
        wrapper_span=whole(text, kept[outer.first : outer.last]) if outer and within else None,
    )
    return issue, tuple(_doubts(article, signed, end))


def _completed(signed: Signature, over: Signature) -> Signature:
    """Take from the lines over a text what the text itself does not say."""
    dated = signed if signed.date else over
    return Signature(signed.bodies or over.bodies, dated.date, dated.date_span)


def _article(text: Text, rows: Sequence[Paragraph], outer: Title | None, within: Inner | None) -> Article:
    first, last = (outer.first, outer.last) if outer else (0, 0)
    rows = rows or [Paragraph(0, 0, "")]
    printed = bare("".join(row.text for row in rows[first:last]))
    if within:
        title, span = within.words, within.span
    else:
        title = outer.words if outer else ""
        span = whole(text, rows[first:last]) if last > first else text.span(rows[0].start, rows[0].start)
    return Article(
        span=whole(text, rows[first:]),
        position=1,
        title=_unmarked(title),
        heading=text.read(span) if within else printed,
        heading_span=span,
        clauses=clauses(text, list(_without_list(rows[last:]))),
    )


def _without_list(rows: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Leave out the list under 附件：, whose numbers open no clauses."""
    listed = False
    for row in rows:
        listed = bool(LISTED.match(row.text)) or (listed and bool(LISTED_ITEM.fullmatch(row.text)))
        if not listed:
            yield row


def _unmarked(title: str) -> str:
    """Take off title marks that stand around all of it."""
    inside = title[1:-1]
    return inside if title[:1] + title[-1:] == "《》" and "《" not in inside and "》" not in inside else title


def _publishers(text: Text, rows: Sequence[Paragraph], outer: Title | None, signed: Signature) -> tuple[Span, ...]:
    """Give those who signed and those whom the title names, each once."""
    titled = from_title(text, rows[outer.first : outer.last]) if outer else ()
    titled = titled or (() if signed.bodies else from_order(text, rows[:HEAD]))
    names = {norm(text.read(span)) for span in signed.bodies}
    return signed.bodies + tuple(span for span in titled if norm(text.read(span)) not in names)


def _contents(rows: Sequence[Paragraph]) -> tuple[int, int] | None:
    """Find a table of contents: lines that end in a page number, or that the body repeats."""
    start = next((at for at, row in enumerate(rows[:30]) if CONTENTS.fullmatch(bare(row.text))), None)
    if start is None:
        return None
    later = {norm(row.text) for row in rows[start + 1 + MOST_CONTENTS :]}
    seen: set[str] = set()
    for at in range(start + 1, min(len(rows), start + MOST_CONTENTS)):
        words = rows[at].text
        name = norm(LEADER.sub("", words[-SHORT:]))
        if not LEADER.search(words[-SHORT:]) and (closed(words) or name in seen):
            return start, at
        seen.add(name)
    return (start, min(len(rows), start + MOST_CONTENTS)) if later else None


def _doubts(article: Article, signed: Signature, end: Imprint) -> Iterator[Notice]:
    if not article.title:
        yield Notice("title_missing")
    if (signed.date or end.date) is None:
        yield Notice("date_missing")
