"""Turtle of an answer: the triples of a CONSTRUCT; any other answer as a graph of the W3C's result-set vocabulary."""

from collections.abc import Iterator
from typing import BinaryIO

from kg.export import rdf
from kg.export.delimited import term
from kg.export.rows import columns, rows
from kg.export.writer import Layout
from kg.model import Answer, Cell
from kg.model.quad import literal

__all__ = ["turtle"]

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_INDENT = "    "


def turtle(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write Turtle."""
    del layout
    out.write(rdf.prefixes().encode())
    if answer.form == "graph":
        triples = sorted({(_full(s), _full(p), _full(o), "") for s, p, o in rows(answer)})
        out.writelines(f"\n{text}".encode() for text in rdf.subjects(triples, ""))
        return
    out.write(f"@prefix rs: <{RS}> .\n\n".encode())
    out.writelines(line.encode() for line in _results(answer))


def _results(answer: Answer) -> Iterator[str]:
    if answer.form == "ask":
        yield f"[] a rs:ResultSet ; rs:boolean {answer.rows[0][0].value} .\n"
        return
    names = columns(answer)
    yield "[] a rs:ResultSet"
    yield "".join(f" ;\n{_INDENT}rs:resultVariable {literal(name)}" for name in names)
    for number, row in enumerate(rows(answer), 1):
        bound = [(name, cell) for name, cell in zip(names, row, strict=True) if cell.kind != "none"]
        parts = [f"rs:binding [ rs:variable {literal(name)} ; rs:value {term(cell)} ]" for name, cell in bound]
        yield f" ;\n{_INDENT}rs:solution [ {f' ;{chr(10)}{_INDENT * 2}'.join([f'rs:index {number}', *parts])} ]"
    yield " .\n"


def _full(cell: Cell) -> str:
    """Give a term as N-Quads write it, which is what paragraphs of Turtle are made from."""
    text = term(cell)
    return text if text[:1] in '<"_' else f'"{text}"^^<{cell.datatype}>'
