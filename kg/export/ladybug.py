"""Ladybug, the living fork of Kuzu: typed tables as CSV and a script that makes and fills the database.

Its names know no case, and ``Place`` is a class where ``place`` is a relation: tables of relations begin with ``rel_``.
"""

from contextlib import ExitStack
from itertools import groupby
from typing import BinaryIO

from kg.export import machine
from kg.export.folder import Folder
from kg.export.gexf import NODE, node_values
from kg.export.neo4j import label
from kg.export.projection import Network
from kg.export.records import Edge
from kg.export.source import Source
from kg.export.writer import Choice

__all__ = ["write"]

_TYPES = {"string": "STRING", "integer": "INT64", "double": "DOUBLE", "boolean": "BOOLEAN"}
_EDGE = (("edge_id", "STRING"), ("label_zh", "STRING"), ("issue", "STRING"), ("date", "STRING"),
         ("evidence", "STRING"), ("weight", "INT64"))  # fmt: skip
_COPY = "(header=true, parallel=false, escape='\"'"
Pair = tuple[str, str, str]


def write(source: Source, out: Folder, choice: Choice) -> None:
    """Write one table a class, one a relation and pair of classes, and schema.cypher."""
    with source.network(choice) as network:
        names = [column.name for column in network.columns]
        sorts = [("id", "string"), ("name", "string"), *NODE, *((c.name, c.sort) for c in network.columns)]
        fields = ", ".join(f"`{name}` {_TYPES[sort]}" for name, sort in sorts)
        lines, copies = [], []
        for kind, nodes in groupby(network.nodes(), key=lambda node: label(node.kind)):
            lines.append(f"CREATE NODE TABLE `{kind}` ({fields}, PRIMARY KEY (`id`));")
            copies.append(f'COPY `{kind}` FROM "nodes-{kind}.csv" {_COPY});')
            with out.file(f"nodes-{kind}.csv") as file:
                rows = ([node.id, node.label, *node_values(node, names)] for node in nodes)
                machine.table(file, [name for name, _ in sorts], rows, every=True)
        pairs = _relations(out, network)
        lines += _tables(pairs)
        copies += [
            f'COPY `{kind}` FROM "edges-{kind}-{one}-{other}.csv" {_COPY}, from="{one}", to="{other}");'
            for kind, one, other in pairs
        ]
        with out.file("schema.cypher") as file:
            file.write("".join(f"{line}\n" for line in [*lines, *copies]).encode())


def _tables(pairs: list[Pair]) -> list[str]:
    """Declare each relation once with all pairs of classes that it joins."""
    fields = ", ".join(f"`{name}` {sort}" for name, sort in _EDGE)
    found = []
    for kind, rows in groupby(pairs, key=lambda pair: pair[0]):
        ends = ", ".join(f"FROM `{one}` TO `{other}`" for _, one, other in rows)
        found.append(f"CREATE REL TABLE `{kind}` ({ends}, {fields});")
    return found


def _relations(out: Folder, network: Network) -> list[Pair]:
    tables: dict[Pair, BinaryIO] = {}
    with ExitStack() as open_files:
        for edge in network.edges():
            pair = f"rel_{label(edge.predicate)}", label(edge.source_kind), label(edge.target_kind)
            if pair not in tables:
                tables[pair] = open_files.enter_context(out.file(f"edges-{'-'.join(pair)}.csv"))
                tables[pair].write(machine.row(["from", "to", *(name for name, _ in _EDGE)], every=True))
            tables[pair].write(machine.row(_edge(edge), every=True))
    return sorted(tables)


def _edge(edge: Edge) -> list[str]:
    head = [edge.source, edge.target, edge.id, edge.predicate_zh, edge.issue, edge.date]
    return [*head, edge.evidence, str(edge.weight)]
