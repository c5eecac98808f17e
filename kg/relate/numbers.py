"""The numbers of a text with what they are about: a scope for each clause, handed to ``amounts``."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from kg.model import Article, Clause, Issue, Mention, Notice, Quantity, Span
from kg.relate import amounts
from kg.relate.due import settled
from kg.relate.reading import Reading, Section
from kg.relate.scope import Scope

__all__ = ["quantities"]

_TITLE_YEAR = re.compile(r"(20\d\d)\s*年(?!版)")


def quantities(reading: Reading) -> tuple[tuple[Quantity, ...], tuple[Notice, ...]]:
    """Give the quantities of all articles, in the order of the text, and doubts about numbers without an owner."""
    starts = [mention.span.start for mention, _ in reading.linked.pairs]
    numbers = tuple(
        q
        for section in reading.sections
        for scope in _scopes(reading, section, starts)
        for q in amounts.quantities(scope)
    )
    doubts = tuple(
        Notice("quantity_without_owner", q.evidence.span, {"raw": q.raw}) for q in numbers if q.about is None
    )
    return numbers, doubts


def _scopes(reading: Reading, section: Section, starts: list[int]) -> Iterator[Scope]:
    """Give the clauses, and what stands before the first, in which there are numbers."""
    article, issued = section.article, reading.issue.date
    lead = "".join([article.title, *(s.clean for s in section.lead)])
    for clause, span in _stretches(article):
        near = reading.linked.pairs[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        inside = [(m, e) for m, e in near if span.covers(m.span)]
        numbers = tuple(_with_year(m, article, reading.issue) for m, _ in inside if m.amount is not None)
        if numbers:
            yield Scope(
                text=reading.issue.text,
                article=article.position,
                clause=clause.position if clause else 0,
                span=span,
                amounts=numbers,
                default=reading.mains.get(article.position),
                programs=tuple((m.span, e) for m, e in inside if e.type == "Program"),
                mentions=tuple(m for m, _ in inside if m.amount is None),
                heading=_headings(article, clause) if clause else article.heading,
                lead=lead,
                year=issued.year if issued else None,
            )


def _stretches(article: Article) -> Iterator[tuple[Clause | None, Span]]:
    """Give what stands before the first clause, then each clause without those below it."""
    first = article.clauses[0].span.start if article.clauses else article.span.end
    yield None, Span(min(article.heading_span.end, first), first)
    for clause in article.clauses:
        yield clause, Span(clause.span.start, article.own_end(clause))


def _with_year(mention: Mention, article: Article, issue: Issue) -> Mention:
    """Settle the year of a deadline printed without one (6月底前)."""
    amount = mention.amount
    if amount is None or not amount.by.startswith("?"):
        return mention
    years = {int(year) for year in _TITLE_YEAR.findall(article.title)}
    title = years.pop() if len(years) == 1 else None
    return replace(mention, amount=replace(amount, by=settled(amount.by, issue.date, title)))


def _headings(article: Article, clause: Clause) -> str:
    """Give a clause's heading with those of the clauses around it, innermost first."""
    headings = [clause.heading]
    while (above := article.above(clause)) is not None:
        clause = above
        headings.append(clause.heading)
    return " ".join(headings)
