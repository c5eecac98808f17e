"""The search finds what trying everything finds, in every mode and under every condition."""

import itertools
from dataclasses import replace

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ways.answering import Question, search
from kg.ways.arrays import UNIT, Arrays, weight
from kg.ways.making import Edges, Sets, made
from kg.ways.network import Network, Rules

SIZE = 7
EDGES = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, 2), st.integers(0, SIZE - 1), st.integers(1, 3)),
    max_size=18,
    unique_by=lambda row: row[:3],
)
CODES = st.one_of(st.none(), st.sets(st.integers(0, 5), min_size=1))
TEXTS = st.one_of(st.none(), st.sets(st.integers(1, 3), min_size=1))
CLOSED = st.sets(st.integers(0, SIZE - 1), max_size=2)
KINDS = tuple(number % 3 for number in range(SIZE))
ORDER = tuple(SIZE - 1 - number for number in range(SIZE))
HUGE = 10**9
WIDE = 10**9


def arrays(edges):
    """The arrays of edges (subject, relation, object, text)."""
    sets, rows = Sets(), Edges()
    for subject, relation, other, text in edges:
        rows.add(subject, relation, other, sets.with_one(0, text))
    return made(SIZE, rows, kinds=KINDS, order=ORDER, sets=sets.rows())


def question(**more):
    plain = {"starts": (0,), "ends": (6,), "share": 0.0, "raw": HUGE, "tried": HUGE, "kept": HUGE, "wide": WIDE}
    return Question(**(plain | more))


def answer(edges, asked):
    """What the search gives: things by number, with the cost of what is inside, in its order."""
    made_of = arrays(edges)
    codes = None if asked.codes is None else frozenset(asked.codes)
    texts = None if asked.texts is None else frozenset(asked.texts)
    found = search(Network(made_of, Rules(codes, texts)), asked)
    assert not found.met
    return [(tuple(made_of.nodes[rank] for rank in group.way), group.cost, group.count) for group in found.groups]


class Brute:
    """Everything there is, by trying every order of things."""

    def __init__(self, edges, asked):
        self.asked = asked
        self.hops, self.around = {}, {number: set() for number in range(SIZE)}
        for subject, relation, other, text in edges:
            if subject == other:
                continue
            self.around[subject].add(other)
            self.around[other].add(subject)
            for pair, code in (((subject, other), 2 * relation), ((other, subject), 2 * relation + 1)):
                if (asked.codes is None or code in asked.codes) and (asked.texts is None or text in asked.texts):
                    self.hops.setdefault(pair, set()).add((code, text))

    def ways(self, start, end):
        """All ways between two ends, rings where they are one; each ring once."""
        closed = set(self.asked.avoid)
        inner = [number for number in range(SIZE) if number not in closed | {start, end}]
        for length in range(max(self.asked.fewest, 1), self.asked.most + 1):
            for middle in itertools.permutations(inner, length - 1):
                way = (start, *middle, end)
                hops = [self.hops.get(pair) for pair in itertools.pairwise(way)]
                if all(hops) and set(self.asked.through) - {start, end} <= set(middle) and self.proper(way, hops):
                    yield way

    def proper(self, way, hops):
        if way[0] != way[-1]:
            return True
        if len(way) == 3:
            there, back = hops
            return len({code for code, _ in there} | {code ^ 1 for code, _ in back}) > 1
        return len(way) > 3

    def cost(self, way):
        return sum(UNIT + weight(len(self.around[number])) for number in way[1:-1])

    def texts(self, way):
        return {text for pair in itertools.pairwise(way) for _, text in self.hops[pair]}

    def key(self, way):
        texts = self.texts(way)
        return self.cost(way), -len(texts), -max(texts), tuple(ORDER[number] for number in way)

    def pattern(self, way):
        hops = tuple(tuple(sorted({code for code, _ in self.hops[pair]})) for pair in itertools.pairwise(way))
        return hops, tuple(KINDS[number] for number in way[1:-1])


CONDITIONS = st.fixed_dictionaries(
    {
        "most": st.integers(1, 5),
        "fewest": st.integers(1, 3),
        "avoid": CLOSED.map(tuple),
        "through": st.sets(st.integers(0, SIZE - 1), max_size=2).map(tuple),
        "codes": CODES.map(lambda some: some if some is None else tuple(sorted(some))),
        "texts": TEXTS.map(lambda some: some if some is None else tuple(sorted(some))),
    }
).filter(lambda some: some["fewest"] <= some["most"] and not set(some["avoid"]) & set(some["through"]))


@settings(max_examples=400, deadline=None)
@given(edges=EDGES, conditions=CONDITIONS)
def test_all_equals_brute_force(edges, conditions):
    """ALL: every way, shortest first, then by cost and the rule for equals."""
    asked = question(mode="all", **conditions)
    brute = Brute(edges, asked)
    wanted = sorted(brute.ways(0, 6), key=lambda way: (len(way), brute.key(way)))
    assert answer(edges, asked) == [(way, brute.cost(way), 1) for way in wanted]


@settings(max_examples=400, deadline=None)
@given(edges=EDGES, conditions=CONDITIONS, count=st.integers(1, 4))
def test_best_equals_brute_force(edges, conditions, count):
    """BEST k: the best way of each of the k best patterns, with the number of ways of the pattern."""
    asked = question(mode="best", count=count, **conditions)
    brute = Brute(edges, asked)
    ordered = sorted(brute.ways(0, 6), key=brute.key)
    counts, best = {}, {}
    for way in ordered:
        pattern = brute.pattern(way)
        best.setdefault(pattern, way)
        counts[pattern] = counts.get(pattern, 0) + 1
    wanted = [(way, brute.cost(way), counts[pattern]) for pattern, way in best.items()]
    assert answer(edges, asked) == wanted[:count]


@settings(max_examples=300, deadline=None)
@given(edges=EDGES, conditions=CONDITIONS, raw=st.integers(1, 6), count=st.integers(1, 3))
def test_best_compares_the_cheapest_only(edges, conditions, raw, count):
    """What is compared is the cheapest so many ways and their equals in cost, more until there are k patterns."""
    asked = question(mode="best", count=count, **(conditions | {"raw": raw}))
    brute = Brute(edges, asked)
    ordered = sorted(brute.ways(0, 6), key=brute.key)
    compared = []
    for _, equals in itertools.groupby(ordered, key=brute.cost):
        compared += equals
        patterns = {brute.pattern(way) for way in compared}
        if (len(compared) >= raw and len(patterns) >= count) or len(compared) >= 10 * raw:
            break
    counts, best = {}, {}
    for way in compared:
        best.setdefault(brute.pattern(way), way)
        counts[brute.pattern(way)] = counts.get(brute.pattern(way), 0) + 1
    wanted = [(way, brute.cost(way), counts[pattern]) for pattern, way in best.items()]
    assert answer(edges, asked) == wanted[:count]


@settings(max_examples=400, deadline=None)
@given(edges=EDGES, conditions=CONDITIONS, count=st.integers(0, 4))
def test_shortest_equals_brute_force(edges, conditions, count):
    """SHORTEST: all of the least length; SHORTEST k: the first k by length and rank."""
    asked = question(mode="shortest", count=count, **conditions)
    brute = Brute(edges, asked)
    ordered = sorted(brute.ways(0, 6), key=lambda way: (len(way), brute.key(way)))
    least = [way for way in ordered if len(way) == len(ordered[0])]
    wanted = ordered[:count] if count else least
    assert [way for way, _, _ in answer(edges, asked)] == wanted


@settings(max_examples=300, deadline=None)
@given(edges=EDGES, conditions=CONDITIONS, count=st.integers(1, 3))
def test_groups_equal_brute_force(edges, conditions, count):
    """SHORTEST k GROUPS: all ways of the k least lengths that occur."""
    asked = question(mode="groups", count=count, **conditions)
    brute = Brute(edges, asked)
    ordered = sorted(brute.ways(0, 6), key=lambda way: (len(way), brute.key(way)))
    lengths = sorted({len(way) for way in ordered})[:count]
    assert [way for way, _, _ in answer(edges, asked)] == [way for way in ordered if len(way) in lengths]


@settings(max_examples=300, deadline=None)
@given(edges=EDGES, conditions=CONDITIONS, mode=st.sampled_from(["all", "best"]))
def test_rings_equal_brute_force(edges, conditions, mode):
    """CYCLIC: ways back to the start, each ring once whichever way round it is read."""
    asked = question(mode=mode, count=HUGE, ends=(0,), cyclic=True, **conditions)
    brute = Brute(edges, asked)
    rings = list(brute.ways(0, 0))
    found = [way for way, _, _ in answer(edges, asked)]
    if asked.codes is None or all(code ^ 1 in asked.codes for code in asked.codes):
        either = {min(way, way[::-1]) for way in rings}
        if mode == "all":
            assert sorted(min(way, way[::-1]) for way in found) == sorted(either)
        assert {min(way, way[::-1]) for way in found} <= either
    elif mode == "all":
        assert sorted(found) == sorted(rings)
    assert bool(found) == bool(rings)


@settings(max_examples=150, deadline=None)
@given(edges=EDGES, conditions=CONDITIONS, ends=st.sets(st.integers(1, SIZE - 1), min_size=1))
def test_many_ends_are_answered_one_by_one(edges, conditions, ends):
    """Each pair of ends is asked for itself; pairs stand in the order of their best way."""
    asked = question(mode="best", count=2, ends=tuple(sorted(ends)), **conditions)
    apart = [answer(edges, replace(asked, ends=(end,))) for end in sorted(ends)]
    found = answer(edges, asked)
    assert sorted(found) == sorted(row for rows in apart for row in rows)
    firsts = [next(iter(rows))[1] for _, rows in itertools.groupby(found, key=lambda row: row[0][-1])]
    assert firsts == sorted(firsts)


@settings(max_examples=150, deadline=None)
@given(edges=EDGES, conditions=CONDITIONS)
def test_an_open_end_is_everything_in_reach(edges, conditions):
    """Nothing in reach is left out, and nothing that is closed is an end."""
    conditions = conditions | {"through": ()}
    asked = question(mode="all", ends=None, **conditions)
    brute = Brute(edges, asked)
    closed = set(asked.avoid)
    wanted = [way for end in range(1, SIZE) if end not in closed for way in brute.ways(0, end)]
    assert sorted(way for way, _, _ in answer(edges, asked)) == sorted(wanted)


@settings(max_examples=150, deadline=None)
@given(edges=EDGES, most=st.integers(1, 5))
def test_unranked_modes_equal_networkx(edges, most):
    """ALL and SHORTEST give the ways that networkx gives, over undirected and directed graphs."""
    for codes, kind in ((None, networkx.Graph), ((0, 2, 4), networkx.DiGraph)):
        graph = kind((s, o) for s, _, o, _ in edges if s != o)
        graph.add_nodes_from(range(SIZE))
        ways = answer(edges, question(mode="all", most=most, codes=codes))
        assert sorted(way for way, _, _ in ways) == sorted(
            map(tuple, networkx.all_simple_paths(graph, 0, 6, cutoff=most))
        )
        short = answer(edges, question(mode="shortest", count=0, most=6, codes=codes))
        wanted = networkx.all_shortest_paths(graph, 0, 6) if networkx.has_path(graph, 0, 6) else []
        assert sorted(way for way, _, _ in short) == sorted(map(tuple, wanted))


@settings(max_examples=50, deadline=None)
@given(edges=EDGES, order=st.randoms(use_true_random=False))
def test_arrays_do_not_depend_on_the_order_of_edges(edges, order, tmp_path_factory):
    """The same facts in any order give the same bytes, and the file gives them back."""
    folder = tmp_path_factory.mktemp("arrays")
    shuffled = sorted(edges)
    first = Edges()
    for row in shuffled:
        first.add(*row)
    order.shuffle(shuffled)
    second = Edges()
    for row in shuffled:
        second.add(*row)
    sets = [[], [1], [2], [3]]
    made(SIZE, first, sets=sets).dump(folder / "one")
    made(SIZE, second, sets=sets).dump(folder / "two")
    assert (folder / "one").read_bytes() == (folder / "two").read_bytes()
    read = Arrays.opened(folder / "one")
    read.dump(folder / "three")
    assert (folder / "three").read_bytes() == (folder / "one").read_bytes()
