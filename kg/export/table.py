"""Tables for people: columns aligned by display cells, long cells wrapped, records where a line is too narrow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from kg.export.rows import columns, rows, shown
from kg.export.writer import Layout
from kg.messages import visible
from kg.model import Answer, Cell
from kg.model.quad import XSD
from kg.width import cells, wrapped

__all__ = ["markdown", "vertical", "write"]

_LEAST = 8
_NARROW = 40
_NUMBER = "#"
_NUMBERS = (f"{XSD}integer", f"{XSD}decimal", f"{XSD}double", f"{XSD}float")
_SPECIAL = str.maketrans({"|": "\\|", "<": "&lt;", "`": "\\`", "[": "\\[", "*": "\\*", "_": "\\_", "\\": "\\\\"})


def write(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write an aligned table; a truth value and a single triple pattern are tables too."""
    table = _table(answer, layout)
    if table.names:
        _put(table.records() if layout.vertical or table.cramped() else table.grid(), out)


def vertical(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write records: one value below the other."""
    table = _table(answer, layout)
    if table.names:
        _put(table.records(), out)


def markdown(answer: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write a table of Markdown; what Markdown or HTML would obey is escaped."""
    names = columns(answer)
    lines = [[_escaped(name) for name in names], ["---"] * len(names)]
    lines += [[_escaped(_shown(cell, layout)) for cell in row] for row in rows(answer)]
    out.write("".join(f"| {' | '.join(line)} |\n" for line in lines).encode("utf-8", "backslashreplace"))


@dataclass(frozen=True, slots=True)
class _Table:
    """Names and texts of a table, safe for a terminal, and how it is drawn; ``right`` tells the columns of numbers."""

    names: list[str]
    texts: list[list[str]]
    right: list[bool]
    layout: Layout

    def grid(self) -> list[str]:
        """Draw columns with lines between them."""
        names, texts, right = self.names, self.texts, self.right
        if self.layout.numbered:
            names, right = [_NUMBER, *names], [True, *right]
            texts = [[str(at), *row] for at, row in enumerate(texts, 1)]
        widths = self._fitted([max(map(self._cells, column)) for column in zip(names, *texts, strict=True)], names)
        rule, bar, cross = ("-", " | ", "-+-") if self.layout.wide else ("─", " │ ", "─┼─")
        lines = [*self._lines(names, widths, right, bar), cross.join(rule * width for width in widths)]
        return [*lines, *(line for row in texts for line in self._lines(row, widths, right, bar))]

    def records(self) -> list[str]:
        """Draw one value below the other; in a narrow place below its name."""
        head = max(map(self._cells, self.names))
        room = max(self.layout.width - head - 2, _LEAST) if self.layout.width else 0
        below = bool(self.layout.width) and head + 2 + _LEAST > self.layout.width
        lines: list[str] = []
        for number, row in enumerate(self.texts, 1):
            lines.append(f"-- {number} --" if self.layout.wide else f"── {number} ──")
            for name, text in zip(self.names, row, strict=True):
                lines += self._below(name, text) if below else self._beside(name, text, head, room)
        return lines

    def cramped(self) -> bool:
        """Say whether the width is too small for the columns, or records take fewer lines than wrapped cells."""
        width = self.layout.width
        if self.layout.vertical is False or not width:
            return False
        columns = zip(self.names, *self.texts, strict=True)
        least = [min(max(map(self._cells, column)), _LEAST) for column in columns]
        least += [len(str(len(self.texts)))] if self.layout.numbered else []
        if width < _NARROW or sum(least) + 3 * (len(least) - 1) > width:
            return True
        sample = _Table(self.names, self.texts[:_NARROW], self.right, self.layout)
        return len(sample.grid()) > len(sample.records()) + 2

    def _below(self, name: str, text: str) -> Iterator[str]:
        yield from self._wrapped(name, self.layout.width)
        yield from (f"  {line}" for line in self._wrapped(text, max(self.layout.width - 2, 2)))

    def _beside(self, name: str, text: str, head: int, room: int) -> Iterator[str]:
        first, *more = self._wrapped(text, room)
        yield f"{self._padded(name, head, right=False)}  {first}"
        yield from (" " * (head + 2) + line for line in more)

    def _lines(self, row: Sequence[str], widths: Sequence[int], right: Sequence[bool], bar: str) -> Iterator[str]:
        parts = [self._wrapped(text, width) for text, width in zip(row, widths, strict=True)]
        for at in range(max(map(len, parts))):
            line = [part[at] if at < len(part) else "" for part in parts]
            yield bar.join(self._padded(*each[:2], right=each[2]) for each in zip(line, widths, right, strict=True))

    def _fitted(self, natural: Sequence[int], names: Sequence[str]) -> list[int]:
        """Take cells from the widest columns until the row fits; names stay whole where there is room for them."""
        if not self.layout.width:
            return list(natural)
        room = self.layout.width - 3 * (len(natural) - 1)
        heads = map(self._cells, names)
        floors = [min(each, max(head, _LEAST)) for each, head in zip(natural, heads, strict=True)]
        if sum(floors) > room:
            floors = [min(each, _LEAST) for each in natural]
        low, high = 0, max(natural)
        while low < high:
            middle = (low + high + 1) // 2
            if sum(_limited(natural, floors, middle)) <= room:
                low = middle
            else:
                high = middle - 1
        return _limited(natural, floors, low)

    def _wrapped(self, text: str, width: int) -> list[str]:
        return [line.strip() for line in wrapped(text, width, wide=self.layout.wide)] if width else [text]

    def _padded(self, text: str, width: int, *, right: bool) -> str:
        space = " " * (width - self._cells(text))
        return space + text if right else text + space

    def _cells(self, text: str) -> int:
        return cells(text, wide=self.layout.wide)


def _table(answer: Answer, layout: Layout) -> _Table:
    names, body = [_safe(name) for name in columns(answer)], list(rows(answer))
    texts = [[_safe(_shown(cell, layout)) for cell in row] for row in body]
    return _Table(names, texts, _right(body, len(names)), layout)


def _shown(cell: Cell, layout: Layout) -> str:
    return shown(cell, iris=layout.iris, wan=layout.wan)


def _put(lines: Sequence[str], out: BinaryIO) -> None:
    out.write("".join(f"{line.rstrip()}\n" for line in lines).encode("utf-8", "backslashreplace"))


def _safe(text: str) -> str:
    """Give a text on one line; what a terminal would obey is shown instead."""
    return visible(" ".join(text.splitlines()) if "\n" in text or "\r" in text else text)


def _escaped(text: str) -> str:
    return _safe(text).translate(_SPECIAL)


def _right(body: Sequence[Sequence[Cell]], count: int) -> list[bool]:
    """Tell which columns hold numbers only."""
    held = [[row[at] for row in body if row[at].kind != "none"] for at in range(count)]
    return [bool(column) and all(cell.datatype in _NUMBERS for cell in column) for column in held]


def _limited(natural: Sequence[int], floors: Sequence[int], most: int) -> list[int]:
    return [max(min(each, most), floor) for each, floor in zip(natural, floors, strict=True)]
