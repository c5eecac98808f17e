"""What hangs together at all, and how tightly: parts that nothing connects, cores whose members have many ties."""

from kg.analyse.net import Asked, Net, counted
from kg.model import Answer

__all__ = ["components", "cores", "levels", "parts"]

_NAMED = 3


def components(net: Net, asked: Asked) -> Answer:
    """List the parts that no fact connects, largest first, each with its best connected things."""
    rows = tuple(
        (
            counted(at),
            counted(len(members)),
            counted(net.ties.subgraph(members).number_of_edges()),
            net.names(net.central(members, _NAMED)),
        )
        for at, members in enumerate(parts(net)[: asked.top or None], 1)
    )
    return Answer(("part", "things", "ties", "examples"), rows)


def cores(net: Net, asked: Asked) -> Answer:
    """List the cores from the innermost: how many things have so many ties to each other, and which are only in it."""
    found = levels(net)
    rows = []
    for level in sorted(set(found.values()), reverse=True)[: asked.top or None]:
        members = [number for number in net.of(asked.kind) if found[number] == level]
        within = sum(1 for each in found.values() if each >= level)
        if members:
            rows.append(
                (counted(level), counted(within), counted(len(members)), net.names(net.central(members, _NAMED)))
            )
    return Answer(("core", "within", "only", "examples"), tuple(rows))


def parts(net: Net) -> list[list[int]]:
    """Give the parts, the largest first."""
    from networkx import connected_components

    return sorted(map(sorted, connected_components(net.ties)), key=lambda members: (-len(members), members))


def levels(net: Net) -> dict[int, int]:
    """Give for each thing the largest k such that it is in a group of which everyone has k ties to others of it."""
    from networkx import core_number

    found: dict[int, int] = core_number(net.ties)
    return found
