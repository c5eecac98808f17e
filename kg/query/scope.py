"""Which texts a question looks at: ``50-54``, ``2025-06..2025-11``, ``创新驱动要参 2025`` → names of sources.

Numbers count within a series, four digits alone are a year, words are a part of what a text is called. Several ranges
widen the scope (``50, 52-54``); numbers, dates and words together narrow it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg import ontology, store
from kg.errors import QueryError
from kg.frozen import frozen
from kg.model.iri import graph as graph_of
from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Passage, Record

__all__ = ["Scope", "graphs", "parse", "shown", "sources", "within", "written"]

_DAY = r"\d{4}-(?:0?[1-9]|1[0-2])(?:-(?:0?[1-9]|[12]\d|3[01]))?|(?:19|20)\d{2}"
_DATES = rf"({_DAY})(?:\.\.|~|至|到)({_DAY})"
_NUMBERS = r"(?:第)?(\d{1,5})(?:(?:-|–|—|~|\.\.|至|到)(\d{1,5}))?期?"
_GAP = r"[\s,、;]+"
_SHOWN = 6
_EARLY, _LATE = "1900", "2099"
"""The years that an open end of a time reaches to."""


@frozen
class Scope:
    """Ranges of numbers, ranges of dates (as far as they are written), words; nothing for all texts."""

    numbers: tuple[tuple[int, int], ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()

    def holds(self, record: "Record") -> bool:
        """Say whether a text is inside."""
        number, date = -1 if record.number is None else record.number, record.date
        called = _plain(" ".join((record.series, record.label, record.source)))
        return (
            (not self.numbers or any(low <= number <= high for low, high in self.numbers))
            and (not self.dates or any(low <= date and date[: len(high)] <= high for low, high in self.dates))
            and all(word in called for word in self.words)
        )


def parse(text: str) -> Scope:
    """Read a scope as people write it."""
    numbers: list[tuple[int, int]] = []
    dates: list[tuple[str, str]] = []
    words: list[str] = []
    for piece in filter(None, re.split(_GAP, _plain(text))):
        if found := re.fullmatch(_DATES, piece):
            dates.append((_day(found[1]), _day(found[2])))
        elif re.fullmatch(_DAY, piece):
            dates.append((_day(piece), _day(piece)))
        elif found := re.fullmatch(_NUMBERS, piece):
            numbers.append((int(found[1]), int(found[2] or found[1])))
        else:
            words.append(piece)
    for low, high in (*numbers, *dates):
        if low > high:  # type: ignore[operator]
            raise QueryError("backward_scope", scope=text, low=low, high=high)
    return Scope(tuple(numbers), tuple(dates), tuple(words))


def written(*, issue: str = "", since: str = "", until: str = "") -> str:
    """Give numbers of issues and a time, each open where nothing is said, as a scope is written."""
    days = f"{since or _EARLY}..{until or _LATE}" if since or until else ""
    return f"{issue} {days}".strip()


def sources(graph: Path, text: str) -> tuple[str, ...]:
    """Give the names of the texts in a scope; none for an empty scope, which is no limit."""
    if not text:
        return ()
    wanted = parse(text)
    if wanted == Scope():
        return ()
    with store.open_graph(graph) as held:
        records = held.records
    found = tuple(record.source for record in records if wanted.holds(record))
    if not records:
        raise QueryError("scope_without_texts", scope=text)
    if not found:
        raise QueryError("empty_scope", scope=text, known=shown(records))
    return found


def shown(records: "Sequence[Record]") -> str:
    """Name the last of some texts."""
    return "、".join(dict.fromkeys(record.label for record in records[-_SHOWN:]))


def graphs(names: Iterable[str]) -> tuple[str, ...]:
    """Name the graphs of some sources, with what is true of all texts."""
    own = [graph_of(source, layer) for source in names for layer in ("auto", "edit", "evidence")]
    return (*own, f"{ontology.ID}g-reference", f"{ontology.ID}g-ontology") if own else ()


def within(graph: Path, names: Iterable[str], passages: "Iterable[Passage]") -> "tuple[Passage, ...]":
    """Keep the sentences of some sources; all of them where no source is named."""
    wanted = set(names)
    if not wanted:
        return tuple(passages)
    with store.open_graph(graph) as held:
        nodes = {record.node.removeprefix("issue-") for record in held.records if record.source in wanted}
    return tuple(passage for passage in passages if passage.source in nodes)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _day(text: str) -> str:
    year, *rest = text.split("-")
    return "-".join([year, *(part.zfill(2) for part in rest)])
