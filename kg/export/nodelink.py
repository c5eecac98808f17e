"""JSON networks: node-link as D3 and networkx read it, and graphology's, which Gephi Lite opens."""

from typing import Any, BinaryIO

from kg.export import stream
from kg.export.cytoscape import typed
from kg.export.gexf import EDGE, NODE, edge_values, node_values
from kg.export.records import Edge, Node
from kg.export.source import Source
from kg.export.writer import Choice

__all__ = ["graphology", "links"]

_Sorts = list[tuple[str, str]]


def links(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write ``nodes`` and ``links``."""
    with source.network(choice) as network:
        sorts = [*NODE, *((column.name, column.sort) for column in network.columns)]
        out.write(b'{"directed":true,"multigraph":true,"graph":{"name":"kg"},\n"nodes":[')
        stream.rows(out, ({"id": node.id, **_drawn(node, sorts)} for node in network.nodes()))
        out.write(b'],\n"links":[')
        stream.rows(out, ({"source": e.source, "target": e.target, "key": e.id, **_linked(e)} for e in network.edges()))
        out.write(b"]}\n")


def graphology(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write the serialisation of a graphology graph."""
    with source.network(choice) as network:
        sorts = [*NODE, *((column.name, column.sort) for column in network.columns)]
        out.write(b'{"options":{"type":"directed","multi":true,"allowSelfLoops":true},"attributes":{"name":"kg"},\n')
        out.write(b'"nodes":[')
        stream.rows(out, ({"key": node.id, "attributes": _drawn(node, sorts)} for node in network.nodes()))
        out.write(b'],\n"edges":[')
        ends = (({"key": e.id, "source": e.source, "target": e.target}, e) for e in network.edges())
        stream.rows(out, ({**own, "attributes": _linked(edge)} for own, edge in ends))
        out.write(b"]}\n")


def _drawn(node: Node, sorts: _Sorts) -> dict[str, Any]:
    own = {"label": node.label, "x": node.x, "y": node.y, "size": node.size, "color": node.colour}
    return {**own, **typed(sorts, node_values(node, [name for name, _ in sorts[len(NODE) :]]))}


def _linked(edge: Edge) -> dict[str, Any]:
    return {"label": edge.predicate_zh, "weight": edge.weight, **typed(EDGE, edge_values(edge))}
