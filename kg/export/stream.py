"""Lines and JSON written piece by piece: what no reader of JSON would take (NaN, Infinity) is an error of ours."""

import json
from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

__all__ = ["lines", "rows", "text"]

_PIECE = 500


def lines(out: BinaryIO, lines: Iterable[str]) -> None:
    """Write lines, with a line feed after each."""
    rest = iter(lines)
    while piece := list(islice(rest, _PIECE)):
        out.write("\n".join([*piece, ""]).encode())


def rows(out: BinaryIO, values: Iterable[object]) -> None:
    """Write the members of an array, one a line."""
    between = "\n"
    for value in values:
        out.write(f"{between}{text(value)}".encode("utf-8", "replace"))
        between = ",\n"


def text(value: object) -> str:
    """Write one value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
