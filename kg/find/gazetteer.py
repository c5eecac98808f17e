"""All names of several lexicon tables in one pass over the text, the longest name winning.

Names are looked up in a dictionary, but only where one may begin: tables asked for the first three characters at all
places at once say where, for all matchers of a lexicon together. (A trie walks every character, and Chinese names begin
with a thousand of them.)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.lexicon import Lexicon, Row

__all__ = ["Hit", "matcher", "names_of", "shielded", "shields"]

_HEAD = 3
_BITS = 1 << 18
_MIX = np.uint32(40503)
"""Spreads heads over a table; where two share a place, the dictionary tells them apart."""
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


def shields(named: Mapping[str, tuple[Row, ...]]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Give the words in which a name means nothing (column ``not``: 人工智能学院), and where in each it stands."""
    contexts = {name: dict.fromkeys(word for row in rows for word in row.values("not")) for name, rows in named.items()}
    found = {
        name: tuple((word, word.index(name)) for word in words if name in word) for name, words in contexts.items()
    }
    return {name: words for name, words in found.items() if words}


def shielded(clean: str, hit: Hit, shields: Mapping[str, tuple[tuple[str, int], ...]]) -> bool:
    """Say whether a name stands in one of the words in which it means nothing."""
    contexts = shields.get(clean[hit.start : hit.end], ())
    return contexts != () and any(hit.start >= at and clean.startswith(word, hit.start - at) for word, at in contexts)


def matcher(lexicon: Lexicon, named: Mapping[str, tuple[Row, ...]]) -> Callable[[str], Iterator[Hit]]:
    """Give a function that finds the longest names, left to right, none overlapping another."""
    lengths = _lengths(named)
    shared = _shared(lexicon)
    if not shared or shared[-1].full:
        shared.append(_Heads())
    heads = shared[-1]
    sign = heads.add(lengths)

    def find(clean: str) -> Iterator[Hit]:
        free = 0
        for start in heads.begins(clean, sign):
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


@lru_cache(maxsize=4)
def _shared(lexicon: Lexicon) -> "list[_Heads]":  # noqa: ARG001 - those of one lexicon are asked together
    return []


class _Heads:
    """How names begin: for each matcher one bit, in a table for each length of a head."""

    def __init__(self) -> None:
        self._tables = {size: np.zeros(_BITS, dtype=np.uint32) for size in range(1, _HEAD + 1)}
        self._next = 1
        self._latest: tuple[str, NDArray[np.intp], NDArray[np.uint32]] | None = None

    @property
    def full(self) -> bool:
        """Whether there is no bit left for another matcher."""
        return self._next > np.iinfo(np.uint32).max

    def add(self, heads: Iterable[str]) -> np.uint32:
        """Make room for the heads of one matcher; give its bit."""
        sign, self._next, self._latest = np.uint32(self._next), self._next * 2, None
        known = list(heads)
        for size, table in self._tables.items():
            places = _places("".join(head for head in known if len(head) == size), size)[::size]
            table[places] |= sign
        return sign

    def begins(self, clean: str, sign: np.uint32) -> list[int]:
        """Give the offsets at which a name of one matcher may begin; the text is looked through once for all."""
        if self._latest is None or self._latest[0] is not clean:
            signs = np.zeros(len(clean), dtype=np.uint32)
            for size, table in self._tables.items():
                signs |= table[_places(clean, size)]
            places = signs.nonzero()[0]
            self._latest = clean, places, signs[places]
        _, places, signs = self._latest
        begins: list[int] = places[(signs & sign) != 0].tolist()
        return begins


def _places(clean: str, size: int) -> NDArray[np.uint32]:
    """Give the place in a table of the ``size`` characters at each offset (fewer at the end)."""
    codes = np.frombuffer(clean.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    places = codes
    for shift in range(1, size):
        places = places * _MIX
        places[:-shift] += codes[shift:]
    return places & np.uint32(_BITS - 1)
