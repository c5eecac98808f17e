"""A name → the thing of an endpoint that it means: what is called just so; never a guess.

Names are looked up as literals, which every endpoint finds quickly: in the languages in which names are given, and with
the signs that typing and pasting change.
"""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence

from kg import ontology
from kg.errors import LimitError, StoreError
from kg.model import Cell
from kg.model.iri import PB
from kg.model.quad import RDF, RDFS, SKOS, literal, node
from kg.query.names import Match, address, chosen, standing
from kg.query.remote.endpoint import Endpoint, askable
from kg.query.remote.hops import elsewhere
from kg.query.remote.known import labels

__all__ = ["candidates", "named"]

_HOW = {f"{RDFS}label": "label", f"{SKOS}prefLabel": "label", f"{SKOS}altLabel": "alt", f"{SKOS}hiddenLabel": "hidden"}
_TAGS = ("zh", "", "zh-cn", "zh-CN", "zh-hans", "zh-Hans", "en")
_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_NEAR = 5


def named(endpoint: Endpoint, name: str, *, ours: bool) -> Match:
    """Give the one thing that a name or an IRI means."""
    found = candidates(endpoint, name, ours=ours)
    if len(found) == 1:
        return found[0]
    return chosen(name, found, lambda: _near(endpoint, name))


def candidates(endpoint: Endpoint, name: str, *, ours: bool) -> tuple[Match, ...]:
    """Give all things of the best standing that a name can mean, those in most texts first."""
    iri = address(name)
    if iri:
        return _known(endpoint, iri)
    for spellings in _spellings(name):
        found = _called(endpoint, spellings, ours=ours)
        if found:
            texts = _texts(endpoint, found) if len(found) > 1 else {}
            shown = labels(endpoint, [thing for thing, *_ in found], ours=ours)
            matches = [Match(0, iri, shown.get(iri, iri), kind, how, texts.get(iri, 0)) for iri, kind, how in found]
            best = min(map(standing, matches))
            fitting = [match for match in matches if standing(match) == best]
            return tuple(sorted(fitting, key=lambda match: (-match.texts, match.label, match.iri)))
    return ()


def _called(endpoint: Endpoint, names: Collection[str], *, ours: bool) -> list[tuple[str, str, str]]:
    """Find things by name: IRI, class, how it names."""
    values = " ".join(literal(name, lang=tag) for name in names for tag in _TAGS)
    apart = elsewhere("x", "how", "name") if ours else ""
    rows = endpoint.rows(
        f"SELECT DISTINCT ?x ?how ?kind WHERE {{ VALUES ?name {{ {values} }} "
        f"VALUES ?how {{ {' '.join(map(node, _HOW))} }} ?x ?how ?name . {apart} "
        f"OPTIONAL {{ ?x <{RDF}type> ?kind }} }}"
    )
    things: dict[str, list[tuple[Cell, ...]]] = {}
    for row in rows:
        if askable(row[0]) and row[0].kind == "iri" and not row[0].value.startswith(PB):
            things.setdefault(row[0].value, []).append(row)
    ways = list(dict.fromkeys(_HOW.values()))
    return [
        (iri, _kind(row[2].value for row in many), min((_HOW[row[1].value] for row in many), key=ways.index))
        for iri, many in sorted(things.items())
    ]


def _kind(iris: Iterable[str]) -> str:
    known = ontology.load()
    kinds = [known.local(iri) for iri in iris]
    ours = [kind for kind in kinds if kind in known.classes]
    return min(ours, key=lambda kind: (-len(known.superclasses(kind)), kind), default="")


def _texts(endpoint: Endpoint, found: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """Count the texts in which things stand, where an endpoint keeps each in a graph of its own."""
    things = " ".join(node(iri) for iri, *_ in found)
    rows = endpoint.rows(
        f"SELECT ?x (COUNT(DISTINCT ?g) AS ?n) WHERE {{ VALUES ?x {{ {things} }} GRAPH ?g {{ ?x ?p ?y }} "
        'FILTER(STRENDS(STR(?g), "-auto")) } GROUP BY ?x'
    )
    return {thing.value: int(count.value) for thing, count in rows if count.value.isdecimal()}


def _known(endpoint: Endpoint, iri: str) -> tuple[Match, ...]:
    """Take an IRI as such, if something is said of it."""
    if not askable(Cell("iri", iri)) or not endpoint.holds(f"{{ {node(iri)} ?p ?y }} UNION {{ ?x ?p {node(iri)} }}"):
        return ()
    return (Match(0, iri, "", "", "label", 0),)


def _near(endpoint: Endpoint, name: str) -> tuple[str, ...]:
    """Give names in which the one that is wanted stands, if the endpoint finds any in time."""
    text = (
        f"SELECT DISTINCT ?name WHERE {{ ?x <{RDFS}label> ?name FILTER(CONTAINS(STR(?name), {literal(name)})) }} "
        f"ORDER BY STRLEN(STR(?name)) STR(?name) LIMIT {_NEAR}"
    )
    try:
        with endpoint.hurried():
            return tuple(row[0].value for row in endpoint.rows(text))
    except (LimitError, StoreError):
        return ()


def _spellings(name: str) -> Iterator[Sequence[str]]:
    """Give a name as it is written; then as it may be meant: signs of other widths, with or without brackets."""
    plain = " ".join(name.split())
    yield (plain,)
    narrow = unicodedata.normalize("NFKC", plain)
    bare = plain.strip("《》").translate(_MARKS)
    quoted = _quoted(bare)
    others = dict.fromkeys((narrow, bare, quoted, f"《{bare}》", f"《{quoted}》"))
    yield tuple(other for other in others if other and other != plain)


def _quoted(text: str) -> str:
    """Write straight quotes as Chinese ones, opening and closing in turn."""
    parts = text.split('"')
    marks = ("“", "”")
    return "".join(part + (marks[at % 2] if at < len(parts) - 1 else "") for at, part in enumerate(parts))
