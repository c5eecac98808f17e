"""A shard in the making: every line is written here, so that names, spans and evidence are made in one way."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from kg import ontology
from kg.encode.values import term
from kg.model import Entity, Evidence, Issue, Span
from kg.model.iri import PB, graph, local, part, statement, thing
from kg.model.quad import RDFS, SKOS, TYPE, XSD, literal, node

__all__ = ["CONCEPTS", "Sheet"]

CONCEPTS = ("Sector", "Instrument", "Group")

_LABEL = node(f"{RDFS}label")
_ALT, _HIDDEN = node(f"{SKOS}altLabel"), node(f"{SKOS}hiddenLabel")
_STATEMENT, _SPAN = (f" {TYPE} <{PB}{kind}>" for kind in ("Statement", "Span"))
_CONFIDENCE, _EVIDENCE, _MARKS, _OBJECT, _PREDICATE, _RULE, _SUBJECT = (
    f" <{PB}{relation}> " for relation in ("confidence", "evidence", "marks", "object", "predicate", "rule", "subject")
)
_STATE = f' <{PB}state> "auto"'
_NEXT = "\n"
_END, _PAGE, _QUOTE, _SOURCE, _START = (
    f" <{PB}{relation}> " for relation in ("end", "page", "quote", "source", "start")
)


@dataclass(slots=True)
class _Names:
    """What one node is called in this text: every label as often as it was given."""

    labels: dict[str, int] = field(default_factory=dict)
    aliases: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)

    @property
    def label(self) -> str:
        """The label given most often, then the fullest."""
        return min(self.labels, key=lambda label: (-self.labels[label], -len(label), label), default="")


_Proof = tuple[tuple[Evidence, ...], float]
"""What stands behind one statement of this text: all evidence, and the best confidence."""


class Sheet:
    """The lines of one text. IRIs are given without brackets; ``add`` takes the object as a finished term.

    What is said of one subject is one block: its lines in their order, each but the first kept without its subject.
    Sorting the subjects then sorts all lines, since a subject ends with a bracket that no name has in it.
    """

    def __init__(self, issue: Issue, whole: str) -> None:
        """Begin the sheet of ``issue``, whose text as a whole is the node ``whole``."""
        self.node = whole
        self.kinds: dict[str, set[str]] = defaultdict(set)
        self._text = issue.text
        self._source = local(issue.source)
        self._auto = f" {node(graph(issue.source, 'auto'))} ."
        self._evidence = end = f" {node(graph(issue.source, 'evidence'))} ."
        self._is_span = f"{_SPAN}{end}"
        self._integer = f'"^^<{XSD}integer>{end}'
        self._from = f"{_SOURCE}<{whole}>{end}"
        self._said: dict[str, set[str]] = defaultdict(set)
        self._blocks: dict[str, str] = {}
        self._spans: dict[tuple[int, int], str] = {}
        self._names: dict[str, _Names] = defaultdict(_Names)
        self._known: dict[int, tuple[str, dict[str, int], Entity]] = {}
        self._proofs: dict[tuple[str, str, str], _Proof] = {}

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
        return part(kind, self._source, *place)

    def entity(self, entity: Entity) -> str:
        """Write down an entity with its names; give its IRI."""
        known = self._known.get(id(entity))
        if known is None:
            known = self._known[id(entity)] = self._met(entity)
        iri, labels, _ = known
        if entity.label:
            labels[entity.label] = labels.get(entity.label, 0) + 1
        return iri

    def declare(self, iri: str, types: tuple[str, ...], label: str) -> None:
        """Write down what a node is and what it is called."""
        self.kinds[iri].update(types)
        if label:
            labels = self._names[iri].labels
            labels[label] = labels.get(label, 0) + 1

    def alias(self, iri: str, name: str) -> None:
        """Write down another name of a node."""
        self._names[iri].aliases.add(name)

    def add(self, subject: str, relation: str, value: str) -> None:
        """Write one triple of the extracted layer."""
        self._said[subject].add(f"{_predicate(relation)}{value}{self._auto}")

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
        if not _is_fact(relation):
            return
        known = self._proofs.get((subject, relation, value))
        best = confidence if known is None else max(known[1], confidence)
        self._proofs[subject, relation, value] = (evidence if known is None else known[0] + evidence), best

    def proves(self, subject: str, span: Span) -> None:
        """Say where in the text a node comes from."""
        self._prove(subject, "evidence", self._span(span))

    def marks(self, subject: str, span: Span) -> None:
        """Say which words of the sentence count."""
        self._prove(subject, "marks", self._span(span))

    def blocks(self) -> tuple[str, ...]:
        """Give all lines, sorted, a string for each subject."""
        for iri, kinds in self.kinds.items():
            self._said[iri].update(self._described(iri, kinds))
        for (subject, relation, value), (evidence, confidence) in self._proofs.items():
            told = f"{_OBJECT}{value}", f"{_PREDICATE}<{PB}{relation}>", f"{_SUBJECT}<{subject}>"
            iri = node(statement(f"<{subject}>", f"<{PB}{relation}>", value))
            self._blocks[iri] = self._statement(iri, told, evidence, _confidence(confidence))
        for iri, said in self._said.items():
            subject = node(iri)
            self._blocks[subject] = subject + f"\n{subject}".join(sorted(said))
        return tuple(map(self._blocks.__getitem__, sorted(self._blocks)))

    def _met(self, entity: Entity) -> tuple[str, dict[str, int], Entity]:
        """Write down an entity that is named for the first time; it is kept, so that its ``id`` stays its own."""
        iri = self.name(entity)
        self.kinds[iri].add(entity.type)
        names = self._names[iri]
        names.aliases.update(entity.aliases)
        names.hidden.update(entity.hidden)
        return iri, names.labels, entity

    def _described(self, iri: str, kinds: set[str]) -> Iterator[str]:
        for kind in kinds:
            yield f"{_kind(kind)}{self._auto}"
        if not kinds.isdisjoint(CONCEPTS):
            yield f" {TYPE} <{SKOS}Concept>{self._auto}"
        names = self._names.get(iri)
        if names is None:
            return
        label = names.label
        if label:
            yield f" {_LABEL} {literal(label, lang='zh')}{self._auto}"
        others = (names.labels.keys() | names.aliases) - {label, ""}
        for name in others:
            yield f" {_ALT} {literal(name, lang='zh')}{self._auto}"
        for name in names.hidden - others - {label, ""}:
            yield f" {_HIDDEN} {literal(name, lang='zh')}{self._auto}"

    def _statement(self, iri: str, told: tuple[str, str, str], evidence: tuple[Evidence, ...], confidence: str) -> str:
        """Write the lines on a statement in their order; all end alike."""
        sentences = {self._span(each.span) for each in evidence}
        marks = {self._span(mark) for each in evidence for mark in each.marks}
        rules = {_rule(each.rule) for each in evidence}
        said = [
            _STATEMENT,
            confidence,
            *[_EVIDENCE + span for span in (sorted(sentences) if len(sentences) > 1 else sentences)],
            *[_MARKS + span for span in (sorted(marks) if len(marks) > 1 else marks)],
            *told[:2],
            *(sorted(rules) if len(rules) > 1 else rules),
            _STATE,
            told[2],
        ]
        end = self._evidence
        return f"{iri}{f'{end}{_NEXT}{iri}'.join(said)}{end}"

    def _span(self, span: Span) -> str:
        """Write down a piece of the text, once; give its term."""
        start, stop = place = (span.start, span.end)
        known = self._spans.get(place)
        if known is not None:
            return known
        iri = self._spans[place] = node(part("span", self._source, start, stop))
        page, quote = self._text.page(span), literal(self._text.quote(span))
        last = self._integer
        self._blocks[iri] = (
            f'{iri}{self._is_span}\n{iri}{_END}"{stop}{last}\n{iri}{_PAGE}"{page}{last}\n'
            f'{iri}{_QUOTE}{quote}{self._evidence}\n{iri}{self._from}\n{iri}{_START}"{start}{last}'
        )
        return iri

    def _prove(self, subject: str, relation: str, value: str) -> None:
        self._said[subject].add(f"{_predicate(relation)}{value}{self._evidence}")


@cache
def _predicate(relation: str) -> str:
    return f" <{PB}{relation}> "


@cache
def _is_fact(relation: str) -> bool:
    info = ontology.load().relation(relation)
    return info is None or info.kind == "fact"


@cache
def _kind(name: str) -> str:
    return f" {TYPE} <{PB}{name}>"


@cache
def _rule(name: str) -> str:
    return _RULE + literal(name)


@cache
def _confidence(value: float) -> str:
    return _CONFIDENCE + term("confidence", Decimal(str(value)))
