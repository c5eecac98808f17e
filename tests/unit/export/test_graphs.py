"""Graphs as files, read back by programs that are not ours."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree

import networkx
import pytest
import rdflib
from rdflib.compare import isomorphic
from small_graph import TEXT_1, build, lines, thing

from kg import export
from kg.model.quad import RDFS, TYPE, join, literal, node
from kg.ontology import ID, PB

HARD = '坏\x0b<img onerror=x>&“"\n𠮷]]>'
GEXF = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    auto, hard = node(f"{ID}g-期1-auto"), node(thing("sector-坏"))
    extra = (
        join(hard, TYPE, node(f"{PB}Sector"), auto),
        join(hard, node(f"{RDFS}label"), literal(HARD, lang="zh"), auto),
        join(node(thing("policydoc-中试平台办法")), node(f"{PB}sector"), hard, auto),
        join(node(thing("policydoc-中试平台办法")), node(f"{PB}docNumber"), literal("川〔2025〕1号"), auto),
        join(node(thing("policydoc-中试平台办法")), node(f"{PB}openList"), f'"true"^^<{rdflib.XSD.boolean}>', auto),
    )
    return build(tmp_path_factory.mktemp("graphs") / "graph", extra)


def written(graph, form):
    """Write a graph and give the bytes."""
    out = io.BytesIO()
    export.write_graph(graph, form, out)
    return out.getvalue()


def test_nquads_are_the_sorted_lines(graph):
    """Every quad once, in order."""
    found = written(graph, "nquads").decode().splitlines()
    assert found == sorted(set(found))
    assert set(lines()) <= set(found)


@pytest.mark.parametrize(("form", "name"), [("trig", "trig"), ("jsonld", "json-ld")])
def test_named_graphs_survive(graph, form, name):
    """rdflib reads the same dataset from TriG and JSON-LD as from N-Quads."""
    plain, other = rdflib.Dataset(), rdflib.Dataset()
    plain.parse(data=written(graph, "nquads"), format="nquads")
    other.parse(data=written(graph, form), format=name)
    assert set(other.quads()) == set(plain.quads())


def test_turtle_is_the_union(graph):
    """All triples, no graphs."""
    plain = rdflib.Dataset(default_union=True)
    plain.parse(data=written(graph, "nquads"), format="nquads")
    union, found = rdflib.Graph(), rdflib.Graph().parse(data=written(graph, "turtle"), format="turtle")
    for triple in plain.triples((None, None, None)):
        union.add(triple)
    assert isomorphic(found, union)


def test_jsonld_carries_its_context(graph):
    """Nothing is fetched to read it."""
    found = json.loads(written(graph, "jsonld"))
    assert found["@context"]["pb"] == PB


@pytest.mark.parametrize("form", list(export.GRAPHS))
def test_every_format_gives_the_same_bytes(graph, form):
    """Writing twice changes nothing."""
    assert written(graph, form) == written(graph, form)


@pytest.mark.parametrize(("form", "read"), [("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)])
def test_networkx_reads_things_and_facts(graph, form, read):
    """Counts, Chinese labels, evidence and hostile text are what they were, illegal characters left out."""
    found = read(io.BytesIO(written(graph, form)))
    labels = {data["label"] for _, data in found.nodes(data=True)}
    assert (found.number_of_nodes(), found.number_of_edges()) == (9, 7)
    assert " ".join(HARD.split()) in labels
    assert TEXT_1 in {data.get("evidence") for *_, data in found.edges(data=True)}


def test_gexf_keeps_to_what_gephi_reads(graph):
    """One block of attributes a class, plain titles and types, colours without alpha, labels everywhere."""
    root = ElementTree.fromstring(written(graph, "gexf"))
    blocks = [block.get("class") for block in root.iter(f"{GEXF}attributes")]
    titles = {row.get("title") for row in root.iter(f"{GEXF}attribute")}
    assert blocks == ["node", "edge"]
    assert not titles & {"id", "label", "color", "size", "weight", "kind", "type", "source", "target", "start", "end"}
    assert {row.get("type") for row in root.iter(f"{GEXF}attribute")} <= {"string", "integer", "double"}
    assert all(node.get("label") for node in root.iter(f"{GEXF}node"))
    viz = "{http://gexf.net/1.3/viz}"
    assert all(set(colour.attrib) == {"r", "g", "b"} for colour in root.iter(f"{viz}color"))
    assert all(4 <= float(size.get("value")) <= 40 for size in root.iter(f"{viz}size"))


def test_ids_are_ascii_and_unique_across_nodes_and_edges(graph):
    """No reader mixes an edge with a node."""
    root = ElementTree.fromstring(written(graph, "gexf"))
    ids = [row.get("id") for kind in ("node", "edge") for row in root.iter(GEXF + kind)]
    assert len(ids) == len(set(ids))
    assert all(name.isascii() for name in ids)


def test_graphml_declares_typed_keys_for_nodes_or_edges(graph):
    """No key for both, label and name alike."""
    root = ElementTree.fromstring(written(graph, "graphml"))
    keys = list(root.iter("{http://graphml.graphdrawing.org/xmlns}key"))
    assert {key.get("for") for key in keys} == {"node", "edge"}
    assert {key.get("attr.type") for key in keys} <= {"string", "int", "double"}
    assert {"label", "name"} <= {key.get("attr.name") for key in keys}


def test_csv_is_a_zip_of_two_tables(graph):
    """Gephi's heads, relations in Kind, no byte-order mark."""
    with zipfile.ZipFile(io.BytesIO(written(graph, "csv"))) as archive:
        nodes, edges = (archive.read(name).decode() for name in ("nodes.csv", "edges.csv"))
    assert nodes.startswith("Id,Label,node_type,")
    rows = list(csv.DictReader(io.StringIO(edges, newline="")))
    assert {row["Type"] for row in rows} == {"Directed"}
    assert {row["Kind"] for row in rows} == {"issuer", "place", "sector"}
    assert {"川〔2025〕1号"} == {row["doc_number"] for row in csv.DictReader(io.StringIO(nodes, newline=""))} - {""}
