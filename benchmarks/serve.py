"""Fifty clients for a minute against `kg serve`, two of them with queries that never end: python benchmarks/serve.py.

The server is a process of its own, on a free port of this machine, with the sample as its graph.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from common import ROOT, publish, table

FAST = "SELECT ?d ?l WHERE { ?d a pb:PolicyDoc ; rdfs:label ?l } ORDER BY ?l LIMIT 20"
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CLIENTS, ENDLESS, DEADLINE = 50, 2, 2


@dataclass
class Seen:
    """What the clients saw."""

    took: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    cut: list[float] = field(default_factory=list)


def main() -> None:
    """Build, serve, visit, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph"
        kg = [sys.executable, "-m", "kg"]
        build = [*kg, "build", str(ROOT / "data" / "bulletins"), "--graph", str(graph)]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        command = [*kg, "serve", "--graph", str(graph), "--port", "0", "--timeout", str(DEADLINE), "--lang", "en"]
        server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        try:
            line = server.stderr.readline() if server.stderr else ""
            seen = visited(line.split()[1], chosen.seconds)
        finally:
            server.terminate()
            server.wait()
    times = sorted(seen.took)
    rows = [
        ["fast queries answered", f"{len(times):,} ({len(times) / chosen.seconds:.0f} a second)"],
        ["fast queries failed", str(len(seen.failed))],
        ["fast: median, 95 %", ", ".join(f"{1000 * took:.0f} ms" for took in _middle(times))],
        [f"endless queries cut (deadline {DEADLINE} s)", f"{len(seen.cut)}, the slowest after {max(seen.cut):.1f} s"],
    ]
    lines = [f"{CLIENTS} clients for {chosen.seconds:.0f} s, {ENDLESS} of them with endless queries, four workers.", ""]
    publish("serve", [*lines, *table(["", ""], rows)], write=chosen.write)


def _middle(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), times[int(len(times) * 0.95)]


def visited(address: str, seconds: float) -> Seen:
    """Let all clients ask until the time is over."""
    seen, until = Seen(), time.monotonic() + seconds
    clients = [threading.Thread(target=_client, args=(number, address, until, seen)) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return seen


def _client(number: int, address: str, until: float, seen: Seen) -> None:
    text = SLOW if number < ENDLESS else FAST
    url = f"{address}sparql?{urllib.parse.urlencode({'query': text})}"
    while time.monotonic() < until:
        started = time.monotonic()
        try:
            with urllib.request.urlopen(url, timeout=120) as answer:
                json.load(answer)
            seen.took.append(time.monotonic() - started)
        except urllib.error.HTTPError as problem:
            took = time.monotonic() - started
            if number < ENDLESS and problem.code == 503:
                seen.cut.append(took)
            else:
                seen.failed.append(f"{problem.code} {problem.read()[:100]!r}")


if __name__ == "__main__":
    main()
