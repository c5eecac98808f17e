"""A path query → numbers: its ends, what it walks, what it keeps to; asked of the child, answered with ways."""

from collections.abc import Iterator
from pathlib import Path

from kg import ontology
from kg.errors import QueryError
from kg.frozen import field, frozen
from kg.model import Cell
from kg.query.ask import Options, stream
from kg.query.index import Index
from kg.query.limits import Limits
from kg.query.names import named
from kg.query.paths.space import Space
from kg.query.paths.statement import Statement, Term, Terminal
from kg.query.paths.via import Walk, walk
from kg.query.process import Worker
from kg.query.scope import graphs, sources
from kg.typed import Any

__all__ = ["LONGEST_PLAIN", "Plan", "planned"]

LONGEST_PLAIN = 4
"""How long a way may be where nothing is said of it."""


@frozen
class Plan:
    """A question made of numbers. ``starts`` and ``ends`` none are open."""

    graph: Path
    statement: Statement
    limits: Limits
    walk: Walk
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None
    through: tuple[int, ...]
    avoid: tuple[int, ...]
    texts: tuple[int, ...] | None
    scope: tuple[str, ...]
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def space(self) -> Space:
        """Give what is walked."""
        return self.walk.space

    @property
    def most(self) -> int:
        """Give how many hops a way may have."""
        return self.statement.most or max(LONGEST_PLAIN, self.statement.fewest)

    def question(self) -> dict[str, Any]:
        """Give what the child is asked."""
        asked, limits = self.statement, self.limits
        return {
            "mode": asked.mode, "count": asked.count, "cyclic": asked.cyclic, "same": self.same,
            "starts": self.starts, "ends": self.ends, "fewest": asked.fewest, "most": self.most,
            "avoid": self.avoid, "through": self.through, "codes": self.walk.codes, "texts": self.texts,
            "share": limits.share if self.walk.plain else 0.0, "offset": asked.offset, "limit": asked.limit,
            "raw": limits.raw, "seconds": limits.seconds, "tried": limits.tried, "kept": limits.kept,
        }  # fmt: skip

    @property
    def same(self) -> bool:
        """Say whether the end is the start again, by its variable."""
        return self.statement.cyclic and self.statement.start.variable == self.statement.end.variable


@frozen
class _Planner:
    """What names and patterns are looked up in."""

    graph: Path
    index: Index
    worker: Worker
    statement: Statement
    scope: tuple[str, ...]
    limits: Limits
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def ask(self, text: str) -> Iterator[tuple[Cell, ...]]:
        """Put a SELECT to the graph, in the scope of the question."""
        part = (self.statement.graphs, self.statement.graphs) if self.statement.graphs else None
        options = Options(timeout=self.limits.seconds, scope=self.scope, dataset=part)
        return stream(self.graph, text, options=options, worker=self.worker).rows

    def terminal(self, terminal: Terminal, space: Space) -> tuple[int, ...] | None:
        if terminal.term is not None:
            return self.things((terminal.term,), space)
        if not terminal.pattern:
            return None
        text = f"{self.statement.prologue} SELECT DISTINCT ?{terminal.variable} WHERE {terminal.pattern}"
        numbers = (space.number(row[0]) for row in self.ask(text))
        return tuple(sorted({number for number in numbers if number is not None}))

    def cell(self, term: Term) -> Cell:
        if term.kind == "name":
            match = named(self.index, term.text)
            return Cell("iri", match.iri, label=match.label)
        if term.kind == "iri":
            return Cell("iri", term.text)
        rows = list(self.ask(f"SELECT (({term.text}) AS ?x) WHERE {{}}"))
        return rows[0][0]

    def things(self, terms: tuple[Term, ...], space: Space) -> tuple[int, ...]:
        found: list[int] = []
        for cell in map(self.cell, terms):
            number = space.number(cell)
            if number is not None:
                found.append(number)
            elif cell.kind == "iri":
                self.notes.append(("path_not_there", {"name": cell.label or ontology.load().compact(cell.value)}))
        return tuple(found)


def planned(graph: Path, index: Index, worker: Worker, asked: tuple[Statement, tuple[str, ...], Limits]) -> Plan:
    """Turn names, patterns and scope into numbers."""
    statement, session, limits = asked
    scope = _scope(graph, statement, session)
    planner = _Planner(graph, index, worker, statement, scope, limits)
    walked = walk(index, statement, planner.ask)
    space = walked.space
    starts, ends = planner.terminal(statement.start, space), planner.terminal(statement.end, space)
    plan = Plan(
        graph=graph,
        statement=statement,
        limits=limits,
        walk=walked,
        starts=starts,
        ends=ends,
        through=planner.things(statement.through, space),
        avoid=(*planner.things(statement.avoid, space), *_named_background(planner, walked)),
        texts=_texts(walked, scope, statement),
        scope=scope,
        notes=planner.notes,
    )
    _check(plan, planner)
    return plan


def _scope(graph: Path, statement: Statement, session: tuple[str, ...]) -> tuple[str, ...]:
    """Give the texts that are looked at: those of the question within those of the session."""
    own = sources(graph, statement.scope)
    if not own or not session:
        return own or session
    both = tuple(source for source in own if source in session)
    if not both:
        raise QueryError("empty_scope", scope=statement.scope, known="、".join(session[-6:]))
    return both


def _texts(walked: Walk, scope: tuple[str, ...], statement: Statement) -> tuple[int, ...] | None:
    """Give the texts that must say a hop, where hops are facts of the arrays; else SPARQL has seen to it."""
    space = walked.space
    if not (scope or statement.graphs) or isinstance(space.source, tuple):
        return None
    return space.texts((*graphs(scope), *statement.graphs))  # type: ignore[union-attr]


def _named_background(planner: _Planner, walked: Walk) -> tuple[int, ...]:
    if not walked.plain:
        return ()
    numbers = planner.things(tuple(Term("name", name) for name in planner.limits.background), walked.space)
    kept = {term.text for term in planner.statement.through}
    return tuple(number for number in numbers if walked.space.cell(number).label not in kept)


def _check(plan: Plan, planner: _Planner) -> None:
    """Refuse what contradicts itself; say what can lead nowhere."""
    statement, single = plan.statement, plan.starts is not None and len(plan.starts) == 1
    if single and plan.starts == plan.ends and not statement.cyclic:
        raise QueryError("same_ends", name=plan.space.cell(plan.starts[0]).label)  # type: ignore[index]
    both = set(plan.through) & set(plan.avoid)
    if both:
        raise QueryError("path_contradiction", name=plan.space.cell(min(both)).label)
    for terminal in (statement.start, statement.end):
        if terminal.term is not None and terminal.term.kind == "literal":
            value = planner.cell(terminal.term).value
            if any(planner.index.named(value)):
                plan.notes.append(("path_literal", {"value": value}))
