"""Cards and lists: all about one thing, the texts of the graph, how much of what there is."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg import ontology, store
from kg.model import Answer, Cell
from kg.query import evidence
from kg.query.index import opened
from kg.query.names import named, select
from kg.query.process import Worker

__all__ = ["card", "issues", "show", "stats"]

_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_DATE = "http://www.w3.org/2001/XMLSchema#date"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NAMES = ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#altLabel")

_OUT = """
SELECT ?p ?o (COUNT(DISTINCT ?g) AS ?n) WHERE {
  BIND(<%s> AS ?s) ?s ?p ?o OPTIONAL { GRAPH ?g { ?s ?p ?o } }
} GROUP BY ?p ?o"""
_IN = """
SELECT ?s ?p (COUNT(DISTINCT ?g) AS ?n) WHERE {
  BIND(<%s> AS ?o) ?s ?p ?o FILTER(?p NOT IN (pb:subject, pb:object, pb:mentions)) OPTIONAL { GRAPH ?g { ?s ?p ?o } }
} GROUP BY ?s ?p"""
_MENTIONS = "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?a a pb:Article ; pb:mentions <%s> }"
_PUBLISHERS = "SELECT DISTINCT ?text ?label WHERE { ?text pb:publisher|pb:issuer ?agency . ?agency rdfs:label ?label }"
_HIDDEN = frozenset({"evidence", "marks", "mentions"})


def show(graph: Path, name: str) -> Answer:
    """Give all that the graph says about one thing."""
    with Worker(graph) as worker:
        return card(graph, name, worker=worker)


def card(graph: Path, name: str, *, worker: Worker, scope: Sequence[str] = ()) -> Answer:
    """Give what a thing is, what it is called, its facts both ways, and in how many texts (of a scope) each stands."""
    with opened(graph) as index:
        iri = named(index, name).iri
    ahead = [(p.value, o, n.value) for p, o, n in select(worker, _OUT % iri, scope=scope) if not _hidden(p.value)]
    behind = [(p.value, s, n.value) for s, p, n in select(worker, _IN % iri, scope=scope) if not _hidden(p.value)]
    things = {cell.value for _, cell, _ in (*ahead, *behind) if cell.kind == "iri"}
    things |= {relation for relation, *_ in (*ahead, *behind) if ontology.load().relation(relation) is None}
    names = evidence.labels(worker, things)
    rows = [_row(p, cell, n, names, backwards=False) for p, cell, n in sorted(ahead, key=_order(names))]
    rows += [_row(p, cell, n, names, backwards=True) for p, cell, n in sorted(behind, key=_order(names))]
    rows += [
        (_relation(f"{ontology.PB}mentions", names, backwards=True), _number(count.value), _number(count.value))
        for (count,) in select(worker, _MENTIONS % iri, scope=scope)
        if count.value != "0"
    ]
    return Answer(("relation", "value", "texts"), tuple(rows))


def issues(graph: Path, *, scope: Sequence[str] = ()) -> Answer:
    """List the texts (of a scope): number, date, title, who published them, how much was found in them."""
    with store.open_graph(graph) as held:
        records = [record for record in held.records if not scope or record.source in scope]
    publishers = _publishers(graph) if records else {}
    rows = []
    for record in records:
        counts = dict(record.counts)
        words = "、".join(sorted(publishers.get(record.node, ())))
        rows.append((
            _number("" if record.number is None else str(record.number)),
            Cell("literal", record.date, _DATE) if record.date else Cell("none"),
            Cell("literal", record.label),
            Cell("literal", words) if words else Cell("none"),
            *(_number(str(counts.get(kind, 0))) for kind in ("Article", "Measure", "Quantity")),
            Cell("literal", record.source),
        ))  # fmt: skip
    columns = ("number", "date", "title", "publishers", "articles", "measures", "quantities", "source")
    return Answer(columns, tuple(rows))


def stats(graph: Path) -> Answer:
    """Count quads, texts, statements; things by class; edges by relation with its kind."""
    with opened(graph) as index, store.open_graph(graph) as held:
        counts = held.counts
        foreign = index.labels({iri for _, iri in index.fact_relations() if not ontology.load().relation(iri)})
    known = ontology.load()
    rows: list[tuple[Cell, ...]] = []
    for key, count in counts.items():
        if isinstance(count, int):
            rows.append((_word("graph"), _word(key), _number(str(count))))
    for key in ("classes", "relations"):
        many = counts.get(key, {})
        for name, count in sorted(many.items() if isinstance(many, dict) else (), key=lambda row: (-row[1], row[0])):
            info = known.relations.get(name)
            kind = "class" if key == "classes" else info.kind if info else "other"
            iri = known.expand(name)
            cell = Cell("iri", iri, label=foreign.get(iri) or known.label(name))
            rows.append((_word(kind), cell, _number(str(count))))
    return Answer(("kind", "name", "count"), tuple(rows))


def _publishers(graph: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with Worker(graph) as worker:
        for text, label in select(worker, _PUBLISHERS):
            found.setdefault(text.value.removeprefix(ontology.ID), set()).add(label.value)
    return found


def _hidden(iri: str) -> bool:
    return ontology.load().local(iri) in _HIDDEN


def _order(names: dict[str, str]) -> "_Order":
    return _Order(names)


class _Order:
    """Names and class first, then relations in the order of the ontology, then labels."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names
        first: Iterable[str] = (_TYPE, *_NAMES)
        relations = (info.iri for info in ontology.load().relations.values())
        self._places = {iri: at for at, iri in enumerate(dict.fromkeys((*first, *relations)))}

    def __call__(self, row: tuple[str, Cell, str]) -> tuple[int, str, str, str]:
        iri, cell, _ = row
        return self._places.get(iri, len(self._places)), iri, self._names.get(cell.value, ""), cell.value


def _row(iri: str, cell: Cell, count: str, names: dict[str, str], *, backwards: bool) -> tuple[Cell, ...]:
    if cell.kind == "iri":
        label = names.get(cell.value, "") or ontology.load().label(cell.value)
        cell = Cell("iri", cell.value, label=label if label != cell.value else "")
    return _relation(iri, names, backwards=backwards), cell, _number(count)


def _relation(iri: str, names: dict[str, str], *, backwards: bool) -> Cell:
    info = ontology.load().relation(iri)
    label = (info.inverse_zh if backwards else info.label_zh) if info else names.get(iri, "")
    return Cell("iri", iri, label=label or ontology.load().compact(iri))


def _word(word: str) -> Cell:
    return Cell("literal", word)


def _number(value: str) -> Cell:
    return Cell("literal", value, _INTEGER) if value else Cell("none")
