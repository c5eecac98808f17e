"""Keys typed before the prompt is there: they wait in the terminal, which must not take Ctrl-D for itself meanwhile."""

import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["kept"]

_MARKS = 6
_NONE = b"\0"


@contextmanager
def kept() -> Iterator[None]:
    """Let Ctrl-D be a key like others, also while the editor is only being set up or already taken down."""
    if not sys.stdin.isatty():
        yield
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    marks = [_NONE if at == termios.VEOF else mark for at, mark in enumerate(before[_MARKS])]
    termios.tcsetattr(terminal, termios.TCSANOW, [*before[:_MARKS], marks])
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
