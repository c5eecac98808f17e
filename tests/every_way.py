"""Ways found by trying everything, and random graphs to try it on: what the search is held to."""

import itertools
import random
from collections import Counter

from hypothesis import strategies as st

from kg.ways.answering import Question, search
from kg.ways.arrays import UNIT, weight
from kg.ways.making import Edges, Sets, made
from kg.ways.network import Network, Rules

HUGE = 10**9
RELATIONS = 3


def arrays(size, edges):
    """The arrays of edges (subject, relation, object, texts)."""
    sets, rows = Sets(), Edges()
    for subject, relation, other, texts in edges:
        said = 0
        for text in sorted(texts):
            said = sets.with_one(said, text)
        rows.add(subject, relation, other, said)
    return made(size, rows, kinds=kinds(size), order=order(size), sets=sets.rows())


def network(size, edges, asked):
    """The arrays as a question sees them."""
    codes = None if asked.codes is None else frozenset(asked.codes)
    texts = None if asked.texts is None else frozenset(asked.texts)
    return Network(arrays(size, edges), Rules(codes, texts))


def kinds(size):
    """A class for each thing."""
    return tuple(number // 2 % 2 for number in range(size))


def order(size):
    """The place of each thing's label."""
    return tuple(size - 1 - number for number in range(size))


def question(**more):
    """A question without limits and background, from 0 to 6."""
    plain = {"starts": (0,), "ends": (6,), "share": 0.0, "raw": HUGE, "tried": HUGE, "kept": HUGE}
    return Question(**(plain | more))


def asked_of(graph, asked):
    """What the search finds."""
    return search(network(*graph, asked), asked)


def answer(graph, asked):
    """What the search gives where no limit is met: things by number, cost of what is inside, how many alike."""
    net = network(*graph, asked)
    found = search(net, asked)
    assert not found.met
    return [(tuple(net.arrays.nodes[rank] for rank in group.way), group.cost, group.count) for group in found.groups]


class Brute:
    """Everything there is, by walking on from each thing to each other."""

    def __init__(self, graph, asked):
        self.size, edges = graph
        self.asked = asked
        self.hops, self.around = {}, {number: set() for number in range(self.size)}
        edges = [row for row in edges if row[0] != row[2]]
        for subject, relation, other, texts in edges:
            self.around[subject].add(other)
            self.around[other].add(subject)
            for pair, code in (((subject, other), 2 * relation), ((other, subject), 2 * relation + 1)):
                if (asked.codes is None or code in asked.codes) and self.allowed(texts):
                    said = texts if asked.texts is None else texts & set(asked.texts)
                    self.hops.setdefault(pair, set()).add((code, said))
        self.background = self.shared(edges)
        self.closed = set(asked.avoid) | self.background
        ranked = sorted(range(self.size), key=lambda number: len(self.around[number]))
        self.ranks = {number: rank for rank, number in enumerate(ranked)}
        self.order = order(self.size)

    def allowed(self, texts):
        wanted = self.asked.texts
        return wanted is None or bool(texts & set(wanted)) or (not texts and 0 in wanted)

    def shared(self, edges):
        """Things to which so large a share of a relation leads, unless the question names them one by one."""
        ends = (end for end in (self.asked.starts, self.asked.ends) if end is not None and len(end) == 1)
        named = {*self.asked.through, *itertools.chain.from_iterable(ends)}
        totals = Counter(relation for _, relation, _, _ in edges)
        led = Counter((relation, other) for _, relation, other, _ in edges)
        share = self.asked.share
        rows = ((other, totals[relation], count) for (relation, other), count in led.items())
        return {other for other, total, count in rows if share and total >= 5 and count >= share * total} - named

    def simple(self, start, end):
        """All ways between two ends on which nothing inside stands twice, with the hops that are wanted."""

        def walk(way):
            if len(way) > 1 and way[-1] == end:
                if len(way) > self.asked.fewest:
                    yield way
                return
            if len(way) > self.asked.most:
                return
            for other in range(self.size):
                if (way[-1], other) not in self.hops or (other in way and other != end):
                    continue
                if other == end or other not in self.closed:
                    yield from walk((*way, other))

        return walk((start,))

    def ways(self, start, end):
        """All ways that pass what must be passed; where the ends are one, rings that say something."""
        must = set(self.asked.through) - {start, end}
        for way in self.simple(start, end):
            if must <= set(way[1:-1]) and (start != end or self.is_ring(way)):
                yield way

    def rings(self, start):
        """All rings; of two ways round the same one where both can be walked, relations forwards first."""
        both = self.asked.codes is None or all(code ^ 1 in self.asked.codes for code in self.asked.codes)
        for way in self.ways(start, start):
            if not both or self.read(way) <= self.read(way[::-1]):
                yield way

    def read(self, way):
        """The order of the two ways round a ring."""
        hops = [sorted({code for code, _ in self.hops[pair]}) for pair in itertools.pairwise(way)]
        return hops, [self.ranks[number] for number in way]

    def is_ring(self, way):
        """There and back by one and the same statement is none."""
        if len(way) > 3:
            return True
        there, back = (self.hops[pair] for pair in itertools.pairwise(way))
        return len({code for code, _ in there} | {code ^ 1 for code, _ in back}) > 1

    def cost(self, way):
        return sum(UNIT + weight(len(self.around[number])) for number in way[1:-1])

    def key(self, way):
        """The order of the best."""
        texts = {text for pair in itertools.pairwise(way) for _, said in self.hops[pair] for text in said} - {0}
        return self.cost(way), -len(texts), -max(texts, default=0), tuple(self.order[number] for number in way)

    def by_hops(self, ways):
        """The order of the shortest."""
        return sorted(ways, key=lambda way: (len(way), self.key(way)))

    def pattern(self, way):
        hops = tuple(tuple(sorted({code for code, _ in self.hops[pair]})) for pair in itertools.pairwise(way))
        return hops, tuple(kinds(self.size)[number] for number in way[1:-1])

    def best(self, ways):
        """The best way of each pattern, its cost, and how many ways have the pattern."""
        counts, best = Counter(), {}
        for way in sorted(ways, key=self.key):
            best.setdefault(self.pattern(way), way)
            counts[self.pattern(way)] += 1
        return [(way, self.cost(way), counts[pattern]) for pattern, way in best.items()]

    def wanted(self, ways):
        """What a question should give of these ways between one start and one end."""
        asked, ways = self.asked, list(ways)
        if asked.mode == "best":
            return self.best(ways)[: asked.count]
        found = self.by_hops(ways)
        lengths = sorted({len(way) for way in found})
        if asked.mode == "groups":
            found = [way for way in found if len(way) in lengths[: asked.count]]
        elif asked.mode == "shortest":
            found = found[: asked.count] if asked.count else [way for way in found if len(way) == lengths[0]]
        return [(way, self.cost(way), 1) for way in found]

    def together(self, parts):
        """The answers of pairs of ends as one: the pair with the best first way first."""

        def first(rows):
            way, cost, _ = rows[0]
            hops = 0 if self.asked.mode == "best" else len(way)
            return hops, cost, tuple(self.order[number] for number in way)

        return [row for rows in sorted(filter(None, parts), key=first) for row in rows]


SMALL = 7


def skewed(size, edges, relations, seed):
    """A graph in which few things have most of the edges."""
    chance = random.Random(seed)
    rows = {}
    for _ in range(edges):
        ends = (int(size * chance.random() ** 1.5), chance.randrange(size))
        subject, other = ends if chance.random() < 0.5 else ends[::-1]
        rows[subject, chance.randrange(relations), other] = frozenset(chance.sample(range(4), chance.randrange(4)))
    return size, [(*row, texts) for row, texts in rows.items()]


def stranded(inner, relations, seed):
    """Strands of so many things side by side from 0 to 6, which meet nowhere but there."""
    chance = random.Random(seed)
    free = [number for number in range(SMALL - 1 + len(inner) * 4) if number not in {0, 6}]
    chance.shuffle(free)
    edges = []
    for count in inner:
        way = [0, *(free.pop() for _ in range(count)), 6]
        for ends in itertools.pairwise(way):
            pair = ends if chance.random() < 0.5 else ends[::-1]
            edges.append((pair[0], chance.randrange(relations), pair[1], frozenset({chance.randrange(4)})))
    return 2 + len(free) + sum(inner), list({row[:3]: row for row in edges}.values())


_THINGS = st.integers(0, SMALL - 1)
_TEXTS = st.frozensets(st.integers(0, 3), max_size=2)
_ROWS = st.tuples(_THINGS, st.integers(0, RELATIONS - 1), _THINGS, _TEXTS)
_DRAWN = st.tuples(st.just(SMALL), st.lists(_ROWS, max_size=18, unique_by=lambda row: row[:3]))
_SKEWED = st.builds(
    skewed,
    st.integers(SMALL, SMALL + 2),
    st.integers(16, 36),
    st.sampled_from((1, 1, 2, RELATIONS)),
    st.integers(0, HUGE),
)
_STRANDED = st.builds(
    stranded, st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(1, 2), st.integers(0, HUGE)
)
GRAPHS = st.one_of(_SKEWED, _STRANDED, _DRAWN)
"""Graphs of a few things: most of them skewed, some of strands, some drawn edge by edge."""


def _rarely(usual, *others):
    """A strategy that mostly gives what leaves ways to be found."""
    return st.sampled_from((*[usual] * 4, *others)).flatmap(lambda chosen: chosen)


def _some(of, most, fewest=0):
    return st.sets(of, min_size=fewest, max_size=most).map(sorted).map(tuple)


_CODES = st.integers(0, 2 * RELATIONS - 1)
_BOTH = st.sets(st.integers(0, RELATIONS - 1), min_size=1).map(
    lambda some: tuple(sorted(code for each in some for code in (2 * each, 2 * each + 1)))
)
CONDITIONS = st.fixed_dictionaries(
    {
        "most": _rarely(st.integers(3, 5), st.integers(1, 5)),
        "fewest": _rarely(st.just(1), st.integers(1, 4)),
        "avoid": _rarely(st.just(()), _some(_THINGS, 2)),
        "through": st.one_of(st.just(()), _some(_THINGS, 1, 1), _some(_THINGS, 3)),
        "codes": _rarely(st.none(), _BOTH, _some(_CODES, 6, 2)),
        "texts": _rarely(st.none(), _some(st.integers(0, 3), 3, 1)),
        "share": st.sampled_from((0.0, 0.2, 0.4)),
    }
).filter(lambda some: some["fewest"] <= some["most"] and not set(some["avoid"]) & set(some["through"]))
"""Everything a question can set beside mode and ends."""
MODES = st.one_of(
    st.fixed_dictionaries({"mode": st.sampled_from(("best", "groups")), "count": st.integers(1, 4)}),
    st.fixed_dictionaries({"mode": st.just("shortest"), "count": st.integers(0, 4)}),
    st.just({"mode": "all"}),
)
"""Modes with a number where they take one."""
