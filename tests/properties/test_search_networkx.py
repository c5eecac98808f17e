"""The search agrees with networkx on graphs that are too large for trying everything, and its file keeps its bytes."""

import networkx
import pytest
from every_way import HUGE, Brute, answer, question, skewed
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ways.arrays import Arrays
from kg.ways.making import Edges, made

SIZES = st.one_of(st.tuples(st.just(7), st.integers(1, 18)), st.tuples(st.just(60), st.integers(60, 150)))
SEEDS = st.integers(0, HUGE)
KINDS = pytest.mark.parametrize(("codes", "kind"), [(None, networkx.Graph), ((0, 2, 4), networkx.DiGraph)])
WIDE = pytest.mark.parametrize("wide", [0, HUGE], ids=["narrow", "wide"])


def joined(graph, kind):
    """The edges as a graph of networkx."""
    size, edges = graph
    found = kind((subject, other) for subject, _, other, _ in edges if subject != other)
    found.add_nodes_from(range(size))
    return found


@KINDS
@settings(max_examples=300, deadline=None)
@given(size=SIZES, seed=SEEDS, most=st.integers(1, 3))
def test_all_equals_networkx(codes, kind, size, seed, most):
    """ALL gives the simple paths of networkx, with directions and without."""
    graph = skewed(*size, 3, seed)
    ways = answer(graph, question(mode="all", most=most, codes=codes))
    wanted = networkx.all_simple_paths(joined(graph, kind), 0, 6, cutoff=most)
    assert sorted(way for way, _, _ in ways) == sorted(map(tuple, wanted))


@KINDS
@settings(max_examples=300, deadline=None)
@given(size=SIZES, seed=SEEDS)
def test_shortest_equals_networkx(codes, kind, size, seed):
    """SHORTEST gives the shortest paths of networkx, with directions and without."""
    graph = skewed(*size, 3, seed)
    plain = joined(graph, kind)
    ways = answer(graph, question(mode="shortest", count=0, most=60, codes=codes))
    wanted = networkx.all_shortest_paths(plain, 0, 6) if networkx.has_path(plain, 0, 6) else []
    assert sorted(way for way, _, _ in ways) == sorted(map(tuple, wanted))


@KINDS
@WIDE
@settings(max_examples=150, deadline=None)
@given(size=SIZES, seed=SEEDS, count=st.integers(1, 5))
def test_best_ranks_the_paths_of_networkx(codes, kind, wide, size, seed, count):
    """BEST is the ranking of what networkx finds."""
    graph = skewed(*size, 3, seed)
    asked = question(mode="best", count=count, most=3, codes=codes, wide=wide)
    paths = networkx.all_simple_paths(joined(graph, kind), 0, 6, cutoff=3)
    assert answer(graph, asked) == Brute(graph, asked).best(map(tuple, paths))[:count]


@settings(max_examples=50, deadline=None)
@given(seed=SEEDS, edges=st.integers(1, 40), order_=st.randoms(use_true_random=False))
def test_arrays_do_not_depend_on_the_order_of_edges(seed, edges, order_, tmp_path_factory):
    """The same facts in any order give the same bytes, and the file gives them back."""
    folder = tmp_path_factory.mktemp("arrays")
    rows = [(*row, len(texts)) for *row, texts in skewed(12, edges, 3, seed)[1]]
    for name in ("one", "two"):
        order_.shuffle(rows)
        some = Edges()
        for row in rows:
            some.add(*row)
        made(12, some, sets=[[], [1], [2]]).dump(folder / name)
    assert (folder / "one").read_bytes() == (folder / "two").read_bytes()
    Arrays.opened(folder / "one").dump(folder / "three")
    assert (folder / "three").read_bytes() == (folder / "one").read_bytes()
