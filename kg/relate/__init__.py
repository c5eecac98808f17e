"""Stage 5 of 8: Entities in their place → Statements with Evidence, quantities and measures."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.lexicon import Lexicon
from kg.model import Entity, Facts, Issue, Notice, Statement
from kg.relate import concepts, documents, layout, patterns
from kg.relate.faults import faults
from kg.relate.measures import measures
from kg.relate.numbers import quantities
from kg.relate.reading import LinkedText, Reading, reading

__all__ = ["RULES", "facts"]

RULES: tuple[Callable[[Reading], Iterator[Statement]], ...] = (
    layout.places,
    layout.levels,
    documents.title_issuers,
    documents.changed,
    documents.amended,
    documents.annexes,
    documents.signed,
    patterns.statements,
    documents.inherited,
    documents.citations,
    documents.attributes,
    layout.parents,
    concepts.sectors,
    concepts.instruments,
    concepts.programs,
    concepts.titled,
    concepts.headed_groups,
    concepts.leaders,
    concepts.lead_bodies,
    concepts.ladders,
)
"""Rules too irregular for a row of ``data/rules``; each sees what those before it stated."""

_NUMBERS = frozenset({"Quantity", "DocNumber"})
"""What was found as a number of some kind: it becomes a quantity or a property, never a thing."""


def facts(issue: Issue, linked: LinkedText, lexicon: Lexicon) -> tuple[Facts, tuple[Notice, ...]]:
    """Read what the text says about the things it names, and what a person should look at."""
    read = documents.with_mains(reading(issue, linked, lexicon))
    edges: _Edges = {}
    for rule in RULES:
        _join(edges, rule(read))
        read = replace(read, statements=tuple(edges.values()))
    numbers, doubts = quantities(read)
    _join(edges, concepts.paid_groups(read, numbers))
    found = Facts(
        mentions=tuple((m, e) for m, e in linked.pairs if e.type not in _NUMBERS),
        statements=tuple(edges.values()),
        quantities=numbers,
        measures=measures(read, numbers),
        publishers=layout.named_in(read, issue.publishers),
        sent_to=layout.named_in(read, issue.sent_to),
        copied_to=layout.named_in(read, issue.copied_to),
        reports_on=tuple(sorted(read.mains.items())) if linked.document is None else (),
        document=linked.document,
    )
    return found, (*doubts, *layout.doubts(read), *faults(read, numbers))


_Edge = tuple[Entity, str, str, object]
_Edges = dict[_Edge, Statement]


def _join(edges: _Edges, statements: Iterable[Statement]) -> None:
    """Join equal edges: all their evidence, the best confidence; things do not relate to themselves."""
    fresh: dict[_Edge, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.subject != statement.object:
            said = (type(statement.object).__name__, statement.object)
            fresh[statement.subject, statement.relation, *said].append(statement)
    for edge, alike in fresh.items():
        known = edges.get(edge)
        edges[edge] = _one(alike if known is None else [known, *alike])


def _one(alike: list[Statement]) -> Statement:
    if len(alike) == 1:
        return alike[0]
    proofs = dict.fromkeys(proof for statement in alike for proof in statement.evidence)
    return replace(alike[0], evidence=tuple(proofs), confidence=max(s.confidence for s in alike))
