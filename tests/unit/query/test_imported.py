"""What was imported and is not ours alone: statements of the default graph, relations of others, no texts."""

import pytest

from kg import pipeline
from kg.errors import QueryError
from kg.query import PathOptions, Worker, ask, chains, show, stats
from kg.query.scope import sources

TURTLE = """
@prefix pb: <https://w3id.org/policy-bulletin/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <http://e/> .
skos:related rdfs:label "相似于"@zh .
:a a pb:PolicyDoc ; rdfs:label "甲办法"@zh ; pb:cites :b ; skos:related :c ; :bare :c .
:b a pb:PolicyDoc ; rdfs:label "乙通知"@zh ; pb:issuer :d .
:c a pb:PolicyDoc ; rdfs:label "丙条例"@zh ; pb:cites :e .
:d a pb:Agency ; rdfs:label "丁部"@zh .
:e a pb:PolicyDoc ; rdfs:label "戊规定"@zh ; pb:cites :c .
:f a pb:PolicyDoc ; rdfs:label "同名"@zh .
:g a pb:PolicyDoc ; rdfs:label "同名"@zh .
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """A graph folder with nothing but the import."""
    folder = tmp_path_factory.mktemp("imported")
    (folder / "x.ttl").write_text(TURTLE, "utf-8")
    pipeline.import_rdf(folder / "x.ttl", folder / "graph")
    return folder / "graph"


@pytest.fixture(scope="module")
def worker(graph):
    with Worker(graph) as own:
        yield own


def test_a_card_tells_what_stands_in_the_default_graph(graph):
    """Forwards and backwards, in no text."""
    rows = {tuple(cell.label or cell.value for cell in row) for row in show(graph, "乙通知").rows}
    assert rows == {
        ("类别", "政策文件", "0"),
        ("名称", "乙通知", "0"),
        ("发布机构", "丁部", "0"),
        ("被引用于", "甲办法", "0"),
    }


def test_a_relation_of_others_goes_by_the_name_that_the_graph_gives_it(graph, worker):
    """In cards, counts and ways; by its address where it has no name."""
    assert {row[0].label for row in show(graph, "丙条例").rows} >= {"相似于", "http://e/bare"}
    assert "相似于" in {row[1].label for row in stats(graph).rows}
    hop = chains(graph, "甲办法", "丙条例", worker=worker).chains[0].hops[0]
    assert (hop.relation, hop.relation_label) == ("http://e/bare skos:related", "http://e/bare、相似于")


def test_a_hop_of_a_path_is_named_by_it(graph, worker):
    """A composed relation has no other name."""
    text = "PATHS START ?x = [[甲办法]] END ?y = [[丁部]] VIA pb:cites/pb:issuer"
    hop = ask(graph, text, worker=worker).chains[0].hops[0]
    assert (hop.relation, hop.relation_label) == ("", "pb:cites/pb:issuer")


def test_a_scope_says_that_there_are_no_texts(graph):
    """Rather than offer an empty list."""
    with pytest.raises(QueryError) as caught:
        sources(graph, "2023..2024")
    assert (caught.value.key, caught.value.fields["scope"]) == ("scope_without_texts", "2023..2024")


def test_nothing_is_named_together_where_there_are_no_texts(graph, worker):
    """Said of each end."""
    answer = chains(graph, "甲办法", "丁部", options=PathOptions(via="同期"), worker=worker)
    assert answer.notes == (("path_not_told", {"name": "甲办法"}), ("path_not_told", {"name": "丁部"}))


def test_things_of_one_name_are_listed_one_a_line(graph, worker):
    """Each with its class and address."""
    with pytest.raises(QueryError) as caught:
        chains(graph, "同名", "丁部", worker=worker)
    assert caught.value.fields["candidates"] == (
        "\n  同名（政策文件，0，http://e/f）\n  同名（政策文件，0，http://e/g）"
    )


def test_rings_from_anywhere_are_looked_for_where_they_can_be(graph, worker):
    """Two documents that cite each other; what leads there or away costs no step."""
    text = "PATHS ALL CYCLIC START ?a END ?a VIA pb:cites MAX LENGTH 8"
    rings = ask(graph, text, worker=worker).chains
    assert [{hop.start.label for hop in ring.hops} for ring in rings] == [{"丙条例", "戊规定"}]
