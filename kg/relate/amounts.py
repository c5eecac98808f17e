"""Numbers in their sentence: what kind each is, whose it is, what it counts or who receives it.

A number that only describes, ranks, counts the document's own parts or says how money is paid out is not recorded.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kg.frozen import record
from kg.model import Amount, Entity, Evidence, Quantity, Span
from kg.relate.amount_kinds import kind
from kg.relate.amount_phrases import counted, distributed, measured
from kg.relate.amount_place import Place, places
from kg.relate.amount_receivers import base, receiver
from kg.relate.amount_words import any_of, instruments, starts_with
from kg.relate.scope import Scope

__all__ = ["quantities"]

_PAID = frozenset({"Support", "Ratio"})
_DUE = frozenset({"Goal", "Requirement"})
_POINTING = frozenset({"", "其中", "同时", "年度", "或者", "并且"})
"""What stands before a number and names nothing."""
_LIKE = re.compile("的[一-龥]{1,12}(?:以及|[和及与或、])")
"""What stands between two conditions of one kind: 5000平方米以上的楼宇和1万平方米以上的园区."""
_NEWLY = re.compile("新?(?:开设|开业|建设?|设立|引进|落户|注册|投产|认定|入驻|迁入)")
_SIZE = re.compile("[值额入资积]$|规模$")
_SIZE_BEHIND = re.compile(r"(额度|金额|投资额?|产值|营业收入|营收|产能|面积|规模)的")
"""What is measured, behind the number: 1亿元以上额度的技术改造."""
_BOUNDS = frozenset({"最高", "最低", "不超过", "不低于"})
_BEFORE_NAME = 12
_REACH = 1200
_BREAKS = "。！？；\n"
_BREAK = re.compile(f"[{_BREAKS}]")


@record
class _Seen:
    """What the numbers before this one were about, so that shortened clauses can be read."""

    receiver: str = ""
    base: str = ""
    indicator: str = ""


def quantities(scope: Scope) -> tuple[Quantity, ...]:
    """Give the numbers of a clause that are worth recording, in the order of the text."""
    start, end = scope.text.clean_range(scope.span)
    found: list[Quantity] = []
    seen = _Seen()
    for place in places(scope.text, start, end, scope.amounts):
        sort = kind(place, scope)
        if not sort:
            continue
        indicator = _indicator(sort, place, seen)
        seen = _after(sort, indicator, seen)
        found.append(_quantity(sort, place, indicator, scope, len(found) + 1))
    return tuple(found)


def _indicator(sort: str, place: Place, seen: _Seen) -> str:
    if sort == "Support":
        return receiver(place, seen.receiver)
    if sort == "Ratio":
        found = base(place, seen.base)
        return found if found not in _BOUNDS else ""
    if shared := distributed(place):
        return shared
    if (
        sort == "Threshold"
        and place.rest.startswith("的")
        and _LIKE.fullmatch(place.sentence, place.closes, place.first)
    ):
        return seen.indicator
    if sort == "Threshold" or place.amount.unit in {"%", "CNY"}:
        return _part_of(_measured(sort, place), seen.indicator)
    found = counted(_past_particle(place) if place.rest.startswith("的") else place)
    return found if found not in _POINTING else seen.indicator


def _part_of(indicator: str, whole: str) -> str:
    """Give 占全国比重 the subject that the number before it has, and its indicator to a number without one."""
    if indicator.startswith("占"):
        return whole + indicator
    return indicator if indicator not in _POINTING else whole


def _measured(sort: str, place: Place) -> str:
    """Give what a condition, a percentage or a sum measures: in front of it, or behind 的 (70%的规模以上企业)."""
    ahead = measured(place)
    if sort == "Threshold" and not _SIZE.search(ahead) and (size := _SIZE_BEHIND.match(place.rest)):
        return size[1]
    if place.rest.startswith("的") and (sort != "Threshold" or len(ahead) < 2 or _NEWLY.fullmatch(ahead)):
        return counted(_past_particle(place)) or ahead
    return ahead or (counted(place) if place.amount.unit == "%" else "")


def _past_particle(place: Place) -> Place:
    """Read on after 的: 70%的规模以上企业."""
    return replace(place, last=place.last + 1)


def _after(sort: str, indicator: str, seen: _Seen) -> _Seen:
    if sort == "Support":
        return _Seen(indicator, seen.base, seen.indicator)
    return _Seen(seen.receiver, *((indicator, seen.indicator) if sort == "Ratio" else (seen.base, indicator)))


def _quantity(sort: str, place: Place, indicator: str, scope: Scope, order: int) -> Quantity:
    start, end = place.offset + place.start, place.offset + place.end
    marks = (scope.text.span(start, end),)
    return Quantity(
        kind=sort,
        about=_owner(sort, place, scope),
        amount=_amount(sort, place.amount),
        indicator=indicator,
        raw=place.mention.name,
        evidence=Evidence(_sentence(scope, start, end), f"amount-{sort.lower()}", marks),
        article=scope.article,
        clause=scope.clause,
        order=order,
        of=indicator if sort == "Ratio" else "",
        instrument=_instrument(place) if sort in _PAID else "",
    )


def _sentence(scope: Scope, start: int, end: int) -> Span:
    """Give the raw span of the sentence (up to 。！？； or the end of the paragraph) around clean[start:end]."""
    clean = scope.text.clean
    floor, ceiling = max(0, start - _REACH), min(len(clean), end + _REACH)
    left = floor
    for sign in _BREAKS:
        left = max(left, clean.rfind(sign, left, start) + 1)
    found = _BREAK.search(clean, end, ceiling)
    right = found.end() - (found[0] == "\n") if found else ceiling
    while left < start and clean[left].isspace():
        left += 1
    return scope.text.span(left, right)


def _owner(sort: str, place: Place, scope: Scope) -> Entity | None:
    """Give the program if its own parts are counted (10家A、30家B，构建“…”体系), else what the article reports on."""
    if sort in {"Goal", "Achievement"} and place.amount.unit not in {"CNY", "%"}:
        for at, end, program in _programs(place, scope):
            ahead = place.sentence[max(place.last, at - _BEFORE_NAME) : at]
            if at >= place.last and any_of("kinds", "made").search(ahead):
                return program
            if end <= place.first and starts_with("kinds", "consisting").match(place.sentence, end):
                return program
    return scope.default


def _programs(place: Place, scope: Scope) -> Iterator[tuple[int, int, Entity]]:
    """Give the programs named in the number's sentence, with where they begin and end in it."""
    for span, program in scope.programs:
        at, end = (offset - place.offset for offset in scope.text.clean_range(span))
        if 0 <= at < len(place.sentence):
            yield at, end, program


def _amount(sort: str, amount: Amount) -> Amount:
    """Fit an amount to its kind: shares as fractions, thresholds as bounds, deadlines only where something is due."""
    by = amount.by if sort in _DUE else ""
    period = amount.period if sort in {"Goal", "Achievement"} and not by else ""
    if (by, period) != (amount.by, amount.period):
        amount = replace(amount, by=by, period=period)
    if sort == "Ratio":
        value, low, high = (_part(side, amount.unit) for side in (amount.value, amount.min, amount.max))
        return replace(amount, unit="1", value=value, min=low, max=high)
    if sort == "Threshold" and amount.value is not None:
        return replace(amount, value=None, min=amount.value)
    return replace(amount, one_off=False, per="") if sort != "Support" and (amount.one_off or amount.per) else amount


def _part(share: Decimal | None, unit: str) -> Decimal | None:
    return None if share is None else share / (1000 if unit == "‰" else 100)


def _instrument(place: Place) -> str:
    """Give the instruments named nearest: behind the number, before it, in its sentence, in the sentence before."""
    for words in (place.after, place.before, place.prior, place.rest, place.sentence, place.above):
        found = [label for label, forms in instruments().items() if any(form in words for form in forms)]
        if found:
            return "|".join(["补助", *found] if "奖补" in words and "补助" not in found else found)
    return ""
