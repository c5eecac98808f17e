"""Ranking of ways: costs, limits, groups, ties."""

import math

from kg.query.search import Budget, Way, grouped, network, search

LINE = [(0, 0, 1), (1, 0, 2), (2, 0, 3)]


def test_search_walks_edges_both_ways():
    """A fact connects its two ends in either direction."""
    assert search(network(LINE), 3, 0).ways[0].things == (3, 2, 1, 0)


def test_search_prices_hops_and_inner_things():
    """Each hop costs one, each thing inside the logarithm of its neighbours, the ends nothing."""
    hub = [*LINE, (1, 0, 7), (1, 0, 8)]
    assert search(network(hub), 0, 2).ways[0].cost == round(2 + math.log2(4), 9)


def test_search_prefers_a_longer_way_round_a_hub():
    """A well-connected thing is expensive to pass through."""
    hub = [(0, 0, 1), (1, 0, 2), *((1, 0, n) for n in range(10, 40)), (0, 0, 3), (3, 0, 4), (4, 0, 2)]
    assert search(network(hub), 0, 2).ways[0].things == (0, 3, 4, 2)


def test_search_keeps_the_length_limit():
    """No way is longer than allowed."""
    assert search(network(LINE), 0, 3, budget=Budget(longest=2)).ways == ()


def test_search_merges_parallel_edges():
    """Several relations between two things are one hop."""
    net = network([(0, 0, 1), (0, 1, 1), (1, 2, 0)])
    assert [way.things for way in search(net, 0, 1).ways] == [(0, 1)]
    assert net.near(0)[1] == (0, 2, 5)


def test_search_never_visits_a_thing_twice():
    """Ways are simple, also where a thing points to itself."""
    ways = search(network([*LINE, (1, 0, 1), (0, 1, 2)]), 0, 3).ways
    assert all(len(set(way.things)) == len(way.things) for way in ways)


def test_search_avoids_what_is_closed_but_not_the_ends():
    """Background is not walked through; asked about, it is an end like any other."""
    square = [(0, 0, 1), (1, 0, 3), (0, 0, 2), (2, 0, 3)]
    assert [way.things for way in search(network(square), 0, 3, avoid={1, 3}).ways] == [(0, 2, 3)]


def test_search_says_when_it_gave_up():
    """A budget that runs out is told."""
    assert not search(network(LINE), 0, 3, budget=Budget(tried=1)).complete


def test_search_between_strangers_finds_nothing():
    """Things without facts, or in different parts, have no way; that is a complete answer."""
    found = search(network([*LINE, (8, 0, 9)]), 0, 9)
    assert (found.ways, found.complete) == ((), True)
    assert search(network(LINE), 0, 77).ways == ()


def test_grouped_counts_ways_of_one_pattern():
    """Ways alike in kinds and relations stand for one another; the first by the tie stays."""
    fan = [(0, 0, n) for n in (1, 2, 3)] + [(n, 1, 9) for n in (1, 2, 3)]
    net = network(fan)
    groups = grouped(net, search(net, 0, 9).ways, kind=lambda _: "x", tie=lambda way: (-way.things[1],))
    assert [(group.way.things, group.count) for group in groups] == [((0, 3, 9), 3)]


def test_grouped_keeps_different_kinds_apart():
    """Another kind of thing in the middle is another pattern."""
    net = network([(0, 0, 1), (1, 1, 9), (0, 0, 2), (2, 1, 9)])
    groups = grouped(net, search(net, 0, 9).ways, kind=str, tie=lambda way: way.things)
    assert [group.way for group in groups] == [Way((0, 1, 9), 3.0), Way((0, 2, 9), 3.0)]
