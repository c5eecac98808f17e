"""CSV for programs: UTF-8 without mark, a line feed a row, quotes where a reader needs them.

The standard library leaves a lone carriage return without quotes, and then cannot read its own file.
"""

import re
from collections.abc import Iterable
from typing import BinaryIO

__all__ = ["row", "table"]

_SPECIAL = re.compile(r'[",\r\n]')


def table(out: BinaryIO, head: Iterable[str], rows: Iterable[Iterable[str]], *, every: bool = False) -> None:
    """Write a table; ``every`` puts quotes around all cells."""
    out.write(row(head, every=every))
    for values in rows:
        out.write(row(values, every=every))


def row(values: Iterable[str], *, every: bool = False) -> bytes:
    """Write one row."""
    cells = (
        f'"{value.replace(chr(34), chr(34) * 2)}"' if every or _SPECIAL.search(value) else value for value in values
    )
    return (",".join(cells) + "\n").encode("utf-8", "replace")
