"""Tables of a network as CSV: one for Excel and WPS, two for Gephi's import."""

import csv
import functools
import io
from collections.abc import Iterable
from typing import BinaryIO

from kg import messages, ontology
from kg.export import delimited, machine
from kg.export.folder import Folder
from kg.export.gexf import NODE, node_values
from kg.export.guard import guarded
from kg.export.records import Edge, Node
from kg.export.source import Source
from kg.export.writer import Choice, Layout

__all__ = [
    "EDGE_HEADS",
    "FACT_HEADS",
    "NODE_HEADS",
    "edge_row",
    "excel",
    "fact_row",
    "gephi",
    "headed",
    "node_row",
]

NODE_HEADS = ("Id", "Label", *(name for name, _ in NODE))
EDGE_HEADS = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "Issue", "Date", "Evidence")
FACT_HEADS = ("subject", "subject_kind", "relation", "object", "object_kind", "issue", "date", "evidence", "id")


def excel(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write one row a fact with its sentence, or the rows of an answer: with a mark of order, CRLF, guarded."""
    if source.table is not None:
        delimited.csv(source.table, out, Layout(excel=choice.guard))
        return
    safe = guarded if choice.guard else str
    with source.network(choice) as network:
        text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
        lines = csv.writer(text, lineterminator="\r\n")
        lines.writerow(headed(FACT_HEADS, choice.lang))
        for edge in network.edges():
            lines.writerow([safe(value) for value in fact_row(edge, choice.lang)])
        text.detach()


def gephi(source: Source, out: Folder, choice: Choice) -> None:
    """Write nodes.csv and edges.csv with the headings that Gephi knows: UTF-8 without mark, one line feed a row."""
    with source.network(choice) as network:
        names = [column.name for column in network.columns]
        with out.file("nodes.csv") as file:
            machine.table(file, (*NODE_HEADS, *names), (node_row(node, names) for node in network.nodes()))
        with out.file("edges.csv") as file:
            machine.table(file, EDGE_HEADS, map(edge_row, network.edges()))


def node_row(node: Node, names: Iterable[str]) -> list[str]:
    """Give the values of a node under ``NODE_HEADS`` and the further columns."""
    return [node.id, node.label, *node_values(node, names)]


def edge_row(edge: Edge) -> list[str]:
    """Give the values of an edge under ``EDGE_HEADS``: in Gephi, ``Type`` says that edges have a direction."""
    head = [edge.source, edge.target, "Directed", edge.kind, edge.id, edge.predicate_zh, str(edge.weight)]
    return [*head, edge.issue, edge.date, edge.evidence]


def fact_row(edge: Edge, lang: str) -> list[str]:
    """Give a fact in words, under ``FACT_HEADS``."""
    one, said, other = (_label(name, lang) for name in (edge.source_kind, edge.predicate, edge.target_kind))
    ends = [edge.source_label, one, said, edge.target_label, other]
    return [*ends, edge.issue, edge.date, edge.evidence, edge.id]


def headed(names: Iterable[str], lang: str) -> list[str]:
    """Give headings in the reader's language."""
    return [messages.say(f"sheets.{name}", lang) for name in names]


@functools.cache
def _label(name: str, lang: str) -> str:
    return ontology.load().label(name, lang) if name else ""
