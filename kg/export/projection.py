"""Quads → a network of things and the facts between them, projected once for all network formats.

Things are the entities that texts speak of; an edge is one fact with the texts that state it and the sentence of the
first. Nothing is held but a database on disk: nodes and edges come one by one, in an order of their own.
"""

import itertools
import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from operator import itemgetter
from typing import Any

from kg import ontology
from kg.export import scratch
from kg.export.layout import MOST_SPRINGS, Discs, springs
from kg.export.records import Column, Edge, Node, Sort, Stated
from kg.export.writer import Choice
from kg.export.xml import line
from kg.frozen import replace
from kg.model.iri import PB
from kg.model.quad import XSD

__all__ = ["Network", "projected"]

_SIZES = (4.0, 40.0)
_GREY = "#888888"
_SORTS: dict[str, Sort] = {f"{XSD}boolean": "boolean", f"{XSD}integer": "integer", f"{XSD}decimal": "double"}
_MONEY = "money_max"
_TAKEN = frozenset({
    "id", "label", "color", "size", "x", "y", "z", "weight", "kind", "type", "source", "target", "pid", "start", "end",
    "shape", "thickness", "name", "interaction", "node_type", "node_type_zh", "iri", "first_issue", "date", "texts",
    "predicate", "issue", "evidence", "edge_id", "kg_id",
})  # fmt: skip
_ABOUT = f"<{PB}about>"
_PREPARE = """
CREATE TABLE thing AS SELECT said.node AS node, min(said.kind) AS kind, min(label) AS label,
    count(DISTINCT CASE WHEN auto THEN said.place END) AS texts, min(text.rank) AS first
    FROM said LEFT JOIN spoken ON spoken.place = said.place LEFT JOIN text ON text.text = spoken.text
    GROUP BY said.node HAVING min(said.kind) IS NOT NULL;
CREATE UNIQUE INDEX thing_of ON thing (node);
"""
_NETWORK = """
CREATE TABLE shown AS SELECT node FROM thing WHERE {shown};
CREATE UNIQUE INDEX shown_of ON shown (node);
CREATE TABLE edge AS SELECT s, o, p, key FROM fact
    WHERE s IN (SELECT node FROM shown) AND o IN (SELECT node FROM shown) GROUP BY s, o, p, key;
CREATE TABLE degree AS SELECT node, count(*) AS count
    FROM (SELECT s AS node FROM edge UNION ALL SELECT o FROM edge WHERE o <> s) GROUP BY node;
CREATE UNIQUE INDEX degree_of ON degree (node);
CREATE TABLE node AS SELECT thing.node AS node, kind,
    CASE WHEN length(label) > 1 THEN label ELSE '3' || iri END AS label, iri, texts, first,
    coalesce(count, 0) AS degree,
    row_number() OVER (PARTITION BY kind ORDER BY coalesce(count, 0) DESC, label, iri) - 1 AS rank
    FROM shown JOIN thing ON thing.node = shown.node JOIN iri ON iri.node = shown.node
    LEFT JOIN degree ON degree.node = shown.node
    WHERE {every} OR texts > 0 OR count > 0 ORDER BY kind, label, iri;
CREATE TABLE named (node INTEGER PRIMARY KEY, label TEXT, kind INTEGER);
INSERT INTO named SELECT node, label, kind FROM node ORDER BY node;
"""
_EDGES = """
SELECT edge.key AS key, edge.s, edge.o, p, one.label, other.label, one.kind, other.kind,
    text.rank AS rank, start, quote, name, date
    FROM edge CROSS JOIN named AS one ON one.node = edge.s CROSS JOIN named AS other ON other.node = edge.o
    LEFT JOIN proof ON proof.key = edge.key LEFT JOIN span ON span.span = proof.span
    LEFT JOIN text ON text.text = span.text {which} ORDER BY edge.rowid
"""
_NAME = 11
_UNSAID = (0, 0, "", "", "")
_Said = tuple[int, int, str, str, str]
_STATED = """
SELECT thing.node, thing.kind, thing.label, about.label, text.name, text.date, text.rank, quote, start FROM thing
    LEFT JOIN fact ON fact.s = thing.node AND fact.p = {about} LEFT JOIN thing AS about ON about.node = fact.o
    LEFT JOIN proof ON proof.key = -thing.node OR proof.key = fact.key
    LEFT JOIN span ON span.span = proof.span LEFT JOIN text ON text.text = span.text
    WHERE thing.kind < {numbers} ORDER BY thing.first, thing.label, thing.node
"""
_CROSSED = """
SELECT one.label, other.label FROM edge JOIN edge AS more ON more.s = edge.s AND more.p = ?2
    JOIN named AS owner ON owner.node = edge.s AND owner.kind = ?3
    JOIN named AS one ON one.node = edge.o JOIN named AS other ON other.node = more.o WHERE edge.p = ?1
"""
_FIELDS = "SELECT name, min(value) FROM note WHERE node = ? GROUP BY name"


@contextmanager
def projected(
    lines: Iterable[str], choice: Choice, *, shown: frozenset[str] | None = None, measures: Iterable[Column] = ()
) -> Iterator["Network"]:
    """Read all quads once and give the network of them; with ``shown``, of these nodes and whatever joins them.

    ``measures`` describe literals that are no part of the vocabulary.
    """
    with scratch.opened() as base:
        found = scratch.Scratch(base, shown=shown)
        found.fill(lines)
        yield Network(base, tuple(found.relations), choice, every=shown is not None, measures=measures)


class Network:
    """A network on disk: nodes by kind and label, edges by their ends, as often as they are asked for."""

    def __init__(
        self,
        base: sqlite3.Connection,
        relations: tuple[str, ...],
        choice: Choice,
        *,
        every: bool = False,
        measures: Iterable[Column] = (),
    ) -> None:
        """Join the tables of ``kg.export.scratch``."""
        self._base, self._relations, self._choice = base, relations, choice
        self._measures = {column.name: column for column in measures}
        self._kinds = scratch.kinds()
        known = ontology.load()
        self._classes = [known.classes[name] for name in self._kinds]
        self._names = [(r.name, r.label_zh) if (r := known.relation(p[1:-1])) else (p[1:-1],) * 2 for p in relations]
        numbers = known.subclasses("Quantity")
        self._numbers = frozenset(at for at, name in enumerate(self._kinds) if name in numbers)
        base.executescript(_PREPARE)
        hidden = "" if every or choice.literals == "node" else f"kind NOT IN ({','.join(map(str, self._numbers))})"
        base.executescript(_NETWORK.format(shown=hidden or "TRUE", every="TRUE" if every else "FALSE"))
        if hidden:
            self._fold()
        self._most = self._one("SELECT max(degree) FROM node") or 1
        self.node_count, self.edge_count = self._one("SELECT count(*) FROM node"), self._one(self._counted())
        self.columns = self._columns()
        self._placed: dict[int, tuple[float, float]] | None = None

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Give name and date of each text, in order."""
        return tuple(self._base.execute("SELECT name, date FROM text ORDER BY rank"))

    def counts(self) -> dict[str, int]:
        """Count the nodes of each kind."""
        rows = self._base.execute("SELECT kind, count(*) FROM node GROUP BY kind ORDER BY kind")
        return {self._kind(kind): count for kind, count in rows}

    def nodes(self) -> Iterator[Node]:
        """Give the things, one by one."""
        texts = dict(self._base.execute("SELECT rank, name FROM text"))
        dates = dict(self._base.execute("SELECT rank, date FROM text"))
        places = self._places()
        for key, kind, label, iri, count, first, degree, rank in self._base.execute("SELECT * FROM node"):
            info = self._classes[kind] if kind < len(self._classes) else None
            x, y = places(key, kind, rank)
            yield Node(
                id=_node(key),
                label=_label(label),
                kind=info.name if info else "",
                kind_zh=info.label_zh if info else "",
                iri=iri,
                first_issue=texts.get(first, ""),
                date=dates.get(first, ""),
                texts=count,
                colour=(info.colour if info else "") or _GREY,
                size=round(_SIZES[0] + (_SIZES[1] - _SIZES[0]) * math.sqrt(degree / self._most), 2),
                x=x,
                y=y,
                attributes=self._attributes(key),
            )

    def edges(self) -> Iterator[Edge]:
        """Give the facts, one by one."""
        return self._edges(self._base.execute(_EDGES.format(which="")))

    def around(self, node: Node) -> Iterator[Edge]:
        """Give the facts that a thing is an end of."""
        self._base.execute("CREATE INDEX IF NOT EXISTS edge_from ON edge (s)")
        self._base.execute("CREATE INDEX IF NOT EXISTS edge_to ON edge (o)")
        return self._edges(self._base.execute(_EDGES.format(which="WHERE edge.s = ?1 OR edge.o = ?1"), (node.number,)))

    def _edges(self, found: Iterable[tuple[Any, ...]]) -> Iterator[Edge]:
        for _, rows in itertools.groupby(found, key=itemgetter(0)):
            first, *more = rows
            said: list[_Said] = [first[8:]] if first[_NAME] else []
            if more:
                said = sorted({row[8:] for row in (first, *more) if row[_NAME]})
            if self._choice.edges == "predicate" or not said:
                yield self._edge(first, said)
            else:
                firsts = [next(group) for _, group in itertools.groupby(said, key=itemgetter(0))]
                yield from (_apart(self._edge(first, [one]), one[0]) for one in firsts)

    def _edge(self, row: tuple[Any, ...], said: Sequence[_Said]) -> Edge:
        """Make a fact of its terms and of what the texts say, the first text first."""
        key, source, target, relation, *ends = row[:8]
        name, name_zh = self._names[relation]
        _, _, evidence, _, date = said[0] if said else _UNSAID
        return Edge(
            id=f"e{key:015x}",
            source=f"n{source:013x}",
            target=f"n{target:013x}",
            predicate=name,
            predicate_zh=name_zh,
            kind=name,
            issue="|".join(dict.fromkeys([one[3] for one in said])),
            date=date,
            evidence=evidence,
            weight=len({one[0] for one in said}) or 1,
            source_label=_label(ends[0]),
            target_label=_label(ends[1]),
            source_kind=self._kind(ends[2]),
            target_kind=self._kind(ends[3]),
        )

    def stated(self) -> Iterator[Stated]:
        """Give the stated numbers, by text."""
        about = self._relations.index(_ABOUT) if _ABOUT in self._relations else -1
        rows = self._base.execute(_STATED.format(about=about, numbers=len(self._numbers)))
        for key, many in itertools.groupby(rows, key=lambda row: row[0]):
            found = list(many)
            said = [row[4:] for row in found if row[4]]
            text, date, _, quote, _ = min(said, key=itemgetter(2, 4), default=("",) * 5)
            yield Stated(
                kind=self._kinds[found[0][1]],
                label=(found[0][2] or "3")[1:],
                about="|".join(sorted({row[3][1:] for row in found if row[3]})),
                issue=text,
                date=date,
                evidence=quote,
                fields=dict(self._base.execute(_FIELDS, (key,))),
            )

    def crossed(self, one: str, other: str) -> Iterator[tuple[str, str]]:
        """Give, for each document, every pair of things that two relations lead to, by label."""
        codes = [[at for at, (name, _) in enumerate(self._names) if name == relation] for relation in (one, other)]
        if all(codes):
            kind = self._kinds.index("PolicyDoc")
            rows = self._base.execute(_CROSSED, (codes[0][0], codes[1][0], kind))
            yield from ((_label(first), _label(second)) for first, second in rows)

    def _kind(self, at: int) -> str:
        return self._kinds[at] if at < len(self._kinds) else ""

    def _one(self, question: str) -> int:
        return int(self._base.execute(question).fetchone()[0] or 0)

    def _counted(self) -> str:
        """Ask for the number of edges: one a fact, or one for each text that states it."""
        if self._choice.edges == "predicate":
            return "SELECT count(*) FROM edge"
        return f"SELECT count(*) FROM (SELECT DISTINCT key, rank FROM ({_EDGES.format(which='')}))"

    def _fold(self) -> None:
        """Make attributes of the stated numbers: what is said, by kind, and the most money."""
        about = self._relations.index(_ABOUT) if _ABOUT in self._relations else -1
        for at in sorted(self._numbers):
            name = self._kinds[at][0].lower() + self._kinds[at][1:]
            self._base.execute(
                "INSERT INTO note SELECT fact.o, ?, substr(label, 2) FROM fact JOIN thing ON thing.node = fact.s"
                " WHERE p = ? AND kind = ? AND label IS NOT NULL",
                (name, about, at),
            )
        support = self._kinds.index("Support")
        self._base.execute(
            f"INSERT INTO note SELECT fact.o, '{_MONEY}', amount.value FROM fact JOIN thing ON thing.node = fact.s"
            " JOIN note AS unit ON unit.node = fact.s AND unit.name = 'unit' AND unit.value = 'CNY'"
            " JOIN note AS amount ON amount.node = fact.s AND amount.name IN ('max', 'value')"
            " WHERE p = ? AND kind = ?",
            (about, support),
        )

    def _columns(self) -> tuple[Column, ...]:
        names = self._base.execute("SELECT DISTINCT name FROM note WHERE node IN (SELECT node FROM named)")
        return tuple(sorted((self._column(name) for (name,) in names), key=lambda column: column.name))

    def _column(self, name: str) -> Column:
        return self._measures.get(name) or _column(name)

    def _attributes(self, node: int) -> dict[str, str]:
        found: dict[str, set[str]] = {}
        for name, value in self._base.execute("SELECT name, value FROM note WHERE node = ?", (node,)):
            found.setdefault(name, set()).add(value)
        return {(column := self._column(name)).name: _value(column, values) for name, values in sorted(found.items())}

    def _places(self) -> "_Places":
        kinds = dict(self._base.execute("SELECT kind, count(*) FROM node GROUP BY kind"))
        discs = Discs([kinds.get(kind, 0) for kind in range(len(self._kinds) + 1)])
        if self.node_count > MOST_SPRINGS:
            return _Places(discs, {})
        if self._placed is None:
            rows = list(self._base.execute("SELECT node, kind, rank FROM node"))
            at = {key: number for number, (key, _, _) in enumerate(rows)}
            ties = ((at[s], at[o]) for s, o in self._base.execute("SELECT s, o FROM edge"))
            places = springs([discs.place(kind, rank) for _, kind, rank in rows], ties)
            self._placed = {key: place for (key, _, _), place in zip(rows, places, strict=True)}
        return _Places(discs, self._placed)


class _Places:
    """Gives the place of a node: where springs put it, or in the disc of its kind."""

    def __init__(self, discs: Discs, placed: dict[int, tuple[float, float]]) -> None:
        self._discs, self._placed = discs, placed

    def __call__(self, node: int, kind: int, rank: int) -> tuple[float, float]:
        return self._placed.get(node) or self._discs.place(kind, rank)


def _apart(edge: Edge, rank: int) -> Edge:
    """Make an edge one text's own."""
    return replace(edge, id=f"{edge.id}-{rank}", kind=f"{edge.predicate}#{edge.issue}")


def _label(stored: str) -> str:
    """Give a label as it is kept, after a digit that says what it is worth; 3 is an IRI in its place."""
    return ontology.load().compact(stored[1:]) if stored[0] == "3" else stored[1:]


def _column(name: str) -> Column:
    """Describe an attribute by the relation that states it, or by the kind of number that was folded into it."""
    if name == _MONEY:
        return Column(name, "double", "最高资助（元）")
    if name == "altLabel":
        return Column("aliases", "string", "别名")
    known = ontology.load()
    info = known.relation(name)
    if info is None:
        return Column(_snake(name), "string", known.label(name[0].upper() + name[1:]))
    return Column(_snake(name), _SORTS.get(info.datatype, "string"), info.label_zh)


def _value(column: Column, values: set[str]) -> str:
    """Write the values of an attribute as one: the largest number, the joined texts."""
    if column.sort == "double":
        return str(max(map(Decimal, values)))
    return min(values) if column.sort != "string" else "|".join(sorted(map(line, values)))


def _snake(name: str) -> str:
    """Name an attribute; never by a word that a tool takes for something of its own."""
    plain = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name)
    return f"own_{plain}" if plain in _TAKEN else plain


def _node(key: int) -> str:
    return f"n{key:013x}"
