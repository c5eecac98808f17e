"""Stage 2 of 8: how like two printings of a title are, and which heading belongs to which entry of the contents."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from kg.parse.paragraphs import bare, norm

__all__ = ["aligned", "fuller", "likeness"]

LIKE = 0.5


def likeness(one: str, other: str, *, least: float = 0.0) -> float:
    """Give the share of neighbouring pairs of characters that two titles have in common, from 0 to 1.

    Where their lengths alone keep it below ``least``, the answer is 0.
    """
    one, other = norm(one), norm(other)
    if one == other:
        return 1.0 if one else 0.0
    shorter, longer = sorted((max(0, len(one) - 1), max(0, len(other) - 1)))
    total = shorter + longer
    if not total or 2 * shorter / total < least:
        return 0.0
    pairs, others = _pairs(one), _pairs(other)
    return 2 * sum(min(times, others[pair]) for pair, times in pairs.items() if pair in others) / total


def aligned(titles: Sequence[str], headings: Sequence[tuple[int, int, str]]) -> dict[int, int]:
    """Pair titles with headings, both in order, so that the likeness of all pairs is greatest.

    A heading is (first line, line after the last, words); headings must be sorted by their last line, and two that are
    chosen share no line. The answer maps the index of a title to the index of its heading.
    """
    before = [_before(headings, i) for i in range(len(headings))]
    width = len(headings) + 1
    best = [[0.0] * width for _ in range(len(titles) + 1)]
    taken = [[False] * width for _ in range(len(titles) + 1)]
    for t, title in enumerate(titles, 1):
        for h, (_, _, words) in enumerate(headings, 1):
            best[t][h] = max(best[t - 1][h], best[t][h - 1])
            like = likeness(title, words, least=LIKE)
            score = like + best[t - 1][before[h - 1]]
            if like >= LIKE and score > best[t][h]:
                best[t][h], taken[t][h] = score, True
    return _traced(best, taken, before)


def fuller(heading: str, other: str) -> str:
    """Give the reading of a title that lost less: the longer one; the heading where both are as long."""
    heading, other = bare(heading), bare(other)
    return other if len(norm(other)) > len(norm(heading)) else heading


@lru_cache(maxsize=1 << 12)
def _pairs(words: str) -> Counter[str]:
    return Counter(words[i : i + 2] for i in range(len(words) - 1))


def _before(headings: Sequence[tuple[int, int, str]], index: int) -> int:
    """Count the headings that end before this one begins."""
    start = headings[index][0]
    while index > 0 and headings[index - 1][1] > start:
        index -= 1
    return index


def _traced(best: list[list[float]], taken: list[list[bool]], before: list[int]) -> dict[int, int]:
    pairs = {}
    t, h = len(best) - 1, len(best[0]) - 1
    while t > 0 and h > 0:
        if taken[t][h]:
            pairs[t - 1] = h - 1
            t, h = t - 1, before[h - 1]
        elif best[t - 1][h] >= best[t][h - 1]:
            t -= 1
        else:
            h -= 1
    return pairs
