"""Rows of a SELECT, triples of a CONSTRUCT → the sentences that they come from.

A row's variables are put into the query's own patterns; each triple that comes out names its statement, and a number
or measure has evidence of its own. One query finds it for all rows of an answer.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg import ontology
from kg.model import Answer, Cell, Passage
from kg.model.iri import statement
from kg.model.quad import literal, node
from kg.query import evidence, patterns
from kg.query.ask import Options, prepared, request
from kg.query.process import Unparsed, Worker
from kg.query.scope import within

__all__ = ["Asked", "behind"]

_VARIABLE = re.compile(r"[?$]\w+")
_SOLUTIONS = 5000
_OWN = tuple(f"{ontology.ID}{kind}-" for kind in ("quantity", "measure"))
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Binding = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was answered: the graph, the text, how it was asked, and who answers more."""

    graph: Path
    text: str
    options: Options
    worker: Worker


def behind(asked: Asked, answer: Answer, numbers: Sequence[int]) -> list[tuple[Passage, ...]]:
    """Give the sentences behind some rows of an answer (from 0), those that prove most of a row first."""
    rows = [answer.rows[number] for number in numbers]
    found = _Found()
    if answer.form == "graph":
        for at, row in enumerate(rows):
            found.add(at, [_term(cell) for cell in row])
    else:
        _search(asked, answer.columns, rows, found)
    nodes = {name for many in found.nodes.values() for name in many}
    proofs = evidence.passages(asked.worker, nodes | set(found.things))
    inside = set(within(asked.graph, asked.options.scope, (one for many in proofs.values() for one in many)))
    proofs = {name: tuple(one for one in many if one in inside) for name, many in proofs.items()}
    return [_best(found, proofs, at) for at in range(len(rows))]


@dataclass(slots=True)
class _Found:
    """For each row the nodes that may have evidence of it, how often each; things of last resort."""

    nodes: dict[int, Counter[str]] = field(default_factory=dict)
    things: dict[str, set[int]] = field(default_factory=dict)

    def add(self, row: int, triple: Sequence[str]) -> None:
        """Keep what a triple of a row names."""
        subject, predicate, value = triple
        if not subject.startswith("<") or not predicate.startswith("<"):
            return
        nodes = self.nodes.setdefault(row, Counter())
        nodes[statement(subject, predicate, value)] += 1
        if subject[1:].startswith(_OWN):
            nodes[subject[1:-1]] += 1
        for term in (subject, value):
            if term.startswith(f"<{ontology.ID}"):
                self.things.setdefault(term[1:-1], set()).add(row)


def _search(asked: Asked, columns: Sequence[str], rows: Sequence[Sequence[Cell]], found: _Found) -> None:
    part = patterns.read(prepared(asked.graph, asked.text, asked.options))
    _part(asked, part, part, [(at, _bound(columns, row)) for at, row in enumerate(rows)], found)


def _part(asked: Asked, whole: patterns.Part, part: patterns.Part, seeds: Sequence[Binding], found: _Found) -> None:
    """Bring out all that the rows match in one part, then in its sub-selects."""
    seeds = _distinct((row, _inner(part, binding)) for row, binding in seeds)
    solutions = _solutions(asked, whole, part, seeds) if part.patterns or part.parts else []
    for row, binding in solutions:
        for pattern in part.patterns:
            found.add(row, [_value(term, binding) for term in (pattern.subject, pattern.predicate, pattern.object)])
    for nested in part.parts:
        _part(asked, whole, nested, solutions, found)


def _inner(part: patterns.Part, binding: Mapping[str, str]) -> dict[str, str]:
    """Turn what is known outside a SELECT into what is known of the variables inside."""
    known = {name: term for name, term in binding.items() if name not in part.computed and name not in part.renamed}
    renamed = {part.renamed[name]: term for name, term in binding.items() if name in part.renamed}
    inside = set(_VARIABLE.findall(part.body))
    return {name: term for name, term in {**known, **renamed}.items() if name in inside and term and term[:1] != "_"}


def _solutions(asked: Asked, whole: patterns.Part, part: patterns.Part, seeds: Sequence[Binding]) -> list[Binding]:
    names = sorted({name for _, binding in seeds for name in binding})
    lines = (" ".join(binding.get(name, "UNDEF") for name in names) for _, binding in seeds)
    values = " ".join(f"({row} {line})" for (row, _), line in zip(seeds, lines, strict=True))
    text = (
        f"{whole.prologue} SELECT DISTINCT * {whole.datasets} WHERE {{ "
        f"VALUES (?_row {' '.join(names)}) {{ {values} }} {part.body} }} LIMIT {_SOLUTIONS}"
    )
    try:
        plain = replace(asked.options, limit=None, labels=False)
        reply = asked.worker.ask(request((text,), plain), timeout=asked.options.timeout)
    except Unparsed as problem:
        raise patterns.Unread from problem
    found = []
    for row in reply.rows:
        binding = _bound(reply.columns, row)
        found.append((_number(binding.pop("?_row")), binding))
    return found


def _bound(columns: Sequence[str], row: Sequence[Cell]) -> dict[str, str]:
    return {f"?{name}": _term(cell) for name, cell in zip(columns, row, strict=True)}


def _value(term: str, binding: Mapping[str, str]) -> str:
    """Give the term that a place of a pattern stands for, as N-Quads write it."""
    if term[:1] in "?$":
        return binding.get(f"?{term[1:]}", "")
    if term == "a":
        return node(_TYPE)
    if term[:1] in "<\"'":
        return term
    expanded = ontology.load().expand(term)
    return node(expanded) if expanded != term else term


def _term(cell: Cell) -> str:
    if cell.kind == "iri":
        return node(cell.value)
    if cell.kind == "blank":
        return f"_:{cell.value}"
    if cell.kind == "none":
        return ""
    return literal(cell.value, lang=cell.lang) + (f"^^<{cell.datatype}>" if cell.datatype and not cell.lang else "")


def _number(term: str) -> int:
    return int(term.split('"')[1])


def _distinct(bindings: Iterable[Binding]) -> list[Binding]:
    return list({(row, tuple(sorted(binding.items()))): (row, binding) for row, binding in bindings}.values())


def _best(found: _Found, proofs: Mapping[str, Sequence[Passage]], row: int) -> tuple[Passage, ...]:
    """Rank a row's sentences by how much of it each proves; those about its things count where there is no other."""
    weights: Counter[tuple[str, int, int]] = Counter()
    passages: list[Passage] = []
    for name, count in found.nodes.get(row, Counter()).items():
        for passage in proofs.get(name, ()):
            weights[passage.source, passage.start, passage.end] += count
            passages.append(passage)
    if not passages:
        passages = [one for thing, rows in found.things.items() if row in rows for one in proofs.get(thing, ())]
    merged = evidence.ordered(evidence.merged(passages))
    return tuple(sorted(merged, key=lambda one: (-weights[one.source, one.start, one.end], not evidence.closed(one))))
