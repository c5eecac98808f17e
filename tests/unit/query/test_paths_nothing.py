"""Why there is no way: nothing connects the ends, or what was asked for on the way cannot be had."""

import pytest
from small_graph import build, named, thing

from kg.model.quad import join, node
from kg.ontology import ID, PB
from kg.query import PathOptions, Worker, ask, chains


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The small graph, and beside it two things that only each other's facts lead to."""
    fact = join(node(thing("program-甲")), node(f"{PB}sector"), node(thing("sector-乙")), node(f"{ID}g-期1-auto"))
    extra = (*named("program-甲", "Program", "甲计划"), *named("sector-乙", "Sector", "乙领域"), fact)
    return build(tmp_path_factory.mktemp("apart") / "graph", extra)


@pytest.fixture(scope="module")
def worker(graph):
    with Worker(graph) as own:
        yield own


@pytest.fixture
def told(graph, worker):
    """Ask for a way that there is not; give what is said of it."""

    def run(a, b, **options):
        answer = chains(graph, a, b, options=PathOptions(**options), worker=worker)
        assert (answer.chains, answer.complete) == ((), True)
        return answer.notes

    return run


@pytest.mark.parametrize("longest", [1, 4, 8])
def test_ends_in_parts_that_nothing_connects(told, longest):
    """However far one looks: both ends have facts, and these never meet."""
    notes = told("四川省", "乙领域", longest=longest)
    assert notes[0] == ("path_apart", {"start": "四川省", "end": "乙领域", "length": str(longest)})


def test_ends_apart_are_offered_the_issue_that_names_both(told):
    """Beside the reason stands what connects them all the same."""
    assert [key for key, _ in told("四川省", "乙领域")] == ["path_apart", "path_together"]
    assert [key for key, _ in told("福建省", "乙领域")] == ["path_apart"]


def test_things_to_pass_that_lie_on_no_way(told):
    """There is a way, but not through that thing."""
    fields = {"start": "四川省", "end": "福建省", "length": "6"}
    assert told("四川省", "福建省", longest=6, through=("乙领域",))[0] == ("path_steered", fields)


def test_a_least_length_that_no_way_has(told):
    """There is a way, and it is shorter."""
    notes = told("四川省", "中试平台办法", longest=4, shortest=4)
    assert notes[0] == ("path_steered", {"start": "四川省", "end": "中试平台办法", "length": "4"})


def test_a_way_that_a_closed_thing_cuts(told):
    """There would be one through what was avoided, and how long it is is told."""
    notes = told("四川省", "福建省", longest=6, avoid=("人工智能",))
    assert notes[0] == ("path_background", {"start": "四川省", "end": "福建省", "length": "6", "needed": "6"})


def test_a_way_that_the_scope_cuts(graph, worker):
    """Facts connect the ends, but not what these texts say."""
    auto = f"<{ID}g-期1-auto>"
    answer = ask(graph, f"PATHS BEST FROM {auto} START ?x = [[四川省]] END ?y = [[福建省]]", worker=worker)
    assert (answer.chains, answer.notes[0][0]) == ((), "path_apart_within")


def test_a_way_that_the_relations_cut(told):
    """Facts connect the ends, but not those of the relations that were asked for."""
    assert told("四川省", "福建省", longest=6, via="pb:place|^pb:place")[0][0] == "path_apart_within"


@pytest.mark.parametrize(
    "ends", ["START ?x = [[四川省]] END ?y { ?y a pb:Program }", "START ?x END ?y { ?y a pb:Span }"]
)
def test_ends_that_are_many_have_no_one_reason(graph, worker, ends):
    """Of patterns nothing is said that would hold for one of their things alone."""
    answer = ask(graph, f"PATHS BEST {ends}", worker=worker)
    assert (answer.chains, answer.notes) == ((), ())


def test_an_end_without_facts_is_told_though_the_other_is_open(graph, worker):
    """Nothing leads there, wherever one begins."""
    answer = ask(graph, "PATHS BEST START ?x END ?y = [[孤岛计划]]", worker=worker)
    assert (answer.chains, answer.notes) == ((), (("path_no_facts", {"names": "孤岛计划"}),))
