"""The fetched part as what is walked: things and relations by number, arrays to search in, proofs of each hop."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg import ontology
from kg.frozen import field, frozen, replace, slotted
from kg.model import Cell
from kg.model.iri import ID
from kg.model.quad import node
from kg.query.paths.space import Edge, bare, coded, matched, proved
from kg.query.remote.hops import Atom
from kg.store.adjacency import particular, text_of
from kg.ways.making import Edges
from kg.ways.part import Background, Things, part

if TYPE_CHECKING:
    from kg.ways.arrays import Arrays

__all__ = ["Known", "Near"]

_TABLES = f"{ID}g-reference"
Pair = tuple[int, int]
Fact = tuple[Cell, str, Cell]


@frozen
class Known:
    """What the endpoint told of things and facts beside the edges themselves.

    ``background`` gives for a thing how many facts of a relation lead to it, of how many; ``texts`` the graphs that
    state a fact and ``dates`` when their texts appeared; ``relations`` those that may be walked, seen or not. Without
    ``facts`` these are the edges of a pattern, which have no classes; ``both`` says that they are read either way.
    """

    facts: bool
    both: bool
    degrees: Mapping[Cell, int]
    labels: Mapping[str, str]
    background: Mapping[Cell, Pair] = field(default_factory=dict)
    kinds: Mapping[str, Collection[str]] = field(default_factory=dict)
    texts: Mapping[Fact, Collection[str]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    relations: Collection[str] = ()


@slotted
class Near:
    """Fetched edges; ``others`` are things that the question names and no edge has."""

    edges: Sequence[Edge]
    others: Collection[Cell]
    known: Known
    _cells: list[Cell] = field(default_factory=list)
    _numbers: dict[Cell, int] = field(default_factory=dict)
    _relations: list[str] = field(default_factory=list)
    _between: dict[Pair, list[Edge]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give things and relations numbers in the order in which a snapshot does."""
        cells = {bare(cell) for edge in self.edges for cell in (edge.start, edge.end)} | set(map(bare, self.others))
        self._cells = sorted(map(self._named, cells), key=self._place)
        self._numbers = {bare(cell): at for at, cell in enumerate(self._cells)}
        self._relations = sorted({*self.known.relations, *(edge.relation for edge in self.edges)}, key=node)
        for edge in self.edges:
            pair = self._numbers[bare(edge.start)], self._numbers[bare(edge.end)]
            self._between.setdefault(pair, []).append(edge)

    @property
    def source(self) -> "Arrays":
        """Give what is searched in."""
        places = {relation: at for at, relation in enumerate(self._relations)}
        texts = self._texts()
        numbers = {members: at for at, members in enumerate(sorted({(), *texts.values()}))}
        rows = {
            (*pair, places[edge.relation], numbers[texts.get(_fact(edge), ())])
            for pair, edges in self._between.items()
            for edge in edges
        }
        edges = Edges()
        for start, end, relation, said in sorted(rows):
            edges.add(start, relation, end, said)
        return part(edges, self._things(), numbers)

    @property
    def texts(self) -> tuple[int, ...]:
        """Give the numbers of all texts."""
        return tuple(range(len({number for members in self._texts().values() for number in members} | {0})))

    def codes(self, atoms: Iterable[Atom] | None) -> tuple[int, ...] | None:
        """Give the codes that may be walked; none for all."""
        if atoms is None:
            return None if self.known.both else tuple(range(0, 2 * len(self._relations), 2))
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
        found = matched(self._between, pair, both=self.known.both)
        return tuple((name, self._named(cell)) for name, cell in found)

    def _named(self, cell: Cell) -> Cell:
        """Give a term its label; a fact's thing that has none is called by its IRI."""
        if cell.kind != "iri":
            return cell
        label = self.known.labels.get(cell.value, "")
        return replace(cell, label=label or (ontology.load().compact(cell.value) if self.known.facts else ""))

    def _place(self, cell: Cell) -> tuple[str, ...]:
        if self.known.facts:
            return (node(cell.value),)
        return self.known.labels.get(cell.value, "") or cell.value, cell.value, cell.kind

    def _things(self) -> Things:
        known, cells = self.known, list(map(bare, self._cells))
        beside: dict[int, set[int]] = {}
        for start, end in self._between:
            if start != end:
                beside.setdefault(start, set()).add(end)
                beside.setdefault(end, set()).add(start)
        kinds = [particular(sorted(known.kinds.get(cell.value, ()))) for cell in cells] if known.facts else []
        classes = {kind: at for at, kind in enumerate(sorted(set(kinds)))}
        rows: list[Background] = [
            (self._numbers[cell], *known.background[cell]) for cell in cells if cell in known.background
        ]
        return Things(
            [max(known.degrees.get(cell, 0), len(beside.get(at, ()))) for at, cell in enumerate(cells)],
            [classes[kind] for kind in kinds],
            self._order() if known.facts else (),
            rows,
        )

    def _order(self) -> list[int]:
        """Give the place of each thing's label among all labels."""
        names = [self.known.labels.get(cell.value, "") for cell in self._cells]
        places = [0] * len(names)
        for place, number in enumerate(sorted(range(len(names)), key=lambda number: (names[number], number))):
            places[number] = place
        return places

    def _texts(self) -> dict[Fact, tuple[int, ...]]:
        """Give the texts of each fact by number, the latest last; 0 stands for tables."""
        known = self.known
        said = {fact: {text_of(graph) for graph in graphs} for fact, graphs in known.texts.items()}
        every = {text for texts in said.values() for text in texts} | {_TABLES}
        ordered = sorted(every, key=lambda text: (text != _TABLES, known.dates.get(text, ""), text))
        numbers = {text: at for at, text in enumerate(ordered)}
        return {fact: tuple(sorted(map(numbers.__getitem__, texts))) for fact, texts in said.items()}


def _fact(edge: Edge) -> Fact:
    return edge.start, edge.relation, edge.end
