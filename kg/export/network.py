"""Network files: GEXF 1.3 for Gephi, plain GraphML for most tools, and a zip of two CSV tables.

What each reader trips over decides the details: one block of attributes a class, no alpha in colours, no attribute
named like a built-in one, ids that differ between nodes and edges, label and name both, missing values left out.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from kg.export.projection import Edge, Network, Node, project
from kg.store import Graph

if TYPE_CHECKING:
    import zipfile

__all__ = ["gexf", "graphml", "tables"]

_NODE = (("node_type", "string"), ("node_type_zh", "string"), ("iri", "string"), ("first_issue", "string"),
         ("date", "string"), ("texts", "integer"))  # fmt: skip
_EDGE = (("predicate", "string"), ("issue", "string"), ("date", "string"), ("evidence", "string"))
_DRAWN = (("label", "string"), ("name", "string"), ("color", "string"), ("size", "double"), ("x", "double"),
          ("y", "double"))  # fmt: skip
_LINKED = (("edge_id", "string"), ("label", "string"), ("interaction", "string"), ("weight", "double"))
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_GEPHI = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "Issue", "Date", "Evidence")


def gexf(graph: Graph, out: BinaryIO) -> None:
    """Write GEXF 1.3, static, with colours, sizes and places."""
    found = project(graph)
    _write(out, _gexf(found))


def graphml(graph: Graph, out: BinaryIO) -> None:
    """Write GraphML as Gephi, Cytoscape, igraph and networkx read it."""
    found = project(graph)
    _write(out, _graphml(found))


def tables(graph: Graph, out: BinaryIO) -> None:
    """Write nodes.csv and edges.csv as one zip: UTF-8 without mark, one line feed a row."""
    import zipfile

    found = project(graph)
    nodes = [_node_values(node, found.attributes) for node in found.nodes]
    heads = ["Id", "Label", *(name for name, _ in _NODE), *found.attributes]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(
            archive,
            "nodes.csv",
            heads,
            ([node.id, node.label, *row] for node, row in zip(found.nodes, nodes, strict=True)),
        )
        _add(archive, "edges.csv", _GEPHI, map(_row, found.edges))


def _gexf(found: Network) -> Iterator[str]:
    names = [*_NODE, *((name, "string") for name in found.attributes)]
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield "<meta><creator>kg</creator></meta>"
    yield '<graph defaultedgetype="directed" mode="static" idtype="string">'
    yield from _declared("node", names)
    yield from _declared("edge", _EDGE)
    yield "<nodes>"
    for node in found.nodes:
        yield f'<node id="{node.id}" label="{_xml(node.label)}">'
        yield from _attvalues(_node_values(node, found.attributes))
        red, green, blue = (int(node.colour[at : at + 2], 16) for at in (1, 3, 5))
        yield f'<viz:size value="{node.size}"/><viz:position x="{node.x}" y="{node.y}" z="0.0"/>'
        yield f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
        yield "</node>"
    yield "</nodes>"
    yield "<edges>"
    for edge in found.edges:
        ends = f'source="{edge.source}" target="{edge.target}" kind="{_xml(edge.predicate)}"'
        yield f'<edge id="{edge.id}" {ends} label="{_xml(edge.predicate_zh)}" weight="{edge.weight}">'
        yield from _attvalues(_edge_values(edge))
        yield "</edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _declared(kind: str, names: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">'
    for number, (name, sort) in enumerate(names):
        yield f'<attribute id="{number}" title="{name}" type="{sort}"/>'
    yield "</attributes>"


def _attvalues(values: list[str]) -> Iterator[str]:
    yield "<attvalues>"
    yield from (f'<attvalue for="{at}" value="{_xml(value)}"/>' for at, value in enumerate(values) if value)
    yield "</attvalues>"


def _graphml(found: Network) -> Iterator[str]:
    further = [(name, "string") for name in found.attributes]
    nodes, edges = [*_DRAWN, *_NODE, *further], [*_LINKED, *_EDGE]
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    yield from _keys("node", nodes)
    yield from _keys("edge", edges)
    yield '<graph id="kg" edgedefault="directed">'
    for node in found.nodes:
        drawn = [node.label, node.label, node.colour, str(node.size), str(node.x), str(node.y)]
        values = [*drawn, *_node_values(node, found.attributes)]
        yield f'<node id="{node.id}">{_filled("node", nodes, values)}</node>'
    for edge in found.edges:
        linked = [edge.id, edge.predicate_zh, edge.predicate, str(edge.weight)]
        inner = _filled("edge", edges, [*linked, *_edge_values(edge)])
        yield f'<edge id="{edge.id}" source="{edge.source}" target="{edge.target}">{inner}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _keys(kind: str, names: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, sort in names:
        plain = "int" if sort == "integer" else sort
        yield f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{plain}"/>'


def _filled(kind: str, names: list[tuple[str, str]], values: list[str]) -> str:
    pairs = zip(names, values, strict=True)
    return "".join(f'<data key="{kind}_{name}">{_xml(value)}</data>' for (name, _), value in pairs if value)


def _node_values(node: Node, further: Iterable[str]) -> list[str]:
    own = [node.kind, node.kind_zh, node.iri, node.first_issue, node.date, str(node.texts)]
    return [*own, *(node.attributes.get(name, "") for name in further)]


def _edge_values(edge: Edge) -> list[str]:
    return [edge.predicate, edge.issue, edge.date, edge.evidence]


def _row(edge: Edge) -> list[str]:
    head = [edge.source, edge.target, "Directed", edge.predicate, edge.id, edge.predicate_zh, str(edge.weight)]
    return [*head, edge.issue, edge.date, edge.evidence]


def _add(archive: "zipfile.ZipFile", name: str, head: Iterable[str], rows: Iterable[list[str]]) -> None:
    """Put a table into the zip, with a date that never changes."""
    import zipfile

    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(head)
    lines.writerows(rows)
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, text.getvalue().encode("utf-8", "replace"))


def _xml(text: str) -> str:
    return _ILLEGAL.sub("", text).translate(_ESCAPES)


def _write(out: BinaryIO, lines: Iterable[str]) -> None:
    for line in lines:
        out.write(f"{line}\n".encode())
