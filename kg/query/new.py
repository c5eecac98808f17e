"""What one text added to the graph: things no earlier text names, facts between known things no earlier text states."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import ontology, store
from kg.errors import QueryError
from kg.model import Answer, Cell, Record
from kg.model.iri import graph as graph_of
from kg.query import evidence
from kg.query.names import select
from kg.query.process import Worker

__all__ = ["added", "chosen"]

_BATCH = 500
_PARTS = ("Article", "Clause", "Measure", "Quantity", "Issue", "Bulletin", "Statement", "Span")
"""Classes of what every text has of its own."""

_THINGS = "SELECT DISTINCT ?x ?class WHERE { GRAPH <%s> { ?x a ?class } }"
_FACTS = "SELECT DISTINCT ?s ?p ?o WHERE { VALUES ?p { %s } GRAPH <%s> { ?s ?p ?o FILTER(isIRI(?o)) } }"
_KNOWN = "SELECT DISTINCT ?x ?g WHERE { VALUES ?x { %s } GRAPH ?g { ?x a ?class } }"
_STATED = "SELECT DISTINCT ?s ?p ?o ?g WHERE { VALUES (?s ?p ?o) { %s } GRAPH ?g { ?s ?p ?o } }"

Fact = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text's own graph, and the graphs of the texts before it."""

    own: str
    before: frozenset[str]


def added(graph: Path, name: str, *, worker: Worker, scope: Sequence[str] = ()) -> Answer:
    """Give what a text added to those before it: class and name of things, then the facts between known things."""
    text = _text(graph, name, scope)
    kinds = _kinds(worker, text)
    known = _seen(worker, sorted(kinds), text)
    facts = [fact for fact in _facts(worker, text) if fact[0] in known and fact[2] in known]
    fresh = sorted(set(facts) - _stated(worker, facts, text))
    labels = evidence.labels(worker, {*kinds, *(end for fact in fresh for end in fact[::2])})
    rows = [_thing(iri, kinds[iri], labels) for iri in kinds if iri not in known]
    links = [_link(fact, labels) for fact in fresh]
    ordered = [*sorted(rows, key=_reading), *sorted(links, key=_reading)]
    return Answer(("change", "kind", "thing", "relation", "other"), tuple(ordered))


def chosen(graph: Path, name: str, scope: Sequence[str] = ()) -> tuple[Record, tuple[Record, ...]]:
    """Find a text by its number or a part of its name; give those before it in time, in scope."""
    with store.open_graph(graph) as held:
        records = tuple(record for record in held.records if not scope or record.source in scope)
    found = [r for r in records if name in {r.source, r.label, r.node}]
    found = found or [r for r in records if name.isdecimal() and r.number == int(name)]
    found = found or [r for r in records if name and name in r.label]
    if len(found) != 1:
        shown = "、".join(record.label for record in (found or records)[:9])
        raise QueryError("ambiguous_source" if found else "unknown_issue", name=name, candidates=shown)
    return found[0], tuple(record for record in records if _time(record) < _time(found[0]))


def _text(graph: Path, name: str, scope: Sequence[str]) -> _Text:
    record, before = chosen(graph, name, scope)
    return _Text(graph_of(record.source, "auto"), frozenset(graph_of(other.source, "auto") for other in before))


def _time(record: Record) -> tuple[str, str, int, str]:
    return record.date, record.series, record.number or 0, record.source


def _kinds(worker: Worker, text: _Text) -> dict[str, str]:
    """Give the most particular class of each thing in a text, parts of texts left out."""
    known = ontology.load()
    parts = {kind for part in _PARTS for kind in known.subclasses(part)}
    found: dict[str, list[str]] = {}
    for thing, kind in select(worker, _THINGS % text.own):
        name = known.local(kind.value)
        if thing.kind == "iri" and name in known.classes:
            found.setdefault(thing.value, []).append(name)
    deepest = {iri: max(names, key=lambda name: (len(known.superclasses(name)), name)) for iri, names in found.items()}
    return {iri: kind for iri, kind in deepest.items() if kind not in parts}


def _seen(worker: Worker, things: Sequence[str], text: _Text) -> set[str]:
    rows = _rows(worker, _KNOWN, [f"<{thing}>" for thing in things])
    return {thing.value for thing, graph in rows if graph.value in text.before}


def _facts(worker: Worker, text: _Text) -> list[Fact]:
    relations = " ".join(f"<{iri}>" for iri in sorted(ontology.load().edges("fact")))
    return [(s.value, p.value, o.value) for s, p, o in select(worker, _FACTS % (relations, text.own))]


def _stated(worker: Worker, facts: Sequence[Fact], text: _Text) -> set[Fact]:
    rows = _rows(worker, _STATED, [f"(<{s}> <{p}> <{o}>)" for s, p, o in facts])
    return {(s.value, p.value, o.value) for s, p, o, graph in rows if graph.value in text.before}


def _rows(worker: Worker, text: str, values: Sequence[str]) -> Iterable[tuple[Cell, ...]]:
    for at in range(0, len(values), _BATCH):
        yield from select(worker, text % " ".join(values[at : at + _BATCH]))


def _thing(iri: str, kind: str, labels: dict[str, str]) -> tuple[Cell, ...]:
    known = ontology.load()
    named = Cell("iri", known.expand(kind), label=known.label(kind))
    thing = Cell("iri", iri, label=labels.get(iri, ""))
    return Cell("literal", "new_thing"), named, thing, Cell("none"), Cell("none")


def _link(fact: Fact, labels: dict[str, str]) -> tuple[Cell, ...]:
    subject, relation, value = fact
    info = ontology.load().relation(relation)
    return (
        Cell("literal", "new_link"),
        Cell("none"),
        Cell("iri", subject, label=labels.get(subject, "")),
        Cell("iri", relation, label=info.label_zh if info else ""),
        Cell("iri", value, label=labels.get(value, "")),
    )


def _reading(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell.label or cell.value for cell in row)
