"""A sentence → the paragraph it stands in, as it reads once broken lines are joined; and the record of its text."""

from dataclasses import replace
from pathlib import Path

from kg import store
from kg.errors import QueryError
from kg.model import Passage, Record, Span, Text

__all__ = ["origin", "paragraph"]


def paragraph(graph: Path, passage: Passage) -> Passage:
    """Give a passage with the whole paragraph as its words, what was marked in it marked again."""
    _, text = _opened(graph, passage)
    start, end = text.clean_range(Span(passage.start, passage.end))
    begin = text.clean.rfind("\n", 0, start) + 1
    close = text.clean.find("\n", end)
    close = len(text.clean) if close < 0 else close
    whole = text.span(begin, close)
    words = passage.marks or ((0, passage.end - passage.start),)
    marks = [text.clean_range(Span(passage.start + low, passage.start + high)) for low, high in words]
    return replace(
        passage,
        quote=text.clean[begin:close],
        start=whole.start,
        end=whole.end,
        marks=tuple((low - begin, high - begin) for low, high in marks),
    )


def origin(graph: Path, passage: Passage) -> tuple[Record, bool]:
    """Give the record of a passage's text, and whether the text shows its pages."""
    record, text = _opened(graph, passage)
    return record, bool(text.pages)


def _opened(graph: Path, passage: Passage) -> tuple[Record, Text]:
    from kg.read import repair

    with store.open_graph(graph) as held:
        for record in held.records:
            if record.node.removeprefix("issue-") == passage.source:
                return record, repair.text(held.text(record.source))
    raise QueryError("no_text_of", source=passage.source)
