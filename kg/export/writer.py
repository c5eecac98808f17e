"""What an export format is: one row with its name, what it is for, and the function that writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from kg.model import Answer
from kg.store import Graph

__all__ = ["AnswerWriter", "GraphWriter", "Layout"]


@dataclass(frozen=True, slots=True)
class Layout:
    """What only some formats ask for: cells in a line (0: as wide as needed), a guard against formulas in Excel."""

    width: int = 0
    excel: bool = False


@dataclass(frozen=True, slots=True)
class AnswerWriter:
    """A format for answers; ``forms`` are those it can hold, all where empty."""

    name: str
    suffix: str
    media: str
    write: Callable[[Answer, BinaryIO, Layout], None]
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphWriter:
    """A format for a whole graph."""

    name: str
    suffix: str
    media: str
    write: Callable[[Graph, BinaryIO], None]
