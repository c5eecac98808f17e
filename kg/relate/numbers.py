"""The numbers of a text with what they are about: a scope for each clause, handed to ``amounts``."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, takewhile

from kg.model import Article, Clause, Issue, Mention, Notice, Quantity, Span
from kg.relate import amounts
from kg.relate.due import settled
from kg.relate.reading import Reading, Section
from kg.relate.scope import Scope

__all__ = ["quantities"]

_TITLE_YEAR = re.compile(r"(20\d\d)\s*年(?!版)")


def quantities(reading: Reading) -> tuple[tuple[Quantity, ...], tuple[Notice, ...]]:
    """Give the quantities of all articles, in the order of the text, and doubts about numbers without an owner."""
    numbers = tuple(
        q
        for section in reading.sections
        for scope in _scopes(reading, section)
        if scope.amounts
        for q in amounts.quantities(scope)
    )
    doubts = tuple(
        Notice("quantity_without_owner", q.evidence.span, {"raw": q.raw}) for q in numbers if q.about is None
    )
    return numbers, doubts


def _scopes(reading: Reading, section: Section) -> Iterator[Scope]:
    article = section.article
    first = article.clauses[0].span.start if article.clauses else article.span.end
    yield _scope(reading, section, 0, Span(min(article.heading_span.end, first), first), article.heading)
    for clause in article.clauses:
        yield _scope(reading, section, clause.position, _own_span(article, clause), _headings(article, clause))


def _scope(reading: Reading, section: Section, clause: int, span: Span, heading: str) -> Scope:
    pairs = reading.linked.pairs
    first = bisect_left(pairs, span.start, key=lambda pair: pair[0].span.start)
    near = takewhile(lambda pair: pair[0].span.start < span.end, islice(pairs, first, None))
    inside = [(m, e) for m, e in near if span.covers(m.span)]
    issued = reading.issue.date
    return Scope(
        text=reading.issue.text,
        article=section.article.position,
        clause=clause,
        span=span,
        amounts=tuple(_with_year(m, section.article, reading.issue) for m, _ in inside if m.amount is not None),
        default=reading.mains.get(section.article.position),
        programs=tuple((m.span, e) for m, e in inside if e.type == "Program"),
        mentions=tuple(m for m, _ in inside if m.amount is None),
        heading=heading,
        lead="".join([section.article.title, *(s.clean for s in section.lead)]),
        year=issued.year if issued else None,
    )


def _with_year(mention: Mention, article: Article, issue: Issue) -> Mention:
    """Settle the year of a deadline printed without one (6月底前)."""
    amount = mention.amount
    if amount is None or not amount.by.startswith("?"):
        return mention
    years = {int(year) for year in _TITLE_YEAR.findall(article.title)}
    title = years.pop() if len(years) == 1 else None
    return replace(mention, amount=replace(amount, by=settled(amount.by, issue.date, title)))


def _own_span(article: Article, clause: Clause) -> Span:
    """Give the clause's text without the clauses below it."""
    below = [c.span.start for c in article.clauses if c.parent == clause.position]
    return Span(clause.span.start, min([*below, clause.span.end]))


def _headings(article: Article, clause: Clause) -> str:
    """Give a clause's heading with those of the clauses around it, innermost first."""
    by_position = {c.position: c for c in article.clauses}
    headings = [clause.heading]
    while clause.parent is not None and clause.parent in by_position:
        clause = by_position[clause.parent]
        headings.append(clause.heading)
    return " ".join(headings)
