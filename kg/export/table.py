"""Tables for people: columns aligned by display cells, long cells wrapped, records where a line is too narrow."""

from collections.abc import Sequence
from typing import BinaryIO

from kg.export.rows import columns, rows, shown
from kg.export.writer import Layout
from kg.messages import visible
from kg.model import Answer, Cell
from kg.model.quad import XSD
from kg.width import cells

__all__ = ["markdown", "write"]

_GAP = 2
_LEAST = 8
_NUMBERS = (f"{XSD}integer", f"{XSD}decimal", f"{XSD}double", f"{XSD}float")
_NOT_FIRST = "，。、；：？！）》」』】〕”’…,.;:?!)]}"
_NOT_LAST = "（《「『【〔“‘([{"
_SPECIAL = str.maketrans({"|": "\\|", "<": "&lt;", "`": "\\`", "[": "\\[", "*": "\\*", "_": "\\_", "\\": "\\\\"})


def write(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write an aligned table; a truth value and a single triple pattern are tables too."""
    names = [_safe(name) for name in columns(answer)]
    if not names:
        return
    body = list(rows(answer))
    texts = [[_safe(shown(cell)) for cell in row] for row in body]
    right = _right(body, len(names))
    if layout.width and len(names) * (_LEAST + _GAP) > layout.width + _GAP:
        lines = _records(names, texts, layout.width)
    else:
        lines = _grid(names, texts, right, layout.width)
    out.write("".join(f"{line.rstrip()}\n" for line in lines).encode("utf-8", "backslashreplace"))


def markdown(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write a table of Markdown; what Markdown or HTML would obey is escaped."""
    del layout
    names = columns(answer)
    lines = [[_escaped(name) for name in names], ["---"] * len(names)]
    lines += [[_escaped(shown(cell)) for cell in row] for row in rows(answer)]
    out.write("".join(f"| {' | '.join(line)} |\n" for line in lines).encode("utf-8", "backslashreplace"))


def _safe(text: str) -> str:
    """Give a text on one line; what a terminal would obey is shown instead."""
    return visible(" ".join(text.splitlines()) if "\n" in text or "\r" in text else text)


def _escaped(text: str) -> str:
    return _safe(text).translate(_SPECIAL)


def _right(body: Sequence[Sequence[Cell]], count: int) -> list[bool]:
    """Tell which columns hold numbers only."""
    columns = [[row[at] for row in body if row[at].kind != "none"] for at in range(count)]
    return [bool(column) and all(cell.datatype in _NUMBERS for cell in column) for column in columns]


def _grid(names: list[str], texts: list[list[str]], right: list[bool], width: int) -> list[str]:
    natural = [max(map(cells, column)) for column in zip(names, *texts, strict=True)]
    widths = _fitted(natural, list(map(cells, names)), width) if width else natural
    lines = _lines(names, widths, right)
    lines.append((" " * _GAP).join("─" * each for each in widths))
    for row in texts:
        lines += _lines(row, widths, right)
    return lines


def _lines(row: list[str], widths: list[int], right: list[bool]) -> list[str]:
    wrapped = [_wrapped(text, width) for text, width in zip(row, widths, strict=True)]
    height = max(map(len, wrapped), default=0)
    lines = []
    for at in range(height):
        parts = [cell[at] if at < len(cell) else "" for cell in wrapped]
        padded = [_padded(part, width, end) for part, width, end in zip(parts, widths, right, strict=True)]
        lines.append((" " * _GAP).join(padded))
    return lines


def _fitted(natural: list[int], heads: list[int], width: int) -> list[int]:
    """Take cells from the widest columns until the row fits; names stay whole where there is room for them."""
    room = width - _GAP * (len(natural) - 1)
    floors = [min(each, max(head, _LEAST)) for each, head in zip(natural, heads, strict=True)]
    if sum(floors) > room:
        floors = [min(each, _LEAST) for each in natural]
    low, high = 0, max(natural, default=0)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(_limited(natural, floors, middle)) <= room:
            low = middle
        else:
            high = middle - 1
    return _limited(natural, floors, low)


def _limited(natural: list[int], floors: list[int], most: int) -> list[int]:
    return [max(min(each, most), floor) for each, floor in zip(natural, floors, strict=True)]


def _records(names: list[str], texts: list[list[str]], width: int) -> list[str]:
    head = max(map(cells, names), default=0)
    lines: list[str] = []
    for number, row in enumerate(texts, 1):
        lines.append(f"── {number} ──")
        for name, text in zip(names, row, strict=True):
            first, *more = _wrapped(text, max(width - head - _GAP, _LEAST))
            lines.append(f"{_padded(name, head, False)}{' ' * _GAP}{first}")
            lines += [" " * (head + _GAP) + line for line in more]
    return lines


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - cells(text))
    return space + text if right else text + space


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines; none begins with a closing mark or ends with an opening one where it can be helped."""
    lines = []
    while cells(text) > width:
        at = _break(text, width)
        lines.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*lines, text]


def _break(text: str, width: int) -> int:
    at, used = 0, 0
    while used + cells(text[at]) <= width:
        used += cells(text[at])
        at += 1
    best = at = max(at, 1)
    while best > 1 and not _may_break(text[best - 1], text[best]):
        best -= 1
    return best if best >= max(at // 2, 1) and _may_break(text[best - 1], text[best]) else at


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return not (before.isascii() and after.isascii() and before != " " and after != " ")
