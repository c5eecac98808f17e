"""One quad as one line of N-Quads: written, taken apart, put together again.

The line is the form in which quads travel between ``encode`` and ``store``: it sorts, it hashes, it is the file.
"""

import functools
import re

__all__ = ["RDF", "RDFS", "SKOS", "TYPE", "XSD", "Triple", "join", "literal", "node", "split", "unescape"]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = f"<{RDF}type>"

Triple = tuple[str, str, str]

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_WHOLE = 5
_GRAPH = re.compile(r" (<[^<>\"]*>|_:\S+)$")


def node(iri: str) -> str:
    """Write an IRI as a term."""
    return f"<{iri}>"


def literal(value: str, *, datatype: str = "", lang: str = "") -> str:
    """Write a literal as a term; ``datatype`` is a local name of XML Schema."""
    plain = value.isprintable() and '"' not in value and "\\" not in value
    text = f'"{value if plain else _special().sub(_escape, value)}"'
    if lang:
        return f"{text}@{lang}"
    return f"{text}^^<{XSD}{datatype}>" if datatype else text


def join(subject: str, predicate: str, value: str, graph: str = "") -> str:
    """Make the line of four terms; an empty ``graph`` is the default graph."""
    return f"{subject} {predicate} {value} {graph} ." if graph else f"{subject} {predicate} {value} ."


def split(line: str) -> tuple[str, str, str, str]:
    """Take a line apart into subject, predicate, object and graph ("" for the default graph)."""
    parts = line.split(" ")
    if len(parts) == _WHOLE and (parts[2][:1] != '"' or '"' not in parts[3]) and parts[4] == ".":
        return parts[0], parts[1], parts[2], parts[3]
    subject, predicate, rest = line.removesuffix(" .").split(" ", 2)
    if rest.startswith('"'):
        end = rest.rindex('"')
        last = rest.find(" ", end)
        return (subject, predicate, rest, "") if last < 0 else (subject, predicate, rest[:last], rest[last + 1 :])
    found = _GRAPH.search(rest)
    return (subject, predicate, rest[: found.start()], found[1]) if found else (subject, predicate, rest, "")


def unescape(term: str) -> str:
    """Give the text of a term: an IRI without brackets, a literal without quotes, escapes, type and language."""
    if term.startswith("<"):
        return term[1:-1]
    if not term.startswith('"'):
        return term
    text = term[1 : term.rindex('"')]
    return _escaped().sub(_plain, text) if "\\" in text else text


@functools.cache
def _special() -> re.Pattern[str]:
    """Match what is written as an escape; not every start needs that."""
    return re.compile(r'["\\\x00-\x1f\x7f\ufffe\uffff]')


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


@functools.cache
def _escaped() -> re.Pattern[str]:
    return re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)


def _plain(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _PLAIN.get(found[3], found[3])
