"""All names of several lexicon tables in one pass over the text, the longest name winning.

Names are looked up in a dictionary, but only where one may begin: tables of bits, asked for the first three characters
at all places at once, say where. (A trie walks every character, and Chinese names begin with a thousand of them.)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.lexicon import Row

__all__ = ["Hit", "matcher", "names_of"]

_HEAD = 3
_BITS = 1 << 18
_MIX = np.uint32(40503)
"""Spreads heads over a table; where two share a bit, the dictionary tells them apart."""
_SHORT = (2, 1)


class Hit(NamedTuple):
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
    lengths = _lengths(named)
    sizes = sorted({len(head) for head in lengths})
    tables = {size: _table([head for head in lengths if len(head) == size], size) for size in sizes}

    def find(clean: str) -> Iterator[Hit]:
        free = 0
        for start in _begins(clean, tables):
            if start < free:
                continue
            for length in lengths.get(clean[start : start + _HEAD], _SHORT):
                name = clean[start : start + length]
                rows = named.get(name)
                if rows is not None:
                    free = start + len(name)
                    yield Hit(start, free, rows)
                    break

    return find


def _lengths(named: Mapping[str, tuple[Row, ...]]) -> dict[str, tuple[int, ...]]:
    """Map the heads of names (shorter names whole) to how long a name that begins so may be, longest first."""
    found: dict[str, set[int]] = {}
    for name in named:
        found.setdefault(name[:_HEAD], set(_SHORT)).add(len(name))
    return {head: tuple(sorted(lengths, reverse=True)) for head, lengths in found.items()}


def _table(heads: Iterable[str], size: int) -> NDArray[np.bool_]:
    table = np.zeros(_BITS, dtype=np.bool_)
    table[_places("".join(heads), size)[::size]] = True
    return table


def _begins(clean: str, tables: Mapping[int, NDArray[np.bool_]]) -> list[int]:
    """Give the offsets at which a name may begin."""
    may = np.zeros(len(clean), dtype=np.bool_)
    for size, table in tables.items():
        may |= table[_places(clean, size)]
    begins: list[int] = may.nonzero()[0].tolist()
    return begins


@lru_cache(maxsize=_HEAD * 2)
def _places(clean: str, size: int) -> NDArray[np.uint32]:
    """Give the place in a table of the ``size`` characters at each offset (fewer at the end)."""
    codes = np.frombuffer(clean.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    places = codes
    for shift in range(1, size):
        places = places * _MIX
        places[:-shift] += codes[shift:]
    return places & np.uint32(_BITS - 1)
