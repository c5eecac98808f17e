"""The measures, on networks small enough to count by hand."""

import itertools

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analyse import MEASURES, Asked
from kg.analyse.bridging import bridges, linked
from kg.analyse.centrality import between, central, rank
from kg.analyse.coherence import components, cores, parts
from kg.analyse.grouping import communities, groups
from kg.analyse.net import Net
from kg.errors import QueryError
from kg.query.index import Thing


def net(*pairs, homes=(), kinds=(), alone=()):
    """A network of numbered things; ``homes`` are pairs of a thing and its province, provinces are things too."""
    ties = networkx.Graph()
    ties.add_nodes_from(sorted({number for pair in pairs for number in pair} | set(alone)))
    ties.add_edges_from(sorted(pairs))
    provinces = tuple(sorted({province for _, province in homes}))
    kinds = dict(kinds)
    things = {
        number: Thing(number, f"http://x/{number}", (kinds.get(number, "Sector"),), f"甲{number}", 1, 0)
        for number in {*ties, *provinces}
    }
    found = {province: frozenset({province}) for province in provinces}
    for number, province in homes:
        found[number] = found.get(number, frozenset()) | {province}
    return Net(ties, things, found, provinces, ())


def column(answer, name):
    at = answer.columns.index(name)
    return [row[at].label or row[at].value for row in answer.rows]


STAR = ((0, 1), (0, 2), (0, 3), (3, 4))


def test_central_counts_ties_and_ways():
    """In a star with a tail the middle leads, and is on five of the six ways between the others."""
    answer = central(net(*STAR), Asked())
    assert column(answer, "thing")[0] == "甲0"
    assert column(answer, "neighbours") == ["3", "2", "1", "1", "1"]
    assert column(answer, "between")[:2] == ["0.8333", "0.5000"]


@pytest.mark.parametrize(("by", "first"), [("neighbours", "甲0"), ("between", "甲4"), ("pagerank", "甲0")])
def test_central_is_ranked_by_what_is_asked(by, first):
    """Most ties, or most ways between others: that is where two clusters meet."""
    cliques = [*itertools.combinations(range(5), 2), *itertools.combinations(range(10, 14), 2)]
    pairs = [*cliques, (4, 9), (9, 10), (0, 20), (0, 21)]
    assert column(central(net(*pairs), Asked(by=by)), "thing")[0] == first


def test_central_of_one_class():
    """Only its rows, measured in the whole network."""
    answer = central(net(*STAR, kinds={3: "Agency"}), Asked(kind="Agency"))
    assert (column(answer, "thing"), column(answer, "neighbours")) == (["甲3"], ["2"])


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]), min_size=1))
def test_ways_through_things_equal_networkx(pairs):
    """Every thing is a start where there are few."""
    some = net(*pairs)
    ways, notes = between(some, Asked())
    wanted = networkx.betweenness_centrality(some.ties)
    assert notes == ()
    assert ways == pytest.approx(wanted)


def test_a_large_network_is_sampled_and_said_so(monkeypatch):
    """The same starts every time; the estimate is of the order of the exact share."""
    pairs = {(number // 3, number) for number in range(1, 400)}
    some = net(*pairs)
    exact, _ = between(some, Asked())
    monkeypatch.setattr("kg.analyse.centrality._EXACT", 100)
    monkeypatch.setattr("kg.analyse.centrality._MOST", 64)
    told = []
    ways, notes = between(some, Asked(progress=lambda *state: told.append(state)))
    assert notes == (("between_sampled", {"starts": "64", "things": "400"}),)
    assert ways == between(some, Asked())[0]
    assert ways[0] == pytest.approx(exact[0], rel=0.2)
    assert told[:2] == [(0, 64), (8, 64)]


def test_pagerank_is_a_share_and_favours_what_leads_on():
    """All together is one; the middle of the star has most."""
    ranks = rank(net(*STAR))
    assert sum(ranks.values()) == pytest.approx(1)
    assert max(ranks, key=ranks.get) == 0
    assert ranks[1] == ranks[2]


CLIQUES = (*itertools.combinations(range(4), 2), *itertools.combinations(range(4, 9), 2), (3, 4))


def test_communities_are_what_keeps_together():
    """Two cliques with one tie between them; the larger is first, called by what has most ties."""
    answer = communities(net(*CLIQUES, homes=((0, 30), (1, 30), (2, 31), (8, 31))), Asked())
    assert column(answer, "things") == ["5", "4"]
    assert (column(answer, "inside"), column(answer, "outside")) == (["10", "6"], ["1", "1"])
    assert column(answer, "called") == ["甲4；甲5；甲6", "甲3；甲0；甲1"]
    assert column(answer, "provinces") == ["甲31 1", "甲30 2、甲31 1"]
    assert answer.notes == (("modularity", {"value": "0.41"}),)


def test_communities_do_not_depend_on_chance():
    """The same network, the same groups."""
    pairs = {(number // 2, number) for number in range(1, 200)} | {(number, number + 7) for number in range(0, 190, 3)}
    assert groups(net(*pairs)) == groups(net(*sorted(pairs, reverse=True)))


def test_components_are_what_nothing_connects():
    """Largest first."""
    answer = components(net(*STAR, (7, 8)), Asked())
    assert (column(answer, "things"), column(answer, "ties")) == (["5", "2"], ["4", "1"])
    assert column(answer, "examples") == ["甲0；甲3；甲1", "甲7；甲8"]


def test_cores_are_told_from_the_innermost():
    """Five that are all tied, in a network that has ends."""
    answer = cores(net(*CLIQUES, (8, 20), (20, 21)), Asked())
    assert (column(answer, "core"), column(answer, "within"), column(answer, "only")) == (
        ["4", "3", "1"], ["5", "9", "11"], ["5", "4", "2"],
    )  # fmt: skip


TWO = ((0, 30), (1, 30), (2, 31), (3, 31), (5, 0), (5, 2))
HOMES = ((0, 30), (1, 30), (2, 31), (3, 31))


def test_a_bridge_is_tied_to_things_of_several_provinces():
    """Without it the two provinces fall apart; each tie of a chain does so too."""
    answer = bridges(net(*TWO, homes=HOMES), Asked())
    first = answer.rows[0]
    assert [cell.label or cell.value for cell in (first[0], first[3], first[4], first[5], first[6])] == [
        "甲5", "2", "甲30 1、甲31 1", "1", "甲30",
    ]  # fmt: skip
    single = [(row[0].label, row[2].label) for row in answer.rows if row[2].kind == "iri"]
    assert {frozenset(pair) for pair in single} == {
        frozenset(p) for p in (("甲0", "甲30"), ("甲0", "甲5"), ("甲2", "甲5"), ("甲2", "甲31"))
    }


def test_two_bridges_stand_for_each_other():
    """Each is named, and neither keeps the provinces together alone."""
    answer = bridges(net(*TWO, (6, 1), (6, 3), homes=HOMES), Asked())
    assert (column(answer, "thing"), column(answer, "pairs_apart")) == (["甲5", "甲6"], ["0", "0"])


def test_bridges_between_named_provinces_only():
    """Those of others are left out; a place stands for its province, one outside all is refused."""
    pairs = (*TWO, (7, 0), (7, 4), (4, 32))
    some = net(*pairs, homes=(*HOMES, (4, 32)))
    assert column(bridges(some, Asked(between=(0, 32))), "thing")[0] == "甲7"
    assert "甲5" not in column(bridges(some, Asked(between=(0, 32))), "thing")
    with pytest.raises(QueryError) as caught:
        bridges(some, Asked(between=(5,)))
    assert (caught.value.key, caught.value.fields["known"]) == ("no_province", "甲30、甲31、甲32")


def test_what_holds_one_named_province():
    """What it would fall away without, though that is tied to it alone."""
    some = net((0, 30), (0, 5), (5, 31), (5, 32), homes=((0, 30), (31, 31), (32, 32)))
    assert {"甲0", "甲5"} <= set(column(bridges(some, Asked(between=(30,))), "thing"))


def test_without_provinces_there_is_nothing_to_connect():
    """It is said."""
    answer = bridges(net(*STAR), Asked())
    assert (answer.rows, answer.notes) == ((), (("no_provinces", {}),))


PAIRS = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]), min_size=4)


@settings(max_examples=200, deadline=None)
@given(PAIRS, st.sets(st.integers(0, 8), min_size=2, max_size=4))
def test_what_keeps_provinces_together_equals_taking_it_away(pairs, provinces):
    """Things and ties one by one, and the pairs of provinces that are then in different parts."""
    some = net(*pairs, homes=[(province, province) for province in provinces], alone=provinces)
    answer = bridges(some, Asked(top=0))
    found = {}
    for row in answer.rows:
        if row[5].value != "0":
            found[row[0].label, row[2].label] = int(row[5].value)
    wanted = {}
    for number in set(some.ties) - provinces:
        left = some.ties.copy()
        left.remove_node(number)
        wanted[f"甲{number}", ""] = lost(some.ties, left, provinces)
    for one, other in some.ties.edges:
        left = some.ties.copy()
        left.remove_edge(one, other)
        wanted[tuple(f"甲{number}" for number in (one, other))] = lost(some.ties, left, provinces)
    assert {tie_of(key): count for key, count in found.items()} == {
        tie_of(key): count for key, count in wanted.items() if count
    }


def tie_of(key):
    """A tie is the same from either end."""
    return tuple(sorted(key))


def lost(before, after, provinces):
    """Count the pairs of provinces that were connected and are not."""
    pairs = itertools.combinations(sorted(provinces), 2)
    return sum(networkx.has_path(before, *pair) and not networkx.has_path(after, *pair) for pair in pairs)


def test_a_thing_of_a_province_counts_its_own():
    """A body of one province that is tied to a thing of another joins the two."""
    some = net((0, 2), homes=((0, 30), (2, 31)))
    assert linked(some, 0) == {30: 1, 31: 1}


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_nothing_gives_nothing(measure):
    """A graph without facts."""
    assert MEASURES[measure](net(), Asked()).rows == ()
    assert parts(net()) == []


@pytest.mark.parametrize("measure", ["central", "communities", "components", "cores", "bridges"])
def test_as_many_rows_as_asked_for(measure):
    """0 is all."""
    some = net(*TWO, (40, 41), (42, 43), (43, 44), (42, 44), homes=HOMES)
    many = len(MEASURES[measure](some, Asked(top=0)).rows)
    assert many > 1
    assert len(MEASURES[measure](some, Asked(top=1)).rows) == 1
