"""RDF/XML, for tools that read no other RDF; characters that XML forbids are left out of texts."""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kg import ontology
from kg.errors import UsageError
from kg.export.rdf import union
from kg.export.source import Source
from kg.export.writer import Choice
from kg.export.xml import attribute
from kg.model.quad import split, unescape

__all__ = ["write"]

_LOCAL = re.compile(r"[A-Za-z_\u00c0-\u02ff\u0370-\u1fff\u3001-\ud7ff][\w.·-]*\Z")
_TAIL = re.compile(r'"(?:@(?P<lang>[\w-]+)|\^\^<(?P<type>[^>]*)>)?\Z')


def write(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write the union of all graphs, subject by subject."""
    del choice
    spaces = "".join(f' xmlns:{name}="{attribute(iri)}"' for name, iri in sorted(ontology.PREFIXES.items()))
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'.encode())
    for subject, rows in itertools.groupby(map(split, union(source)), key=lambda quad: quad[0]):
        for line in _described(subject, ((predicate, value) for _, predicate, value, _ in rows)):
            out.write(f"{line}\n".encode())
    out.write(b"</rdf:RDF>\n")


def _described(subject: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"<rdf:Description {_named('about', subject)}>"
    for predicate, value in rows:
        name, space = _element(predicate[1:-1])
        if not value.startswith('"'):
            yield f"<{name}{space} {_named('resource', value)}/>"
        else:
            yield f"<{name}{space}{_typed(value)}>{attribute(unescape(value))}</{name}>"
    yield "</rdf:Description>"


def _named(role: str, term: str) -> str:
    if term.startswith("<<"):
        raise UsageError("no_triple_terms", format="rdfxml", term=term[:60])
    if term.startswith("_:"):
        return f'rdf:nodeID="{attribute(re.sub(r"[^A-Za-z0-9_]", "_", term[2:]))}"'
    return f'rdf:{role}="{attribute(unescape(term))}"'


def _element(iri: str) -> tuple[str, str]:
    """Name the element of a predicate: a known prefix, or a namespace of its own."""
    for prefix, base in ontology.PREFIXES.items():
        if iri.startswith(base) and _LOCAL.match(iri, len(base)):
            return f"{prefix}:{iri[len(base) :]}", ""
    at = max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1
    while at < len(iri) and not _LOCAL.match(iri, at):
        at += 1
    if at == len(iri):
        raise UsageError("predicate_not_xml", iri=iri)
    return f"own:{iri[at:]}", f' xmlns:own="{attribute(iri[:at])}"'


def _typed(value: str) -> str:
    found = _TAIL.search(value)
    if found is None:
        return ""
    if found["lang"]:
        return f' xml:lang="{found["lang"]}"'
    return f' rdf:datatype="{attribute(found["type"])}"' if found["type"] else ""
