"""Fact edges on their way into a snapshot: gathered line by line, then written as the arrays that paths are found in.

ways.bin     the arrays, see ``kg.ways.arrays``; things by their row in ``nodes.tsv``
texts.tsv    IRI of a text's graphs without the layer, or of another graph · date; by number, the latest last.
             The first row stands for what is said in tables.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg import ontology
from kg.model.iri import ID, graph
from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Record

__all__ = ["TEXTS", "WAYS", "Adjacency", "particular", "text_of"]

WAYS = "ways.bin"
TEXTS = "texts.tsv"

_TABLES = f"{ID}g-reference"
_LAYERS = ("-auto", "-edit")

Edge = tuple[str, str, str]


class Adjacency:
    """The fact edges of a snapshot, each with the texts that say it."""

    def __init__(self, records: "Iterable[Record]" = ()) -> None:
        """Know the dates of the texts."""
        self._dates = {text_of(graph(record.source, "auto")): record.date for record in records}
        self._said: dict[Edge, array[int]] = {}
        self._texts: dict[str, int] = {_TABLES: 0}

    def see(self, edge: Edge, where: str) -> None:
        """Take an edge that stands in a graph, its terms as N-Quads write them."""
        text = self._texts.setdefault(text_of(where.strip("<>")), len(self._texts))
        said = self._said.setdefault(edge, array("I"))
        if not said or said[-1] != text:
            said.append(text)

    def write(
        self, folder: Path, number: Mapping[str, int], relation: Mapping[str, int], things: Iterable[tuple[str, str]]
    ) -> None:
        """Write the files; ``things`` are class and label of each thing by number."""
        from kg.ways.making import Edges, made

        ordered = sorted(self._texts, key=lambda text: (text != _TABLES, self._dates.get(text, ""), text))
        sets = self._sets({self._texts[text]: at for at, text in enumerate(ordered)})
        (folder / TEXTS).write_text("".join(f"{text}\t{self._dates.get(text, '')}\n" for text in ordered), "utf-8")
        edges = Edges()
        numbers = {members: at for at, members in enumerate(sorted({(), *sets.values()}))}
        for (subject, predicate, other), members in sorted(sets.items()):
            edges.add(number[subject], relation[predicate], number[other], numbers[members])
        kinds, labels = zip(*things, strict=True) if number else ((), ())
        arrays = made(len(number), edges, kinds=_numbered(kinds), order=_places(labels), sets=numbers)
        arrays.dump(folder / WAYS)

    def _sets(self, place: Mapping[int, int]) -> dict[Edge, tuple[int, ...]]:
        """Give the texts of each edge by their places, so that nothing depends on the order in which they came."""
        one: dict[tuple[int, ...], tuple[int, ...]] = {}
        sets = ((edge, tuple(sorted({place[text] for text in texts}))) for edge, texts in self._said.items())
        return {edge: one.setdefault(members, members) for edge, members in sets}


def text_of(iri: str) -> str:
    """Give what the graphs of one text have in common: their IRI without the layer."""
    return next((iri.removesuffix(layer) for layer in _LAYERS if iri.endswith(layer)), iri)


def particular(kinds: Sequence[str]) -> str:
    """Give the most particular of some classes, by local name; "" if we know none of them."""
    known = ontology.load()
    named = [kind for kind in kinds if kind in known.classes]
    return min(named, key=lambda kind: (-len(known.superclasses(kind)), kind), default="")


def _numbered(kinds: Sequence[str]) -> list[int]:
    """Give a number to the most particular class of each thing."""
    best = {each: particular(each.split("|")) for each in set(kinds)}
    numbers = {kind: at for at, kind in enumerate(sorted(set(best.values())))}
    return [numbers[best[each]] for each in kinds]


def _places(labels: Sequence[str]) -> list[int]:
    """Give the place of each label among all of them."""
    places = [0] * len(labels)
    for at, number in enumerate(sorted(range(len(labels)), key=lambda number: (labels[number], number))):
        places[number] = at
    return places
