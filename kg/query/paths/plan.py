"""A path query → numbers: its ends, what it walks, what it keeps to; what is searched, and answered with ways."""

from kg import ontology
from kg.errors import QueryError
from kg.frozen import field, frozen
from kg.model import Cell
from kg.query.limits import Limits
from kg.query.paths.ground import Ground, Things, Wanted
from kg.query.paths.space import Space
from kg.query.paths.statement import Statement, Term, Terminal
from kg.query.paths.via import Walk
from kg.typed import Any

__all__ = ["LONGEST_PLAIN", "Plan", "planned"]

LONGEST_PLAIN = 4
"""How long a way may be where nothing is said of it."""
_PLAIN = frozenset({"", "together"})
"""Kinds of VIA that leave to us what is background."""


@frozen
class Plan:
    """A question made of numbers. ``starts`` and ``ends`` none are open; ``background`` is what names say it is."""

    ground: Ground
    statement: Statement
    limits: Limits
    walk: Walk
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None
    through: tuple[int, ...]
    avoid: tuple[int, ...]
    texts: tuple[int, ...] | None
    scope: tuple[str, ...]
    background: tuple[int, ...] = ()
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def space(self) -> Space:
        """Give what is walked."""
        return self.walk.space

    @property
    def most(self) -> int:
        """Give how many hops a way may have."""
        return _most(self.statement)

    def question(self) -> dict[str, Any]:
        """Give what the child is asked."""
        asked, limits = self.statement, self.limits
        return {
            "mode": asked.mode, "count": asked.count, "cyclic": asked.cyclic, "same": self.same,
            "starts": self.starts, "ends": self.ends, "fewest": asked.fewest, "most": self.most,
            "avoid": (*self.avoid, *self.background), "through": self.through,
            "codes": self.walk.codes, "texts": self.texts,
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

    ground: Ground
    statement: Statement
    scope: tuple[str, ...]
    limits: Limits
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def wanted(self) -> Wanted:
        """Find what the question names."""
        asked = self.statement
        return Wanted(
            asked,
            self.terminal(asked.start),
            self.terminal(asked.end),
            self.cells(asked.through),
            self.cells(asked.avoid),
            self.background(),
            self.scope,
            self.limits,
            _most(asked),
        )

    def terminal(self, terminal: Terminal) -> Things | None:
        if terminal.term is not None:
            return self.cells((terminal.term,))
        if not terminal.pattern:
            return None
        text = f"{self.statement.prologue} SELECT DISTINCT ?{terminal.variable} WHERE {terminal.pattern}"
        return tuple(row[0] for row in self.ground.ask(self.statement, text, self.scope))

    def cells(self, terms: tuple[Term, ...]) -> Things:
        return tuple(map(self.cell, terms))

    def cell(self, term: Term) -> Cell:
        if term.kind == "name":
            match = self.ground.named(term.text)
            return Cell("iri", match.iri, label=match.label)
        if term.kind == "iri":
            return Cell("iri", term.text)
        rows = list(self.ground.ask(self.statement, f"SELECT (({term.text}) AS ?x) WHERE {{}}", self.scope))
        return rows[0][0]

    def background(self) -> Things:
        """Give what is background by name, as far as the graph knows it and the question leaves it to us."""
        if self.statement.via.kind not in _PLAIN:
            return ()
        found = (match for name in self.limits.background for match in self.ground.candidates(name))
        return tuple(Cell("iri", match.iri, label=match.label) for match in found)

    def end(self, terminal: Terminal, found: Things | None, space: Space) -> tuple[int, ...] | None:
        """Give the numbers of an end."""
        if found is None:
            return None
        if terminal.term is not None:
            return self.things(found, space)
        return _numbers(found, space)

    def things(self, cells: Things, space: Space) -> tuple[int, ...]:
        """Give the numbers of things that were named; say which are on no hop."""
        found: list[int] = []
        for cell in cells:
            number = space.number(cell)
            if number is not None:
                found.append(number)
            elif cell.kind == "iri":
                word = "path_not_told" if self.statement.via.kind == "together" else "path_not_there"
                self.notes.append((word, {"name": cell.label or ontology.load().compact(cell.value)}))
        return tuple(found)


def planned(ground: Ground, statement: Statement, session: tuple[str, ...], limits: Limits) -> Plan:
    """Turn names, patterns and scope into numbers."""
    scope = _scope(ground, statement, session)
    planner = _Planner(ground, statement, scope, limits)
    wanted = planner.wanted()
    walked = ground.walk(wanted)
    space = walked.space
    starts, ends = planner.end(statement.start, wanted.starts, space), planner.end(statement.end, wanted.ends, space)
    through = planner.things(wanted.through, space)
    asked = {*through, *(end[0] for end in (starts, ends) if end is not None and len(end) == 1)}
    plan = Plan(
        ground=ground,
        statement=statement,
        limits=limits,
        walk=walked,
        starts=starts,
        ends=ends,
        through=through,
        avoid=planner.things(wanted.avoid, space),
        background=tuple(number for number in _numbers(wanted.background, space) if number not in asked),
        texts=ground.texts(wanted, walked),
        scope=scope,
        notes=planner.notes,
    )
    _check(plan, planner)
    return plan


def _most(statement: Statement) -> int:
    return statement.most or max(LONGEST_PLAIN, statement.fewest)


def _numbers(cells: Things, space: Space) -> tuple[int, ...]:
    return tuple(sorted({number for number in map(space.number, cells) if number is not None}))


def _scope(ground: Ground, statement: Statement, session: tuple[str, ...]) -> tuple[str, ...]:
    """Give the texts that are looked at: those of the question within those of the session."""
    own = ground.sources(statement.scope)
    if not own or not session:
        return own or session
    both = tuple(source for source in own if source in session)
    if not both:
        raise QueryError("empty_scope", scope=statement.scope, known="、".join(session[-6:]))
    return both


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
            if planner.ground.called(value):
                plan.notes.append(("path_literal", {"value": value}))
