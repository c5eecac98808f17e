"""A part of a network whose things have the degrees of the whole is searched as the whole is."""

from every_way import answer, arrays, asked_of, kinds, order, question
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ways.answering import search
from kg.ways.making import Edges, Sets
from kg.ways.network import Network, Rules
from kg.ways.part import Things, part

SIZE = 8
EDGES = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, 2), st.integers(0, SIZE - 1), st.frozensets(st.integers(1, 3), max_size=2)),
    max_size=24, unique_by=lambda row: row[:3],
)  # fmt: skip
MODES = st.sampled_from(
    [{"mode": mode, "count": count} for mode, count in (("best", 2), ("best", 50), ("shortest", 0), ("shortest", 3), ("groups", 2), ("all", 0))]
)  # fmt: skip


def far(edges, end, most):
    """How many hops things are from an end."""
    steps = [pair for subject, _, other, _ in edges for pair in ((subject, other), (other, subject))]
    known = {end: 0}
    for hops in range(1, most + 1):
        beside = {there for here, there in steps if known.get(here) == hops - 1} - known.keys()
        known |= dict.fromkeys(beside, hops)
    return known


def within(edges, ends, most):
    """The edges that can lie on a way of so many hops."""
    start, end = (far(edges, each, most) for each in ends)
    near = {number for number in start if start[number] + end.get(number, SIZE) <= most}
    return [row for row in edges if row[0] in near and row[2] in near]


def of_part(edges, asked):
    """What the search gives on the part that a question can touch."""
    whole = arrays(SIZE, edges)
    sets, rows = Sets(), Edges()
    for subject, relation, other, texts in within(edges, (0, 6), asked.most):
        said = 0
        for text in sorted(texts):
            said = sets.with_one(said, text)
        rows.add(subject, relation, other, said)
    things = Things([whole.degree(whole.ranks[number]) for number in range(SIZE)], kinds(SIZE), order(SIZE))
    net = Network(part(rows, things, sets.rows()), Rules(None if asked.codes is None else frozenset(asked.codes)))
    found = search(net, asked)
    return [(tuple(net.arrays.nodes[rank] for rank in group.way), group.cost, group.count) for group in found.groups]


@settings(max_examples=200, deadline=None)
@given(
    edges=EDGES, mode=MODES, most=st.integers(1, 5), avoid=st.sets(st.integers(1, 5), max_size=1),
    through=st.sets(st.integers(1, 5), max_size=1), codes=st.one_of(st.none(), st.sets(st.integers(0, 5), min_size=1)),
)  # fmt: skip
def test_a_part_is_searched_as_the_whole(edges, mode, most, avoid, through, codes):
    """Same ways, same costs, same counts, same order."""
    conditions = {"avoid": tuple(avoid), "through": tuple(through), "codes": None if codes is None else tuple(codes)}
    asked = question(most=most, **mode, **conditions)
    assert not asked_of((SIZE, edges), asked).met
    assert of_part(edges, asked) == answer((SIZE, edges), asked)
