"""A question as plain values → its ways as plain values: what the child that answers is sent, and sends back.

What only some questions need is loaded for them.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from kg.frozen import field, frozen, slotted
from kg.typed import TYPE_CHECKING, Any, Literal
from kg.ways.arrays import UNIT, Arrays
from kg.ways.best import Bounds, Half, Search, Way, rounds
from kg.ways.budget import Budget, SpentError
from kg.ways.funnel import Funnel
from kg.ways.levels import WIDE, Levels, crossing, meeting
from kg.ways.network import Network, Rules
from kg.ways.ranking import Group, Ranking

if TYPE_CHECKING:
    from kg.ways.legs import Passing

__all__ = ["Found", "Question", "answer", "search"]

Mode = Literal["best", "shortest", "groups", "all"]
FAR = 1 << 30


@frozen
class Question:
    """What is asked, things by number.

    ``count`` is how many ways (best, shortest) or lengths (groups) are wanted, 0 for all of the shortest length.
    ``starts`` and ``ends`` none are open; ``same`` means that the end is the start again. ``raw`` is how many ways are
    compared for the best. ``share`` is what makes a thing background, 0 if nothing is.
    """

    mode: Mode = "best"
    count: int = 5
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None
    same: bool = False
    cyclic: bool = False
    fewest: int = 1
    most: int = 4
    avoid: tuple[int, ...] = ()
    through: tuple[int, ...] = ()
    codes: tuple[int, ...] | None = None
    texts: tuple[int, ...] | None = None
    share: float = 0.5
    offset: int = 0
    limit: int = 0
    raw: int = 200
    seconds: float | None = None
    tried: int = 100_000
    kept: int = 1_000_000
    wide: int = WIDE


@slotted
class Found:
    """What came of it: ways of each pair of ends in order; the limit that was met, if any; what was left out.

    ``needed`` is the distance of the ends however far, where there is no way as asked; ``across`` the same when
    background and avoided things count too.

    ``hubs`` are background that the question names.
    ``compared`` counts the ways that were looked at.
    """

    groups: list[Group] = field(default_factory=list)
    met: str = ""
    capped: bool = False
    compared: int = 0
    hubs: list[tuple[int, int, int]] = field(default_factory=list)
    background: list[tuple[int, int, int]] = field(default_factory=list)
    needed: int | None = None
    across: int | None = None


def answer(source: str | tuple[int, bytes, bytes, bytes] | Arrays, question: dict[str, Any]) -> dict[str, Any]:
    """Answer a question about a file of arrays, about edges that come with it, or about arrays that are there."""
    arrays = source if isinstance(source, Arrays) else _opened(source)
    asked = Question(**question)
    net = _network(arrays, asked)
    found = search(net, asked)
    ranking, nodes = Ranking(net), arrays.nodes
    return {
        "ways": [_told(net, ranking, group) for group in found.groups],
        "met": found.met,
        "capped": found.capped,
        "compared": found.compared,
        "background": [(nodes[rank], *counts) for rank, *counts in found.background],
        "hubs": [(nodes[rank], *counts) for rank, *counts in found.hubs],
        "widths": [(number, arrays.degree(arrays.ranks[number])) for number in _single(asked)],
        "needed": found.needed,
        "across": found.across,
    }


def search(net: Network, question: Question) -> Found:
    """Find the ways."""
    return _Asking(net, question).found()


def _single(question: Question) -> list[int]:
    """Give the ends that are one thing."""
    return [end[0] for end in (question.starts, question.ends) if end is not None and len(end) == 1]


def _network(arrays: Arrays, question: Question) -> Network:
    codes = None if question.codes is None else frozenset(question.codes)
    texts = None if question.texts is None else frozenset(question.texts)
    return Network(arrays, Rules(codes, texts))


def _opened(source: str | tuple[int, bytes, bytes, bytes]) -> Arrays:
    return Arrays.opened(Path(source)) if isinstance(source, str) else _given(*source)


def _given(size: int, subjects: bytes, relations: bytes, objects: bytes) -> Arrays:
    from kg.ways.making import Edges, made

    edges = Edges(*(array("I", row) for row in (subjects, relations, objects)))
    edges.said.frombytes(bytes(4 * len(edges.subjects)))
    return made(size, edges)


def _told(net: Network, ranking: Ranking, group: Group) -> tuple[Any, ...]:
    nodes, arrays = net.arrays.nodes, net.arrays
    allowed = net.rules.texts
    hops = [
        [
            (code, [t for t in arrays.members(said) if allowed is None or t in allowed])
            for code, said in ranking.hop(pair)
        ]
        for pair in pairwise(group.way)
    ]
    degrees = [arrays.degree(rank) for rank in group.way[1:-1]]
    return [nodes[rank] for rank in group.way], (group.cost + UNIT) / UNIT, group.count, hops, degrees


class _Asking:
    """One question about one network."""

    def __init__(self, net: Network, question: Question) -> None:
        """Find out what is closed to it."""
        self.net = net
        self.question = question
        self.budget = Budget(question.seconds, question.tried, question.kept)
        self.ranking = Ranking(net)
        self.result = Found()
        asked, ranks = question, net.arrays.ranks
        self.stops = tuple([ranks[number] for number in dict.fromkeys(asked.through)])
        if asked.share:
            kept = {*self.stops, *self._ranks(_single(asked))}
            rows = [row for row in self.net.arrays.shares() if row[1] >= asked.share * row[2]]
            self.result.background = [row for row in rows if row[0] not in kept]
            self.result.hubs = [row for row in rows if row[0] in kept]
        self.closed = frozenset([rank for rank, *_ in self.result.background] + self._ranks(asked.avoid))
        if asked.same and asked.starts is None and not self.net.symmetric:
            from kg.ways.rings import ringed

            self.closed = frozenset(range(len(ranks))) - ringed(self.net, self.closed)

    def found(self) -> Found:
        """Answer for each pair of ends; pairs in the order of their first way."""
        pairs: list[tuple[tuple[object, ...], list[Group]]] = []
        try:
            for ends in self._pairs():
                groups = self._between(ends)
                if groups:
                    pairs.append((self._first(groups[0]), groups))
        except SpentError as spent:
            self.result.met = str(spent)
            if self.question.mode != "best":
                return self.result
        pairs.sort(key=lambda pair: pair[0])
        every = [group for _, groups in pairs for group in groups]
        stop = self.question.offset + self.question.limit if self.question.limit else None
        self.result.groups = every[self.question.offset : stop]
        if not every and not self.result.met:
            self._explain()
        return self.result

    def _ranks(self, numbers: Iterable[int] | None) -> list[int]:
        ranks = self.net.arrays.ranks
        return [ranks[number] for number in numbers or ()]

    def _pairs(self) -> Iterator[tuple[int, int]]:
        asked = self.question
        for start in self._starts():
            if asked.same:
                yield start, start
                continue
            ends = self._ranks(asked.ends) if asked.ends is not None else self._reached(start, self.net.near)
            yield from ((start, end) for end in dict.fromkeys(ends) if end != start or asked.cyclic)

    def _starts(self) -> Iterable[int]:
        asked, arrays = self.question, self.net.arrays
        if asked.starts is not None:
            return dict.fromkeys(self._ranks(asked.starts))
        if asked.ends is None:
            return (rank for rank in range(len(arrays.nodes)) if arrays.degree(rank) and rank not in self.closed)
        back = (self._reached(end, self.net.back) for end in self._ranks(asked.ends))
        return dict.fromkeys(rank for some in back for rank in some)

    def _reached(self, root: int, step: Callable[[int], list[int]]) -> list[int]:
        """Give all that an open end can be."""
        seen, level = {root}, {root}
        for _ in range(self.question.most):
            self.budget.look()
            level = set().union(*map(step, level)) - seen - self.closed
            seen |= level
        return sorted(seen)

    def _between(self, ends: tuple[int, int]) -> list[Group]:
        asked = self.question
        parts = self.net.arrays.parts
        if parts[ends[0]] != parts[ends[1]]:
            return []
        bounds = Bounds(asked.fewest, asked.most, self.closed)
        stops = tuple([stop for stop in self.stops if stop not in ends])
        pair = _Pair(self.net, ends, bounds, self.budget, stops, asked.wide)
        return self._best(pair) if asked.mode == "best" else self._by_hops(pair)

    def _best(self, pair: "_Pair") -> list[Group]:
        asked = self.question
        some: list[Half] = []
        try:
            for ways in pair.cheapest(asked.raw):
                some.clear()
                if self.ranking.take(self._proper(pair, ways), some, raw=asked.raw, count=asked.count):
                    self.result.capped = True
                    break
        except SpentError as spent:
            self.result.met = str(spent)
        self.result.compared += len(some)
        return self.ranking.groups(self.ranking.ordered(some), asked.count)

    def _by_hops(self, pair: "_Pair") -> list[Group]:
        asked, nearest = self.question, pair.nearest()
        if nearest is None:
            return []
        found: list[Half] = []
        lengths = 0
        single = asked.starts is not None and len(asked.starts) == 1 and asked.ends is not None and len(asked.ends) == 1
        wanted = asked.offset + asked.limit if asked.limit and single else FAR
        count = min(asked.count or FAR, wanted) if asked.mode == "shortest" else wanted
        for hops in range(max(asked.fewest, nearest), asked.most + 1):
            ways = list(self._proper(pair, pair.ways_of(hops, count - len(found))))
            lengths += bool(ways)
            found += self.ranking.ordered(ways)
            if len(found) >= count or (lengths and self._complete(lengths)):
                break
        self.result.compared += len(found)
        return [Group(*half) for half in found[:count]]

    def _complete(self, lengths: int) -> bool:
        asked = self.question
        if asked.mode == "groups":
            return lengths >= asked.count
        return asked.mode == "shortest" and not asked.count

    def _proper(self, pair: "_Pair", ways: Iterable[Half]) -> Iterable[Half]:
        """Leave out rings that say nothing or are others read differently."""
        if pair.ends[0] != pair.ends[1]:
            return ways
        free = self.question.starts is None
        return (half for half in ways if self._is_ring(half[1]) and (not free or half[1][0] == min(half[1])))

    def _is_ring(self, way: Way) -> bool:
        if self.net.symmetric and self._read(way) > self._read(way[::-1]):
            return False
        if len(way) > 3:
            return True
        there, back = self.ranking.hop((way[0], way[1])), self.ranking.hop((way[1], way[2]))
        return len({code for code, _ in there} | {code ^ 1 for code, _ in back}) > 1

    def _read(self, way: Way) -> tuple[object, ...]:
        """Order the two ways to read a ring: relations forwards first, so that rings of one pattern are read alike."""
        return tuple([tuple([code for code, _ in self.ranking.hop(pair)]) for pair in pairwise(way)]), way

    def _first(self, group: Group) -> tuple[object, ...]:
        hops = 0 if self.question.mode == "best" else len(group.way)
        order = self.net.arrays.order
        return hops, group.cost, tuple([order[rank] for rank in group.way])

    def _explain(self) -> None:
        """Measure the distance of two ends however far, where there is no way as asked."""
        pairs = list(self._pairs()) if self.question.starts and self.question.ends else []
        if len(pairs) != 1 or pairs[0][0] == pairs[0][1]:
            return
        try:
            for name, closed in (("needed", self.closed), ("across", frozenset[int]())):
                met = meeting(self.net, pairs[0], most=FAR, closed=closed, budget=self.budget)
                setattr(self.result, name, met.hops if met else None)
        except SpentError:
            return


@slotted
class _Pair:
    """Two ends, and how the ways between them are found."""

    net: Network
    ends: tuple[int, int]
    bounds: Bounds
    budget: Budget
    stops: tuple[int, ...]
    wide: int = WIDE
    _met: Levels | None = None

    def nearest(self) -> int | None:
        """Give the least number of hops a way can have; none if there is no way."""
        if self.ends[0] == self.ends[1]:
            return 2
        if self.stops:
            return len(self.stops) + 1
        most, closed = self.bounds.most, self.bounds.closed
        self._met = meeting(self.net, self.ends, most=most, closed=closed, budget=self.budget)
        return self._met.hops if self._met else None

    def cheapest(self, wanted: int) -> Iterator[Iterable[Half]]:
        """Give all ways in the order of their cost; or the first so many, then again more, and at last all."""
        if self.stops:
            within = self._passing.within
        else:
            levels = crossing(self.net, self.ends, self.bounds, self.budget, wide=self.wide)
            if levels is not None:
                yield Funnel(levels, self.budget).ways(self.bounds.fewest)
                return
            if self.nearest() is None:
                return
            within = Search(self.net, self.ends, self.bounds, self.budget).within
        yield from map(sorted, rounds(within, self.bounds, wanted=wanted))

    def ways_of(self, hops: int, wanted: int) -> Iterator[Half]:
        """Give the ways of a length with their cost; of the shortest only the ``wanted`` cheapest and their equals."""
        met, closed = self._met, self.bounds.closed
        if met is not None and met.hops == hops:
            yield from self._first(met, wanted)
            return
        if self.stops:
            ways = self._passing.ways_of(hops)
        else:
            from kg.ways.lengths import ways_of

            ways = ways_of(self.net, self.ends, hops, closed=closed, budget=self.budget)
        for way in ways:
            self.budget.spend(0, 1)
            yield sum(map(self.net.cost, way[1:-1])), way

    @property
    def _passing(self) -> "Passing":
        from kg.ways.legs import Passing

        return Passing(self.net, self.ends, self.bounds, self.budget, self.stops)

    def _first(self, met: Levels, wanted: int) -> Iterator[Half]:
        last = 0
        for at, half in enumerate(Funnel(met, self.budget).ways()):
            if at >= wanted and half[0] > last:
                return
            last = half[0]
            self.budget.spend(0, 1)
            yield half
