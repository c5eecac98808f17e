"""A name that is not in the graph as it is written → the same name but for signs, and the names that are like it."""

import itertools
from collections.abc import Iterable, Iterator

from kg.pinyin import plain, spellings
from kg.query import finding
from kg.query.index import Index

__all__ = ["but_for_signs", "suggestions"]

_ALIKE = 0.3
_POOL = 200
"""How many names that share something are looked at for each part."""
_SOUNDS = 4


def but_for_signs(index: Index, name: str, *, parts: bool) -> list[tuple[str, int]]:
    """Find a name that differs in width, quotes, brackets of titles or spaces alone: what typing and pasting change.

    Parts of texts are not in the files of keys: what is not found there is looked for among all names.
    """
    wanted = plain(name)
    return list(finding.same(index, name)) or [
        (how, number) for label, how, number in (index.names() if parts and wanted else ()) if plain(label) == wanted
    ]


def suggestions(index: Index, name: str, *, count: int = 5) -> tuple[str, ...]:
    """Give the labels of the things most likely meant: sounding the same, parts of each other, few signs off."""
    wanted = plain(name)
    scored: dict[int, float] = {}
    for number, key, sounds in _alike(index, wanted):
        score = 2.5 if sounds else _likeness(wanted, key)
        scored[number] = max(score, scored.get(number, 0.0))
    things = {number: index.thing(number) for number, score in scored.items() if score > 0}
    ranked = sorted(things, key=lambda at: (-scored[at], len(things[at].label), things[at].label))
    return tuple(dict.fromkeys(things[at].label for at in ranked))[:count]


def _alike(index: Index, wanted: str) -> Iterator[tuple[int, str, bool]]:
    """Give names that share something with the one wanted, and whether they sound like it."""
    for _, spelled in zip(range(_SOUNDS), spellings(wanted)[1], strict=False):
        yield from ((number, "", True) for number in finding.sounding(index, spelled))
    fitting = finding.fits(index, wanted, most=_POOL)
    yield from ((fit.number, fit.key, fit.spelled) for fit in fitting if not (fit.spelled and fit.how == "fuzzy"))
    for part in _pairs(wanted):
        yield from ((number, key, False) for number, key in finding.inside(index, part, most=_POOL))
    yield from ((number, key, False) for number, key in finding.begun(index, wanted[:1], most=_POOL))


def _likeness(wanted: str, label: str) -> float:
    """Score two names: the same, one left out of the other, one sign off, or sharing pairs of characters."""
    if not wanted or not label:
        return 0.0
    if wanted == label:
        return 3.0
    if _within(wanted, label):
        return 1.0 + len(wanted) / len(label)
    if len(wanted) > 2 and _one_off(wanted, label):
        return 1.5
    ours, theirs = _pairs(wanted), _pairs(label)
    score = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    if label in wanted and len(label) > 1:
        score = max(score, len(label) / len(wanted))
    return score if score >= _ALIKE else 0.0


def _one_off(wanted: str, label: str) -> bool:
    """Say whether one sign put in, left out or changed makes one name of the other."""
    begin = _shared(wanted, label)
    end = _shared(wanted[begin:][::-1], label[begin:][::-1])
    return max(len(wanted), len(label)) - begin - end <= 1


def _shared(one: str, other: str) -> int:
    """Count the signs with which both begin."""
    alike = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike)


def _within(short: str, long: str) -> bool:
    """Say whether a name is another with characters left out."""
    rest = iter(long)
    return all(character in rest for character in short)


def _pairs(text: str) -> frozenset[str]:
    pairs: Iterable[str] = (text[at : at + 2] for at in range(len(text) - 1))
    return frozenset(pairs) | {text[0]}
