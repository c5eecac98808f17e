"""SPARQL 1.1 results in JSON → rows of cells; what is not of that form raises ``ValueError``."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.model import Cell

__all__ = ["Results", "read"]

Results = tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]
"""Form (select, ask), columns, rows."""
_NONE = Cell("none")
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"


def read(body: bytes) -> Results:
    """Read an answer."""
    try:
        found = json.loads(body)
    except RecursionError as problem:
        raise ValueError(str(problem)) from problem
    match found:
        case {"boolean": bool(truth)}:
            return "ask", ("ask",), [(Cell("literal", "true" if truth else "false", _BOOLEAN),)]
        case {"head": {"vars": list(names)}, "results": {"bindings": list(bindings)}}:
            columns = tuple(map(_text, names))
            return "select", columns, list(_rows(columns, bindings))
    raise ValueError("results")


def _rows(columns: tuple[str, ...], bindings: list[Any]) -> Iterator[tuple[Cell, ...]]:
    cells: dict[tuple[Any, ...], Cell] = {}
    for binding in bindings:
        if not isinstance(binding, dict):
            raise ValueError("binding")  # noqa: TRY004 - one error for all that is not of the form
        yield tuple(_cell(binding[name], cells) if name in binding else _NONE for name in columns)


def _cell(term: Any, cells: dict[tuple[Any, ...], Cell]) -> Cell:  # noqa: ANN401 - what JSON gives
    """Give the cell of a term; equal ones are one."""
    if not isinstance(term, dict):
        raise ValueError("term")  # noqa: TRY004 - as above
    key = tuple(sorted((name, str(value)) for name, value in term.items()))
    found = cells.get(key)
    if found is None:
        found = cells[key] = _made(term)
    return found


def _made(term: Mapping[str, Any]) -> Cell:
    kind, value = term.get("type"), term.get("value")
    if kind == "uri":
        return Cell("iri", _text(value))
    if kind == "bnode":
        return Cell("blank", _text(value))
    if kind in {"literal", "typed-literal"}:
        if term.get("xml:lang"):
            return Cell("literal", _text(value), _LANG, _text(term["xml:lang"]))
        datatype = _text(term.get("datatype", ""))
        return Cell("literal", _text(value), "" if datatype == _STRING else datatype)
    if kind == "triple":
        return Cell("literal", json.dumps(value, ensure_ascii=False, sort_keys=True))
    raise ValueError("type")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text")  # noqa: TRY004 - as above
    return value
