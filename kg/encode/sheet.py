"""A shard in the making: every line is written here, so that names, spans and evidence are made in one way."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import chain

from kg import ontology
from kg.encode.values import term
from kg.model import Entity, Evidence, Issue, Span
from kg.model.iri import PB, graph, local, part, statement, thing
from kg.model.quad import RDFS, SKOS, TYPE, XSD, literal, node

__all__ = ["CONCEPTS", "Sheet"]

CONCEPTS = ("Sector", "Instrument", "Group")

_LABEL = node(f"{RDFS}label")
_STATEMENT, _SPAN = (f" {TYPE} <{PB}{kind}>" for kind in ("Statement", "Span"))
_CONFIDENCE, _EVIDENCE, _MARKS, _OBJECT, _PREDICATE, _RULE, _STATE, _SUBJECT = (
    f" <{PB}{relation}> "
    for relation in ("confidence", "evidence", "marks", "object", "predicate", "rule", "state", "subject")
)
_END, _PAGE, _QUOTE, _SOURCE, _START = (
    f" <{PB}{relation}> " for relation in ("end", "page", "quote", "source", "start")
)


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

    evidence: list[Evidence] = field(default_factory=list)
    confidence: float = 0.0


class Sheet:
    """The lines of one text. IRIs are given without brackets; ``add`` takes the object as a finished term.

    Lines are kept by their subject, and those of spans and statements, most of all, are written in their order: sorting
    the subjects then sorts the lines, since a subject ends with a bracket that no name has in it.
    """

    def __init__(self, issue: Issue, whole: str) -> None:
        """Begin the sheet of ``issue``, whose text as a whole is the node ``whole``."""
        self.node = whole
        self.kinds: dict[str, set[str]] = defaultdict(set)
        self._text = issue.text
        self._source = local(issue.source)
        self._auto = f" {node(graph(issue.source, 'auto'))} ."
        self._evidence = f" {node(graph(issue.source, 'evidence'))} ."
        self._integer = f'"^^<{XSD}integer>{self._evidence}'
        self._from = f"{_SOURCE}<{whole}>{self._evidence}"
        self._lines: dict[str, set[str]] = defaultdict(set)
        self._blocks: dict[str, Iterable[str]] = {}
        self._spans: dict[tuple[int, int], str] = {}
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
        return part(kind, self._source, *place)

    def entity(self, entity: Entity) -> str:
        """Write down an entity with its names; give its IRI."""
        iri = self.name(entity)
        self.kinds[iri].add(entity.type)
        names = self._names[iri]
        if entity.label:
            names.labels[entity.label] += 1
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
        self._lines[subject].add(f"<{subject}>{_predicate(relation)}{value}{self._auto}")

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
        proof = self._proofs[subject, relation, value]
        proof.evidence += evidence
        proof.confidence = max(proof.confidence, confidence)

    def proves(self, subject: str, span: Span) -> None:
        """Say where in the text a node comes from."""
        self._prove(subject, "evidence", self._span(span))

    def marks(self, subject: str, span: Span) -> None:
        """Say which words of the sentence count."""
        self._prove(subject, "marks", self._span(span))

    def quads(self) -> tuple[str, ...]:
        """Give all lines, sorted."""
        for iri, kinds in self.kinds.items():
            self._lines[iri].update(self._described(iri, kinds))
        for (subject, relation, value), proof in self._proofs.items():
            self._write_statement(node(subject), f"<{PB}{relation}>", value, proof)
        blocks = self._blocks | {node(iri): sorted(lines) for iri, lines in self._lines.items()}
        return tuple(chain.from_iterable(blocks[subject] for subject in sorted(blocks)))

    def _described(self, iri: str, kinds: set[str]) -> Iterator[str]:
        for kind in kinds:
            yield f"<{iri}> {TYPE} <{PB}{kind}>{self._auto}"
        if not kinds.isdisjoint(CONCEPTS):
            yield f"<{iri}> {TYPE} <{SKOS}Concept>{self._auto}"
        names = self._names[iri]
        label = names.label
        if label:
            yield f"<{iri}> {_LABEL} {literal(label, lang='zh')}{self._auto}"
        others = (names.labels.keys() | names.aliases) - {label, ""}
        for name in others:
            yield f"<{iri}> <{SKOS}altLabel> {literal(name, lang='zh')}{self._auto}"
        for name in names.hidden - others - {label, ""}:
            yield f"<{iri}> <{SKOS}hiddenLabel> {literal(name, lang='zh')}{self._auto}"

    def _write_statement(self, subject: str, predicate: str, value: str, proof: _Proof) -> None:
        iri = node(statement(subject, predicate, value))
        rules: set[str] = set()
        sentences: set[str] = set()
        marks: set[str] = set()
        for evidence in proof.evidence:
            rules.add(evidence.rule)
            sentences.add(self._span(evidence.span))
            marks.update(map(self._span, evidence.marks))
        end = self._evidence
        self._blocks[iri] = [
            f"{iri}{_STATEMENT}{end}",
            f"{iri}{_CONFIDENCE}{_confidence(proof.confidence)}{end}",
            *[f"{iri}{_EVIDENCE}{span}{end}" for span in sorted(sentences)],
            *[f"{iri}{_MARKS}{span}{end}" for span in sorted(marks)],
            f"{iri}{_OBJECT}{value}{end}",
            f"{iri}{_PREDICATE}{predicate}{end}",
            *[f"{iri}{_RULE}{rule}{end}" for rule in sorted(map(literal, rules))],
            f'{iri}{_STATE}"auto"{end}',
            f"{iri}{_SUBJECT}{subject}{end}",
        ]

    def _span(self, span: Span) -> str:
        """Write down a piece of the text, once; give its term."""
        place = (span.start, span.end)
        known = self._spans.get(place)
        if known is not None:
            return known
        iri = self._spans[place] = node(part("span", self._source, *place))
        end = self._evidence
        self._blocks[iri] = (
            f"{iri}{_SPAN}{end}",
            f'{iri}{_END}"{span.end}{self._integer}',
            f'{iri}{_PAGE}"{self._text.page(span)}{self._integer}',
            f"{iri}{_QUOTE}{literal(self._text.quote(span))}{end}",
            f"{iri}{self._from}",
            f'{iri}{_START}"{span.start}{self._integer}',
        )
        return iri

    def _prove(self, subject: str, relation: str, value: str) -> None:
        self._lines[subject].add(f"<{subject}>{_predicate(relation)}{value}{self._evidence}")


@cache
def _predicate(relation: str) -> str:
    return f" <{PB}{relation}> "


@cache
def _is_fact(relation: str) -> bool:
    info = ontology.load().relation(relation)
    return info is None or info.kind == "fact"


@cache
def _confidence(value: float) -> str:
    return term("confidence", Decimal(str(value)))
