"""The searches up to a bound of cost find all there is below it, and know when there is nothing above."""

import pytest
from every_way import CONDITIONS, GRAPHS, HUGE, Brute, network, question
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ways.arrays import UNIT
from kg.ways.best import Bounds, Search
from kg.ways.budget import Budget
from kg.ways.legs import Passing

BOUNDS = st.integers(0, 30).map(lambda halves: halves * UNIT // 2)
STOPS = st.sets(st.integers(1, 5), min_size=1, max_size=3)
ALL = 60 * UNIT


@settings(max_examples=300, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS, bound=BOUNDS, end=st.sampled_from((0, 6)))
def test_bounded_search_equals_brute_force(graph, conditions, bound, end):
    """All ways that cost at most so much, each once; where it says that there are no others, there are none."""
    asked = question(**(conditions | {"through": ()}))
    _bounded(graph, asked, end, bound)


@settings(max_examples=300, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS, stops=STOPS, bound=BOUNDS, end=st.sampled_from((0, 6)))
def test_bounded_search_through_things_equals_brute_force(graph, conditions, stops, bound, end):
    """The same with things that must be passed."""
    avoid = tuple(set(conditions["avoid"]) - stops)
    asked = question(**(conditions | {"through": tuple(stops), "avoid": avoid}))
    _bounded(graph, asked, end, bound)


@pytest.mark.parametrize("halves", range(31))
def test_bounded_search_knows_of_what_only_a_dearer_rest_leads_to(halves):
    """Two ends of a way that begin alike and are as long as may be, one paid for and one not."""
    hub = [(1, number) for number in range(7, 27)]
    ties = [(0, 1), (1, 2), (2, 3), (2, 4), (3, 6), (4, 6), (4, 5), *hub]
    graph = 27, [(one, 0, other, frozenset()) for one, other in ties]
    _bounded(graph, question(most=4), 6, halves * UNIT // 2)


def _bounded(graph, asked, end, bound):
    brute, net = Brute(graph, asked), network(*graph, asked)
    ranks, stops = net.arrays.ranks, [number for number in asked.through if number not in {0, end}]
    bounds = Bounds(asked.fewest, asked.most, frozenset(ranks[number] for number in brute.closed))
    plan = net, (ranks[0], ranks[end]), bounds, Budget(None, HUGE, HUGE)
    search = Passing(*plan, [ranks[number] for number in stops]) if stops else Search(*plan)
    every = [(brute.cost(way), way) for way in brute.simple(0, end) if set(stops) <= set(way[1:-1])]
    found, last = search.within(bound)
    named = sorted((cost, tuple(net.arrays.nodes[rank] for rank in way)) for cost, way in found)
    assert named == sorted(row for row in every if row[0] <= bound)
    assert not last or len(named) == len(every)
    whole, last = search.within(ALL)
    assert (len(whole), last) == (len(every), True)
