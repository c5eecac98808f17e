"""VIA → what is walked: relations of the arrays where they will do, else the edges that SPARQL gives once."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from kg.errors import LimitError, QueryError
from kg.frozen import frozen
from kg.model import Cell
from kg.model.iri import PB
from kg.query import syntax
from kg.query.index import Index
from kg.query.paths.space import Edge, Facts, Given, Space
from kg.query.paths.statement import Statement, Via

__all__ = ["TOGETHER_PATTERN", "Asker", "Walk", "atoms", "walk"]

_MOST = 500_000
"""Edges that a pattern may give."""
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
TOGETHER_PATTERN = f"?part <{PB}mentions> ?thing ; <{PB}issue> ?issue"
_TOGETHER = f"SELECT DISTINCT ?issue ?thing ?part WHERE {{ {TOGETHER_PATTERN} }}"

Asker = Callable[[str], Iterator[tuple[Cell, ...]]]
"""Puts SELECT to the graph in the scope of the question."""


@frozen
class Walk:
    """What is walked, and by which codes of relations; ``plain`` where the question left it to us."""

    space: Space
    codes: tuple[int, ...] | None = None
    plain: bool = False

    @property
    def forward(self) -> bool:
        """Say whether hops are taken in one direction only."""
        return self.codes is not None and not any(code ^ 1 in self.codes for code in self.codes)


def walk(index: Index, statement: Statement, ask: Asker) -> Walk:
    """Find out what a question walks."""
    via, facts = statement.via, Facts(index)
    if via.kind == "":
        return Walk(facts, plain=True)
    if via.kind == "path":
        return _path(facts, statement, ask)
    if via.kind == "together":
        edges = [Edge(row[0], f"{PB}mentions", row[1], proof=row[2].value) for row in _limited(ask(_TOGETHER))]
        return Walk(Given(index, edges, both=True), plain=True)
    if via.kind == "any":
        rows = _limited(ask("SELECT ?x ?p ?y WHERE { ?x ?p ?y }"))
        given = Given(index, [Edge(row[0], row[1].value, row[2]) for row in rows], both=via.both)
        return Walk(given, given.codes)
    given = Given(index, list(_pattern(statement, ask)), both=via.both)
    return Walk(given, given.codes)


def _path(facts: Facts, statement: Statement, ask: Asker) -> Walk:
    via = statement.via
    found = atoms(via, statement.prefixes)
    if found is None:
        text = f"{statement.prologue} SELECT DISTINCT ?x ?y WHERE {{ ?x {via.text} ?y }}"
        given = Given(facts.index, [Edge(row[0], "", row[1]) for row in _limited(ask(text))], both=via.both)
        return Walk(given, given.codes)
    if via.both:
        found = [(iri, back) for iri, _ in found for back in (False, True)]
    codes = facts.codes(found)
    if codes is not None:
        return Walk(facts, codes)
    edges = [
        Edge(row[0], iri, row[1])
        for iri in dict.fromkeys(iri for iri, _ in found)
        for row in _limited(ask(f"SELECT DISTINCT ?x ?y WHERE {{ ?x <{iri}> ?y }}"))
    ]
    given = Given(facts.index, edges, both=True)
    return Walk(given, given.only(found))


def atoms(via: Via, prefixes: Mapping[str, str]) -> list[tuple[str, bool]] | None:
    """Read alternatives of single relations, each in one direction; none if the path is more than that."""
    solid = [token for token in syntax.tokens(via.text) if token.solid and token.text not in {"(", ")"}]
    found: list[tuple[str, bool]] = []
    back = wanted = False
    for token in solid:
        if token.text == "|" and not wanted:
            wanted = True
        elif token.text == "^" and not back:
            back = True
        elif (token.kind in {"iri", "prefixed"} or token.text == "a") and (wanted or not found):
            found.append((_iri(token, prefixes), back))
            back = wanted = False
        else:
            return None
    return None if back or wanted or not _flat(via.text) else found


def _flat(text: str) -> bool:
    """Say whether brackets stand around alternatives alone, not behind a sign that turns them round."""
    solid = [token for token in syntax.tokens(text) if token.solid]
    return all(token.text != "^" or after.text != "(" for token, after in pairwise(solid))


def _iri(token: syntax.Token, prefixes: Mapping[str, str]) -> str:
    if token.text == "a":
        return _TYPE
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return prefixes[prefix] + local


def _pattern(statement: Statement, ask: Asker) -> Iterator[Edge]:
    start, end = statement.start.variable, statement.end.variable
    named = list(dict.fromkeys(t.text[1:] for t in syntax.tokens(statement.via.text) if t.kind == "var"))
    for name in (start, end):
        if name not in named:
            raise QueryError("path_unbound", name=name)
    others = [name for name in named if name not in {start, end}]
    columns = " ".join(f"?{name}" for name in (start, end, *others))
    for row in _limited(ask(f"{statement.prologue} SELECT DISTINCT {columns} WHERE {statement.via.text}")):
        values = tuple((name, cell) for name, cell in zip(others, row[2:], strict=True) if cell.kind != "none")
        if row[0].kind != "none" and row[1].kind != "none":
            yield Edge(row[0], "", row[1], values)


def _limited(rows: Iterator[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    for at, row in enumerate(rows):
        if at == _MOST:
            raise LimitError("path_edges", limit=_MOST)
        yield row
