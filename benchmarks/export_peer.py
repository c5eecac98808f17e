"""Write a network with networkx, or quads with rdflib: python export_peer.py FORMAT FROM TO. Needs nothing of kg.

Prints the seconds of CPU that were gone when the network stood in memory and its writing began. networkx is given the
nodes and edges of kg's own node-link file, line by line, so that it never holds the file beside the graph.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def networkx(form: str, content: Path, target: Path) -> None:
    """Fill a graph, then write it."""
    import networkx

    graph = networkx.MultiDiGraph()
    for record in records(content):
        if "source" in record:
            ends = (record.pop("source"), record.pop("target"), record.pop("key"))
            graph.add_edge(*ends, **record)
        else:
            graph.add_node(record.pop("id"), **record)
    begun()
    if form == "csv":
        networkx.to_pandas_edgelist(graph, edge_key="key").to_csv(target, index=False)
    else:
        (networkx.write_gexf if form == "gexf" else networkx.write_graphml)(graph, target)


def rdflib(form: str, content: Path, target: Path) -> None:
    """Read quads, then write them."""
    import rdflib

    data = rdflib.Dataset()
    data.parse(content, format="nquads")
    begun()
    data.serialize(target, format=form)


def records(content: Path) -> Iterator[dict[str, Any]]:
    """Give the nodes and links of a file that has one on each line."""
    reader = json.JSONDecoder()
    with content.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith(('{"id"', '{"source"')):
                yield reader.raw_decode(line)[0]


def begun() -> None:
    """Say that the writing begins."""
    print(time.process_time(), flush=True)


if __name__ == "__main__":
    form, content, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    (rdflib if form == "nquads" else networkx)(form, content, target)
