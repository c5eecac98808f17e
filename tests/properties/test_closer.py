"""What a text brings closer is what comparing all pairs with and without it finds."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ways.closer import Asked, closer
from kg.ways.making import Edges, made

SETS = ((), (0,), (1,), (2,), (1, 2), (0, 2))
"""Texts that say an edge: 0 stands for tables, 1 came before, 2 is the one asked about."""
EDGES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 1), st.integers(0, 6), st.integers(1, len(SETS) - 1)), max_size=14
)


def _arrays(rows):
    edges = Edges()
    for row in sorted({row[:3]: row for row in rows}.values()):
        edges.add(*row)
    return made(7, edges, sets=SETS)


def _hops(rows, texts):
    """Give the hops between things that some texts say, either way."""
    kept = {(s, o) for s, _, o, said in {row[:3]: row for row in rows}.values() if set(SETS[said]) & texts and s != o}
    return kept | {(o, s) for s, o in kept}


def _distance(hops, start, end, closed):
    """Walk level by level, through nothing that is closed."""
    level, seen, steps = {start}, {start}, 0
    while level and end not in level:
        level = {o for s, o in hops if s in level and (s == start or s not in closed)} - seen
        seen |= level
        steps += 1
    return steps if level else None


@settings(max_examples=400, deadline=None)
@given(rows=EDGES, closed=st.sets(st.integers(0, 6), max_size=1))
def test_pairs_equal_those_of_comparing_all(rows, closed):
    """Known before, at most three hops now, more before; none that passes through or is background."""
    arrays = _arrays(rows)
    then, now, told = _hops(rows, {0, 1}), _hops(rows, {0, 1, 2}), _hops(rows, {1})
    known = {s for s, _ in told} - closed
    wanted = {}
    for pair in itertools.combinations(sorted(known), 2):
        before, after = _distance(then, *pair, closed), _distance(now, *pair, closed)
        if after is not None and after <= 3 and (before is None or before > after):
            wanted[pair] = (after, before if before is not None and before <= 6 else None)
    ranks = frozenset(arrays.ranks[number] for number in closed)
    asked = Asked(frozenset({1}), frozenset({2}), lambda _: True, lambda _: True, ranks)
    found = closer(arrays, asked)
    told_pairs = {tuple(sorted(arrays.nodes[end] for end in (p.way[0], p.way[-1]))): p for p in found.pairs}
    assert {pair: (len(p.way) - 1, p.before) for pair, p in told_pairs.items()} == wanted
    assert len(told_pairs) == len(found.pairs)
    assert found.whole


@settings(max_examples=100, deadline=None)
@given(rows=EDGES)
def test_those_brought_farthest_come_first(rows):
    """No way before is farther than any; of equals the cheapest come first."""
    asked = Asked(frozenset({1}), frozenset({2}), lambda _: True, lambda _: True)
    pairs = closer(_arrays(rows), asked).pairs
    keys = [(len(pair.way) - 1 - (7 if pair.before is None else pair.before), pair.cost) for pair in pairs]
    assert keys == sorted(keys)


@given(rows=EDGES)
def test_a_limit_in_time_is_told(rows):
    """What was found so far is given, and that it is not all."""
    asked = Asked(frozenset({1}), frozenset({2}), lambda _: True, lambda _: True)
    found = closer(_arrays(rows), asked, -1.0)
    assert not found.pairs
    assert found.whole is (found.met == "")
