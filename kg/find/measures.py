"""Numbers with their measure words: 50%, 1000万元, 40余家, 8、5、3家, 10—20个, and those that only look like one."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from string import ascii_letters
from typing import Any, NamedTuple

from kg.find.numerals import ARABIC, HAN, SCALE, SIGNS, value
from kg.resources import data

__all__ = ["MONEY", "Number", "Signs", "numbers", "prepared"]

MONEY = "CNY"

_MORE = "[余多]"
_YUAN = r"元(?:人民币)?"
_PERCENT = r"%|‰"
_SUFFIX = (
    r"(?P<suffix>\s*(?:[（(]含(?:本数|[^（()），。]{0,8})?[）)])?\s*(?:及以上|或以上|（以上）|以上|及以下|或以下|以下|以内|之内|左右|上下|封顶|为上限|为限)?"
    r"(?:[（(]含(?:本数|[^（()），。]{0,8})?[）)])?)"
)
_EACH = (
    "(?:人次|人|家|户|个|项|件|台|套|辆|亩|㎡|m²|m2|平方米|公里|千瓦时|度|吨|"
    "学年|学期|年|季度?|月|日|天|次|小时|场|篇|款|种)"
)
_RATE = rf"(?P<rate>\s*/\s*(?P<of>{_EACH}(?:[·/.]{_EACH})?))?"
_LIST = re.compile(r"\s*(?:[、/]|和|及|以及|与|或|或者)\s*")
_RANGE = re.compile(r"\s*(?:[（(]含[^（()）]{0,6}[）)])?\s*(?:[-~—–]{1,2}|至|到)\s*")
_NOT_BEFORE = re.compile(
    r"(?:第|[〔\[【#]|[A-Za-z][-+]?|\d[.:：]?|(?<![目年月日天底])前|排名|位列|数|几|上|每|另|某|同|任|逐|之|其中之|唯|统|单|万)\s*$"
)
_NOT_BEFORE_ENDS = frozenset("第〔[【#-+.:：前名列数几上每另某同任逐之唯统单万") | frozenset(ascii_letters)
"""The last characters of what ``_NOT_BEFORE`` looks for, beside digits and blanks."""
_LABELS = frozenset("图表式速*×÷")
"""Directly before a number these make it a label, a speed or part of a formula: 图1所示, 一式3份, 时速600公里."""
_LISTED = re.compile(r"\d\s*[-~—–/、]+\s*$")
_LIST_BEGINS, _RANGE_BEGINS = frozenset("、/和及以与或"), frozenset("（(-~—–至到")
_BEGINS, _ENDS = _LIST_BEGINS | _RANGE_BEGINS, frozenset("、/和及与或者-~—–至到）)")
_WORTH = re.compile(r"(?:产值|收入|规模|产业|总量|营收|投资|总额|销售额|增加值|零售额|利润|税收)[^，。；、]{0,10}$")
_STOPS = frozenset("，。；、）") | {""}
_QUOTED = re.compile(
    r"“[^”\n]{0,60}”|‘[^’\n]{0,60}’|「[^」\n]{0,60}」|《[^》\n]{0,160}》|\"[^\"\n，。；]{1,30}\""
    r"|〔[^〕］】\n]{0,40}[〕］】]|［[^〕］】\n]{0,40}[〕］】]|【[^〕］】\n]{0,40}[〕］】]"
)
_GOES_ON = r"〇零万亿千百十余多分元%‰/\s（(及或以左上封为之、和与\-~—–至到"
_LEADS_UP = r"\s、/和及与或者\-~—–至到）)"
"""A single Chinese digit before none of the first (or a measure word) and behind none of the second says nothing."""
_ROW_OF_DIGITS = re.compile(r"[一二两三四五六七八九零〇]{2}")
_TIMES = ("年", "月", "日", "天", "季", "学年", "学期", "次", "小时", "时", "周")


@dataclass(slots=True)
class Number:
    """A number in its paragraph: ``value`` (and ``high`` of a range), its unit, and the list it is printed in.

    ``suffix`` is what is printed directly after the unit (以上, （含）, 左右); ``more`` is true for 余 and 多;
    ``first`` and ``last`` are the offsets of the whole list (of the number itself, where it stands alone), ``rank`` and
    ``size`` the number's place in it and how many it has.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    high: Decimal | None = None
    scale: str = ""
    suffix: str = ""
    more: bool = False
    rate: str = ""
    first: int = 0
    last: int = 0
    rank: int = 0
    size: int = 1
    han: bool = False


class Signs(NamedTuple):
    """Where a number may begin, and what it looks like with its unit."""

    begin: re.Pattern[str]
    whole: re.Pattern[str]


def numbers(text: str, signs: Signs) -> list[Number]:
    """Give the numbers of a paragraph (``halved``) that count or measure something, lists and ranges put together."""
    tokens = list(_tokens(text, signs))
    if not tokens:
        return tokens
    closed = [match.span() for match in _QUOTED.finditer(text)]
    ranged = _ranges(text, _outside(tokens, closed) if closed else tokens)
    return [number for number in _lists(text, ranged) if _counts(text, number)]


def _outside(tokens: list[Number], closed: list[tuple[int, int]]) -> list[Number]:
    """Leave out what begins between quotation marks or title marks, where numbers are names."""
    starts = [start for start, _ in closed]
    above = [bisect_right(starts, token.start) - 1 for token in tokens]
    return [token for token, at in zip(tokens, above, strict=True) if at < 0 or token.start >= closed[at][1]]


def prepared(units: Sequence[str]) -> Signs:
    """Prepare for ``numbers``; ``units`` are units beside our own."""
    followed = _table()["followed"]
    words = sorted({*_words("plain"), *_words("never"), *units}, key=lambda word: (-len(word), word))
    begun: dict[str, list[str]] = {word[0]: [] for word in (*_table()["never"], *_table()["plain"], *units)}
    for word in words:
        begun[word[0]].append(_unit(word, followed.get(word, ())))
    first = re.escape("".join(begun))
    body = f"(?=[{first}])(?:{'|'.join('|'.join(group) for group in begun.values())})"
    amount = rf"(?P<number>{ARABIC}|{HAN})\s*(?P<more>{_MORE})?(?P<scale>{SCALE})?(?P<more2>{_MORE})?"
    share = rf"百分之(?P<share>{ARABIC}|{HAN})"
    unit = rf"{_YUAN}(?![素旦宇化件首])|{_PERCENT}|{body}"
    sign = rf"[{SIGNS}](?:(?<=\d)\d*|(?=[{SIGNS}{_GOES_ON}{first}])|(?<=[{_LEADS_UP}][{SIGNS}]))"
    return Signs(re.compile(sign), re.compile(rf"(?:{share}|{amount}\s*(?P<unit>{unit})?){_RATE}{_SUFFIX}"))


def _unit(word: str, not_before: Sequence[str]) -> str:
    latin = r"(?![A-Za-z])" if word[-1].isascii() else ""
    guard = f"(?!{'|'.join(not_before)})" if not_before else ""
    return re.escape(word) + latin + guard


@cache
def _words(row: str) -> frozenset[str]:
    return frozenset(_table()[row])


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = tomllib.loads(data("rules", "amounts.toml").read_text(encoding="utf-8"))["units"]
    return table


def _tokens(text: str, signs: Signs) -> Iterator[Number]:
    """Try the pattern only where a number may begin that counts, or is one of several."""
    free = 0
    for sign in signs.begin.finditer(text):
        start, end = sign.span()
        match = signs.whole.match(text, max(free, start)) if free < end else None
        if match is None:
            continue
        free = match.end()
        if match["share"]:
            yield _token(text, match, value(match["share"]), "%")
        elif not _is_alone(text, match) and not _is_part(text, match.start()):
            yield _token(text, match, value(match["number"], match["scale"] or ""), _named(text, match))


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Say whether a number counts nothing (2025年) and stands in no list or range with one that may."""
    start, end = match.span()
    unit, scale = match.group("unit", "scale")
    if (scale if unit is None else unit not in _words("never")) or end > match.end(
        "number" if unit is None else "unit"
    ):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (after in _BEGINS or after.isspace() or before in _ENDS or before.isspace())


def _is_part(text: str, start: int) -> bool:
    """Say whether what stands before makes the number a rank, a year or half of a code, and no list goes on here."""
    before = text[start - 1] if start else ""
    if not (before in _NOT_BEFORE_ENDS or before.isdigit() or before.isspace()):
        return False
    listed = _LISTED.search(text[max(0, start - 8) : start])
    return not listed and _NOT_BEFORE.search(text[max(0, start - 6) : start]) is not None


def _named(text: str, match: re.Match[str]) -> str:
    """Give the unit; 产值达到430亿 is money, though 元 is not printed."""
    unit = match["unit"] or ""
    if not unit and (match["scale"] or "").endswith("亿"):
        before, after = (
            text[max(0, match.start() - 24) : match.start()],
            text[match.end("scale") : match.end("scale") + 1],
        )
        return MONEY if _WORTH.search(before) and after in _STOPS else ""
    return MONEY if unit.startswith("元") else unit


def _token(text: str, match: re.Match[str], amount: Decimal, unit: str) -> Number:
    start, end = match.span()
    rate, scale, suffix, more, more2 = match.group("of", "scale", "suffix", "more", "more2")
    timed = rate is not None and rate.startswith(_TIMES)
    if not unit:
        end, suffix = match.end("scale" if scale else "number"), None
    elif not suffix.strip():
        end, suffix = match.start("suffix"), ""
    elif timed:
        end = match.start("suffix")
    return Number(
        start,
        end,
        amount,
        unit,
        scale=scale or "",
        suffix=suffix.strip() if suffix else "",
        more=bool(more or more2),
        rate="" if timed else rate or "",
        first=start,
        last=end,
        han=match["share"] is None and not text[start].isdigit(),
    )


def _ranges(text: str, tokens: list[Number]) -> list[Number]:
    """Put 10—20家 and 5万元至10万元 together; what falls is no range, and without a unit (图2-1所示) no number."""
    result: list[Number] = []
    for token in tokens:
        low = result[-1] if result else None
        if low and token.unit and low.unit in {"", token.unit} and _meet(text, low, token, _RANGE, _RANGE_BEGINS):
            if not low.unit and low.value <= token.value:
                _share(low, token)
            if low.value > token.value:
                result[-1:] = [low, token] if low.unit else []
                continue
            token.high, token.value, token.start, token.first = token.value, low.value, low.start, low.start
            result[-1] = token
        else:
            result.append(token)
    return result


def _meet(text: str, one: Number, other: Number, pattern: re.Pattern[str], begins: frozenset[str]) -> bool:
    """Say whether only what the pattern allows stands between two numbers."""
    sign = text[one.end]
    return (sign in begins or sign.isspace()) and pattern.fullmatch(text, one.end, other.start) is not None


def _share(bare: Number, full: Number) -> None:
    """Give a number without unit the unit (and scale) of the one that closes its list: 20、50、100万元."""
    if full.scale and not bare.scale:
        bare.value *= value("1", full.scale)
    bare.unit, bare.scale = full.unit, bare.scale or full.scale


def _lists(text: str, tokens: list[Number]) -> list[Number]:
    """Mark which numbers stand in one list and let those without a unit share that of the next."""
    row: list[Number] = []
    for token in tokens:
        if row and not _meet(text, row[-1], token, _LIST, _LIST_BEGINS):
            _close(row)
            row = []
        row.append(token)
    _close(row)
    return tokens


def _close(row: list[Number]) -> None:
    if len(row) < 2:
        return
    for full, token in pairwise(reversed(row)):
        if full.unit and not token.unit:
            _share(token, full)
    for rank, token in enumerate(row):
        token.first, token.last, token.rank, token.size = row[0].start, row[-1].end, rank, len(row)


def _counts(text: str, number: Number) -> bool:
    """Tell numbers that count from years, ranks and ways of speaking (一项, 三四线, 二元)."""
    if not number.unit or number.unit in _words("never") or text[max(0, number.first - 1) : number.first] in _LABELS:
        return False
    if not number.han:
        return True
    if _ROW_OF_DIGITS.match(text, number.start, number.end):
        return False
    if number.unit == MONEY and not number.scale:
        return False
    counted = number.unit in {MONEY, "%"} or number.unit in _words("han")
    return counted and (number.value > 1 or bool(number.suffix))
