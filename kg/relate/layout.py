"""What names and layout show by themselves: a body's place and parent, who an issue comes from and goes to."""

import re
from collections.abc import Callable, Iterator, Sequence

from kg.model import Entity, Evidence, Notice, Span, Statement
from kg.relate.reading import Reading, evidence

__all__ = ["doubts", "levels", "named_in", "parents", "places"]

_OFFICE = re.compile(r"(?:办公厅|办公室)$")


def places(reading: Reading) -> Iterator[Statement]:
    """Give each body, document and program the place that its name shows or in which it is told of."""
    placed = reading.linked.place_of
    for entity, proof in _first_told(reading, lambda entity: entity in placed).items():
        place = placed.get(entity)
        if place is not None:
            yield Statement(entity, "place", place, (proof,), 0.95)


def levels(reading: Reading) -> Iterator[Statement]:
    """Give each body the level of its place, which its code shows: GB/T 2260 ends in zeros as often as it is high."""
    for entity, proof in _first_told(reading, lambda entity: entity.type == "Agency").items():
        place = reading.linked.place_of.get(entity)
        if place is not None and place.key.isdigit():
            yield Statement(entity, "level", _level(place.key), (proof,), 0.95)


def _level(code: str) -> str:
    if code == "100000":
        return "国家"
    return "省" if code.endswith("0000") else "市" if code.endswith("00") else "县"


def parents(reading: Reading) -> Iterator[Statement]:
    """Relate an office to the body whose name stands before 办公厅 or 办公室, if the text names that body too."""
    bodies = {entity.label: entity for _, entity in reading.linked.pairs if entity.type == "Agency"}
    for mention, entity in reading.linked.pairs:
        parent = bodies.get(_OFFICE.sub("", entity.label)) if entity.type == "Agency" else None
        if parent is not None and parent != entity:
            yield Statement(entity, "parent", parent, (Evidence(mention.span, "office-of", (mention.span,)),), 0.95)


def named_in(reading: Reading, spans: Sequence[Span]) -> tuple[Entity, ...]:
    """Give the bodies and classes of bodies named in parts of the frame, in the order of the text."""
    types = {"Agency", "AgencyGroup", "Organization"}
    inside = [e for m, e in reading.linked.pairs if e.type in types and any(span.covers(m.span) for span in spans)]
    return tuple(dict.fromkeys(inside))


def doubts(reading: Reading) -> Iterator[Notice]:
    """Report articles of which it is not clear what they report on."""
    for section in reading.sections:
        if section.article.position not in reading.mains:
            yield Notice("no_main", section.article.heading_span, {"title": section.article.title})


def _first_told(reading: Reading, wanted: Callable[[Entity], bool]) -> dict[Entity, Evidence]:
    """Give the first sentence that names each thing wanted; for what only the frame names, the name itself."""
    first: dict[Entity, Evidence] = {}
    for _, sentence in reading.sentences():
        for item in sentence.placed:
            if wanted(item.entity) and item.entity not in first:
                first[item.entity] = evidence(sentence, "place-of", item)
    for mention, entity in reading.linked.pairs:
        if wanted(entity) and entity not in first:
            first[entity] = Evidence(mention.span, "place-of", (mention.span,))
    return first
