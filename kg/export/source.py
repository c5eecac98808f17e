"""What is exported: a whole graph, some of its texts, or what an answer names; as quads, as a network, as rows."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from kg import ontology
from kg.errors import UsageError
from kg.export.delimited import term
from kg.export.projection import Network, projected
from kg.export.records import Column
from kg.export.writer import Choice
from kg.model import Answer, Cell, Record
from kg.model.iri import ID, PB, local, statement
from kg.model.quad import RDFS, SKOS, TYPE, join, literal, node, split
from kg.store import Graph

__all__ = ["Source", "answered", "texts", "whole"]

Triple = tuple[str, str, str]
_EVIDENCE = {node(PB + name) for name in ("evidence", "marks")}
_NAMES = {TYPE, node(f"{RDFS}label"), node(f"{SKOS}altLabel"), node(f"{SKOS}prefLabel")}
_SPAN, _STATEMENT = f"<{ID}span-", f"<{ID}statement-"
_REFERENCE = f"<{ID}g-reference>"
_MEASURED = f"<{ID}g-measures>"
_LAYER = re.compile(r"-(?:auto|edit|evidence)>$")


@dataclass(frozen=True, slots=True)
class Source:
    """``quads`` gives the content from the start, as often as asked; ``described`` also names, texts and sentences.

    ``shown`` are the nodes of a network of an answer (None: all things of the graph); ``table`` is an answer of rows;
    ``measures`` are further attributes of things that ``described`` tells. ``totals`` tells, after writing, how many
    nodes and edges there were.
    """

    quads: Callable[[], Iterable[str]]
    described: Callable[[], Iterable[str]]
    shown: frozenset[str] | None = None
    table: Answer | None = None
    measures: tuple[Column, ...] = ()
    totals: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def network(self, choice: Choice) -> Iterator[Network]:
        """Project the content once, for as long as it is held, and remember how much it was."""
        with projected(self.described(), choice, shown=self.shown, measures=self.measures) as found:
            self.totals.update(nodes=found.node_count, edges=found.edge_count)
            yield found

    def measured(self, measures: Iterable[Column], values: Mapping[str, Mapping[str, str]]) -> "Source":
        """Add attributes of things, by IRI and by the name of the attribute."""
        lines = [
            join(node(iri), node(f"{PB}{name}"), literal(value), _MEASURED)
            for iri, row in sorted(values.items())
            for name, value in sorted(row.items())
        ]
        return replace(self, described=lambda: itertools.chain(self.described(), lines), measures=tuple(measures))


def whole(graph: Graph) -> Source:
    """Export everything."""
    return Source(graph.quads, graph.quads)


def texts(graph: Graph, *, issues: Iterable[str] = (), since: str = "", until: str = "") -> Source:
    """Export what some texts say: by number, name or label, and by date."""
    wanted = tuple(issues)
    unknown = [name for name in wanted if not any(_called(record, name) for record in graph.records)]
    if unknown:
        raise UsageError(
            "unknown_issue", name=unknown[0], candidates=" ".join(_short(record) for record in graph.records)
        )
    records = [record for record in graph.records if not wanted or any(_called(record, name) for name in wanted)]
    records = [record for record in records if _between(record.date, since, until)]
    if not records:
        raise UsageError("no_text_between", since=since or "…", until=until or "…")
    heads = frozenset(f"<{ID}g-{local(record.source)}" for record in records)

    def lines() -> Iterator[str]:
        named = {term for line in graph.quads() if _of(heads, (quad := split(line))[3]) for term in (quad[0], quad[2])}
        for line in graph.quads():
            subject, _, _, name = split(line)
            if _of(heads, name) or (name == _REFERENCE and subject in named):
                yield line

    return Source(lines, lines)


def answered(graph: Graph, answer: Answer) -> Source:
    """Export what an answer holds: triples, the steps of paths, or the things that rows name and what joins them."""
    if answer.form in {"ask", "passages"}:
        return Source(tuple, tuple, frozenset(), answer)
    if answer.form == "select":
        things = frozenset(node(cell.value) for row in answer.rows for cell in row if cell.kind == "iri")
        lines = _Lines(graph, things, None)
        return Source(lines, lines, lines.shown, answer)
    if answer.form == "chains":
        steps = set(_steps(answer))
        lines = _Lines(graph, frozenset(), frozenset(t for line in graph.quads() if (t := split(line)[:3]) in steps))
        return Source(lines, lines, lines.shown)
    triples = {(_term(s), _term(p), _term(o)) for s, p, o in answer.rows}
    given = sorted(join(*triple) for triple in triples)
    lines = _Lines(graph, frozenset(), frozenset(triples))
    return Source(lambda: given, lambda: itertools.chain(given, lines()), lines.shown)


class _Lines:
    """The lines that tell of some triples, or (``triples`` is None) of some things and the facts among them."""

    def __init__(self, graph: Graph, things: frozenset[str], triples: frozenset[Triple] | None) -> None:
        self._graph, self._triples = graph, triples
        edges = [triple for triple in triples or () if triple[2][0] != '"' and triple[1] != TYPE]
        ends = {end for subject, _, value in triples or () for end in (subject, value) if end[0] != '"'}
        classes = {value for _, predicate, value in triples or () if predicate == TYPE}
        joined = {end for subject, _, value in edges for end in (subject, value)}
        self.shown = things | ((ends - classes) | joined)
        self._facts = frozenset(node(iri) for iri in ontology.load().walked())

    def __call__(self) -> Iterator[str]:
        """Read the graph three times: which facts, which sentences prove them, and all lines that tell of either."""
        statements = {node(statement(*triple)) for triple in (self._triples or self._among())}
        spans = {q[2] for line in self._graph.quads() if (q := split(line))[0] in statements and q[1] in _EVIDENCE}
        sources = {
            q[2] for line in self._graph.quads() if (q := split(line))[0] in spans and q[1] == node(f"{PB}source")
        }
        for line in self._graph.quads():
            quad = split(line)
            if quad[0] in statements or quad[0] in spans or self._tells(quad, sources):
                yield line

    def _among(self) -> Iterator[Triple]:
        for line in self._graph.quads():
            subject, predicate, value, _ = split(line)
            if predicate in self._facts and subject in self.shown and value in self.shown:
                yield subject, predicate, value

    def _tells(self, quad: tuple[str, str, str, str], sources: set[str]) -> bool:
        subject, predicate, value, _ = quad
        if subject not in self.shown and subject not in sources:
            return False
        if predicate in _NAMES or value[0] == '"':
            return True
        if self._triples is not None:
            return (subject, predicate, value) in self._triples
        return predicate in self._facts and value in self.shown


def _steps(answer: Answer) -> Iterator[Triple]:
    """Give the triples that the hops may stand for, read either way."""
    known = ontology.load()
    for chain in answer.chains:
        for hop in chain.hops:
            start, end = _term(hop.start), _term(hop.end)
            for relation in hop.relation.split():
                step = node(known.expand(relation.removeprefix("pb:")))
                yield from ((start, step, end), (end, step, start))


def _term(cell: Cell) -> str:
    """Write a cell as N-Quads do."""
    text = term(cell)
    return text if text[:1] in '<"_' else f'"{text}"^^<{cell.datatype}>'


def _called(record: Record, name: str) -> bool:
    return name in {record.source, record.label, str(record.number)}


def _between(date: str, since: str, until: str) -> bool:
    """Say whether a date lies between two, each of which may be a year, a month, a day or nothing."""
    return (not since or date >= since) and (not until or (bool(date) and date[: len(until)] <= until))


def _short(record: Record) -> str:
    return str(record.number) if record.number is not None else record.source


def _of(heads: frozenset[str], name: str) -> bool:
    return _LAYER.sub("", name) in heads
