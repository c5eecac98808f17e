"""What the graph's words mean: ``ontology/*.ttl`` → classes, relations, labels, prefixes.

The files keep to a small part of Turtle (one-line strings, no blank-node labels, no base), which the reader below
takes in a few milliseconds, so that help, completion and queries need no RDF library. Terms are plain strings in the
spelling of N-Triples: ``<iri>``, ``"text"@zh``, ``"1"^^<…integer>``, ``_:b1``.
"""

import functools
import re
from collections.abc import Iterator, Mapping

from kg import resources
from kg.frozen import frozen
from kg.model.iri import ID, PB
from kg.model.quad import unescape
from kg.typed import Literal

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
Triple = tuple[str, str, str]

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
    """Read the classes and relations, once in a process."""
    facts = _Facts((*triples("types.ttl"), *triples("relations.ttl")))
    classes = {_compact(iri).removeprefix("pb:"): iri for iri in facts.subjects("rdf:type", "owl:Class")}
    kinds = {kind: facts.subjects("pb:edgeKind", f"pb:{kind}") for kind in _KINDS}
    relations = [_relation(facts, iri, kind) for kind, iris in kinds.items() for iri in iris]
    return Ontology(
        classes={name: _class(facts, name, iri) for name, iri in classes.items()},
        relations={relation.name: relation for relation in relations},
        prefixes=PREFIXES,
    )


@functools.cache
def triples(name: str) -> tuple[Triple, ...]:
    """Read one file of ``ontology/`` into its triples, in the order of the file."""
    return tuple(_Reader(name, resources.ontology(name).read_text(encoding="utf-8")).document())


def ntriples() -> tuple[str, ...]:
    """Give the vocabulary, alignments and schemes as sorted lines of N-Triples, without line ends."""
    return tuple(sorted({f"{s} {p} {o} ." for name in VOCABULARY for s, p, o in triples(name)}))


def _class(facts: "_Facts", name: str, iri: str) -> ClassInfo:
    parents = [p for p in facts.names(iri, "rdfs:subClassOf") if ":" not in p]
    label_zh, label_en = facts.both(iri, "rdfs:label")
    definition_zh, definition_en = facts.both(iri, "skos:definition")
    icon, colour = (facts.text(iri, relation) for relation in ("pb:icon", "pb:colour"))
    parent = parents[0] if parents else ""
    return ClassInfo(name, iri, label_zh, label_en, parent, definition_zh, definition_en, icon, colour)


def _relation(facts: "_Facts", iri: str, kind: EdgeKind) -> RelationInfo:
    label_zh, label_en = facts.both(iri, "rdfs:label")
    inverse_zh, inverse_en = facts.both(iri, "pb:backwards")
    definition_zh, definition_en = facts.both(iri, "skos:definition")
    return RelationInfo(
        name=_compact(iri).removeprefix("pb:"),
        iri=iri,
        label_zh=label_zh,
        label_en=label_en,
        inverse_zh=inverse_zh,
        inverse_en=inverse_en,
        kind=kind,
        domain=facts.names(iri, "schema:domainIncludes"),
        range=facts.names(iri, "schema:rangeIncludes"),
        definition_zh=definition_zh,
        definition_en=definition_en,
    )


class _Facts:
    """Triples by subject and predicate, asked with prefixed names."""

    def __init__(self, rows: tuple[Triple, ...]) -> None:
        self._objects: dict[tuple[str, str], list[str]] = {}
        self._rows = rows
        for s, p, o in rows:
            self._objects.setdefault((s, p), []).append(o)

    def subjects(self, relation: str, thing: str) -> list[str]:
        wanted = (f"<{_expand(relation)}>", f"<{_expand(thing)}>")
        return [unescape(s) for s, p, o in self._rows if (p, o) == wanted]

    def names(self, iri: str, relation: str) -> tuple[str, ...]:
        return tuple(_compact(unescape(o)).removeprefix("pb:") for o in self._all(iri, relation))

    def text(self, iri: str, relation: str) -> str:
        return next((unescape(o) for o in self._all(iri, relation)), "")

    def both(self, iri: str, relation: str) -> tuple[str, str]:
        texts = {o[o.rindex('"') + 1 :]: unescape(o) for o in self._all(iri, relation)}
        return texts.get("@zh", ""), texts.get("@en", "")

    def _all(self, iri: str, relation: str) -> list[str]:
        return self._objects.get((f"<{iri}>", f"<{_expand(relation)}>"), [])


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


_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
    |(?P<iri><[^<>"\s]*>)
    |(?P<string>"(?:[^"\\\n]|\\["\\])*")
    |(?P<lang>@[a-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<number>[+-]?\d+(?:\.\d+)?)
    |(?P<name>\w[\w-]*?:[\w-]*(?:\.[\w-]+)*|a\b|true\b|false\b)
    |(?P<mark>\^\^|[.;,()\[\]])""",
    re.VERBOSE,
)
_RDF, _XSD = PREFIXES["rdf"], PREFIXES["xsd"]


class _Reader:
    """One file being read: tokens ahead, triples behind."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._prefixes: dict[str, str] = {}
        self._triples: list[Triple] = []
        self._blanks = 0
        self._tokens = self._scan(text)
        self._kind, self._token = next(self._tokens)

    def document(self) -> list[Triple]:
        while self._kind != "end":
            if self._token == "@prefix":
                self._prefix()
            else:
                self._properties(self._term())
            self._take(".")
        return self._triples

    def _scan(self, text: str) -> Iterator[tuple[str, str]]:
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise ValueError(
                    f"{self._name}: cannot read {text[at : at + 20]!r} in line {text.count(chr(10), 0, at) + 1}"
                )
            at = match.end()
            if match.lastgroup and match.lastgroup != "skip":
                yield match.lastgroup, match.group()
        yield "end", ""

    def _take(self, expected: str = "") -> str:
        token = self._token
        if expected and token != expected:
            raise ValueError(f"{self._name}: expected {expected!r}, found {token!r} after {self._triples[-1:]}")
        self._kind, self._token = next(self._tokens, ("end", ""))
        return token

    def _prefix(self) -> None:
        self._take("@prefix")
        prefix = self._take().removesuffix(":")
        self._prefixes[prefix] = self._take().strip("<>")

    def _properties(self, subject: str) -> None:
        while self._token not in {".", "]"}:
            predicate = self._term()
            self._add(subject, predicate, self._term())
            while self._token == ",":
                self._take()
                self._add(subject, predicate, self._term())
            if self._token == ";":
                self._take()

    def _add(self, subject: str, predicate: str, thing: str) -> None:
        self._triples.append((subject, predicate, thing))

    def _term(self) -> str:
        kind, token = self._kind, self._take()
        if kind == "iri":
            return token
        if kind == "string":
            return token + self._tail()
        if kind == "number":
            return f'"{token}"^^<{_XSD}{"decimal" if "." in token else "integer"}>'
        if kind == "name":
            return self._named(token)
        return self._list() if token == "(" else self._blank(token)

    def _tail(self) -> str:
        if self._kind == "lang":
            return self._take()
        if self._token != "^^":
            return ""
        self._take()
        return f"^^{self._term()}"

    def _named(self, token: str) -> str:
        if token == "a":
            return f"<{_RDF}type>"
        if token in {"true", "false"}:
            return f'"{token}"^^<{_XSD}boolean>'
        prefix, _, local = token.partition(":")
        if prefix not in self._prefixes:
            raise ValueError(f"{self._name}: no prefix {prefix!r} is declared")
        return f"<{self._prefixes[prefix]}{local}>"

    def _blank(self, token: str) -> str:
        if token != "[":
            raise ValueError(f"{self._name}: {token!r} is not a term, after {self._triples[-1:]}")
        blank = self._fresh()
        self._properties(blank)
        self._take("]")
        return blank

    def _list(self) -> str:
        members: list[str] = []
        while self._token != ")":
            members.append(self._term())
        self._take(")")
        rest = f"<{_RDF}nil>"
        for member in reversed(members):
            blank = self._fresh()
            self._add(blank, f"<{_RDF}first>", member)
            self._add(blank, f"<{_RDF}rest>", rest)
            rest = blank
        return rest

    def _fresh(self) -> str:
        self._blanks += 1
        return f"_:b{self._blanks}"
