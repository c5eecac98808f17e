"""Evidence as W3C Web Annotations: each statement is the body, the sentences behind it are the targets."""

import itertools
import json
import sqlite3
from collections.abc import Iterable
from typing import Any, BinaryIO

from kg import ontology
from kg.export import scratch, stream
from kg.export.source import Source
from kg.export.writer import Choice
from kg.model.iri import ID, PB
from kg.model.quad import RDFS, split, unescape

__all__ = ["write"]

_SPAN, _STATEMENT = f"<{ID}span-", f"<{ID}statement-"
_LABEL = f"<{RDFS}label>"
_SAID = ("subject", "predicate", "object", "confidence", "rule", "state")
_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"pb": PB, "id": ID}]
Quad = tuple[str, str, str, str]


def write(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write an AnnotationCollection of one page, statement by statement."""
    with scratch.opened() as base:
        base.execute("CREATE TABLE part (iri TEXT PRIMARY KEY, fields TEXT) WITHOUT ROWID")
        base.execute("CREATE TABLE label (iri TEXT PRIMARY KEY, label TEXT) WITHOUT ROWID")
        base.execute("CREATE TABLE claim (iri TEXT, name TEXT, value TEXT)")
        _learn(base, source.described())
        base.execute("CREATE INDEX claim_of ON claim (iri, name, value)")
        out.write(f'{{"@context":{stream.text(_CONTEXT)},"type":"AnnotationPage","items":['.encode())
        rows = base.execute("SELECT DISTINCT iri, name, value FROM claim ORDER BY iri, name, value")
        grouped = itertools.groupby(rows, key=lambda row: row[0])
        stream.rows(out, (_annotation(base, iri, _fields(claims), choice.lang) for iri, claims in grouped))
        out.write(b"\n]}\n")


def _fields(claims: Iterable[tuple[str, str, str]]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for _, name, value in claims:
        fields.setdefault(name, []).append(value)
    return fields


def _learn(base: sqlite3.Connection, lines: Iterable[str]) -> None:
    """Put spans, labels and statements on disk."""
    for subject, run in itertools.groupby(map(split, lines), key=lambda quad: quad[0]):
        if subject.startswith(_SPAN):
            fields = {_local(predicate): unescape(value) for _, predicate, value, _ in run}
            base.execute("INSERT OR REPLACE INTO part VALUES (?, ?)", (subject, stream.text(fields)))
        elif subject.startswith(_STATEMENT):
            claims = ((subject, _local(predicate), value) for _, predicate, value, _ in run)
            base.executemany("INSERT INTO claim VALUES (?, ?, ?)", claims)
        else:
            labels = sorted(unescape(value) for _, predicate, value, _ in run if predicate == _LABEL)
            base.executemany("INSERT OR IGNORE INTO label VALUES (?, ?)", ((subject, label) for label in labels[:1]))


def _annotation(base: sqlite3.Connection, iri: str, fields: dict[str, list[str]], lang: str) -> dict[str, Any]:
    claim = {f"pb:{name}": _value(fields[name][0]) for name in _SAID if name in fields}
    said = [_label(base, fields[name][0], lang) for name in ("subject", "predicate", "object") if name in fields]
    words = {"type": "TextualBody", "value": " · ".join(said), "language": lang, "format": "text/plain"}
    targets = [found for span in fields.get("evidence", ()) if (found := _target(base, span))]
    return {
        "id": iri[1:-1],
        "type": "Annotation",
        "motivation": "describing",
        "body": [words, {"id": f"{iri[1:-1]}#claim", "type": "pb:Statement", **claim}],
        "target": targets,
    }


def _target(base: sqlite3.Connection, span: str) -> dict[str, Any] | None:
    row = base.execute("SELECT fields FROM part WHERE iri = ?", (span,)).fetchone()
    if row is None:
        return None
    fields = json.loads(row[0])
    start, end = int(fields.get("start", 0)), int(fields.get("end", 0))
    return {
        "source": fields.get("source", ""),
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", "exact": fields.get("quote", "")},
        ],
    }


def _label(base: sqlite3.Connection, term: str, lang: str) -> str:
    if term.startswith('"'):
        return unescape(term)
    row = base.execute("SELECT label FROM label WHERE iri = ?", (term,)).fetchone()
    return row[0] if row else ontology.load().label(unescape(term), lang)


def _value(term: str) -> dict[str, str] | str:
    return {"id": term[1:-1]} if term.startswith("<") else unescape(term)


def _local(predicate: str) -> str:
    return predicate[1:-1].removeprefix(PB)
