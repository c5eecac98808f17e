"""Numbers with their measure words: 50%, 1000万元, 40余家, 8、5、3家, 10—20个, and those that only look like one."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from kg.find.numerals import ARABIC, HAN, SCALE, halved, value
from kg.resources import data

__all__ = ["MONEY", "Number", "numbers"]

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
_WORTH = re.compile(r"(?:产值|收入|规模|产业|总量|营收|投资|总额|销售额|增加值|零售额|利润|税收)[^，。；、]{0,10}$")
_STOPS = frozenset("，。；、）") | {""}
_QUOTED = re.compile(
    r"“[^”\n]{0,60}”|‘[^’\n]{0,60}’|「[^」\n]{0,60}」|《[^》\n]{0,160}》|\"[^\"\n，。；]{1,30}\"|[〔［【][^〕］】\n]{0,40}[〕］】]"
)
_TIMES = ("年", "月", "日", "天", "季", "学年", "学期", "次", "小时", "时", "周")


@dataclass(frozen=True, slots=True)
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


def numbers(paragraph: str, units: Sequence[str]) -> list[Number]:
    """Give the numbers that count or measure something, lists and ranges put together; ``units`` are further units."""
    text = halved(paragraph)
    closed = _Closed(text)
    tokens = [token for token in _tokens(text, tuple(units)) if token.start not in closed]
    ranged = _ranges(text, tokens)
    return [number for number in _lists(text, ranged) if _counts(text, number)]


class _Closed:
    """The stretches between quotation marks or title marks, whose numbers are names."""

    def __init__(self, text: str) -> None:
        """Find them once."""
        spans = [match.span() for match in _QUOTED.finditer(text)]
        self._starts, self._ends = [a for a, _ in spans], [b for _, b in spans]

    def __contains__(self, offset: int) -> bool:
        """Say whether an offset lies in one of them."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]


@lru_cache(maxsize=4)
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    followed = _table()["followed"]
    words = sorted({*_words("plain"), *_words("never"), *units}, key=lambda word: (-len(word), word))
    body = "|".join(_unit(word, followed.get(word, ())) for word in words)
    amount = rf"(?P<number>{ARABIC}|{HAN})\s*(?P<more>{_MORE})?(?P<scale>{SCALE})?(?P<more2>{_MORE})?"
    share = rf"百分之(?P<share>{ARABIC}|{HAN})"
    return re.compile(rf"(?:{share}|{amount}\s*(?P<unit>{_YUAN}(?![素旦宇化件首])|{_PERCENT}|{body})?){_RATE}{_SUFFIX}")


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


def _tokens(text: str, units: tuple[str, ...]) -> Iterator[Number]:
    for match in _pattern(units).finditer(text):
        if match["share"]:
            yield _token(match, value(match["share"]), "%", han=False)
        elif not _NOT_BEFORE.search(text[max(0, match.start() - 6) : match.start()]) or _in_list(text, match):
            han = not match["number"][0].isdigit()
            yield _token(match, value(match["number"], match["scale"] or ""), _named(text, match), han=han)


def _in_list(text: str, match: re.Match[str]) -> bool:
    return bool(re.search(r"\d\s*[-~—–/、]+\s*$", text[max(0, match.start() - 8) : match.start()]))


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


def _token(match: re.Match[str], amount: Decimal, unit: str, *, han: bool) -> Number:
    groups = match.groupdict()
    rate = groups["of"] or ""
    bare = not unit
    end = match.start("suffix") if bare or rate.startswith(_TIMES) else match.end()
    return Number(
        match.start(),
        end if not bare else match.end("scale") if groups["scale"] else match.end("number"),
        amount,
        unit,
        scale=groups["scale"] or "",
        suffix="" if bare else (groups["suffix"] or "").strip(),
        more=bool(groups["more"] or groups["more2"]),
        rate="" if rate.startswith(_TIMES) else rate,
        han=han,
    )


def _ranges(text: str, tokens: list[Number]) -> list[Number]:
    """Put 10—20家 and 5万元至10万元 together."""
    result: list[Number] = []
    for token in tokens:
        low = result[-1] if result else None
        if low and token.unit and low.unit in {"", token.unit} and _RANGE.fullmatch(text, low.end, token.start):
            first = low if low.unit or low.value > token.value else _sharing(low, token)
            result[-1] = replace(token, start=low.start, value=first.value, high=token.value)
        else:
            result.append(token)
    return result


def _sharing(bare: Number, full: Number) -> Number:
    """Give a number without unit the unit (and scale) of the one that closes its list: 20、50、100万元."""
    factor = value("1", full.scale) if full.scale and not bare.scale else Decimal(1)
    return replace(bare, unit=full.unit, value=bare.value * factor, scale=bare.scale or full.scale)


def _lists(text: str, tokens: list[Number]) -> list[Number]:
    """Mark which numbers stand in one list and let those without a unit share that of the next."""
    result: list[Number] = []
    row: list[Number] = []
    for token in tokens:
        if row and not _LIST.fullmatch(text, row[-1].end, token.start):
            result += _row(row)
            row = []
        row.append(token)
    return result + _row(row)


def _row(row: list[Number]) -> list[Number]:
    shared: list[Number] = []
    for token in reversed(row):
        full = shared[-1] if shared else None
        shared.append(_sharing(token, full) if full and full.unit and not token.unit else token)
    shared.reverse()
    ends = (row[0].start, row[-1].end) if row else (0, 0)
    return [
        replace(token, first=ends[0], last=ends[1], rank=rank, size=len(shared)) for rank, token in enumerate(shared)
    ]


def _counts(text: str, number: Number) -> bool:
    """Tell numbers that count from years, ranks and ways of speaking (一项, 三四线, 二元)."""
    if not number.unit or number.unit in _words("never"):
        return False
    if not number.han:
        return True
    printed = text[number.start : number.end]
    digits = re.match(r"[一二两三四五六七八九零〇]+", printed)
    if digits and len(digits.group()) > 1:
        return False
    if number.unit not in {MONEY, "%", *_words("han")} or (number.unit == MONEY and not number.scale):
        return False
    return number.value > 1 or bool(number.suffix)
