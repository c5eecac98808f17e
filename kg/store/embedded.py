"""Oxigraph, the embedded store: a snapshot's lines into its folder, files of any RDF syntax into lines."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.errors import SourceError
from kg.model.iri import OWN
from kg.model.quad import join, node, split
from kg.store.folder import damaged

__all__ = ["SUFFIXES", "lines_of", "load", "opened"]

SUFFIXES = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".n3": RdfFormat.N3,
}

_BATCH = 25_000
"""Lines loaded at once: the bulk loader holds all it is given, up to a million quads, in memory."""

_Term = NamedNode | BlankNode | Literal | Triple | DefaultGraph


def load(folder: Path, *, plain: Path, blanks: Path) -> None:
    """Fill a new store: every quad in its graph, and every triple once in the default graph, the union.

    So a plain pattern meets each triple once however many texts say it, and COUNT and SUM are right. Lines with blank
    nodes take the slower way that keeps the nodes' names.
    """
    store = Store(str(folder))
    with plain.open(encoding="utf-8", newline="\n") as file:
        while lines := list(islice(file, _BATCH)):
            _load(store, [split(line[:-1]) for line in lines])
    if blanks.stat().st_size:
        store.bulk_extend(_quads(blanks))
    store.flush()


def opened(folder: Path) -> Store:
    """Open a finished store for reading."""
    try:
        return Store.read_only(str(folder))
    except OSError as error:
        raise damaged(folder) from error


def lines_of(file: Path, *, named: str, base: str, blank: str) -> Iterator[str]:
    """Read RDF of any syntax into lines; triples without a graph go to ``named`` ("" the default graph).

    Blank nodes are numbered as they come, after the prefix ``blank``, so that a file always gives the same lines.
    """
    syntax = SUFFIXES.get(file.suffix.lower())
    if syntax is None:
        raise SourceError("rdf_suffix", path=str(file), known=" ".join(SUFFIXES))
    spell = _Speller(named, blank)
    try:
        for quad in parse(path=str(file), format=syntax, base_iri=base):
            graph = quad.graph_name if isinstance(quad, Quad) else DefaultGraph()
            yield join(*(spell(term) for term in (quad.subject, quad.predicate, quad.object, graph)))
    except SyntaxError as error:
        raise SourceError("rdf_syntax", path=str(file), line=error.lineno or 1, reason=error.msg) from error
    except FileNotFoundError as error:
        raise SourceError("no_such_file", path=str(file)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError("unreadable", path=str(file), reason=str(error)) from error


class _Speller:
    """Spells the terms of one file."""

    def __init__(self, named: str, blank: str) -> None:
        self._default = f"<{named}>" if named else ""
        self._blank = blank
        self._blanks: dict[str, str] = {}

    def __call__(self, term: _Term) -> str:
        if isinstance(term, BlankNode):
            return self._blanks.setdefault(term.value, f"_:{self._blank}{len(self._blanks)}")
        if isinstance(term, Triple):
            return f"<<( {self(term.subject)} {self(term.predicate)} {self(term.object)} )>>"
        return self._default if isinstance(term, DefaultGraph) else str(term)


def _load(store: Store, quads: list[tuple[str, str, str, str]]) -> None:
    named = "".join(f"{s} {p} {o} {g or node(OWN)} .\n" for s, p, o, g in quads)
    store.bulk_load(input=named, format=RdfFormat.N_QUADS, lenient=True)
    union = "".join(f"{s} {p} {o} .\n" for s, p, o, _ in quads)
    store.bulk_load(input=union, format=RdfFormat.N_TRIPLES, lenient=True)


def _quads(file: Path) -> Iterator[Quad]:
    for quad in parse(path=str(file), format=RdfFormat.N_QUADS, lenient=True):
        if isinstance(quad, Quad):
            unnamed = isinstance(quad.graph_name, DefaultGraph)
            yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(OWN) if unnamed else quad.graph_name)
            yield Quad(quad.subject, quad.predicate, quad.object)
