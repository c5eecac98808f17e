"""Who keeps together: groups with more ties inside than between them, called by their most central things."""

from collections import Counter

from kg.analyse.net import Asked, Net, Note, counted
from kg.model import Answer, Cell

__all__ = ["communities", "groups"]

_NAMED = 3
_SEED = 0


def communities(net: Net, asked: Asked) -> Answer:
    """List the groups, largest first: their name, how many things, ties inside and out of them, their provinces."""
    found = groups(net)
    rows = []
    for at, members in enumerate(found[: asked.top or None], 1):
        inside = net.ties.subgraph(members).number_of_edges()
        out = sum(net.ties.degree(number) for number in members) - 2 * inside
        named = net.names(net.central(members, _NAMED))
        rows.append(
            (counted(at), named, counted(len(members)), counted(inside), counted(out), _provinces(net, members))
        )
    notes: tuple[Note, ...] = (("modularity", {"value": f"{_modularity(net, found):.2f}"}),) if found else ()
    return Answer(("group", "called", "things", "inside", "outside", "provinces"), tuple(rows), notes=notes)


def groups(net: Net) -> list[list[int]]:
    """Divide the network by Louvain's method with a fixed seed, the largest group first."""
    from networkx.algorithms.community import louvain_communities

    found = map(sorted, louvain_communities(net.ties, seed=_SEED)) if net.ties else ()
    return sorted(found, key=lambda members: (-len(members), members))


def _modularity(net: Net, found: list[list[int]]) -> float:
    from networkx.algorithms.community import modularity

    return float(modularity(net.ties, found))


def _provinces(net: Net, members: list[int]) -> Cell:
    """Name the provinces that most things of a group belong to."""
    counts = Counter(home for number in members for home in net.homes.get(number, ()))
    order = sorted(counts, key=lambda home: (-counts[home], net.label(home)))[:_NAMED]
    return Cell("literal", "、".join(f"{net.label(home)} {counts[home]}" for home in order)) if order else Cell("none")
