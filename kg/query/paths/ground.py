"""What a path query is put to: the graph folder here, or an endpoint elsewhere (``kg.query.remote``)."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.frozen import frozen
from kg.model import Cell, Passage
from kg.query.ask import Options, stream
from kg.query.index import Index
from kg.query.limits import Limits
from kg.query.names import Match, candidates, named
from kg.query.paths.space import Facts
from kg.query.paths.statement import Statement
from kg.query.paths.via import Walk, walk
from kg.query.process import Asks, Worker
from kg.query.scope import graphs, sources, within
from kg.typed import Any, Protocol

__all__ = ["Ground", "Local", "Wanted"]

Things = tuple[Cell, ...]


@frozen
class Wanted:
    """A question whose names are found: its ends (none if open), what it must pass, what it must not, by whose names.

    ``scope`` names the texts that are looked at alone; ``most`` is how many hops a way may have.
    """

    statement: Statement
    starts: Things | None
    ends: Things | None
    through: Things
    avoid: Things
    background: Things
    scope: tuple[str, ...]
    limits: Limits
    most: int


class Ground(Protocol):
    """Where names, patterns and hops are looked up, and ways searched."""

    @property
    def asks(self) -> Asks:
        """Give who answers our own questions."""

    def ask(self, statement: Statement, text: str, scope: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
        """Put a SELECT to the graph, in the scope of the question."""

    def named(self, name: str) -> Match:
        """Give the one thing that a name means."""

    def candidates(self, name: str) -> tuple[Match, ...]:
        """Give all things that a name can mean."""

    def called(self, text: str) -> bool:
        """Say whether a thing is called so."""

    def sources(self, scope: str) -> tuple[str, ...]:
        """Give the names of the texts in a scope."""

    def within(self, scope: tuple[str, ...], passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """Keep the sentences of some texts."""

    def walk(self, wanted: Wanted) -> Walk:
        """Find out what a question walks."""

    def texts(self, wanted: Wanted, walked: Walk) -> tuple[int, ...] | None:
        """Give the texts that must say a hop, by number; none where what is walked keeps to the scope already."""

    def find(self, walked: Walk, question: dict[str, Any]) -> dict[str, Any]:
        """Search ways."""


@frozen
class Local:
    """A graph folder: its index, its arrays, and the child that answers."""

    graph: Path
    index: Index
    worker: Worker
    seconds: float | None

    @property
    def asks(self) -> Asks:
        """Give the child."""
        return self.worker

    def ask(self, statement: Statement, text: str, scope: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
        """Put a SELECT to the graph, in the scope of the question."""
        part = (statement.graphs, statement.graphs) if statement.graphs else None
        options = Options(timeout=self.seconds, scope=scope, dataset=part)
        return stream(self.graph, text, options=options, worker=self.worker).rows

    def named(self, name: str) -> Match:
        """Give the one thing that a name means."""
        return named(self.index, name)

    def candidates(self, name: str) -> tuple[Match, ...]:
        """Give all things that a name can mean."""
        return candidates(self.index, name, parts=False)

    def called(self, text: str) -> bool:
        """Say whether a thing is called so."""
        return any(self.index.named(text))

    def sources(self, scope: str) -> tuple[str, ...]:
        """Give the names of the texts in a scope."""
        return sources(self.graph, scope)

    def within(self, scope: tuple[str, ...], passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """Keep the sentences of some texts."""
        return within(self.graph, scope, passages)

    def walk(self, wanted: Wanted) -> Walk:
        """Take the arrays where they will do, else ask for edges."""
        statement = wanted.statement
        return walk(self.index, statement, lambda text: self.ask(statement, text, wanted.scope))

    def texts(self, wanted: Wanted, walked: Walk) -> tuple[int, ...] | None:
        """Give the texts that must say a hop, where hops are facts of the arrays; else SPARQL has seen to it."""
        asked = wanted.statement.graphs
        if not (wanted.scope or asked) or not isinstance(walked.space, Facts):
            return None
        return walked.space.texts((*graphs(wanted.scope), *asked))

    def find(self, walked: Walk, question: dict[str, Any]) -> dict[str, Any]:
        """Let the child search."""
        return self.worker.find(walked.space.source, question, timeout=self.seconds)
