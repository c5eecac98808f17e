"""How two things hang together: the names and limits of a question → a plan for ``search``; its ways → an Answer."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import ontology
from kg.errors import QueryError
from kg.model import Answer, Cell, Chain, Hop, Passage
from kg.model.iri import statement
from kg.model.quad import node
from kg.query import evidence, search
from kg.query.index import Index, opened
from kg.query.names import Match, named, select
from kg.query.process import Worker

__all__ = ["LONGEST", "PathOptions", "chains", "paths"]

LONGEST = 8
SHARE = 0.5
LEAST = 5
Note = tuple[str, dict[str, str]]
Proofs = dict[str, tuple[Passage, ...]]

_DATES = "SELECT DISTINCT ?source ?date WHERE { VALUES ?source { %s } ?source pb:date|pb:docDate ?date }"
_TOGETHER = """
SELECT DISTINCT ?issue ?label WHERE {
  ?first pb:mentions <%s> ; pb:issue ?issue . ?second pb:mentions <%s> ; pb:issue ?issue . ?issue rdfs:label ?label
} ORDER BY DESC(?issue) LIMIT 3"""


@dataclass(frozen=True, slots=True)
class PathOptions:
    """How far to look. ``avoid`` names what not to pass through, ``keep`` background to pass through anyway."""

    top: int = 5
    longest: int = 4
    avoid: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    tried: int = 100_000


_PLAIN = PathOptions()


def paths(graph: Path, a: str, b: str, *, top: int = 5, longest: int = 4) -> Answer:
    """Give the best chains between two things."""
    return chains(graph, a, b, options=PathOptions(top, longest))


def chains(graph: Path, a: str, b: str, *, options: PathOptions = _PLAIN, worker: Worker | None = None) -> Answer:
    """Give the best chains between two things, with the sentences behind every hop and what a reader should know."""
    if worker is None:
        with Worker(graph) as own:
            return chains(graph, a, b, options=options, worker=own)
    _check(options)
    with opened(graph) as index:
        plan = _plan(index, (a, b), options)
        budget = search.Budget(longest=options.longest, tried=options.tried)
        found = search.search(plan.net, plan.start.number, plan.end.number, budget=budget, avoid=plan.closed)
        answer = _answer(worker, plan, found, options.top)
        nothing = () if answer else _nothing(worker, plan, options)
    return Answer(
        form="chains",
        chains=answer,
        complete=found.complete,
        notes=(*_limits(found, options), *_skipped(plan), *nothing),
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """A question made of numbers: the ends, the network to walk, what not to walk through."""

    index: Index
    start: Match
    end: Match
    net: search.Network
    background: dict[int, tuple[int, int]]
    closed: frozenset[int]

    def steps(self, pair: tuple[int, int]) -> list[tuple[str, bool]]:
        """Give the relations of a hop, and whether each runs forward."""
        return [(self.index.relation(code), not code & 1) for code in self.net.near(pair[0])[pair[1]]]

    def iri(self, thing: int) -> str:
        """Give the IRI of a thing."""
        return self.index.thing(thing).iri

    def label(self, thing: int) -> str:
        """Give what a thing is called."""
        found = self.index.thing(thing)
        return found.label or ontology.load().compact(found.iri)


def _check(options: PathOptions) -> None:
    if not 1 <= options.longest <= LONGEST:
        raise QueryError("bad_length", length=options.longest, ceiling=LONGEST)
    if options.top < 1:
        raise QueryError("bad_count", count=options.top)


def _plan(index: Index, ends: tuple[str, str], options: PathOptions) -> _Plan:
    start, end = (named(index, name) for name in ends)
    if start.iri == end.iri:
        raise QueryError("same_ends", name=start.label)
    kept = {named(index, name).number for name in options.keep} | {start.number, end.number}
    avoided = {named(index, name).number for name in options.avoid}
    shares = index.background(share=SHARE, least=LEAST)
    hubs = {thing: share for thing, share in shares.items() if thing not in kept}
    return _Plan(index, start, end, search.Network(index.facts), hubs, frozenset(hubs) | avoided)


def _answer(worker: Worker, plan: _Plan, found: search.Found, top: int) -> tuple[Chain, ...]:
    if not found.ways:
        return ()
    tie = _Ties(worker, plan, found.ways)
    groups = search.grouped(plan.net, found.ways, kind=lambda thing: plan.index.thing(thing).kind, tie=tie.key)[:top]
    proofs = evidence.passages(worker, _statements(plan, (group.way for group in groups)))
    return tuple(
        Chain(
            hops=tuple(_hop(plan, pair, proofs) for pair in _pairs(group.way)),
            cost=round(group.way.cost, 2),
            count=group.count,
        )
        for group in groups
    )


def _hop(plan: _Plan, pair: tuple[int, int], proofs: Proofs) -> Hop:
    steps = plan.steps(pair)
    forward = all(ahead for _, ahead in steps)
    said = {passage for step in steps for passage in proofs.get(_statement(plan, pair, step), ())}
    relations = sorted({ontology.load().compact(relation) for relation, _ in steps})
    start, end = (Cell("iri", plan.iri(thing), label=plan.label(thing)) for thing in pair)
    label = "、".join(dict.fromkeys(_reading(relation, ahead, steps) for relation, ahead in steps))
    return Hop(start, " ".join(relations), label, forward, end, evidence.ordered(said))


def _reading(relation: str, ahead: bool, steps: Sequence[tuple[str, bool]]) -> str:
    """Name a relation; where a hop has both directions, one that runs backwards is named by its reverse reading."""
    info = ontology.load().relation(relation)
    if info is None:
        return ontology.load().compact(relation)
    mixed = any(forward for _, forward in steps) and not ahead
    return info.inverse_zh if mixed and info.inverse_zh else info.label_zh


def _pairs(way: search.Way) -> list[tuple[int, int]]:
    return list(zip(way.things, way.things[1:], strict=False))


def _statement(plan: _Plan, pair: tuple[int, int], step: tuple[str, bool]) -> str:
    subject, other = (plan.iri(thing) for thing in (pair if step[1] else pair[::-1]))
    return statement(node(subject), node(step[0]), node(other))


def _statements(plan: _Plan, ways: Iterable[search.Way]) -> set[str]:
    pairs = {pair for way in ways for pair in _pairs(way)}
    return {_statement(plan, pair, step) for pair in pairs for step in plan.steps(pair)}


class _Ties:
    """The order of ways of equal cost: more texts say it, newer ones, then the labels."""

    def __init__(self, worker: Worker, plan: _Plan, ways: Sequence[search.Way]) -> None:
        self._plan = plan
        self._sources = evidence.sources(worker, _statements(plan, ways))
        texts = sorted({text for many in self._sources.values() for text in many})
        rows = select(worker, _DATES % " ".join(f"<{text}>" for text in texts)) if texts else []
        self._dates = {source.value: date.value for source, date in rows}

    def key(self, way: search.Way) -> tuple[object, ...]:
        texts = {text for proof in _statements(self._plan, [way]) for text in self._sources.get(proof, ())}
        newest = max((self._dates.get(text, "") for text in texts), default="")
        labels = tuple(self._plan.label(thing) for thing in way.things)
        return -len(texts), tuple(-ord(sign) for sign in newest), labels, way.things


def _limits(found: search.Found, options: PathOptions) -> list[Note]:
    if not found.complete:
        return [("path_unfinished", {"tried": str(options.tried)})]
    return [("path_capped", {"ways": str(len(found.ways))})] if found.capped else []


def _skipped(plan: _Plan) -> list[Note]:
    """Name the background things that were not walked through."""
    if not plan.background:
        return []
    ranked = sorted(plan.background.items(), key=lambda row: (-row[1][0], plan.label(row[0])))
    words = "、".join(f"{plan.label(thing)}（{count}/{total}）" for thing, (count, total) in ranked)
    return [("background_skipped", {"things": words})]


def _nothing(worker: Worker, plan: _Plan, options: PathOptions) -> list[Note]:
    """Say why there is no chain: no facts at an end, no connection at all, the length, or background left out."""
    bare = [match.label for match in (plan.start, plan.end) if not plan.net.near(match.number)]
    notes: list[Note] = [("path_no_facts", {"names": "、".join(bare)})] if bare else [_reason(plan, options)]
    together = select(worker, _TOGETHER % (plan.start.iri, plan.end.iri))
    if together:
        issues = "、".join(label.value for _, label in together)
        notes.append(("path_together", {"start": plan.start.label, "end": plan.end.label, "issues": issues}))
    return notes


def _reason(plan: _Plan, options: PathOptions) -> Note:
    fields = {"start": plan.start.label, "end": plan.end.label, "length": str(options.longest)}
    distance = _distance(plan, plan.closed)
    if distance < math.inf:
        return "path_longer", {**fields, "needed": str(int(distance))}
    through = _distance(plan, frozenset())
    if through < math.inf:
        return "path_background", {**fields, "needed": str(int(through))}
    return "path_apart", fields


def _distance(plan: _Plan, closed: frozenset[int]) -> float:
    """Count the hops between the ends, however many; infinity where nothing connects them."""
    hops, ahead = {plan.start.number: 0}, [plan.start.number]
    for thing in ahead:
        for near in plan.net.near(thing):
            if near not in hops and (near not in closed or near == plan.end.number):
                hops[near] = hops[thing] + 1
                ahead.append(near)
    return hops.get(plan.end.number, math.inf)
