"""The words of ``data/rules/amounts.toml``, as patterns."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from kg.resources import data

__all__ = ["any_of", "ceilings", "ends_with", "instruments", "starts_with", "words"]


@cache
def words(table: str, row: str) -> tuple[str, ...]:
    """Give a list of words, longest first."""
    return tuple(sorted(_file()[table][row], key=lambda word: (-len(word), word)))


@cache
def any_of(table: str, row: str) -> re.Pattern[str]:
    """Give a pattern for any word of a list."""
    return re.compile(_alternatives(table, row))


@cache
def starts_with(table: str, row: str) -> re.Pattern[str]:
    """Give a pattern for a text that begins with a word of a list."""
    return re.compile(rf"\s*(?:{_alternatives(table, row)})")


@cache
def ends_with(table: str, row: str) -> re.Pattern[str]:
    """Give a pattern for a text that ends with a word of a list."""
    return re.compile(rf"(?:{_alternatives(table, row)})\s*$")


@cache
def ceilings(sort: str) -> tuple[tuple[tuple[str, ...], Decimal], ...]:
    """Give the rows (words for whom it is given to, the most that is likely) of sums or shares, in order."""
    rows: Any = _file()["ceilings"][sort]
    return tuple((tuple(row.get("to", ())), Decimal(str(row["most"]))) for row in rows)


@cache
def instruments() -> Mapping[str, tuple[str, ...]]:
    """Give the printed forms of each instrument."""
    return {label: tuple(forms) for label, forms in _file()["instruments"].items()}


def _alternatives(table: str, row: str) -> str:
    return "|".join(map(re.escape, words(table, row)))


@cache
def _file() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(data("rules", "amounts.toml").read_text(encoding="utf-8"))
