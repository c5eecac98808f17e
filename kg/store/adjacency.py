"""Fact edges on their way into a snapshot: gathered line by line, then written as the arrays that paths are found in.

ways.bin     the arrays, see ``kg.ways.arrays``; things by their row in ``nodes.tsv``
texts.tsv    IRI of a text's graphs without the layer, or of another graph · date; by number, the latest last.
             The first row stands for what is said in tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg import ontology
from kg.model import Record
from kg.model.iri import ID, graph
from kg.ways.making import Edges, Sets, made

__all__ = ["TEXTS", "WAYS", "Adjacency", "text_of"]

WAYS = "ways.bin"
TEXTS = "texts.tsv"

_TABLES = f"{ID}g-reference"
_LAYERS = ("-auto", "-edit")

Edge = tuple[str, str, str]


class Adjacency:
    """The fact edges of a snapshot, each with the texts that say it."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        """Know the dates of the texts."""
        self._dates = {text_of(graph(record.source, "auto")): record.date for record in records}
        self._said: dict[Edge, int] = {}
        self._sets = Sets()
        self._texts: dict[str, int] = {_TABLES: 0}

    def see(self, edge: Edge, where: str) -> None:
        """Take an edge that stands in a graph, its terms as N-Quads write them."""
        text = self._texts.setdefault(text_of(where.strip("<>")), len(self._texts))
        self._said[edge] = self._sets.with_one(self._said.get(edge, 0), text)

    def write(
        self, folder: Path, number: Mapping[str, int], relation: Mapping[str, int], things: Iterable[tuple[str, str]]
    ) -> None:
        """Write the files; ``things`` are class and label of each thing by number."""
        ordered = sorted(self._texts, key=lambda text: (text != _TABLES, self._dates.get(text, ""), text))
        sets, renumbered = self._ordered({self._texts[text]: at for at, text in enumerate(ordered)})
        (folder / TEXTS).write_text("".join(f"{text}\t{self._dates.get(text, '')}\n" for text in ordered), "utf-8")
        edges = Edges()
        for (subject, predicate, other), said in sorted(self._said.items()):
            edges.add(number[subject], relation[predicate], number[other], renumbered[said])
        kinds, labels = zip(*things, strict=True) if number else ((), ())
        arrays = made(len(number), edges, kinds=_numbered(kinds), order=_places(labels), sets=sets)
        arrays.dump(folder / WAYS)

    def _ordered(self, place: Mapping[int, int]) -> tuple[list[list[int]], list[int]]:
        """Give the sets of texts in an order that does not depend on how they came, and the new number of each."""
        found = [sorted(place[text] for text in members) for members in self._sets.rows()]
        ordered = sorted(found)
        numbers = {tuple(members): at for at, members in enumerate(ordered)}
        return ordered, [numbers[tuple(members)] for members in found]


def text_of(iri: str) -> str:
    """Give what the graphs of one text have in common: their IRI without the layer."""
    return next((iri.removesuffix(layer) for layer in _LAYERS if iri.endswith(layer)), iri)


def _numbered(kinds: Sequence[str]) -> list[int]:
    """Give a number to the most particular class of each thing."""
    best = {each: _particular(each.split("|")) for each in set(kinds)}
    numbers = {kind: at for at, kind in enumerate(sorted(set(best.values())))}
    return [numbers[best[each]] for each in kinds]


def _particular(kinds: Sequence[str]) -> str:
    known = ontology.load()
    named = [kind for kind in kinds if kind in known.classes]
    return min(named, key=lambda kind: (-len(known.superclasses(kind)), kind), default="")


def _places(labels: Sequence[str]) -> list[int]:
    """Give the place of each label among all of them."""
    places = [0] * len(labels)
    for at, number in enumerate(sorted(range(len(labels)), key=lambda number: (labels[number], number))):
        places[number] = at
    return places
