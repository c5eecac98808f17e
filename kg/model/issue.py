"""What a text's layout says: masthead, contents, articles, clauses, imprint; or a document's parts."""

import datetime
from bisect import bisect_right
from dataclasses import field
from typing import Literal

from kg.frozen import record
from kg.model.text import Span, Text

__all__ = ["Article", "Clause", "Issue", "Kind"]

Kind = Literal["bulletin", "official", "news"]


@record
class Clause:
    """One numbered paragraph with the paragraphs below it, e.g. （1）培育创新主体。….

    ``span`` runs from the marker to the last character before the next clause (or the end of the article);
    ``heading`` is the short first sentence without marker and closing 。; ``position`` counts from 1 in the article;
    ``level`` is 1 for the outermost style of marker in the article; ``parent`` is the position of the clause around.
    """

    span: Span
    position: int
    marker: str
    heading: str
    heading_span: Span
    level: int = 1
    parent: int | None = None


@record
class Article:
    """One item of an issue, or the whole body of an official document.

    ``title`` is the fuller, undamaged reading; ``heading`` as printed over the article; ``toc_title`` as printed in the
    contents ("" where there are none). ``span`` covers heading and body; ``column`` is without decoration ("" if none).
    """

    span: Span
    position: int
    title: str
    heading: str
    heading_span: Span
    toc_title: str = ""
    toc_span: Span | None = None
    column: str = ""
    clauses: tuple[Clause, ...] = ()
    _begins: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _below: dict[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep where the clauses begin, and the first below each, by the position of that above."""
        below: dict[int, int] = {}
        for clause in self.clauses:
            if clause.parent is not None:
                below.setdefault(clause.parent, clause.span.start)
        object.__setattr__(self, "_begins", tuple(clause.span.start for clause in self.clauses))
        object.__setattr__(self, "_below", below)

    def clause_at(self, offset: int) -> Clause | None:
        """Give the innermost clause around a place in the file."""
        begun = bisect_right(self._begins, offset)
        clause = self.clauses[begun - 1] if begun else None
        while clause is not None and offset >= clause.span.end:
            clause = self.above(clause)
        return clause

    def above(self, clause: Clause) -> Clause | None:
        """Give the clause around a clause."""
        return self.clauses[clause.parent - 1] if clause.parent else None

    def own_end(self, clause: Clause) -> int:
        """Give where a clause's own text ends: with it, or where the first clause below it begins."""
        return min(self._below.get(clause.position, clause.span.end), clause.span.end)


@record
class Issue:
    """One text with its layout; spans point into ``text.raw``, names are resolved later by ``kg.link``.

    For a bulletin: series, number, date, publishers, who it was sent and copied to. For an official document:
    ``articles`` holds one article (the document itself), ``publishers`` its issuers as signed or named in the title,
    ``sent_to`` the 主送机关, ``copied_to`` the 抄送, ``doc_number`` its 发文字号, ``wrapper`` the title of a
    “关于印发…的通知” that only issues it ("" if none). A news item has one article and nothing of a frame
    but its date.
    ``source`` names the text in the graph: series and number, or title, else a hash of the text; [A-Za-z0-9_-] and
    Chinese characters only.
    """

    text: Text
    kind: Kind
    source: str
    articles: tuple[Article, ...]
    bulletin: str = ""
    bulletin_span: Span | None = None
    number: int | None = None
    number_span: Span | None = None
    date: datetime.date | None = None
    date_span: Span | None = None
    publishers: tuple[Span, ...] = ()
    sent_to: tuple[Span, ...] = ()
    copied_to: tuple[Span, ...] = ()
    imprint: tuple[Span, ...] = ()
    contents: Span | None = None
    doc_number: str = ""
    doc_number_span: Span | None = None
    wrapper: str = ""
    wrapper_span: Span | None = None
