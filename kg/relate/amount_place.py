"""Where a number stands: its sentence, its part between semicolons, its clause between commas, its list."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.model import Amount, Mention, Text

__all__ = ["Place", "places"]

_SENTENCE_END = re.compile(r"[。！？\n]")
_ASIDE = re.compile(r"（[^（）\d]{5,}）|\([^()\d]{5,}\)")
_LIST = re.compile(r"\s*(?:[、/]|和|及|以及|与|或|或者)\s*")
_GAP = "\x01"
_COMMA = re.compile(r"[，,：:]")
_LONGEST = 1200
_SEGMENTS = 12


@dataclass(frozen=True)
class Place:
    """A number at ``start`` to ``end`` of its ``sentence``; its list runs from ``first`` to ``last``.

    ``sentence`` has the contents of long brackets blanked out; ``offset`` is its place in the clean text, ``closes``
    says where the number before this one (or its list) ended. ``rank`` and ``size`` are the place in its list and how
    long that is, numbers of other units in it counted too, and ``leads`` where that longer list begins. ``above`` is
    the sentence before, in the same clause.
    """

    mention: Mention
    amount: Amount
    sentence: str
    offset: int
    start: int
    end: int
    first: int
    last: int
    closes: int = 0
    opens: int = -1
    rank: int = 0
    size: int = 1
    leads: int = 0
    above: str = ""

    @cached_property
    def part_start(self) -> int:
        """Where the stretch between semicolons begins."""
        return max(self.sentence.rfind("；", 0, self.first), self.sentence.rfind(";", 0, self.first)) + 1

    @cached_property
    def part(self) -> str:
        """The stretch between semicolons."""
        return self.sentence[self.part_start : self._upto("；;")]

    @cached_property
    def prior(self) -> str:
        """The part before the number's list."""
        return self.sentence[self.part_start : self.first]

    @cached_property
    def rest(self) -> str:
        """The part after the number's list."""
        return self.sentence[self.last : self._upto("；;")]

    @cached_property
    def before(self) -> str:
        """The words from the last comma to the number's list."""
        return _COMMA.split(self.prior)[-1]

    @cached_property
    def after(self) -> str:
        """The words from the number's list to the next comma."""
        return _COMMA.split(self.rest)[0]

    @cached_property
    def opened(self) -> int:
        """How much of ``before`` stands before the numbers of all units that are listed together."""
        return max(0, len(self.before) - (self.first - self.leads))

    @cached_property
    def segment(self) -> str:
        """The clause between commas with the number's list in it."""
        return self.before + self.sentence[self.first : self.last] + self.after

    @cached_property
    def segments(self) -> list[str]:
        """The clauses of this part before the number's own, in order; of very many the first and the last few."""
        segments = _COMMA.split(self.prior)[:-1]
        return segments if len(segments) <= _SEGMENTS else segments[:1] + segments[1 - _SEGMENTS :]

    @cached_property
    def printed(self) -> str:
        """The number as it reads."""
        return self.sentence[self.start : self.end]

    def _upto(self, signs: str) -> int:
        found = [at for sign in signs if (at := self.sentence.find(sign, self.last)) >= 0]
        return min(found, default=len(self.sentence))


def places(text: Text, start: int, end: int, mentions: Sequence[Mention]) -> Iterator[Place]:
    """Give the numbers of clean[start:end] in their sentences, in order."""
    placed = sorted(((*text.clean_range(mention.span), mention) for mention in mentions), key=lambda item: item[:2])
    starts = [item[0] for item in placed]
    above = ""
    for at, sentence in _sentences(text.clean, start, end):
        row = placed[bisect_left(starts, at) : bisect_left(starts, at + len(sentence))]
        if row:
            inside = [(a - at, b - at, m) for a, b, m in row if b <= at + len(sentence)]
            yield from _in_sentence(at, sentence, above, inside)
        above = sentence if sentence.strip() else above


def _sentences(clean: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    while at < end:
        reach = min(end, at + _LONGEST)
        match = _SENTENCE_END.search(clean, at, reach)
        close = match.end() if match else reach if reach == end else _pause(clean, at, reach)
        yield at, clean[at:close].rstrip("\n")
        at = close


def _pause(clean: str, at: int, reach: int) -> int:
    """Give the last mark in a stretch that no sentence ends, so that no number is cut."""
    return max(clean.rfind(sign, at, reach) for sign in "；，、,") + 1 or reach


def _in_sentence(at: int, sentence: str, above: str, inside: list[tuple[int, int, Mention]]) -> Iterator[Place]:
    plain = _ASIDE.sub(lambda match: _GAP * len(match.group()), sentence)
    rows = _rows(plain, inside)
    chains = _chains(plain, rows)
    closes = 0
    for number, row in enumerate(rows):
        first, last = row[0][0], row[-1][1]
        opens = rows[number + 1][0][0] if number + 1 < len(rows) else -1
        leads, skipped, size = chains[number]
        for rank, (start, end, mention) in enumerate(row, skipped):
            if mention.amount is not None:
                yield Place(
                    mention,
                    mention.amount,
                    plain,
                    at,
                    start,
                    end,
                    first,
                    last,
                    closes,
                    opens,
                    rank,
                    size,
                    leads,
                    above,
                )
        closes = last


def _rows(sentence: str, inside: list[tuple[int, int, Mention]]) -> list[list[tuple[int, int, Mention]]]:
    rows: list[list[tuple[int, int, Mention]]] = []
    for item in inside:
        joined = rows and _LIST.fullmatch(sentence, rows[-1][-1][1], item[0])
        if joined and _unit(rows[-1][-1][2]) == _unit(item[2]):
            rows[-1].append(item)
        else:
            rows.append([item])
    return rows


def _chains(sentence: str, rows: list[list[tuple[int, int, Mention]]]) -> list[tuple[int, int, int]]:
    """Give for each list (where the lists joined to it begin, how many numbers they have before it, and in all)."""
    chains: list[list[int]] = []
    for at, row in enumerate(rows):
        if at and _LIST.fullmatch(sentence, rows[at - 1][-1][1], row[0][0]):
            chains[-1].append(at)
        else:
            chains.append([at])
    found: list[tuple[int, int, int]] = []
    for chain in chains:
        sizes = [len(rows[at]) for at in chain]
        found += [(rows[chain[0]][0][0], sum(sizes[:place]), sum(sizes)) for place in range(len(chain))]
    return found


def _unit(mention: Mention) -> str:
    return mention.amount.unit if mention.amount else ""
