"""What a search for ways may use."""

from kg.frozen import frozen

__all__ = ["Limits"]


@frozen
class Limits:
    """Seconds, ways tried, ways kept in memory; how many ways are compared for the best; what is background.

    A thing is background to which a ``share`` of a relation's facts leads (0: none), or that ``background`` names.
    """

    seconds: float | None = 5.0
    tried: int = 100_000
    kept: int = 1_000_000
    raw: int = 200
    share: float = 0.5
    background: tuple[str, ...] = ("中国",)
