"""A name → the thing of the graph that it means: exact label, alias or known misprint; never a guess.

Things come before parts of texts and schemes of concepts: a document and the article that reports on it may share a
title, and the document is meant. Several things of the same standing are an error that lists them; none is an error
that lists what is near.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import ontology
from kg.errors import QueryError
from kg.model import Cell
from kg.query.index import Index, Thing, opened
from kg.query.process import Request, Worker

__all__ = ["Match", "candidates", "named", "resolve", "select", "suggestions"]

_KINDS = ("label", "alt", "hidden")
_LAYOUT = frozenset({"Article", "Clause", "Issue", "Measure", "Quantity"})
_SIGNS = str.maketrans("", "", "“”‘’\"'《》〈〉「」『』【】 　·")
_SHOWN = 9
_ALIKE = 0.3


@dataclass(frozen=True, slots=True)
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
    found = candidates(index, name, types=types)
    if len(found) == 1:
        return found[0]
    if found:
        choices = "；".join(_described(match) for match in found[:_SHOWN])
        raise QueryError("ambiguous_name", name=name, count=str(len(found)), candidates=choices)
    near = suggestions(index, name)
    if near:
        raise QueryError("unknown_name_near", name=name, near="、".join(near))
    raise QueryError("unknown_name", name=name)


def candidates(index: Index, name: str, *, types: Sequence[str] = ()) -> tuple[Match, ...]:
    """Give all things of the best standing that a name can mean, those in most texts first."""
    matches: dict[int, Match] = {}
    for how, number in _found(index, name):
        match = _match(index.thing(number), how)
        if _fits(match, types):
            matches[number] = min(match, matches.get(number, match), key=_standing)
    best = min((_standing(match) for match in matches.values()), default=None)
    fitting = [match for match in matches.values() if _standing(match) == best]
    return tuple(sorted(fitting, key=lambda match: (-match.texts, match.label, match.iri)))


def suggestions(index: Index, name: str, *, count: int = 5) -> tuple[str, ...]:
    """Give the names of the graph that look most like ``name``: parts of each other, then few characters apart."""
    wanted = _plain(name)
    scored: dict[str, float] = {}
    for label, how, _ in index.names():
        score = _likeness(wanted, _plain(label)) if how != "hidden" else 0.0
        if score > 0:
            scored[label] = score
    return tuple(sorted(scored, key=lambda label: (-scored[label], len(label), label))[:count])


def select(worker: Worker, text: str) -> list[tuple[Cell, ...]]:
    """Ask one of our own questions over the union of all graphs."""
    return list(worker.ask(Request((text,), ontology.PREFIXES)).rows)


def _found(index: Index, name: str) -> list[tuple[str, int]]:
    iri = _iri(name)
    number = index.number(iri) if iri else None
    if number is not None:
        return [("label", number)]
    return list(index.named(name)) or _but_for_signs(index, name)


def _but_for_signs(index: Index, name: str) -> list[tuple[str, int]]:
    """Find a name that differs in width, quotes, brackets of titles or spaces alone: what typing and pasting change."""
    wanted = _plain(name)
    return [(how, number) for label, how, number in index.names() if wanted and _plain(label) == wanted]


def _match(thing: Thing, how: str) -> Match:
    return Match(thing.number, thing.iri, thing.label or thing.iri, thing.kind, how, thing.texts)


def _standing(match: Match) -> tuple[bool, int]:
    return match.type in _LAYOUT or not match.type, _KINDS.index(match.how)


def _fits(match: Match, types: Sequence[str]) -> bool:
    known = ontology.load()
    above = known.superclasses(match.type) if match.type in known.classes else ()
    return not types or any(kind in types for kind in (match.type, *above))


def _described(match: Match) -> str:
    known = ontology.load()
    return f"{match.label}（{known.label(match.type)}，{match.texts}，{known.compact(match.iri)}）"


def _iri(name: str) -> str:
    """Take ``<iri>``, ``id:x`` or a bare IRI as such."""
    bare = name.removeprefix("<").removesuffix(">")
    if bare.startswith("id:"):
        return ontology.ID + bare[3:]
    return bare if bare.startswith(("http://", "https://", "urn:")) else ""


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).translate(_SIGNS).lower()


def _likeness(wanted: str, label: str) -> float:
    """Score two names: the same but for signs, one left out of the other, or sharing pairs of characters."""
    if not wanted or not label:
        return 0.0
    if wanted == label:
        return 3.0
    if _within(wanted, label):
        return 1.0 + len(wanted) / len(label)
    ours, theirs = _pairs(wanted), _pairs(label)
    score = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    if label in wanted:
        score = max(score, len(label) / len(wanted))
    return score if score >= _ALIKE else 0.0


def _within(short: str, long: str) -> bool:
    """Say whether a name is another with characters left out."""
    rest = iter(long)
    return all(character in rest for character in short)


def _pairs(text: str) -> frozenset[str]:
    pairs: Iterable[str] = (text[at : at + 2] for at in range(len(text) - 1))
    return frozenset(pairs) | {text[0]}
