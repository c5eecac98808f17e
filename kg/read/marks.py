"""Stage 1 of 8: what printing adds to a text: page numbers and running heads, and so where its pages begin."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.read.lines import Line

__all__ = ["page_starts", "printed"]

DASHES = "-—–－―─_~～·•"
PAGE_NUMBER = re.compile(
    rf"[{DASHES}]+[ \u3000]?(?:\d{{1,4}}|[ivxIVX]{{1,5}})[ \u3000]?[{DASHES}]+"
    r"|第?\d{1,4}页(?:[/，,]?[（(]?[共/]?\d{1,4}页[)）]?)?"
    r"|\d{1,4} ?/ ?\d{1,4}"
    r"|[Pp](?:age)?\.? ?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?"
)
BARE_NUMBER = re.compile(r"\d{1,3}")
PAGE_CHARACTERS = 250
HEAD_LENGTH = 40
HEAD_TIMES = 3
HEAD_REACH = 2
DIGITS = re.compile(r"\d+")


def printed(lines: Sequence[Line]) -> frozenset[int]:
    """Give the indexes of the lines that number a page or repeat a running head."""
    numbers = {i for i, line in enumerate(lines) if PAGE_NUMBER.fullmatch(line.text)}
    numbers |= _bare_numbers(lines)
    return frozenset(numbers | _running_heads(lines, numbers))


def page_starts(lines: Sequence[Line], marks: frozenset[int]) -> tuple[int, ...]:
    """Give the raw offsets at which pages 2, 3, … begin: after form feeds, else after the numbers at their feet."""
    feeds = {line.start for line in lines if line.page}
    if not feeds:
        feeds = set(_after_numbers(lines, marks))
    return tuple(sorted(feeds))


def _after_numbers(lines: Sequence[Line], marks: frozenset[int]) -> Iterator[int]:
    seen_text = pending = False
    for i, line in enumerate(lines):
        if not line.text:
            continue
        if i in marks:
            pending = pending or (seen_text and _is_number(line))
        else:
            if pending:
                yield line.start
            seen_text, pending = True, False


def _is_number(line: Line) -> bool:
    return bool(PAGE_NUMBER.fullmatch(line.text) or BARE_NUMBER.fullmatch(line.text))


def _bare_numbers(lines: Sequence[Line]) -> set[int]:
    """Find bare numbers that count pages: one more each time, a page of text apart, or beside a form feed.

    Row numbers of a table that has lost its columns count too, but every few words.
    """
    bare = []
    read = 0
    for i, line in enumerate(lines):
        if BARE_NUMBER.fullmatch(line.text):
            bare.append((i, int(line.text), read))
        else:
            read += len(line.text)
    found = {i for i, _, _ in bare if lines[i].page or (i + 1 < len(lines) and lines[i + 1].page)}
    for (i, number, at), (j, following, there) in pairwise(bare):
        if following == number + 1 and there - at >= PAGE_CHARACTERS:
            found |= {i, j}
    return found


def _running_heads(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Find short lines that stand at page breaks again and again, whatever number is in them."""
    beside = set(_beside_breaks(lines, numbers))
    times = Counter(_pattern(lines[i]) for i in beside)
    return {i for i in beside if times[_pattern(lines[i])] >= HEAD_TIMES} | set(_repeated_tops(lines, numbers))


def _repeated_tops(lines: Sequence[Line], numbers: set[int]) -> Iterator[int]:
    """Find the short lines at the tops of later pages that repeat the top of the first: few pages show them."""
    top = ""
    waiting = True
    for i, line in enumerate(lines):
        waiting = waiting or line.page
        if not waiting or not line.text or i in numbers:
            continue
        waiting = False
        if not top:
            top = _pattern(line)
        elif _pattern(line) == top and len(line.text) <= HEAD_LENGTH:
            yield i


def _beside_breaks(lines: Sequence[Line], numbers: set[int]) -> Iterator[int]:
    full = [i for i, line in enumerate(lines) if line.text]
    for at, i in enumerate(full):
        if i in numbers:
            near = full[max(0, at - HEAD_REACH) : at + HEAD_REACH + 1]
        elif lines[i].page:
            near = full[max(0, at - HEAD_REACH) : at + HEAD_REACH]
        else:
            continue
        yield from (j for j in near if j not in numbers and len(lines[j].text) <= HEAD_LENGTH)


def _pattern(line: Line) -> str:
    return DIGITS.sub("0", line.text)
