"""The whole graph against ``ontology/shapes.ttl`` by pySHACL, for who wants the standard engine's word.

A build checks each shard with the small evaluator of ``kg.check``, a tenth of the time; a test holds the two together.
W3C Shapes Constraint Language (SHACL), https://www.w3.org/TR/shacl/.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.model import Notice
from kg.model.quad import split
from kg.resources import ontology

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["report"]

_SH = "http://www.w3.org/ns/shacl#"


def report(lines: Iterable[str]) -> tuple[Notice, ...]:
    """Validate the union of all graphs, given as lines of N-Quads; one notice a result, in a fixed order."""
    from pyshacl import validate
    from rdflib import Graph

    union = "".join(f"{triple}\n" for triple in sorted({" ".join((*split(line)[:3], ".")) for line in lines}))
    graph = Graph().parse(data=union, format="nt")
    shapes = Graph().parse(ontology("shapes.ttl"), format="turtle")
    _, results, _ = validate(graph, shacl_graph=shapes, inference="none", advanced=False)
    return tuple(sorted(_notices(graph, results), key=lambda notice: sorted(notice.values.items())))


def _notices(graph: "Graph", results: "Graph") -> Iterator[Notice]:
    from rdflib import RDF, RDFS, URIRef

    for result in results.subjects(RDF.type, URIRef(f"{_SH}ValidationResult")):
        focus = _first(results, result, "focusNode")
        messages = {getattr(m, "language", ""): str(m) for m in results.objects(result, URIRef(f"{_SH}resultMessage"))}
        label = graph.value(focus, RDFS.label) if focus is not None else None
        yield Notice(
            "shape",
            None,
            {
                "focus": str(focus),
                "name": str(label or focus),
                "path": str(_first(results, result, "resultPath") or "").rpartition("#")[2],
                "value": str(_first(results, result, "value") or ""),
                "severity": str(_first(results, result, "resultSeverity") or "").rpartition("#")[2],
                "message_zh": messages.get("zh", ""),
                "message_en": messages.get("en", messages.get("", "")),
            },
        )


def _first(results: "Graph", result: "Node", name: str) -> "Node | None":
    from rdflib import URIRef

    return results.value(result, URIRef(_SH + name))
