"""Export of a large network: time and peak memory, beside networkx and rdflib: python benchmarks/exports.py [--write].

A graph of so many facts, each with its sentence, is made up (the same in every run) and exported to GEXF, GraphML, CSV
and N-Quads, each in a process of its own. kg reads the quads from disk and joins facts, names and sentences; networkx
is handed the finished network, rdflib the quads; what they write is in their memory first. Whoever needs more memory
or time than the limits is stopped, and that is what the table says.
"""

import argparse
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from common import ROOT, publish, table

FACTS = (100_000,)
FORMS = {"gexf": "networkx", "graphml": "networkx", "csv": "networkx", "nquads": "rdflib"}
HEAD = ("facts", "format", "writer", "seconds", "seconds of CPU", "of it writing", "peak memory", "file")
PEER = Path(__file__).with_name("export_peer.py")
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


@dataclass(frozen=True)
class Limits:
    """What any writer may use."""

    gigabytes: float
    minutes: float

    def set(self) -> None:
        """Limit the memory of this process."""
        resource.setrlimit(resource.RLIMIT_AS, (int(self.gigabytes * 2**30),) * 2)

    def passed(self, code: int, complaint: str) -> str:
        """Say which limit a process that did not end well has passed."""
        if code == -signal.SIGKILL:
            return f"stopped after {self.minutes:g} minutes"
        if "MemoryError" in complaint:
            return f"wants more than {self.gigabytes:g} GiB"
        return f"failed: {(complaint.strip().splitlines() or [str(code)])[-1]}"


def of_ours(quads: Path, form: str, target: Path) -> None:
    """Export with kg."""
    from kg import export

    def read() -> Iterator[str]:
        with quads.open("rb", buffering=1 << 18) as file:
            yield from map(bytes.decode, map(bytes.rstrip, file))

    with target.open("wb") as out:
        export.write_graph(export.Source(read, read), form, out)


def main() -> None:
    """Make the graphs, measure all, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options.add_argument(
        "--facts", type=int, nargs="+", default=FACTS, help="how many facts; several make several tables"
    )
    options.add_argument("--python", default=sys.executable, help="a Python that has networkx, pandas, lxml and rdflib")
    options.add_argument("--gigabytes", type=float, default=12, help="how much memory a writer may ask for")
    options.add_argument("--minutes", type=float, default=30, help="how long a writer may take")
    options.add_argument("--only", nargs=3, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.only is not None:
        form, quads, target = chosen.only
        of_ours(Path(quads), form, Path(target))
        return
    limits = Limits(chosen.gigabytes, chosen.minutes)
    rows = [row for count in chosen.facts for row in compared(count, chosen.python, limits)]
    publish("exports", table(HEAD, rows), write=chosen.write)


def compared(count: int, python: str, limits: Limits) -> Iterator[list[str]]:
    """Measure every writer on a graph of one size."""
    with tempfile.TemporaryDirectory() as name:
        quads, network, target = (Path(name) / file for file in ("graph.nq", "network.json", "out"))
        with quads.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines(count))
        subprocess.run([sys.executable, __file__, "--only", "json", str(quads), str(network)], check=True)
        for form, peer in FORMS.items():
            given = quads if form == "nquads" else network
            for who, command in (
                ("kg", [sys.executable, __file__, "--only", form, str(quads), str(target)]),
                (peer, [python, str(PEER), form, str(given), str(target)]),
            ):
                row = [f"{count:,}", form, who, *measured(command, target, limits)]
                print(*row, sep=" · ", file=sys.stderr, flush=True)
                yield row


def measured(command: list[str], target: Path, limits: Limits) -> list[str]:
    """Run a writer in a process of its own; give its seconds, its CPU, its peak of memory and the size of its file."""
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limits.set) as process:
        stop = threading.Timer(limits.minutes * 60, process.kill)
        stop.start()
        _, status, used = os.wait4(process.pid, 0)
        stop.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        said, complaint = (stream.read().decode() for stream in (process.stdout, process.stderr) if stream)
    cpu, peak = used.ru_utime + used.ru_stime, f"{used.ru_maxrss / 2**10:,.0f} MiB"
    spent = [f"{time.monotonic() - began:.0f}", f"{cpu:.0f}"]
    if process.returncode:
        return [*spent, limits.passed(process.returncode, complaint), peak, "none"]
    size = f"{target.stat().st_size / 2**20:,.0f} MiB"
    target.unlink()
    return [*spent, f"{cpu - float(said):.0f}" if said else "all", peak, size]


sys.path.insert(0, str(ROOT))
if __name__ == "__main__":
    main()
