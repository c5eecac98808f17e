"""How much a search may do: time, ways tried, ways kept."""

import time

__all__ = ["Budget", "SpentError"]


class SpentError(Exception):
    """A limit was met; carries its name."""


class Budget:
    """Limits of one question; ``seconds`` none for no limit in time."""

    def __init__(self, seconds: float | None = None, tried: int = 100_000, kept: int = 1_000_000) -> None:
        """Start the clock."""
        self.tried = tried
        self.kept = kept
        self._until = float("inf") if seconds is None else time.monotonic() + seconds

    def look(self) -> None:
        """Stop when the time is over."""
        if time.monotonic() > self._until:
            raise SpentError("seconds")

    def spend(self, tried: int, kept: int = 0) -> None:
        """Count steps tried and ways kept, and stop at a limit."""
        self.tried -= tried
        self.kept -= kept
        if self.tried < 0:
            raise SpentError("tried")
        if self.kept < 0:
            raise SpentError("kept")
        self.look()
