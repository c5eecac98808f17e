"""Ways of numbers → chains with the sentence behind every hop, and what a reader should know beside them."""

from collections.abc import Iterable, Sequence

from kg import ontology
from kg.frozen import frozen
from kg.model import Answer, Cell, Chain, Hop, Passage
from kg.query import evidence
from kg.query.names import select
from kg.query.paths.plan import Plan
from kg.query.process import Worker
from kg.query.scope import within
from kg.typed import Any

__all__ = ["Way", "answered"]

Note = tuple[str, dict[str, str]]
Proofs = dict[str, tuple[Passage, ...]]

_HUB = 100
"""So many neighbours of an end are worth a word."""
_TOGETHER = """
SELECT DISTINCT ?issue ?label WHERE {
  ?first pb:mentions <%s> ; pb:issue ?issue . ?second pb:mentions <%s> ; pb:issue ?issue . ?issue rdfs:label ?label
} ORDER BY DESC(?issue) LIMIT 3"""


@frozen
class Way:
    """One way as the child gives it: things, cost, how many it stands for, relations of each hop, degrees inside."""

    things: tuple[int, ...]
    cost: float
    count: int
    codes: tuple[tuple[int, ...], ...]
    degrees: tuple[int, ...]

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Give the hops as pairs of things."""
        return list(zip(self.things, self.things[1:], strict=False))


def answered(plan: Plan, worker: Worker, found: dict[str, Any]) -> Answer:
    """Make an answer of what the child found."""
    ways = [_way(*row) for row in found["ways"]]
    proofs = _proofs(plan, worker, ways)
    notes = [*plan.notes, *_limits(plan, found), *_hubs(plan, found), *_skipped(plan, found)]
    if not ways and not found["met"]:
        notes += _nothing(plan, worker, found)
    return Answer(
        form="chains",
        chains=tuple(_chain(plan, way, proofs) for way in ways),
        complete=not found["met"],
        notes=tuple(notes),
    )


def _way(
    things: list[int], cost: float, count: int, hops: list[list[tuple[int, list[int]]]], degrees: list[int]
) -> Way:
    codes = tuple(tuple(code for code, _ in hop) for hop in hops)
    return Way(tuple(things), cost, count, codes, tuple(degrees))


def _proofs(plan: Plan, worker: Worker, ways: Iterable[Way]) -> Proofs:
    nodes = {
        proof
        for way in ways
        for pair, codes in zip(way.pairs, way.codes, strict=True)
        for proof in plan.space.proofs(pair, codes)
        if proof
    }
    found = evidence.passages(worker, nodes) if nodes else {}
    return {node: within(plan.graph, plan.scope, passages) for node, passages in found.items()} if plan.scope else found


def _chain(plan: Plan, way: Way, proofs: Proofs) -> Chain:
    hops = tuple(_hop(plan, pair, codes, proofs) for pair, codes in zip(way.pairs, way.codes, strict=True))
    kind = "together" if plan.statement.via.kind == "together" else "fact"
    return Chain(hops, round(way.cost, 2), way.count, kind=kind, degrees=way.degrees)  # type: ignore[arg-type]


def _hop(plan: Plan, pair: tuple[int, int], codes: Sequence[int], proofs: Proofs) -> Hop:
    space = plan.space
    steps = [(space.relation(code), not code & 1) for code in codes]
    said = {passage for proof in space.proofs(pair, codes) for passage in proofs.get(proof, ())}
    relations = sorted({ontology.load().compact(relation) for relation, _ in steps if relation})
    label = "、".join(dict.fromkeys(_reading(relation, ahead, steps) for relation, ahead in steps if relation))
    start, end = map(space.cell, pair)
    forward = all(ahead for _, ahead in steps)
    return Hop(start, " ".join(relations), label, forward, end, evidence.ordered(said), values=space.values(pair))


def _reading(relation: str, ahead: bool, steps: Sequence[tuple[str, bool]]) -> str:
    """Name a relation; where a hop has both directions, one that runs backwards is named by its reverse reading."""
    info = ontology.load().relation(relation)
    if info is None:
        return ontology.load().compact(relation)
    mixed = any(forward for _, forward in steps) and not ahead
    return info.inverse_zh if mixed and info.inverse_zh else info.label_zh


def _limits(plan: Plan, found: dict[str, Any]) -> list[Note]:
    limits = plan.limits
    if found["met"] == "seconds":
        return [("path_seconds", {"limit": f"{limits.seconds:g}"})]
    if found["met"] == "tried":
        return [("path_tried", {"limit": str(limits.tried)})]
    if found["met"]:
        return [("path_kept", {"limit": str(limits.kept)})]
    return [("path_capped", {"ways": str(found["compared"])})] if found["capped"] else []


def _hubs(plan: Plan, found: dict[str, Any]) -> list[Note]:
    """Say of an end that very many things hang on it."""
    return [
        ("path_hub", {"name": plan.space.cell(number).label, "count": str(count), "ways": str(found["compared"])})
        for number, count in found["widths"]
        if count >= _HUB or number in {row[0] for row in found["hubs"]}
    ]


def _skipped(plan: Plan, found: dict[str, Any]) -> list[Note]:
    """Name the background things that were not walked through."""
    rows = [(plan.space.cell(number).label, count, total) for number, count, total in found["background"]]
    if not rows:
        return []
    words = "、".join(
        f"{label}（{count}/{total}）" for label, count, total in sorted(rows, key=lambda row: (-row[1], row[0]))
    )
    return [("background_skipped", {"things": words})]


def _nothing(plan: Plan, worker: Worker, found: dict[str, Any]) -> list[Note]:
    """Say why there is no chain: nothing at an end, no connection, the length, the direction, background left out."""
    if plan.notes:
        return []
    ends = (plan.starts, plan.ends)
    if plan.walk.forward:
        return [("path_forward", {})]
    if any(end is not None and len(end) != 1 for end in ends) or None in ends:
        return []
    start, end = (plan.space.cell(end[0]) for end in ends if end)
    return [_reason(plan, start, end, found), *_together(worker, start, end)]


def _reason(plan: Plan, start: Cell, end: Cell, found: dict[str, Any]) -> Note:
    bare = [plan.space.cell(number).label for number, count in found["widths"] if not count]
    if bare:
        return "path_no_facts", {"names": "、".join(bare)}
    fields = {"start": start.label, "end": end.label, "length": str(plan.most)}
    if plan.through or plan.statement.fewest > 1:
        return "path_steered", fields
    if found["needed"] is not None:
        return "path_longer", {**fields, "needed": str(found["needed"])}
    if found["across"] is not None:
        return "path_background", {**fields, "needed": str(found["across"])}
    return "path_apart", fields


def _together(worker: Worker, start: Cell, end: Cell) -> list[Note]:
    if start.kind != "iri" or end.kind != "iri":
        return []
    rows = select(worker, _TOGETHER % (start.value, end.value))
    issues = "、".join(label.value for _, label in rows)
    return [("path_together", {"start": start.label, "end": end.label, "issues": issues})] if rows else []
