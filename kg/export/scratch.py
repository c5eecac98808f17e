"""Quads → tables of a scratch database on disk, so that a network of any size is sorted and joined in little memory.

    said    a thing in a text: node · place (the text's graphs) · kind · label · auto (the text itself says it)
    iri     node · its IRI
    fact    key (hash of the three terms) · s · p · o
    note    node · name · value of an attribute
    proof   key of a fact, or −node of a thing · span
    span    span · text · start · quote
    text    text · rank by date, number, label · name · date
    spoken  place · text

Nodes, facts and spans are numbers made from hashes of their IRIs; relations and texts are numbered as they come.
"""

import functools
import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from kg import ontology
from kg.errors import StoreError
from kg.export.xml import line
from kg.model.iri import ID, PB
from kg.model.quad import RDFS, SKOS, TYPE, split, unescape

__all__ = ["Scratch", "kinds", "opened"]

_ONTOLOGY = f"<{ID}g-ontology>"
_STATEMENT, _SPAN = f"<{ID}statement-", f"<{ID}span-"
_EVIDENCE = f"<{PB}evidence>"
_NAMES = {f"<{RDFS}label>", f"<{SKOS}prefLabel>"}
_ALIAS = f"<{SKOS}altLabel>"
_BATCH = 5000
_NONE = -1
_DISK = ("FULL", "IOERR", "CANTOPEN", "READONLY")
_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;
CREATE TABLE said (node INTEGER, place INTEGER, kind INTEGER, label TEXT, auto INTEGER);
CREATE TABLE iri (node INTEGER PRIMARY KEY, iri TEXT);
CREATE TABLE fact (key INTEGER, s INTEGER, p INTEGER, o INTEGER);
CREATE TABLE note (node INTEGER, name TEXT, value TEXT);
CREATE TABLE proof (key INTEGER, span INTEGER);
CREATE TABLE span (span INTEGER, text INTEGER, start INTEGER, quote TEXT);
CREATE TABLE text (text INTEGER PRIMARY KEY, rank INTEGER, name TEXT, date TEXT);
CREATE TABLE spoken (place INTEGER PRIMARY KEY, text INTEGER);
"""
_INDICES = """
CREATE INDEX note_of ON note (node);
CREATE INDEX proof_of ON proof (key, span);
CREATE INDEX span_of ON span (span);
"""
Quad = tuple[str, str, str, str]


@functools.cache
def kinds() -> tuple[str, ...]:
    """Order the classes: numbers, things, all others; of each the most particular first."""
    known = ontology.load()
    order = (known.subclasses("Quantity"), known.subclasses("Entity"), frozenset(known.classes))

    def rank(name: str) -> tuple[int, int, str]:
        return next(at for at, names in enumerate(order) if name in names), -len(known.superclasses(name)), name

    return tuple(sorted(known.classes, key=rank))


@contextmanager
def opened() -> Iterator[sqlite3.Connection]:
    """Hold an empty scratch database; it is gone afterwards. A full disk is said in words."""
    try:
        with TemporaryDirectory(prefix="kg-export-") as folder:
            base = sqlite3.connect(Path(folder) / "scratch.sqlite", isolation_level=None)
            try:
                base.executescript(_TABLES)
                base.execute("BEGIN")
                yield base
            finally:
                base.close()
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorname.split("_")[1] not in _DISK:
            raise
        raise StoreError("scratch_full", path=gettempdir(), detail=str(problem)) from problem


@dataclass(slots=True)
class _Text:
    """What is known of a text by its own node."""

    label: str = ""
    number: str = ""
    date: str = ""


@dataclass(slots=True)
class Scratch:
    """Takes quads in, run by run of one subject; ``shown`` are the nodes to keep with all edges, instead of things."""

    base: sqlite3.Connection
    shown: frozenset[str] | None = None
    relations: dict[str, int] = field(default_factory=dict)
    _rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in _WIDTHS})
    _numbers: dict[str, int] = field(default_factory=dict)
    _spans: dict[str, int] = field(default_factory=dict)
    _span_count: int = 0
    _spoken: str = ""
    _layers: dict[str, tuple[int, bool]] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)
    _speakers: dict[int, str] = field(default_factory=dict)
    _texts: dict[str, _Text] = field(default_factory=dict)
    _sources: dict[str, int] = field(default_factory=dict)
    _kinds: dict[str, int] = field(default_factory=dict)
    _things: int = 0
    _stated: frozenset[str] = frozenset()

    def fill(self, lines: Iterable[str]) -> None:
        """Read all quads once."""
        known = ontology.load()
        self._kinds = {f"<{PB}{name}>": at for at, name in enumerate(kinds())}
        self._things = len(known.subclasses("Quantity") | known.subclasses("Entity"))
        self._stated = frozenset(f"<{iri}>" for iri in known.edges("fact"))
        needed = (line for line in lines if not line.startswith(_STATEMENT) or _EVIDENCE in line)
        for count, (subject, run) in enumerate(itertools.groupby(needed, key=_subject), 1):
            if subject.startswith(_STATEMENT):
                self._proofs(int(subject[len(_STATEMENT) :][:15], 16), run)
            elif subject.startswith(_SPAN):
                self._span(subject, run)
            else:
                self._thing(subject, run)
            if count % _BATCH == 0:
                self._flush()
        self._rank()
        self._flush()
        self._prove()
        self.base.executescript(_INDICES)

    def _proofs(self, key: int, run: Iterable[str]) -> None:
        """Read which sentences prove a fact; one that was not read just before is put down by its hash."""
        for _, predicate, value, _ in map(split, run):
            if predicate == _EVIDENCE:
                self._rows["proof"].append((key, self._spans.get(value) or -(_hashed(value) >> 4)))

    def _span(self, subject: str, run: Iterable[str]) -> None:
        parts = {predicate: rest for _, predicate, rest in (line.split(" ", 2) for line in run) if predicate in _PARTS}
        if _SOURCE not in parts:
            return
        _, _, term, graph = split(f"_ _ {parts[_SOURCE]}")
        source = self._sources.setdefault(term, len(self._sources))
        place, _ = self._layer(graph)
        self._speakers.setdefault(place, term)
        if graph != self._spoken or len(self._spans) >= _KEPT:
            self._spoken, self._spans = graph, {}
        self._span_count += 1
        self._spans[subject] = self._span_count
        start, quote = (unescape(parts.get(part, '""')) for part in (_START, _QUOTE))
        self._rows["span"].append((_hashed(subject) >> 4, source, int(start or 0), _sound(quote)))

    def _thing(self, subject: str, run: Iterable[str]) -> None:
        """Read what is said of one thing, graph by graph."""
        quads = [q for q in map(split, run) if q[3] != _ONTOLOGY and (q[1] == _EVIDENCE or q[3][-10:] != "-evidence>")]
        if not quads:
            return
        node = self._number(subject)
        kind: dict[str, int] = {}
        label: dict[str, str] = {}
        for quad in quads:
            _, predicate, value, graph = quad
            if predicate == TYPE:
                self._type(subject, value, graph)
                kind[graph] = min(self._kinds.get(value, len(self._kinds)), kind.get(graph, len(self._kinds)))
            elif predicate in _NAMES:
                label[graph] = min(_ranked(value), label.get(graph, "3"))
        for quad in quads:
            if quad[1] != TYPE:
                self._relate(node, quad)
        for graph in kind | label:
            known = self._known(subject, kind.get(graph))
            place, auto = self._layer(graph)
            self._rows["said"].append((node, place, known, label.get(graph), auto))

    def _known(self, subject: str, kind: int | None) -> int | None:
        """Give the kind of a node that is to be shown."""
        if self.shown is not None:
            return None if subject not in self.shown else len(self._kinds) if kind is None else kind
        return kind if kind is not None and kind < self._things else None

    def _type(self, subject: str, value: str, graph: str) -> None:
        if value == _ISSUE:
            self._texts.setdefault(subject, _Text())
            self._speakers.setdefault(self._layer(graph)[0], subject)

    def _relate(self, node: int, quad: Quad) -> None:
        subject, predicate, value, _ = quad
        if predicate == _EVIDENCE:
            self._rows["proof"].append((-node, self._spans.get(value) or -(_hashed(value) >> 4)))
        elif value[0] == '"':
            self._note(node, quad)
        elif self.shown is not None or predicate in self._stated:
            relation = self.relations.setdefault(predicate, len(self.relations))
            other = self._number(value)
            key = _hashed(f"{subject} {predicate} {value}") >> 4
            self._rows["fact"].append((key, node, relation, other))
            if self.shown is not None:
                self._rows["said"].append((other, _NONE, self._known(value, None), None, False))

    def _note(self, node: int, quad: Quad) -> None:
        subject, predicate, value, graph = quad
        name = "altLabel" if predicate == _ALIAS else predicate[len(PB) + 1 : -1] if predicate[: len(_PB)] == _PB else ""
        if name in {"number", "date"} and (place := self._speakers.get(self._layer(graph)[0])) is not None:
            if place == subject:
                setattr(self._texts.setdefault(subject, _Text()), name, unescape(value))
        elif name:
            self._rows["note"].append((node, name, _sound(unescape(value))))

    def _number(self, term: str) -> int:
        """Give the number of a node, and put down its IRI unless that was done just before."""
        known = self._numbers.get(term)
        if known is None:
            if len(self._numbers) >= _KEPT:
                self._numbers.clear()
            iri = _sound(unescape(term))
            known = self._numbers[term] = _node(term)
            self._rows["iri"].append((known, iri))
        return known

    def _layer(self, graph: str) -> tuple[int, bool]:
        """Give the number of the text that a graph is a layer of, and whether it is what the text itself says."""
        known = self._layers.get(graph)
        if known is None:
            place = self._places.setdefault(graph.rpartition("-")[0], len(self._places))
            known = self._layers[graph] = place, graph.endswith("-auto>")
        return known

    def _flush(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                marks = ",".join("?" * _WIDTHS[table])
                self.base.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)
                rows.clear()

    def _prove(self) -> None:
        """Find the sentences that were read after what they prove, or long before."""
        if self.base.execute("SELECT 1 FROM proof WHERE span < 0 LIMIT 1").fetchone():
            self.base.executescript(_LATE)

    def _rank(self) -> None:
        """Put the texts in order, by date, number, node; name them by number if that tells them apart."""
        for term in self._speakers.values():
            self._sources.setdefault(term, len(self._sources))
        known = {term: self._text(term) for term in self._sources}
        numbers = [text.number for text in known.values()]
        plain = all(numbers) and len(set(numbers)) == len(numbers)
        order = sorted(known, key=lambda term: (known[term].date or "9999", known[term].number.zfill(9), term))
        for rank, term in enumerate(order):
            text = known[term]
            self._add("text", self._sources[term], rank, text.number if plain else text.label, text.date)
        for place, term in self._speakers.items():
            self._add("spoken", place, self._sources[term])
        self._flush("text")
        self._flush("spoken")

    def _text(self, term: str) -> _Text:
        known = self._texts.get(term, _Text())
        node = _node(term)
        label = self.base.execute("SELECT min(label) FROM said WHERE node = ?", (node,)).fetchone()[0]
        dated = "SELECT min(value) FROM note WHERE node = ? AND name = 'docDate'"
        date = known.date or self.base.execute(dated, (node,)).fetchone()[0] or ""
        return _Text(label[1:] if label else unescape(term).removeprefix(ID), known.number, date)


def _tells(quad: Quad) -> bool:
    """Say whether a quad tells of things, not of words or of evidence."""
    return quad[3] != _ONTOLOGY and (quad[1] == _EVIDENCE or not quad[3].endswith("-evidence>"))


def _ranked(value: str) -> str:
    """Put before a name what its language is worth: Chinese, none, any other."""
    tail = value[value.rindex('"') + 1 :]
    rank = "0" if tail.startswith("@zh") else "2" if tail.startswith("@") else "1"
    name = line(unescape(value))
    return rank + name if name else "3"


def _node(term: str) -> int:
    """Give the number of a node: 52 bits, which every reader of JSON holds exactly."""
    return _hashed(unescape(term)) >> 12


def _hashed(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big")


def _sound(text: str) -> str:
    """Replace halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode()
