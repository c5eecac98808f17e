"""The last step to the screen: straight, or through the reader's pager where the text does not fit."""

import os
import shlex
import shutil
import subprocess
import sys

from kg.width import cells

__all__ = ["Screen"]

_PAGER = "less -RXF"
_ANSI_END = "m"


class Screen:
    """Shows data on the terminal."""

    def __init__(self, *, pager: bool) -> None:
        """Use a pager only where one exists and the terminal can do it."""
        self._pager = _pager() if pager else []

    def show(self, text: str) -> None:
        """Show a text, page by page if it is larger than the screen."""
        if self._pager and not self._fits(text):
            self._page(text)
        else:
            sys.stdout.write(text)
            sys.stdout.flush()

    @staticmethod
    def _fits(text: str) -> bool:
        columns, rows = shutil.get_terminal_size()
        lines = text.splitlines()
        return len(lines) < rows and all(cells(_bare(line)) <= columns for line in lines)

    def _page(self, text: str) -> None:
        environment = {**os.environ, "LESSCHARSET": "utf-8"}
        try:
            subprocess.run(self._pager, input=text.encode(), env=environment, check=False)
        except KeyboardInterrupt:
            sys.stdout.write("\n")


def _pager() -> list[str]:
    words = shlex.split(os.environ.get("PAGER", _PAGER))
    return words if words and shutil.which(words[0]) else []


def _bare(line: str) -> str:
    """Take colours out of a line."""
    first, *parts = line.split("\x1b[")
    return first + "".join(part.partition(_ANSI_END)[2] for part in parts)
