"""An endpoint as the ground of path queries: fetch what a question can touch, then search it as arrays are searched."""

import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from kg.errors import LimitError, QueryError
from kg.frozen import field, frozen, replace, slotted
from kg.model import Cell, Passage, Record
from kg.model.iri import ID, PB
from kg.model.quad import RDF, RDFS, node
from kg.ontology import PREFIXES
from kg.query import scope as scopes
from kg.query import syntax
from kg.query.ask import unparsed
from kg.query.names import Match
from kg.query.paths.ground import Wanted
from kg.query.paths.space import bare
from kg.query.paths.statement import Statement
from kg.query.paths.via import Walk
from kg.query.process import Request, Unparsed
from kg.query.remote import known, names
from kg.query.remote.endpoint import Dataset, Endpoint, askable, declared
from kg.query.remote.frontier import FAR, Frontiers, Part
from kg.query.remote.hops import ONTOLOGY, Hops, hops
from kg.query.remote.near import Known, Near
from kg.query.remote.wire import Wire
from kg.store.adjacency import text_of
from kg.ways.answering import answer

__all__ = ["Remote", "connected"]

_GRAPHS = 5000
_FOREVER = 1e9
_GROWING = 0.6
"""The part of the time that fetching edges may take where a part of them is worth an answer."""
_TEXTS = f"""SELECT DISTINCT ?g ?node ?label ?number ?date ?series WHERE {{ GRAPH ?g {{ ?node <{RDFS}label> ?label .
{{ ?node <{RDF}type> <{PB}Issue> }} UNION {{ ?node <{RDF}type> <{PB}Article> ; <{PB}date> ?date }}
OPTIONAL {{ ?node <{PB}number> ?number }} OPTIONAL {{ ?node <{PB}date> ?date }}
OPTIONAL {{ ?node <{PB}bulletin> ?bulletin . ?bulletin <{RDFS}label> ?series }} }} }}"""


@frozen
class _Fetched:
    """What a question made us fetch: edges, what is closed, levels from both ends; whether the time was too short."""

    part: Part
    closed: frozenset[Cell]
    frontiers: Frontiers | None
    short: bool


@slotted
class Remote:
    """One endpoint; ``ours`` where it has our own ontology, ``graphs`` where it has graphs with names.

    ``notes`` are what a reader should know of how it was asked.
    """

    endpoint: Endpoint
    ours: bool
    graphs: bool
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    _fetched: _Fetched | None = None
    _records: dict[str, str] = field(default_factory=dict)

    @property
    def asks(self) -> Endpoint:
        """Give the endpoint."""
        return self.endpoint

    def ask(self, statement: Statement, text: str, scope: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
        """Put a SELECT to the endpoint, in the scope of the question."""
        used = self.draft(text)
        request = Request((used.text,), PREFIXES, dataset=self._dataset(statement, scope))
        try:
            return self.endpoint.ask(request).rows
        except Unparsed as problem:
            raise unparsed(used, str(problem), base=True) from problem

    def draft(self, text: str) -> syntax.Draft:
        """Put IRIs in the place of names."""
        read, changed = syntax.halfwidth(text)
        syntax.check(text, read, PREFIXES)
        return syntax.draft(text, read, resolve=lambda name: self.named(name).iri, changed=changed)

    def named(self, name: str) -> Match:
        """Give the one thing that a name means."""
        return names.named(self.endpoint, name, ours=self.ours)

    def candidates(self, name: str) -> tuple[Match, ...]:
        """Give all things that a name can mean."""
        return names.candidates(self.endpoint, name, ours=self.ours)

    def called(self, text: str) -> bool:
        """Say whether a thing is called so."""
        return bool(self.candidates(text))

    def sources(self, scope: str) -> tuple[str, ...]:
        """Give the names of the texts in a scope, as the endpoint's own issues tell number and date."""
        wanted = scopes.parse(scope)
        if wanted == scopes.Scope():
            return ()
        records = [_record(row) for row in self.endpoint.rows(_TEXTS) if row[0].value.endswith("-auto")]
        records.sort(key=lambda record: (record.series, record.number or 0, record.date, record.source))
        self._records = {record.source: record.node.removeprefix("issue-") for record in records}
        found = tuple(dict.fromkeys(record.source for record in records if wanted.holds(record)))
        if not found:
            raise QueryError("empty_scope", scope=scope, known=scopes.shown(records))
        return found

    def within(self, scope: tuple[str, ...], passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """Keep the sentences of some texts."""
        nodes = {self._records[source] for source in scope}
        return tuple(passage for passage in passages if not scope or passage.source in nodes)

    def dataset(self, scope: tuple[str, ...]) -> Dataset | None:
        """Give the graphs of some texts; none for no limit."""
        graphs = self._graphs(scope)
        return (graphs, graphs) if graphs else None

    def walk(self, wanted: Wanted) -> Walk:
        """Fetch what a question can touch."""
        walked = self._hops(wanted)
        part = Part(self.endpoint, walked)
        shares = self._background(walked, wanted)
        kept = {*map(bare, (*(wanted.starts or ()), *(wanted.ends or ()), *wanted.through))}
        closed = frozenset({*shares, *map(bare, wanted.background)} - kept | {*map(bare, wanted.avoid)})
        reach = _Reach(wanted, part, closed)
        cells, short = reach.fetched()
        self._fetched = _Fetched(part, closed, reach.frontiers, short)
        if part.blank:
            self.notes.append(("endpoint_blank", {}))
        near = self._near(wanted, part, cells, shares)
        return Walk(near, near.codes(walked.atoms), plain=walked.plain)

    def texts(self, wanted: Wanted, walked: Walk) -> tuple[int, ...] | None:
        """Give the texts that must say a hop: all of them, where only facts of the scope were fetched."""
        near = walked.space
        scoped = wanted.scope or wanted.statement.graphs
        return near.texts if scoped and isinstance(near, Near) and near.known.facts else None

    def find(self, walked: Walk, question: dict[str, Any]) -> dict[str, Any]:
        """Search the part that was fetched; where there is no way, look how far the ends are apart."""
        found = answer(walked.space.source, question)
        fetched = self._fetched
        if fetched is None:
            return found
        if fetched.short and not found["met"]:
            found |= {"met": "fetched", "fetched": len(fetched.part.edges)}
        ends = [question[name] for name in ("starts", "ends")]
        single = all(numbers is not None and len(numbers) == 1 for numbers in ends) and ends[0] != ends[1]
        steered = question["through"] or question["fewest"] > 1 or walked.forward
        if not found["compared"] and not found["met"] and single and not steered:
            found |= self._apart(fetched, all(count for _, count in found["widths"]))
        return found

    def _apart(self, fetched: _Fetched, connected: bool) -> dict[str, Any]:
        """Measure the distance of two ends however far; then the same through what is closed."""
        frontiers, found = fetched.frontiers, {"needed": None, "across": None}
        if frontiers is None or not connected:
            return found
        try:
            with self.endpoint.hurried(1 / 2):
                frontiers.grow(FAR, meet=True)
                if frontiers.met:
                    return found | {"needed": frontiers.hops}
                through = Frontiers(fetched.part, frontiers.starts, frontiers.ends)
                through.grow(FAR, meet=True)
                return found | {"across": through.hops if through.met else None}
        except LimitError:
            return found | {"unsure": True}

    def _hops(self, wanted: Wanted) -> Hops:
        statement = wanted.statement
        via = statement.via
        if via.text and via.kind != "any":
            text = self.draft(f"ASK {via.text}" if via.kind == "pattern" else f"ASK {{ ?x {via.text} ?y }}").text
            inner = text.removeprefix("ASK ") if via.kind == "pattern" else text[len("ASK { ?x ") : -len(" ?y }")]
            prologue = declared(text, PREFIXES) + statement.prologue
            statement = replace(statement, via=replace(via, text=inner), prologue=prologue)
        scope = [graph for graph in self._graphs(wanted.scope) if not graph.endswith("-evidence")]
        texts = {text_of(graph) for graph in statement.graphs}
        named = [graph for text in sorted(texts) for graph in (text, f"{text}-auto", f"{text}-edit")]
        facts = dict.fromkeys((*scope, *named, f"{ID}g-reference")) if scope or named else {}
        part = self._dataset(statement, wanted.scope) or ((), ())
        return hops(statement, ours=self.ours, scope=tuple(facts), part=part, known=self.endpoint.holds)

    def _background(self, walked: Hops, wanted: Wanted) -> dict[Cell, tuple[int, int]]:
        share = wanted.limits.share
        if not walked.plain or not share:
            return {}
        with self.endpoint.hurried():
            found = known.background(self.endpoint, walked, share)
        if found is None:
            self.notes.append(("endpoint_uncounted", {}))
        return found or {}

    def _near(self, wanted: Wanted, part: Part, cells: Collection[Cell], shares: dict[Cell, tuple[int, int]]) -> Near:
        """Learn what the search needs to know of the things that can lie on a way."""
        walked = part.hops
        edges = [edge for edge in part.edges.values() if edge.start in cells and edge.end in cells]
        asked = (*(wanted.starts or ()), *(wanted.ends or ()), *wanted.through, *wanted.avoid, *wanted.background)
        others = {*(bare(cell) for cell in asked if askable(cell)), *shares}
        part.count({*cells, *others})
        things = {cell.value for cell in (*cells, *others) if cell.kind == "iri"}
        beside = {cell.value for edge in edges for _, cell in edge.values if cell.kind == "iri"}
        relations = {edge.relation for edge in edges if edge.relation}
        labels = known.labels(self.endpoint, things | beside | relations, ours=self.ours)
        kinds = known.kinds(self.endpoint, things) if walked.facts else {}
        facts = edges if walked.facts and self.graphs else []
        stated = known.graphs(self.endpoint, facts, walked.scope)
        if walked.facts:
            others |= {Cell("iri", relation) for relation in relations if relation in labels}
            others = {cell for cell in others if self._exists(cell, part.degrees, (labels, kinds))}
        else:
            others = part.named(others)
        told = Known(
            walked.facts,
            walked.both,
            part.degrees,
            labels,
            shares,
            kinds,
            stated,
            known.dates(self.endpoint, stated),
            [iri for iri, _ in walked.atoms or () if walked.facts or self._has(walked, iri)],
        )
        return Near(edges, others, told)

    def _exists(self, cell: Cell, degrees: dict[Cell, int], named: tuple[Collection[str], Collection[str]]) -> bool:
        """Say whether there is such a thing: one with facts, a name or a class, or of which anything is said."""
        if cell.kind != "iri":
            return False
        iri = cell.value
        return bool(degrees.get(cell)) or any(iri in some for some in named) or bool(self.candidates(node(iri)))

    def _has(self, walked: Hops, iri: str) -> bool:
        return self.endpoint.holds(f"VALUES ?{walked.relation} {{ {node(iri)} }} {walked.group}")

    def _graphs(self, scope: Iterable[str]) -> tuple[str, ...]:
        own = [f"{ID}g-{source}-{layer}" for source in scope for layer in ("auto", "edit", "evidence")]
        return (*own, f"{ID}g-reference", ONTOLOGY) if own else ()

    def _dataset(self, statement: Statement, scope: tuple[str, ...]) -> Dataset | None:
        return (statement.graphs, statement.graphs) if statement.graphs else self.dataset(scope)


@contextmanager
def connected(address: str, seconds: float | None) -> Iterator[Remote]:
    """Turn to an endpoint; find out what its default graph is, and whether it has our ontology; hang up in the end."""
    with Endpoint(Wire(address), time.monotonic() + (seconds or _FOREVER)) as endpoint:
        graphs = False
        if not endpoint.holds("?s ?p ?o"):
            every = _named(endpoint)
            endpoint.dataset, graphs = (every, every), bool(every)
        graphs = graphs or endpoint.holds("GRAPH ?g { ?s ?p ?o }")
        ours = graphs and endpoint.holds(f"GRAPH <{ONTOLOGY}> {{ ?s ?p ?o }}")
        yield Remote(endpoint, ours, graphs)


def _named(endpoint: Endpoint) -> tuple[str, ...]:
    """Give the graphs of an endpoint whose default graph is empty: they stand for it together."""
    found = endpoint.rows(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }} LIMIT {_GRAPHS + 1}")
    if len(found) > _GRAPHS:
        raise LimitError("endpoint_graphs", url=endpoint.wire.shown, limit=_GRAPHS)
    return tuple(sorted(row[0].value for row in found if askable(row[0])))


@slotted
class _Reach:
    """How far is to be fetched: all that can lie on a way, and where fewer hops will do, no more of them."""

    wanted: Wanted
    part: Part
    closed: frozenset[Cell]
    frontiers: Frontiers | None = None

    def fetched(self) -> tuple[Collection[Cell], bool]:
        """Fetch; give what can lie on a way, and whether the time was too short for all of it."""
        if self.wanted.statement.mode != "best":
            return self._grown(), False
        try:
            with self.part.endpoint.hurried(_GROWING):
                return self._grown(), False
        except LimitError:
            if not self.part.edges:
                raise
            return self._cells(self.wanted.most), True

    def _grown(self) -> Collection[Cell]:
        asked = self.wanted
        statement, most = asked.statement, asked.most
        same = statement.cyclic and statement.start.variable == statement.end.variable
        starts = None if asked.starts is None else set(map(bare, asked.starts))
        ends = starts if same else None if asked.ends is None else set(map(bare, asked.ends))
        if starts is None and ends is None:
            return self.part.everything()
        self.frontiers = Frontiers(self.part, starts or set(), ends or set(), self.closed)
        if starts is None or ends is None:
            self.frontiers.grow(most, side="behind" if starts is None else "ahead")
        elif statement.mode == "best" or asked.through or not len(starts) == len(ends) == 1 or starts == ends:
            self.frontiers.grow(most)
        else:
            self._nearest(self.frontiers)
        return self._cells(most)

    def _cells(self, most: int) -> Collection[Cell]:
        frontiers = self.frontiers
        if frontiers is None:
            return {cell for edge in self.part.edges.values() for cell in (edge.start, edge.end)}
        return frontiers.within(most, open_end=not (frontiers.starts and frontiers.ends))

    def _nearest(self, frontiers: Frontiers) -> None:
        """Fetch as many hops as ways were found for; ways of more hops are not asked for then."""
        asked = self.wanted.statement
        frontiers.grow(self.wanted.most, meet=True)
        length = max(frontiers.hops, asked.fewest)
        while length <= self.wanted.most:
            frontiers.grow(length)
            if self._enough(frontiers, length):
                return
            length += 1

    def _enough(self, frontiers: Frontiers, length: int) -> bool:
        """Say whether ways of so many hops are all that is asked for."""
        asked = self.wanted.statement
        cells = frontiers.within(length, open_end=False)
        edges = [edge for edge in self.part.edges.values() if edge.start in cells and edge.end in cells]
        near = Near(edges, frontiers.starts | frontiers.ends, Known(False, self.part.hops.both, {}, {}))
        limits = self.wanted.limits
        found = answer(
            near.source,
            {
                "mode": "all", "starts": tuple(map(near.number, frontiers.starts)), "share": 0.0,
                "ends": tuple(map(near.number, frontiers.ends)), "fewest": asked.fewest, "most": length,
                "avoid": tuple(number for cell in self.closed if (number := near.number(cell)) is not None),
                "codes": near.codes(self.part.hops.atoms), "seconds": limits.seconds, "tried": limits.tried,
                "kept": limits.kept,
            },
        )  # fmt: skip
        if found["met"]:
            return True
        lengths = {len(things) for things, *_ in found["ways"]}
        wanted = asked.offset + asked.limit if asked.limit else FAR
        if asked.mode == "groups":
            return len(lengths) >= asked.count or len(found["ways"]) >= wanted
        if asked.mode == "shortest" and not asked.count:
            return bool(lengths)
        return len(found["ways"]) >= min(asked.count or FAR, wanted)


def _record(row: tuple[Cell, ...]) -> Record:
    graph, issue, label, number, date, series = (cell.value for cell in row)
    source = text_of(graph).removeprefix(f"{ID}g-")
    count = int(number) if number.isdecimal() else None
    return Record(source, "bulletin", label, issue.removeprefix(ID), series, count, date)
