"""Run one peer over a graph and pairs of things; one line of JSON on stdout.

    python path_peer.py NAME EDGES PAIRS SECONDS

EDGES holds little-endian uint32 pairs, PAIRS is JSON {"things": n, "joined": [[a, b] …], "apart": [[a, b] …]}. Each
task is asked pair by pair, three times over, for at most SECONDS: the least milliseconds of each pair. The graph is
read as undirected. Needs nothing of kg but for the peer ``kg``.
"""

import gc
import importlib
import json
import resource
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Sequence
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

Ask = Callable[[int, int], object]
Edges = list[tuple[int, int]]
K, LONGEST = 5, 4
KINDS, RELATIONS = 8, 12
TURNS = 3


def kg(edges: Edges, things: int) -> tuple[dict[str, Ask], dict[str, float]]:
    """Give ours: arrays on disk, mapped; each question with the ranking, groups and budgets that the product has."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from kg.ways.answering import Question, search
    from kg.ways.arrays import Arrays
    from kg.ways.making import Edges as Rows
    from kg.ways.making import made
    from kg.ways.network import Network

    rows = Rows()
    for at, (subject, other) in enumerate(edges):
        rows.add(subject, at * 7919 % RELATIONS, other)
    file = Path(tempfile.mkdtemp()) / "ways.bin"
    made(things, rows, kinds=[number * 104729 % KINDS for number in range(things)]).dump(file)
    del rows
    began = time.perf_counter()
    arrays = Arrays.opened(file)
    opened = time.perf_counter() - began

    def ask(start: int, end: int, **how: Any) -> object:  # noqa: ANN401 - fields of a question
        return search(Network(arrays), Question(starts=(start,), ends=(end,), share=0.0, most=LONGEST, **how))

    tasks: dict[str, Ask] = {
        "shortest": lambda a, b: ask(a, b, mode="shortest", count=1),
        "k": lambda a, b: ask(a, b, mode="best", count=K),
    }
    return tasks, {"open": opened * 1000, "bytes": file.stat().st_size / len(edges)}


def networkx(edges: Edges, things: int) -> tuple[dict[str, Ask], dict[str, float]]:
    """Give networkx: its bidirectional search; its shortest simple paths, unranked."""
    nx = importlib.import_module("networkx")
    graph = nx.Graph()
    graph.add_nodes_from(range(things))
    graph.add_edges_from(edges)

    def shortest(start: int, end: int) -> object:
        try:
            return nx.bidirectional_shortest_path(graph, start, end)
        except nx.NetworkXNoPath:
            return None

    def several(start: int, end: int) -> object:
        try:
            return list(islice(nx.shortest_simple_paths(graph, start, end), K))
        except nx.NetworkXNoPath:
            return None

    return {"shortest": shortest, "k": several}, {}


def rustworkx(edges: Edges, things: int) -> tuple[dict[str, Ask], dict[str, float]]:
    """Give rustworkx, which has Dijkstra from one side."""
    rx = importlib.import_module("rustworkx")
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(things))
    graph.add_edges_from_no_data(edges)
    return {"shortest": lambda a, b: rx.graph_dijkstra_shortest_paths(graph, a, target=b)}, {}


def igraph(edges: Edges, things: int) -> tuple[dict[str, Ask], dict[str, float]]:
    """Give igraph; its k shortest paths are Yen's."""
    import warnings

    warnings.simplefilter("ignore")
    graph = importlib.import_module("igraph").Graph(n=things, edges=edges).simplify()
    return {
        "shortest": lambda a, b: graph.get_shortest_path(a, to=b),
        "k": lambda a, b: graph.get_k_shortest_paths(a, to=b, k=K),
    }, {}


def ladybug(edges: Edges, things: int) -> tuple[dict[str, Ask], dict[str, float]]:
    """Give an embedded graph database with a recursive query."""
    lb = importlib.import_module("ladybug")
    folder = Path(tempfile.mkdtemp())
    (folder / "n.csv").write_text("".join(f"{number}\n" for number in range(things)))
    (folder / "e.csv").write_text("".join(f"{a},{b}\n" for a, b in edges))
    link = lb.Connection(lb.Database(str(folder / "db")))
    link.execute("CREATE NODE TABLE N(id INT64, PRIMARY KEY(id))")
    link.execute("CREATE REL TABLE E(FROM N TO N)")
    link.execute(f"COPY N FROM '{folder}/n.csv'")
    link.execute(f"COPY E FROM '{folder}/e.csv'")
    text = f"MATCH p=(a:N)-[:E* SHORTEST 1..{LONGEST}]-(b:N) WHERE a.id=$a AND b.id=$b RETURN length(p)"

    def shortest(start: int, end: int) -> object:
        return link.execute(text, {"a": start, "b": end}).get_all()

    return {"shortest": shortest}, {}


def oxigraph(edges: Edges, things: int) -> tuple[dict[str, Ask], dict[str, float]]:
    """Give the SPARQL property path in Oxigraph on disk: only whether there is a path."""
    del things
    ox = importlib.import_module("pyoxigraph")
    folder = Path(tempfile.mkdtemp())
    (folder / "e.nt").write_text("".join(f"<http://e/{a}> <http://e/p> <http://e/{b}> .\n" for a, b in edges))
    store = ox.Store(str(folder / "store"))
    store.bulk_load(path=str(folder / "e.nt"), format=ox.RdfFormat.N_TRIPLES)
    store.optimize()
    del store
    gc.collect()
    began = time.perf_counter()
    store = ox.Store.read_only(str(folder / "store"))
    opened = time.perf_counter() - began
    text = "ASK {{ <http://e/{}> (<http://e/p>|^<http://e/p>)+ <http://e/{}> }}"
    return {"shortest": lambda a, b: bool(store.query(text.format(a, b)))}, {"open": opened * 1000}


PEERS = {peer.__name__: peer for peer in (kg, networkx, rustworkx, igraph, ladybug, oxigraph)}


def timed(ask: Ask, pairs: Sequence[tuple[int, int]], seconds: float) -> list[float]:
    """Ask for all pairs, then again, as long as the time lasts; what else the machine does falls out of the least."""
    until = time.monotonic() + seconds
    least: list[float] = []
    for at, (start, end) in chain.from_iterable(repeat(list(enumerate(pairs)), TURNS)):
        began = time.perf_counter()
        ask(start, end)
        spent = (time.perf_counter() - began) * 1000
        least[at : at + 1] = [min([spent, *least[at : at + 1]])]
        if time.monotonic() > until:
            break
    return least


def main() -> None:
    """Build, ask, tell."""
    name, file, asked, seconds = sys.argv[1:5]
    numbers = array("I", Path(file).read_bytes())
    pairs = json.loads(Path(asked).read_text("utf-8"))
    edges = list(zip(numbers[::2], numbers[1::2], strict=True))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    tasks, more = PEERS[name](edges, pairs["things"])
    told: dict[str, object] = {"build": time.process_time() - began, **more}
    for task, ask in tasks.items():
        timed(ask, pairs["joined"][:3], float(seconds))
        told[task] = timed(ask, pairs["joined"][3:], float(seconds))
        told[f"{task}-none"] = timed(ask, pairs["apart"], float(seconds))
    told["rss"] = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps(told))


if __name__ == "__main__":
    main()
