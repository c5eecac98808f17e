"""A name → the thing of the graph that it means: exact label, alias or known misprint; never a guess.

Things come before parts of texts and schemes of concepts: a document and the article that reports on it may share a
title, and the document is meant. Several things of the same standing are an error that lists them; none is an error
that lists what is near.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from kg import ontology
from kg.errors import QueryError
from kg.frozen import frozen
from kg.model import Cell
from kg.pinyin import plain, spellings
from kg.query import finding
from kg.query.index import Index, Thing, opened
from kg.query.process import Asks, Request
from kg.query.scope import graphs

__all__ = [
    "Match", "address", "candidates", "chosen", "described", "listed", "named", "resolve", "select", "standing",
    "suggestions",
]  # fmt: skip

_KINDS = ("label", "alt", "hidden")
_LAYOUT = frozenset({"Article", "Clause", "Issue", "Measure", "Quantity"})
_SHOWN = 9
_ALIKE = 0.3
_POOL = 200
"""How many names that share something are looked at for each part."""
_SOUNDS = 4


@frozen
class Match:
    """A thing that a name can mean; ``how`` says whether the name is its label, an alias (alt) or misprint (hidden)."""

    number: int
    iri: str
    label: str
    type: str
    how: str
    texts: int


def resolve(graph: Path, name: str, *, types: Sequence[str] = ()) -> Match:
    """Give the one thing that a name means."""
    with opened(graph) as index:
        return named(index, name, types=types)


def named(index: Index, name: str, *, types: Sequence[str] = ()) -> Match:
    """Give the one thing that a name or an IRI means."""
    return chosen(name, candidates(index, name, types=types), lambda: suggestions(index, name))


def chosen(name: str, found: Sequence[Match], near: Callable[[], Sequence[str]]) -> Match:
    """Give the one thing found by a name; of several the reader chooses, of none ``near`` says what is like it."""
    if len(found) == 1:
        return found[0]
    if found:
        raise QueryError("ambiguous_name", name=name, count=str(len(found)), candidates=listed(found), choices=found)
    alike = near()
    if alike:
        raise QueryError("unknown_name_near", name=name, near="、".join(alike))
    raise QueryError("unknown_name", name=name)


def candidates(index: Index, name: str, *, types: Sequence[str] = (), parts: bool = True) -> tuple[Match, ...]:
    """Give all things of the best standing that a name can mean, those in most texts first.

    Without ``parts`` those of texts count only as they are written: to look for them else reads all names.
    """
    matches: dict[int, Match] = {}
    for how, number in _found(index, name, parts=parts):
        match = _match(index.thing(number), how)
        if _fits(match, types):
            matches[number] = min(match, matches.get(number, match), key=standing)
    best = min((standing(match) for match in matches.values()), default=None)
    fitting = [match for match in matches.values() if standing(match) == best]
    return tuple(sorted(fitting, key=lambda match: (-match.texts, match.label, match.iri)))


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


def select(worker: Asks, text: str, *, scope: Sequence[str] = ()) -> list[tuple[Cell, ...]]:
    """Ask one of our own questions over the union of all graphs, or of those of some sources."""
    return list(worker.ask(Request((text,), ontology.PREFIXES, scope=graphs(scope))).rows)


def standing(match: Match) -> tuple[bool, int]:
    """Rank a match: things before parts of texts, labels before other names."""
    return match.type in _LAYOUT or not match.type, _KINDS.index(match.how)


def address(name: str) -> str:
    """Take ``<iri>``, ``id:x`` or a bare IRI as such."""
    bare = name.removeprefix("<").removesuffix(">")
    if bare.startswith("id:"):
        return ontology.ID + bare[3:]
    return bare if bare.startswith(("http://", "https://", "urn:")) else ""


def _found(index: Index, name: str, *, parts: bool) -> list[tuple[str, int]]:
    iri = address(name)
    number = index.number(iri) if iri else None
    if number is not None:
        return [("label", number)]
    return list(index.named(name)) or _but_for_signs(index, name, parts=parts)


def _but_for_signs(index: Index, name: str, *, parts: bool) -> list[tuple[str, int]]:
    """Find a name that differs in width, quotes, brackets of titles or spaces alone: what typing and pasting change.

    Parts of texts are not in the files of keys: what is not found there is looked for among all names.
    """
    wanted = plain(name)
    return list(finding.same(index, name)) or [
        (how, number) for label, how, number in (index.names() if parts and wanted else ()) if plain(label) == wanted
    ]


def _alike(index: Index, wanted: str) -> Iterator[tuple[int, str, bool]]:
    """Give names that share something with the one wanted, and whether they sound like it."""
    for _, spelled in zip(range(_SOUNDS), spellings(wanted)[1], strict=False):
        yield from ((number, "", True) for number in finding.sounding(index, spelled))
    fitting = finding.fits(index, wanted, most=_POOL)
    yield from ((fit.number, fit.key, fit.spelled) for fit in fitting if not (fit.spelled and fit.how == "fuzzy"))
    for part in _pairs(wanted):
        yield from ((number, key, False) for number, key in finding.inside(index, part, most=_POOL))
    yield from ((number, key, False) for number, key in finding.begun(index, wanted[:1], most=_POOL))


def _match(thing: Thing, how: str) -> Match:
    return Match(thing.number, thing.iri, thing.label or thing.iri, thing.kind, how, thing.texts)


def _fits(match: Match, types: Sequence[str]) -> bool:
    known = ontology.load()
    above = known.superclasses(match.type) if match.type in known.classes else ()
    return not types or any(kind in types for kind in (match.type, *above))


def listed(matches: Sequence[Match]) -> str:
    """List what a name can mean, one a line."""
    return "".join(f"\n  {described(match)}" for match in matches[:_SHOWN]) + "\n  …" * (len(matches) > _SHOWN)


def described(match: Match) -> str:
    """Tell a thing from others of its name: label, class, number of texts, address."""
    known = ontology.load()
    return f"{match.label}（{known.label(match.type)}，{match.texts}，{known.compact(match.iri)}）"


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
