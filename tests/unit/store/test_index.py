"""The index beside the store: names, nodes, edges, counts."""

import json
from array import array

from kg.model.iri import ID, PB
from kg.model.quad import RDFS, SKOS, TYPE, join, literal, node
from kg.store.index import Index


def index(folder, *rows, graph="g-a-auto"):
    made = Index()
    lines = [join(node(ID + s), p if p == TYPE else node(p), o, node(ID + graph)) for s, p, o in rows]
    assert list(made.through(lines)) == lines
    made.write(folder)


def rows(path):
    return [tuple(line.split("\t")) for line in path.read_text("utf-8").splitlines()]


def numbers(path):
    read = array("I")
    read.frombytes(path.read_bytes())
    return list(read)


def test_names_are_sorted_and_point_to_nodes(tmp_path):
    """A name leads to its node by number."""
    index(
        tmp_path,
        ("agency-b", f"{RDFS}label", literal("乙厅", lang="zh")),
        ("agency-a", f"{RDFS}label", literal("甲厅", lang="zh")),
        ("agency-a", f"{SKOS}altLabel", literal("甲 \n局", lang="zh")),
    )
    assert rows(tmp_path / "names.tsv") == [("乙厅", "label", "1"), ("甲 局", "alt", "0"), ("甲厅", "label", "0")]
    assert [row[0] for row in rows(tmp_path / "nodes.tsv")] == [f"{ID}agency-a", f"{ID}agency-b"]


def test_fact_edge_stands_at_both_ends(tmp_path):
    """Forward with an even number, backwards with an odd one."""
    index(tmp_path, ("doc", f"{PB}issuer", node(f"{ID}agency")))
    assert rows(tmp_path / "relations.tsv") == [("issuer", "fact")]
    assert numbers(tmp_path / "heads.bin") == [0, 1, 2]
    assert numbers(tmp_path / "edges.bin") == [1, 1, 0, 0]


def test_provenance_and_types_are_no_edges(tmp_path):
    """Paths walk on what documents say."""
    index(
        tmp_path,
        ("article", f"{PB}mentions", node(f"{ID}agency")),
        ("agency", TYPE, node(f"{PB}Agency")),
        ("agency", f"{PB}level", literal("省")),
    )
    assert numbers(tmp_path / "edges.bin") == []
    assert rows(tmp_path / "nodes.tsv") == [(f"{ID}agency", "Agency", "", "1", "0", "")]


def test_foreign_vocabulary_is_fact(tmp_path):
    """Plain RDF that was added can be walked too."""
    index(tmp_path, ("a", "http://e/cites", node("http://e/b")), graph="g")
    assert rows(tmp_path / "relations.tsv") == [("http://e/cites", "fact")]


def test_counts_tell_classes_relations_and_statements(tmp_path):
    """The numbers the shell shows."""
    index(tmp_path, ("doc", TYPE, node(f"{PB}PolicyDoc")), ("doc", f"{PB}issuer", node(f"{ID}agency")))
    counts = json.loads((tmp_path / "counts.json").read_text("utf-8"))
    assert counts["classes"] == {"PolicyDoc": 1}
    assert counts["relations"] == {"issuer": 1, "rdf:type": 1}
    assert (counts["quads"], counts["texts"], counts["edges"]) == (2, 1, 1)
