"""Who matters: ties, the share of shortest ways that pass through a thing, and PageRank."""

import random
from typing import TYPE_CHECKING

from kg.analyse.net import Asked, Net, Note, counted, share
from kg.model import Answer

if TYPE_CHECKING:
    import networkx

__all__ = ["between", "central", "rank"]

_EXACT = 1000
"""Networks of so many things are measured from every one of them, larger ones from a sample."""
_VISITS = 4_000_000
_FEWEST, _MOST = 32, 256
_STEP = 8
_DAMPING, _ROUNDS, _CLOSE = 0.85, 100, 1e-9


def central(net: Net, asked: Asked) -> Answer:
    """Rank things by ties, by ways that pass through them, or by PageRank."""
    ways, notes = between(net, asked)
    ranks = rank(net)
    keys = {"neighbours": net.ties.degree, "between": lambda number: round(ways[number], 9), "pagerank": ranks.get}
    first = keys[asked.by or "neighbours"]
    order = sorted(net.of(asked.kind), key=lambda n: (-first(n), -net.ties.degree(n), -ways[n], net.label(n), n))
    rows = tuple(
        (net.cell(n), net.kind(n), counted(net.ties.degree(n)), share(ways[n]), share(ranks[n], 5))
        for n in order[: asked.top or None]
    )
    return Answer(("thing", "kind", "neighbours", "between", "pagerank"), rows, notes=notes)


def between(net: Net, asked: Asked) -> tuple[dict[int, float], tuple[Note, ...]]:
    """Give for each thing the share of shortest ways between two others that pass through it."""
    from networkx import betweenness_centrality_subset

    things = list(net.ties)
    starts = _starts(net.ties)
    total = dict.fromkeys(things, 0.0)
    for at in range(0, len(starts), _STEP):
        some = starts[at : at + _STEP]
        asked.progress(at, len(starts))
        part = betweenness_centrality_subset(net.ties, sources=some, targets=things)
        for thing, ways in part.items():
            total[thing] += ways
    pairs = len(starts) * (len(things) - 1) * (len(things) - 2) / max(len(things), 1) / 2
    notes: tuple[Note, ...] = ()
    if len(starts) < len(things):
        notes = (("between_sampled", {"starts": str(len(starts)), "things": str(len(things))}),)
    return {thing: ways / pairs if pairs > 0 else 0.0 for thing, ways in total.items()}, notes


def rank(net: Net) -> dict[int, float]:
    """Give for each thing how often one who follows ties at random is there; all together is 1."""
    ties, count = net.ties, len(net.ties)
    ranks = dict.fromkeys(ties, 1 / count if count else 0.0)
    for _ in range(_ROUNDS):
        passed = {thing: ranks[thing] / ties.degree(thing) for thing in ties}
        new = {thing: (1 - _DAMPING) / count + _DAMPING * sum(passed[other] for other in ties[thing]) for thing in ties}
        moved = sum(abs(new[thing] - ranks[thing]) for thing in ties)
        ranks = new
        if moved < _CLOSE:
            break
    return ranks


def _starts(ties: "networkx.Graph") -> list[int]:
    """Choose where to measure from: everywhere, or as many places as the work allows, the same every time."""
    things = list(ties)
    if len(things) <= _EXACT:
        return things
    most = max(_FEWEST, min(_MOST, _VISITS // ties.number_of_edges()))
    return sorted(random.Random(0).sample(things, min(most, len(things))))
