"""The records that all network formats are written from: things, facts between them, stated numbers."""

from collections.abc import Mapping
from typing import Literal

from kg.frozen import record

__all__ = ["Column", "Edge", "Node", "Sort", "Stated"]

Sort = Literal["string", "integer", "double", "boolean"]


@record
class Column:
    """A further attribute that some node has: its name, its one type, its label."""

    name: str
    sort: Sort
    label: str


@record
class Node:
    """A thing: ``kind`` its class, ``first_issue`` and ``date`` of the earliest text that speaks of it.

    ``id`` is ``n`` and 13 digits of the IRI's hash: short, stable, ASCII, and a number that JavaScript can hold.
    ``attributes`` has the values of a network's ``columns``, written as text, several joined by ``|``.
    """

    id: str
    label: str
    kind: str
    kind_zh: str
    iri: str
    first_issue: str
    date: str
    texts: int
    colour: str
    size: float
    x: float
    y: float
    attributes: Mapping[str, str]

    @property
    def number(self) -> int:
        """The digits of the id, for formats that want a number."""
        return int(self.id[1:], 16)


@record
class Edge:
    """A fact: ``issue`` names the texts that state it, ``weight`` counts them, ``evidence`` is the first sentence.

    ``kind`` is what keeps it apart from other edges between the same two things: its relation, and the text where
    there is one edge a text. ``id`` begins with ``e``, so that it never equals a node's.
    """

    id: str
    source: str
    target: str
    predicate: str
    predicate_zh: str
    kind: str
    issue: str = ""
    date: str = ""
    evidence: str = ""
    weight: int = 1
    source_label: str = ""
    target_label: str = ""
    source_kind: str = ""
    target_kind: str = ""


@record
class Stated:
    """A stated number and the thing whose number it is; ``fields`` by the names of the vocabulary (max, unit, by …)."""

    kind: str
    label: str
    about: str
    issue: str
    date: str
    evidence: str
    fields: Mapping[str, str]
