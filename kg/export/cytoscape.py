"""Cytoscape: CX2, in which the style travels with the file, and CYJS for cytoscape.js."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from kg import ontology
from kg.export import stream
from kg.export.gexf import EDGE, NODE, edge_values, node_values
from kg.export.projection import Network
from kg.export.records import Edge, Node
from kg.export.source import Source
from kg.export.writer import Choice
from kg.export.xml import clean

__all__ = ["cx2", "cyjs", "typed"]

_DRAWN = (("name", "string"), ("kg_id", "string"), ("color", "string"), ("size", "double"))
_LINKED = (("name", "string"), ("kg_id", "string"), ("interaction", "string"), ("weight", "integer"))
_GREY = "#888888"


def cx2(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write CX2 for Cytoscape Desktop, Cytoscape Web and NDEx."""
    with source.network(choice) as network:
        names = [column.name for column in network.columns]
        kinds = [*_DRAWN, *NODE, *((column.name, column.sort) for column in network.columns)]
        out.write(b'[{"CXVersion":"2.0","hasFragments":false},\n')
        out.write(_line({"metaData": _meta(network)}))
        out.write(_line({"attributeDeclarations": [_declared(kinds)]}))
        out.write(_line({"networkAttributes": [{"name": "kg"}]}))
        _stream(out, "nodes", (_node(node, kinds, names) for node in network.nodes()))
        _stream(out, "edges", (_edge(at, edge) for at, edge in enumerate(network.edges(), 1)))
        out.write(_line({"visualProperties": [_style()]}))
        out.write(b'{"status":[{"success":true}]}]\n')


def cyjs(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write the JSON of cytoscape.js; it has no style."""
    with source.network(choice) as network:
        names = [column.name for column in network.columns]
        sorts = [*NODE, *((column.name, column.sort) for column in network.columns)]
        head = {"format_version": "1.0", "generated_by": "kg", "target_cytoscapejs_version": "~2.1"}
        out.write(f'{stream.text(head)[:-1]},"data":{{"name":"kg"}},"elements":{{"nodes":['.encode())
        stream.rows(out, (_drawn(node, sorts, names) for node in network.nodes()))
        out.write(b'],\n"edges":[')
        stream.rows(out, map(_linked, network.edges()))
        out.write(b"]}}\n")


def typed(names: Iterable[tuple[str, str]], values: Iterable[str]) -> dict[str, Any]:
    """Give the values that there are by name, each of its type."""
    pairs = zip(names, values, strict=True)
    return {name: _value(sort, value) for (name, sort), value in pairs if value}


def _value(sort: str, value: str) -> str | int | float | bool:
    if sort == "integer":
        return int(value)
    if sort == "double":
        return float(value)
    return value == "true" if sort == "boolean" else clean(value)


def _meta(network: Network) -> list[dict[str, Any]]:
    counts = {"attributeDeclarations": 1, "networkAttributes": 1, "nodes": network.node_count,
              "edges": network.edge_count, "visualProperties": 1}  # fmt: skip
    return [{"name": name, "elementCount": count} for name, count in counts.items()]


def _declared(kinds: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {
        "networkAttributes": {"name": {"d": "string"}},
        "nodes": {name: {"d": sort} for name, sort in kinds},
        "edges": {name: {"d": sort} for name, sort in (*_LINKED, *EDGE)},
    }


def _node(node: Node, kinds: Iterable[tuple[str, str]], names: Iterable[str]) -> dict[str, Any]:
    values = [node.label, node.id, node.colour, str(node.size), *node_values(node, names)]
    return {"id": node.number, "x": node.x, "y": -node.y, "v": typed(kinds, values)}


def _edge(at: int, edge: Edge) -> dict[str, Any]:
    values = [edge.predicate_zh, edge.id, edge.predicate, str(edge.weight), *edge_values(edge)]
    ends = {"s": int(edge.source[1:], 16), "t": int(edge.target[1:], 16)}
    return {"id": at, **ends, "v": typed((*_LINKED, *EDGE), values)}


def _style() -> dict[str, Any]:
    colours = [{"v": info.name, "vp": info.colour} for info in ontology.load().classes.values() if info.colour]
    label = {"type": "PASSTHROUGH", "definition": {"attribute": "name", "type": "string"}}
    size = {"type": "PASSTHROUGH", "definition": {"attribute": "size", "type": "double"}}
    colour = {"type": "DISCRETE", "definition": {"attribute": "node_type", "type": "string", "map": colours}}
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#ffffff"},
            "node": {"NODE_BACKGROUND_COLOR": _GREY, "NODE_SHAPE": "ellipse", "NODE_LABEL_FONT_SIZE": 12},
            "edge": {"EDGE_TARGET_ARROW_SHAPE": "triangle", "EDGE_LINE_COLOR": "#bbbbbb", "EDGE_WIDTH": 1},
        },
        "nodeMapping": {
            "NODE_LABEL": label, "NODE_BACKGROUND_COLOR": colour, "NODE_WIDTH": size, "NODE_HEIGHT": size,
        },
        "edgeMapping": {"EDGE_LABEL": label},
    }  # fmt: skip


def _drawn(node: Node, sorts: Iterable[tuple[str, str]], names: Iterable[str]) -> dict[str, Any]:
    own = {"id": node.id, "name": clean(node.label), "shared_name": clean(node.label)}
    more = {"color": node.colour, "size": node.size}
    return {"data": {**own, **more, **typed(sorts, node_values(node, names))}, "position": {"x": node.x, "y": -node.y}}


def _linked(edge: Edge) -> dict[str, Any]:
    own = {"id": edge.id, "source": edge.source, "target": edge.target, "interaction": edge.predicate}
    more = {"name": edge.predicate_zh, "weight": edge.weight}
    return {"data": {**own, **more, **typed(EDGE, edge_values(edge))}}


def _stream(out: BinaryIO, name: str, rows: Iterator[dict[str, Any]]) -> None:
    out.write(f'{{"{name}":['.encode())
    stream.rows(out, rows)
    out.write(b"]},\n")


def _line(content: object) -> bytes:
    return f"{stream.text(content)},\n".encode()
