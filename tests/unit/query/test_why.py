"""Sentences behind things and statements; cards and lists."""

import pytest
from small_graph import TEXT_1, TEXT_2, build, thing

from kg.errors import QueryError
from kg.query import issues, show, stats, why


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return build(tmp_path_factory.mktemp("why") / "graph")


def quotes(answer):
    return [passage.quote for passage in answer.passages]


def test_why_of_a_thing_gives_what_is_said_of_it(graph):
    """Every text that states something about it, once."""
    assert quotes(why(graph, "人工智能")) == [TEXT_1, TEXT_2]


@pytest.mark.parametrize(
    "words",
    [
        ("中试平台办法", "发布机构", "四川省科技厅"),
        ("中试平台办法 发布机构 四川省科技厅",),
        ("中试平台办法", "issuer", "四川省科学技术厅"),
        ("四川省科技厅", "发布了", "中试平台办法"),
        ("中试平台办法", "四川省科技厅"),
    ],
)
def test_why_of_a_statement_takes_many_forms(graph, words):
    """Chinese or English relation, read either way, one line or three words, or the two things alone."""
    (passage,) = why(graph, *words).passages
    assert (passage.quote, passage.start, passage.end, passage.confidence) == (TEXT_1, 0, len(TEXT_1), 0.9)


def test_why_of_what_is_not_stated_tells_what_is(graph):
    """The statement that does stand is named."""
    (note,) = why(graph, "中试平台办法", "发布机构", "福建省科技厅").notes
    assert note[0] == "no_statement_but"
    assert note[1]["stated"] == "四川省科学技术厅"


def test_why_between_things_without_a_fact_points_to_paths(graph):
    """Nothing joins them directly."""
    assert why(graph, "四川省科技厅", "福建省").notes[0][0] == "nothing_between"


def test_why_of_a_thing_without_evidence_says_so(graph):
    """No sentence, no crash."""
    assert why(graph, "孤岛计划").notes == (("no_evidence", {"name": "孤岛计划"}),)


def test_why_with_an_unknown_relation_suggests(graph):
    """A relation that is nearly right is found."""
    with pytest.raises(QueryError) as caught:
        why(graph, "中试平台办法", "发布机关", "四川省科技厅")
    assert (caught.value.key, caught.value.fields["near"]) == ("unknown_relation_near", "发布机构")


@pytest.mark.parametrize("words", [(), ("a", "b", "c", "d")])
def test_why_wants_one_to_three_words(graph, words):
    """Other numbers of words are refused."""
    with pytest.raises(QueryError) as caught:
        why(graph, *words)
    assert caught.value.key == "why_words"


def test_show_gives_names_facts_both_ways_and_mentions(graph):
    """A card of one thing."""
    answer = show(graph, "四川省科技厅")
    rows = [(row[0].label, row[1].label or row[1].value) for row in answer.rows]
    assert rows == [
        ("类别", "机构"),
        ("名称", "四川省科学技术厅"),
        ("别名", "四川省科技厅"),
        ("地区", "四川省"),
        ("发布了", "中试平台办法"),
        ("被提到于", "1"),
    ]


def test_stats_count_classes_and_relations(graph):
    """What there is, by class and relation, with the kind of relation."""
    rows = {(row[0].value, row[1].label or row[1].value): row[2].value for row in stats(graph).rows}
    assert rows["class", "政策文件"] == "2"
    assert rows["fact", "发布机构"] == "2"
    assert rows["graph", "statements"] == "7"


def test_issues_of_a_graph_without_records_is_empty(graph):
    """A graph made of plain quads has no texts to list."""
    assert issues(graph).rows == ()


def test_why_of_an_iri_of_a_statement(graph):
    """The id of a statement is a question too."""
    from kg.model.iri import PB, statement
    from kg.model.quad import node

    terms = (thing("policydoc-中试平台办法"), f"{PB}issuer", thing("agency-510000-科学技术厅"))
    iri = statement(*map(node, terms))
    assert quotes(why(graph, iri)) == [TEXT_1]
