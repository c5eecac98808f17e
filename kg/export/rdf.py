"""RDF files: N-Triples of an answer; N-Quads, TriG, Turtle and JSON-LD of a graph.

Written from the sorted lines of the snapshot, term by term, so that every file is a function of the content and no
library has to hold the graph.
"""

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from kg import ontology
from kg.export.delimited import term
from kg.export.rows import rows
from kg.export.writer import Layout
from kg.model import Answer
from kg.model.quad import TYPE, XSD, split, unescape
from kg.store import Graph

__all__ = ["jsonld", "nquads", "ntriples", "trig", "turtle"]

_LETTERS = "A-Za-z\u3400-\u4dbf\u4e00-\u9fff"
_LOCAL = re.compile(rf"[{_LETTERS}][{_LETTERS}0-9_]*(?:-[{_LETTERS}0-9_]+)*")
_LITERAL = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<lang>[\w-]+)|\^\^<(?P<type>[^>]*)>)?', re.DOTALL)
_BARE = re.compile(r"[+-]?[0-9]+")
Quad = tuple[str, str, str, str]


def ntriples(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write the triples of an answer, sorted."""
    del layout
    lines = {" ".join(_full(term(cell), cell.datatype) for cell in row) + " .\n" for row in rows(answer)}
    out.write("".join(sorted(lines)).encode())


def nquads(graph: Graph, out: BinaryIO) -> None:
    """Write every quad, sorted."""
    for line in sorted(graph.quads()):
        out.write(f"{line}\n".encode())


def trig(graph: Graph, out: BinaryIO) -> None:
    """Write every graph as a block."""
    quads = sorted(map(split, graph.quads()), key=lambda quad: (quad[3], quad[:3]))
    out.write(_prefixes().encode())
    for name, block in itertools.groupby(quads, key=lambda quad: quad[3]):
        head = f"{_short(name)} {{" if name else "{"
        out.write(f"\n{head}\n".encode())
        for text in _subjects(block, "    "):
            out.write(text.encode())
        out.write(b"}\n")


def turtle(graph: Graph, out: BinaryIO) -> None:
    """Write the union of all graphs; which text says what is lost."""
    triples = sorted({(*split(line)[:3], "") for line in graph.quads()})
    out.write(_prefixes().encode())
    for text in _subjects(triples, ""):
        out.write(f"\n{text}".encode())


def jsonld(graph: Graph, out: BinaryIO) -> None:
    """Write JSON-LD with its context inside; each named graph is one object."""
    quads = sorted(map(split, graph.quads()), key=lambda quad: (quad[3], quad[:3]))
    out.write(f'{{"@context":{_json(dict(ontology.PREFIXES))},"@graph":['.encode())
    between = "\n"
    for name, block in itertools.groupby(quads, key=lambda quad: quad[3]):
        nodes = [_json(_node(list(many))) for _, many in itertools.groupby(block, key=lambda quad: quad[0])]
        body = ",\n".join(nodes)
        text = f'{{"@id":{_json(_reference(name))},"@graph":[\n{body}\n]}}' if name else body
        out.write(f"{between}{text}".encode())
        between = ",\n"
    out.write(b"\n]}\n")


def _prefixes() -> str:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(ontology.PREFIXES.items()))


def _subjects(quads: Iterable[Quad], indent: str) -> Iterator[str]:
    for subject, many in itertools.groupby(quads, key=lambda quad: quad[0]):
        lines = [
            f"{_verb(predicate)} {' , '.join(_short(quad[2]) for quad in objects)}"
            for predicate, objects in itertools.groupby(many, key=lambda quad: quad[1])
        ]
        joint = f" ;\n{indent}    "
        yield f"{indent}{_short(subject)} {joint.join(lines)} .\n"


def _verb(predicate: str) -> str:
    return "a" if predicate == TYPE else _short(predicate)


def _short(text: str) -> str:
    """Write a term as Turtle does: a prefixed name where that needs no escape, a number without its type."""
    if text.startswith("<") and not text.startswith("<<"):
        return _name(text[1:-1]) or text
    found = _LITERAL.fullmatch(text)
    if found is None or not found["type"]:
        return text
    if found["type"] == f"{XSD}integer" and _BARE.fullmatch(found["text"]):
        return found["text"]
    if found["type"] == f"{XSD}boolean" and found["text"] in {"true", "false"}:
        return found["text"]
    return f'"{found["text"]}"^^{_name(found["type"]) or "<" + found["type"] + ">"}'


def _name(iri: str) -> str:
    for prefix, base in ontology.PREFIXES.items():
        if iri.startswith(base) and _LOCAL.fullmatch(iri, len(base)):
            return f"{prefix}:{iri[len(base) :]}"
    return ""


def _full(text: str, datatype: str) -> str:
    """Give a bare number or truth value the quotes and type that N-Triples wants."""
    return text if text[:1] in '<"_' else f'"{text}"^^<{datatype}>'


def _node(quads: list[Quad]) -> dict[str, object]:
    found: dict[str, object] = {"@id": _reference(quads[0][0])}
    for predicate, many in itertools.groupby(quads, key=lambda quad: quad[1]):
        key, write = ("@type", _reference) if predicate == TYPE else (_reference(predicate), _value)
        found[key] = _values(many, write)
    return found


def _values(quads: Iterable[Quad], write: Callable[[str], object]) -> object:
    values = [write(quad[2]) for quad in quads]
    return values[0] if len(values) == 1 else values


def _reference(text: str) -> str:
    """Name a node: a compact IRI, a full one, or a blank node."""
    return text if text.startswith("_:") else _name(text[1:-1]) or text[1:-1]


def _value(text: str) -> object:
    found = _LITERAL.fullmatch(text)
    if found is None:
        return {"@id": _reference(text)}
    value = unescape(f'"{found["text"]}"')
    if found["lang"]:
        return {"@value": value, "@language": found["lang"]}
    if not found["type"]:
        return value
    return {"@value": value, "@type": _name(found["type"]) or found["type"]}


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
