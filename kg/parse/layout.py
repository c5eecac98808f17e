"""The shape of a row in ``LAYOUTS``: one kind of publication."""

from collections.abc import Callable, Sequence

from kg.frozen import record
from kg.model import Issue, Kind, Notice, Text
from kg.parse.paragraphs import Paragraph

__all__ = ["Layout", "Parsed"]

Parsed = tuple[Issue, tuple[Notice, ...]]


@record
class Layout:
    """How to recognise one kind of publication (``score`` from 0) and how to read it."""

    kind: Kind
    score: Callable[[Sequence[Paragraph]], int]
    parse: Callable[[Text, Sequence[Paragraph]], Parsed]
