"""Quads → tables of a scratch database on disk, so that a network of any size is sorted and joined in little memory.

    said    a thing in a text: node · place (the text's graphs) · kind · label · auto (the text itself says it)
    iri     node · its IRI
    fact    key (hash of the three terms) · s · p · o
    note    node · name · value of an attribute
    proof   key of a fact, or −node of a thing · span
    late    key · hash of a span that was not read just before
    span    its number · hash · text · start · quote
    text    text · rank by date, number, label · name · date
    spoken  place · text

Nodes and facts are numbers made from hashes of their IRIs; relations, texts and spans are numbered as they come. Since
a graph tells a text's sentences before what they prove, the proofs of a text find theirs in memory.
"""

import functools
import itertools
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import NamedTuple

from kg import ontology
from kg.errors import StoreError
from kg.export import xml
from kg.model.iri import ID, PB
from kg.model.quad import RDFS, SKOS, TYPE, split, unescape

__all__ = ["Scratch", "kinds", "opened"]

_ONTOLOGY = f"<{ID}g-ontology>"
_STATEMENT, _SPAN = f"<{ID}statement-", f"<{ID}span-"
_PB = f"<{PB}"
_EVIDENCE, _ISSUE = f"<{PB}evidence>", f"<{PB}Issue>"
_SOURCE, _START, _QUOTE = f"<{PB}source>", f"<{PB}start>", f"<{PB}quote>"
_HEAD = slice(len(f"<{ID}span-"))
_PROVED = re.compile(rf"{_STATEMENT}([0-9a-f]{{15}})[0-9a-f]> {_EVIDENCE} (<[^>]*>)")
_NAMES = {f"<{RDFS}label>", f"<{SKOS}prefLabel>"}
_ALIAS = f"<{SKOS}altLabel>"
_BATCH = 2000
_KEPT = 1 << 17
_NONE = -1
_DISK = ("FULL", "IOERR", "CANTOPEN", "READONLY")
_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;
CREATE TABLE said (node INTEGER, place INTEGER, kind INTEGER, label TEXT, auto INTEGER);
CREATE TABLE iri (node INTEGER PRIMARY KEY, iri TEXT);
CREATE TABLE fact (key INTEGER, s INTEGER, p INTEGER, o INTEGER);
CREATE TABLE note (node INTEGER, name TEXT, value TEXT);
CREATE TABLE proof (key INTEGER, span INTEGER);
CREATE TABLE late (key INTEGER, hash INTEGER);
CREATE TABLE span (span INTEGER PRIMARY KEY, hash INTEGER, text INTEGER, start INTEGER, quote TEXT);
CREATE TABLE text (text INTEGER PRIMARY KEY, rank INTEGER, name TEXT, date TEXT);
CREATE TABLE spoken (place INTEGER PRIMARY KEY, text INTEGER);
"""
_INDICES = """
CREATE INDEX note_of ON note (node);
CREATE INDEX proof_of ON proof (key, span);
"""
_LATE = """
CREATE INDEX span_of ON span (hash);
INSERT INTO proof SELECT key, span FROM late JOIN span ON span.hash = late.hash;
"""
_LABELS = "SELECT node, min(label) FROM said WHERE node IN (SELECT node FROM asked) GROUP BY node"
_DATES = "SELECT node, min(value) FROM note WHERE name = 'docDate' AND node IN (SELECT node FROM asked) GROUP BY node"
_NAMED = ("said", "iri", "fact", "note", "proof", "late", "span", "text", "spoken")
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


class _Layer(NamedTuple):
    """A graph: which text it is a layer of, whether that is what the text itself says, whether it names no things."""

    place: int
    auto: bool
    silent: bool


@dataclass(slots=True)
class Scratch:
    """Takes quads in, line by line; ``shown`` are the nodes to keep with all edges, instead of things."""

    base: sqlite3.Connection
    shown: frozenset[str] | None = None
    relations: dict[str, int] = field(default_factory=dict)
    _rows: dict[str, list[tuple[object, ...]]] = field(default_factory=lambda: {table: [] for table in _NAMED})
    _numbers: dict[str, int] = field(default_factory=dict)
    _spans: dict[str, int] = field(default_factory=dict)
    _span_count: int = 0
    _spoken: str = ""
    _typed: tuple[int, int, int | None, None, bool] | None = None
    _layers: dict[str, _Layer] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)
    _speakers: dict[int, str] = field(default_factory=dict)
    _texts: dict[str, _Text] = field(default_factory=dict)
    _sources: dict[str, int] = field(default_factory=dict)
    _kinds: dict[str, int] = field(default_factory=dict)
    _things: int = 0
    _stated: frozenset[str] = frozenset()

    def fill(self, lines: Iterable[str]) -> None:
        """Read all quads once: statements, spans and things by the piece, as they follow each other in a text."""
        known = ontology.load()
        self._kinds = {f"<{PB}{name}>": at for at, name in enumerate(kinds())}
        self._things = len(known.subclasses("Quantity") | known.subclasses("Entity"))
        self._stated = frozenset(f"<{iri}>" for iri in known.walked())
        for head, run in itertools.groupby(lines, key=itemgetter(_HEAD)):
            if _STATEMENT.startswith(head):
                self._proofs(run)
            elif _SPAN.startswith(head):
                self._sentences(run)
            else:
                self._said(run)
        if self._typed:
            self._add("said", self._typed)
        self._rank()
        self._flush()
        if self.base.execute("SELECT 1 FROM late LIMIT 1").fetchone():
            self.base.executescript(_LATE)
        self.base.executescript(_INDICES)

    def _proofs(self, run: Iterable[str]) -> None:
        """Read which sentences prove a fact."""
        for line in run:
            if not line.startswith(_STATEMENT):
                self._said((line,))
            elif _EVIDENCE in line and (found := _PROVED.match(line)):
                self._prove(int(found[1], 16), found[2])

    def _prove(self, key: int, span: str) -> None:
        """Put down a proof; where the sentence was not read just before, by the hash of its name."""
        number = self._spans.get(span)
        if number is None:
            self._add("late", (key, _hashed(span)))
        else:
            self._add("proof", (key, number))

    def _sentences(self, run: Iterable[str]) -> None:
        """Read sentences; of a line's rest (object, graph, full stop) what is in quotes is what ``unescape`` gives."""
        for subject, lines in itertools.groupby(run, key=_subject):
            parts = dict([line.split(" ", 2)[1:] for line in lines])
            if _SOURCE not in parts:
                continue
            term, _, graph = parts[_SOURCE].removesuffix(" .").partition(" ")
            source = self._sources.setdefault(term, len(self._sources))
            self._speakers.setdefault(self._layer(graph).place, term)
            if graph != self._spoken or len(self._spans) >= _KEPT:
                self._spoken, self._spans = graph, {}
            self._span_count += 1
            self._spans[subject] = self._span_count
            start, quote = int(unescape(parts.get(_START, '"0"'))), _sound(unescape(parts.get(_QUOTE, '""')))
            self._add("span", (self._span_count, _hashed(subject), source, start, quote))

    def _said(self, run: Iterable[str]) -> None:
        """Read what is said of things, line by line; that something is an issue comes before its number and date."""
        numbers, layers = self._numbers, self._layers
        for line in run:
            subject, predicate, value, graph = quad = split(line)
            layer = layers.get(graph) or self._layer(graph)
            if layer.silent and predicate != _EVIDENCE:
                continue
            node = numbers.get(subject) or self._number(subject)
            if predicate == TYPE:
                self._type(node, quad, layer)
            elif predicate in _NAMES:
                self._name(node, quad, layer)
            elif value[0] == '"':
                self._note(node, quad, layer)
            elif predicate == _EVIDENCE:
                self._prove(-node, value)
            elif predicate in self._stated or self.shown is not None:
                self._fact(node, quad)

    def _type(self, node: int, quad: Quad, layer: _Layer) -> None:
        """Keep a kind for the name, which comes next as a rule."""
        if self._typed:
            self._add("said", self._typed)
        subject, _, value, _ = quad
        if value == _ISSUE:
            self._texts.setdefault(subject, _Text())
            self._speakers.setdefault(layer.place, subject)
        kind = self._known(subject, self._kinds.get(value, len(self._kinds)))
        self._typed = node, layer.place, kind, None, layer.auto

    def _name(self, node: int, quad: Quad, layer: _Layer) -> None:
        typed, self._typed = self._typed, None
        kind = self._known(quad[0])
        if typed and typed[0] == node and typed[1] == layer.place and typed[4] == layer.auto:
            kind = typed[2]
        elif typed:
            self._add("said", typed)
        self._add("said", (node, layer.place, kind, _ranked(quad[2]), layer.auto))

    def _known(self, subject: str, kind: int | None = None) -> int | None:
        """Give the kind of a node that is to be shown."""
        if self.shown is not None:
            return None if subject not in self.shown else len(self._kinds) if kind is None else kind
        return kind if kind is not None and kind < self._things else None

    def _fact(self, node: int, quad: Quad) -> None:
        subject, predicate, value, _ = quad
        relation = self.relations.setdefault(predicate, len(self.relations))
        other = self._number(value)
        self._add("fact", (_hashed(f"{subject} {predicate} {value}"), node, relation, other))
        if self.shown is not None:
            self._add("said", (other, _NONE, self._known(value), None, False))

    def _note(self, node: int, quad: Quad, layer: _Layer) -> None:
        subject, predicate, value, _ = quad
        name = "altLabel" if predicate == _ALIAS else predicate[len(_PB) : -1] if predicate.startswith(_PB) else ""
        if name in {"number", "date"} and (speaker := self._speakers.get(layer.place)) is not None:
            if speaker == subject:
                setattr(self._texts.setdefault(subject, _Text()), name, unescape(value))
        elif name:
            self._add("note", (node, name, _sound(unescape(value))))

    def _number(self, term: str) -> int:
        """Give the number of a node, and put down its IRI unless that was done just before."""
        known = self._numbers.get(term)
        if known is None:
            if len(self._numbers) >= _KEPT:
                self._numbers.clear()
            known = self._numbers[term] = _node(term)
            self._add("iri", (known, unescape(term)))
        return known

    def _layer(self, graph: str) -> _Layer:
        known = self._layers.get(graph)
        if known is None:
            place = self._places.setdefault(graph.rpartition("-")[0], len(self._places))
            silent = graph == _ONTOLOGY or graph.endswith("-evidence>")
            known = self._layers[graph] = _Layer(place, graph.endswith("-auto>"), silent)
        return known

    def _add(self, table: str, row: tuple[object, ...]) -> None:
        rows = self._rows[table]
        rows.append(row)
        if len(rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                self.base.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
                rows.clear()

    def _rank(self) -> None:
        """Put the texts in order, by date, number, node; name them by number if that tells them apart."""
        for term in self._speakers.values():
            self._sources.setdefault(term, len(self._sources))
        known = self._known_texts()
        numbers = [text.number for text in known.values()]
        plain = all(numbers) and len(set(numbers)) == len(numbers)
        order = sorted(known, key=lambda term: (known[term].date or "9999", known[term].number.zfill(9), term))
        for rank, term in enumerate(order):
            text = known[term]
            self._rows["text"].append((self._sources[term], rank, text.number if plain else text.label, text.date))
        self._rows["spoken"] += ((place, self._sources[term]) for place, term in self._speakers.items())

    def _known_texts(self) -> dict[str, _Text]:
        """Look up how the texts are called and dated."""
        self._flush()
        nodes = {term: _node(term) for term in self._sources}
        self.base.execute("CREATE TEMP TABLE asked (node INTEGER PRIMARY KEY)")
        self.base.executemany("INSERT OR IGNORE INTO asked VALUES (?)", ((node,) for node in nodes.values()))
        labels, dates = (dict(self.base.execute(question)) for question in (_LABELS, _DATES))
        found = {}
        for term, node in nodes.items():
            known, label = self._texts.get(term, _Text()), labels.get(node)
            name = label[1:] if label else unescape(term).removeprefix(ID)
            found[term] = _Text(name, known.number, known.date or dates.get(node, ""))
        return found


def _subject(text: str) -> str:
    return text[: text.index(" ")]


def _ranked(value: str) -> str:
    """Put before a name what its language is worth: Chinese, none, any other."""
    if value.endswith('"@zh') and "\\" not in value:
        rank, name = "0", xml.line(value[1:-4])
    else:
        tail = value[value.rindex('"') + 1 :]
        rank = "0" if tail.startswith("@zh") else "2" if tail.startswith("@") else "1"
        name = xml.line(unescape(value))
    return rank + name if name else "3"


def _node(term: str) -> int:
    """Give the number of a node: 52 bits, which every reader of JSON holds exactly."""
    return _hashed(unescape(term)) >> 8


def _hashed(text: str) -> int:
    """Give 60 bits that stand for a text; of a fact's terms, those in the name of its statement."""
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big") >> 4


def _sound(text: str) -> str:
    """Replace halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode()
