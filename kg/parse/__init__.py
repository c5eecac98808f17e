"""Stage 2 of 8: Text → Issue.

A layout reads one kind of publication; which one a text has is decided by what it shows, unless the caller knows.
"""

import re
from collections.abc import Sequence
from itertools import islice

from kg.errors import SourceError
from kg.model import Issue, Kind, Notice, Text
from kg.parse import bulletin, news, official
from kg.parse.layout import Layout
from kg.parse.paragraphs import Paragraph, paragraphs

__all__ = ["LAYOUTS", "issue"]

LAYOUTS = (
    Layout(kind="bulletin", score=bulletin.score, parse=bulletin.parse),
    Layout(kind="official", score=official.score, parse=official.parse),
    Layout(kind="news", score=news.score, parse=news.parse),
)
HAN = re.compile(r"[\u4e00-\u9fff]")
LEAST_HAN = 20
SHORTEST = 6
SURE = 3


def issue(text: Text, *, kind: Kind | None = None) -> tuple[Issue, tuple[Notice, ...]]:
    """Read the layout of a text; ``kind`` overrides what the text looks like.

    Raise ``SourceError`` only where there is no Chinese text to read.
    """
    if not _is_chinese(text.clean):
        raise SourceError("not_a_bulletin", path=text.name)
    rows = paragraphs(text)
    seen, sure = (kind, True) if kind is not None else _kind(rows)
    found, notices = next(layout for layout in LAYOUTS if layout.kind == seen).parse(text, rows)
    return found, notices if sure else (Notice("kind_unsure", None, {"kind": seen}), *notices)


def _is_chinese(clean: str) -> bool:
    """Say whether there are enough Chinese characters, or, in a very short text, hardly anything else."""
    count = sum(1 for _ in islice(HAN.finditer(clean), LEAST_HAN))
    return count == LEAST_HAN or (count >= SHORTEST and sum(map(str.isalnum, clean)) <= 2 * count)


def _kind(rows: Sequence[Paragraph]) -> tuple[Kind, bool]:
    """Say what a text is, and whether it shows enough of it.

    What bulletins and documents have, news never has; what news has, the others may have too.
    """
    scores = {layout.kind: layout.score(rows) for layout in LAYOUTS}
    if scores["bulletin"] >= max(SURE, scores["official"]):
        return "bulletin", True
    if scores["official"] < SURE <= scores["news"]:
        return "news", True
    if not scores["official"] and scores["news"] == SURE - 1:
        return "news", False
    return "official", scores["official"] >= SURE
