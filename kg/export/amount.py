"""A number as people read it: limits, unit, per what, by when."""

import re
from collections.abc import Callable
from decimal import Decimal

from kg import messages
from kg.model import Amount

__all__ = ["wan", "words"]

PERCENT = Decimal(100)
_PLAIN = re.compile(r"[+-]?[0-9]{1,25}(\.[0-9]{1,25})?")


def words(amount: Amount, lang: str, *, short: bool = False) -> str:
    """Give ``≤5,000,000 元 · 一次性 · 每个企业`` of an amount; ``short`` writes large sums in 万 and 亿."""
    unit = amount.unit
    if unit in {"CNY", "1"}:
        unit = messages.say(f"page.unit_{unit}", lang)
    low = amount.min if amount.value is None else amount.value
    write = _short if short and amount.unit == "CNY" else _number
    gap = "" if unit == "%" or write is _short else " "
    parts = [f"{_limits(amount, low, write)}{gap}{unit}".strip(), amount.per]
    parts.append(messages.say("page.one_off", lang) if amount.one_off else "")
    parts.append(messages.say("page.by", lang, day=amount.by) if amount.by else "")
    parts.append(amount.period.replace("/", "–"))
    return " · ".join(part for part in parts if part)


def wan(number: str) -> str:
    """Give a plain number as Chinese reads a large one: 5000000 as 500万, 110000000 as 1.1亿; others as they are."""
    if not _PLAIN.fullmatch(number):
        return number
    value = Decimal(number)
    for sign, size in (("亿", 8), ("万", 4)):
        if abs(value) >= 10**size:
            return f"{value.scaleb(-size).normalize():f}{sign}"
    return number


def _limits(amount: Amount, low: Decimal | None, write: Callable[[Decimal, str], str]) -> str:
    if amount.value is not None:
        return ("≈" if amount.approx else "") + write(amount.value, amount.unit)
    if low is not None and amount.max is not None:
        return f"{write(low, amount.unit)}–{write(amount.max, amount.unit)}"
    if low is not None:
        return ("≥" if amount.inclusive else ">") + write(low, amount.unit)
    return "≤" + write(amount.max or Decimal(0), amount.unit)


def _short(value: Decimal, unit: str) -> str:
    del unit
    return wan(f"{value:f}")


def _number(value: Decimal, unit: str) -> str:
    return f"{(value * PERCENT).normalize():f}%" if unit == "1" else f"{value:,f}"
