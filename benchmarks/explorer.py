"""First paint, expanding, filtering and searching in the explorer, in a real browser: python benchmarks/explorer.py.

Graphs of 1,000 and 10,000 made-up things with twice as many statements, some more and some less certain, every fourth
thing with an amount. Needs node, chromium and `npm ci` in webui. The browser draws without a graphics card, so a
reader's machine is faster.
"""

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from common import publish, table

from kg.web import page

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "webui" / "test" / "measure.mjs"
STEPS = {
    "first": "first paint",
    "expand": "expand to 30 neighbours",
    "all": "show up to 5,000",
    "amount": "filter by amount",
    "certainty": "filter by certainty",
    "search": "search",
}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    chosen = options.parse_args()
    node, browser = shutil.which("node"), shutil.which("chromium") or shutil.which("google-chrome")
    if not node or not browser:
        sys.exit("needs node and chromium")
    rows = []
    for count in (1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "page.html"
            file.write_bytes(page(made_up(count), "zh"))
            runs = [_run(node, browser, file) for _ in range(chosen.rounds)]
            size = file.stat().st_size / 1e6
        cells = [f"{statistics.median(run[step] for run in runs):,.0f} ms" for step in STEPS]
        rows.append([f"{count:,}", f"{size:.1f} MB", *cells])
    publish("explorer", table(["things", "page", *STEPS.values()], rows), write=chosen.write)


def made_up(count: int) -> dict[str, object]:
    """Make a dataset of so many things, twice as many statements, one sentence each."""
    dice = random.Random(1)
    ends = [(dice.randrange(count), int(count * dice.random() ** 3)) for _ in range(2 * count)]
    names = [f"名{number}" for number in range(count)]
    columns = {
        "id": [f"n{number:x}" for number in range(count)],
        "iri": [f"urn:{number}" for number in range(count)],
        "label": names,
        "kind": [number % 7 for number in range(count)],
        "x": [dice.uniform(-1000, 1000) for _ in range(count)],
        "y": [dice.uniform(-1000, 1000) for _ in range(count)],
        "size": [4 + 10 * dice.random() for _ in range(count)],
        "texts": [[number % 50] for number in range(count)],
        "also": [[] for _ in range(count)],
        "keys": [f"m{number}" for number in range(count)],
        "place": [-1] * count,
        "level": [""] * count,
        "date": [""] * count,
        "notes": [[] for _ in range(count)],
    }
    sentences = range(2 * count)
    return {
        "version": "1",
        "words": {"zh": {}, "en": {}},
        "kinds": [{"name": f"k{at}", "zh": f"类{at}", "en": f"kind {at}", "colour": "#4e79a7"} for at in range(7)],
        "predicates": [{"name": "p", "zh": "涉及", "en": "p", "back_zh": "被", "back_en": "p of"}],
        "properties": {},
        "texts": [{"label": f"第{at}期", "number": str(at), "date": f"2025-01-{at % 28 + 1:02}"} for at in range(50)],
        "nodes": columns,
        "edges": {
            "source": [source for source, _ in ends],
            "target": [target for _, target in ends],
            "predicate": [0] * len(ends),
            "proofs": [[at] for at in sentences],
            "confidence": [dice.choice((0.6, 0.8, 0.9, 1)) for _ in ends],
        },
        "proofs": {
            "text": [at % 50 for at in sentences],
            "column": ["部委动态"] * len(ends),
            "article": ["一篇"] * len(ends),
            "quote": [f"第{at}句说明两者有关。" for at in sentences],
            "from": [0] * len(ends),
            "to": [2] * len(ends),
            "page": ["1"] * len(ends),
        },
        "amounts": _amounts(range(0, count, 4), dice),
        "background": [],
        "charts": [],
    }


def _amounts(things: Sequence[int], dice: random.Random) -> dict[str, list[object]]:
    yuan = [dice.choice((10, 50, 200, 1000)) * 10_000 for _ in things]
    return {
        "about": list(things),
        "kind": ["资金支持"] * len(things),
        "kind_en": ["support"] * len(things),
        "text": [f"{amount // 10_000}万元" for amount in yuan],
        "indicator": [""] * len(things),
        "yuan": list(yuan),
        "by": [""] * len(things),
        "proof": [at for at, _ in enumerate(things)],
    }


def _run(node: str, browser: str, file: Path) -> dict[str, float]:
    done = subprocess.run([node, str(SCRIPT), browser, file.as_uri()], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
