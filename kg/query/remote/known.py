"""What the endpoint tells of a fetched part: degrees, names, classes and texts of what it holds, and background."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import ceil

from kg import ontology
from kg.errors import LimitError, StoreError
from kg.model import Cell
from kg.model.iri import ID, PB
from kg.model.quad import RDF, RDFS, SKOS, node
from kg.query.paths.space import Edge
from kg.query.remote.endpoint import Batch, Endpoint, askable, written
from kg.query.remote.hops import Hops, elsewhere
from kg.query.remote.near import Fact, Pair
from kg.store.adjacency import text_of

__all__ = ["background", "dates", "graphs", "kinds", "labels"]

_FEWEST = 5
"""So many facts of a relation there must be before a share of them says something."""
_HOW = {f"{RDFS}label": 0, f"{SKOS}prefLabel": 0, f"{SKOS}altLabel": 1, f"{SKOS}hiddenLabel": 2}
_LAYERS = ("-evidence", "g-ontology")
"""Graphs whose statements are no facts."""


def labels(endpoint: Endpoint, iris: Iterable[str], *, ours: bool) -> dict[str, str]:
    """Give what things are called: by their label in Chinese, in none, in any language, else by another name."""
    how = " ".join(map(node, _HOW))
    apart = elsewhere("x", "how", "name") if ours else ""

    def text(terms: Sequence[str]) -> str:
        return (
            f"SELECT DISTINCT ?x ?how ?name WHERE {{ VALUES ?x {{ {' '.join(terms)} }} VALUES ?how {{ {how} }} "
            f"?x ?how ?name . {apart} }}"
        )

    best: dict[str, tuple[int, int, str]] = {}
    asked = sorted(node(iri) for iri in set(iris) if askable(Cell("iri", iri)) and not (ours and iri.startswith(PB)))
    for thing, relation, name in endpoint.batched(Batch("labels", text), asked):
        if name.kind == "literal":
            ranked = _HOW[relation.value], _language(name.lang), " ".join(name.value.split())
            best[thing.value] = min(ranked, best.get(thing.value, ranked))
    return {iri: name for iri, (*_, name) in best.items()}


def kinds(endpoint: Endpoint, iris: Iterable[str]) -> dict[str, set[str]]:
    """Give the classes of things, by local name."""

    def text(terms: Sequence[str]) -> str:
        return f"SELECT DISTINCT ?x ?kind WHERE {{ VALUES ?x {{ {' '.join(terms)} }} ?x <{RDF}type> ?kind }}"

    found: dict[str, set[str]] = {}
    local = ontology.load().local
    for thing, kind in endpoint.batched(Batch("kinds", text), sorted(map(node, set(iris)))):
        found.setdefault(thing.value, set()).add(local(kind.value))
    return found


def graphs(endpoint: Endpoint, edges: Iterable[Edge], scope: Collection[str]) -> dict[Fact, set[str]]:
    """Give the graphs that state facts; "" is the one without a name."""
    within = f"VALUES ?g {{ {' '.join(map(node, scope))} }}" if scope else ""

    def text(terms: Sequence[str]) -> str:
        rows = " ".join(terms)
        return (
            f"SELECT DISTINCT ?x ?p ?y ?g WHERE {{ VALUES (?x ?p ?y) {{ {rows} }} {within} GRAPH ?g {{ ?x ?p ?y }} }}"
        )

    found: dict[Fact, set[str]] = {(edge.start, edge.relation, edge.end): set() for edge in edges}
    asked = sorted(f"({written(start)} {node(relation)} {written(end)})" for start, relation, end in found)
    for start, relation, end, graph in endpoint.batched(Batch("graphs", text), asked):
        if not graph.value.endswith(_LAYERS):
            found[start, relation.value, end].add(graph.value)
    return {fact: stated or {""} for fact, stated in found.items()}


def dates(endpoint: Endpoint, stated: Mapping[Fact, Collection[str]]) -> dict[str, str]:
    """Give the day of each text that states something, as its own graph says it."""
    texts = {text_of(graph) for many in stated.values() for graph in many}
    asked = sorted(node(f"{text}-auto") for text in texts if text.startswith(f"{ID}g-"))

    def text(terms: Sequence[str]) -> str:
        return (
            f"SELECT DISTINCT ?g ?date WHERE {{ VALUES ?g {{ {' '.join(terms)} }} "
            f"GRAPH ?g {{ ?node <{PB}date> ?date }} }}"
        )

    rows = endpoint.batched(Batch("dates", text, whole=True), asked)
    return {text_of(graph.value): date.value for graph, date in sorted(rows, key=lambda row: row[1].value)}


def background(endpoint: Endpoint, hops: Hops, share: float) -> dict[Cell, Pair] | None:
    """Find things to which a large share of a relation's edges lead: how many of how many.

    None says that the endpoint cannot tell, since it would have to count too much.
    """
    try:
        totals = _totals(endpoint, hops)
        found = _leading(endpoint, hops, totals, share) if totals else []
    except (LimitError, StoreError):
        return None
    best: dict[Cell, Pair] = {}
    for relation, thing, count in found:
        pair = count, totals[relation]
        best[thing] = max(pair, best.get(thing, pair), key=lambda pair: (pair[0] / pair[1], pair))
    return best


def _totals(endpoint: Endpoint, hops: Hops) -> dict[str, int]:
    """Count the edges of each relation that has enough of them."""
    rows = endpoint.rows(hops.totals(), hops.dataset)
    counts = {row[0].value if hops.relation else hops.fixed: int(row[-1].value) for row in rows if row[-1].value}
    return {relation: count for relation, count in counts.items() if count >= _FEWEST}


def _leading(endpoint: Endpoint, hops: Hops, totals: Mapping[str, int], share: float) -> list[tuple[str, Cell, int]]:
    least = [(relation, ceil(share * total)) for relation, total in sorted(totals.items())]
    rows = endpoint.rows(hops.leading(least), hops.dataset)
    found = [(row[0].value if hops.relation else hops.fixed, row[-2], int(row[-1].value)) for row in rows]
    return [row for row in found if askable(row[1]) and row[2] >= share * totals[row[0]]]


def _language(lang: str) -> int:
    return 0 if lang.startswith("zh") else 1 if not lang else 2
