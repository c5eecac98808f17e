"""Where one input ends: brackets balanced and ``;`` or an empty line; a line that begins with a dot is a command.

The dot may be the full-width ``。`` or ``．`` that a Chinese keyboard types.
"""

from collections.abc import Iterator

from kg.query.syntax import halfwidth, tokens

__all__ = ["complete", "indent", "is_command", "plain", "split"]

_DOTS = ".。．"
_OPEN, _CLOSE = "{([", "})]"


def is_command(text: str) -> bool:
    """Say whether an input is a command of the shell."""
    line = text.lstrip()
    return line[:1] != "" and line[0] in _DOTS and line[1:2].strip() != ""


def complete(text: str) -> bool:
    """Say whether Enter should run the input: a command, or a query that is closed and ended."""
    if is_command(text) or not text.strip():
        return True
    depth, ended = _state(text)
    return depth <= 0 and (ended or text.rstrip(" \t　").endswith("\n"))


def indent(text: str) -> str:
    """Give the spaces that the next line begins with: two for each bracket still open."""
    return "  " * max(_state(text)[0], 0)


def plain(text: str) -> str:
    """Give a query without the ``;`` that only ended it in the shell."""
    stripped = text.strip()
    solid = [token for token in tokens(stripped) if token.solid]
    if solid and solid[-1].text in {";", "；"}:
        return stripped[: solid[-1].start].rstrip()
    return stripped


def split(script: str) -> Iterator[str]:
    """Give the inputs of a script one after another; what is left at the end counts as ended."""
    lines: list[str] = []
    for line in script.splitlines():
        if not lines and not line.strip():
            continue
        lines.append(line)
        text = "\n".join(lines)
        if complete(text):
            yield text
            lines = []
    if any(line.strip() for line in lines):
        yield "\n".join(lines)


def _state(text: str) -> tuple[int, bool]:
    """Count the brackets still open, and say whether the last sign ends the input."""
    depth, last = 0, ""
    for token in tokens(halfwidth(text)[0]):
        if not token.solid:
            continue
        last = token.text
        if token.kind == "open":
            return 1, False
        if token.kind == "sign":
            depth += (last in _OPEN) - (last in _CLOSE)
    return depth, last == ";"
