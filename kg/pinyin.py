"""How a name is typed in pinyin: all initials and all full spellings that its characters allow, the likeliest first.

Words of several characters are read as the dictionary reads them (重庆 is ``cq``, 银行 is ``yh``); a character outside
such a word is read in all its ways (长三角 is ``zsj`` and ``csj``). Used when a graph is built, and to find what an
unknown name sounds like.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from kg.typed import Any

__all__ = ["Spellings", "plain", "spellings"]

MOST = 8
LONGEST = 12
"""Syllables that are kept: nobody types more of a name."""

Spellings = tuple[tuple[str, ...], tuple[str, ...]]
"""All initials, and all full spellings."""

_WORD = 6
"""Characters of the longest word looked for: longer ones in the dictionary are sayings."""
_SIGNS = str.maketrans("", "", "“”‘’\"'《》〈〉「」『』【】()[]{}<>,.:;!?、。—-–·・_/\\|　 \t\r\n")
_UMLAUT = str.maketrans("üǖǘǚǜ", "vvvvv")
_LATIN = re.compile(r"[0-9a-z]+")


def plain(name: str) -> str:
    """Give a name without what typing and pasting change: width, case, spaces, quotes, brackets and other signs."""
    return unicodedata.normalize("NFKC", name).translate(_SIGNS).lower()


def spellings(name: str) -> Spellings:
    """Give the ways to type a name, a handful of each kind; none where nothing in it is Chinese."""
    parts = list(_parts(plain(name)))
    if not any(chinese for chinese, _ in parts):
        return (), ()
    kept = parts[:LONGEST]
    first = [tuple(dict.fromkeys(way[0] for way in ways)) if chinese else ways for chinese, ways in kept]
    whole = [ways for _, ways in kept]
    return tuple("".join(way) for way in _readings(first)), tuple("".join(way) for way in _readings(whole))


def _readings(choices: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Give the usual reading, then those in which one character is read otherwise, then two; up to the most."""
    usual = tuple(options[0] for options in choices)
    others = [(at, option) for at, options in enumerate(choices) for option in options[1:]]
    single = ((change,) for change in others)
    double = (pair for pair in itertools.combinations(others, 2) if pair[0][0] != pair[1][0])
    for changes in itertools.islice(itertools.chain(((),), single, double), MOST):
        changed: dict[int, str] = dict(changes)
        yield tuple(changed.get(at, part) for at, part in enumerate(usual))


def _parts(name: str) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """Split a name into syllables with their readings, and runs of letters and digits that are typed as they are."""
    phrases, _ = _dictionary()
    at = 0
    while at < len(name):
        latin = _LATIN.match(name, at)
        if latin:
            yield False, (latin.group(),)
            at = latin.end()
            continue
        size = next((n for n in range(min(_WORD, len(name) - at), 1, -1) if name[at : at + n] in phrases), 1)
        if size > 1:
            yield from ((True, (_bare(syllable[0]),)) for syllable in phrases[name[at : at + size]])
        elif readings := _character(name[at]):
            yield True, readings
        at += size


@cache
def _character(sign: str) -> tuple[str, ...]:
    written = _dictionary()[1].get(ord(sign), "")
    return tuple(dict.fromkeys(_bare(reading) for reading in written.split(",") if reading))


@cache
def _bare(syllable: str) -> str:
    """Take the tone off a syllable; ü is typed v."""
    apart = unicodedata.normalize("NFD", syllable.translate(_UMLAUT))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@cache
def _dictionary() -> tuple[dict[str, Any], dict[int, str]]:
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    return PHRASES_DICT, PINYIN_DICT
