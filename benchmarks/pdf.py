"""Reading PDF: characters per second in reading order, beside PDFium's own text of the same pages in the same run.

    python benchmarks/pdf.py [FILE.pdf ...]

Without a file, two are painted: Chinese in two columns, row by row; and pages full of Latin words. Seconds are those of
the processor.
"""

import random
import string
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import pypdfium2

from kg.read import pdf

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from make_pdf import Ink, Sheet
from make_pdf import pdf as painted

ROUNDS = 5
PAGES, ROWS, LETTERS = 30, 48, 21
LATIN_ROWS, LATIN_LETTERS = 60, 95


def main() -> None:
    """Print both speeds and their ratio."""
    files = {name: Path(name).read_bytes() for name in sys.argv[1:]}
    for name, content in (files or {"two Chinese columns": _columns(), "dense Latin": _latin()}).items():
        _report(name, content)


def _report(name: str, content: bytes) -> None:
    times: dict[str, list[float]] = {"pypdfium2": [], "kg": []}
    for _ in range(ROUNDS):
        times["pypdfium2"].append(_time(_plain, content))
        times["kg"].append(_time(pdf.decode, content))
    size = len(pdf.decode(content))
    speeds = {reader: size / median(taken) / 1000 for reader, taken in times.items()}
    print(f"{name}: {size:,} characters")
    for reader, speed in speeds.items():
        print(f"  {reader:10} {speed:8.0f} k characters/s")
    print(f"  {'kg / pypdfium2':16} {speeds['kg'] / speeds['pypdfium2']:.2f}")


def _columns() -> bytes:
    letters = [chr(0x4E00 + i * 7 % 20000) for i in range(PAGES * ROWS * LETTERS * 2)]
    lines = ["".join(letters[i : i + LETTERS]) for i in range(0, len(letters), LETTERS)]
    sheets = []
    for page in range(PAGES):
        rows = [lines[(page * ROWS + row) * 2 :][:2] for row in range(ROWS)]
        inks = [
            Ink(x, 780 - 15 * i, text) for i, row in enumerate(rows) for x, text in zip((60, 320), row, strict=True)
        ]
        sheets.append(Sheet(inks))
    return painted(*sheets)


def _latin() -> bytes:
    chance = random.Random(1)
    words = ["".join(chance.choices(string.ascii_lowercase, k=chance.randint(2, 9))) for _ in range(400)]
    sheets = []
    for _ in range(PAGES):
        lines = (" ".join(chance.choices(words, k=LATIN_LETTERS))[:LATIN_LETTERS].strip() for _ in range(LATIN_ROWS))
        sheets.append(Sheet([Ink(50, 800 - 12 * i, line, 10, latin=True) for i, line in enumerate(lines)]))
    return painted(*sheets)


def _plain(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = "\f".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def _time(read: Callable[[bytes], str], content: bytes) -> float:
    start = process_time()
    read(content)
    return process_time() - start


if __name__ == "__main__":
    main()
