"""Chains between two things of a small graph."""

import pytest
from small_graph import TEXT_1, build, thing

from kg.errors import QueryError
from kg.model.quad import join, node
from kg.ontology import ID, PB
from kg.query import PathOptions, Worker, chains, paths


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return build(tmp_path_factory.mktemp("paths") / "graph")


@pytest.fixture(scope="module")
def worker(graph):
    with Worker(graph) as own:
        yield own


def keys(answer):
    return [key for key, _ in answer.notes]


def test_paths_name_every_hop_and_its_direction(graph):
    """From place to place over agencies, documents and what both are about."""
    (chain,) = paths(graph, "四川省", "福建省", longest=6).chains
    assert [hop.start.label for hop in chain.hops] == [
        "四川省", "四川省科学技术厅", "中试平台办法", "人工智能", "人工智能措施", "福建省科学技术厅",
    ]  # fmt: skip
    assert [hop.relation for hop in chain.hops] == [
        "pb:place", "pb:issuer", "pb:sector", "pb:sector", "pb:issuer", "pb:place",
    ]  # fmt: skip
    assert [hop.forward for hop in chain.hops] == [False, False, True, False, True, True]


def test_paths_bring_the_sentence_behind_a_hop(graph, worker):
    """Issue, column, article and marked words come from the statement."""
    (chain,) = chains(graph, "四川省科技厅", "中试平台办法", worker=worker).chains
    (passage,) = chain.hops[0].evidence
    assert (passage.issue, passage.column, passage.article) == ("要参第1期", "省外速览", TEXT_1[:4])
    assert (passage.quote, passage.marks, passage.rule) == (TEXT_1, ((0, 6),), "hand")


def test_paths_beyond_the_limit_say_how_far(graph, worker):
    """Too long a way is told with its length."""
    answer = chains(graph, "四川省", "福建省", worker=worker)
    assert answer.chains == ()
    assert ("path_longer", {"start": "四川省", "end": "福建省", "length": "4", "needed": "6"}) in answer.notes


def test_paths_to_a_thing_without_facts_offer_the_common_issue(graph, worker):
    """No facts at one end, but both are mentioned in one issue."""
    answer = chains(graph, "四川省", "孤岛计划", worker=worker)
    assert keys(answer) == ["path_no_facts", "path_together"]
    assert answer.notes[1][1]["issues"] == "要参第1期"


def test_paths_avoid_what_the_reader_names(graph, worker):
    """A thing can be closed for one question."""
    options = PathOptions(longest=6, avoid=("人工智能",))
    answer = chains(graph, "四川省", "福建省", options=options, worker=worker)
    assert (answer.chains, keys(answer)) == ((), ["path_background"])


def test_paths_skip_background_and_name_it(tmp_path):
    """A thing to which half of a relation's edges lead is not walked through, unless kept."""
    auto = node(f"{ID}g-期1-auto")
    extra = [
        join(node(thing(f"policydoc-{n}")), node(f"{PB}sector"), node(thing("sector-人工智能")), auto) for n in range(5)
    ]
    graph = build(tmp_path / "graph", tuple(extra))
    answer = paths(graph, "四川省", "福建省", longest=6)
    assert answer.chains == ()
    assert ("background_skipped", {"things": "人工智能（7/7）"}) in answer.notes
    kept = chains(graph, "四川省", "福建省", options=PathOptions(longest=6, keep=("人工智能",)))
    assert len(kept.chains) == 1
    assert len(paths(graph, "人工智能", "福建省", longest=6).chains) == 1


def test_paths_of_one_thing_are_refused(graph, worker):
    """Start and end differ, whatever they are called."""
    with pytest.raises(QueryError) as caught:
        chains(graph, "四川省", "四川", worker=worker)
    assert caught.value.key == "same_ends"


@pytest.mark.parametrize("longest", [0, -1, 9, 40])
def test_paths_keep_to_the_ceiling(graph, worker, longest):
    """A limit out of range is an error, never lowered in silence."""
    with pytest.raises(QueryError) as caught:
        chains(graph, "四川省", "福建省", options=PathOptions(longest=longest), worker=worker)
    assert caught.value.key == "bad_length"


def test_paths_are_the_same_every_time(graph, worker):
    """The same question gives the same answer."""
    options = PathOptions(longest=6)
    first, second = (chains(graph, "四川省", "福建省", options=options, worker=worker) for _ in range(2))
    assert first == second
