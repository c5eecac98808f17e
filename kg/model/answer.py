"""What a question gets back: one result type for SELECT, paths, analyses and commands."""

from kg.frozen import frozen
from kg.typed import Literal

__all__ = ["Answer", "Cell", "Chain", "Hop", "Passage"]

CellKind = Literal["iri", "literal", "blank", "none"]


@frozen
class Cell:
    """One RDF term in a row: ``value`` is the IRI or lexical form; ``label`` what to show for an IRI if known."""

    kind: CellKind
    value: str = ""
    datatype: str = ""
    lang: str = ""
    label: str = ""


@frozen
class Passage:
    """A sentence of a source with where it stands; ``marks`` are (start, end) inside ``quote``."""

    source: str
    quote: str
    start: int
    end: int
    issue: str = ""
    column: str = ""
    article: str = ""
    clause: str = ""
    page: int = 1
    rule: str = ""
    confidence: float = 1.0
    marks: tuple[tuple[int, int], ...] = ()


@frozen
class Hop:
    """One step of a chain: from, over a relation (``forward`` as stated, or read backwards), to; with proof.

    ``values`` are what a pattern binds beside the two ends.
    """

    start: Cell
    relation: str
    relation_label: str
    forward: bool
    end: Cell
    evidence: tuple[Passage, ...] = ()
    values: tuple[tuple[str, Cell], ...] = ()


@frozen
class Chain:
    """One way from one thing to another; ``count`` is how many chains of the same pattern it stands for.

    ``kind`` tells facts from mere mention in one issue; ``degrees`` are the neighbours of each thing inside, which the
    cost is made of: one for each hop and the binary logarithm of each of these.
    """

    hops: tuple[Hop, ...]
    cost: float
    count: int = 1
    kind: Literal["fact", "together"] = "fact"
    degrees: tuple[int, ...] = ()


@frozen
class Answer:
    """Columns and rows, or chains, or triples (three cells a row); ``notes`` are (key, fields) for the edge to say."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    form: Literal["select", "ask", "graph", "chains", "passages"] = "select"
    chains: tuple[Chain, ...] = ()
    passages: tuple[Passage, ...] = ()
    complete: bool = True
    notes: tuple[tuple[str, dict[str, str]], ...] = ()
