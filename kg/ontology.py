"""What the graph's words mean: ``ontology/*.ttl`` → classes, relations, labels, prefixes.

The files keep to the small part of Turtle that ``kg.turtle`` reads, so that help, completion and queries need no RDF
library, and a path that names two relations reads two blocks. Terms are plain strings in the spelling of N-Triples.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping

from kg import resources
from kg.frozen import frozen
from kg.model.iri import ID, PB
from kg.model.quad import Triple, unescape
from kg.typed import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from kg.turtle import Turtle

__all__ = [
    "ID", "PB", "PREFIXES", "VOCABULARY", "ClassInfo", "EdgeKind", "Ontology", "RelationInfo", "Triple", "load",
    "ntriples", "triples",
]  # fmt: skip

PREFIXES: Mapping[str, str] = {
    "pb": PB,
    "id": ID,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
}
VOCABULARY = ("types.ttl", "relations.ttl", "alignments.ttl", "schemes.ttl", "gb4754.ttl")
"""The files that make up the graph ``id:g-ontology``; the shapes only check and stay outside."""

EdgeKind = Literal["fact", "provenance", "schema"]

_E = TypeVar("_E")
_KINDS: tuple[EdgeKind, ...] = ("fact", "provenance", "schema")


@frozen
class ClassInfo:
    """One class; ``parent`` is the local name of the class above in ``pb:`` ("" at the top), ``icon`` one character."""

    name: str
    iri: str
    label_zh: str
    label_en: str
    parent: str
    definition_zh: str
    definition_en: str
    icon: str
    colour: str


@frozen
class RelationInfo:
    """One relation. ``inverse_zh`` is how it reads from object to subject; "" where the object is a literal.

    ``domain`` and ``range`` are choices: local names of classes in ``pb:``, prefixed names of others (xsd:date).
    ``walked`` says that paths walk it: all facts, and of the others those that carry on from place to place.
    """

    name: str
    iri: str
    label_zh: str
    label_en: str
    inverse_zh: str
    inverse_en: str
    kind: EdgeKind
    domain: tuple[str, ...]
    range: tuple[str, ...]
    definition_zh: str
    definition_en: str
    walked: bool = False

    @property
    def literal(self) -> bool:
        """Say whether its objects are values, never things."""
        return all(name.startswith(("xsd:", "rdf:langString")) for name in self.range)

    @property
    def datatype(self) -> str:
        """Give the IRI of the one datatype of its values; "" for things and where several are allowed."""
        return _expand(self.range[0]) if self.literal and len(self.range) == 1 else ""


@frozen
class Ontology:
    """All classes and relations. Keys are local names in ``pb:``, prefixed names (``skos:broader``) elsewhere."""

    classes: Mapping[str, ClassInfo]
    relations: Mapping[str, RelationInfo]
    prefixes: Mapping[str, str]

    def label(self, name: str, lang: str = "zh") -> str:
        """Give the label of a class or relation by local name, prefixed name or IRI; the name itself if unknown."""
        found = self.classes.get(self.local(name)) or self.relations.get(self.local(name))
        if found is None:
            return name
        return found.label_zh if lang == "zh" else found.label_en

    def local(self, name: str) -> str:
        """Shorten an IRI or ``pb:`` name to the key under which it stands here."""
        short = self.compact(name) if "://" in name else name
        return short.removeprefix("pb:")

    def expand(self, name: str) -> str:
        """Turn a key or prefixed name into an IRI."""
        return _expand(name)

    def compact(self, iri: str) -> str:
        """Turn an IRI into a prefixed name where one of the prefixes fits."""
        return _compact(iri)

    def relation(self, name: str) -> RelationInfo | None:
        """Find a relation by local name, prefixed name or IRI."""
        return self.relations.get(self.local(name))

    def edges(self, kind: EdgeKind) -> frozenset[str]:
        """Give the IRIs of all relations of one kind."""
        return frozenset(relation.iri for relation in self.relations.values() if relation.kind == kind)

    def walked(self) -> frozenset[str]:
        """Give the IRIs of all relations that paths walk."""
        return frozenset(relation.iri for relation in self.relations.values() if relation.walked)

    def subclasses(self, name: str) -> frozenset[str]:
        """Give the local names of a class and all classes below it."""
        below = {name}
        while more := {c.name for c in self.classes.values() if c.parent in below} - below:
            below |= more
        return frozenset(below)

    def superclasses(self, name: str) -> tuple[str, ...]:
        """Give the local names of the classes above, nearest first."""
        above: list[str] = []
        while name := self.classes[name].parent:
            above.append(name)
        return tuple(above)


@functools.cache
def load() -> Ontology:
    """Give the classes and relations, each read when it is first asked for."""
    return Ontology(classes=_Entries(_class), relations=_Entries(_relation), prefixes=PREFIXES)


@functools.cache
def triples(name: str) -> tuple[Triple, ...]:
    """Read one file of ``ontology/`` into its triples, in the order of the file."""
    return tuple(_file(name).triples())


def ntriples() -> tuple[str, ...]:
    """Give the vocabulary, alignments and schemes as sorted lines of N-Triples, without line ends."""
    return tuple(sorted({f"{s} {p} {o} ." for name in VOCABULARY for s, p, o in triples(name)}))


class _Entries(Mapping[str, _E]):
    """Classes or relations by name; who goes through them has all of them read, in the order of the files."""

    def __init__(self, made: "Callable[[_Facts, str], _E | None]") -> None:
        self._made = made
        self._known: dict[str, _E | None] = {}
        self._names: tuple[str, ...] | None = None

    def __getitem__(self, name: str) -> _E:
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        if self._names is None:
            words = (word.removeprefix("pb:") for file in _files() for word in file.words())
            self._names = tuple(filter(self.get, words))
        return iter(self._names)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def get(self, name: str, default: _E | None = None) -> _E | None:  # type: ignore[override] # none is no entry
        if name not in self._known:
            iri = _expand(name)
            rows = (row for file in _files() for row in file.block(_compact(iri)))
            self._known[name] = self._made(_Facts(rows, iri), iri) if not name.startswith("pb:") else None
        found = self._known[name]
        return default if found is None else found


@functools.cache
def _files() -> "tuple[Turtle, ...]":
    return _file("types.ttl"), _file("relations.ttl")


def _file(name: str) -> "Turtle":
    from kg.turtle import Turtle

    return Turtle(name, resources.ontology(name).read_text(encoding="utf-8"))


def _class(facts: "_Facts", iri: str) -> ClassInfo | None:
    if "owl:Class" not in facts.names("rdf:type"):
        return None
    return ClassInfo(
        _compact(iri).removeprefix("pb:"),
        iri,
        *facts.both("rdfs:label"),
        next((name for name in facts.names("rdfs:subClassOf") if ":" not in name), ""),
        *facts.both("skos:definition"),
        facts.text("pb:icon"),
        facts.text("pb:colour"),
    )


def _relation(facts: "_Facts", iri: str) -> RelationInfo | None:
    kind = next((kind for kind in _KINDS if kind in facts.names("pb:edgeKind")), None)
    if kind is None:
        return None
    return RelationInfo(
        _compact(iri).removeprefix("pb:"),
        iri,
        *facts.both("rdfs:label"),
        *facts.both("pb:backwards"),
        kind,
        facts.names("schema:domainIncludes"),
        facts.names("schema:rangeIncludes"),
        *facts.both("skos:definition"),
        kind == "fact" or bool(facts.names("pb:walked")),
    )


class _Facts:
    """What a block says of the thing that it begins with, asked with prefixed names."""

    def __init__(self, rows: Iterable[Triple], iri: str) -> None:
        self._objects: dict[str, list[str]] = {}
        for subject, relation, thing in rows:
            if subject == f"<{iri}>":
                self._objects.setdefault(relation, []).append(thing)

    def names(self, relation: str) -> tuple[str, ...]:
        return tuple(_compact(unescape(thing)).removeprefix("pb:") for thing in self._all(relation))

    def text(self, relation: str) -> str:
        return next(map(unescape, self._all(relation)), "")

    def both(self, relation: str) -> tuple[str, str]:
        texts = {thing[thing.rindex('"') + 1 :]: unescape(thing) for thing in self._all(relation)}
        return texts.get("@zh", ""), texts.get("@en", "")

    def _all(self, relation: str) -> list[str]:
        return self._objects.get(f"<{_expand(relation)}>", [])


def _expand(name: str) -> str:
    prefix, found, local = name.partition(":")
    if not found:
        return PB + name
    return PREFIXES[prefix] + local if prefix in PREFIXES else name


def _compact(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
