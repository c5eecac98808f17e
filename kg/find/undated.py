"""Deadlines without a year: 6月底前, 年底前, 本月底前, 到三季度末. Their year is settled in stage 5."""

import re
from collections.abc import Iterator

__all__ = ["OPEN", "undated"]

OPEN = "?"
"""Stands before a deadline whose year is not printed with it: ``?2025-06`` where 2025 was named last before it,
``?-06`` where no year was, ``?+-06`` for one of next year, ``?-00`` for this month."""

_SIGN = re.compile("[年月度日号旬底末终][之以]?前|[到至][^，。；、]{0,7}[底末]")
_HAN = {
    sign: at for at, sign in enumerate(("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), 1)
}
_NEXT = "明年"
_DEADLINE = re.compile(
    r"(?P<word>今年|本年|明年)?(?:(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月份?"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|[底末]|[中上下]旬)?"
    r"|第?(?P<quarter>[一二三四])季度[底末]?|(?P<half>[上下])半年[底末]?|(?P<this>本月)[底末]?|年?[底末终])(?P<limit>[之以]?前)?"
)
_RECURS = re.compile(r"(?:[\d年每逐次期]|当月|个)\s*\Z")
_YEARLY = re.compile(r"每[年季月](?![^。；]*[。；])")
"""That what follows in the sentence comes again and again."""
_LEADS = re.compile(r"(?<![截月日大加高升降长少])[到至]\s*\Z")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")


def undated(paragraph: str) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, deadline) of every one; what recurs (每年6月底前) and what was (截至6月底) is none."""
    if not _SIGN.search(paragraph):
        return
    for match in _DEADLINE.finditer(paragraph):
        before = paragraph[max(0, match.start() - 3) : match.start()]
        recurs = _RECURS.search(before) or _YEARLY.search(paragraph, 0, match.start())
        if (match["limit"] or _LEADS.search(before)) and not recurs:
            yield match.start(), match.end(), OPEN + _year(paragraph, match) + _point(match)


def _year(paragraph: str, match: re.Match[str]) -> str:
    if match["word"]:
        return "+" if match["word"] == _NEXT else ""
    named = _YEAR.findall(paragraph, 0, match.start())
    return named[-1] if named else ""


def _point(match: re.Match[str]) -> str:
    if match["this"]:
        return "-00"
    if match["quarter"]:
        return f"-{3 * _HAN[match['quarter']]:02}"
    if match["half"]:
        return "-06" if match["half"] == "上" else "-12"
    parts = (match["month"], match["day"])
    return "".join(f"-{_HAN.get(part) or int(part):02}" for part in parts if part)
