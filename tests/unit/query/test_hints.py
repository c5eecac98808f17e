"""Bad input that runs: names, predicates and literals that lead to no rows are told, with what comes near."""

import pytest
from small_graph import build

from kg.query.hints import hints


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return build(tmp_path_factory.mktemp("hints") / "graph")


@pytest.mark.parametrize(
    ("text", "term", "near"),
    [
        ("SELECT * { ?s pb:isuer ?o }", "pb:isuer", "pb:issuer（发布机构，2）"),
        ("SELECT * { ?s pb:发布机构 ?o }", "pb:发布机构", "pb:issuer（发布机构，2）"),
        ("SELECT * { ?s pb:发部机构 ?o }", "pb:发部机构", "pb:issuer（发布机构，2）"),
        ("SELECT * { ?s a pb:Agancy }", "pb:Agancy", "pb:Agency（机构，2）"),
        ("SELECT * { ?s a pb:政策文件 }", "pb:政策文件", "pb:PolicyDoc（政策文件，2）"),
        ("SELECT * { ?s rdfs:labl ?o }", "rdfs:labl", "rdfs:label（名称，12）"),
        (
            "SELECT * { ?s <https://w3id.org/policy-bulletin/ontology#isuer> ?o }",
            "pb:isuer",
            "pb:issuer（发布机构，2）",
        ),
    ],
)
def test_an_unknown_word_is_named_with_the_nearest_and_its_count(graph, text, term, near):
    """By spelling, by Chinese name, by a Chinese name with a wrong sign."""
    ((key, fields),) = hints(graph, text)
    assert (key, fields["term"]) == ("unknown_term_near", term)
    assert fields["near"].split("、")[0].partition("，")[0] == near.partition("，")[0]


@pytest.mark.parametrize(
    ("text", "term"), [("ASK { ?s pb:zzzz ?o }", "pb:zzzz"), ("ASK { ?s <http://x/y> ?o }", "http://x/y")]
)
def test_a_word_like_nothing_is_named_alone(graph, text, term):
    """Nothing is made up."""
    assert hints(graph, text) == [("unknown_term", {"term": term})]


def test_a_word_of_the_vocabulary_that_the_graph_lacks_is_unknown_too(graph):
    """No text of this graph repeals anything."""
    assert hints(graph, "SELECT * { ?s pb:repeals ?o }") == [("unknown_term", {"term": "pb:repeals"})]


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s rdfs:label "四川省" }',
        'SELECT * { ?s rdfs:label "四川省"@en }',
        'SELECT * { ?s rdfs:label ?l FILTER(?l = "四川省") }',
        'SELECT * { ?s rdfs:label ?l FILTER("四川省" = ?l) }',
    ],
)
def test_a_name_without_its_language_is_explained(graph, text):
    """As an object and in a comparison."""
    assert hints(graph, text) == [("literal_language", {"value": "四川省"})]


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s rdfs:label "四川省"@zh }',
        'SELECT * { ?s rdfs:label "火星" }',
        'SELECT * { ?s rdfs:label ?l FILTER(CONTAINS(?l, "四川省")) }',
        "PREFIX pb: <https://w3id.org/policy-bulletin/ontology#> SELECT * { ?s pb:issuer ?o }",
        "SELECT * { id:nothing a pb:Agency }",
    ],
)
def test_what_is_right_gets_no_hint(graph, text):
    """An answer may just be empty."""
    assert hints(graph, text) == []
