"""The search finds what trying everything finds."""

import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.query.search import Budget, network, search

EDGES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2), st.integers(0, 6)), max_size=16)


def brute(edges, start, end, *, longest, closed):
    """All simple ways by trying every order of things between the ends, with their costs."""
    near = {}
    for subject, _, other in edges:
        if subject != other:
            near.setdefault(subject, set()).add(other)
            near.setdefault(other, set()).add(subject)
    inner = [thing for thing in near if thing not in {start, end} and thing not in closed]
    for length in range(longest):
        for middle in itertools.permutations(inner, length):
            way = (start, *middle, end)
            if all(b in near.get(a, ()) for a, b in itertools.pairwise(way)):
                yield round(length + 1 + sum(math.log2(len(near[thing])) for thing in middle), 6), way


@settings(max_examples=150, deadline=None)
@given(edges=EDGES, longest=st.integers(1, 4), closed=st.sets(st.integers(0, 6), max_size=2))
def test_search_equals_brute_force(edges, longest, closed):
    """Same ways, same costs, cheapest first, whatever is closed."""
    budget = Budget(longest=longest, ways=10**6)
    found = search(network(edges), 0, 6, budget=budget, avoid=closed)
    ways = [(round(way.cost, 6), way.things) for way in found.ways]
    assert sorted(ways) == sorted(brute(edges, 0, 6, longest=longest, closed=closed))
    assert [cost for cost, _ in ways] == sorted(cost for cost, _ in ways)
    assert found.complete


@settings(max_examples=50, deadline=None)
@given(edges=EDGES, order=st.randoms(use_true_random=False))
def test_search_does_not_depend_on_the_order_of_edges(edges, order):
    """The same facts in any order give the same answer."""
    shuffled = [*edges]
    order.shuffle(shuffled)
    assert search(network(shuffled), 0, 6) == search(network(edges), 0, 6)
