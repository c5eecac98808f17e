"""Stored facts → the network that is measured: things by number, tied where a fact holds between them.

Facts are those that paths walk, and the background things that paths go around are left out here too. A measure of a
document counts as that document; stated numbers say how much, not who with whom, and are left out. Which way a fact
reads makes no difference. In a scope only what its texts say is a tie.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg import ontology
from kg.analyse.net import Asked, Net, Note
from kg.frozen import field, slotted
from kg.query.index import Index, Thing, opened
from kg.query.limits import Limits
from kg.query.names import Match, candidates, select
from kg.query.paths.space import Facts
from kg.query.process import Worker
from kg.query.scope import graphs
from kg.ways.arrays import Arrays
from kg.ways.network import Network, Rules

if TYPE_CHECKING:
    import networkx

__all__ = ["network"]

_LED = ("document", "place", "issuer")
"""Relations that say what a thing counts as, and where it belongs."""
_PROVINCES = """
SELECT DISTINCT ?place ?province WHERE {
  ?place pb:within* ?province . ?province a pb:Place ; pb:gbCode ?code
  FILTER(STRENDS(STR(?code), "0000") && STR(?code) != "100000")
} ORDER BY ?place ?province"""
Left = Mapping[int, str]
"""What is left out, and how it is told."""


def network(graph: Path, asked: Asked) -> Net:
    """Read the network of a graph folder."""
    with opened(graph) as index, Worker(graph) as worker:
        facts = Facts(index)
        texts = frozenset(facts.texts(graphs(asked.scope))) if asked.scope else None
        arrays = Arrays.opened(Path(str(facts.source)))
        reader = _Reader(index, arrays, Network(arrays, Rules(None, texts)))
        return reader.net(reader.background(asked.limits), _provinces(index, worker))


def _provinces(index: Index, worker: Worker) -> dict[int, int]:
    """Find the province of each place."""
    pairs = ((index.number(a.value), index.number(b.value)) for a, b in select(worker, _PROVINCES))
    return {place: province for place, province in pairs if place is not None and province is not None}


@slotted
class _Reader:
    """Reads the arrays; ``facts`` gives what the scope allows of them."""

    index: Index
    arrays: Arrays
    facts: Network
    things: dict[int, Thing] = field(default_factory=dict)

    def background(self, limits: Limits) -> dict[int, str]:
        """Find what is background: by the share of a relation's facts, and by name."""
        rows = [row for row in self.arrays.shares() if limits.share and row[1] >= limits.share * row[2]]
        rows.sort(key=lambda row: (-row[1], self.arrays.nodes[row[0]]))
        found: dict[int, str] = {}
        for rank, count, total in rows:
            number = self.arrays.nodes[rank]
            found.setdefault(number, f"{self._label(number)}（{count}/{total}）")
        for match in sorted((m for name in limits.background for m in candidates(self.index, name)), key=_called):
            found.setdefault(match.number, match.label)
        return found

    def net(self, left: Left, provinces: Mapping[int, int]) -> Net:
        """Make the network."""
        import networkx

        led = self._led()
        owners = self._owners(left, led["document"])
        ties = ((owners[a], owners[b]) for a, b in self._hops() if a in owners and b in owners)
        pairs = sorted({(min(pair), max(pair)) for pair in ties if pair[0] != pair[1]})
        found = networkx.Graph()
        found.add_nodes_from(sorted({number for pair in pairs for number in pair}))
        found.add_edges_from(pairs)
        homes = self._homes(found, led, provinces)
        shown = tuple(sorted({province for some in homes.values() for province in some}))
        things = {number: self._thing(number) for number in (*found, *shown)}
        notes: tuple[Note, ...] = (("background_left_out", {"things": "、".join(left.values())}),) if left else ()
        return Net(found, things, homes, shown, notes)

    def _led(self) -> dict[str, dict[int, list[int]]]:
        """Give where some relations lead from each thing, in one pass over all facts."""
        nodes = self.arrays.nodes
        numbers = {iri: 2 * at for at, iri in self.index.fact_relations()}
        found: dict[str, dict[int, list[int]]] = {name: {} for name in _LED}
        codes = {numbers[iri]: found[name] for name in _LED if (iri := ontology.load().expand(name)) in numbers}
        for rank, other in self._with(codes.keys()):
            for code, _ in self.facts.hop(rank, other):
                if code in codes:
                    codes[code].setdefault(nodes[rank], []).append(nodes[other])
        return found

    def _with(self, codes: Collection[int]) -> Iterator[tuple[int, int]]:
        """Give the hops that have one of some relations."""
        heads, hops, near = self.arrays.heads, self.arrays.hops, self.arrays.near
        wanted = frozenset(codes)
        for rank in range(len(self.arrays.nodes)):
            for at in range(heads[rank], heads[rank + 1]):
                if not wanted.isdisjoint(self.arrays.codes[hops[at] : hops[at + 1]]):
                    yield rank, near[at]

    def _owners(self, left: Left, document: Mapping[int, list[int]]) -> dict[int, int]:
        """Give for each thing what it counts as: measures as their documents, numbers and background as none."""
        numbers = ontology.load().subclasses("Quantity")
        found: dict[int, int] = {}
        for rank, number in enumerate(self.arrays.nodes):
            if number in left or not self.arrays.degree(rank):
                continue
            kind = self._thing(number).kind
            owner = next(iter(document.get(number, ())), None) if kind == "Measure" else number
            if owner is not None and owner not in left and kind not in numbers:
                found[number] = owner
        return found

    def _hops(self) -> Iterator[tuple[int, int]]:
        nodes = self.arrays.nodes
        for rank, number in enumerate(nodes):
            for other in self.facts.near(rank):
                if rank < other:
                    yield number, nodes[other]

    def _homes(
        self, ties: "networkx.Graph", led: Mapping[str, Mapping[int, list[int]]], provinces: Mapping[int, int]
    ) -> dict[int, frozenset[int]]:
        """Give the provinces that things belong to: by their place, documents else by who issued them."""
        place, issuer = led["place"], led["issuer"]
        found: dict[int, frozenset[int]] = {}
        for number in ties:
            near = [number, *place.get(number, ())]
            if not any(each in provinces for each in near) and self._thing(number).kind == "PolicyDoc":
                near = [each for body in issuer.get(number, ()) for each in place.get(body, ())]
            home = frozenset(provinces[each] for each in near if each in provinces)
            if home:
                found[number] = home
        return found

    def _label(self, number: int) -> str:
        thing = self._thing(number)
        return thing.label or ontology.load().compact(thing.iri)

    def _thing(self, number: int) -> Thing:
        found = self.things.get(number)
        if found is None:
            found = self.things[number] = self.index.thing(number)
        return found


def _called(match: Match) -> tuple[str, int]:
    return match.label, match.number
