"""When a number is to be reached, or over which years it was: 到2027年, 2026年6月底前, “十四五”期间, 2023—2025年."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from kg.find.undated import undated
from kg.frozen import record

__all__ = ["Clock", "Time", "clocks"]

_YEAR = r"(?P<year>(?:19|20)\d\d)\s*年"
_MONTH = r"(?:\s*(?:(?P<month>1[0-2]|0?[1-9])\s*月(?:份)?|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年))?"
_LAST_MONTH = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12, "上": 6, "下": 12}
_DAY = r"(?:\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号])?"
_DATE = re.compile(
    rf"(?P<to>(?<![效会直截遇])(?:到|至|在|于|力争|争取|确保|截至|截止|截止到|预计)?)\s*{_YEAR}{_MONTH}{_DAY}"
    r"(?P<end>\s*(?:年?底|年?末|年终)?\s*(?:之前|以前|前)?)(?P<goal>(?:的)?(?:主要|总体|发展|工作|具体|预期|建设)*目标)?"
)
_LONGEST_TO = 3
_YEAR_SIGN = re.compile(r"(?:19|20)\d\d\s*年")
_REFERENCE = re.compile(r"(?:截至|截止|截止到|有效期\S{0,4}|执行期\S{0,4}|自|从|起至|于|较|比|[—－–~～-])\s*$")
_RUNNING = re.compile(r"\s*(?:[—－–~～-]|至|到|起|以来|版|度|出台|印发|第|生效|施行|实施|起施行)")
_CLOSES = re.compile(r"\s*(?:全面|全部|基本)?(?:建成|完成)[，。；）]")
_PLAN = re.compile(
    r"[“\"‘]?(?P<ordinal>十[一二三四五六七八九])五[”\"’]?(?:规划)?(?P<point>期末|末|时期末|期间末)?(?P<span>期间|时期|以来|规划期)?"
)
_YEARS = re.compile(r"(?P<first>20\d\d)\s*年?\s*(?:[—－–~～-]+|至)\s*(?P<last>20\d\d)\s*年")
_SIGN = re.compile("[年五前底末]")
_SENTENCE_END = re.compile(r"[。！？]")
_TITLE = re.compile(r"《[^《》\n]{0,120}(?:《[^《》\n]{0,120}》[^《》\n]{0,120}){0,2}》")
_AND = re.compile(r"\s*(?:[、，]|和|及|与)?\s*")
_NOTHING = ("", "")
_LONGEST_ROW, _LEAST_COLUMNS = 80, 2
_CELL_GAP = re.compile(r"[\s|｜]+")
_HEAD_YEAR = re.compile(r"(20\d\d)\s*年")
_HEAD_ROW = re.compile(r"\s*[^\d。，；]{0,16}(?:[\s|｜]+20\d\d\s*年(?:目标值?|底|末)?){2,}[\s|｜]*")
_PROSE = re.compile("[。；]")
_NEAR = 6
_CLAUSE = 80
_YEARLY = re.compile(r"(?<!达到)(?<!达)[每逐](?:个?年|年度|季度?|个?月|周|日|天)[^，,；;：:。！？]*$")
_WITHIN = re.compile(r"[\d一二两三四五六七八九十](?:个?月|年|天|日|个?工作日)(?:之|以)?内[^，,；;：:。！？]*$")
"""Counted from a day that the sentence does not name, so no time named elsewhere holds."""
_MARKER = re.compile(
    r"\s*(?:(?P<dash>[—－–-]{1,2})|(?P<han>[一二三四五六七八九十]+、)|(?P<paren>[（(][一二三四五六七八九十]+[）)])"
    r"|(?P<number>[（(]\d+[）)]|\d+[.．、])|(?P<order>[一二三四五六七八九十]+是)|(?P<article>第[一二三四五六七八九十百]+[条章]))"
)
_FIRST_PLAN = {
    "一": 2006,
    "二": 2011,
    "三": 2016,
    "四": 2021,
    "五": 2026,
    "六": 2031,
    "七": 2036,
    "八": 2041,
    "九": 2046,
}


@record
class Time:
    """A point to reach (``by``) or a stretch of years (``period``) and where it is printed in its paragraph.

    ``firm`` is true where the words say that something is due then (到…, …前, …目标), false for a bare year; ``before``
    where they may bind a number printed before them (…前完成, 到…建成).
    """

    start: int
    end: int
    by: str = ""
    period: str = ""
    firm: bool = True
    before: bool = False


class Clock:
    """Which time holds where in one paragraph: its own times, or those that a lead above it hands down."""

    def __init__(self, text: str, lead: tuple[str, str] = _NOTHING, columns: Sequence[str] = ()) -> None:
        """Take a paragraph, whose times are found when they are asked for; ``lead`` is (by, period) from above.

        ``columns`` are the years at the head of the columns of a table, of which the paragraph is a row.
        """
        self.text, self.lead, self.columns = text, lead, columns

    @cached_property
    def times(self) -> list[Time]:
        """All times of the paragraph, in order."""
        return list(_times(self.text)) if _SIGN.search(self.text) else []

    @cached_property
    def _ends(self) -> list[int]:
        return [match.end() for match in _SENTENCE_END.finditer(self.text)]

    @cached_property
    def _due(self) -> list[Time]:
        return [time for time in self.times if time.by]

    @cached_property
    def _limits(self) -> list[Time]:
        return [time for time in self._due if time.before]

    @cached_property
    def _stretches(self) -> list[Time]:
        return [time for time in self.times if time.period]

    @cached_property
    def _firm(self) -> list[Time]:
        return [time for time in self._due if time.firm and self._opens(time)]

    @cached_property
    def _long(self) -> list[Time]:
        return [time for time in self._stretches if self._opens(time)]

    def at(self, offset: int) -> tuple[str, str]:
        """Give (by, period) for a number printed at ``offset``; what recurs every year is due by none."""
        if self.columns and (year := self._column(offset)):
            return year, ""
        if not self.times and self.lead == _NOTHING:
            return _NOTHING
        start, end = self._sentence(offset)
        during = _last(self._stretches, offset, start) or _last(self._long, start)
        period = during.period if during else self.lead[1]
        clause = max(start, offset - _CLAUSE)
        if _YEARLY.search(self.text, clause, offset) or _WITHIN.search(self.text, clause, offset):
            return "", period
        due = _last(self._due, offset, start) or _first(self._limits, offset, end) or _last(self._firm, start)
        return due.by if due else self.lead[0], period

    def each(self, offset: int, rank: int, size: int) -> str:
        """Give the time of a rank in 到2026年、2028年，…分别达到, "" where there are not ``size`` listed in a row."""
        last = bisect_right(self._due, offset, key=lambda time: time.end)
        row = self._due[max(0, last - size) : last]
        listed = all(_AND.fullmatch(self.text, a.end, b.start) for a, b in pairwise(row))
        here = row and row[0].start >= self._sentence(offset)[0]
        return row[rank].by if here and listed and len(row) == size > 1 else ""

    def _column(self, offset: int) -> str:
        """Give the year over the cell at an offset, counted from the last column, as the first may have no head."""
        after = len(_CELL_GAP.findall(self.text.rstrip(), offset))
        return self.columns[-1 - after] if after < len(self.columns) else ""

    def _sentence(self, offset: int) -> tuple[int, int]:
        at = bisect_right(self._ends, offset)
        return (self._ends[at - 1] if at else 0), (self._ends[at] if at < len(self._ends) else len(self.text))

    def _opens(self, time: Time) -> bool:
        """Say whether a time stands near the beginning of its sentence, so that it may hold for the next ones."""
        return time.start - self._sentence(time.start)[0] <= _NEAR


def _last(times: list[Time], before: int, start: int = 0) -> Time | None:
    """Give the last time that ends before an offset and does not begin before ``start``."""
    at = bisect_right(times, before, key=lambda time: time.end) - 1
    return times[at] if at >= 0 and times[at].start >= start else None


def _first(times: list[Time], after: int, end: int) -> Time | None:
    at = bisect_right(times, after, key=lambda time: time.start)
    return times[at] if at < len(times) and times[at].start < end else None


def clocks(clean: str) -> Iterator[tuple[int, Clock]]:
    """Give each paragraph's start and clock; “2025年的主要目标是：” holds for the numbered paragraphs that follow."""
    lead, style, at = _NOTHING, "", 0
    columns: Sequence[str] = ()
    for paragraph in clean.split("\n"):
        kind = _style(paragraph)
        if lead != _NOTHING and (not kind or (style and kind != style)):
            lead = _NOTHING
        style = kind
        columns = _columns(paragraph) or (columns if _is_row(paragraph) else ())
        clock = Clock(paragraph, lead, columns)
        yield at, clock
        if paragraph.strip() and lead == _NOTHING:
            lead, style = _handed_down(clock, kind), ""
        at += len(paragraph) + 1


def _columns(paragraph: str) -> Sequence[str]:
    """Give the years that head the columns of a table: 指标  2026年  2028年."""
    if len(paragraph) > _LONGEST_ROW or paragraph.count("年") < _LEAST_COLUMNS or not _HEAD_ROW.fullmatch(paragraph):
        return ()
    return _HEAD_YEAR.findall(paragraph)


def _is_row(paragraph: str) -> bool:
    return 0 < len(paragraph) <= _LONGEST_ROW and not _PROSE.search(paragraph)


def _style(paragraph: str) -> str:
    match = _MARKER.match(paragraph)
    return match.lastgroup or "" if match else ""


def _handed_down(clock: Clock, kind: str) -> tuple[str, str]:
    leads = clock.text.rstrip().endswith(("：", ":"))
    if kind and not leads:
        return _NOTHING
    times = clock.times
    by = times[-1].by if leads and times and times[-1].firm else ""
    spans = [] if kind else [time.period for time in times if time.period]
    return by, spans[-1] if spans else ""


def _times(paragraph: str) -> Iterator[Time]:
    found = [*_dates(paragraph), *_plans(paragraph), *_stretches(paragraph), *_undated(paragraph)]
    found.sort(key=lambda time: time.start)
    titles = [match.span() for match in _TITLE.finditer(paragraph)] if found else []
    starts = [start for start, _ in titles]
    for time in found:
        at = bisect_right(starts, time.start) - 1
        if at < 0 or time.start >= titles[at][1]:
            yield time


def _dates(paragraph: str) -> Iterator[Time]:
    for match in _dated(paragraph):
        before = paragraph[max(0, match.start() - 12) : match.start()] + (match["to"] or "")
        limit = match["end"].strip().endswith("前")
        if (_REFERENCE.search(before) and not limit) or (not limit and _RUNNING.match(paragraph, match.end())):
            continue
        if match["month"] and not limit and match["to"] in {"", "在", "于"}:
            continue
        firm = limit or bool(match["end"].strip()) or bool(match["goal"]) or match["to"] not in {"", "在", "于"}
        closes = firm and bool(_CLOSES.match(paragraph, match.end()))
        yield Time(match.start(), match.end(), by=_point(match), firm=firm, before=limit or closes)


def _dated(paragraph: str) -> Iterator[re.Match[str]]:
    """Try the pattern of a date only where a year stands, from the furthest word that may lead up to it."""
    free = 0
    for year in _YEAR_SIGN.finditer(paragraph):
        word = year.start()
        while word > free and paragraph[word - 1].isspace():
            word -= 1
        starts = range(max(free, word - _LONGEST_TO), year.start() + 1)
        match = next((match for at in starts if (match := _DATE.match(paragraph, at))), None)
        if match:
            free = match.end()
            yield match


def _point(match: re.Match[str]) -> str:
    month = match["month"] or _LAST_MONTH.get(_part(match))
    return "-".join([match["year"]] + [f"{int(part):02}" for part in (month, match["day"]) if part])


def _part(match: re.Match[str]) -> str:
    """Give the sign of a quarter or half of the year, "" where none is printed."""
    return match["quarter"] or match["half"] or ""


def _plans(paragraph: str) -> Iterator[Time]:
    for match in _PLAN.finditer(paragraph) if "五" in paragraph else ():
        first = _FIRST_PLAN[match["ordinal"][1]]
        if match["point"]:
            yield Time(match.start(), match.end(), by=str(first + 4))
        elif match["span"]:
            yield Time(match.start(), match.end(), period=f"{first}-01-01/{first + 4}-12-31")


def _undated(paragraph: str) -> Iterator[Time]:
    for start, end, by in undated(paragraph):
        yield Time(start, end, by=by, before=paragraph.endswith("前", 0, end))


def _stretches(paragraph: str) -> Iterator[Time]:
    for match in _YEARS.finditer(paragraph):
        if match["first"] < match["last"]:
            yield Time(match.start(), match.end(), period=f"{match['first']}-01-01/{match['last']}-12-31")
