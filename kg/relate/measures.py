"""What each clause does: one measure a clause, with whom it pays, through what, how much."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.model import Article, Clause, Entity, Evidence, Measure, Quantity, Span
from kg.relate.reading import Reading, Section, Sentence

__all__ = ["measures"]


def measures(reading: Reading, quantities: Sequence[Quantity]) -> tuple[Measure, ...]:
    """Give a measure for each clause that has sentences of its own."""
    by_clause: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        by_clause[quantity.article, quantity.clause].append(quantity)
    return tuple(
        _measure(reading, section, clause, sentences, by_clause[section.article.position, clause.position])
        for section in reading.sections
        for clause in section.article.clauses
        if (sentences := [s for s in section.sentences if s.clause == clause])
    )


def _measure(
    reading: Reading, section: Section, clause: Clause, sentences: list[Sentence], quantities: list[Quantity]
) -> Measure:
    main = reading.mains.get(section.article.position)
    used = {name for quantity in quantities for name in quantity.instrument.split("|") if name}
    paying = [s for s in sentences if any(q.evidence.span == s.span for q in quantities)]
    return Measure(
        article=section.article.position,
        clause=clause.position,
        label=clause.heading or section.article.title,
        evidence=Evidence(_own_span(section.article, clause, sentences), "clause", (clause.heading_span,)),
        document=main if main is not None and main.type == "PolicyDoc" else None,
        instruments=tuple(e for e in _entities(sentences, "Instrument") if e.label in used or not quantities),
        sectors=_entities(sentences, "Sector"),
        beneficiaries=_entities(paying or sentences, "Group"),
        actors=_entities(sentences, "Agency", "AgencyGroup"),
        programs=_entities(sentences, "Program"),
        quantities=tuple(quantities),
    )


def _own_span(article: Article, clause: Clause, sentences: list[Sentence]) -> Span:
    """Give the clause's own text, without the clauses below it."""
    below = [c.span.start for c in article.clauses if c.parent == clause.position]
    return Span(clause.span.start, min([*below, max(s.span.end for s in sentences)]))


def _entities(sentences: Iterable[Sentence], *types: str) -> tuple[Entity, ...]:
    found = {item.entity.key: item.entity for sentence in sentences for item in sentence.of(*types)}
    return tuple(found[key] for key in sorted(found))
