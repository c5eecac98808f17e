"""Neo4j: a folder for its bulk import with the command to run, and a Cypher script for a database that runs.

One file for each label and each type of relation; the labels are our class names, so that no quotes are needed, and the
Chinese names are properties.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from typing import Any, BinaryIO

from kg.export import machine
from kg.export.cytoscape import typed
from kg.export.folder import Folder
from kg.export.gexf import EDGE, NODE, edge_values, node_values
from kg.export.projection import Network
from kg.export.records import Edge, Node
from kg.export.source import Source
from kg.export.writer import Choice

__all__ = ["bulk", "label", "script"]

_TYPES = {"string": "", "integer": ":int", "double": ":double", "boolean": ":boolean"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_IMPORT = """#!/bin/sh
# Fills a new database from these files: sh import.sh [name of the database]
# The server must be stopped, or the database must not exist yet. Sentences may span lines, hence --multiline-fields.
set -eu
cd "$(dirname "$0")"
exec neo4j-admin database import full "${1:-neo4j}" --overwrite-destination --multiline-fields=true \\
  --id-type=string --array-delimiter=';' """


def bulk(source: Source, out: Folder, choice: Choice) -> None:
    """Write the tables of ``neo4j-admin database import``."""
    with source.network(choice) as network:
        sorts = [*NODE[1:], *((column.name, column.sort) for column in network.columns)]
        heads = ["id:ID", "name", *(_typed(name, sort) for name, sort in sorts), ":LABEL"]
        files = []
        for kind, nodes in groupby(network.nodes(), key=lambda node: label(node.kind)):
            files.append(f"--nodes=nodes-{kind}.csv")
            with out.file(f"nodes-{kind}.csv") as file:
                machine.table(file, heads, (_node(node, network, kind) for node in nodes))
        files += [f"--relationships={name}" for name in _relations(out, network)]
        with out.file("import.sh", runs=True) as file:
            file.write((_IMPORT + " \\\n  ".join(["", *files]).lstrip(" ") + "\n").encode())


def script(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write one statement a line: the constraint, the nodes, the relations."""
    with source.network(choice) as network:
        names = [column.name for column in network.columns]
        sorts = [*NODE, *((column.name, column.sort) for column in network.columns)]
        out.write(b"CREATE CONSTRAINT kg_id IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE;\n")
        for node in network.nodes():
            own = {"name": node.label, **typed(sorts, node_values(node, names))}
            labels = f"`Thing`:`{label(node.kind)}`" if label(node.kind) != "Thing" else "`Thing`"
            head = f"MERGE (n:`Thing` {{id: {_quoted(node.id)}}}) SET n:{labels.rpartition(':')[2]}"
            out.write(f"{head}, n += {_map(own)};\n".encode())
        for edge in network.edges():
            own = {"edge_id": edge.id, "label_zh": edge.predicate_zh, "weight": edge.weight}
            ends = f"(a:`Thing` {{id: {_quoted(edge.source)}}}), (b:`Thing` {{id: {_quoted(edge.target)}}})"
            inner = _map({**own, **typed(EDGE, edge_values(edge))})
            out.write(f"MATCH {ends} CREATE (a)-[:`{label(edge.predicate)}` {inner}]->(b);\n".encode())


def label(name: str) -> str:
    """Make a label or type of a name: ASCII letters, digits and _, never empty."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", re.split(r"[#/:]", name)[-1])
    return plain if plain[:1].isalpha() else f"Thing{plain}"


def _relations(out: Folder, network: Network) -> Iterator[str]:
    """Write one file for each type, all at once, and name them."""
    heads = [":START_ID", ":END_ID", "edge_id", "label_zh", "issue", "date:date", "evidence", "weight:int", ":TYPE"]
    with ExitStack() as open_files:
        tables: dict[str, BinaryIO] = {}
        for edge in network.edges():
            kind = label(edge.predicate)
            if kind not in tables:
                tables[kind] = open_files.enter_context(out.file(f"edges-{kind}.csv"))
                tables[kind].write(machine.row(heads))
            tables[kind].write(machine.row(_edge(edge, kind)))
        yield from (f"edges-{kind}.csv" for kind in sorted(tables))


def _node(node: Node, network: Network, kind: str) -> list[str]:
    values = node_values(node, [column.name for column in network.columns])[1:]
    values[NODE.index(("date", "string")) - 1] = _day(node.date)
    return [node.id, node.label, *values, kind]


def _edge(edge: Edge, kind: str) -> list[str]:
    head = [edge.source, edge.target, edge.id, edge.predicate_zh, edge.issue, _day(edge.date)]
    return [*head, edge.evidence, str(edge.weight), kind]


def _typed(name: str, sort: str) -> str:
    return f"{name}:date" if name == "date" else name + _TYPES[sort]


def _day(text: str) -> str:
    return text if _DAY.fullmatch(text) else ""


def _map(values: dict[str, Any]) -> str:
    return "{" + ", ".join(f"`{name.replace('`', '``')}`: {_value(value)}" for name, value in values.items()) + "}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return f"'{plain}'"
