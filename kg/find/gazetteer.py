"""All names of several lexicon tables in one pass over the text (Aho–Corasick), the longest name winning."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import ahocorasick

from kg.lexicon import Row

__all__ = ["Hit", "matcher", "names_of"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One name at a place; ``rows`` are all rows that bear it."""

    start: int
    end: int
    rows: tuple[Row, ...]


def names_of(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """Map every label and alias to the rows that bear it, in the order of the table."""
    named: dict[str, list[Row]] = {}
    for row in rows:
        for name in dict.fromkeys((row.label, *row.aliases)):
            if name:
                named.setdefault(name, []).append(row)
    return {name: tuple(bearers) for name, bearers in named.items()}


def matcher(named: Mapping[str, tuple[Row, ...]]) -> Callable[[str], Iterator[Hit]]:
    """Give a function that finds the longest names, left to right, none overlapping another."""
    if not named:
        return lambda _clean: iter(())
    automaton = ahocorasick.Automaton()
    for name, rows in named.items():
        automaton.add_word(name, (len(name), rows))
    automaton.make_automaton()

    def find(clean: str) -> Iterator[Hit]:
        for last, (length, rows) in automaton.iter_long(clean):
            yield Hit(last - length + 1, last + 1, rows)

    return find
