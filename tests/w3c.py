"""The W3C's tests of SPARQL queries, read from their manifests: what is asked of what, and what must come out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pyoxigraph as ox

ROOTS = (
    "sparql11/manifest-sparql11-query.ttl",
    "sparql11/manifest-sparql11-results.ttl",
    "sparql10/manifest-evaluation.ttl",
    "sparql10/manifest-syntax.ttl",
)
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
EVALUATION = {"QueryEvaluationTest", "CSVResultFormatTest"}
POSITIVE = {"PositiveSyntaxTest", "PositiveSyntaxTest11"}
NEGATIVE = {"NegativeSyntaxTest", "NegativeSyntaxTest11"}
_FROM = re.compile(r"FROM\s+(NAMED\s+)?<([^>]*)>", re.IGNORECASE)

Row = frozenset[tuple[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Case:
    """One test: its name (folder and name of the entry), kind, query, data for the default graph and for named ones."""

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None
    lax: bool = False

    @property
    def dataset(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """What stands in the graph; where the manifest does not say, what the query's own FROM names."""
        if self.data or self.named:
            return self.data, self.named
        return (), tuple(dict.fromkeys(self.query.parent / name for _, name in _FROM.findall(text(self.query))))


@dataclass(frozen=True)
class Expected:
    """What must come out: a truth, rows as they are counted (and in order), or triples."""

    truth: bool | None = None
    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    graph: bool = False


def cases(folder: Path) -> list[Case]:
    """Give all query tests of the suites in a folder."""
    folder = folder.resolve()
    return [case for root in ROOTS for manifest in _included(folder / root) for case in _cases(folder, manifest)]


def expected(case: Case) -> Expected:
    """Read what must come out of a case."""
    path = case.result
    assert path is not None
    formats = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
    if path.suffix in formats:
        found = ox.parse_query_results(path=path, format=formats[path.suffix])
        if isinstance(found, ox.QueryBoolean):
            return Expected(truth=bool(found))
        names = tuple(variable.value for variable in found.variables)
        return Expected(rows=tuple(_row(names, solution) for solution in found), columns=names)
    store = _loaded(path)
    sets = [
        quad.subject
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(RS + "ResultSet"))
    ]
    if not sets:
        triples = ((quad.subject, quad.predicate, quad.object) for quad in store)
        return Expected(rows=tuple(_row(("subject", "predicate", "object"), triple) for triple in triples), graph=True)
    truth = _one(store, sets[0], RS + "boolean")
    if truth is not None:
        return Expected(truth=truth.value == "true")
    solutions = [quad.object for quad in store.quads_for_pattern(sets[0], ox.NamedNode(RS + "solution"), None)]
    solutions.sort(key=lambda node: int(getattr(_one(store, node, RS + "index"), "value", 0)))
    columns = tuple(q.object.value for q in store.quads_for_pattern(sets[0], ox.NamedNode(RS + "resultVariable"), None))
    return Expected(rows=tuple(_bindings(store, node) for node in solutions), columns=columns)


def same(ours: tuple[Row, ...], theirs: tuple[Row, ...]) -> bool:
    """Say whether two tables hold the same rows as often, blank nodes being the same by their places alone."""
    if Counter(map(_blind, ours)) != Counter(map(_blind, theirs)):
        return False
    if not any(term[0] == "blank" for row in theirs for _, term in row):
        return True
    return _isomorphic(ours, theirs)


def row(names: tuple[str, ...], cells: tuple[object, ...]) -> Row:
    """Give a row of an ``Answer`` as it is compared."""
    terms = zip(names, ((c.kind, c.value, _datatype(c.datatype), c.lang) for c in cells), strict=True)
    return frozenset((name, _plain(term)) for name, term in terms if term[0] != "none")


def text(path: Path) -> str:
    """Read a query as it is."""
    return path.read_bytes().decode("utf-8")


def _included(root: Path) -> Iterator[Path]:
    store = _loaded(root)
    head = next(quad.object for quad in store.quads_for_pattern(None, ox.NamedNode(MF + "include"), None))
    yield from (_path(node) for node in _list(store, head))


def _cases(folder: Path, manifest: Path) -> Iterator[Case]:
    store = _loaded(manifest)
    heads = [quad.object for quad in store.quads_for_pattern(None, ox.NamedNode(MF + "entries"), None)]
    for entry in (entry for head in heads for entry in _list(store, head)):
        kind = str(_one(store, entry, RDF + "type").value).removeprefix(MF)
        action, result = _one(store, entry, MF + "action"), _one(store, entry, MF + "result")
        query = action if isinstance(action, ox.NamedNode) else _one(store, action, QT + "query")
        name = f"{manifest.parent.relative_to(folder)}/{entry.value.rpartition('#')[2]}"
        if query is None or kind not in EVALUATION | POSITIVE | NEGATIVE:
            continue
        parts = {
            key: tuple(_path(quad.object) for quad in store.quads_for_pattern(action, ox.NamedNode(QT + key), None))
            for key in ("data", "graphData")
            if not isinstance(action, ox.NamedNode)
        }
        yield Case(
            name,
            kind,
            _path(query),
            parts.get("data", ()),
            parts.get("graphData", ()),
            _path(result) if result else None,
            lax=_one(store, entry, MF + "resultCardinality") is not None,
        )


def _loaded(path: Path) -> ox.Store:
    store = ox.Store()
    formats = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML}
    store.load(path=str(path), format=formats[path.suffix], base_iri=path.resolve().as_uri())
    return store


def _one(store: ox.Store, subject: object, predicate: str) -> ox.NamedNode | ox.Literal | ox.BlankNode | None:
    found = store.quads_for_pattern(subject, ox.NamedNode(predicate), None)
    return next((quad.object for quad in found), None)


def _list(store: ox.Store, head: object) -> Iterator[ox.NamedNode]:
    while head is not None and getattr(head, "value", "") != RDF + "nil":
        first = _one(store, head, RDF + "first")
        if first is not None:
            yield first
        head = _one(store, head, RDF + "rest")


def _path(node: object) -> Path:
    from urllib.parse import unquote, urlparse

    return Path(unquote(urlparse(node.value).path))


def _row(names: tuple[str, ...], solution: object) -> Row:
    pairs = zip(names, solution, strict=True)
    return frozenset((name, _term(value)) for name, value in pairs if value is not None)


def _bindings(store: ox.Store, solution: object) -> Row:
    nodes = [quad.object for quad in store.quads_for_pattern(solution, ox.NamedNode(RS + "binding"), None)]
    pairs = ((_one(store, node, RS + "variable"), _one(store, node, RS + "value")) for node in nodes)
    return frozenset((name.value, _term(value)) for name, value in pairs)


def _term(value: object) -> tuple[str, ...]:
    if isinstance(value, ox.NamedNode):
        return "iri", value.value
    if isinstance(value, ox.BlankNode):
        return "blank", value.value
    return _plain(("literal", value.value, _datatype(value.datatype.value), value.language or ""))


def _plain(term: tuple[str, ...]) -> tuple[str, ...]:
    """Take a term as it is compared: numbers and truths by their value, 1.0 as good as 1.00."""
    if term[0] != "literal":
        return term[:2]
    read = _VALUES.get(term[2].removeprefix(XSD))
    try:
        return ("literal", read(term[1]), term[2], "") if read else term
    except ValueError:
        return term


_VALUES = {
    "float": lambda text: repr(float(text.replace("INF", "inf"))),
    "double": lambda text: repr(float(text.replace("INF", "inf"))),
    "integer": lambda text: str(Fraction(text)),
    "decimal": lambda text: str(Fraction(text)),
    "boolean": lambda text: {"1": "true", "0": "false"}.get(text, text),
}


def _datatype(iri: str) -> str:
    return "" if iri.endswith(("#string", "#langString")) else iri


def _blind(row: Row) -> Row:
    return frozenset((name, term if term[0] != "blank" else ("blank",)) for name, term in row)


def _isomorphic(ours: tuple[Row, ...], theirs: tuple[Row, ...]) -> bool:
    """Compare tables as graphs: a node for each row, an edge for each cell."""
    from rdflib import BNode, Graph, URIRef
    from rdflib.compare import isomorphic

    def graph(rows: tuple[Row, ...]) -> Graph:
        made = Graph()
        for number, each in enumerate(rows):
            for name, term in each:
                value = BNode(f"b{term[1]}") if term[0] == "blank" else URIRef("x:" + "|".join(term).encode().hex())
                made.add((BNode(f"row{number}"), URIRef(f"v:{name}"), value))
        return made

    return isomorphic(graph(ours), graph(theirs))
