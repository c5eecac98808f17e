"""The reference graph that a shard needs: what the tables say of its places, agencies and concepts, and upwards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kg import ontology
from kg.encode.sheet import CONCEPTS
from kg.lexicon import Lexicon, Row
from kg.model import Shard
from kg.model.iri import ID, PB, thing
from kg.model.quad import RDFS, SKOS, TYPE, join, literal, node, split

__all__ = ["reference"]

NATION = "100000"

_TYPED = f" {TYPE} <{PB}"
_GRAPH = node(f"{ID}g-reference")
_TABLES = {"sectors": "Sector", "groups": "Group", "instruments": "Instrument"}
_AGENCY = re.compile(re.escape(ID) + r"agency-(\d{6})-.+")
_DIVISION = 2
_UPWARDS = frozenset({
    f"{PB}within", f"{PB}place", f"{PB}parent", f"{PB}formerly", f"{PB}gb4754", f"{SKOS}broader", f"{SKOS}inScheme",
})  # fmt: skip
_COPIED = frozenset({TYPE, node(f"{RDFS}label"), *(node(SKOS + name) for name in ("altLabel", "broader", "inScheme"))})


def reference(shard: Shard, lexicon: Lexicon) -> tuple[str, ...]:
    """Give the lines of ``id:g-reference`` for the things in a shard and all that they lie within."""
    book = _book(lexicon)
    lines: set[str] = set()
    ahead = sorted({line[1 : line.index(">")] for line in shard.blocks if _TYPED in line})
    seen = set(ahead)
    while ahead:
        told, wider = book.told(ahead.pop())
        lines.update(told)
        fresh = [above for above in wider if above not in seen]
        seen.update(fresh)
        ahead += fresh
    return tuple(sorted(lines))


@dataclass(slots=True)
class _Book:
    """The rows of the tables by the IRI of what they describe; ``schemes`` is what the ontology says of concepts."""

    rows: dict[str, Row] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    schemes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _told: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict, repr=False)

    def told(self, iri: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the lines on a thing and the things above it; kept for those of the tables, which every text names."""
        known = self._told.get(iri)
        if known is None:
            about = tuple(self.about(iri))
            above = (split(line)[2][1:-1] for predicate, line in about if predicate in _UPWARDS)
            known = (tuple(line for _, line in about), tuple(dict.fromkeys(above)))
            if iri in self.rows:
                self._told[iri] = known
        return known

    def about(self, iri: str) -> Iterator[tuple[str, str]]:
        """Give predicate and line of all that is known of a thing."""
        row = self.rows.get(iri)
        if row is not None:
            yield from self._names(iri, row)
        for predicate, value in self.schemes.get(iri, ()):
            yield predicate, join(node(iri), node(predicate), value, _GRAPH)
        for predicate, value in self._facts(iri, row):
            yield predicate, join(node(iri), node(predicate), value, _GRAPH)

    def _names(self, iri: str, row: Row) -> Iterator[tuple[str, str]]:
        kind = self.kinds[iri]
        types = [PB + kind] + ([f"{SKOS}Concept"] if kind in CONCEPTS else [])
        for each in types:
            yield TYPE, join(node(iri), TYPE, node(each), _GRAPH)
        names = [(f"{RDFS}label", row.label)]
        names += [(f"{SKOS}altLabel", alias) for alias in (*row.aliases, *row.values("former")) if alias != row.label]
        for predicate, name in names:
            yield predicate, join(node(iri), node(predicate), literal(name, lang="zh"), _GRAPH)

    def _facts(self, iri: str, row: Row | None) -> Iterator[tuple[str, str]]:
        kind = self.kinds.get(iri, "")
        if kind == "Place" and row is not None:
            yield from _place(row)
        elif kind in CONCEPTS and row is not None:
            yield from self._concept(kind, row)
        elif found := _AGENCY.fullmatch(iri):
            yield from self._agency(found[1], row)

    def _concept(self, kind: str, row: Row) -> Iterator[tuple[str, str]]:
        for above in (*row.values("broader"), *row.values("category")):
            yield f"{SKOS}broader", node(thing(kind, above))
        schemes = row.values("scheme") or (kind.lower(),)
        wider = [("inScheme", SKOS, thing("Scheme", scheme)) for scheme in schemes]
        wider += [("gb4754", PB, thing("gb4754", code[:_DIVISION])) for code in row.values("gb")]
        for name, base, above in wider:
            if above in self.schemes:
                yield base + name, node(above)

    def _agency(self, code: str, row: Row | None) -> Iterator[tuple[str, str]]:
        yield f"{PB}place", node(thing("Place", code))
        yield f"{PB}level", literal(_level(code))
        if row is None:
            return
        for relation, names in (("parent", row.values("parent")), ("formerly", row.values("formerly"))):
            for name in names:
                if name in self.agencies:
                    yield PB + relation, node(self.agencies[name])


@lru_cache(maxsize=4)
def _book(lexicon: Lexicon) -> _Book:
    book = _Book(schemes=_schemes())
    for row in lexicon.rows("places"):
        _enter(book, "Place", row.fields.get("code") or row.label, row)
    for row in lexicon.rows("agencies"):
        iri = _enter(book, "Agency", f"{row.fields.get('place') or NATION}-{row.label}", row)
        book.agencies.update(dict.fromkeys((row.label, *row.aliases), iri))
    for table, kind in _TABLES.items():
        for row in lexicon.rows(table):
            _enter(book, kind, row.label, row)
    return book


def _enter(book: _Book, kind: str, key: str, row: Row) -> str:
    iri = thing(kind, key)
    book.rows[iri] = row
    book.kinds[iri] = kind
    return iri


def _place(row: Row) -> Iterator[tuple[str, str]]:
    code = row.fields.get("code", "")
    if code.isdigit():
        yield f"{PB}gbCode", literal(code)
    for above in row.values("within"):
        yield f"{PB}within", node(thing("Place", above))


def _schemes() -> dict[str, list[tuple[str, str]]]:
    """Read what the ontology says of schemes and of the concepts that head them, in the language of the texts."""
    found: dict[str, list[tuple[str, str]]] = {}
    for file in ("schemes.ttl", "gb4754.ttl"):
        for subject, predicate, value in ontology.triples(file):
            if predicate in _COPIED and not value.endswith("@en"):
                found.setdefault(subject[1:-1], []).append((predicate[1:-1], value))
    return found


def _level(code: str) -> str:
    """Tell the level of a body from the code of its place."""
    if code == NATION:
        return "国家"
    if code.endswith("0000"):
        return "省"
    return "市" if code.endswith("00") else "县"
