"""Stage 2 of 8: which short lines look like the name of a body; who it is, is found later."""

import re
from collections.abc import Iterator

from kg.model import Span, Text
from kg.parse.paragraphs import Paragraph

__all__ = ["is_body", "names", "spans"]

BODY = re.compile(
    r"(?:[部委办厅局署院会室社处科司]|中央|政府|中心|总局|公司|组|法院|检察院|银行|协会|学会|集团|大学|管委会|领导小组|研究所)$"
)
NOT_BODY = re.compile(r"^[并经由和与及向对在按]|[。；：！？《》“”\d]|第.{1,4}[期号]|通知$|意见$")
ROLE = re.compile(r"^(?:(?:主\s*办|编\s*印|编\s*辑|承\s*办)(?:单位)?|主\s*编)[：:]?\s*|\s*(?:[主承]办|编印?|主编)$")
OPEN_LIST = re.compile(r"等(?:[^，、]{0,4}(?:部门|单位|家))?$")
BETWEEN = re.compile(r"[\s、，]+")
WORD = re.compile(r"\S+")
LONGEST = 40
SHORTEST = 3


def is_body(words: str) -> bool:
    """Say whether the words look like one body's name and nothing else."""
    return SHORTEST <= len(words) <= LONGEST and BODY.search(words) is not None and not NOT_BODY.search(words)


def spans(text: Text, row: Paragraph, start: int = 0, end: int | None = None) -> list[Span]:
    """Give the places in the file of the names in a line; a space that repair has dropped may still part two."""
    found = []
    for a, b in names(row.text, start, end):
        span = text.span(row.start + a, row.start + b)
        places = [(m.start(), m.end()) for m in WORD.finditer(text.quote(span))]
        if all(is_body(text.quote(span)[x:y]) for x, y in places):
            found += [Span(span.start + x, span.start + y) for x, y in places]
        else:
            found.append(span)
    return found


def names(words: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Give the places of names of bodies in a line that holds one or more of them, beside a date or a role."""
    end = len(words) if end is None else end
    at = start
    for gap in BETWEEN.finditer(words, start, end):
        yield from _name(words, at, gap.start())
        at = gap.end()
    yield from _name(words, at, end)


def _name(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    role = ROLE.match(words[start:end])
    if role and role.start() == 0:
        start += role.end()
    trailing = ROLE.search(words[start:end])
    if trailing:
        end = start + trailing.start()
    open_list = OPEN_LIST.search(words[start:end])
    if open_list:
        end = start + open_list.start()
    if is_body(words[start:end]):
        yield start, end
