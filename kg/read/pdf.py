"""Stage 1 of 8: PDF → characters: the text layer of each page in reading order, pages parted by form feeds.

PDFium gives the characters and their boxes; here they become pieces of print (no gap, one line), and ``columns`` says
how these are read. Only a page without any characters is shown to ``ocr``. One page is held at a time.
"""

import re
from array import array
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import closing
from ctypes import CFUNCTYPE, c_int, c_void_p, cast
from itertools import pairwise, repeat
from math import pi
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.read import columns, ocr
from kg.read.columns import Piece

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

__all__ = ["MAX_CHARACTERS", "MAX_PAGES", "MAX_SIDE", "decode"]

MAX_PAGES = 5_000
MAX_SIDE = 14_400
"""Points; the largest side of a page that the format allows."""
POINTS = 72
"""Per inch."""
MAX_CHARACTERS = 200_000
"""Of one page: a newspaper page has some 20,000."""
HEAD = b"%PDF-"
REACH = 1024
END = b"%%EOF"
LOCK = b"/Encrypt"
OBJECT = re.compile(rb"[\r\n]\d+ \d+ obj\b")
SAMPLE = 25
GAP = columns.GAP
UNSEEN = str.maketrans({"\r": None, "\n": None, "\0": None, "\f": None, "\x02": "-", "\ufffe": "-"})

WORD = re.compile("[!-~\u00a1-\u024f]+|[^\x00-\x20\\s]")
"""A Latin word or one other sign: PDFium writes white space where it sees a gap between letters, so none is inside."""

Boxes = tuple[list[float], list[float], list[float], list[float]]
"""Left, bottom, right and top of each mark."""
BOX = 16
"""Bytes: four numbers."""
Marks = list[int]
"""Where the characters stand whose boxes are asked for: first and last of each word."""


def decode(content: bytes) -> str:
    """Give the characters of a PDF file; raise ``SourceError`` where it cannot be opened or has no text."""
    _whole(content)
    with closing(_opened(content)) as document:
        count = len(document)
        if count > MAX_PAGES:
            raise SourceError("too_many_pages", pages=count, limit=MAX_PAGES)
        pages = list(_pages(document, count))
    if not any(pages):
        if ocr.available():
            raise SourceError("no_print", pages=count)
        raise SourceError("no_text_layer", pages=count)
    return "\f".join(pages)


def _whole(content: bytes) -> None:
    """Refuse a file that was cut off: behind its last end mark objects follow, or it has none."""
    if HEAD not in content[:REACH]:
        raise SourceError("pdf_damaged")
    end = content.rfind(END)
    if end < 0 or OBJECT.search(content, end):
        raise SourceError("pdf_truncated")


def _opened(content: bytes) -> "PdfDocument":
    from pypdfium2 import PdfDocument, PdfiumError, raw

    try:
        return PdfDocument(content)
    except PdfiumError as error:
        # PDFium's code may be that of an earlier file where it refuses one without pages.
        if LOCK in content and error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise SourceError("pdf_encrypted") from error
        raise SourceError("pdf_damaged") from error


def _pages(document: "PdfDocument", count: int) -> Iterator[str]:
    from pypdfium2 import PdfiumError

    for index in range(count):
        try:
            with closing(document[index]) as page:
                yield _page(page, index + 1)
        except PdfiumError as error:
            raise SourceError("pdf_damaged_page", page=index + 1) from error


def _page(page: "PdfPage", number: int) -> str:
    if max(page.get_size()) > MAX_SIDE:
        raise SourceError("page_too_large", page=number, size=round(max(page.get_size())), limit=MAX_SIDE)
    with closing(page.get_textpage()) as layer:
        count = layer.count_chars()
        if count > MAX_CHARACTERS:
            raise SourceError("page_too_full", page=number, size=count, limit=MAX_CHARACTERS)
        written = _layer(layer, count) if count else ""
    if written or not ocr.available():
        return written
    return columns.page(ocr.pieces(_picture(page)))


def _picture(page: "PdfPage") -> "NDArray[uint8]":
    scale = min(ocr.DOTS / POINTS, ocr.LONGEST / max(page.get_size()))
    with closing(page.render(scale=scale)) as bitmap:
        picture: NDArray[uint8] = bitmap.to_numpy().copy()
        return picture


def _layer(layer: "PdfTextPage", count: int) -> str:
    """Read the text layer of a page."""
    text = _text(layer, count)
    marks, inside = _marks(text)
    if not marks:
        return ""
    boxes = _turned(_boxes(layer, marks), _quarter(layer, marks))
    if _vertical(boxes):
        return "\n".join(line for line in text.translate(UNSEEN | {ord("\n"): "\n"}).split("\n") if line.strip())
    return columns.page(list(_pieces(text, marks, inside, boxes)))


def _marks(text: str) -> tuple[Marks, bytearray]:
    """Give first and last character of each word; which of these mark the end of a word begun before."""
    marks: Marks = []
    inside = bytearray()
    for found in WORD.finditer(text):
        first, end = found.span()
        if end - first > 1:
            marks += (first, end - 1)
            inside += b"\0\1"
        else:
            marks.append(first)
            inside.append(0)
    return marks, inside


def _text(layer: "PdfTextPage", count: int) -> str:
    """Give one character for each box; the quick way may leave some out or need two for a rare one."""
    from pypdfium2 import raw

    text: str = layer.get_text_range(errors="replace")
    if len(text) == count and (text.isascii() or max(text) < "\U00010000"):
        return text
    return "".join(_character(raw.FPDFText_GetUnicode(layer, i)) for i in range(count))


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _boxes(layer: "PdfTextPage", marks: Marks) -> Boxes:
    """Ask for the boxes by plain numbers: making a pointer of ctypes for each takes longer than the answer."""
    from pypdfium2 import raw

    numbers = array("f", bytes(BOX * len(marks)))
    start, _ = numbers.buffer_info()
    ask = CFUNCTYPE(c_int, c_void_p, c_int, c_void_p)(cast(raw.FPDFText_GetLooseCharBox, c_void_p).value or 0)
    handle = cast(layer.raw, c_void_p).value
    deque(map(ask, repeat(handle), marks, range(start, start + BOX * len(marks), BOX)), maxlen=0)
    values = numbers.tolist()
    return values[0::4], values[3::4], values[2::4], values[1::4]


def _quarter(layer: "PdfTextPage", marks: Marks) -> int:
    """Give how many quarter turns clockwise the print of a page is set, as most of a sample is."""
    from pypdfium2 import raw

    sample = marks[:: len(marks) // SAMPLE + 1]
    turns: Counter[int] = Counter(round(raw.FPDFText_GetCharAngle(layer, i) / (pi / 2)) % 4 for i in sample)
    return max(turns, key=lambda turn: (turns[turn], -turn))


def _turned(boxes: Boxes, quarter: int) -> Boxes:
    """Turn a page until its print is upright."""
    left, bottom, right, top = boxes
    if quarter == 1:
        return [-y for y in top], left, [-y for y in bottom], right
    if quarter == 2:
        return [-x for x in right], [-y for y in top], [-x for x in left], [-y for y in bottom]
    if quarter == 3:
        return bottom, [-x for x in right], top, [-x for x in left]
    return boxes


def _vertical(boxes: Boxes) -> bool:
    """Say whether most characters stand below the one before: such a page is left in PDFium's order."""
    left, bottom, right, top = boxes
    pairs = list(pairwise(range(min(len(left), SAMPLE * SAMPLE // 2))))
    below = sum(1 for i, j in pairs if top[j] <= top[i] - (top[i] - bottom[i]) / 2 and left[j] < right[i] > left[i])
    across = sum(1 for i, j in pairs if left[j] >= (left[i] + right[i]) / 2)
    return below > across and below > len(pairs) / 2


def _pieces(text: str, marks: Marks, inside: bytearray, boxes: Boxes) -> Iterator[Piece]:
    """Put characters together that stand on one line without a gap; ``inside`` are marks that end a word begun."""
    left, bottom, right, top = boxes
    start = end = 0
    for at in range(1, len(marks)):
        height = top[end] - bottom[end] or 1.0
        if not inside[at] and not (
            -height / 2 < left[at] - right[end] < GAP * height
            and -height < top[at] + bottom[at] - top[end] - bottom[end] < height
        ):
            yield _piece(text[marks[start] : marks[end] + 1], boxes, start, end)
            start = at
        end = at
    yield _piece(text[marks[start] : marks[end] + 1], boxes, start, end)


def _piece(text: str, boxes: Boxes, first: int, last: int) -> Piece:
    left, bottom, right, top = boxes
    middle = (first + last) // 2
    tall = first if top[first] > bottom[first] else middle
    return Piece(text.translate(UNSEEN), left[first], bottom[tall], right[last], top[tall])
