"""What a file says, and where: the only kind of position in the product."""

from bisect import bisect_right
from dataclasses import dataclass, field

from kg.frozen import record

__all__ = ["Span", "Text"]


@record
class Span:
    """A half-open range of characters (code points) of ``Text.raw``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a range that runs backwards or starts before the text."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}:{self.end}")

    def __lt__(self, other: "Span") -> bool:
        """Say whether this one begins, or else ends, before the other."""
        return (self.start, self.end) < (other.start, other.end)

    def __len__(self) -> int:
        """Length in characters."""
        return self.end - self.start

    def covers(self, other: "Span") -> bool:
        """Say whether ``other`` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Say whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Text:
    """One file as characters: ``raw`` as it came, ``clean`` as it reads once broken lines are joined.

    ``clean`` is a subsequence of ``raw`` (characters are left out, never invented), so every clean character has one
    place in the file. ``seams`` are pairs (clean offset, raw offset), ascending, the first (0, n): from a seam on, both
    run in step until the next. Paragraphs of ``clean`` are separated by one line feed. ``pages`` are the raw
    offsets at which pages 2, 3, … begin, empty where the file shows none.
    """

    name: str
    raw: str
    clean: str
    seams: tuple[tuple[int, int], ...]
    media: str = "text/plain"
    pages: tuple[int, ...] = ()
    _starts: tuple[tuple[int, ...], tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep both columns of the seams for bisection."""
        columns = (tuple(c for c, _ in self.seams), tuple(r for _, r in self.seams))
        object.__setattr__(self, "_starts", columns)

    def span(self, start: int, end: int) -> Span:
        """Give the raw span of ``clean[start:end]``; it covers what was cut out in between, not what follows."""
        if start >= end:
            at = self._raw(start) if start < len(self.clean) else len(self.raw)
            return Span(at, at)
        at = bisect_right(self._starts[0], start)
        clean, raw = self.seams[at - 1]
        whole = at == len(self.seams) or end <= self.seams[at][0]
        return Span(raw + start - clean, raw + end - clean if whole else self._raw(end - 1) + 1)

    def clean_range(self, span: Span) -> tuple[int, int]:
        """Give the (start, end) in ``clean`` of the clean characters inside a raw span."""
        return self._clean(span.start), self._clean(span.end)

    def read(self, span: Span) -> str:
        """Give the repaired reading of a raw span."""
        start, end = self.clean_range(span)
        return self.clean[start:end]

    def quote(self, span: Span) -> str:
        """Give the exact characters of the file."""
        return self.raw[span.start : span.end]

    def page(self, span: Span) -> int:
        """Give the page (from 1) on which a span begins; 1 where the file shows no pages."""
        return bisect_right(self.pages, span.start) + 1

    def _raw(self, offset: int) -> int:
        clean, raw = self.seams[bisect_right(self._starts[0], offset) - 1]
        return raw + offset - clean

    def _clean(self, offset: int) -> int:
        """Count the clean characters before a raw offset."""
        at = bisect_right(self._starts[1], offset) - 1
        if at < 0:
            return 0
        clean, raw = self.seams[at]
        following = self.seams[at + 1][0] if at + 1 < len(self.seams) else len(self.clean)
        return min(clean + offset - raw, following)
