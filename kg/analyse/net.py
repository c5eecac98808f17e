"""Stored facts → the network that is measured: things by number, tied where a fact holds between them.

Facts are those that paths walk, and the background things that paths go around are left out here too. A measure of a
document counts as that document; stated numbers say how much, not who with whom, and are left out. Which way a fact
reads makes no difference. In a scope only what its texts say is a tie.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import ontology
from kg.frozen import field, frozen, slotted
from kg.model import Cell
from kg.model.quad import XSD
from kg.query.index import Index, Thing, opened
from kg.query.limits import Limits
from kg.query.names import candidates, select
from kg.query.paths.space import Facts
from kg.query.process import Worker
from kg.query.scope import graphs
from kg.ways.arrays import Arrays
from kg.ways.network import Network, Rules

if TYPE_CHECKING:
    import networkx

__all__ = ["Asked", "Net", "Note", "counted", "network", "share", "silent"]

Note = tuple[str, dict[str, str]]
Progress = Callable[[int, int, str, int], None]
_PROVINCES = """
SELECT DISTINCT ?place ?province WHERE {
  ?place pb:within* ?province . ?province a pb:Place ; pb:gbCode ?code
  FILTER(STRENDS(STR(?code), "0000") && STR(?code) != "100000")
} ORDER BY ?place ?province"""
_READ = ("document", "place", "issuer")
"""Relations that say what a thing counts as, and where it belongs."""


def silent(done: int, total: int, name: str, size: int) -> None:
    """Tell nobody how far a measure is."""
    del done, total, name, size


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
    progress: Progress = silent


@slotted
class Net:
    """The network; ``ties`` is a graph of networkx over numbers of things. ``homes`` are provinces of things."""

    ties: "networkx.Graph"
    things: Mapping[int, Thing]
    homes: Mapping[int, frozenset[int]]
    provinces: tuple[int, ...]
    notes: tuple[Note, ...]
    _ranked: list[int] = field(default_factory=list)

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


def network(graph: Path, asked: Asked) -> Net:
    """Read the network of a graph folder."""
    with opened(graph) as index, Worker(graph) as worker:
        return _Reader(index, asked).net(_provinces(index, worker))


def counted(count: int) -> Cell:
    """Give a count as a value of a row."""
    return Cell("literal", str(count), f"{XSD}integer")


def share(part: float, places: int = 4) -> Cell:
    """Give a share as a value of a row."""
    return Cell("literal", f"{part:.{places}f}", f"{XSD}decimal")


def _provinces(index: Index, worker: Worker) -> dict[int, int]:
    """Find the province of each place."""
    pairs = ((index.number(a.value), index.number(b.value)) for a, b in select(worker, _PROVINCES))
    return {place: province for place, province in pairs if place is not None and province is not None}


@slotted
class _Reader:
    """Reads the arrays once, by the rules of the question."""

    index: Index
    asked: Asked
    arrays: Any = None
    net_: Any = None
    closed: frozenset[int] = frozenset()
    notes: tuple[Note, ...] = ()
    things: dict[int, Thing] = field(default_factory=dict)
    led: dict[str, dict[int, list[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Map the arrays, and find out what is background."""
        facts = Facts(self.index)
        self.arrays = Arrays.opened(Path(str(facts.source)))
        texts = frozenset(facts.texts(graphs(self.asked.scope))) if self.asked.scope else None
        self.net_ = Network(self.arrays, Rules(None, texts))
        self.led = self._relations()
        self._background()

    def net(self, provinces: Mapping[int, int]) -> Net:
        import networkx

        owners = self._owners()
        ties = {tuple(sorted((owners[a], owners[b]))) for a, b in self._hops() if a in owners and b in owners}
        found = networkx.Graph()
        pairs = sorted(pair for pair in ties if pair[0] != pair[1])
        found.add_nodes_from(sorted({number for pair in pairs for number in pair}))
        found.add_edges_from(pairs)
        homes = self._homes(found, provinces)
        shown = tuple(sorted({province for some in homes.values() for province in some}))
        things = {number: self._thing(number) for number in (*found, *shown)}
        return Net(found, things, homes, shown, self.notes)

    def _background(self) -> None:
        """Find out what is left out, as paths do, and say so."""
        limits, nodes = self.asked.limits, self.arrays.nodes
        rows = [
            (nodes[rank], count, total)
            for rank, count, total in self.arrays.shares()
            if limits.share and count >= limits.share * total
        ]
        named = {match.number for name in limits.background for match in candidates(self.index, name)}
        self.closed = frozenset({number for number, *_ in rows} | named)
        words = [f"{self._thing(number).label}（{count}/{total}）" for number, count, total in sorted(rows, key=_least)]
        words += sorted(self._thing(number).label for number in named - {number for number, *_ in rows})
        if words:
            self.notes = (("background_left_out", {"things": "、".join(words)}),)

    def _owners(self) -> dict[int, int]:
        """Give for each thing what it counts as: measures as their documents, stated numbers and background as none."""
        known = ontology.load()
        numbers = known.subclasses("Quantity")
        document = self.led["document"]
        found: dict[int, int] = {}
        for rank, number in enumerate(self.arrays.nodes):
            if number in self.closed or not self.arrays.degree(rank):
                continue
            kind = self._thing(number).kind
            if kind == "Measure":
                found.update((number, owner) for owner in document.get(number, ())[:1])
            elif kind not in numbers:
                found[number] = number
        return found

    def _hops(self) -> Iterator[tuple[int, int]]:
        nodes = self.arrays.nodes
        for rank, number in enumerate(nodes):
            for other in self.net_.near(rank):
                if rank < other:
                    yield number, nodes[other]

    def _homes(self, ties: "networkx.Graph", provinces: Mapping[int, int]) -> dict[int, frozenset[int]]:
        """Give the provinces that things belong to: by their place, documents else by who issued them."""
        place, issuer = self.led["place"], self.led["issuer"]
        found: dict[int, frozenset[int]] = {}
        for number in ties:
            near = [number, *place.get(number, ())]
            if not any(each in provinces for each in near) and self._thing(number).kind == "PolicyDoc":
                near = [each for body in issuer.get(number, ()) for each in place.get(body, ())]
            home = frozenset(provinces[each] for each in near if each in provinces)
            if home:
                found[number] = home
        return found

    def _relations(self) -> dict[str, dict[int, list[int]]]:
        """Give what some relations lead to, from each thing, in one pass over all facts."""
        arrays, nodes, known = self.arrays, self.arrays.nodes, ontology.load()
        names = {2 * at: known.local(iri) for at, iri in self.index.fact_relations()}
        found: dict[str, dict[int, list[int]]] = {name: {} for name in _READ}
        wanted = {code: found[name] for code, name in names.items() if name in found}
        for rank, number in enumerate(nodes):
            for at in range(arrays.heads[rank], arrays.heads[rank + 1]):
                here = wanted.keys() & arrays.codes[arrays.hops[at] : arrays.hops[at + 1]]
                for code in here.intersection(code for code, _ in self.net_.hop(rank, arrays.near[at])) if here else ():
                    wanted[code].setdefault(number, []).append(nodes[arrays.near[at]])
        return found

    def _thing(self, number: int) -> Thing:
        found = self.things.get(number)
        if found is None:
            found = self.things[number] = self.index.thing(number)
        return found


def _least(row: tuple[int, int, int]) -> tuple[int, int]:
    number, count, _ = row
    return -count, number
