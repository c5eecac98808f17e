"""Values as terms: each number, date and word in one canonical spelling."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from functools import cache

from kg import ontology
from kg.model import Amount
from kg.model.quad import XSD, literal
from kg.resources import data

__all__ = ["amount_label", "decimal", "plain", "term", "words"]

EACH = ("每", "单", "各")
"""How a printed measure says of itself that it is one of each."""

_BY_SHAPE = (
    (re.compile(r"\d{4}"), "gYear"),
    (re.compile(r"\d{4}-\d{2}"), "gYearMonth"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "date"),
)
_STEPS = ((Decimal(10**8), "hundred_million"), (Decimal(10**4), "ten_thousand"))


def term(relation: str, value: str | int | bool | Decimal | date) -> str:
    """Write a value as the object of a relation; a date in words is typed by its shape where the range has dates."""
    match value:
        case bool():
            return literal("true" if value else "false", datatype="boolean")
        case int():
            return f'"{value}"^^<{XSD}integer>'
        case Decimal():
            return literal(decimal(value), datatype="decimal")
        case date():
            return literal(value.isoformat(), datatype="date")
        case _:
            return literal(value, datatype=_datatype(relation, value))


def decimal(value: Decimal) -> str:
    """Write a number without exponent and without zeros that say nothing."""
    text = format(value.normalize(), "f")
    return "0" if text == "-0" else text


def amount_label(amount: Amount) -> str:
    """Say an amount as a reader would: 最高1000万元, 约3%, 10家."""
    label = _bounds(amount)
    if amount.approx:
        label = words()["approx"].format(value=label)
    if amount.per.startswith(EACH):
        return f"{amount.per}{label}"
    return words()["per"].format(per=amount.per, value=label) if amount.per else label


def plain(value: Decimal, unit: str) -> str:
    """Say a number with its unit; money and large counts in 万 and 亿, shares in percent."""
    if unit == "1":
        return words()["percent"].format(value=decimal(value * 100))
    if unit == "%":
        return words()["percent"].format(value=decimal(value))
    printed = words()["yuan"] if unit == "CNY" else unit
    for step, key in _STEPS:
        if abs(value) >= step and value % (step / 1000) == 0:
            return words()[key].format(value=decimal(value / step)) + printed
    return decimal(value) + printed


@cache
def words() -> dict[str, str]:
    """Give the patterns of labels."""
    with data("labels.toml").open("rb") as file:
        return {key: str(value) for key, value in tomllib.load(file).items()}


def _bounds(amount: Amount) -> str:
    if amount.value is not None:
        return plain(amount.value, amount.unit)
    if amount.min is not None and amount.max is not None:
        return words()["range"].format(low=plain(amount.min, amount.unit), high=plain(amount.max, amount.unit))
    if amount.max is not None:
        return words()["max"].format(value=plain(amount.max, amount.unit))
    if amount.min is not None:
        return words()["min" if amount.inclusive else "more"].format(value=plain(amount.min, amount.unit))
    return ""


def _datatype(relation: str, value: str) -> str:
    return next((name for shape, name in _shapes(relation) if shape.fullmatch(value)), "")


@cache
def _shapes(relation: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Give the forms of date that a relation may have as its object."""
    info = ontology.load().relation(relation)
    return tuple((shape, name) for shape, name in _BY_SHAPE if info and f"xsd:{name}" in info.range)
