"""The shape of a row in ``READERS``: one input format."""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Reader"]


@dataclass(frozen=True, slots=True)
class Reader:
    """One input format: how to know it, and how its bytes become characters.

    ``magic`` are the first bytes that decide whatever the file is called; ``suffixes`` decide where no magic does.
    ``decode`` gives the characters that all positions count in; a format with pages puts a form feed between them.
    """

    name: str
    media: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...]
    decode: Callable[[bytes], str]
