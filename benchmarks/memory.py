"""Peak memory of a build of 10² and 10³ documents: python benchmarks/memory.py [--write].

The documents are the sample bulletins under new numbers and with some sentences left out, the same in every run.
"""

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from common import ROOT, publish, raws, sample, table

SIZES = (100, 1000)
FLAT = 1.2


def document(raw: str, number: int) -> str:
    """Make another issue out of one: its number, and one sentence in twenty gone."""
    chance = random.Random(number)
    renumbered = re.sub(r"(?<=第)(\s*)\d+(\s*期)", rf"\g<1>{number}\g<2>", raw)
    parts = re.split(r"(?<=。)", renumbered)
    return "".join(part for at, part in enumerate(parts) if at == 0 or chance.random() > 0.05)


def peak(count: int) -> tuple[float, float, float]:
    """Build so many documents; give MiB at the peak of reading and of all, and seconds of CPU."""
    issues = raws(sample())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts").mkdir()
        for number in range(1, count + 1):
            (folder / "texts" / f"issue-{number:05}.txt").write_text(
                document(issues[number % len(issues)], number), "utf-8"
            )
        command = [sys.executable, __file__, "--only", str(folder)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        reading, whole, seconds = map(float, done.stdout.split())
        return reading, whole, seconds


def built(folder: Path) -> None:
    """Build in this process and print what it took."""
    sys.path.insert(0, str(ROOT))
    from kg import pipeline

    reading = 0.0

    def progress(*_: object) -> None:
        nonlocal reading
        reading = _peak_so_far()

    report = pipeline.build([folder / "texts"], folder / "graph", progress=progress)
    if report.failed:
        raise report.failed[0].error
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(reading, _peak_so_far(), used.ru_utime + used.ru_stime)


def _peak_so_far() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure both sizes and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options.add_argument("--sizes", type=int, nargs=2, default=SIZES, help="how many documents, few and many")
    options.add_argument("--only", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.only is not None:
        built(chosen.only)
        return
    found = [peak(size) for size in chosen.sizes]
    rows = [
        [size, f"{reading:.0f} MiB", f"{whole:.0f} MiB", f"{seconds:.0f} s"]
        for size, (reading, whole, seconds) in zip(chosen.sizes, found, strict=True)
    ]
    growth = [many / few for few, many in zip(*found, strict=True)]
    said = ", ".join(
        f"{part} {ratio:.2f} times ({'flat' if ratio <= FLAT else 'not flat'})"
        for part, ratio in zip(("reading", "the whole build"), growth, strict=False)
    )
    head = ["documents", "peak while reading (stages 1 to 7)", "peak of the whole build", "CPU"]
    lines = [*table(head, rows), "", f"From {chosen.sizes[0]} to {chosen.sizes[1]} documents: {said}."]
    publish("memory", lines, write=chosen.write)


if __name__ == "__main__":
    main()
