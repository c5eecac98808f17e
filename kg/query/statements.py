"""Where one input ends: a query at ``;`` or where the next begins, a command at the end of its line.

A line that begins with a dot is a command; the dot may be the full-width ``。`` or ``．`` that a Chinese keyboard
types. Nothing ends inside an open bracket, so a command may hold a query of several lines. A dot that stands alone, or
before a space, belongs to the query.
"""

from collections.abc import Iterator

from kg.query.syntax import scan, tokens

__all__ = ["complete", "indent", "is_command", "plain", "split"]

_DOTS = ".。．"
_OPEN, _CLOSE = "{([｛（［", "})]｝）］"
_ENDS = frozenset(";；")
_STARTS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PATHS", "PREFIX", "BASE"})
_DEEPEST = 20
_FORMS = _STARTS - {"PREFIX", "BASE"}


class _Piece:
    """One input: where it lies, brackets still open, whether it has its end, whether it is more than a prologue."""

    def __init__(self, start: int, *, command: bool) -> None:
        self.start, self.command = start, command
        self.end = self.depth = 0
        self.ended = self.begun = False


def is_command(text: str) -> bool:
    """Say whether an input is a command of the shell."""
    line = text.lstrip()
    return line[:1] != "" and line[0] in _DOTS and line[1:2].strip() != ""


def complete(text: str) -> bool:
    """Say whether Enter should run the text: its last input is a command, or a query that is closed and ended."""
    last = _last(text)
    if last is None or last.ended:
        return True
    if last.depth > 0 or last.command:
        return last.depth <= 0
    prologue = not last.begun and text[last.start :].upper().startswith(("PREFIX", "BASE"))
    return not prologue and text.rstrip(" \t　").endswith("\n")


def indent(text: str) -> str:
    """Give the spaces that the next line begins with: two for each bracket still open."""
    last = _last(text)
    return "  " * min(max(last.depth, 0), _DEEPEST) if last else ""


def plain(text: str) -> str:
    """Give a query without the ``;`` that only ended it in the shell."""
    stripped = text.strip()
    while stripped[-1:] in _ENDS and stripped:
        solid = [token for token in tokens(stripped) if token.solid]
        if not solid or solid[-1].text not in _ENDS:
            break
        stripped = stripped[: solid[-1].start].rstrip()
    return stripped


def split(text: str) -> Iterator[str]:
    """Give the inputs of a text one after another; what is left at the end counts as ended."""
    for piece in _pieces(text):
        yield text[piece.start : piece.end].strip()


def _last(text: str) -> _Piece | None:
    last = None
    for piece in _pieces(text):
        last = piece
    return last


def _pieces(text: str) -> Iterator[_Piece]:
    piece: _Piece | None = None
    fresh = True
    for kind, start, end in scan(text):
        if kind == "space":
            fresh = fresh or text.find("\n", start, end) >= 0
            continue
        if piece and fresh and piece.depth <= 0 and _begins(text, kind, start, piece):
            yield piece
            piece = None
        fresh, word = False, text[start:end]
        if piece is None and kind != "comment" and word not in _ENDS:
            piece = _Piece(start, command=is_command(text[start : start + 2]))
        if piece:
            _read(piece, kind, word, end)
            if piece.ended:
                yield piece
                piece = None
    if piece:
        yield piece


def _begins(text: str, kind: str, start: int, piece: _Piece) -> bool:
    """Say whether a new input begins at the head of a line; it always does after a command."""
    if piece.command:
        return True
    if text[start] in _DOTS:
        return is_command(text[start : start + 2])
    word = text[start : start + 10].split(maxsplit=1)[0].upper() if kind == "word" else ""
    return piece.begun and word in _STARTS


def _read(piece: _Piece, kind: str, word: str, end: int) -> None:
    """Take one token into an input."""
    piece.end = end
    if piece.command:
        piece.depth += (word in "{｛") - (word in "}｝")
    elif kind == "open" and len(word) > 1:
        piece.depth += 1
    elif kind in {"sign", "bad"}:
        piece.depth += (word in _OPEN) - (word in _CLOSE)
        piece.begun = piece.begun or word in "}｝"
        piece.ended = piece.depth <= 0 and word in _ENDS
    else:
        piece.begun = piece.begun or (kind == "word" and word.upper() in _FORMS)
