"""`N` and `N.M` after an answer: its row or path N, hop or sentence M, with the sentences behind it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kg.commands.command import Context
from kg.errors import QueryError
from kg.model import Answer, Hop, Passage

__all__ = ["Pick", "merged", "picked"]

_PLACE = re.compile(r"(\d{1,9})(?:\.(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Pick:
    """What was pointed at: a hop of a path, or a row (no hop), with its sentences."""

    passages: tuple[Passage, ...]
    hop: Hop | None = None


def picked(context: Context, words: Sequence[str]) -> list[Pick] | None:
    """Give what one word of the form ``N`` or ``N.M`` points at; nothing where the words are names."""
    place = _PLACE.fullmatch(unicodedata.normalize("NFKC", words[0])) if len(words) == 1 else None
    last = context.last
    if place is None or (last is None and not context.shell):
        return None
    if last is None:
        raise QueryError("no_answer_before")
    number, part = int(place[1]), int(place[2] or 0)
    if last.form == "chains":
        return _hops(last, number, part)
    found = (last.passages[at(number, len(last.passages)) :][:1]) if last.form == "passages" else None
    return [Pick(_part(_behind(context, last, number) if found is None else found, part))]


def merged(picks: Sequence[Pick]) -> tuple[Passage, ...]:
    """Give all sentences, each once."""
    return tuple({(p.source, p.start, p.end): p for pick in picks for p in pick.passages}.values())


def at(number: int, count: int) -> int:
    """Give the place of a number that readers count from 1."""
    if not count:
        raise QueryError("no_answer_before")
    if not 1 <= number <= count:
        raise QueryError("no_such_row", number=number, count=count)
    return number - 1


def _hops(last: Answer, number: int, part: int) -> list[Pick]:
    hops = last.chains[at(number, len(last.chains))].hops
    chosen = (hops[at(part, len(hops))],) if part else hops
    return [Pick(hop.evidence, hop) for hop in chosen]


def _behind(context: Context, last: Answer, number: int) -> tuple[Passage, ...]:
    from kg.query.patterns import Unread
    from kg.query.proofs import Asked, behind

    row = at(number, len(last.rows))
    if context.question is None or context.worker is None:
        raise QueryError("no_rows_to_prove")
    asked = Asked(context.settings.graph, context.question.text, context.question.options, context.worker)
    try:
        return behind(asked, last, (row,))[0]
    except Unread:
        raise QueryError("query_not_read") from None


def _part(passages: tuple[Passage, ...], part: int) -> tuple[Passage, ...]:
    return (passages[at(part, len(passages))],) if part else passages
