"""One text as relation rules see it: sentences in their article and clause, with the things they name."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Protocol

from kg.frozen import record
from kg.lexicon import Lexicon
from kg.model import Article, Clause, Entity, Evidence, Issue, Mention, Span, Statement

__all__ = ["LinkedText", "Placed", "Reading", "Section", "Sentence", "evidence", "reading"]

_ENDS, _OPENING, _CLOSING = "。！？；\n", "（《“", "）》”"
_SIGNS = re.compile(f"[{_ENDS}{_OPENING}{_CLOSING}]")


class LinkedText(Protocol):
    """What linking gives: mentions with entities, the place each article speaks of, the document itself."""

    @property
    def pairs(self) -> tuple[tuple[Mention, Entity], ...]:
        """Mentions with what they mean."""

    @property
    def places(self) -> Mapping[int, Entity]:
        """The place that each article (by position) speaks of."""

    @property
    def place_of(self) -> Mapping[Entity, Entity]:
        """The place of each body, document and program that shows one."""

    @property
    def document(self) -> Entity | None:
        """The official document itself, if the text is one."""


@record
class Placed:
    """A mention in a sentence: offsets in the sentence's clean text."""

    start: int
    end: int
    mention: Mention
    entity: Entity


@record
class Sentence:
    """A sentence: ``clean`` reading, ``span`` in the file, the clause it stands in (None: before the first)."""

    clean: str
    offset: int
    span: Span
    clause: Clause | None
    placed: tuple[Placed, ...]
    _by_type: dict[str, tuple[Placed, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the mentions of each type: every rule asks for one or two of them."""
        found: dict[str, tuple[Placed, ...]] = {}
        for item in self.placed:
            found[item.entity.type] = (*found.get(item.entity.type, ()), item)
        object.__setattr__(self, "_by_type", found)

    @property
    def kinds(self) -> Collection[str]:
        """The types of what it names."""
        return self._by_type.keys()

    def of(self, *types: str) -> tuple[Placed, ...]:
        """Give the mentions of some types, in order."""
        if len(types) == 1:
            return self._by_type.get(types[0], ())
        return (
            ()
            if self._by_type.keys().isdisjoint(types)
            else tuple(item for item in self.placed if item.entity.type in types)
        )


@record
class Section:
    """An article with its sentences; the heading is the first."""

    article: Article
    sentences: tuple[Sentence, ...]

    @property
    def lead(self) -> tuple[Sentence, ...]:
        """The sentences before the first clause, heading left out."""
        return tuple(s for s in self.sentences[1:] if s.clause is None)


@record
class Reading:
    """What the rules read: the issue, its sections, what each article reports on, and what earlier rules stated.

    ``kinds`` are the kinds of document, longest first; ``paid`` the instruments that count only beside an amount.
    """

    issue: Issue
    linked: LinkedText
    sections: tuple[Section, ...]
    kinds: tuple[str, ...] = ()
    paid: frozenset[str] = frozenset()
    mains: Mapping[int, Entity] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    _naming: Mapping[str, tuple[tuple[Section, Sentence], ...]] = field(default_factory=dict, repr=False)

    def sentences(self, kind: str = "") -> tuple[tuple[Section, Sentence], ...]:
        """Give every sentence (``kind``: that names such a thing) with its section."""
        return self._naming.get(kind, ())

    def told(self, kind: str = "", *, body: bool = False) -> Iterator[tuple[Entity, Sentence]]:
        """Give the same (``body``: without the headings) with what its article reports on."""
        for section, sentence in self.sentences(kind):
            main = self.mains.get(section.article.position)
            if main is not None and not (body and sentence is section.sentences[0]):
                yield main, sentence


def reading(issue: Issue, linked: LinkedText, lexicon: Lexicon) -> Reading:
    """Cut the articles into sentences with their mentions; take what rules need to know from the lexicon."""
    pairs = sorted(linked.pairs, key=lambda pair: (pair[0].span, pair[1].type, pair[1].key))
    sections = tuple(Section(article, tuple(_sentences(issue, article, pairs))) for article in issue.articles)
    kinds = {name for row in lexicon.rows("doctypes") for name in (row.label, *row.aliases)}
    paid = frozenset(row.label for row in lexicon.rows("instruments") if row.fields.get("when") == "amount")
    order = tuple(sorted(kinds, key=lambda kind: (-len(kind), kind)))
    return Reading(issue, linked, sections, order, paid, _naming=_naming(sections))


def evidence(sentence: Sentence, rule: str, *marks: Placed) -> Evidence:
    """Give the sentence as evidence with the words that count."""
    spans = (marks[0].mention.span,) if len(marks) == 1 else tuple(sorted({mark.mention.span for mark in marks}))
    return Evidence(sentence.span, rule, spans)


def _sentences(issue: Issue, article: Article, pairs: list[tuple[Mention, Entity]]) -> Iterator[Sentence]:
    text = issue.text
    first, last = (bisect_left(pairs, at, key=_start) for at in (article.span.start, article.span.end))
    inside = [pair for pair in pairs[first:last] if article.span.covers(pair[0].span)]
    starts = [mention.span.start for mention, _ in inside]
    for start, end in _cuts(issue, article):
        span = text.span(start, end)
        placed = []
        for mention, entity in inside[bisect_left(starts, span.start) :]:
            if mention.span.start >= span.end:
                break
            left, right = text.clean_range(mention.span)
            placed.append(Placed(left - start, min(right, end) - start, mention, entity))
        yield Sentence(text.clean[start:end], start, span, article.clause_at(span.start), tuple(placed))


def _naming(sections: Iterable[Section]) -> dict[str, tuple[tuple[Section, Sentence], ...]]:
    """Give the sentences by the types of what they name, all of them by "": rules ask for few of them, and often."""
    found: dict[str, list[tuple[Section, Sentence]]] = {}
    for section in sections:
        for sentence in section.sentences:
            for kind in ("", *sentence.kinds):
                found.setdefault(kind, []).append((section, sentence))
    return {kind: tuple(pairs) for kind, pairs in found.items()}


def _start(pair: tuple[Mention, Entity]) -> int:
    return pair[0].span.start


def _cuts(issue: Issue, article: Article) -> Iterator[tuple[int, int]]:
    """Give the heading, then what stands before it (the letter that a document comes with), then what follows."""
    text = issue.text
    start, end = text.clean_range(article.span)
    heading = text.clean_range(article.heading_span)
    if start <= heading[0] < heading[1] <= end:
        yield heading
        letter = text.clean.rfind("\n", start, heading[0])
        yield from _sentence_cuts(text.clean, start, letter) if letter > start else ()
        start = heading[1]
    yield from _sentence_cuts(text.clean, start, end)


def _sentence_cuts(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut after each closing sign; white space belongs to no sentence."""
    depth = 0
    at = start
    for found in _SIGNS.finditer(clean, start, end):
        sign = found[0]
        depth = 0 if sign == "\n" else max(0, depth + (sign in _OPENING) - (sign in _CLOSING))
        if sign == "\n" or (sign in _ENDS and not depth):
            yield from _trimmed(clean, at, found.end())
            at = found.end()
    yield from _trimmed(clean, at, end)


def _trimmed(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = clean[start:end]
    left = start + len(part) - len(part.lstrip())
    right = start + len(part.rstrip())
    if left < right:
        yield left, right
