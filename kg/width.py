"""How many cells of a terminal a text takes, and where Chinese text may break.

Chinese characters take two cells, accents none. Quotes, ellipses, circled numbers and lines are *ambiguous*: terminals
draw them in one cell or, with Chinese fonts, in two; ``wide`` says which.
"""

import unicodedata
from collections.abc import Sequence

__all__ = ["cells", "cut", "padded", "wrapped"]

_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕〗”’»…—％‰℃々,.;:?!)]}%")
_NOT_LAST = frozenset("（《〈「『【〔〖“‘«([{￥$№")


def cells(text: str, *, wide: bool = False) -> int:
    """Count the display cells of a text without control characters."""
    return len(text) if text.isascii() else sum(_cell(character, wide) for character in text)


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
        used += _cell(character, False)
        if used > width:
            break
        kept.append(character)
    return "".join(kept) + "…"


def wrapped(text: str, width: int, *, wide: bool = False) -> list[str]:
    """Break a text into lines of at most ``width`` cells, spaces at their ends not counted; joined they are the text.

    No line begins with a closing mark or ends with an opening one, words and numbers stay whole, if it can be helped.
    """
    lines: list[str] = []
    while True:
        at = _fitting(text, width, wide)
        if at >= len(text):
            return [*lines, text]
        at = _break(text, at)
        lines.append(text[:at])
        text = text[at:]


def _fitting(text: str, width: int, wide: bool) -> int:
    """Give how many characters fit into a line: at least one, with its accents; spaces may hang over."""
    used, at = 0, 0
    for character in text:
        used += _cell(character, wide)
        if used > width and at and character != " ":
            return at
        at += 1
    return at


def _break(text: str, fitting: int) -> int:
    """Go back from where a line is full to where it may end; a word longer than the line is cut."""
    at = fitting
    while at and not _may_break(text[at - 1], text[at]):
        at -= 1
    if at:
        return at
    while fitting > 1 and not _cell(text[fitting], False):
        fitting -= 1
    return fitting


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST or after == " " or not _cell(after, False):
        return False
    return before == " " or not (_narrow(before) and _narrow(after))


def _narrow(character: str) -> bool:
    """Say whether a character is of a script that breaks at spaces only."""
    return unicodedata.east_asian_width(character) not in "WF"


def _cell(character: str, wide: bool) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("WFA" if wide else "WF") else 1
