"""A shard in the making: every line is written here, so that names, spans and evidence are made in one way."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from kg import ontology
from kg.encode.values import term
from kg.model import Entity, Evidence, Issue, Span
from kg.model.iri import PB, graph, local, statement, thing
from kg.model.quad import RDFS, SKOS, TYPE, join, literal, node

__all__ = ["CONCEPTS", "Sheet"]

CONCEPTS = ("Sector", "Instrument", "Group")

_LABEL = node(f"{RDFS}label")


@dataclass(slots=True)
class _Names:
    """What one node is called in this text: every label as often as it was given."""

    labels: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)

    @property
    def label(self) -> str:
        """The label given most often, then the fullest."""
        return min(self.labels, key=lambda label: (-self.labels[label], -len(label), label), default="")


@dataclass(slots=True)
class _Proof:
    """What stands behind one statement of this text."""

    evidence: dict[Evidence, None] = field(default_factory=dict)
    confidence: float = 0.0


class Sheet:
    """The lines of one text. IRIs are given without brackets; ``add`` takes the object as a finished term."""

    def __init__(self, issue: Issue, whole: str) -> None:
        """Begin the sheet of ``issue``, whose text as a whole is the node ``whole``."""
        self.node = whole
        self.kinds: dict[str, set[str]] = defaultdict(set)
        self._text = issue.text
        self._source = issue.source
        self._auto = node(graph(issue.source, "auto"))
        self._evidence = node(graph(issue.source, "evidence"))
        self._lines: set[str] = set()
        self._spans: dict[Span, str] = {}
        self._names: dict[str, _Names] = defaultdict(_Names)
        self._proofs: dict[tuple[str, str, str], _Proof] = defaultdict(_Proof)

    @staticmethod
    def name(entity: Entity) -> str:
        """Give the IRI of an entity: its class and key, nothing else."""
        return thing(entity.type, entity.key)

    def label(self, iri: str) -> str:
        """Give the label that a node has in this text."""
        return self._names[iri].label if iri in self._names else ""

    def part(self, kind: str, *place: str | int, label: str, types: tuple[str, ...] = ()) -> str:
        """Write down a part of this text (article, clause, measure, quantity), named by its place in it."""
        iri = self.place(kind, *place)
        self.declare(iri, (kind, *types), label)
        return iri

    def place(self, kind: str, *place: str | int) -> str:
        """Give the IRI of a part of this text."""
        return thing(kind, local(self._source), *place)

    def entity(self, entity: Entity) -> str:
        """Write down an entity with its names; give its IRI."""
        iri = self.name(entity)
        self.declare(iri, (entity.type,), entity.label)
        names = self._names[iri]
        names.aliases.update(entity.aliases)
        names.hidden.update(entity.hidden)
        return iri

    def declare(self, iri: str, types: tuple[str, ...], label: str) -> None:
        """Write down what a node is and what it is called."""
        self.kinds[iri].update(types)
        if label:
            self._names[iri].labels[label] += 1

    def alias(self, iri: str, name: str) -> None:
        """Write down another name of a node."""
        self._names[iri].aliases.add(name)

    def add(self, subject: str, relation: str, value: str) -> None:
        """Write one triple of the extracted layer."""
        self._lines.add(join(node(subject), node(PB + relation), value, self._auto))

    def link(self, subject: str, relation: str, other: str) -> None:
        """Write an edge between two nodes that needs no statement of its own."""
        self.add(subject, relation, node(other))

    def note(self, subject: str, relation: str, value: str | int | bool | Decimal) -> None:
        """Write a property that needs no statement of its own; nothing where it is empty."""
        if value is not False and value != "":
            self.add(subject, relation, term(relation, value))

    def state(
        self, subject: str, relation: str, value: str, *, evidence: tuple[Evidence, ...], confidence: float
    ) -> None:
        """Write a fact and, once however often it is said, the statement with all evidence and the best confidence."""
        self.add(subject, relation, value)
        info = ontology.load().relation(relation)
        if info is not None and info.kind != "fact":
            return
        proof = self._proofs[node(subject), node(PB + relation), value]
        proof.evidence.update(dict.fromkeys(evidence))
        proof.confidence = max(proof.confidence, confidence)

    def proves(self, subject: str, span: Span) -> None:
        """Say where in the text a node comes from."""
        self._prove(subject, "evidence", node(self.span(span)))

    def marks(self, subject: str, span: Span) -> None:
        """Say which words of the sentence count."""
        self._prove(subject, "marks", node(self.span(span)))

    def span(self, span: Span) -> str:
        """Write down a piece of the text, once; give its IRI."""
        if span in self._spans:
            return self._spans[span]
        iri = self._spans[span] = thing("span", local(self._source), span.start, span.end)
        self._type(iri, "Span")
        self._prove(iri, "source", node(self.node))
        self._prove(iri, "start", term("start", span.start))
        self._prove(iri, "end", term("end", span.end))
        self._prove(iri, "quote", literal(self._text.quote(span)))
        self._prove(iri, "page", term("page", self._text.page(span)))
        return iri

    def quads(self) -> tuple[str, ...]:
        """Give all lines, sorted."""
        for iri, kinds in self.kinds.items():
            self._describe(iri, kinds)
        for (subject, predicate, value), proof in self._proofs.items():
            self._write_statement(subject, predicate, value, proof)
        self._proofs.clear()
        return tuple(sorted(self._lines))

    def _describe(self, iri: str, kinds: set[str]) -> None:
        types = [node(PB + kind) for kind in kinds]
        if not kinds.isdisjoint(CONCEPTS):
            types.append(node(f"{SKOS}Concept"))
        names = self._names[iri]
        label = names.label
        others = (set(names.labels) | names.aliases) - {label}
        self._lines.update(join(node(iri), TYPE, kind, self._auto) for kind in types)
        if label:
            self._lines.add(join(node(iri), _LABEL, literal(label, lang="zh"), self._auto))
        for relation, values in (("altLabel", others), ("hiddenLabel", names.hidden - others - {label})):
            predicate = node(SKOS + relation)
            self._lines.update(
                join(node(iri), predicate, literal(value, lang="zh"), self._auto) for value in values if value
            )

    def _write_statement(self, subject: str, predicate: str, value: str, proof: _Proof) -> None:
        iri = statement(subject, predicate, value)
        self._type(iri, "Statement")
        for relation, said in (("subject", subject), ("predicate", predicate), ("object", value)):
            self._prove(iri, relation, said)
        self._prove(iri, "confidence", term("confidence", Decimal(str(proof.confidence))))
        self._prove(iri, "state", literal("auto"))
        for evidence in proof.evidence:
            self._prove(iri, "rule", literal(evidence.rule))
            self.proves(iri, evidence.span)
            for mark in evidence.marks:
                self._prove(iri, "marks", node(self.span(mark)))

    def _type(self, iri: str, kind: str) -> None:
        """Type a statement or span; they have no label, what they say is their name."""
        self._lines.add(join(node(iri), TYPE, node(PB + kind), self._evidence))

    def _prove(self, subject: str, relation: str, value: str) -> None:
        self._lines.add(join(node(subject), node(PB + relation), value, self._evidence))
