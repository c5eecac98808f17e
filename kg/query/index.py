"""The index beside a snapshot, read: names by bisection, things by number, fact edges from the arrays as they lie.

Nothing is loaded that a question does not touch, so that one look-up costs the same in a graph of any size. The files
are described in ``kg.store.index``.
"""

import itertools
import mmap
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from kg import ontology, store
from kg.errors import StoreError
from kg.frozen import frozen
from kg.store.keys import NUMBER, WAYS, code, parts
from kg.typed import Literal

__all__ = ["Index", "Thing", "opened"]

_NEVER = float("inf")
_MANY = 1000
"""So many things are rather read all than looked up one by one."""


@frozen
class Thing:
    """One row of the index: what a thing is, what it is called, in how many texts it stands, its edges, initials."""

    number: int
    iri: str
    kinds: tuple[str, ...]
    label: str
    texts: int
    degree: int
    initials: str = ""

    @property
    def kind(self) -> str:
        """The most particular class of our vocabulary, or ""."""
        classes = ontology.load().classes
        known = [kind for kind in self.kinds if kind in classes]
        return min(known, key=lambda kind: (-len(ontology.load().superclasses(kind)), kind), default="")


@contextmanager
def opened(graph: Path) -> Iterator["Index"]:
    """Read the index of the snapshot that counts, and hold the snapshot meanwhile."""
    with store.open_graph(graph) as held:
        yield Index(held.snapshot)


class Index:
    """The files of one snapshot, each opened when first used."""

    def __init__(self, folder: Path) -> None:
        """Remember where they lie."""
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Give the folder of the snapshot."""
        return self._folder

    def named(self, name: str) -> Iterator[tuple[str, int]]:
        """Find a name as it is written: how it names (label, alt, hidden), and the number of the thing."""
        wanted = " ".join(name.split()).encode()
        at = self._first(wanted)
        while at < len(self._names):
            end = self._names.find(b"\n", at)
            found, how, number = self._names[at:end].split(b"\t")
            if found != wanted:
                return
            yield how.decode(), int(number)
            at = end + 1

    def names(self) -> Iterator[tuple[str, str, int]]:
        """Give all names in order."""
        for line in self._names[:].decode().splitlines():
            name, how, number = line.split("\t")
            yield name, how, int(number)

    def key(self, way: str, at: int) -> tuple[str, int]:
        """Give the key that begins at a place of a way's file, and the number of its thing."""
        content = self._keys[way]
        return parts(content[at : content.find(b"\n", at)])

    def begun(self, way: str, wanted: str, *, whole: bool = False) -> Iterator[int]:
        """Find where the keys lie that begin so, or that are just so, in the order of menus."""
        order, word = self._orders[way], wanted.encode()
        low = bisect_left(order, word, key=lambda at: self._bare(way, at)[: len(word)])
        if whole:
            return itertools.takewhile(lambda at: self._bare(way, at) == word, order[low:])
        high = bisect_right(order, word, low, key=lambda at: self._bare(way, at)[: len(word)])
        return _ascending(order[low:high].tolist())

    def beside(self, pair: str) -> "memoryview[int] | array[int]":
        """Find the labels and other names in which two signs stand side by side, as ``kg.store.keys`` marks them."""
        codes, heads, lines = self._pairs
        wanted = code(pair)
        at = bisect_left(codes, wanted)
        known = at < len(codes) and codes[at] == wanted
        return lines[heads[at] : heads[at + 1]] if known else lines[:0]

    def thing(self, number: int) -> Thing:
        """Give the thing of a number."""
        iri, kinds, label, texts, degree, initials = self._node(number).decode().split("\t")
        return Thing(number, iri, tuple(kinds.split("|")) if kinds else (), label, int(texts), int(degree), initials)

    def number(self, iri: str) -> int | None:
        """Find a thing by its IRI."""
        count = len(self._begins) - 1
        at = bisect_left(
            range(count), _sorting(iri), key=lambda row: _sorting(self._node(row).partition(b"\t")[0].decode())
        )
        return at if at < count and self._node(at).startswith(iri.encode() + b"\t") else None

    def labels(self, iris: Collection[str]) -> dict[str, str]:
        """Give the label of each thing that has one; of very many by reading all rows."""
        if len(iris) < _MANY:
            found = ((iri, self.number(iri)) for iri in iris)
            return {iri: self.thing(number).label for iri, number in found if number is not None}
        rows = (line.split("\t") for line in self._nodes[:].decode().splitlines())
        return {row[0]: row[2] for row in rows if row[0] in iris}

    def facts(self, number: int) -> Iterator[tuple[int, int]]:
        """Give the fact edges of a thing: the other end, and the relation (twice its number, one more if backwards)."""
        for at in range(2 * self._heads[number], 2 * self._heads[number + 1], 2):
            if self._edges[at + 1] >> 1 in self._stated:
                yield self._edges[at], self._edges[at + 1]

    def relation(self, code: int) -> str:
        """Give the IRI of the relation of an edge."""
        return ontology.load().expand(self._relations[code >> 1][0])

    def fact_relations(self) -> Iterator[tuple[int, str]]:
        """Give number and IRI of each relation that states facts."""
        for at in sorted(self._stated):
            yield at, ontology.load().expand(self._relations[at][0])

    def background(self, *, share: float, least: int) -> dict[int, tuple[int, int]]:
        """Find things to which a large share of a relation's facts lead; give how many of how many."""
        codes = self._edges[1::2].tolist()
        totals = Counter(code for code in codes if not code & 1 and code >> 1 in self._stated)
        wanted = {code: share * total for code, total in totals.items() if total >= least}
        fewest = min(wanted.values(), default=0)
        found: dict[int, tuple[int, int]] = {}
        for number, (begin, end) in enumerate(itertools.pairwise(self._heads)):
            if not wanted or end - begin < fewest:
                continue
            for edge, count in Counter(codes[begin:end]).items():
                if edge & 1 and count >= wanted.get(edge - 1, _NEVER):
                    found[number] = max(found.get(number, (0, 0)), (count, totals[edge - 1]))
        return found

    def _first(self, wanted: bytes) -> int:
        """Give where the first line begins that is not before ``wanted``."""
        low, high = 0, len(self._names)
        while low < high:
            middle = (low + high) // 2
            begin = self._names.rfind(b"\n", low, middle) + 1 or low
            end = self._names.find(b"\n", middle)
            if self._names[begin:end].split(b"\t", 1)[0] < wanted:
                low = end + 1
            else:
                high = begin
        return low

    @cached_property
    def _names(self) -> "mmap.mmap | bytes":
        return _mapped(self._folder / "names.tsv")

    def _node(self, number: int) -> bytes:
        return self._nodes[self._begins[number] : self._begins[number + 1] - 1]

    def _bare(self, way: str, at: int) -> bytes:
        content = self._keys[way]
        return content[at : content.find(b"\n", at)].rstrip(NUMBER)

    @cached_property
    def _keys(self) -> "dict[str, mmap.mmap | bytes]":
        return {way: _mapped(self._folder / f"{way}.keys") for way in WAYS}

    @cached_property
    def _orders(self) -> "dict[str, memoryview[int] | array[int]]":
        return {way: _numbers(self._folder / f"{way}.order") for way in WAYS}

    @cached_property
    def _pairs(self) -> "tuple[memoryview[int] | array[int], ...]":
        codes = _numbers(self._folder / "pairs.codes", "Q")
        return codes, _numbers(self._folder / "pairs.heads"), _numbers(self._folder / "pairs.lines")

    @cached_property
    def _nodes(self) -> "mmap.mmap | bytes":
        return _mapped(self._folder / "nodes.tsv")

    @cached_property
    def _begins(self) -> "memoryview[int] | array[int]":
        return _numbers(self._folder / "nodes.bin")

    @cached_property
    def _relations(self) -> list[list[str]]:
        lines = (self._folder / "relations.tsv").read_text("utf-8").splitlines()
        return [line.split("\t") for line in lines]

    @cached_property
    def _stated(self) -> frozenset[int]:
        return frozenset(at for at, (_, kind) in enumerate(self._relations) if kind == "fact")

    @cached_property
    def _heads(self) -> "memoryview[int] | array[int]":
        return _numbers(self._folder / "heads.bin")

    @cached_property
    def _edges(self) -> "memoryview[int] | array[int]":
        return _numbers(self._folder / "edges.bin")


def _sorting(iri: str) -> str:
    """Give what the rows of things are sorted by: the term as N-Quads write it."""
    return iri if iri.startswith("_:") else f"<{iri}>"


def _mapped(path: Path) -> "mmap.mmap | bytes":
    """Map a file into memory; an empty one cannot be mapped, one that is missing was not known to an older version."""
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
    except FileNotFoundError as error:
        raise StoreError("graph_older", path=str(path.parent.parent.parent)) from error


def _ascending(numbers: list[int]) -> Iterator[int]:
    """Give numbers from the least on, the first of many without sorting all."""
    import heapq

    heapq.heapify(numbers)
    while numbers:
        yield heapq.heappop(numbers)


def _numbers(path: Path, kind: Literal["I", "Q"] = "I") -> "memoryview[int] | array[int]":
    """Read little-endian numbers where they lie."""
    import sys

    content = _mapped(path)
    if sys.byteorder == "little":
        return memoryview(content).cast(kind)
    numbers = array(kind, content)
    numbers.byteswap()
    return numbers
