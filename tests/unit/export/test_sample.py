"""The sample as a network, against what Oxigraph answers about the same graph."""

import io

import networkx
import pyoxigraph
import pytest

from kg import export, ontology, store
from kg.ontology import PB

PREFIXES = {"pb": PB, "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}


@pytest.fixture(scope="module")
def read(sample_graph):
    """The sample as networkx reads its GraphML."""
    out = io.BytesIO()
    with store.open_graph(sample_graph) as held:
        export.write_graph(export.whole(held), "graphml", out)
    return networkx.read_graphml(io.BytesIO(out.getvalue()), force_multigraph=True)


@pytest.fixture(scope="module")
def ask(sample_graph):
    """Ask the store itself; give the rows as texts."""
    with store.open_graph(sample_graph) as held:
        quads = held.store

        def rows(question):
            return [tuple(term.value for term in row) for row in quads.query(question, prefixes=PREFIXES)]

        yield rows


def facts(ask):
    """All facts between things, as the store has them."""
    known = ontology.load()
    things = " ".join(f"pb:{name}" for name in sorted(known.subclasses("Entity")))
    relations = " ".join(f"<{iri}>" for iri in sorted(known.walked()))
    return ask(
        f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?p {{ {relations} }} ?s ?p ?o . VALUES ?k {{ {things} }} VALUES ?l {{ {things} }} ?s a ?k . ?o a ?l }}"
    )


def test_edges_are_the_facts_of_the_store(read, ask):
    """Each once, between the right things, by the right relation."""
    iris = {node: data["iri"] for node, data in read.nodes(data=True)}
    known = ontology.load()
    found = sorted((iris[s], known.expand(data["predicate"]), iris[o]) for s, o, data in read.edges(data=True))
    assert found == sorted(facts(ask))
    assert len(found) > 400


def test_labels_are_those_of_the_store(read, ask):
    """In Chinese, every thing."""
    labels = dict(ask("SELECT ?s (MIN(?l) AS ?label) { ?s rdfs:label ?l } GROUP BY ?s"))
    assert {data["iri"]: data["label"] for _, data in read.nodes(data=True)} == {
        data["iri"]: labels[data["iri"]] for _, data in read.nodes(data=True)
    }


def test_sentences_are_those_of_the_store(read, ask):
    """The evidence of an edge is a quote of one of its statement's spans; only what stands in tables has none."""
    quotes = {}
    for s, p, o, quote in ask(
        "SELECT ?s ?p ?o ?q { ?st pb:subject ?s ; pb:predicate ?p ; pb:object ?o ; pb:evidence/pb:quote ?q }"
    ):
        quotes.setdefault((s, p, o), set()).add(quote)
    iris = {node: data["iri"] for node, data in read.nodes(data=True)}
    for s, o, data in read.edges(data=True):
        said = quotes.get((iris[s], f"{PB}{data['predicate']}", iris[o]), set())
        assert data["evidence"] in said if said else "evidence" not in data


def test_shapes_of_places_and_sizes(read):
    """Every thing has a place of its own; the best connected is the largest."""
    places = {(data["x"], data["y"]) for _, data in read.nodes(data=True)}
    assert len(places) == read.number_of_nodes()
    largest = max(read.nodes, key=lambda node: read.nodes[node]["size"])
    assert read.degree(largest) == max(degree for _, degree in read.degree())


def test_pyoxigraph_reads_the_same_dataset(sample_graph):
    """TriG and N-Quads of the sample are one dataset."""
    with store.open_graph(sample_graph) as held:
        trig, quads = io.BytesIO(), io.BytesIO()
        export.write_graph(export.whole(held), "trig", trig)
        export.write_graph(export.whole(held), "nquads", quads)
    found = set(pyoxigraph.parse(trig.getvalue(), format=pyoxigraph.RdfFormat.TRIG))
    assert found == set(pyoxigraph.parse(quads.getvalue(), format=pyoxigraph.RdfFormat.N_QUADS))
