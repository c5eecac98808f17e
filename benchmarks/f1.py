"""F1 by kind of text, class and predicate over the annotated texts: python benchmarks/f1.py [--write].

Builds each text alone with kg and asks ``../shared/eval/score.py``, which is no part of the product.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from common import ROOT, SHARED, gold, publish, table

SCORER = SHARED / "eval" / "score.py"
WHOLE = ("entities", "statements", "quantity numbers", "quantities in full")
PARTS = ("entities by class", "statements by predicate")
Counts = dict[str, dict[str, Counter[str]]]
"""Row → kind of text → true and false positives, misses."""


def scored(text: Path) -> dict[str, Any]:
    """Build one text and score it."""
    with tempfile.TemporaryDirectory() as folder:
        graph, quads = f"{folder}/graph", f"{folder}/graph.nq"
        kg = [sys.executable, "-m", "kg"]
        for command in (
            [*kg, "build", str(text), "--graph", graph],
            [*kg, "export", "--graph", graph, "--format", "nquads", "--output", quads],
        ):
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        ask = [sys.executable, str(SCORER), quads, str(text.with_suffix(".json")), "--source", str(text), "--json"]
        report: dict[str, Any] = json.loads(subprocess.run(ask, check=True, capture_output=True, text=True).stdout)
        return report


def counted(paths: list[Path]) -> tuple[Counts, Counter[str]]:
    """Add up the counts of all texts, by kind and together; and how many texts of each kind there are."""
    counts: Counts = defaultdict(lambda: defaultdict(Counter))
    kinds: Counter[str] = Counter()
    for path in paths:
        kind = json.loads(path.with_suffix(".json").read_text("utf-8"))["kind"]
        kinds[kind] += 1
        report = scored(path)
        rows = {name: report[name] for name in WHOLE}
        rows |= {f"{part.split()[-1]} {name}": row for part in PARTS for name, row in report[part].items()}
        for name, row in rows.items():
            for column in (kind, "all"):
                counts[name][column].update({key: row[key] for key in ("tp", "fp", "fn")})
    return counts, kinds


def f1(count: Counter[str]) -> str:
    """Give the F1, and in brackets of how many wanted."""
    right, wrong = 2 * count["tp"], count["fp"] + count["fn"]
    wanted = count["tp"] + count["fn"]
    return f"{right / (right + wrong):.3f} ({wanted})" if right + wrong else "–"


def main() -> None:
    """Score all and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    chosen = options.parse_args()
    paths = gold()
    if not paths or not SCORER.exists():
        sys.exit("The annotated texts and their scorer are not beside the checkout (../shared/gold, ../shared/eval).")
    counts, kinds = counted(paths)
    columns = [*sorted(kinds), "all"]
    head = ["F1 (wanted)", *(f"{kind}, {kinds[kind]} texts" for kind in sorted(kinds)), f"all, {len(paths)} texts"]
    ordered = [*WHOLE, *sorted(name for name in counts if name not in WHOLE)]
    rows = [[name, *(f1(counts[name][column]) for column in columns)] for name in ordered]
    publish("f1", table(head, rows), write=chosen.write)


if __name__ == "__main__":
    main()
