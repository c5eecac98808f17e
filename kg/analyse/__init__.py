"""Stored facts → networkx → Answers: who matters, what hangs together, what connects provinces, who acts together.

    reading      the facts as a network: what is a tie, what is left out; net: that network
    centrality   ties, shortest ways that pass through, PageRank
    grouping     groups with more ties inside than between them
    coherence    parts that nothing connects; cores
    bridging     what connects provinces
    joint        bodies that issue together

A measure is a row of ``MEASURES``; ``attributes`` gives what each thing is worth by them, for network files. The same
graph gives the same figures: where a method takes chances, its seed is fixed.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.analyse.bridging import bridges, linked
from kg.analyse.centrality import between, central, rank
from kg.analyse.coherence import components, cores, levels, parts
from kg.analyse.grouping import communities, groups
from kg.analyse.joint import together
from kg.analyse.net import Asked, Net
from kg.analyse.reading import network
from kg.errors import UsageError
from kg.frozen import frozen, replace
from kg.model import Answer
from kg.typed import Literal

__all__ = ["ATTRIBUTES", "MEASURES", "RANKS", "Asked", "Attribute", "attributes", "measured"]

RANKS = ("neighbours", "between", "pagerank")
"""What central things can be ranked by."""
_NAMED = 3
Values = dict[int, str]


@frozen
class Attribute:
    """A measure that each thing has: its name in files, its type there, how it is found."""

    name: str
    sort: Literal["string", "integer", "double"]
    found: Callable[[Net, Asked], Values]


MEASURES: dict[str, Callable[[Net, Asked], Answer]] = {
    "central": central,
    "communities": communities,
    "components": components,
    "cores": cores,
    "bridges": bridges,
}
"""What is measured of a network; beside these there is ``together``, which needs none."""


def measured(graph: Path, measure: str, asked: Asked) -> Answer:
    """Measure the network of a graph folder."""
    if measure == "together":
        return together(graph, asked)
    net = network(graph, asked)
    asked.progress(0, 0)
    answer = MEASURES[measure](net, asked)
    return replace(answer, notes=(*answer.notes, *net.notes))


def attributes(
    graph: Path, names: Iterable[str], asked: Asked
) -> tuple[tuple[Attribute, ...], dict[str, dict[str, str]]]:
    """Give attributes by name (all for ``all``), and for the IRI of each thing their values."""
    wanted = tuple(names)
    unknown = [name for name in wanted if name != "all" and name not in ATTRIBUTES]
    if unknown:
        raise UsageError("unknown_measure", name=unknown[0], known=" ".join(ATTRIBUTES))
    chosen = tuple(row for name, row in ATTRIBUTES.items() if name in wanted or "all" in wanted)
    net = network(graph, asked)
    found: dict[str, dict[str, str]] = {}
    for row in chosen:
        asked.progress(0, 0)
        for number, value in row.found(net, asked).items():
            found.setdefault(net.things[number].iri, {})[row.name] = value
    return chosen, found


def _ties(net: Net, asked: Asked) -> Values:
    del asked
    return {number: str(net.ties.degree(number)) for number in net.ties}


def _between(net: Net, asked: Asked) -> Values:
    return {number: f"{ways:.6f}" for number, ways in between(net, asked)[0].items()}


def _rank(net: Net, asked: Asked) -> Values:
    del asked
    return {number: f"{worth:.6f}" for number, worth in rank(net).items()}


def _group(net: Net, asked: Asked) -> Values:
    del asked
    return {number: str(at) for at, members in enumerate(groups(net), 1) for number in members}


def _called(net: Net, asked: Asked) -> Values:
    del asked
    named = ((members, net.names(net.central(members, _NAMED)).value) for members in groups(net))
    return {number: name for members, name in named for number in members}


def _part(net: Net, asked: Asked) -> Values:
    del asked
    return {number: str(at) for at, members in enumerate(parts(net), 1) for number in members}


def _core(net: Net, asked: Asked) -> Values:
    del asked
    return {number: str(level) for number, level in levels(net).items()}


def _linked(net: Net, asked: Asked) -> Values:
    del asked
    return {number: str(len(ties)) for number in net.ties if (ties := linked(net, number))}


ATTRIBUTES = {
    row.name: row
    for row in (
        Attribute("neighbours", "integer", _ties),
        Attribute("between", "double", _between),
        Attribute("pagerank", "double", _rank),
        Attribute("community", "integer", _group),
        Attribute("community_name", "string", _called),
        Attribute("component", "integer", _part),
        Attribute("core", "integer", _core),
        Attribute("provinces_linked", "integer", _linked),
    )
}
