"""Graphviz: the network as DOT, and as a picture where Graphviz is installed."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import UsageError
from kg.export.colour import ink
from kg.export.layout import spread
from kg.export.projection import Network
from kg.export.records import Edge, Node
from kg.export.source import Source
from kg.export.writer import Choice
from kg.export.xml import clean

__all__ = ["MOST_DRAWN", "pdf", "png", "svg", "write"]

MOST_DRAWN = 500
"""Above this many things a picture cannot be read; the file can still be laid out by hand."""

_FONT = "Noto Sans CJK SC"
_LAYERED = 60
_SPECIAL = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": " ", "\t": " "})
_ENTITY = re.compile(r"&(?=[#\w]+;)")
_ENGINES = ("dot", "sfdp")


def write(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write DOT with places, colours and a font that has Chinese."""
    with source.network(choice) as network:
        for line in _lines(network):
            out.write(f"{line}\n".encode())


def svg(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Draw SVG; it names its font, so the reader needs one with Chinese."""
    _draw(source, out, choice, "svg")


def pdf(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Draw PDF with the font inside."""
    _draw(source, out, choice, "pdf")


def png(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Draw PNG."""
    _draw(source, out, choice, "png")


def _draw(source: Source, out: BinaryIO, choice: Choice, form: str) -> None:
    with source.network(choice) as network, tempfile.TemporaryFile() as file:
        if network.node_count > MOST_DRAWN:
            raise UsageError("too_many_to_draw", count=network.node_count, most=MOST_DRAWN, format=form)
        engine = "dot" if network.node_count <= _LAYERED else "sfdp"
        if any(shutil.which(name) is None for name in _ENGINES):
            raise UsageError("no_graphviz", format=form)
        for line in _lines(network, placed=False):
            file.write(f"{line}\n".encode())
        file.seek(0)
        done = subprocess.run([engine, f"-T{form}"], stdin=file, capture_output=True, check=False)
        if done.returncode or not done.stdout:
            reason = done.stderr.decode("utf-8", "replace").strip().splitlines() or [""]
            raise UsageError("graphviz_failed", format=form, reason=reason[-1][:200])
        out.write(done.stdout)


def _lines(network: Network, *, placed: bool = True) -> Iterator[str]:
    yield "digraph kg {"
    font = f'fontname="{_FONT}"'
    yield f'graph [charset="UTF-8", {font}, overlap="prism", splines="true", outputorder="edgesfirst", rankdir="LR"];'
    yield f'node [shape="box", style="rounded,filled", {font}, fontsize="12", height="0.3", margin="0.1,0.05"];'
    yield f'edge [{font}, fontsize="9", color="#888888", fontcolor="#555555", arrowsize="0.7"];'
    scale = spread(network.node_count) if placed else 0.0
    for node in network.nodes():
        yield _node(node, scale)
    for edge in network.edges():
        yield _edge(edge)
    yield "}"


def _node(node: Node, scale: float) -> str:
    tip = f"{node.kind_zh} {node.label}"
    place = f', pos="{round(node.x * scale * 2, 2)},{round(node.y * scale, 2)}"' if scale else ""
    link = f', URL="{_text(node.iri)}"' if node.iri.startswith(("http://", "https://")) else ""
    return (
        f'"{node.id}" [label="{_text(node.label)}", fillcolor="{node.colour}", fontcolor="{ink(node.colour)}", '
        f'tooltip="{_text(tip)}", class="{_text(node.kind)}"{place}{link}];'
    )


def _edge(edge: Edge) -> str:
    tip = f"{edge.issue} {edge.evidence}".strip() or edge.predicate_zh
    return (
        f'"{edge.source}" -> "{edge.target}" [id="{edge.id}", label="{_text(edge.predicate_zh)}", '
        f'tooltip="{_text(tip)}", class="{_text(edge.predicate)}"];'
    )


def _text(text: str) -> str:
    """Write a text so that Graphviz shows it as it is: no escapes of its own, no HTML entities."""
    return _ENTITY.sub("&amp;", clean(text)).translate(_SPECIAL)
