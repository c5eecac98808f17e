"""What the benchmarks share: where texts lie, stages 1 to 6 in a row, and results put into the docs page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.lexicon import Lexicon

__all__ = [
    "ROOT",
    "SHARED",
    "ask_peer",
    "documents",
    "gold",
    "publish",
    "raws",
    "sample",
    "stages",
    "table",
    "texts",
    "timed",
]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "benchmarks.md"
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
sys.path.insert(0, str(ROOT))


def sample() -> list[Path]:
    """Give the bulletins that ship with the product."""
    return sorted((ROOT / "data" / "bulletins").glob("*.txt"))


def gold() -> list[Path]:
    """Give the annotated texts beside the checkout; empty where there are none."""
    return [path for path in sorted((SHARED / "gold").glob("*.txt")) if path.with_suffix(".json").exists()]


def texts() -> list[Path]:
    """Give everything that is at hand: the sample, and the annotated texts."""
    return sample() + gold()


def documents(count: int, turn: int = 0) -> list[Path]:
    """Give so many official documents of the corpus beside the checkout, spread over the whole; others each turn."""
    found = sorted((SHARED / "corpus" / "docs").rglob("*.txt"))
    return found[turn :: max(len(found) // count, 1)][:count]


def raws(paths: Sequence[Path]) -> list[str]:
    """Give the characters of files, whatever their encoding."""
    from kg import read

    return [read.text(path).raw for path in paths]


def stages(path: Path) -> Iterator[tuple[str, Any]]:
    """Read one text, giving what each stage made as it is made."""
    from kg import encode, find, link, parse, read, relate

    words = _words()
    text = read.text(path)
    yield "read", text
    issue, _ = parse.issue(text)
    yield "parse", issue
    mentions = find.mentions(issue, words)
    yield "find", mentions
    linked = link.entities(issue, mentions, words)
    yield "link", linked
    facts, _ = relate.facts(issue, linked, words)
    yield "relate", facts
    yield "encode", encode.shard(issue, facts)


@cache
def _words() -> Lexicon:
    from kg import lexicon

    return lexicon.load()


def timed(paths: Sequence[Path]) -> dict[str, float]:
    """Give the CPU seconds that each stage needs for all the texts."""
    spent: dict[str, float] = {}
    for path in paths:
        before = time.process_time()
        for stage, _ in stages(path):
            now = time.process_time()
            spent[stage] = spent.get(stage, 0.0) + now - before
            before = now
    return spent


def ask_peer(python: str, name: str, parts: Sequence[str]) -> dict[str, Any] | None:
    """Run one peer in a process of its own; None where it is not installed or does not run."""
    command = [python, str(Path(__file__).with_name("peer.py")), name]
    done = subprocess.run(
        command, input=json.dumps(list(parts)), capture_output=True, text=True, check=False, env=os.environ | ONE_CORE
    )
    if done.returncode:
        print(f"{name}: missing ({(done.stderr.strip().splitlines() or ['no message'])[-1]})", file=sys.stderr)
        return None
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Write a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(map(str, line)) + " |" for line in lines]


def publish(name: str, lines: Sequence[str], *, write: bool) -> None:
    """Print the result; with ``write``, put it between its markers in docs/benchmarks.md."""
    print("\n".join(lines))
    if not write:
        return
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, _, rest = PAGE.read_text("utf-8").partition(begin)
    _, _, after = rest.partition(end)
    PAGE.write_text("\n".join([before + begin, "", *lines, "", end + after]), "utf-8")
