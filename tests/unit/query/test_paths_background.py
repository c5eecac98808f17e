"""What ways go around: what is background by the rule, and what the settings name; when they may pass all the same."""

import pytest
from small_graph import build, thing

from kg.model.quad import TYPE, join, literal, node
from kg.ontology import ID, PB
from kg.query import Limits, PathOptions, chains, paths
from kg.query.paths import ask

AUTO = node(f"{ID}g-期1-auto")
RDFS = "http://www.w3.org/2000/01/rdf-schema#label"
ENDS = ("四川省", "福建省")


def fact(subject, relation, value):
    return join(node(thing(subject)), node(f"{PB}{relation}"), node(thing(value)), AUTO)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """Two provinces within China."""
    china = thing("place-100000")
    extra = (
        join(node(china), TYPE, node(f"{PB}Place"), AUTO),
        join(node(china), node(RDFS), literal("中国", lang="zh"), AUTO),
        fact("place-510000", "within", "place-100000"),
        fact("place-350000", "within", "place-100000"),
    )
    return build(tmp_path_factory.mktemp("background") / "graph", extra)


def inner(answer):
    return {hop.end.label for chain in answer.chains for hop in chain.hops[:-1]}


def test_china_is_passed_around_and_named(graph):
    """It leads from anywhere to anywhere."""
    answer = paths(graph, *ENDS, longest=6)
    assert answer.chains
    assert "中国" not in inner(answer)
    assert ("background_skipped", {"things": "中国"}) in answer.notes


def test_only_through_china_is_said(graph):
    """No way but that is no way; how long it is is told."""
    answer = chains(graph, *ENDS, options=PathOptions(avoid=("人工智能",)))
    assert answer.chains == ()
    assert ("path_background", {"start": ENDS[0], "end": ENDS[1], "length": "4", "needed": "2"}) in answer.notes


def test_china_can_be_asked_for(graph):
    """As an end, or as what must be passed; then it is not said to have been left out."""
    end = paths(graph, "四川省", "中国")
    passed = chains(graph, *ENDS, options=PathOptions(through=("中国",)))
    assert [len(answer.chains[0].hops) for answer in (end, passed)] == [1, 2]
    assert not {key for answer in (end, passed) for key, _ in answer.notes} & {"background_skipped"}


def test_nothing_need_be_background(graph):
    """Settings may name nothing, or something else."""
    plain = chains(graph, *ENDS, options=PathOptions(limits=Limits(background=())))
    assert inner(plain) == {"中国"}
    other = chains(graph, *ENDS, options=PathOptions(longest=6, limits=Limits(background=("人工智能",))))
    assert inner(other) == {"中国"}


def test_a_name_that_the_graph_does_not_have_is_no_fault(tmp_path):
    """A graph without China is asked as any other."""
    answer = paths(build(tmp_path / "graph"), *ENDS, longest=6)
    assert answer.chains
    assert "background_skipped" not in dict(answer.notes)


def test_what_the_question_walks_itself_has_no_background(graph):
    """With VIA the question says what it walks."""
    answer = ask(graph, "PATHS START ?x = [[四川省]] END ?y = [[福建省]] VIA (pb:within|^pb:within)")
    assert inner(answer) == {"中国"}


def test_background_among_many_ends_is_an_end_and_no_way(tmp_path):
    """A pattern of ends does not open its hubs: each is reached, none is passed through."""
    extra = [fact(f"policydoc-{at}", "place", "place-510000") for at in range(9)]
    graph = build(tmp_path / "graph", (*extra, fact("policydoc-8", "place", "place-350000")))
    answer = ask(graph, "PATHS BEST 1 START ?x = [[四川省科技厅]] END ?y { ?y a pb:Place } MAX LENGTH 6")
    assert {chain.hops[-1].end.label for chain in answer.chains} == set(ENDS)
    assert inner(answer).isdisjoint(ENDS)
    assert ("background_skipped", {"things": "四川省（10/12）"}) in answer.notes
