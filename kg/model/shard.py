"""What one text adds to the graph: its quads, and a light record for lists."""

from kg.frozen import record
from kg.model.issue import Kind

__all__ = ["Record", "Shard"]


@record
class Record:
    """One row of a list of texts: what it is called, when it appeared, how much of each class it holds.

    ``node`` is the local name of the issue or document in the graph; ``series`` the bulletin ("" for a document).
    """

    source: str
    kind: Kind
    label: str
    node: str
    series: str = ""
    number: int | None = None
    date: str = ""
    counts: tuple[tuple[str, int], ...] = ()


@record
class Shard:
    """A text as quads: sorted lines of N-Quads in its own named graphs, a pure function of the text and our data.

    ``blocks`` are these lines, all on one subject in one string, a line feed between two; ``reference`` are the lines
    of ``id:g-reference`` that the text's places, agencies and concepts need.
    """

    record: Record
    blocks: tuple[str, ...]
    reference: tuple[str, ...] = ()

    @property
    def quads(self) -> tuple[str, ...]:
        """The lines, one by one."""
        return tuple(line for block in self.blocks for line in block.split("\n"))

    @property
    def source(self) -> str:
        """Name of the text in the graph."""
        return self.record.source
