"""Every number that counts, measures or pays, as an ``Amount``: what grammar alone can tell of it.

A number gets its unit, its bounds, the unit that receives it, whether it is paid once and by when or over which years
it holds. What it is a number *of* is decided in stage 5.
"""

from collections.abc import Iterator
from decimal import Decimal

from kg.find.bounds import Bound, bound, once, receiver
from kg.find.deadlines import Clock, clocks
from kg.find.finder import Find, Found
from kg.find.measures import MONEY, Number, Signs, numbers, prepared
from kg.find.numerals import halved
from kg.lexicon import Lexicon
from kg.model import Amount

__all__ = ["build"]

_NEAR = 12
_NOT_COUNTED = frozenset({"money", "time", "percent", "age", "number", "ratio", "temperature"})


def build(lexicon: Lexicon) -> Find:
    """Prepare the finder with the measure words of the table ``units``."""
    rows = [row for row in lexicon.rows("units") if row.fields.get("kind") not in _NOT_COUNTED]
    signs = prepared([word for row in rows for word in (row.label, *row.aliases)])

    def find(clean: str) -> Iterator[Found]:
        narrow = halved(clean)
        for at, clock in clocks(clean):
            yield from _paragraph(at, narrow[at : at + len(clock.text)], clock, signs)

    return find


def _paragraph(at: int, text: str, clock: Clock, signs: Signs) -> Iterator[Found]:
    above: tuple[Number, Bound] | None = None
    for number in numbers(text, signs):
        limits = bound(text, number)
        if above and not limits.side and _continues(text, above[0], number):
            limits = Bound(above[1].side, limits.inclusive, limits.approx)
        above = (number, limits)
        yield Found(at + number.start, at + number.end, "Quantity", amount=_amount(text, number, limits, clock))


def _continues(text: str, above: Number, number: Number) -> bool:
    """Say whether a number goes on a list of labelled sums: 最高给予国家级100万元、省级50万元."""
    between = text[above.last : number.first]
    same = above.unit == number.unit == MONEY and not above.suffix
    return (
        same
        and between.startswith(("、", "和"))
        and not any(sign in between for sign in "，。；：,")
        and len(between) <= 12
    )


def _amount(text: str, number: Number, limits: Bound, clock: Clock) -> Amount:
    by, period = clock.at(number.start)
    if number.size > 1 and "分别" in text[max(0, number.first - _NEAR) : number.first]:
        by = clock.each(number.first, number.rank, number.size) or by
    money = number.unit == MONEY
    low, high, exact = _sides(number, limits.side)
    return Amount(
        number.unit,
        value=exact,
        min=low,
        max=high,
        inclusive=limits.inclusive,
        approx=limits.approx,
        one_off=money and once(text, number),
        per=receiver(text, number) if money else "",
        by=by,
        period=period,
    )


def _sides(number: Number, side: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Give (min, max, value)."""
    if number.high is not None:
        return number.value, number.high, None
    if side == "min":
        return number.value, None, None
    return (None, number.value, None) if side == "max" else (None, None, number.value)
