"""JSON: SPARQL 1.1's results format, and one object a line for scripts."""

import json as writing
from typing import BinaryIO

from kg.export.rows import columns, evidence, rows, shown
from kg.export.writer import Layout
from kg.model import Answer, Cell, Chain, Hop

__all__ = ["json", "jsonl"]

_LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def json(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write SPARQL 1.1 results JSON; an ASK as its truth value."""
    del layout
    if answer.form == "ask":
        out.write(_line({"head": {}, "boolean": answer.rows[0][0].value == "true"}))
        return
    names = columns(answer)
    out.write(f'{{"head":{{"vars":{_text(names)}}},"results":{{"bindings":['.encode())
    for number, row in enumerate(rows(answer)):
        bound = {name: _term(cell) for name, cell in zip(names, row, strict=True) if cell.kind != "none"}
        out.write((",\n" if number else "\n").encode() + _text(bound).encode())
    out.write(b"\n]}}\n")


def jsonl(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write one object a line: a chain with its hops, a passage, or a row by column with what a reader would see."""
    del layout
    if answer.form == "chains":
        for chain in answer.chains:
            out.write(_line(_chain(chain, complete=answer.complete)))
    elif answer.form == "passages":
        for passage in answer.passages:
            marks = [list(mark) for mark in passage.marks]
            more = {"rule": passage.rule, "confidence": passage.confidence, "marks": marks}
            out.write(_line({**evidence(passage), **more}))
    else:
        names = columns(answer)
        for row in rows(answer):
            out.write(_line({name: _value(cell) for name, cell in zip(names, row, strict=True)}))


def _term(cell: Cell) -> dict[str, str]:
    kind = {"iri": "uri", "blank": "bnode"}.get(cell.kind, "literal")
    found = {"type": kind, "value": cell.value}
    if cell.lang:
        found["xml:lang"] = cell.lang
    elif cell.datatype and cell.datatype != _LANG:
        found["datatype"] = cell.datatype
    return found


def _value(cell: Cell) -> object:
    if cell.kind == "none":
        return None
    if cell.kind == "iri":
        return {"iri": cell.value, "label": cell.label} if cell.label else {"iri": cell.value}
    return shown(cell)


def _chain(chain: Chain, *, complete: bool) -> dict[str, object]:
    return {
        "x": shown(chain.hops[0].start),
        "y": shown(chain.hops[-1].end),
        "length": len(chain.hops),
        "cost": chain.cost,
        "count": chain.count,
        "kind": chain.kind,
        "hops": [_hop(hop) for hop in chain.hops],
        "complete": complete,
    }


def _hop(hop: Hop) -> dict[str, object]:
    return {
        "from": _value(hop.start),
        "p": hop.relation,
        "label": hop.relation_label,
        "dir": "forward" if hop.forward else "backward",
        "to": _value(hop.end),
        **({"values": {name: _value(cell) for name, cell in hop.values}} if hop.values else {}),
        "evidence": [evidence(passage) for passage in hop.evidence],
    }


def _text(content: object) -> str:
    return writing.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _line(content: object) -> bytes:
    return (_text(content) + "\n").encode("utf-8", "backslashreplace")
