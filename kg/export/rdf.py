"""RDF files: N-Triples of an answer; N-Quads, N-Triples, TriG, Turtle and JSON-LD of a graph.

Written line by line from quads that are sorted on disk, so that every file is a function of the content and nothing
has to hold the graph.
"""

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from kg import ontology
from kg.export import stream
from kg.export.delimited import term
from kg.export.rows import rows
from kg.export.sorting import ordered
from kg.export.source import Source
from kg.export.writer import Choice, Layout
from kg.model import Answer
from kg.model.quad import TYPE, XSD, join, split, unescape

__all__ = ["jsonld", "nquads", "ntriples", "prefixes", "subjects", "trig", "triples", "turtle", "union"]

_LETTERS = "A-Za-z\u3400-\u4dbf\u4e00-\u9fff"
_LOCAL = re.compile(rf"[{_LETTERS}][{_LETTERS}0-9_]*(?:-[{_LETTERS}0-9_]+)*")
_LITERAL = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<lang>[\w-]+)|\^\^<(?P<type>[^>]*)>)?', re.DOTALL)
_BARE = re.compile(r"[+-]?[0-9]+")
_BETWEEN = "\0"
Quad = tuple[str, str, str, str]


def ntriples(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write the triples of an answer, sorted."""
    del layout
    lines = {" ".join(_full(term(cell), cell.datatype) for cell in row) + " .\n" for row in rows(answer)}
    out.write("".join(sorted(lines)).encode())


def nquads(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write every quad, sorted."""
    del choice
    stream.lines(out, ordered(source.quads()))


def triples(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write N-Triples: the union of all graphs, sorted."""
    del choice
    stream.lines(out, union(source))


def trig(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write every graph as a block."""
    del choice
    out.write(prefixes().encode())
    for name, block in itertools.groupby(_by_graph(source), key=lambda quad: quad[3]):
        head = f"{_short(name)} {{" if name else "{"
        out.write(f"\n{head}\n".encode())
        for text in subjects(block, "    "):
            out.write(text.encode())
        out.write(b"}\n")


def turtle(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write the union of all graphs; which text says what is lost."""
    del choice
    out.write(prefixes().encode())
    for text in subjects(map(split, union(source)), ""):
        out.write(f"\n{text}".encode())


def jsonld(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write JSON-LD with its context inside; each named graph is one object."""
    del choice
    out.write(f'{{"@context":{_json(dict(ontology.PREFIXES))},"@graph":['.encode())
    between = "\n"
    for name, block in itertools.groupby(_by_graph(source), key=lambda quad: quad[3]):
        head, end = (f'{{"@id":{_json(_reference(name))},"@graph":[\n', "\n]}") if name else ("", "")
        out.write(f"{between}{head}".encode())
        for number, (_, many) in enumerate(itertools.groupby(block, key=lambda quad: quad[0])):
            out.write(((",\n" if number else "") + _json(_node(list(many)))).encode())
        out.write(end.encode())
        between = ",\n"
    out.write(b"\n]}\n")


def union(source: Source) -> Iterator[str]:
    """Give all triples once, as sorted lines, without their graphs."""
    bare = (join(*split(line)[:3]) for line in source.quads())
    return (line for line, _ in itertools.groupby(ordered(bare)))


def _by_graph(source: Source) -> Iterator[Quad]:
    """Give all quads graph by graph."""
    keyed = (_BETWEEN.join((quad[3], *quad[:3])) for quad in map(split, source.quads()))
    for line, _ in itertools.groupby(ordered(keyed)):
        graph, subject, predicate, value = line.split(_BETWEEN)
        yield subject, predicate, value, graph


def prefixes() -> str:
    """Give the prefixes of Turtle and TriG."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(ontology.PREFIXES.items()))


def subjects(quads: Iterable[Quad], indent: str) -> Iterator[str]:
    """Write sorted quads as Turtle does, one paragraph a subject."""
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
