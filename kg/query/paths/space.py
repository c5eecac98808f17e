"""What is walked: the facts of the snapshot as its arrays hold them, or edges that a pattern gave; things by number."""

from array import array
from collections.abc import Iterable, Mapping, Sequence

from kg import ontology
from kg.errors import StoreError
from kg.frozen import field, frozen, replace, slotted
from kg.model import Cell
from kg.model.iri import statement
from kg.model.quad import literal, node
from kg.query.index import Index
from kg.store.adjacency import TEXTS, WAYS, text_of
from kg.typed import Any, Protocol

__all__ = ["Edge", "Facts", "Given", "Source", "Space", "bare", "coded", "matched", "proved"]

Source = str | tuple[int, bytes, bytes, bytes]
Pair = tuple[int, int]


@frozen
class Edge:
    """One edge that a pattern gave: from, relation (IRI, "" for none), to, what else it binds, what proves it."""

    start: Cell
    relation: str
    end: Cell
    values: tuple[tuple[str, Cell], ...] = ()
    proof: str = ""


class Space(Protocol):
    """Things and relations by number, and what stands behind a hop."""

    @property
    def source(self) -> Any:  # noqa: ANN401 - what whoever searches understands
        """Give what is searched in."""

    def number(self, cell: Cell) -> int | None:
        """Find a thing."""

    def cell(self, number: int) -> Cell:
        """Give a thing with its label."""

    def relation(self, code: int) -> str:
        """Give the IRI of a relation."""

    def proofs(self, pair: Pair, codes: Iterable[int]) -> tuple[str, ...]:
        """Give the IRIs of what has evidence for a hop."""

    def values(self, pair: Pair) -> tuple[tuple[str, Cell], ...]:
        """Give what a pattern binds beside the ends of a hop."""


@slotted
class Facts:
    """The facts of a snapshot."""

    index: Index

    @property
    def source(self) -> Source:
        """Give the file of the arrays."""
        file = self.index.folder / WAYS
        if not file.exists():
            raise StoreError("graph_older", path=str(self.index.folder.parent.parent))
        return str(file.absolute())

    def number(self, cell: Cell) -> int | None:
        """Find a thing by its IRI."""
        return self.index.number(cell.value) if cell.kind == "iri" else None

    def cell(self, number: int) -> Cell:
        """Give a thing with its label."""
        thing = self.index.thing(number)
        return Cell("iri", thing.iri, label=thing.label or ontology.load().compact(thing.iri))

    def relation(self, code: int) -> str:
        """Give the IRI of a relation."""
        return self.index.relation(code)

    def proofs(self, pair: Pair, codes: Iterable[int]) -> tuple[str, ...]:
        """Give the statements of a hop."""
        start, end = map(self.cell, pair)
        return tuple(_statement(start, end, self.relation(code), back=bool(code & 1)) for code in codes)

    def values(self, pair: Pair) -> tuple[tuple[str, Cell], ...]:
        """Give nothing: a fact has no more than its ends."""
        del pair
        return ()

    def codes(self, atoms: Sequence[tuple[str, bool]]) -> tuple[int, ...] | None:
        """Give the codes of relations with their directions; none if one of them is no fact relation."""
        numbers = {iri: code for code, iri in self.index.fact_relations()}
        found = [2 * numbers[iri] + back for iri, back in atoms if iri in numbers]
        return tuple(found) if len(found) == len(atoms) else None

    def texts(self, graphs: Iterable[str]) -> tuple[int, ...]:
        """Give the numbers of the texts that some graphs belong to, with what is true of all texts."""
        rows = (self.index.folder / TEXTS).read_text("utf-8").splitlines()
        numbers = {row.partition("\t")[0]: at for at, row in enumerate(rows)}
        wanted = {text_of(each) for each in graphs}
        return (0, *sorted(at for text, at in numbers.items() if text in wanted and at))


@slotted
class Given:
    """Edges that a pattern gave."""

    index: Index
    edges: Sequence[Edge]
    both: bool
    _cells: list[Cell] = field(default_factory=list)
    _numbers: dict[Cell, int] = field(default_factory=dict)
    _relations: list[str] = field(default_factory=list)
    _between: dict[Pair, list[Edge]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give things numbers by label, relations by IRI."""
        cells = {bare(cell): cell for edge in self.edges for cell in (edge.start, edge.end)}
        labels = self.index.labels({cell.value for cell in cells.values() if cell.kind == "iri"})
        named = [self._named(cell, labels) for cell in cells.values()]
        self._cells = sorted(named, key=lambda cell: (cell.label or cell.value, cell.value, cell.kind))
        self._numbers = {bare(cell): at for at, cell in enumerate(self._cells)}
        self._relations = sorted({edge.relation for edge in self.edges}, key=node)
        for edge in self.edges:
            self._between.setdefault((self._at(edge.start), self._at(edge.end)), []).append(edge)

    @property
    def source(self) -> Source:
        """Give the edges themselves; one from a thing to itself leads nowhere."""
        places = {relation: at for at, relation in enumerate(self._relations)}
        apart = ((pair, edges) for pair, edges in self._between.items() if pair[0] != pair[1])
        rows = sorted({(*pair, places[edge.relation]) for pair, edges in apart for edge in edges})
        subjects, objects, relations = (array("I", (row[at] for row in rows)).tobytes() for at in range(3))
        return len(self._cells), subjects, relations, objects

    @property
    def codes(self) -> tuple[int, ...] | None:
        """Give the codes that may be walked: all, or forward only."""
        return None if self.both else tuple(range(0, 2 * len(self._relations), 2))

    def only(self, atoms: Iterable[tuple[str, bool]]) -> tuple[int, ...]:
        """Give the codes of relations with their directions."""
        return coded(self._relations, atoms)

    def number(self, cell: Cell) -> int | None:
        """Find a thing."""
        return self._numbers.get(bare(cell))

    def cell(self, number: int) -> Cell:
        """Give a thing with its label."""
        return self._cells[number]

    def relation(self, code: int) -> str:
        """Give the IRI of a relation."""
        return self._relations[code >> 1]

    def proofs(self, pair: Pair, codes: Iterable[int]) -> tuple[str, ...]:
        """Give the statements of a hop, or what the pattern itself names as proof."""
        return proved(self._between, self._relations, pair, codes)

    def values(self, pair: Pair) -> tuple[tuple[str, Cell], ...]:
        """Give what the pattern binds beside the ends, of all its matches for a hop."""
        found = matched(self._between, pair, both=self.both)
        labels = self.index.labels({cell.value for _, cell in found if cell.kind == "iri"})
        return tuple((name, self._named(cell, labels)) for name, cell in found)

    @staticmethod
    def _named(cell: Cell, labels: Mapping[str, str]) -> Cell:
        return cell if cell.kind != "iri" else replace(cell, label=labels.get(cell.value, ""))

    def _at(self, cell: Cell) -> int:
        return self._numbers[bare(cell)]


def bare(cell: Cell) -> Cell:
    """Give a term without its label."""
    return Cell(cell.kind, cell.value, cell.datatype, cell.lang) if cell.label else cell


def coded(relations: Sequence[str], atoms: Iterable[tuple[str, bool]]) -> tuple[int, ...]:
    """Give the codes of those relations that are there, with their directions."""
    places = {relation: at for at, relation in enumerate(relations)}
    return tuple(2 * places[iri] + back for iri, back in atoms if iri in places)


def proved(
    between: Mapping[Pair, Sequence[Edge]], relations: Sequence[str], pair: Pair, codes: Iterable[int]
) -> tuple[str, ...]:
    """Name what has evidence for the edges of a hop: what their pattern says, else their statements."""
    found: dict[str, None] = {}
    for code in sorted(set(codes)):
        for edge in between.get(pair[::-1] if code & 1 else pair, ()):
            if edge.relation == relations[code >> 1]:
                found[edge.proof or _statement(edge.start, edge.end, edge.relation, back=False)] = None
    return tuple(found)


def matched(between: Mapping[Pair, Sequence[Edge]], pair: Pair, *, both: bool) -> tuple[tuple[str, Cell], ...]:
    """Give what matches of a pattern bind beside the ends of a hop, in an order that is not the engine's."""
    ways = (pair, pair[::-1]) if both else (pair,)
    rows = sorted(
        (edge.values for way in ways for edge in between.get(way, ())),
        key=lambda row: [(name, cell.kind, cell.value, cell.datatype, cell.lang) for name, cell in row],
    )
    return tuple(dict.fromkeys(value for row in rows for value in row))


def _statement(start: Cell, end: Cell, relation: str, *, back: bool) -> str:
    """Name the statement of a fact."""
    if not relation:
        return ""
    subject, other = (end, start) if back else (start, end)
    return statement(_written(subject), node(relation), _written(other))


def _written(cell: Cell) -> str:
    """Write a term as N-Quads do."""
    if cell.kind == "literal":
        if cell.lang:
            return literal(cell.value, lang=cell.lang)
        return literal(cell.value) + (f"^^<{cell.datatype}>" if cell.datatype else "")
    return f"_:{cell.value}" if cell.kind == "blank" else node(cell.value)
