"""Stage 1 of 8: the numbers that Word prints before paragraphs and keeps nowhere in their words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree.ElementTree import Element

from kg.frozen import record

__all__ = ["Numbering", "numbering", "ordinal", "plain", "value"]

HAN_DIGITS = "〇一二三四五六七八九"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
MAX_NUMBER = 9999
LEVELS = 9
CLOSING = "、.．)）:：，,　 "
PRIVATE = range(0xE000, 0xF900)


@record
class Level:
    """One level of a list: what is counted, how it is written, what stands around it (``第%1条``)."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    legal: bool = False


NO_LEVELS: Mapping[int, Level] = {}
NOTHING = ("", NO_LEVELS)


@dataclass(slots=True)
class Numbering:
    """Counts along while paragraphs are read; ``lists`` give the list's own key and its levels by number id."""

    lists: Mapping[str, tuple[str, Mapping[int, Level]]] = field(default_factory=dict)
    styles: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)

    def label(self, properties: Element | None) -> str:
        """Give the number that is printed before the next paragraph, and count it."""
        number, depth = self._place(properties)
        key, levels = self.lists.get(number, NOTHING)
        if depth not in levels:
            return ""
        counts = self.counts.setdefault(key, [])
        del counts[depth + 1 :]
        missing = range(len(counts), depth + 1)
        counts.extend(levels.get(level, Level()).start - (level == depth) for level in missing)
        counts[depth] += 1
        return _spaced(_filled(levels, depth, counts))

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """Find number id and level of a paragraph: its own, else its style's."""
        if properties is None:
            return "", 0
        number, depth = self.styles.get(value(properties.find("pStyle")), ("", 0))
        own = properties.find("numPr")
        if own is not None:
            number = value(own.find("numId"), number)
            depth = _integer(value(own.find("ilvl")), depth)
        return number, depth


def numbering(part: Element, styles: Element) -> Numbering:
    """Read the lists that a document defines."""
    abstract = {row.get("abstractNumId", ""): row for row in part.findall("abstractNum")}
    lists = {}
    for row in part.findall("num"):
        key = value(row.find("abstractNumId"))
        levels = _levels(abstract[key]) if key in abstract else {}
        overrides = {
            _integer(change.get("ilvl", ""), 0): change for change in row.findall("lvlOverride") if len(change)
        }
        for depth, change in overrides.items():
            levels[depth] = _overridden(levels.get(depth, Level()), change)
        number = row.get("numId", "")
        lists[number] = (f"{key}/{number}" if overrides else key, levels)
    return Numbering(lists, dict(_styles(styles)))


def ordinal(number: int, style: str) -> str:
    """Write a number in one of Word's styles (``w:numFmt``); decimal where the style is unknown."""
    if not 0 < number <= MAX_NUMBER:
        return str(number)
    return WRITERS.get(style, str)(number)


def plain(name: str) -> str:
    """Give a name without its namespace."""
    return name.rpartition("}")[2]


def value(element: Element | None, otherwise: str = "") -> str:
    """Give what Word writes as ``w:val``."""
    return otherwise if element is None else element.get("val", otherwise)


def _levels(row: Element) -> dict[int, Level]:
    return {_integer(level.get("ilvl", ""), 0): _level(level) for level in row.findall("lvl")}


def _level(row: Element) -> Level:
    return Level(
        start=_integer(value(row.find("start")), 1),
        style=value(row.find("numFmt"), "decimal"),
        pattern=value(row.find("lvlText")),
        legal=row.find("isLgl") is not None,
    )


def _overridden(level: Level, change: Element) -> Level:
    own = change.find("lvl")
    level = level if own is None else _level(own)
    start = _integer(value(change.find("startOverride")), level.start)
    return Level(start, level.style, level.pattern, level.legal)


def _styles(part: Element) -> dict[str, tuple[str, int]]:
    """Give number id and level of the paragraph styles that have one, their own or inherited."""
    rows = {row.get("styleId", ""): row for row in part.findall("style")}
    return {name: place for name in rows if (place := _style_place(rows, name))[0]}


def _style_place(rows: Mapping[str, Element], name: str) -> tuple[str, int]:
    for _ in range(LEVELS):
        row = rows.get(name)
        if row is None:
            break
        number = row.find("pPr/numPr/numId")
        if number is not None:
            return value(number), _integer(value(row.find("pPr/numPr/ilvl")), 0)
        name = value(row.find("basedOn"))
    return "", 0


def _filled(levels: Mapping[int, Level], depth: int, counts: list[int]) -> str:
    level = levels[depth]
    if level.style == "none":
        return ""
    if level.style == "bullet":
        return "".join(c for c in level.pattern if ord(c) not in PRIVATE)
    words = level.pattern
    for at in range(depth + 1):
        style = "decimal" if level.legal else levels.get(at, level).style
        words = words.replace(f"%{at + 1}", ordinal(counts[at], style))
    return words


def _spaced(words: str) -> str:
    """Set a number apart from the words that follow, unless its own last sign does."""
    return f"{words} " if words and words[-1] not in CLOSING else words


def _integer(words: str, otherwise: int) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < len(str(MAX_NUMBER)) + 1 else otherwise


def _han(number: int) -> str:
    """Write 21 as 二十一, 105 as 一百〇五."""
    digits = [int(digit) for digit in str(number)]
    names = "千百十"[-(len(digits) - 1) :] if len(digits) > 1 else ""
    parts = [HAN_DIGITS[digit] + name if digit else "〇" for digit, name in zip(digits, (*names, ""), strict=True)]
    kept = [part for part, following in pairwise((*parts, "〇")) if part != "〇" or following != "〇"]
    words = "".join(kept).rstrip("〇")
    return words.removeprefix("一") if words.startswith("一十") else words


def _digits(number: int) -> str:
    return "".join(HAN_DIGITS[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    words = ""
    for worth, letters in ROMAN:
        words += letters * (number // worth)
        number %= worth
    return words


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


def _wide(number: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(number))


WRITERS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "japaneseCounting": _han,
    "taiwaneseCountingThousand": _han,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
}
