"""What the layout says, as quads: bulletin, issue, articles, clauses; who published it and who it was sent to."""

from kg.encode.sheet import Sheet
from kg.encode.values import term, words
from kg.model import Article, Clause, Entity, Facts, Issue, Span
from kg.model.iri import local, thing

__all__ = ["document", "issue_node", "item_node", "layout"]


def layout(sheet: Sheet, issue: Issue, facts: Facts) -> None:
    """Write the parts of the text from the outside in."""
    if issue.kind == "official":
        _document(sheet, issue, facts)
        return
    if issue.kind == "bulletin":
        _issue(sheet, issue, facts)
    elif issue.date is not None:
        sheet.add(sheet.node, "date", term("date", issue.date))
    for article in issue.articles:
        _article(sheet, article, facts)


def issue_node(issue: Issue) -> str:
    """Give the IRI of an issue."""
    return thing("Issue", local(issue.source))


def item_node(issue: Issue) -> str:
    """Give the IRI of a news item: an article that stands in no issue."""
    return thing("Article", local(issue.source), issue.articles[0].position)


def document(issue: Issue, facts: Facts) -> Entity:
    """Give the document that an official text is; by its title where nobody found out more."""
    if facts.document is not None:
        return facts.document
    title = issue.articles[0].title if issue.articles else ""
    return Entity("PolicyDoc", title or issue.source, title or issue.source)


def _document(sheet: Sheet, issue: Issue, facts: Facts) -> None:
    sheet.entity(document(issue, facts))
    for article in issue.articles:
        sheet.proves(sheet.node, article.heading_span if len(article.heading_span) else article.span)
        for clause in article.clauses:
            _clause(sheet, article, clause, parent=("inDocument", sheet.node))


def _issue(sheet: Sheet, issue: Issue, facts: Facts) -> None:
    sheet.declare(sheet.node, ("Issue",), _label(issue))
    if issue.bulletin and issue.number is not None and issue.date is not None:
        sheet.alias(
            sheet.node,
            words()["issue_of_year"].format(series=issue.bulletin, year=issue.date.year, number=issue.number),
        )
    if issue.bulletin:
        bulletin = thing("Bulletin", issue.bulletin)
        sheet.declare(bulletin, ("Bulletin",), issue.bulletin)
        sheet.link(sheet.node, "bulletin", bulletin)
    if issue.number is not None:
        sheet.note(sheet.node, "number", issue.number)
    if issue.date is not None:
        sheet.add(sheet.node, "date", term("date", issue.date))
    bodies = (("publisher", facts.publishers), ("sentTo", facts.sent_to), ("copiedTo", facts.copied_to))
    for relation, entities in bodies:
        for entity in entities:
            sheet.link(sheet.node, relation, sheet.entity(entity))


def _label(issue: Issue) -> str:
    if issue.bulletin and issue.number is not None:
        return words()["issue"].format(series=issue.bulletin, number=issue.number)
    if issue.bulletin and issue.date is not None:
        return f"{issue.bulletin} {issue.date.isoformat()}"
    return issue.bulletin or (issue.articles[0].title if issue.articles else "") or issue.source


def _article(sheet: Sheet, article: Article, facts: Facts) -> None:
    iri = sheet.part("Article", article.position, label=article.title)
    if iri != sheet.node:
        sheet.link(iri, "issue", sheet.node)
    sheet.note(iri, "position", article.position)
    _stands(sheet, iri, article.heading_span, Span(article.span.start, article.span.start + 1))
    sheet.note(iri, "column", article.column)
    sheet.note(iri, "title", article.title)
    for relation, printed in (("heading", article.heading), ("tocTitle", article.toc_title)):
        sheet.note(iri, relation, printed if printed != article.title else "")
    for position, entity in facts.reports_on:
        if position == article.position:
            sheet.link(iri, "reportsOn", sheet.entity(entity))
    for clause in article.clauses:
        _clause(sheet, article, clause, parent=("article", iri))


def _clause(sheet: Sheet, article: Article, clause: Clause, *, parent: tuple[str, str]) -> None:
    label = clause.heading or clause.marker
    iri = sheet.part("Clause", article.position, clause.position, label=label)
    sheet.link(iri, *parent)
    sheet.note(iri, "position", clause.position)
    sheet.note(iri, "heading", clause.heading)
    marker = Span(clause.span.start, clause.span.start + len(clause.marker))
    _stands(sheet, iri, clause.heading_span, marker)


def _stands(sheet: Sheet, iri: str, heading: Span, start: Span) -> None:
    """Say where a part begins: its heading, or the first characters of one that has none."""
    span = heading if len(heading) else start
    if len(span):
        sheet.proves(iri, span)
