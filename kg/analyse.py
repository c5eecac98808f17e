"""Stored facts → networkx → Answers: who matters, what hangs together, who acts together."""

import itertools
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from kg import ontology, store
from kg.model import Answer, Cell
from kg.model.iri import PB
from kg.model.quad import RDFS, TYPE, XSD, split, unescape

if TYPE_CHECKING:
    import networkx

__all__ = ["central", "clusters", "network", "together"]

_ISSUER = f"<{PB}issuer>"
_LABEL = f"<{RDFS}label>"
_ONTOLOGY = "g-ontology>"
_SAMPLE = 200


def network(graph: Path) -> "networkx.MultiDiGraph":
    """Give the fact edges as a networkx graph: nodes are IRIs with label and kind, edge keys relations."""
    import networkx

    known = ontology.load()
    stated = {f"<{iri}>" for iri in known.edges("fact")}
    found = networkx.MultiDiGraph()
    with store.open_graph(graph) as held:
        for line in sorted(held.quads()):
            subject, predicate, value, name = split(line)
            if name.endswith(_ONTOLOGY):
                continue
            if predicate in stated and value[0] != '"':
                found.add_edge(subject[1:-1], value[1:-1], key=known.local(predicate[1:-1]))
    with store.open_graph(graph) as held:
        _describe(found, held)
    return found


def central(graph: Path, *, top: int = 20) -> Answer:
    """Rank things by how many others they are tied to; tell the share of shortest ways that pass through each."""
    import networkx

    plain = networkx.Graph(network(graph))
    plain.remove_edges_from(list(networkx.selfloop_edges(plain)))
    between = networkx.betweenness_centrality(plain, k=min(_SAMPLE, len(plain)), seed=0) if plain else {}
    ordered = sorted(plain.nodes, key=lambda iri: (-plain.degree(iri), -round(between[iri], 9), iri))[:top]
    rows = tuple((_thing(plain, iri), _number(plain.degree(iri)), _share(between[iri])) for iri in ordered)
    return Answer(("thing", "neighbours", "between"), rows)


def clusters(graph: Path, *, top: int = 20) -> Answer:
    """List the parts of the network that nothing connects, largest first, each with its best connected things."""
    import networkx

    plain = networkx.Graph(network(graph))
    parts = sorted(networkx.connected_components(plain), key=lambda part: (-len(part), min(part)))[:top]
    rows = []
    for part in parts:
        best = sorted(part, key=lambda iri: (-plain.degree(iri), iri))[:3]
        rows.append(
            (_number(len(part)), Cell("literal", "、".join(plain.nodes[iri].get("label", iri) for iri in best)))
        )
    return Answer(("things", "examples"), tuple(rows))


def together(graph: Path, *, top: int = 50) -> Answer:
    """Count the documents that two agencies issued together."""
    issuers: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    with store.open_graph(graph) as held:
        for line in held.quads():
            subject, predicate, value, _ = split(line)
            if predicate == _ISSUER:
                issuers.setdefault(subject, set()).add(value)
            elif predicate == _LABEL:
                labels[subject] = min(unescape(value), labels.get(subject, unescape(value)))
    pairs = Counter(pair for many in issuers.values() for pair in itertools.combinations(sorted(many), 2))
    ordered = sorted(pairs.items(), key=lambda row: (-row[1], row[0]))[:top]
    rows = tuple(
        (*(Cell("iri", end[1:-1], label=labels.get(end, "")) for end in pair), _number(n)) for pair, n in ordered
    )
    return Answer(("first", "second", "documents"), rows)


def _describe(found: "networkx.MultiDiGraph", held: store.Graph) -> None:
    classes = ontology.load().classes
    for line in held.quads():
        subject, predicate, value, _ = split(line)
        if subject[1:-1] not in found:
            continue
        node = found.nodes[subject[1:-1]]
        if predicate == _LABEL:
            node["label"] = min(unescape(value), node.get("label", unescape(value)))
        elif predicate == TYPE and (kind := ontology.load().local(value[1:-1])) in classes:
            node["kind"] = min(kind, node.get("kind", kind))


def _thing(plain: "networkx.Graph", iri: str) -> Cell:
    return Cell("iri", iri, label=plain.nodes[iri].get("label", ""))


def _number(count: int) -> Cell:
    return Cell("literal", str(count), f"{XSD}integer")


def _share(share: float) -> Cell:
    return Cell("literal", f"{share:.4f}", f"{XSD}decimal")
