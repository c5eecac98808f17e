"""Stage 2 of 8: Text → Issue.

A layout reads one kind of publication; which one a text has is decided by what it shows, unless the caller knows.
"""

import re

from kg.errors import SourceError
from kg.model import Issue, Kind, Notice, Text
from kg.parse import bulletin, official
from kg.parse.layout import Layout
from kg.parse.paragraphs import paragraphs

__all__ = ["LAYOUTS", "issue"]

LAYOUTS = (
    Layout(kind="bulletin", score=bulletin.score, parse=bulletin.parse),
    Layout(kind="official", score=official.score, parse=official.parse),
)
HAN = re.compile(r"[\u4e00-\u9fff]")
LEAST_HAN = 20
SURE = 3


def issue(text: Text, *, kind: Kind | None = None) -> tuple[Issue, tuple[Notice, ...]]:
    """Read the layout of a text; ``kind`` overrides what the text looks like.

    Raise ``SourceError`` only where there is no Chinese text to read.
    """
    if sum(1 for _ in HAN.finditer(text.clean)) < LEAST_HAN:
        raise SourceError("not_a_bulletin", path=text.name)
    rows = paragraphs(text)
    if kind is not None:
        return next(layout for layout in LAYOUTS if layout.kind == kind).parse(text, rows)
    scores = [layout.score(rows) for layout in LAYOUTS]
    layout = LAYOUTS[-1] if scores[0] < SURE or scores[0] < scores[-1] else LAYOUTS[scores.index(max(scores))]
    found, notices = layout.parse(text, rows)
    if max(scores) < SURE:
        notices = (Notice("kind_unsure", None, {"kind": layout.kind}), *notices)
    return found, notices
