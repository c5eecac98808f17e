"""A name → the thing of the graph that it means: exact label, alias or known misprint; never a guess.

Things come before parts of texts and schemes of concepts: a document and the article that reports on it may share a
title, and the document is meant. Several things of the same standing are an error that lists them; none is an error
that lists what is near.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from kg import ontology
from kg.errors import QueryError
from kg.frozen import frozen
from kg.model import Cell
from kg.query.index import Index, Thing, opened
from kg.query.process import Asks, Request
from kg.query.scope import graphs

__all__ = [
    "Match", "address", "candidates", "chosen", "described", "listed", "named", "resolve", "select", "standing",
]  # fmt: skip

_KINDS = ("label", "alt", "hidden")
_LAYOUT = frozenset({"Article", "Clause", "Issue", "Measure", "Quantity"})
_SHOWN = 9


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

    def near() -> Sequence[str]:
        from kg.query.near import suggestions

        return suggestions(index, name)

    return chosen(name, candidates(index, name, types=types), near)


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
    if exact := list(index.named(name)):
        return exact
    from kg.query.near import but_for_signs

    return but_for_signs(index, name, parts=parts)


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
