"""Faults of the source itself: parts that miss their sum, amounts out of line with their like or with life."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from kg.model import Notice, Quantity, Span
from kg.relate.amount_words import ceilings
from kg.relate.reading import Placed, Reading, Sentence

__all__ = ["beyond", "faults", "outliers", "sums"]

TOTAL = re.compile(r"(?:共有?|共计|合计|总计|总数(?:为|达到?)?)[^，。；：、]{0,12}$")
PARTED = re.compile(r"^[^，。；、]{0,14}[，：；（(]?(?:其中|包括|分别[为是])[：:，]?")
OPEN = re.compile(r"等|主要|以上|以下|左右|近|约|新增|超过|不少于|同比|增长|包括但不限于")
NEXT_PART = re.compile(r"[^。；（）()]{0,20}$")
PAID = frozenset({"Support", "Ratio"})
LEAST_PARTS = 3
LEAST_LIKE = 4
OUT_OF_LINE = 1000


def faults(reading: Reading, numbers: Sequence[Quantity]) -> Iterator[Notice]:
    """Report what is wrong in the text as it was printed."""
    for _, sentence in reading.sentences("Quantity"):
        yield from sums(sentence)
    yield from outliers(numbers)
    yield from beyond(numbers)


def sums(sentence: Sentence) -> Iterator[Notice]:
    """Report a total whose parts, listed one after another, add up to something else."""
    counts = [item for item in sentence.of("Quantity") if _value(item) is not None]
    for at, total in enumerate(counts):
        opening = PARTED.match(sentence.clean[total.end :])
        if opening is None:
            continue
        parts = _parts(sentence, total, counts[at + 1 :], total.end + opening.end())
        found = sum((_value(part) or Decimal(0) for part in parts), Decimal(0))
        if _wrong(parts, found, _value(total) or Decimal(0), named=bool(TOTAL.search(sentence.clean[: total.start]))):
            values = {"total": total.mention.name, "sum": f"{found:f}", "parts": _listed(parts)}
            yield Notice("sum_differs", total.mention.span, values)


def _wrong(parts: Sequence[Placed], found: Decimal, total: Decimal, *, named: bool) -> bool:
    """Say whether parts contradict their total; of one that is not named as such they may leave something out."""
    if found > total:
        return len(parts) >= (LEAST_PARTS - 1 if named else LEAST_PARTS)
    return named and len(parts) >= LEAST_PARTS and found != total


def outliers(numbers: Sequence[Quantity]) -> Iterator[Notice]:
    """Report money given that is a thousand times what the same document commonly gives."""
    like: dict[object, list[tuple[Decimal, Quantity]]] = defaultdict(list)
    for number in numbers:
        value = number.amount.value or number.amount.max
        if number.kind == "Support" and number.amount.unit == "CNY" and value:
            like[number.about].append((value, number))
    for amounts in like.values():
        usual = median(value for value, _ in amounts)
        for value, number in amounts if len(amounts) >= LEAST_LIKE else ():
            if value >= OUT_OF_LINE * usual:
                values = {"raw": number.raw, "times": f"{int(value / usual)}", "usual": f"{usual:f}"}
                yield Notice("amount_out_of_line", _place(number), values)


def beyond(numbers: Sequence[Quantity]) -> Iterator[Notice]:
    """Report a sum or a share larger than any one is given: most likely 亿 for 万, or a lost decimal point."""
    for number in numbers:
        value = number.amount.value or number.amount.max
        if number.kind in PAID and value and (most := _most(number)) and value > most:
            values = {"raw": number.raw, "receiver": number.amount.per or number.indicator or "—", "most": f"{most:f}"}
            yield Notice("amount_beyond_bound", _place(number), values)


def _most(number: Quantity) -> Decimal | None:
    """Give the bound of the first row of the table that names whom the number is given to; a fund's total has none."""
    amount = number.amount
    if number.kind == "Support" and not (amount.per or amount.one_off or amount.max is not None):
        return None
    whom = amount.per + number.indicator
    rows = ceilings("share" if number.kind == "Ratio" else "sum")
    return next((most for words, most in rows if not words or any(word in whom for word in words)), None)


def _place(number: Quantity) -> Span:
    return number.evidence.marks[0] if number.evidence.marks else number.evidence.span


def _parts(sentence: Sentence, total: Placed, counts: Sequence[Placed], start: int) -> list[Placed]:
    """Give the counts of the same thing that follow each other to the end of the list; none if it is left open."""
    parts: list[Placed] = []
    for item in counts:
        between = sentence.clean[start : item.start]
        if OPEN.search(between) or not NEXT_PART.match(between):
            break
        if _unit(item) == _unit(total):
            parts.append(item)
        start = item.end
    rest = re.split(r"[。；]", sentence.clean[start:])[0]
    return [] if OPEN.search(rest) else parts


def _value(item: Placed) -> Decimal | None:
    """Give an exact number; limits and estimates add up to nothing."""
    amount = item.mention.amount
    return amount.value if amount and not amount.approx and amount.unit != "%" else None


def _unit(item: Placed) -> str:
    return item.mention.amount.unit if item.mention.amount else ""


def _listed(parts: Sequence[Placed]) -> str:
    return "、".join(part.mention.name for part in parts)
