"""SPARQL Query Results XML Format (W3C 2013), for tools that read nothing else."""

from typing import BinaryIO

from kg.export.rows import columns, rows
from kg.export.writer import Layout
from kg.export.xml import attribute
from kg.model import Answer, Cell

__all__ = ["xml"]

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'


def xml(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write rows, or an ASK as its truth value; characters that XML cannot hold are left out."""
    del layout
    if answer.form == "ask":
        out.write(f"{_HEAD}<head/>\n<boolean>{answer.rows[0][0].value}</boolean>\n</sparql>\n".encode())
        return
    names = columns(answer)
    variables = "".join(f'<variable name="{attribute(name)}"/>' for name in names)
    out.write(f"{_HEAD}<head>{variables}</head>\n<results>\n".encode())
    for row in rows(answer):
        bound = (
            f'<binding name="{attribute(name)}">{_term(cell)}</binding>'
            for name, cell in zip(names, row, strict=True)
            if cell.kind != "none"
        )
        out.write(f"<result>{''.join(bound)}</result>\n".encode())
    out.write(b"</results>\n</sparql>\n")


def _term(cell: Cell) -> str:
    if cell.kind in {"iri", "blank"}:
        tag = "uri" if cell.kind == "iri" else "bnode"
        return f"<{tag}>{attribute(cell.value)}</{tag}>"
    more = f' xml:lang="{attribute(cell.lang)}"' if cell.lang else ""
    if cell.datatype and not cell.lang:
        more = f' datatype="{attribute(cell.datatype)}"'
    return f"<literal{more}>{attribute(cell.value)}</literal>"
