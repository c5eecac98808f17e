"""GEXF 1.3 for Gephi, Gephi Lite and what reads their files; static, or with Gephi's timeline.

What each reader trips over decides the details: one block of attributes a class, no alpha in colours, no attribute
named like a built-in one, a place and a label for every node, missing values left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from kg.export import stream
from kg.export.colour import rgb
from kg.export.projection import Network
from kg.export.records import Edge, Node
from kg.export.source import Source
from kg.export.writer import Choice
from kg.export.xml import attribute

__all__ = ["EDGE", "NODE", "edge_values", "lines", "node_values", "write"]

NODE = (("node_type", "string"), ("node_type_zh", "string"), ("iri", "string"), ("first_issue", "string"),
        ("date", "string"), ("texts", "integer"))  # fmt: skip
EDGE = (("predicate", "string"), ("issue", "string"), ("date", "string"), ("evidence", "string"))
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def write(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write GEXF with colours, sizes and places."""
    with source.network(choice) as network:
        stream.lines(out, lines(network, choice))


def lines(network: Network, choice: Choice) -> Iterator[str]:
    """Give the lines of the file."""
    mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if choice.dynamic else 'mode="static"'
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield "<meta><creator>kg</creator></meta>"
    yield f'<graph defaultedgetype="directed" {mode} idtype="string">'
    yield from _declared("node", [*NODE, *((column.name, column.sort) for column in network.columns)])
    yield from _declared("edge", EDGE)
    yield "<nodes>"
    names = [column.name for column in network.columns]
    for node in network.nodes():
        yield _node(node, names, dynamic=choice.dynamic)
    yield "</nodes>"
    yield "<edges>"
    for edge in network.edges():
        yield _edge(edge, dynamic=choice.dynamic)
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def node_values(node: Node, names: Iterable[str]) -> list[str]:
    """Give the values of a node in the order of ``NODE`` and the further columns."""
    own = [node.kind, node.kind_zh, node.iri, node.first_issue, node.date, str(node.texts)]
    return [*own, *(node.attributes.get(name, "") for name in names)]


def edge_values(edge: Edge) -> list[str]:
    """Give the values of an edge in the order of ``EDGE``."""
    return [edge.predicate, edge.issue, edge.date, edge.evidence]


def _declared(kind: str, names: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">'
    for number, (name, sort) in enumerate(names):
        yield f'<attribute id="{number}" title="{attribute(name)}" type="{sort}"/>'
    yield "</attributes>"


def _node(node: Node, names: Sequence[str], *, dynamic: bool) -> str:
    red, green, blue = rgb(node.colour)
    start = _start(node.attributes.get("doc_date") or node.date) if dynamic and node.kind == "PolicyDoc" else ""
    return (
        f'<node id="{node.id}" label="{attribute(node.label)}"{start}>{_attvalues(node_values(node, names))}'
        f'<viz:size value="{node.size}"/><viz:position x="{node.x}" y="{node.y}" z="0.0"/>'
        f'<viz:color r="{red}" g="{green}" b="{blue}"/></node>'
    )


def _edge(edge: Edge, *, dynamic: bool) -> str:
    ends = f'source="{edge.source}" target="{edge.target}" kind="{attribute(edge.kind)}"'
    start = _start(edge.date) if dynamic else ""
    head = f'<edge id="{edge.id}" {ends} label="{attribute(edge.predicate_zh)}" weight="{edge.weight}"{start}>'
    return f"{head}{_attvalues(edge_values(edge))}</edge>"


def _start(date: str) -> str:
    return f' start="{date}"' if _DAY.fullmatch(date) else ""


def _attvalues(values: Iterable[str]) -> str:
    rows = [f'<attvalue for="{at}" value="{attribute(value)}"/>' for at, value in enumerate(values) if value]
    return f"<attvalues>{''.join(rows)}</attvalues>"
