"""Chains between two things of a small graph."""

import math

import pytest
from small_graph import TEXT_1, build, thing

from kg.errors import Interrupted, LimitError, QueryError, StoreError
from kg.model.quad import join, node
from kg.ontology import ID, PB
from kg.query import Limits, PathOptions, Worker, chains, paths


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
    """A thing to which half of a relation's edges lead is not walked through, unless it must be."""
    auto = node(f"{ID}g-期1-auto")
    extra = [
        join(node(thing(f"policydoc-{n}")), node(f"{PB}sector"), node(thing("sector-人工智能")), auto) for n in range(5)
    ]
    graph = build(tmp_path / "graph", tuple(extra))
    answer = paths(graph, "四川省", "福建省", longest=6)
    assert answer.chains == ()
    assert ("background_skipped", {"things": "人工智能（7/7）"}) in answer.notes
    kept = chains(graph, "四川省", "福建省", options=PathOptions(longest=6, through=("人工智能",)))
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


@pytest.mark.parametrize(("mode", "count"), [("best", 1), ("shortest", 1), ("groups", 1), ("all", 1)])
def test_paths_in_every_mode(graph, worker, mode, count):
    """Where there is one way, every mode finds it."""
    options = PathOptions(longest=6, mode=mode)
    answer = chains(graph, "四川省", "福建省", options=options, worker=worker)
    assert (len(answer.chains), answer.chains[0].count) == (count, 1)


def test_chains_know_what_their_cost_is_made_of(graph, worker):
    """One for each hop, and the logarithm of the neighbours of each thing inside."""
    (chain,) = chains(graph, "四川省", "福建省", options=PathOptions(longest=6), worker=worker).chains
    assert chain.degrees == (2, 2, 2, 3, 2)
    assert chain.cost == round(6 + sum(math.log2(degree) for degree in chain.degrees), 2)


def test_paths_over_what_is_named_in_one_issue_are_another_kind(graph, worker):
    """Mere mention is never mixed with facts: it is asked for, and said."""
    options = PathOptions(via="同期")
    (chain, *_) = chains(graph, "四川省", "孤岛计划", options=options, worker=worker).chains
    assert (chain.kind, [hop.relation_label for hop in chain.hops]) == ("together", ["提到", "提到"])
    assert [hop.evidence[0].quote for hop in chain.hops] == [TEXT_1[:4], TEXT_1[:4]]


@pytest.mark.parametrize(
    ("limits", "key"),
    [(Limits(tried=0), "path_no_steps"), (Limits(kept=0), "path_no_room"), (Limits(seconds=0.0001), "path_no_time")],
)
def test_paths_that_must_be_exact_are_not_cut(graph, worker, limits, key):
    """A shortest way of some only looks like the shortest: a limit that is met is an error with its name, exit 4."""
    options = PathOptions(longest=6, shortest=6, mode="all", limits=limits)
    with pytest.raises(LimitError) as caught:
        chains(graph, "四川省", "福建省", options=options, worker=worker)
    assert (caught.value.key, caught.value.exit_code) == (key, 4)


def test_best_paths_under_a_limit_are_marked(graph, worker):
    """What was found is given, and that it is not all is said."""
    options = PathOptions(longest=6, limits=Limits(tried=1))
    answer = chains(graph, "四川省", "福建省", options=options, worker=worker)
    assert (answer.complete, keys(answer)) == (False, ["path_tried"])


def test_paths_after_a_limit_are_answered_by_the_same_worker(graph, worker):
    """A search that was cut leaves nothing behind."""
    with pytest.raises(LimitError):
        chains(graph, "四川省", "福建省", options=PathOptions(6, 6, 6, "all", limits=Limits(tried=0)), worker=worker)
    assert len(chains(graph, "四川省", "福建省", options=PathOptions(longest=6), worker=worker).chains) == 1


def test_paths_are_searched_in_the_child(graph, monkeypatch):
    """Ctrl-C while the child searches ends the child and is told as an interruption."""
    with Worker(graph) as own:

        def interrupted(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr("kg.query.process._read", interrupted)
        with pytest.raises(Interrupted):
            own.find(str(next(graph.glob("snapshots/*/ways.bin")).absolute()), {"starts": (0,), "ends": (1,)})
        monkeypatch.undo()
        assert len(chains(graph, "四川省", "福建省", options=PathOptions(longest=6), worker=own).chains) == 1


def test_a_snapshot_without_arrays_says_so(tmp_path):
    """A graph of an older version is told to be built again."""
    graph = build(tmp_path / "graph")
    file = next(graph.glob("snapshots/*/ways.bin"))
    file.unlink()
    noted = file.with_name("use").read_text("utf-8").splitlines(keepends=True)
    file.with_name("use").write_text("".join(line for line in noted if "ways.bin" not in line), "utf-8")
    with pytest.raises(StoreError) as caught:
        paths(graph, "四川省", "福建省")
    assert caught.value.key == "graph_older"


def test_a_rebuilt_graph_gives_the_same_answer(tmp_path, graph):
    """The same facts, another folder: the same arrays and the same chains."""
    again = build(tmp_path / "graph")
    ways = [next(each.glob("snapshots/*/ways.bin")).read_bytes() for each in (graph, again)]
    assert ways[0] == ways[1]
    assert paths(again, "四川省", "福建省", longest=6) == paths(graph, "四川省", "福建省", longest=6)
