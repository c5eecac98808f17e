"""What the sentences say, as quads: mentions, statements, quantities, measures, each with the words behind it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from kg.encode.layout import document
from kg.encode.sheet import Sheet
from kg.encode.values import amount_label, term
from kg.model import Entity, Evidence, Facts, Issue, Measure, Quantity, Span, Statement, Text
from kg.model.quad import node
from kg.ontology import load

__all__ = ["said"]

PROVEN = ("PolicyDoc", "Program")
"""Entities that carry the sentences in which they stand."""

_ENDS = "。！？；\n"
_CLOSE = re.compile(f"[{_ENDS}]")


def said(sheet: Sheet, issue: Issue, facts: Facts) -> None:
    """Write all facts of a text."""
    _mentions(sheet, issue, facts)
    for statement in facts.statements:
        _statement(sheet, statement)
    for quantity in facts.quantities:
        _quantity(sheet, quantity)
    seen: dict[tuple[int, int], int] = {}
    whole = document(issue, facts) if issue.kind == "official" else None
    for measure in facts.measures:
        place = (measure.article, measure.clause)
        seen[place] = seen.get(place, 0) + 1
        _measure(sheet, measure, seen[place], whole)
    _unproven(sheet, issue, facts)


def _mentions(sheet: Sheet, issue: Issue, facts: Facts) -> None:
    named = _named()
    starts = [article.span.start for article in issue.articles]
    within: set[tuple[int, int, str]] = set()
    for mention, entity in facts.mentions:
        if entity.type not in named:
            continue
        iri = sheet.entity(entity)
        start = mention.span.start
        if entity.type in PROVEN:
            sheet.proves(iri, _sentence(issue.text, mention.span))
        at = bisect_right(starts, start) - 1
        if at < 0 or start >= issue.articles[at].span.end:
            continue
        article = issue.articles[at]
        if issue.kind != "official":
            within.add((article.position, 0, iri))
        clause = article.clause_at(start)
        if clause is not None:
            within.add((article.position, clause.position, iri))
    for article_at, clause_at, iri in within:
        place = sheet.place("Clause", article_at, clause_at) if clause_at else sheet.place("Article", article_at)
        sheet.link(place, "mentions", iri)


@cache
def _named() -> frozenset[str]:
    """Give the classes of things that have names; a quantity is written with what it counts."""
    return frozenset(load().classes) - {"Quantity"}


def _sentence(text: Text, span: Span) -> Span:
    """Give the sentence (or line) around a piece of text."""
    clean = text.clean
    start, end = text.clean_range(span)
    start = max(clean.rfind(sign, 0, start) for sign in _ENDS) + 1
    if not end or clean[end - 1] not in _ENDS:
        close = _CLOSE.search(clean, end)
        end = close.end() - (close[0] == "\n") if close else len(clean)
    while start < end and clean[start].isspace():
        start += 1
    return text.span(start, end) if start < end else span


def _statement(sheet: Sheet, statement: Statement) -> None:
    subject = sheet.entity(statement.subject)
    value = (
        node(sheet.entity(statement.object))
        if isinstance(statement.object, Entity)
        else term(statement.relation, statement.object)
    )
    sheet.state(subject, statement.relation, value, evidence=statement.evidence, confidence=statement.confidence)


def _quantity(sheet: Sheet, quantity: Quantity) -> None:
    amount = quantity.amount
    label = f"{quantity.indicator} {amount_label(amount)}".strip()
    types = load().superclasses(quantity.kind)
    iri = sheet.part("Quantity", *_place(quantity), label=label, types=(quantity.kind, *types))
    if quantity.about is not None:
        about = node(sheet.entity(quantity.about))
        sheet.state(iri, "about", about, evidence=(quantity.evidence,), confidence=quantity.confidence)
    for relation, number in (("value", amount.value), ("min", amount.min), ("max", amount.max)):
        if number is not None:
            sheet.note(iri, relation, number)
    for relation, flag in (("inclusive", amount.inclusive), ("approx", amount.approx), ("oneOff", amount.one_off)):
        sheet.note(iri, relation, flag)
    printed = {"indicator": quantity.indicator, "of": quantity.of, "raw": quantity.raw}
    understood = {"unit": amount.unit, "per": amount.per, "by": amount.by, "period": amount.period}
    for relation, text in (printed | understood).items():
        sheet.note(iri, relation, text)
    _prove(sheet, iri, quantity.evidence)


def _place(quantity: Quantity) -> tuple[int, int, int]:
    return quantity.article, quantity.clause, quantity.order


def _prove(sheet: Sheet, iri: str, evidence: Evidence) -> None:
    sheet.proves(iri, evidence.span)
    for mark in evidence.marks:
        sheet.marks(iri, mark)


def _measure(sheet: Sheet, measure: Measure, count: int, whole: Entity | None) -> None:
    place = (measure.article, measure.clause) if count == 1 else (measure.article, measure.clause, count)
    iri = sheet.part("Measure", *place, label=measure.label)
    if measure.clause:
        sheet.link(iri, "clause", sheet.place("Clause", measure.article, measure.clause))
    owner = measure.document or whole
    groups: tuple[tuple[str, Iterable[Entity]], ...] = (
        ("document", (owner,) if owner else ()),
        ("instrument", measure.instruments),
        ("sector", measure.sectors),
        ("beneficiary", measure.beneficiaries),
        ("actor", measure.actors),
        ("program", measure.programs),
    )
    edges = [(relation, sheet.entity(entity)) for relation, entities in groups for entity in entities]
    edges += [("quantity", sheet.place("Quantity", *_place(quantity))) for quantity in measure.quantities]
    for relation, other in edges:
        sheet.state(iri, relation, node(other), evidence=(measure.evidence,), confidence=1.0)
    _prove(sheet, iri, measure.evidence)


def _unproven(sheet: Sheet, issue: Issue, facts: Facts) -> None:
    """Give documents and programs that no mention shows the sentences of what is said about them."""
    shown = {Sheet.name(entity) for _, entity in facts.mentions if entity.type in PROVEN}
    for entity, span in (*_spoken_of(facts), *_reported(issue, facts)):
        if entity.type in PROVEN and (iri := Sheet.name(entity)) not in shown:
            sheet.proves(iri, span)


def _spoken_of(facts: Facts) -> Iterator[tuple[Entity, Span]]:
    for statement in facts.statements:
        for entity in (statement.subject, statement.object):
            if isinstance(entity, Entity):
                yield from ((entity, evidence.span) for evidence in statement.evidence)
    for quantity in facts.quantities:
        if quantity.about is not None:
            yield quantity.about, quantity.evidence.span
    for measure in facts.measures:
        for entity in (*measure.programs, *((measure.document,) if measure.document else ())):
            yield entity, measure.evidence.span


def _reported(issue: Issue, facts: Facts) -> Iterator[tuple[Entity, Span]]:
    headings = {article.position: article.heading_span for article in issue.articles}
    for position, entity in facts.reports_on:
        if position in headings:
            yield entity, headings[position]
