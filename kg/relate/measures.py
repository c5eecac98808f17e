"""What each clause does: one measure a clause, with whom it pays, through what, how much."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.model import Article, Clause, Entity, Evidence, Measure, Quantity, Span
from kg.relate.reading import Reading, Section, Sentence

__all__ = ["measures"]


def measures(reading: Reading, quantities: Sequence[Quantity]) -> tuple[Measure, ...]:
    """Give a measure for each clause that has sentences of its own."""
    by_clause: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        by_clause[quantity.article, quantity.clause].append(quantity)
    told: dict[tuple[int, int], list[Sentence]] = defaultdict(list)
    for section, sentence in reading.sentences():
        if sentence.clause is not None:
            told[section.article.position, sentence.clause.position].append(sentence)
    return tuple(
        _measure(reading, section, clause, told[place], by_clause[place])
        for section in reading.sections
        for clause in section.article.clauses
        if (place := (section.article.position, clause.position)) in told
    )


def _measure(
    reading: Reading, section: Section, clause: Clause, sentences: list[Sentence], quantities: list[Quantity]
) -> Measure:
    main = reading.mains.get(section.article.position)
    used = {name for quantity in quantities for name in quantity.instrument.split("|") if name}
    paying = [s for s in sentences if any(q.evidence.span == s.span for q in quantities)]
    named = _named(sentences)
    paid = _named(paying) if paying else named
    return Measure(
        article=section.article.position,
        clause=clause.position,
        label=clause.heading or section.article.title,
        evidence=Evidence(_own_span(section.article, clause, sentences), "clause", _marks(clause)),
        document=main if main is not None and main.type == "PolicyDoc" else None,
        instruments=tuple(e for e in _of(named, "Instrument") if e.label in used or not quantities),
        sectors=_of(named, "Sector"),
        beneficiaries=_of(paid, "Group"),
        actors=_of(named, "Agency", "AgencyGroup"),
        programs=_of(named, "Program"),
        quantities=tuple(quantities),
    )


def _marks(clause: Clause) -> tuple[Span, ...]:
    """Give the words that head a clause; one that begins at once with its sentences has none."""
    return (clause.heading_span,) if len(clause.heading_span) else ()


def _own_span(article: Article, clause: Clause, sentences: list[Sentence]) -> Span:
    """Give the clause's own text, without the clauses below it."""
    return Span(clause.span.start, min(article.own_end(clause), max(s.span.end for s in sentences)))


def _named(sentences: Iterable[Sentence]) -> dict[tuple[str, str], Entity]:
    """Give what sentences name, each thing once."""
    return {(item.entity.type, item.entity.key): item.entity for s in sentences for item in s.placed}


def _of(named: Mapping[tuple[str, str], Entity], *types: str) -> tuple[Entity, ...]:
    return tuple(sorted((e for (kind, _), e in named.items() if kind in types), key=lambda e: e.key))
