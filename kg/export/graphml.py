"""GraphML in two flavours that must never be mixed: plain for most tools, and one with yEd's drawings."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from kg.export import stream
from kg.export.colour import ink
from kg.export.gexf import EDGE, NODE, edge_values, node_values
from kg.export.layout import spread
from kg.export.projection import Network
from kg.export.records import Edge, Node
from kg.export.source import Source
from kg.export.writer import Choice
from kg.export.xml import attribute
from kg.width import cells

__all__ = ["plain", "plain_lines", "yed"]

_DRAWN = (("label", "string"), ("name", "string"), ("color", "string"), ("size", "double"), ("x", "double"),
          ("y", "double"))  # fmt: skip
_LINKED = (("edge_id", "string"), ("label", "string"), ("interaction", "string"), ("weight", "double"))
_SHOWN = (("description", "string"), ("url", "string"))
_XMLNS = 'xmlns="http://graphml.graphdrawing.org/xmlns"'
_Y = "http://www.yworks.com/xml/graphml"
_FONT = "Microsoft YaHei"
_CELL, _HEIGHT, _ROOM = 7, 30, 20
_ZERO_WIDTH = "\u200b"
_Names = Sequence[tuple[str, str]]


def plain(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write GraphML as Gephi, Cytoscape, igraph and networkx read it."""
    with source.network(choice) as network:
        stream.lines(out, plain_lines(network))


def yed(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write GraphML with boxes and arrows as yEd draws them; other tools cannot use it."""
    with source.network(choice) as network:
        stream.lines(out, _yed_lines(network))


def plain_lines(network: Network) -> Iterator[str]:
    """Give the lines of the plain flavour."""
    nodes = [*_DRAWN, *NODE, *((column.name, column.sort) for column in network.columns)]
    edges = [*_LINKED, *EDGE]
    names = [column.name for column in network.columns]
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<graphml {_XMLNS}>"
    yield from _keys("node", nodes)
    yield from _keys("edge", edges)
    yield '<graph id="kg" edgedefault="directed">'
    for node in network.nodes():
        drawn = [node.label, node.label, node.colour, str(node.size), str(node.x), str(node.y)]
        yield f'<node id="{node.id}">{_filled("node", nodes, [*drawn, *node_values(node, names)])}</node>'
    for edge in network.edges():
        linked = [edge.id, edge.predicate_zh, edge.predicate, str(edge.weight)]
        inner = _filled("edge", edges, [*linked, *edge_values(edge)])
        yield f'<edge id="{edge.id}" source="{edge.source}" target="{edge.target}">{inner}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _yed_lines(network: Network) -> Iterator[str]:
    nodes = [*_SHOWN, *NODE, *((column.name, column.sort) for column in network.columns)]
    names = [column.name for column in network.columns]
    scale = spread(network.node_count)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<graphml {_XMLNS} xmlns:y="{_Y}">'
    yield '<key id="drawn_node" for="node" yfiles.type="nodegraphics"/>'
    yield '<key id="drawn_edge" for="edge" yfiles.type="edgegraphics"/>'
    yield from _keys("node", nodes)
    yield from _keys("edge", [_SHOWN[0], *EDGE])
    yield '<graph id="kg" edgedefault="directed">'
    for node in network.nodes():
        values = [f"{node.kind_zh} {node.label}".strip(), _link(node.iri), *node_values(node, names)]
        box = f'<data key="drawn_node">{_box(node, scale)}</data>'
        yield f'<node id="{node.id}">{box}{_filled("node", nodes, values)}</node>'
    for edge in network.edges():
        values = [edge.evidence, *edge_values(edge)]
        inner = f'<data key="drawn_edge">{_arrow(edge)}</data>{_filled("edge", [_SHOWN[0], *EDGE], values)}'
        yield f'<edge id="{edge.id}" source="{edge.source}" target="{edge.target}">{inner}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _box(node: Node, scale: float) -> str:
    width = _CELL * cells(node.label) + _ROOM
    x, y = round(node.x * scale * 2 - width / 2, 2), round(-node.y * scale - _HEIGHT / 2, 2)
    return (
        f'<y:ShapeNode><y:Geometry x="{x}" y="{y}" width="{width}" height="{_HEIGHT}"/>'
        f'<y:Fill color="{node.colour}" transparent="false"/><y:BorderStyle color="#555555" type="line" width="1.0"/>'
        f'<y:NodeLabel fontFamily="{_FONT}" fontSize="12" textColor="{ink(node.colour)}">'
        f"{_inert(node.label)}</y:NodeLabel>"
        '<y:Shape type="roundrectangle"/></y:ShapeNode>'
    )


def _arrow(edge: Edge) -> str:
    return (
        '<y:PolyLineEdge><y:LineStyle color="#888888" type="line" width="1.0"/>'
        '<y:Arrows source="none" target="standard"/>'
        f'<y:EdgeLabel fontFamily="{_FONT}" fontSize="10">{_inert(edge.predicate_zh)}</y:EdgeLabel></y:PolyLineEdge>'
    )


def _inert(label: str) -> str:
    """Keep yEd from taking a label for HTML."""
    return attribute(_ZERO_WIDTH + label if label.lstrip().lower().startswith("<html>") else label)


def _link(iri: str) -> str:
    return iri if iri.startswith(("http://", "https://")) else ""


def _keys(kind: str, names: _Names) -> Iterator[str]:
    for name, sort in names:
        plain = "int" if sort == "integer" else sort
        yield f'<key id="{kind}_{name}" for="{kind}" attr.name="{attribute(name)}" attr.type="{plain}"/>'


def _filled(kind: str, names: _Names, values: Iterable[str]) -> str:
    pairs = zip(names, values, strict=True)
    return "".join([f'<data key="{kind}_{name}">{attribute(value)}</data>' for (name, _), value in pairs if value])
