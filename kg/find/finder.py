"""The type of a row in ``FINDERS``, and what a finder finds."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from kg.frozen import record
from kg.lexicon import Lexicon
from kg.model import Amount

__all__ = ["Find", "Finder", "Found"]


class Found(NamedTuple):
    """A half-open range of the clean text that names something; ``name`` is set where it differs from the range.

    A tuple because most of them are made and thrown away again.
    """

    start: int
    end: int
    type: str
    entry: str = ""
    name: str = ""
    amount: Amount | None = None


Find = Callable[[str], Iterable[Found]]
"""Clean text in, what it names out; positions are offsets in that text."""


@record
class Finder:
    """A way to recognise things: ``build`` prepares it for a lexicon once, the function it gives reads any text."""

    name: str
    build: Callable[[Lexicon], Find]
