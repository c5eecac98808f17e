"""CSV and TSV: SPARQL 1.1's results formats; for Excel a CSV with a mark of order, labels and guarded formulas."""

import io
import re

from kg.export.rows import columns, rows, shown
from kg.export.writer import Layout
from kg.model import Answer, Cell
from kg.model.quad import XSD, literal
from kg.typed import BinaryIO

__all__ = ["csv", "term", "tsv"]

_BARE = {
    f"{XSD}integer": r"[+-]?[0-9]+",
    f"{XSD}decimal": r"[+-]?[0-9]*\.[0-9]+",
    f"{XSD}double": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+",
    f"{XSD}boolean": r"true|false",
}
_NUMBERS = (f"{XSD}integer", f"{XSD}decimal", f"{XSD}double", f"{XSD}float")


def csv(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write CSV: plain values, CRLF; for Excel with a byte-order mark, and nothing it would run as a formula."""
    import csv as delimiting

    text = io.TextIOWrapper(out, encoding="utf-8-sig" if layout.excel else "utf-8", newline="", write_through=True)
    lines = delimiting.writer(text, lineterminator="\r\n")
    lines.writerow(columns(answer))
    for row in rows(answer):
        lines.writerow([_guarded(cell) if layout.excel else _plain(cell) for cell in row])
    text.detach()


def tsv(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write TSV: terms as in Turtle, one row a line."""
    del layout
    out.write(("\t".join(f"?{name}" for name in columns(answer)) + "\n").encode())
    for row in rows(answer):
        out.write(("\t".join(map(term, row)) + "\n").encode())


def term(cell: Cell) -> str:
    """Write a term as Turtle does, numbers and truth values without quotes."""
    if cell.kind == "none":
        return ""
    if cell.kind == "blank":
        return f"_:{cell.value}"
    if cell.kind == "iri":
        return f"<{cell.value}>"
    if cell.lang:
        return literal(cell.value, lang=cell.lang)
    bare = _BARE.get(cell.datatype)
    if bare and re.fullmatch(bare, cell.value):
        return cell.value
    return literal(cell.value) + (f"^^<{cell.datatype}>" if cell.datatype else "")


def _plain(cell: Cell) -> str:
    return f"_:{cell.value}" if cell.kind == "blank" else cell.value


def _guarded(cell: Cell) -> str:
    from kg.export.guard import guarded

    value = shown(cell)
    if cell.datatype in _NUMBERS:
        return value
    return guarded(value)
