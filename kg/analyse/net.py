"""The network that is measured, what a measure is asked, and the values that rows are made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kg import ontology
from kg.frozen import frozen
from kg.model import Cell
from kg.model.quad import XSD
from kg.query.index import Thing
from kg.query.limits import Limits

if TYPE_CHECKING:
    import networkx

__all__ = ["Asked", "Net", "Note", "counted", "share"]

Note = tuple[str, dict[str, str]]
Progress = Callable[[int, int], None]
"""Told how much is done, and of how much; 0 of 0 where that is not known."""


def _silent(done: int, total: int) -> None:
    """Tell nobody how far a measure is."""
    del done, total


@frozen
class Asked:
    """What a measure is asked: how many rows (0: all), of which class, ranked by what, between which things.

    ``scope`` are the sources whose facts count; ``limits`` say what is background. ``progress`` is told how far it is.
    """

    top: int = 20
    kind: str = ""
    by: str = ""
    between: tuple[int, ...] = ()
    scope: tuple[str, ...] = ()
    limits: Limits = Limits()
    progress: Progress = _silent


@frozen
class Net:
    """The network; ``ties`` is a graph of networkx over numbers of things. ``homes`` are provinces of things."""

    ties: "networkx.Graph"
    things: Mapping[int, Thing]
    homes: Mapping[int, frozenset[int]]
    provinces: tuple[int, ...]
    notes: tuple[Note, ...]

    def label(self, number: int) -> str:
        """Give what a thing is called."""
        thing = self.things[number]
        return thing.label or ontology.load().compact(thing.iri)

    def cell(self, number: int) -> Cell:
        """Give a thing as a value of a row."""
        return Cell("iri", self.things[number].iri, label=self.label(number))

    def kind(self, number: int) -> Cell:
        """Give the class of a thing as a value of a row."""
        name = self.things[number].kind
        return Cell("iri", ontology.load().expand(name), label=ontology.load().label(name)) if name else Cell("none")

    def names(self, numbers: Iterable[int]) -> Cell:
        """Give several things as one value."""
        return Cell("literal", "；".join(map(self.label, numbers)))

    def central(self, numbers: Iterable[int], most: int) -> list[int]:
        """Give the best connected of some things, by label where they are equally so."""
        return sorted(numbers, key=lambda number: (-self.ties.degree(number), self.label(number), number))[:most]

    def of(self, kind: str) -> Iterator[int]:
        """Give the things of a class and those below it; all if none is said."""
        wanted = ontology.load().subclasses(kind) if kind else frozenset[str]()
        return (number for number in self.ties if not kind or self.things[number].kind in wanted)


def counted(count: int) -> Cell:
    """Give a count as a value of a row."""
    return Cell("literal", str(count), f"{XSD}integer")


def share(part: float, places: int = 4) -> Cell:
    """Give a share as a value of a row."""
    return Cell("literal", f"{part:.{places}f}", f"{XSD}decimal")
