"""A graph of quads → a network of things and the facts between them, projected once for all network formats.

Things are the entities that texts speak of; an edge is one fact with the texts that state it and the sentence of the
first. Identifiers are short, stable and differ between nodes and edges: a hash of the IRI or of the three terms.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from kg import ontology
from kg.model.iri import ID, PB
from kg.model.quad import RDFS, TYPE, split, unescape
from kg.store import Graph

__all__ = ["Edge", "Network", "Node", "project"]

_ANGLE = math.pi * (3 - math.sqrt(5))
_RADIUS = 1000.0
_SIZES = (4.0, 40.0)
_NOTED = {"docNumber": "doc_number", "docDate": "doc_date", "status": "status", "edition": "edition"}
_ONTOLOGY = f"<{ID}g-ontology>"
_LABEL = f"<{RDFS}label>"


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: ``kind`` its class, ``first_issue`` and ``date`` of the earliest text that speaks of it."""

    id: str
    label: str
    kind: str
    kind_zh: str
    iri: str
    first_issue: str
    date: str
    texts: int
    colour: str
    size: float
    x: float
    y: float
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """A fact: ``issue`` names the texts that state it, ``weight`` counts them, ``evidence`` is the first sentence."""

    id: str
    source: str
    target: str
    predicate: str
    predicate_zh: str
    issue: str
    date: str
    evidence: str
    weight: int


@dataclass(frozen=True, slots=True)
class Network:
    """What a network file holds, nodes by kind and label, edges by their ends."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def attributes(self) -> tuple[str, ...]:
        """Name the further attributes that any node has."""
        return tuple(sorted({name for node in self.nodes for name in node.attributes}))


def project(graph: Graph) -> Network:
    """Read all quads once and keep what a network shows."""
    seen = _Seen()
    for line in graph.quads():
        seen.see(*split(line))
    return _network(seen)


@dataclass(slots=True)
class _Text:
    """What is known of a text: its label and number as printed, its date."""

    label: str = ""
    number: str = ""
    date: str = ""

    @property
    def order(self) -> tuple[str, str, str]:
        return self.date or "9999", self.number.zfill(9), self.label


@dataclass(slots=True)
class _Seen:
    """The quads that matter, by what they say."""

    kinds: dict[str, set[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    graphs: dict[str, set[str]] = field(default_factory=dict)
    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    facts: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)
    texts: dict[str, _Text] = field(default_factory=dict)
    issues: dict[str, str] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    proofs: dict[str, set[str]] = field(default_factory=dict)
    _stated: frozenset[str] = field(default_factory=lambda: ontology.load().edges("fact"))

    def see(self, subject: str, predicate: str, value: str, graph: str) -> None:
        if graph == _ONTOLOGY:
            return
        if graph.endswith("-evidence>"):
            self._prove(subject, predicate.removeprefix(f"<{PB}").removesuffix(">"), value)
        elif predicate == TYPE:
            self._type(subject, value, graph)
        elif predicate == _LABEL:
            label = unescape(value)
            self.labels[subject] = min(label, self.labels.get(subject, label))
        elif predicate[1:-1] in self._stated and value[0] != '"':
            self.facts.setdefault((subject, predicate, value), set()).add(graph)
        elif predicate.startswith(f"<{PB}"):
            self._note(subject, predicate[len(PB) + 1 : -1], value)

    def _type(self, subject: str, value: str, graph: str) -> None:
        name = ontology.load().local(value[1:-1])
        self.kinds.setdefault(subject, set()).add(name)
        self.graphs.setdefault(subject, set()).add(graph)
        if name == "Issue":
            self.issues[graph] = subject

    def _note(self, subject: str, name: str, value: str) -> None:
        text = self.texts.setdefault(subject, _Text()) if name in {"number", "date", "docDate"} else None
        if text is not None and name == "number":
            text.number = unescape(value)
        elif text is not None:
            text.date = unescape(value)
        if name in _NOTED:
            self.notes.setdefault(subject, {})[_NOTED[name]] = unescape(value)

    def _prove(self, subject: str, name: str, value: str) -> None:
        if name == "evidence":
            self.proofs.setdefault(subject, set()).add(value)
        elif name in {"subject", "predicate", "object", "source", "start", "quote"}:
            self.parts.setdefault(subject, {})[name] = value

    def text(self, node: str) -> _Text:
        """Give what is known of a text by its node."""
        known = self.texts.get(node, _Text())
        return _Text(self.labels.get(node, unescape(node).removeprefix(ID)), known.number, known.date)

    def sentences(self) -> dict[tuple[str, str, str], list[tuple[_Text, str]]]:
        """Give the sentences behind each statement, those of the earliest text first."""
        found: dict[tuple[str, str, str], list[tuple[_Text, str]]] = {}
        for iri, part in self.parts.items():
            if "predicate" not in part or "subject" not in part or "object" not in part:
                continue
            spans = [self.parts[span] for span in self.proofs.get(iri, ()) if "source" in self.parts.get(span, {})]
            said = [(self.text(s["source"]), int(unescape(s["start"])), unescape(s["quote"])) for s in spans]
            ordered = sorted(said, key=lambda row: (row[0].order, row[1:]))
            found[part["subject"], part["predicate"], part["object"]] = [(text, quote) for text, _, quote in ordered]
        return found


def _network(seen: _Seen) -> Network:
    entities = ontology.load().subclasses("Entity")
    kinds = {thing: kind for thing, many in seen.kinds.items() if (kind := _particular(many & entities))}
    facts = {row: graphs for row, graphs in seen.facts.items() if row[0] in kinds and row[2] in kinds}
    degree = Counter(end for subject, _, other in facts for end in {subject, other})
    spoken = [thing for thing in kinds if degree[thing] or any(g.endswith("-auto>") for g in seen.graphs[thing])]
    spoken.sort(key=lambda thing: (-degree[thing], kinds[thing], seen.labels.get(thing, thing), thing))
    most = max(degree.values(), default=1)
    nodes = [
        _node(seen, thing, kinds[thing], place=(at, len(spoken)), share=degree[thing] / most)
        for at, thing in enumerate(spoken)
    ]
    sentences = seen.sentences()
    edges = [_edge(row, sentences.get(row, [])) for row in facts]
    return Network(
        nodes=tuple(sorted(nodes, key=lambda node: (node.kind, node.label, node.iri))),
        edges=tuple(sorted(edges, key=lambda edge: (edge.source, edge.target, edge.predicate))),
    )


def _particular(kinds: Iterable[str]) -> str:
    known = ontology.load()
    return min(kinds, key=lambda kind: (-len(known.superclasses(kind)), kind), default="")


def _node(seen: _Seen, thing: str, kind: str, *, place: tuple[int, int], share: float) -> Node:
    iri = unescape(thing)
    texts = [seen.text(seen.issues[graph]) for graph in seen.graphs[thing] if graph in seen.issues]
    first = min(texts, key=lambda text: text.order, default=_Text())
    info = ontology.load().classes[kind]
    x, y = _place(*place)
    return Node(
        id=f"n{_hash(iri)}",
        label=_line(seen.labels.get(thing, "")) or ontology.load().compact(iri),
        kind=kind,
        kind_zh=info.label_zh,
        iri=iri,
        first_issue=first.number or first.label,
        date=first.date,
        texts=len([graph for graph in seen.graphs[thing] if graph.endswith("-auto>")]),
        colour=info.colour or "#888888",
        size=round(_SIZES[0] + (_SIZES[1] - _SIZES[0]) * math.sqrt(share), 2),
        x=x,
        y=y,
        attributes=seen.notes.get(thing, {}),
    )


def _edge(row: tuple[str, str, str], said: list[tuple[_Text, str]]) -> Edge:
    subject, predicate, other = (unescape(term) for term in row)
    info = ontology.load().relation(predicate)
    issues = dict.fromkeys(text.number or text.label for text, _ in said)
    return Edge(
        id=f"e{_hash(' '.join(row))}",
        source=f"n{_hash(subject)}",
        target=f"n{_hash(other)}",
        predicate=info.name if info else predicate,
        predicate_zh=info.label_zh if info else predicate,
        issue="|".join(issues),
        date=said[0][0].date if said else "",
        evidence=said[0][1] if said else "",
        weight=max(len(issues), 1),
    )


def _place(at: int, count: int) -> tuple[float, float]:
    """Put things on a spiral, the best connected in the middle, so that the file opens readable."""
    radius = _RADIUS * math.sqrt((at + 0.5) / max(count, 1))
    return round(radius * math.cos(at * _ANGLE), 2), round(radius * math.sin(at * _ANGLE), 2)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def _line(text: str) -> str:
    return " ".join(text.split())
