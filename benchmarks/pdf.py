"""Reading PDF: characters per second in reading order, beside PDFium's own text of the same pages in the same run.

    python benchmarks/pdf.py [FILE.pdf]

Without a file, thirty pages are painted, two columns row by row.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import pypdfium2

from kg.read import pdf

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from make_pdf import Ink, Sheet
from make_pdf import pdf as painted

ROUNDS = 5
PAGES, ROWS, LETTERS = 30, 48, 21


def main() -> None:
    """Print both speeds and their ratio."""
    content = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else _sample()
    times: dict[str, list[float]] = {"pypdfium2": [], "kg": []}
    for _ in range(ROUNDS):
        times["pypdfium2"].append(_time(_plain, content))
        times["kg"].append(_time(pdf.decode, content))
    size = len(pdf.decode(content))
    speeds = {name: size / median(taken) / 1000 for name, taken in times.items()}
    for name, speed in speeds.items():
        print(f"{name:10} {speed:8.0f} k characters/s")
    print(f"{'kg / pypdfium2':16} {speeds['kg'] / speeds['pypdfium2']:.2f}")


def _sample() -> bytes:
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


def _plain(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = "\f".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def _time(read: Callable[[bytes], str], content: bytes) -> float:
    start = perf_counter()
    read(content)
    return perf_counter() - start


if __name__ == "__main__":
    main()
