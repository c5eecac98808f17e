"""How many cells of a terminal a text takes: Chinese characters two, accents none."""

import unicodedata
from collections.abc import Sequence

__all__ = ["cells", "cut", "padded", "wrapped"]

_NOT_FIRST = "，。、；：？！）》」』】〕”’…"


def cells(text: str) -> int:
    """Count the display cells of a text without control characters."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def padded(texts: Sequence[str], gap: int = 2) -> list[str]:
    """Pad texts to one width with spaces, ``gap`` more than the widest."""
    width = max(map(cells, texts), default=0) + gap
    return [text + " " * (width - cells(text)) for text in texts]


def cut(text: str, width: int) -> str:
    """Give the text, shortened with … if it takes more than ``width`` cells."""
    if cells(text) <= width:
        return text
    kept, used = [], 1
    for character in text:
        used += _cell(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept) + "…"


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most ``width`` cells; none begins with a closing mark, words stay whole."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and cells(lines[-1]) + cells(piece) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines


def _pieces(text: str) -> list[str]:
    """Split where a line may break: after a space and between wide characters, not before a closing mark."""
    pieces = [""]
    for character in text:
        last = pieces[-1][-1:]
        breaks = last == " " or (last and (_cell(last) == 2 or _cell(character) == 2))
        if breaks and character not in _NOT_FIRST and last not in "（《「『【〔“‘":
            pieces.append("")
        pieces[-1] += character
    return pieces


def _cell(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
