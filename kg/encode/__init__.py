"""Stage 6 of 8: encode Statements→quads; the only place that mints an IRI.

A shard is a pure function of what was read and of our data: no clock, no file name, no order of discovery is in it.
"""

from collections import Counter

from kg.encode.layout import document, issue_node, item_node, layout
from kg.encode.reference import reference
from kg.encode.said import said
from kg.encode.sheet import Sheet
from kg.model import Facts, Issue, Record, Shard
from kg.model.iri import ID

__all__ = ["reference", "shard"]


def shard(issue: Issue, facts: Facts) -> Shard:
    """Write down all that one text says, as sorted lines of N-Quads in the text's own graphs."""
    sheet = Sheet(issue, _node(issue, facts))
    layout(sheet, issue, facts)
    said(sheet, issue, facts)
    blocks = sheet.blocks()
    return Shard(_record(sheet, issue), blocks)


def _node(issue: Issue, facts: Facts) -> str:
    """Give the node that stands for the whole text: the issue, the document itself, or the one article."""
    if issue.kind == "news" and issue.articles:
        return item_node(issue)
    return Sheet.name(document(issue, facts)) if issue.kind == "official" else issue_node(issue)


def _record(sheet: Sheet, issue: Issue) -> Record:
    counts = Counter(kind for kinds in sheet.kinds.values() for kind in kinds)
    return Record(
        source=issue.source,
        kind=issue.kind,
        label=sheet.label(sheet.node) or issue.source,
        node=sheet.node.removeprefix(ID),
        series=issue.bulletin,
        number=issue.number,
        date=issue.date.isoformat() if issue.date else "",
        counts=tuple(sorted(counts.items())),
    )
