"""What a shell makes its reader wait for: the prompt, Ctrl-C, and one command as a whole process, beside other shells.

Shells are driven through a pseudo-terminal, each in a process of its own; times are from outside, so they hold the
start of the interpreter too. Peers (litecli, DuckDB's shell, Oxigraph's command line) are measured in the same run
where ``--peers`` names the folder of their programs; what is missing there is said and left out.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from common import ROOT, publish, table

from kg import store
from kg.model.iri import ID, PB
from kg.model.quad import RDFS, TYPE, join, literal, node

ROUNDS = 5
PATIENCE = 30.0
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i };"
HEAVY_SQL = "SELECT count(*) FROM t a, t b, t c WHERE a.name <> b.name AND b.name <> c.name;"
ASKED = "\x1b[6n"
PLACE = "\x1b[1;1R"


def main() -> None:
    """Make the graphs, measure, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, nargs="*", default=(100_000, 5_000_000))
    parser.add_argument("--folder", type=Path, help="keep the graphs here, and use those that are there")
    parser.add_argument("--peers", type=Path, help="folder of the peers' programs: litecli, duckdb, oxigraph")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        graphs = {count: _graph(folder / f"graph-{count}", count) for count in given.triples}
        rows = [*_prompts(graphs, Path(scratch), given.peers), *_processes(min(graphs.items())[1], given.peers)]
        publish("shell", table(("measured", "median", "largest", "beside"), rows), write=given.write)


def _graph(folder: Path, triples: int) -> Path:
    """Make a graph of so many triples, unless it is there."""
    if not (folder / "CURRENT").exists():
        with store.writing(folder) as writer:
            writer.switch("bench", sorted(_lines(triples)))
    return folder


def _lines(triples: int) -> Iterator[str]:
    """Give the quads of bodies, each with a class, a name, a place, a document and, as in real graphs, sentences."""
    for at in range(triples // 25):
        graph, body = node(f"{ID}g-bench{at % 500}-auto"), node(f"{ID}agency-{at}")
        place, document = node(f"{ID}place-{at % 3000}"), node(f"{ID}policydoc-{at}")
        yield join(body, TYPE, node(f"{PB}Agency"), graph)
        yield join(body, f"<{RDFS}label>", literal(f"第{at}研究中心", lang="zh"), graph)
        yield join(body, node(f"{PB}place"), place, graph)
        yield join(document, node(f"{PB}issuer"), body, graph)
        yield join(document, f"<{RDFS}label>", literal(f"第{at}号办法", lang="zh"), graph)
        for number in range(4):
            span = node(f"{ID}span-{at}-{number}")
            yield join(span, TYPE, node(f"{PB}Span"), graph)
            yield join(span, node(f"{PB}source"), document, graph)
            yield join(span, node(f"{PB}start"), literal(str(number), datatype="integer"), graph)
            yield join(span, node(f"{PB}end"), literal(str(number + 9), datatype="integer"), graph)
            yield join(span, node(f"{PB}quote"), literal(f"第{at}研究中心印发第{number}段。"), graph)


def _prompts(graphs: dict[int, Path], scratch: Path, peers: Path | None) -> Iterator[tuple[str, ...]]:
    """Measure the prompt and Ctrl-C, ours and theirs."""
    ours = [sys.executable, "-m", "kg", "shell", "--graph"]
    for count, graph in graphs.items():
        yield _row(
            f"kg shell, {count:,} triples: start to prompt",
            [_ready([*ours, str(graph)], "kg>")[0] for _ in range(ROUNDS)],
        )
        yield _row(
            f"kg shell, {count:,} triples: Ctrl-C in a query to prompt",
            [_ready([*ours, str(graph)], "kg>", HEAVY)[1] for _ in range(ROUNDS)],
        )
    for name, words, prompt in _shells(scratch, peers):
        for measured, query, rounds in (("start", "", ROUNDS), ("Ctrl-C in a query", HEAVY_SQL, 3)):
            yield _tried(f"{name}: {measured} to prompt", rounds, (words, prompt, query))


def _tried(name: str, rounds: int, asked: tuple[list[str], str, str]) -> tuple[str, ...]:
    """Measure another shell; say so where its prompt does not come."""
    try:
        return _row(name, [_ready(*asked)[bool(asked[2])] for _ in range(rounds)])
    except TimeoutError:
        return name, f"none in {PATIENCE:.0f} s", "", ""


def _shells(scratch: Path, peers: Path | None) -> Iterator[tuple[str, list[str], str]]:
    """Give the peers' shells with a table of 20,000 rows."""
    data = scratch / "peer.sqlite"
    with sqlite3.connect(data) as made:
        made.execute("CREATE TABLE t (name TEXT)")
        made.executemany("INSERT INTO t VALUES (?)", [(f"第{at}研究中心",) for at in range(20_000)])
    made.close()
    for name, words, prompt in (("litecli", [str(data)], f"{data.name}>"), ("duckdb", [], "D ")):
        program = _program(name, peers)
        if program:
            load = ["-cmd", "CREATE TABLE t AS SELECT '中心' || range AS name FROM range(20000)"] if not words else []
            yield name, [program, *load, *words], prompt


def _program(name: str, peers: Path | None) -> str:
    found = shutil.which(name, path=str(peers)) if peers else None
    if not found:
        print(f"{name}: not installed", file=sys.stderr)
    return found or ""


def _ready(words: Sequence[str], prompt: str, query: str = "") -> tuple[float, float]:
    """Start a shell; give the seconds to its prompt, and from Ctrl-C in a query to the next prompt."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if not child:
        os.chdir(ROOT)
        os.environ.update({"TERM": "xterm-256color", "HOME": tempfile.mkdtemp(), "PYTHONPATH": str(ROOT)})
        os.execvp(words[0], words)
    try:
        _await(terminal, lambda text: prompt in text)
        ready = time.perf_counter() - began
        return ready, _interrupt(terminal, prompt, query) if query else 0.0
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)


def _interrupt(terminal: int, prompt: str, query: str) -> float:
    time.sleep(0.5)
    os.write(terminal, f"{query}\r".encode())
    _await(terminal, lambda _: False, seconds=2.0)
    began = time.perf_counter()
    os.write(terminal, b"\x03")
    _await(terminal, lambda text: prompt in text)
    return time.perf_counter() - began


def _await(terminal: int, seen: Callable[[str], bool], *, seconds: float = PATIENCE) -> None:
    """Read what a terminal shows until it is seen; answer where the cursor is, as a terminal would."""
    shown, until = "", time.perf_counter() + seconds
    while time.perf_counter() < until:
        if not select.select([terminal], [], [], 0.01)[0]:
            continue
        shown += os.read(terminal, 65536).decode(errors="replace")
        if ASKED in shown:
            shown = shown.replace(ASKED, "")
            os.write(terminal, PLACE.encode())
        if seen(shown):
            return
    if seconds == PATIENCE:
        raise TimeoutError


def _processes(graph: Path, peers: Path | None) -> Iterator[tuple[str, ...]]:
    """Measure whole commands, each beside a bare Python in the same round."""
    kg = [str(Path(sys.executable).with_name("kg"))]
    look = "SELECT ?x { id:agency-7 pb:place ?x }"
    commands = {
        "kg --help": [*kg, "--help"],
        "kg query (one look-up)": [*kg, "query", "-c", look, "--graph", str(graph)],
        "kg path (two hops)": [*kg, "path", "第7研究中心", "第3007研究中心", "--graph", str(graph)],
    }
    with store.open_graph(graph) as held:
        folder = str(held.oxigraph)
    full = look.replace("id:agency-7", f"<{ID}agency-7>").replace("pb:place", f"<{PB}place>")
    theirs = {
        "oxigraph": ["query", "-l", folder, "-q", full, "--results-format", "csv"],
        "duckdb": ["-c", "SELECT 1"],
        "litecli": [":memory:", "-e", "SELECT 1"],
    }
    for name, words in theirs.items():
        program = _program(name, peers)
        if program:
            commands[f"{name} (one look-up)"] = [program, *words]
    spent = {name: _spent(words) for name, words in commands.items()}
    for name, pairs in spent.items():
        ratio = statistics.median(own / bare for own, bare in pairs)
        yield _row(name, [own for own, _ in pairs], f"{ratio:.1f} × bare Python")


def _spent(words: Sequence[str]) -> list[tuple[float, float]]:
    """Give seconds of a command and of a bare Python, turn by turn."""
    bare = [sys.executable, "-c", "pass"]
    return [(_wall(words), _wall(bare)) for _ in range(6 * ROUNDS + 1)]


def _wall(words: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


def _row(name: str, seconds: Sequence[float], beside: str = "") -> tuple[str, ...]:
    return name, f"{1000 * statistics.median(seconds):,.0f} ms", f"{1000 * max(seconds):,.0f} ms", beside


if __name__ == "__main__":
    main()
