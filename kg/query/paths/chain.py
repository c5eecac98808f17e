"""Ways of numbers → chains with the sentence behind every hop, and what a reader should know beside them."""

from collections.abc import Iterable, Sequence

from kg import ontology
from kg.frozen import frozen
from kg.model import Answer, Cell, Chain, Hop, Passage
from kg.query import evidence
from kg.query.names import select
from kg.query.paths.plan import Plan
from kg.query.paths.space import Space
from kg.query.process import Asks
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


def answered(plan: Plan, found: dict[str, Any]) -> Answer:
    """Make an answer of what the child found."""
    ways = [_way(*row) for row in found["ways"]]
    proofs = _proofs(plan, ways)
    notes = [*plan.notes, *_limits(plan, found), *_hubs(plan, found), *_skipped(plan, found)]
    if not ways and not found["met"] and not found["compared"]:
        notes += _nothing(plan, found)
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


def _proofs(plan: Plan, ways: Iterable[Way]) -> Proofs:
    nodes = {
        proof
        for way in ways
        for pair, codes in zip(way.pairs, way.codes, strict=True)
        for proof in plan.space.proofs(pair, codes)
        if proof
    }
    found = evidence.passages(plan.ground.asks, nodes) if nodes else {}
    return {node: plan.ground.within(plan.scope, passages) for node, passages in found.items()} if plan.scope else found


def _chain(plan: Plan, way: Way, proofs: Proofs) -> Chain:
    hops = tuple(_hop(plan, pair, codes, proofs) for pair, codes in zip(way.pairs, way.codes, strict=True))
    kind = "together" if plan.statement.via.kind == "together" else "fact"
    return Chain(hops, round(way.cost, 2), way.count, kind=kind, degrees=way.degrees)  # type: ignore[arg-type]


def _hop(plan: Plan, pair: tuple[int, int], codes: Sequence[int], proofs: Proofs) -> Hop:
    space = plan.space
    steps = [(space.relation(code), not code & 1) for code in codes]
    said = {passage for proof in space.proofs(pair, codes) for passage in proofs.get(proof, ())}
    relations = sorted({ontology.load().compact(relation) for relation, _ in steps if relation})
    label = "、".join(dict.fromkeys(_reading(space, relation, ahead, steps) for relation, ahead in steps if relation))
    if not relations and plan.statement.via.kind == "path":
        label = plan.statement.via.text
    start, end = map(space.cell, pair)
    forward = all(ahead for _, ahead in steps)
    return Hop(start, " ".join(relations), label, forward, end, evidence.ordered(said), values=space.values(pair))


def _reading(space: Space, relation: str, ahead: bool, steps: Sequence[tuple[str, bool]]) -> str:
    """Name a relation; where a hop has both directions, one that runs backwards is named by its reverse reading.

    One that is not ours goes by the name that the graph gives it.
    """
    info = ontology.load().relation(relation)
    if info is None:
        number = space.number(Cell("iri", relation))
        return ontology.load().compact(relation) if number is None else space.cell(number).label
    mixed = any(forward for _, forward in steps) and not ahead
    return info.inverse_zh if mixed and info.inverse_zh else info.label_zh


def _limits(plan: Plan, found: dict[str, Any]) -> list[Note]:
    limits = plan.limits
    if found["met"] == "seconds":
        return [("path_seconds", {"limit": f"{limits.seconds:g}"})]
    if found["met"] == "tried":
        return [("path_tried", {"limit": str(limits.tried)})]
    if found["met"] == "fetched":
        return [("path_fetched", {"edges": str(found["fetched"])})]
    if found["met"]:
        return [("path_kept", {"limit": str(limits.kept)})]
    return [("path_capped", {"ways": str(found["compared"])})] if found["capped"] else []


def _hubs(plan: Plan, found: dict[str, Any]) -> list[Note]:
    """Say of an end that very many things hang on it, where ways were compared."""
    if not found["compared"]:
        return []
    return [
        ("path_hub", {"name": plan.space.cell(number).label, "count": str(count), "ways": str(found["compared"])})
        for number, count in found["widths"]
        if count >= _HUB or number in {row[0] for row in found["hubs"]}
    ]


def _skipped(plan: Plan, found: dict[str, Any]) -> list[Note]:
    """Name the background things that were not walked through."""
    label = {number: plan.space.cell(number).label for number in plan.background}
    rows = [(plan.space.cell(number).label, count, total) for number, count, total in found["background"]]
    shares = [f"{name}（{count}/{total}）" for name, count, total in sorted(rows, key=lambda row: (-row[1], row[0]))]
    named = sorted(label[number] for number in label.keys() - {number for number, *_ in found["background"]})
    return [("background_skipped", {"things": "、".join([*shares, *named])})] if shares or named else []


def _nothing(plan: Plan, found: dict[str, Any]) -> list[Note]:
    """Say why there is no chain: nothing at an end, no connection, the length, the direction, background left out."""
    if plan.notes:
        return []
    ends = (plan.starts, plan.ends)
    if plan.walk.forward:
        return [("path_forward", {})]
    bare = [plan.space.cell(number).label for number, count in found["widths"] if not count]
    if any(end is None or len(end) != 1 for end in ends):
        return [("path_no_facts", {"names": "、".join(bare)})] if bare else []
    start, end = (plan.space.cell(end[0]) for end in ends if end)
    reason = ("path_no_facts", {"names": "、".join(bare)}) if bare else _reason(plan, start, end, found)
    return [reason, *_together(plan.ground.asks, start, end)]


def _reason(plan: Plan, start: Cell, end: Cell, found: dict[str, Any]) -> Note:
    fields = {"start": start.label, "end": end.label, "length": str(plan.most)}
    if plan.through or plan.statement.fewest > 1:
        return "path_steered", fields
    if found["needed"] is not None:
        return "path_longer", {**fields, "needed": str(found["needed"])}
    if found["across"] is not None:
        return "path_background", {**fields, "needed": str(found["across"])}
    if found.get("unsure"):
        return "path_unsure", fields
    limited = plan.texts is not None or plan.statement.via.kind
    return "path_apart_within" if limited else "path_apart", fields


def _together(asks: Asks, start: Cell, end: Cell) -> list[Note]:
    if start.kind != "iri" or end.kind != "iri":
        return []
    rows = select(asks, _TOGETHER % (start.value, end.value))
    issues = "、".join(label.value for _, label in rows)
    return [("path_together", {"start": start.label, "end": end.label, "issues": issues})] if rows else []
