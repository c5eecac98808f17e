"""What the endpoint says of itself: SPARQL 1.1 Service Description (W3C 2013), as triples."""

from collections.abc import Iterable, Iterator

from kg.model.quad import TYPE, join, literal, node
from kg.web.protocol import GRAPHS, RESULTS

__all__ = ["description"]

_SD, _VOID, _FORMATS = (
    "http://www.w3.org/ns/sparql-service-description#",
    "http://rdfs.org/ns/void#",
    "http://www.w3.org/ns/formats/",
)
_NAMES = {"json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
          "tsv": "SPARQL_Results_TSV", "turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD",
          "rdfxml": "RDF_XML"}  # fmt: skip
_SERVICE, _DATASET, _DEFAULT = "_:service", "_:dataset", "_:default"


def description(endpoint: str, graphs: Iterable[tuple[str, int]], triples: int) -> list[str]:
    """Describe the service at an address; ``graphs`` are the named graphs with their numbers of triples."""
    return sorted(join(*triple) for triple in _triples(endpoint, graphs, triples))


def _triples(endpoint: str, graphs: Iterable[tuple[str, int]], triples: int) -> Iterator[tuple[str, str, str]]:
    yield _SERVICE, TYPE, node(f"{_SD}Service")
    yield _SERVICE, node(f"{_SD}endpoint"), node(endpoint)
    yield _SERVICE, node(f"{_SD}supportedLanguage"), node(f"{_SD}SPARQL11Query")
    yield _SERVICE, node(f"{_SD}feature"), node(f"{_SD}UnionDefaultGraph")
    for form in dict.fromkeys((*RESULTS.values(), *GRAPHS.values())):
        yield _SERVICE, node(f"{_SD}resultFormat"), node(_FORMATS + _NAMES[form])
    yield _SERVICE, node(f"{_SD}defaultDataset"), _DATASET
    yield _DATASET, TYPE, node(f"{_SD}Dataset")
    yield _DATASET, node(f"{_SD}defaultGraph"), _DEFAULT
    yield from _graph(_DEFAULT, triples)
    for at, (name, count) in enumerate(graphs):
        yield _DATASET, node(f"{_SD}namedGraph"), f"_:named{at}"
        yield f"_:named{at}", TYPE, node(f"{_SD}NamedGraph")
        yield f"_:named{at}", node(f"{_SD}name"), node(name)
        yield f"_:named{at}", node(f"{_SD}graph"), f"_:graph{at}"
        yield from _graph(f"_:graph{at}", count)


def _graph(subject: str, triples: int) -> Iterator[tuple[str, str, str]]:
    yield subject, TYPE, node(f"{_SD}Graph")
    yield subject, node(f"{_VOID}triples"), literal(str(triples), datatype="integer")
