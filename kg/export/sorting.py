"""Lines in order, however many: sorted in parts on disk, then merged."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

__all__ = ["ordered"]

_PART = 200_000


def ordered(lines: Iterable[str]) -> Iterator[str]:
    """Give lines (without line ends) by their characters; each as often as it came."""
    rest = iter(lines)
    first = sorted(islice(rest, _PART))
    if len(first) < _PART:
        yield from first
        return
    with ExitStack() as parts:
        files = [parts.enter_context(_written(first))]
        del first
        while part := sorted(islice(rest, _PART)):
            files.append(parts.enter_context(_written(part)))
        yield from heapq.merge(*map(_read, files))


def _written(part: list[str]) -> IO[str]:
    file = TemporaryFile("w+", encoding="utf-8", newline="\n", prefix="kg-export-")  # noqa: SIM115 - closed by its stack
    file.writelines(f"{line}\n" for line in part)
    file.seek(0)
    return file


def _read(file: IO[str]) -> Iterator[str]:
    for line in file:
        yield line[:-1]
