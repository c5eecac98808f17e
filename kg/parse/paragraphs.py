"""Stage 2 of 8: the paragraphs of a text, the unit that layout is read in."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from kg.frozen import record
from kg.model import Span, Text

__all__ = ["Paragraph", "bare", "closed", "norm", "paragraphs", "part", "whole"]

PARAGRAPH = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
SPACE = re.compile(r"\s+")
BETWEEN = re.compile(r"[\W_]+")
NAME = 200
"""Longer words are no name, and what they come down to is not kept."""
CLOSED = re.compile(r"[。；;！!？?：:，,][”’）)]*$")


@record
class Paragraph:
    """One paragraph: its words and where they stand in ``Text.clean``."""

    start: int
    end: int
    text: str


def paragraphs(text: Text) -> list[Paragraph]:
    """Cut the clean reading into paragraphs."""
    return [Paragraph(m.start(), m.end(), m.group()) for m in PARAGRAPH.finditer(text.clean)]


def part(text: Text, paragraph: Paragraph, start: int, end: int) -> Span:
    """Give the place in the file of ``paragraph.text[start:end]``."""
    return text.span(paragraph.start + start, paragraph.start + end)


def whole(text: Text, rows: Sequence[Paragraph]) -> Span:
    """Give the place in the file of a run of paragraphs; they must be at least one."""
    return text.span(rows[0].start, rows[-1].end)


def bare(words: str) -> str:
    """Give the words without white space."""
    return SPACE.sub("", words)


def norm(words: str) -> str:
    """Give what two printings of one title have in common: letters, digits and Chinese characters only."""
    return _norm(words) if len(words) <= NAME else _norm.__wrapped__(words)


def closed(words: str) -> bool:
    """Say whether the words end like a sentence or a part of one, which a heading does not."""
    return CLOSED.search(words) is not None


@lru_cache(maxsize=1 << 12)
def _norm(words: str) -> str:
    return BETWEEN.sub("", unicodedata.normalize("NFKC", words).lower())
