"""The line that shows how far a build is: files, current file, speed, time left; silent where nobody watches."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from kg.messages import visible
from kg.width import cells, cut

__all__ = ["Progress"]

_BAR = 20
_EVERY = 0.1
_NAME = 12


@dataclass(slots=True)
class Progress:
    """One line on a terminal, drawn over itself; call it with files done and in all, the current name, characters."""

    talk: TextIO
    words: Callable[..., str]
    width: int
    shown: bool
    began: float = field(default_factory=time.monotonic)
    drawn: float = 0.0

    def __call__(self, done: int, total: int, name: str, characters: int) -> None:
        """Draw the state, at most ten times a second and at the end."""
        now = time.monotonic()
        if not self.shown or (now - self.drawn < _EVERY and done < total):
            return
        self.drawn = now
        self._draw(self.line(done, total, name, characters))

    def start(self) -> None:
        """Say that work has begun: the first file takes its time."""
        self.tell("progress_start")

    def tell(self, word: str, **fields: object) -> None:
        """Say by a sentence of ours how far it is."""
        self._draw(cut(self.words(word, **fields), self.width - 1))

    def clear(self) -> None:
        """Take the line away."""
        self._draw("")

    def line(self, done: int, total: int, name: str, characters: int) -> str:
        """Give the line for a state, no wider than the terminal."""
        if done >= total:
            return cut(self.words("progress_joining", total=total), self.width - 1)
        seconds = max(time.monotonic() - self.began, 1e-6)
        left = seconds / done * (total - done) if done else 0.0
        full = _BAR * done // max(total, 1)
        bar = f"{'█' * full}{'░' * (_BAR - full)} "
        state = self.words("progress", done=done, total=total, speed=int(characters / seconds), left=_clock(left))
        room = self.width - 1 - cells(state) - 1
        if room - len(bar) >= _NAME:
            return f"{bar}{state} {cut(visible(name), room - len(bar))}"
        return f"{state} {cut(visible(name), room)}" if room > 1 else cut(state, self.width - 1)

    def _draw(self, line: str) -> None:
        if self.shown:
            self.talk.write(f"\r\x1b[K{line}")
            self.talk.flush()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
