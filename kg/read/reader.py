"""The shape of a row in ``READERS``: one input format."""

from collections.abc import Callable

from kg.frozen import record

__all__ = ["MAX_BYTES", "MAX_PACKED", "Reader"]

MAX_BYTES = 20_000_000
MAX_PACKED = 200_000_000
"""Formats that carry pictures and fonts are large without being long."""


@record
class Reader:
    """One input format: how to know it, and how its bytes become characters.

    ``magic`` are the first bytes that decide whatever the file is called; ``suffixes`` decide where no magic does.
    ``decode`` gives the characters that all positions count in. A format with pages puts a form feed between them;
    ``whole`` says that its lines are paragraphs already, cut by nothing but a form feed that stands alone.
    """

    name: str
    media: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...]
    decode: Callable[[bytes], str]
    limit: int = MAX_BYTES
    whole: bool = False
