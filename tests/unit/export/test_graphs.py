"""Graphs as RDF, read back by programs that are not ours."""

import io
import json

import pyoxigraph
import pytest
import rdflib
from hostile_graph import LABELS, SENTENCE, build, lines
from rdflib.compare import isomorphic

from kg import export, store
from kg.errors import UsageError
from kg.export import sorting
from kg.model.quad import join, literal, node
from kg.ontology import PB

DRAWN = {"svg", "pdf", "png"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return build(tmp_path_factory.mktemp("graphs") / "graph")


def written(graph, form, **choice):
    """Write a whole graph and give the bytes."""
    out = io.BytesIO()
    with store.open_graph(graph) as held:
        export.write_graph(export.whole(held), form, out, choice=export.Choice(**choice))
    return out.getvalue()


def of_lines(found, form):
    """Write quads given as lines."""
    out = io.BytesIO()
    export.write_graph(export.Source(lambda: found, lambda: found), form, out)
    return out.getvalue()


def test_nquads_are_the_sorted_lines(graph):
    """Every quad once, in order."""
    assert written(graph, "nquads").decode().splitlines() == lines()


@pytest.mark.parametrize(("form", "name"), [("trig", "trig"), ("jsonld", "json-ld")])
def test_named_graphs_survive(graph, form, name):
    """rdflib reads the same dataset from TriG and JSON-LD as from N-Quads."""
    plain, other = rdflib.Dataset(), rdflib.Dataset()
    plain.parse(data=written(graph, "nquads"), format="nquads")
    other.parse(data=written(graph, form), format=name)
    assert set(other.quads()) == set(plain.quads())


@pytest.mark.parametrize(("form", "name"), [("turtle", "turtle"), ("ntriples", "nt")])
def test_plain_triples_are_the_union(graph, form, name):
    """All triples, no graphs."""
    plain = rdflib.Dataset(default_union=True)
    plain.parse(data=written(graph, "nquads"), format="nquads")
    union, found = rdflib.Graph(), rdflib.Graph().parse(data=written(graph, form), format=name)
    for triple in plain.triples((None, None, None)):
        union.add(triple)
    assert isomorphic(found, union)


def test_rdfxml_is_the_union_without_what_xml_forbids(graph):
    """rdflib and Oxigraph read the same triples; only the control character is gone."""
    found = rdflib.Graph().parse(data=written(graph, "rdfxml"), format="xml")
    plain = rdflib.Graph().parse(data=written(graph, "ntriples").replace(b"\\u0001", b""), format="nt")
    assert isomorphic(found, plain)
    assert len(list(pyoxigraph.parse(written(graph, "rdfxml"), format=pyoxigraph.RdfFormat.RDF_XML))) == len(plain)


def test_rdfxml_names_predicates_of_any_vocabulary():
    """A namespace of its own where none of ours fits; what cannot be named is refused."""
    fits = join(node("http://a/b"), node("http://c.example/v/1_kg"), literal("x"))
    found = rdflib.Graph().parse(data=of_lines([fits], "rdfxml"), format="xml")
    assert {str(p) for p in found.predicates()} == {"http://c.example/v/1_kg"}
    with pytest.raises(UsageError, match="predicate_not_xml"):
        of_lines([join(node("http://a/b"), node("http://c.example/2025"), literal("x"))], "rdfxml")


def test_rdfxml_keeps_blank_nodes_languages_and_types():
    """Whatever a literal or a node can be."""
    found = [
        join("_:b1", node("http://a/p"), literal("是\n", lang="zh"), ""),
        join("_:b1", node("http://a/p"), literal("5", datatype="integer"), ""),
        join("_:b1", node("http://a/p"), "_:b2", ""),
    ]
    plain = rdflib.Graph().parse(data="\n".join(found), format="nt")
    assert isomorphic(rdflib.Graph().parse(data=of_lines(found, "rdfxml"), format="xml"), plain)


def test_jsonld_carries_its_context(graph):
    """Nothing is fetched to read it."""
    assert json.loads(written(graph, "jsonld"))["@context"]["pb"] == PB


@pytest.mark.parametrize("form", [form for form in export.GRAPHS if form not in DRAWN])
def test_every_format_gives_the_same_bytes(graph, form):
    """Writing twice changes nothing."""
    assert written(graph, form) == written(graph, form)


def test_annotations_point_at_the_sentences(graph):
    """Each statement with its claim, and a selector by place and by words that a reader can check."""
    items = json.loads(written(graph, "annotations"))["items"]
    assert len(items) == 9
    quotes = {selector["exact"] for item in items for target in item["target"] for selector in target["selector"][1:]}
    assert quotes == {SENTENCE}
    assert {len(item["target"]) for item in items} == {1, 2}
    assert any(LABELS["agency-1"] in item["body"][0]["value"] for item in items)
    places = {(s["start"], s["end"]) for item in items for target in item["target"] for s in target["selector"][:1]}
    assert places == {(0, len(SENTENCE))}


def test_lines_are_sorted_on_disk_where_there_are_many(monkeypatch):
    """Parts of three lines, merged; doubles stay."""
    monkeypatch.setattr(sorting, "_PART", 3)
    mixed = ["丙", "a\\n", "b", "a\\n", "甲", "乙", "c"]
    assert list(sorting.ordered(mixed)) == sorted(mixed)
