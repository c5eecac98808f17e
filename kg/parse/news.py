"""Stage 2 of 8: a news item about a policy: a headline, where and when it was reported, the report."""

import datetime
import re
from collections.abc import Sequence

from kg.model import Article, Issue, Notice, Span, Text
from kg.parse import dates, heads, naming
from kg.parse.clauses import clauses
from kg.parse.layout import Parsed
from kg.parse.markers import marker
from kg.parse.paragraphs import Paragraph, bare, closed, part, whole

__all__ = ["parse", "score"]

HEAD = 4
LONGEST_HEADLINE = 70
SHORTEST_HEADLINE = 4
LONGEST_LINE = 80
SHORT_LINE = 24
LONGEST = 6000
REPORTED = re.compile(
    r"(?:日电|日讯|本报讯|记者|通讯员)|^(?:来源|信息来源|发布时间|时间)\s*[：:]"
    r"|近日|日前|近期|今天|昨天|今日|昨日|当天|据了解|据悉|发布会"
)
TOLD = re.compile(r"(?:印发|发布|出台|公布|制定|实施|施行|提出|明确|要求|部署|启动)")
ISSUING = re.compile(r"(?:印发|发布|出台|公布|通过|实施|施行|公开|征求)[^《]{0,6}《")
DAY = re.compile(r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})")
ABOUT_ITSELF = re.compile(r"(?:来源|发布|时间|日期|作者|编辑|责编|记者)")
FIRST_SENTENCE = re.compile(r"[^。！？!?；;\n]+")


def score(rows: Sequence[Paragraph]) -> int:
    """Count what a news item has; a text as long as a document is none."""
    if sum(len(row.text) for row in rows) > LONGEST:
        return 0
    top = rows[:HEAD]
    points = 2 * any(REPORTED.search(row.text) for row in top)
    points += bool(_headline(rows)) and not _is_document(rows[0].text)
    points += any("《" in row.text and TOLD.search(row.text) for row in top)
    points += bool(rows) and closed(rows[-1].text) and not any(marker(row.text) for row in top)
    return points


def parse(text: Text, rows: Sequence[Paragraph]) -> Parsed:
    """Read a news item as an issue of one article, which belongs to no series."""
    article = _article(text, rows)
    day, span = _date(text, rows[: HEAD + 1]) or _date(text, rows[-1:]) or (None, None)
    issue = Issue(text, "news", naming.of_text(text.raw), (article,), date=day, date_span=span)
    return issue, () if day else (Notice("date_missing"),)


def _article(text: Text, rows: Sequence[Paragraph]) -> Article:
    lines = _headline(rows)
    first = rows[0]
    span = whole(text, rows[:1]) if lines else text.span(first.start, first.start)
    opening = FIRST_SENTENCE.search(first.text)
    return Article(
        span=whole(text, rows),
        position=1,
        title=bare(first.text) if lines else bare(opening[0] if opening else first.text)[:LONGEST_HEADLINE],
        heading=bare(first.text) if lines else "",
        heading_span=span,
        clauses=clauses(text, rows[lines:]),
    )


def _headline(rows: Sequence[Paragraph]) -> int:
    """Count the lines of the headline: one, or none where the report begins at once."""
    words = rows[0].text if len(rows) > 1 else ""
    ends = words.endswith(("。", "；", "，", "：", ":"))
    return int(SHORTEST_HEADLINE <= len(words) <= LONGEST_HEADLINE and not ends and not marker(words))


def _is_document(headline: str) -> bool:
    """Say whether the headline is the title of a document itself, not one that tells of a document."""
    return heads.is_titled(headline) and not ISSUING.search(headline)


def _date(text: Text, rows: Sequence[Paragraph]) -> tuple[datetime.date, Span] | None:
    """Find the day of the report: in a short line of its own that says little else, or where it comes from."""
    for row in rows:
        full, short = dates.first(row.text), DAY.search(row.text)
        if len(row.text) > LONGEST_LINE or closed(row.text) or not (short or full):
            continue
        if full and (len(row.text) <= SHORT_LINE or ABOUT_ITSELF.search(row.text)):
            return full.date, part(text, row, full.start, full.end)
        day = _day(short) if short else None
        if short and day and (len(row.text) <= SHORT_LINE or ABOUT_ITSELF.search(row.text)):
            return day, part(text, row, short.start(), short.end())
    return None


def _day(found: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
