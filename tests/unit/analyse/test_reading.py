"""What is a tie of the network that is measured, and what is left out."""

import pytest
from small_graph import build, build_with_texts, named, thing

from kg.analyse import Asked
from kg.analyse.reading import network
from kg.model.quad import RDFS, TYPE, XSD, join, literal, node
from kg.ontology import ID, PB
from kg.query import Limits

AUTO = node(f"{ID}g-期1-auto")


def fact(subject, relation, other):
    """A line that states a fact."""
    return join(node(thing(subject)), node(PB + relation), node(thing(other)), AUTO)


def places():
    """Two provinces with their codes."""
    codes = (("place-510000", "510000"), ("place-350000", "350000"))
    return [
        join(node(thing(name)), node(f"{PB}gbCode"), literal(code), node(f"{ID}g-reference")) for name, code in codes
    ]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    measure = [
        join(node(thing("measure-期1-1-1")), TYPE, node(f"{PB}Measure"), AUTO),
        fact("measure-期1-1-1", "document", "policydoc-中试平台办法"),
        fact("measure-期1-1-1", "beneficiary", "group-企业"),
    ]
    extra = (*named("group-企业", "Group", "企业"), *measure, *places())
    return build(tmp_path_factory.mktemp("network") / "graph", extra)


def ties(net):
    return {frozenset((net.label(a), net.label(b))) for a, b in net.ties.edges}


def test_a_tie_is_a_fact_between_two_things(graph):
    """Read either way, once however often it is said; what nothing is said of is not there."""
    found = network(graph, Asked())
    assert frozenset(("四川省科学技术厅", "四川省")) in ties(found)
    assert "孤岛计划" not in {found.label(number) for number in found.ties}


def test_a_measure_counts_as_its_document(graph):
    """Whom a measure is for, its document is for."""
    found = network(graph, Asked())
    assert frozenset(("中试平台办法", "企业")) in ties(found)
    assert all(found.things[number].kind != "Measure" for number in found.ties)


def test_a_measure_of_what_is_background_is_left_out_with_it(graph):
    """It counts as its document, which does not count."""
    found = network(graph, Asked(limits=Limits(background=("中试平台办法",))))
    assert not {"中试平台办法", "企业"} & {found.label(number) for number in found.ties}


def test_a_stated_number_is_no_thing(graph):
    """It says how much."""
    found = network(graph, Asked())
    assert all(found.things[number].kind != "Support" for number in found.ties)


def test_background_is_left_out_and_named(tmp_path):
    """By the rule for paths: half of a relation's facts lead there."""
    extra = tuple(fact(f"policydoc-{n}", "sector", "sector-人工智能") for n in range(5))
    graph = build(tmp_path / "graph", extra)
    found = network(graph, Asked())
    assert found.notes == (("background_left_out", {"things": "人工智能（7/7）"}),)
    assert "人工智能" not in {found.label(number) for number in found.ties}
    kept = network(graph, Asked(limits=Limits(share=0.0)))
    assert (kept.notes, "人工智能" in {kept.label(number) for number in kept.ties}) == ((), True)


def test_background_by_name_is_left_out(graph):
    """As the reader set it."""
    found = network(graph, Asked(limits=Limits(background=("人工智能", "没有这个"))))
    assert found.notes == (("background_left_out", {"things": "人工智能"}),)
    assert "人工智能" not in {found.label(number) for number in found.ties}


def test_a_scope_keeps_what_its_texts_say(tmp_path):
    """A fact of another text is no tie."""
    graph = build_with_texts(tmp_path / "graph")
    found = network(graph, Asked(scope=("期1",)))
    labels = {found.label(number) for number in found.ties}
    assert labels == {"中试平台办法", "人工智能", "四川省", "四川省科学技术厅"}


def test_things_belong_to_provinces_by_place_and_issuer(graph):
    """A body by its place, a document by who issued it, a place by itself; what is everywhere to none."""
    found = network(graph, Asked())
    homes = {found.label(number): {found.label(home) for home in some} for number, some in found.homes.items()}
    assert homes == {
        "四川省": {"四川省"},
        "四川省科学技术厅": {"四川省"},
        "中试平台办法": {"四川省"},
        "福建省": {"福建省"},
        "福建省科学技术厅": {"福建省"},
        "人工智能措施": {"福建省"},
    }


def test_an_imported_vocabulary_is_measured_too(tmp_path):
    """Things of no class of ours, called by their IRIs."""
    line = join(node("http://x/甲"), node("http://x/cites"), node("http://x/乙"), node("http://x/g"))
    label = join(node("http://x/甲"), node(f"{RDFS}label"), f'"1"^^<{XSD}integer>', node("http://x/g"))
    found = network(build(tmp_path / "graph", (line, label)), Asked())
    assert {"1", "http://x/乙"} <= {found.label(number) for number in found.ties}
