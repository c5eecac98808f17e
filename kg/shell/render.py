"""The last step to the screen: straight, or through the reader's pager where the text does not fit."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.width import cells

__all__ = ["Screen"]

_PAGER = "less -RXF"
_ANSI_END = "m"


class Screen:
    """Shows data on the terminal."""

    def __init__(self, *, pager: Callable[[], bool], wide: Callable[[], bool] = lambda: False) -> None:
        """Use a pager only where one is wanted, exists, and the text is larger than the screen."""
        self._wanted = pager
        self._wide = wide

    def show(self, text: str) -> None:
        """Show a text, page by page if it is larger than the screen."""
        pager = _pager() if self._wanted() and not self._fits(text) else []
        if pager:
            _page(pager, text)
        else:
            sys.stdout.write(text)
            sys.stdout.flush()

    def _fits(self, text: str) -> bool:
        columns, rows = shutil.get_terminal_size()
        lines = (cells(_bare(line), wide=self._wide()) for line in text.splitlines())
        return sum(max(-(-line // columns), 1) for line in lines) < rows


def _page(pager: list[str], text: str) -> None:
    """Hand the terminal to the pager; leaving it, also by Ctrl-C, leaves nothing else."""
    environment = {**os.environ, "LESSCHARSET": "utf-8"}
    with _deaf():
        subprocess.run(pager, input=text.encode("utf-8", "backslashreplace"), env=environment, check=False)


@contextmanager
def _deaf() -> Iterator[None]:
    """Leave Ctrl-C to the program in front."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _pager() -> list[str]:
    words = shlex.split(os.environ.get("PAGER", _PAGER))
    return words if words and shutil.which(words[0]) else []


def _bare(line: str) -> str:
    """Take colours out of a line."""
    first, *parts = line.split("\x1b[")
    return first + "".join(part.partition(_ANSI_END)[2] for part in parts)
