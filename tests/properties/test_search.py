"""The search finds what trying everything finds, in every mode and under every condition.

Each test runs twice: with no room for what looks ahead, so that the bounded searches do all, and with any room for it.
"""

import itertools
from dataclasses import replace

import pytest
from every_way import CONDITIONS, GRAPHS, HUGE, MODES, SMALL, Brute, answer, asked_of, network, question
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(autouse=True, params=[0, HUGE], ids=["narrow", "wide"], scope="module")
def room(request):
    """Set how much may be looked at ahead of a search; and how many things stand for a level that is wide."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.ways.lengths._WIDE", request.param)
        patch.setattr("kg.ways.levels._SAMPLE", 1 + request.param)
        yield request.param


def checked(graph, asked):
    """Compare with brute force, between one start and one end."""
    brute = Brute(graph, asked)
    assert answer(graph, asked) == brute.wanted(brute.ways(0, 6))


@settings(max_examples=300, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS)
def test_all_equals_brute_force(graph, conditions, room):
    """ALL: every way, shortest first, then by cost and the rule for equals."""
    checked(graph, question(mode="all", wide=room, **conditions))


@settings(max_examples=400, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS, count=st.integers(1, 4))
def test_best_equals_brute_force(graph, conditions, count, room):
    """BEST k: the best way of each of the k best patterns, with the number of ways of the pattern."""
    checked(graph, question(mode="best", count=count, wide=room, **conditions))


@settings(max_examples=300, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS, raw=st.integers(1, 6), count=st.integers(1, 3))
def test_best_compares_the_cheapest_only(graph, conditions, raw, count, room):
    """What is compared is the cheapest so many ways and their equals in cost, more until there are k patterns."""
    asked = question(mode="best", count=count, wide=room, **(conditions | {"raw": raw}))
    brute = Brute(graph, asked)
    compared = []
    for _, equals in itertools.groupby(sorted(brute.ways(0, 6), key=brute.key), key=brute.cost):
        compared += equals
        patterns = {brute.pattern(way) for way in compared}
        if (len(compared) >= raw and len(patterns) >= count) or len(compared) >= 10 * raw:
            break
    assert answer(graph, asked) == brute.best(compared)[:count]


@settings(max_examples=300, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS, count=st.integers(0, 4))
def test_shortest_equals_brute_force(graph, conditions, count, room):
    """SHORTEST: all of the least length; SHORTEST k: the first k by length and rank."""
    checked(graph, question(mode="shortest", count=count, wide=room, **conditions))


@settings(max_examples=300, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS, count=st.integers(1, 3))
def test_groups_equal_brute_force(graph, conditions, count, room):
    """SHORTEST k GROUPS: all ways of the k least lengths that occur."""
    checked(graph, question(mode="groups", count=count, wide=room, **conditions))


@settings(max_examples=300, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS, mode=MODES)
def test_rings_equal_brute_force(graph, conditions, mode, room):
    """CYCLIC: ways back to the start in every mode, each ring once whichever way round it is read."""
    asked = question(ends=(0,), cyclic=True, wide=room, **conditions, **mode)
    brute = Brute(graph, asked)
    assert answer(graph, asked) == brute.wanted(brute.rings(0))


def test_rings_of_one_pattern_are_read_alike():
    """Whichever thing has fewer neighbours: two rings of statements that follow each other are one pattern."""
    ties = [(0, 1), (1, 2), (2, 0), (0, 4), (4, 3), (3, 0), (1, 5), (3, 6), (3, 7)]
    graph = 8, [(one, 0, other, frozenset()) for one, other in ties]
    found = answer(graph, question(ends=(0,), cyclic=True, most=3))
    assert [(way, count) for way, _, count in found] == [((0, 1, 2, 0), 2)]


@settings(max_examples=150, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS, mode=MODES)
def test_rings_anywhere_equal_brute_force(graph, conditions, mode, room):
    """CYCLIC with an open start: each ring once, at that thing on it which has fewest neighbours."""
    asked = question(starts=None, ends=None, same=True, cyclic=True, wide=room, **conditions, **mode)
    brute = Brute(graph, asked)
    starts = [number for number in brute.around if brute.around[number] and number not in brute.closed]

    def rings(start):
        return (way for way in brute.rings(start) if brute.ranks[start] == min(map(brute.ranks.get, way)))

    assert answer(graph, asked) == brute.together([brute.wanted(rings(start)) for start in starts])


@settings(max_examples=150, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS, mode=MODES, ends=st.sets(st.integers(0, SMALL - 1), min_size=1))
def test_many_ends_are_answered_one_by_one(graph, conditions, mode, ends, room):
    """Each pair of ends is answered for itself; pairs stand in the order of their first way."""
    asked = question(ends=tuple(sorted(ends)), wide=room, **conditions, **mode)
    brute = Brute(graph, asked)
    assert answer(graph, asked) == brute.together([brute.wanted(brute.ways(0, end)) for end in ends - {0}])


@settings(max_examples=150, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS, mode=MODES, reverse=st.booleans())
def test_an_open_end_is_everything_in_reach(graph, conditions, mode, reverse, room):
    """Nothing in reach is left out, and nothing that is closed is an end; so for an open start."""
    open_end = {"starts": None, "ends": (0,)} if reverse else {"starts": (0,), "ends": None}
    asked = question(wide=room, **open_end, **conditions, **mode)
    brute = Brute(graph, asked)
    others = [number for number in brute.around if number and number not in brute.closed]
    pairs = [(other, 0) if reverse else (0, other) for other in others]
    assert answer(graph, asked) == brute.together([brute.wanted(brute.ways(*pair)) for pair in pairs])


@settings(max_examples=150, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS, mode=MODES, offset=st.integers(0, 3), limit=st.integers(1, 3))
def test_a_limit_gives_a_part_of_the_answer(graph, conditions, mode, offset, limit, room):
    """LIMIT and OFFSET cut the answer and change nothing of it."""
    asked = question(wide=room, **conditions, **mode)
    part = replace(asked, offset=offset, limit=limit)
    assert answer(graph, part) == answer(graph, asked)[offset : offset + limit]


@settings(max_examples=300, deadline=None)
@given(graph=GRAPHS, conditions=CONDITIONS, mode=MODES, tried=st.integers(0, 12), kept=st.integers(0, 6))
def test_a_limit_of_work_is_told_or_the_answer_is_whole(graph, conditions, mode, tried, kept, room):
    """Exact modes give nothing when a limit is met; BEST gives ways that there are, at their cost."""
    asked = question(wide=room, **conditions, **mode)
    found = asked_of(graph, replace(asked, tried=tried, kept=kept))
    if not found.met:
        assert found.groups == asked_of(graph, asked).groups
    elif asked.mode != "best":
        assert found.groups == []
    else:
        brute, nodes = Brute(graph, asked), network(*graph, asked).arrays.nodes
        ways = {way: brute.cost(way) for way in brute.ways(0, 6)}
        given_ = [(tuple(nodes[rank] for rank in group.way), group.cost) for group in found.groups]
        assert all(ways.get(way) == cost for way, cost in given_)
