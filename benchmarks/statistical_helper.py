"""Does a small trained component find names that no rule knows? Prints the tables of ``docs/statistical-helper.md``.

    python benchmarks/statistical_helper.py [--seeds 1 2] [--steps 1200] [--list FILE]

A character tagger (spaCy, CPU, one thread) learns from what the find stage is sure of in the corpus documents; then it
is asked for more: on documents held out, on names taken out of the tables, and on the gold texts, which it never saw.
"""

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from character_tagger import LISTED, NAMED, Name, Read, guesses, silver, trained
from common import SHARED
from common import gold as gold_texts
from spacy.language import Language

from kg import encode, find, lexicon, link, parse, read, relate
from kg.lexicon import Lexicon
from kg.model import Issue, Mention

THINNED = ("sectors", "groups", "lines", "organizations")
THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
PARTS = ("entities", "statements", "numbers", "full")


def main() -> None:
    """Run every part and print its table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", type=int, nargs="*", default=[1, 2])
    options.add_argument("--steps", type=int, default=1200)
    options.add_argument(
        "--documents", type=int, default=1000, help="how many documents to use, of all in random order"
    )
    options.add_argument("--thinned-only", action="store_true", help="leave out the part with the full tables")
    options.add_argument("--list", type=Path, help="write the proposals on the held-out documents here")
    given = options.parse_args()
    if not SHARED.exists():
        sys.exit(f"needs the corpus and the annotated texts in {SHARED}")
    os.nice(15)
    paths = sorted((SHARED / "corpus" / "docs").glob("*.txt"))
    random.Random(0).shuffle(paths)
    issues = [parse.issue(read.text(path))[0] for path in paths[: given.documents]]
    held, rest = issues[: len(issues) // 10], issues[len(issues) // 10 :]
    words = lexicon.load()
    if not given.thinned_only:
        nlp = trained(rest, words, steps=given.steps, seed=0)
        reads = [silver(issue, words) for issue in held]
        proposals(nlp, reads, agreement(nlp, reads), given.list)
        gold("full tables", nlp, words)
    for seed in given.seeds:
        thin = thinned(words, seed)
        nlp = trained(rest, thin, steps=given.steps // 2, seed=seed)
        knocked_out(nlp, [(silver(issue, thin), silver(issue, words)) for issue in held], seed)
        gold(f"thinned tables, seed {seed}", nlp, thin)


def new(nlp: Language, doc: Read, kinds: Sequence[str]) -> dict[Name, float]:
    """Give the names that touch nothing that the rules found."""
    free = [True] * len(doc.text)
    for start, end in doc.taken:
        free[start:end] = [False] * (end - start)
    return {n: p for n, p in guesses(nlp, doc.text).items() if n[2] in kinds and all(free[n[0] : n[1]])}


def agreement(nlp: Language, docs: Sequence[Read]) -> float:
    """Compare with the sure names of the held-out documents; give the least threshold that is right in 95 of 100."""
    head("threshold", "type", "precision", "recall")
    guessed, chosen = [guesses(nlp, doc.text) for doc in docs], THRESHOLDS[-1]
    for threshold in reversed(THRESHOLDS):
        right = given = 0
        for kind in NAMED:
            tp = fp = all_sure = 0
            for doc, names in zip(docs, guessed, strict=True):
                got = {n for n, p in names.items() if p >= threshold and n[2] == kind}
                want = {n for n in doc.sure if n[2] == kind}
                wrong = [n for n in got - want if not any(n[0] < e and s < n[1] for s, e, _ in doc.unsure)]
                tp, fp, all_sure = tp + len(got & want), fp + len(wrong), all_sure + len(want)
            row(threshold, kind, _share(tp, tp + fp), _share(tp, all_sure))
            right, given = right + tp, given + tp + fp
        chosen = threshold if right >= 0.95 * given else chosen
    print(f"\nthreshold chosen: {chosen}")
    return chosen


def proposals(nlp: Language, docs: Sequence[Read], threshold: float, target: Path | None) -> None:
    """Count the names that no rule found in the held-out documents; write them out to be judged by a person."""
    lines = [
        f"{p:.3f}\t{n[2]}\t{doc.text[n[0] : n[1]]}\t{doc.text[max(0, n[0] - 15) : n[1] + 10]!r}"
        for doc in docs
        for n, p in new(nlp, doc, NAMED).items()
        if p >= threshold
    ]
    print(f"new names in {sum(len(doc.text) for doc in docs)} characters held out, at {threshold}: {len(lines)}")
    if target:
        target.write_text("\n".join(sorted(lines, reverse=True)), encoding="utf-8")


def thinned(words: Lexicon, seed: int) -> Lexicon:
    """Take 30 of 100 rows out of the tables that grow, as if nobody had thought of them."""
    rng = random.Random(seed)
    kept = {name: tuple(row for row in words.rows(name) if rng.random() >= 0.3) for name in THINNED}
    return Lexicon({**words.tables, **kept})


def knocked_out(nlp: Language, pairs: Sequence[tuple[Read, Read]], seed: int) -> None:
    """Count what the thinned rules miss of what the full ones find, and what the tagger brings back."""
    guessed = [new(nlp, less, (*NAMED, *LISTED)) for less, _ in pairs]
    print(f"\nknock-out, seed {seed}")
    head("threshold", "missed", "proposed", "right", "precision", "recovered")
    for threshold in THRESHOLDS:
        missed = right = proposed = 0
        for (less, more), names in zip(pairs, guessed, strict=True):
            lost = (more.sure | more.unsure) - less.sure - less.unsure
            got = {n for n, p in names.items() if p >= threshold}
            missed, proposed, right = missed + len(lost), proposed + len(got), right + len(got & lost)
        row(threshold, missed, proposed, right, _share(right, proposed), _share(right, missed))


def gold(title: str, nlp: Language, words: Lexicon) -> None:
    """Score the gold texts by rules alone and with the tagger's names, from finding to quads."""
    print(f"\ngold, {title}")
    head("threshold", "new names", *PARTS)
    for threshold in (None, *THRESHOLDS):
        sums, added = {part: [0, 0, 0] for part in PARTS}, 0
        for file in gold_texts():
            issue = parse.issue(read.text(file))[0]
            extra = [] if threshold is None else _mentions(nlp, issue, words, threshold)
            added += len(extra)
            for part, tally in _scored(issue, words, extra, file.with_suffix(".json")).items():
                sums[part] = [a + tally[k] for a, k in zip(sums[part], ("tp", "fp", "fn"), strict=True)]
        f1 = [f"{2 * tp / max(1, 2 * tp + fp + fn):.4f}" for tp, fp, fn in sums.values()]
        row(threshold or "rules alone", added, *f1)


def _mentions(nlp: Language, issue: Issue, words: Lexicon, threshold: float) -> list[Mention]:
    kinds = NAMED if words is lexicon.load() else (*NAMED, *LISTED)
    places = sorted((name for row in words.rows("places") for name in (row.label, *row.aliases)), key=len, reverse=True)
    result = []
    for (start, end, kind), p in new(nlp, silver(issue, words), kinds).items():
        if p >= threshold:
            name = issue.text.clean[start:end]
            place = next((place for place in places if kind == "Agency" and name.startswith(place)), "")
            entry = f"{place}|+{name[len(place) :]}" if kind == "Agency" else ""
            result.append(Mention(issue.text.span(start, end), name, kind, "helper", entry))
    return result


def _scored(issue: Issue, words: Lexicon, extra: list[Mention], file: Path) -> dict[str, dict[str, int]]:
    sys.path.append(str(SHARED / "eval"))
    import score  # the scorer lies beside the annotated texts

    mentions = sorted((*find.mentions(issue, words), *extra), key=lambda mention: mention.span)
    shard = encode.shard(issue, relate.facts(issue, link.entities(issue, tuple(mentions), words), words)[0])
    with tempfile.NamedTemporaryFile("w", suffix=".nq", encoding="utf-8") as quads:
        quads.write("\n".join((*shard.quads, *encode.reference(shard, words))) + "\n")
        quads.flush()
        data = score.Dataset(Path(quads.name))
    want = json.loads(file.read_text("utf-8"))
    entities, node_of, gold_of, _ = score.score_entities(data, want)
    numbers = score.score_quantities(data, want, node_of)[0]
    tallies = (entities, score.score_statements(data, want, node_of, gold_of), numbers["number"], numbers["full"])
    return {part: tally.row() for part, tally in zip(PARTS, tallies, strict=True)}


def head(*cells: str) -> None:
    """Begin a table."""
    print()
    row(*cells)
    row(*["---"] * len(cells))


def row(*cells: object) -> None:
    """Print one row of a table."""
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


if __name__ == "__main__":
    main()
