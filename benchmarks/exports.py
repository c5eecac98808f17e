"""Export of a large network: time and peak memory, beside networkx and rdflib: python benchmarks/exports.py [--write].

A graph of so many facts, each with its sentence, is made up (the same in every run) and exported to GEXF, GraphML, CSV
for Gephi and N-Quads, each in a process of its own. networkx and rdflib write the same network from memory, which they
have to fill first; beyond ``--most-peers`` facts they are left out, for they would not fit.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from common import ROOT, publish, table

SIZES = (50_000, 1_000_000)
MOST_PEERS = 100_000
FORMS = {"gexf": "networkx", "graphml": "networkx", "csv-gephi": "", "nquads": "rdflib"}
RELATIONS = ("issuer", "place", "sector", "cites", "tier")
A_TEXT = 500
KINDS = ("PolicyDoc", "Agency", "Place", "Sector", "Program")
SENTENCE = "为贯彻落实有关部署，第{0}号文件提出支持第{1}个领域的重点任务，给予一次性奖励，并明确牵头单位和完成时限。"


def lines(count: int) -> Iterator[str]:
    """Make up a graph of so many facts, text by text, in the order of a snapshot."""
    from kg.model.iri import ID, PB, statement
    from kg.model.quad import RDFS, TYPE, XSD, join, literal, node

    things = max(count // 8, 10)

    def thing(at: int) -> str:
        return node(f"{ID}{KINDS[at % len(KINDS)].lower()}-{at}")

    for text in range((count + A_TEXT - 1) // A_TEXT):
        auto, proof = node(f"{ID}g-text{text}-auto"), node(f"{ID}g-text{text}-evidence")
        issue = node(f"{ID}issue-text{text}")
        found = {
            join(issue, TYPE, node(f"{PB}Issue"), auto),
            join(issue, node(f"{PB}number"), literal(str(text + 1), datatype="integer"), auto),
            join(issue, node(f"{PB}date"), literal(f"20{text % 25:02}-0{text % 9 + 1}-15", datatype="date"), auto),
        }
        for at in range(text * A_TEXT, min((text + 1) * A_TEXT, count)):
            one, other = at % things, (at * 7919 + at // things + 1) % things
            terms = thing(one), node(PB + RELATIONS[at % len(RELATIONS)]), thing(other)
            iri, span = node(statement(*terms)), node(f"{ID}span-text{text}-{at}-{at + 60}")
            for end in (one, other):
                found.add(join(thing(end), TYPE, node(PB + KINDS[end % len(KINDS)]), auto))
                found.add(join(thing(end), node(f"{RDFS}label"), literal(f"第{end}号事物", lang="zh"), auto))
            found.add(join(*terms, auto))
            found.add(join(iri, TYPE, node(f"{PB}Statement"), proof))
            for name, term in zip(("subject", "predicate", "object", "evidence"), (*terms, span), strict=True):
                found.add(join(iri, node(PB + name), term, proof))
            found.add(join(iri, node(f"{PB}confidence"), literal("0.9", datatype="decimal"), proof))
            found.add(join(span, TYPE, node(f"{PB}Span"), proof))
            found.add(join(span, node(f"{PB}source"), issue, proof))
            found.add(join(span, node(f"{PB}start"), f'"{at}"^^<{XSD}integer>', proof))
            found.add(join(span, node(f"{PB}end"), f'"{at + 60}"^^<{XSD}integer>', proof))
            found.add(join(span, node(f"{PB}quote"), literal(SENTENCE.format(at, other)), proof))
        yield from sorted(found)


def of_ours(quads: Path, form: str, target: Path) -> None:
    """Export with kg."""
    from kg import export

    def read() -> Iterator[str]:
        with quads.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                yield line[:-1]

    with target.open("wb") as out:
        export.write_graph(export.Source(read, read), form, out)


def of_networkx(quads: Path, form: str, target: Path) -> None:
    """Read the same nodes and edges, as our node-link file has them, and let networkx write them."""
    import json

    import networkx

    content = json.loads(quads.with_suffix(".json").read_text("utf-8"))
    graph = networkx.node_link_graph(content, edges="links", multigraph=True, directed=True)
    del content
    (networkx.write_gexf if form == "gexf" else networkx.write_graphml)(graph, target)


def of_rdflib(quads: Path, form: str, target: Path) -> None:
    """Let rdflib read and write the quads."""
    import rdflib

    data = rdflib.Dataset()
    data.parse(quads, format="nquads")
    data.serialize(target, format=form)


WRITERS = {"kg": of_ours, "networkx": of_networkx, "rdflib": of_rdflib}


def measured(who: str, quads: Path, form: str, target: Path) -> tuple[float, float, float]:
    """Write in a process of its own; give seconds of CPU, MiB at the peak, MiB of the file."""
    command = [sys.executable, __file__, "--only", who, form, str(quads), str(target)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, peak = map(float, done.stdout.split())
    size = target.stat().st_size / 2**20
    target.unlink()
    return seconds, peak, size


def main() -> None:
    """Make the graphs, measure all, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many facts")
    options.add_argument("--most-peers", type=int, default=MOST_PEERS, help="up to how many facts the others are asked")
    options.add_argument("--only", nargs=4, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.only is not None:
        only(*chosen.only)
        return
    rows = [row for size in chosen.sizes for row in compared(size, peers=size <= chosen.most_peers)]
    head = ("facts", "format", "writer", "seconds of CPU", "peak memory", "file")
    publish("exports", table(head, rows), write=chosen.write)


def compared(size: int, *, peers: bool) -> Iterator[list[object]]:
    """Measure every writer on a graph of one size."""
    with tempfile.TemporaryDirectory() as name:
        quads = Path(name) / "graph.nq"
        with quads.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines(size))
        if peers:
            of_ours(quads, "json", quads.with_suffix(".json"))
        for form, peer in FORMS.items():
            for who in ["kg", peer] if peers and peer else ["kg"]:
                began = time.monotonic()
                seconds, peak, weight = measured(who, quads, form, Path(name) / "out")
                row = [f"{size:,}", form, who, f"{seconds:.1f}", f"{peak:,.0f} MiB", f"{weight:,.0f} MiB"]
                print(*row, f"({time.monotonic() - began:.0f} s)", sep=" · ", file=sys.stderr, flush=True)
                yield row


def only(who: str, form: str, quads: str, target: str) -> None:
    """Write in this process and print what it took."""
    WRITERS[who](Path(quads), form, Path(target))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


sys.path.insert(0, str(ROOT))
if __name__ == "__main__":
    main()
