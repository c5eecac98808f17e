"""Read a large corpus, text by text, and report failures, time, size of the graph and doubts.

    python benchmarks/corpus.py [docs briefs laws] [--corpus DIR] [--results FILE] [--every N] [--seconds S] [--report]

Each text is read and written as N-Quads by itself, on one core; its seconds are those of the processor. What was
measured is added to FILE as it comes, so the work can be cut into pieces of S seconds: the next run goes on where the
last one stopped. Remove FILE to begin anew.
"""

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import KgError
from kg.pipeline import Made, made

__all__ = ["main"]

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
RESULTS = Path(tempfile.gettempdir()) / "kg-corpus.jsonl"
WORST = 10
THOUSAND = 1000
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """What one text cost and gave; ``error`` is empty where it was built."""

    part: str
    name: str
    characters: int
    seconds: float
    size: int
    doubts: tuple[str, ...]
    title: str
    error: str = ""

    @property
    def rate(self) -> float:
        """Doubts per thousand characters."""
        return len(self.doubts) * THOUSAND / max(self.characters, THOUSAND)


def documents(folder: Path) -> Iterator[tuple[str, str]]:
    """Give the official documents, one file each."""
    for path in sorted((folder / "docs").glob("*.txt")):
        yield path.stem, path.read_text("utf-8")


def briefs(folder: Path) -> Iterator[tuple[str, str]]:
    """Give the short news items on policies."""
    for path in sorted((folder / "briefs").glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            row = json.loads(line)
            yield f"brief-{number:04}", f"{row['title']}\n\n{row['text']}\n"


def laws(folder: Path) -> Iterator[tuple[str, str]]:
    """Give the laws and regulations."""
    for path in sorted((folder / "scale").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                row = json.loads(line)
                yield f"law-{number:04}", f"{row['title']}\n\n{row['text']}\n"


PARTS: dict[str, Callable[[Path], Iterator[tuple[str, str]]]] = {"docs": documents, "briefs": briefs, "laws": laws}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for, then report on all that has been measured."""
    options = _options(arguments)
    if not options.corpus.is_dir():
        _say(f"no corpus at {options.corpus}: give its folder with --corpus")
        return 2
    if not options.report:
        _measure(options)
    rows = _measured(options.results)
    for part in options.parts:
        _report(part, [row for row in rows if row.part == part])
    return int(any(row.error for row in rows))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=" ".join(PARTS))
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--every", type=int, default=1, help="take each Nth text only")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    parser.add_argument("--report", action="store_true", help="only report what has been measured")
    options = parser.parse_args(arguments)
    options.parts = options.parts or list(PARTS)
    return options


def _measure(options: argparse.Namespace) -> None:
    until = time.monotonic() + options.seconds
    with options.results.open("a", encoding="utf-8") as out, tempfile.TemporaryDirectory() as folder:
        for part, name, text in _left(options):
            if time.monotonic() > until:
                _say("time is up: run again to go on")
                return
            row = _row(part, name, text, Path(folder) / f"{name}.txt")
            out.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")


def _left(options: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """Give the texts that are asked for and not yet measured."""
    known = {(row.part, row.name) for row in _measured(options.results)}
    for part in options.parts:
        for number, (name, text) in enumerate(PARTS[part](options.corpus)):
            if number % options.every == 0 and (part, name) not in known:
                yield part, name, text


def _row(part: str, name: str, text: str, path: Path) -> Row:
    path.write_text(text, encoding="utf-8")
    began = time.process_time()
    try:
        result: Made | None = made(path)
        error = ""
    except KgError as trouble:
        result, error = None, trouble.key
    except Exception as trouble:  # noqa: BLE001 - a fault is what is looked for, and must not end the run
        result, error = None, f"{type(trouble).__name__}: {trouble}"
    seconds = time.process_time() - began
    path.unlink()
    if result is None:
        return Row(part, name, len(text), seconds, 0, (), "", error)
    size = sum(len(line.encode()) + 1 for line in result.shard.quads)
    doubts = tuple(notice.code for notice in result.notices)
    return Row(part, name, len(text), seconds, size, doubts, result.shard.record.label)


def _measured(path: Path) -> list[Row]:
    if not path.exists():
        return []
    return [Row(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _report(part: str, rows: list[Row]) -> None:
    if not rows:
        _say(f"{part}: not measured (no such data, or not its turn yet)")
        return
    characters, seconds = sum(row.characters for row in rows), sum(row.seconds for row in rows)
    codes = Counter(code for row in rows for code in row.doubts)
    failed = [row for row in rows if row.error]
    _say(
        f"{part}: {len(rows)} texts, {len(failed)} failed, {characters:,} characters, {seconds:.1f} s "
        f"({characters / max(seconds, 1e-9):,.0f} characters/s), {sum(row.size for row in rows) / MEGABYTE:.1f} MB "
        f"of N-Quads, {codes.total() * THOUSAND / max(characters, 1):.2f} doubts per 1,000 characters"
    )
    _say("  doubts: " + (", ".join(f"{code} {count}" for code, count in codes.most_common()) or "none"))
    for row in failed[:WORST]:
        _say(f"  failed: {row.name}: {row.error}")
    for row in sorted(rows, key=lambda row: (-row.rate, row.name))[:WORST]:
        _say(f"  {row.rate:5.2f} doubts per 1,000: {row.name} {row.title[:40]} {dict(Counter(row.doubts))}")
    slow = max(rows, key=lambda row: row.seconds / max(row.characters, THOUSAND))
    _say(f"  slowest: {slow.name}, {slow.characters:,} characters in {slow.seconds:.1f} s")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
