"""Ways between two things, kg beside its peers: python benchmarks/paths.py --python PYTHON [--large] [--write].

Graphs with skewed degrees, made from a seed; 200 random pairs that hang together and 20 that do not, after three to
warm up; all are asked three times over, and the least time of each pair counts. Every peer runs in a process of its
own. kg gives more than is asked of the others: the five best by its ranking, in groups with counts, each of a pattern
of its own; the others five shortest ones in any order.
"""

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
from array import array
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from common import ONE_CORE, publish, table

PEERS = ("kg", "networkx", "igraph", "rustworkx", "ladybug", "oxigraph")
SIZES = {"small": (100_000, 1_000_000), "large": (1_000_000, 10_000_000)}
SKEW = 0.52
SEED = 7
ISLANDS = 60
"""Things apart from the rest, in a ring, for pairs without a way."""
PAIRS, APART = 203, 20
GOALS = (
    ("SHORTEST, at most 1 × networkx", "kg", "shortest", "networkx", "shortest", 1.0),
    ("SHORTEST, at most 1/5 of igraph", "kg", "shortest", "igraph", "shortest", 0.2),
    ("BEST 5 ranked, at most 1/5 of five unranked of networkx", "kg", "k", "networkx", "k", 0.2),
    ("no path, SHORTEST, at most 10 × found", "kg", "shortest-none", "kg", "shortest", 10.0),
    ("no path, BEST 5, at most 10 × found", "kg", "k-none", "kg", "k", 10.0),
)
Told = dict[str, Any]


def made(things: int, count: int) -> tuple["array[int]", dict[str, object]]:
    """Make a graph and pairs: ends of edges drawn by rank to a power, islands apart."""
    rng = random.Random(SEED)
    main = things - ISLANDS
    weights = list(itertools.accumulate((at + 1) ** -SKEW for at in range(main)))
    names = list(range(main))
    rng.shuffle(names)
    numbers = array("I")
    while len(numbers) < 2 * count:
        ends = rng.choices(names, cum_weights=weights, k=2_000_000)
        numbers.extend(end for pair in zip(ends[::2], ends[1::2], strict=True) if pair[0] != pair[1] for end in pair)
    del numbers[2 * count :]
    numbers.extend(end for at in range(ISLANDS) for end in (main + at, main + (at + 1) % ISLANDS))
    joined = sorted(set(numbers[: 2 * count]))
    pairs = [rng.sample(joined, 2) for _ in range(PAIRS)]
    apart = [[rng.choice(joined), main + rng.randrange(ISLANDS)] for _ in range(APART)]
    return numbers, {"things": things, "joined": pairs, "apart": apart}


def asked(python: str, name: str, folder: Path, seconds: float) -> Told | None:
    """Run one peer; None where it is not installed or does not run."""
    program = sys.executable if name == "kg" else python
    words = [program, str(Path(__file__).with_name("path_peer.py")), name, folder / "edges", folder / "pairs", seconds]
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False, env=os.environ | ONE_CORE)
    if done.returncode:
        print(f"{name}: missing ({(done.stderr.strip().splitlines() or ['no message'])[-1]})", file=sys.stderr)
        return None
    told: Told = json.loads(done.stdout.splitlines()[-1])
    return told


def shown(times: list[float] | None, wanted: int) -> str:
    """Give median / p95; how many were asked where the time did not last for all."""
    if not times:
        return "–"
    high = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return f"{median(times):.3g} / {high:.3g}" + (f" ({len(times)})" if len(times) < wanted else "")


def row(name: str, told: Told) -> list[object]:
    """Give one peer's line of the table."""
    counts = {"shortest": PAIRS - 3, "k": PAIRS - 3, "shortest-none": APART, "k-none": APART}
    return [name, f"{told['build']:.1f}", f"{told['rss']:.0f}", *(shown(told.get(key), n) for key, n in counts.items())]


def goals(told: dict[str, Told]) -> list[str]:
    """Say which goals hold."""
    lines = []
    for words, ours, task, theirs, other, most in GOALS:
        if told.get(ours, {}).get(task) and told.get(theirs, {}).get(other):
            ratio = median(told[ours][task]) / median(told[theirs][other])
            lines.append(f"- {words}: {ratio:.2g} ({'holds' if ratio <= most else 'missed'})")
    own, store = told["kg"], told.get("oxigraph", {})
    lines.append(f"- arrays: {own['bytes']:.0f} bytes an edge (at most 64); opened in {own['open']:.2f} ms")
    if "open" in store:
        lines[-1] += f", the store of the same edges in {store['open']:.0f} ms (at most twice that)"
    lines.append(f"- BEST 5, p95: {quantiles(own['k'], n=20)[-1]:.1f} ms (aim: under 20 at 10⁶ edges)")
    return lines


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="the interpreter of the peers' environment")
    parser.add_argument("--large", action="store_true", help="10⁶ things and 10⁷ edges, kg alone unless --peers")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=None)
    parser.add_argument("--seconds", type=float, default=20.0, help="time for one task of one peer")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    size = "large" if given.large else "small"
    peers = given.peers or (("kg",) if given.large else PEERS)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        numbers, pairs = made(*SIZES[size])
        (folder / "edges").write_bytes(numbers.tobytes())
        (folder / "pairs").write_text(json.dumps(pairs), "utf-8")
        del numbers
        answers = {name: asked(given.python, name, folder, given.seconds) for name in peers}
    told = {name: answer for name, answer in answers.items() if answer is not None}
    things, count = SIZES[size]
    head = ["", "build s", "memory MiB", "shortest ms", "five ms", "no path ms", "no path, five ms"]
    lines = [f"{things:,} things, {count:,} edges; median / p95:", ""]
    lines += [*table(head, [row(name, each) for name, each in told.items()]), "", *goals(told)]
    publish(f"paths-{size}", lines, write=given.write)


if __name__ == "__main__":
    main()
