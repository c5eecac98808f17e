"""Colours while typing, from the same tokens that completion and error positions use."""

from collections.abc import Callable

from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style

from kg.query.statements import is_command
from kg.query.syntax import Token, tokens

__all__ = ["STYLE", "SparqlLexer"]

STYLE = Style.from_dict({
    "word": "bold ansiblue",
    "var": "ansicyan",
    "label": "bold ansiyellow",
    "string": "ansigreen",
    "wide": "ansigreen",
    "open": "ansired",
    "comment": "ansibrightblack",
    "iri": "ansimagenta",
    "prefixed": "ansimagenta",
    "number": "ansigreen",
    "bad": "ansired",
    "command": "bold ansicyan",
    "hint": "ansibrightblack",
})  # fmt: skip
_LONGEST = 100_000


class SparqlLexer(Lexer):
    """Paint a query by its tokens, a command by its first word; leave very long pastes plain."""

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """Give the painted pieces of each line."""
        text = document.text
        lines = _plain(text) if len(text) > _LONGEST else _lines(_pieces(text))
        return lambda number: lines[number] if number < len(lines) else []


def _pieces(text: str) -> StyleAndTextTuples:
    if is_command(text):
        word, space, rest = text.partition(" ")
        return [("class:command", word), ("", space + rest)]
    return [(_style(token), token.text) for token in tokens(text)]


def _style(token: Token) -> str:
    return "" if token.kind in {"space", "sign"} else f"class:{token.kind}"


def _plain(text: str) -> list[StyleAndTextTuples]:
    return [[("", line)] for line in text.split("\n")]


def _lines(pieces: StyleAndTextTuples) -> list[StyleAndTextTuples]:
    lines: list[StyleAndTextTuples] = [[]]
    for piece in pieces:
        first, *others = piece[1].split("\n")
        lines[-1].append((piece[0], first))
        lines += [[(piece[0], other)] for other in others]
    return lines
