"""Stage 2 of 8: full dates as documents print them, in Arabic or Chinese numerals."""

import datetime
import re
from collections.abc import Iterator

from kg.frozen import record

__all__ = ["Found", "every", "first", "last", "number"]

DIGITS = dict(zip("〇○零一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
DATE = re.compile(
    r"(?P<y>(?:19|20)\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})\s*年"
    r"\s*(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月"
    r"\s*(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)


@record
class Found:
    """A date and where it stands in the words that were searched."""

    date: datetime.date
    start: int
    end: int


def first(words: str) -> Found | None:
    """Find the first full date."""
    return next(every(words), None)


def every(words: str) -> Iterator[Found]:
    """Find all full dates, in order."""
    for match in DATE.finditer(words):
        if found := _found(match):
            yield found


def last(words: str) -> Found | None:
    """Find the last full date."""
    return max(every(words), key=lambda found: found.start, default=None)


def number(words: str) -> int:
    """Read a numeral below 1000 (12, 五十四, 一百零三) or a row of Chinese digits (二〇二五); 0 if it is none."""
    if words.isdecimal():
        return int(words)
    if len(words) > 1 and all(c in DIGITS for c in words):
        return int("".join(str(DIGITS[c]) for c in words))
    total = digit = 0
    for character in words:
        if character in "十百":
            total += max(digit, 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = DIGITS.get(character, 0)
    return total + digit


def _found(match: re.Match[str]) -> Found | None:
    year, month, day = (number(match[part]) for part in "ymd")
    try:
        return Found(datetime.date(year, month, day), match.start(), match.end())
    except ValueError:
        return None
