"""Numbers as Chinese texts print them: 1.2万, １，０００, 三百二十, 2千, 两."""

from decimal import Decimal
from functools import lru_cache

__all__ = ["ARABIC", "HAN", "SCALE", "SIGNS", "halved", "value"]

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)"
_DIGIT = "一二两三四五六七八九"
_ROUND = r"(?:(?<=[近约逾超之])[百千]|[百千](?=[余多]))"
HAN = rf"(?:(?:[{_DIGIT}十]|{_ROUND})[{_DIGIT}十百千零〇]*(?:[万亿][{_DIGIT}十零〇][{_DIGIT}十百千零〇]*)?)"
SIGNS = rf"\d{_DIGIT}十百千"
"""What a number may begin with, as the inside of a character class."""
SCALE = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)"

_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_WIDE = tuple(zip("０１２３４５６７８９％．／－～", "0123456789%./-~", strict=True))
_LONGEST = 40
"""Longer numbers are read, but not kept for the next time."""


def halved(text: str) -> str:
    """Give the text with full-width digits and signs of numbers made narrow; every character keeps its place."""
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)  # one sign after the other: ``translate`` takes fifty times as long
    return text


def value(number: str, scale: str = "") -> Decimal:
    """Read a number (Arabic or Chinese) and multiply out its scale (万, 亿, 千万 …)."""
    return _value(number, scale) if len(number) <= _LONGEST else _value.__wrapped__(number, scale)


@lru_cache(maxsize=1 << 12)
def _value(number: str, scale: str) -> Decimal:
    plain = number.replace(",", "")
    base = Decimal(plain) if plain[0].isdigit() else Decimal(_han(plain))
    result = base * _scale(scale)
    return result.to_integral_value() if result == result.to_integral_value() else result.normalize()


def _scale(scale: str) -> int:
    factor = 1
    for sign in scale:
        factor *= _POWERS.get(sign) or _GROUPS[sign]
    return factor


def _han(number: str) -> int:
    """Add up 一万二千三百; digits in a row (二〇二五) are read one by one."""
    if not any(sign in _POWERS or sign in _GROUPS for sign in number):
        return int("".join(str(_DIGITS[sign]) for sign in number))
    total = section = digit = 0
    for sign in number:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _POWERS:
            section += (digit or 1) * _POWERS[sign]
            digit = 0
        else:
            total = (total + section + digit) * _GROUPS[sign]
            section = digit = 0
    return total + section + digit
