"""JSON written piece by piece: what no reader would take (NaN, Infinity) is an error of ours."""

import json
from collections.abc import Iterable
from typing import BinaryIO

__all__ = ["rows", "text"]


def rows(out: BinaryIO, values: Iterable[object]) -> None:
    """Write the members of an array, one a line."""
    between = "\n"
    for value in values:
        out.write(f"{between}{text(value)}".encode("utf-8", "replace"))
        between = ",\n"


def text(value: object) -> str:
    """Write one value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
