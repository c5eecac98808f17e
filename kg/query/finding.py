"""Which names of a graph fit what is typed, the best way of fitting first: the one search behind menus and guesses.

The ways, in the order of a menu: the name itself, its beginning, another name's, something inside, initials in pinyin,
whole pinyin, and last what is nearly so (signs left out, one sign too many). Within a way things in more texts come
first. The files of ``kg.store.keys`` are searched by bisection and by pairs of signs; only what is shown is read.
"""

import heapq
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise

from kg.frozen import frozen
from kg.pinyin import plain
from kg.query.index import Index
from kg.store import keys

__all__ = ["Fit", "begun", "fits", "inside", "same", "sounding"]

_LATIN = re.compile(r"[0-9a-z]+")
_LONGEST = 40
_SPELLED = frozenset({"initials", "pinyin", "fuzzy"})
_LEAST = 2
"""Signs typed from which on a name may be nearly right."""
_TRIED = 1000
"""How many names are tried sign by sign for one key at most."""

Hit = tuple[int, str]
Search = Callable[[Index, str], Iterator[Hit]]


@frozen
class Fit:
    """A thing of the index, how what is typed fits it, and the key that fitted, which may be a spelling in pinyin."""

    number: int
    how: str
    key: str
    spelled: bool = False


def fits(index: Index, typed: str, *, most: int = 50) -> list[Fit]:
    """Give the things that fit, best first, each once, no more than asked for."""
    wanted = plain(typed)[:_LONGEST]
    latin = bool(_LATIN.fullmatch(wanted))
    found: dict[int, Fit] = {}
    for how, search in _ways(wanted):
        for number, key in search(index, wanted):
            found.setdefault(number, Fit(number, how, key, spelled=latin and how in _SPELLED))
            if len(found) >= most:
                return list(found.values())
    return list(found.values())


def same(index: Index, name: str) -> Iterator[tuple[str, int]]:
    """Find things whose name differs in width, quotes, brackets and spaces alone: how it names, and the number."""
    wanted = plain(name)
    if wanted:
        yield from (("label", number) for number, _ in _whole("labels")(index, wanted))
        yield from (("alt", number) for number, _ in _whole("aliases")(index, wanted))


def inside(index: Index, part: str, *, most: int) -> Iterator[Hit]:
    """Find labels and other names that hold a part."""
    return islice(_inside(index, part), most)


def begun(index: Index, part: str, *, most: int) -> Iterator[Hit]:
    """Find labels that begin with a part."""
    return islice(_begun("labels")(index, part), most) if part else iter(())


def sounding(index: Index, spelled: str) -> Iterator[int]:
    """Find the things that are spelled in just this way."""
    return (number for number, _ in _whole("pinyin")(index, spelled))


def _ways(wanted: str) -> Iterator[tuple[str, Search]]:
    """Say how to look; pinyin only for what can be pinyin, near misses only for what says enough."""
    if not wanted:
        yield "all", _begun("labels")
        return
    yield "exact", _whole("labels")
    yield "exact", _whole("aliases")
    yield "prefix", _begun("labels")
    yield "alias", _begun("aliases")
    yield "inside", _inside
    if _LATIN.fullmatch(wanted):
        for way in ("initials", "pinyin"):
            yield way, _whole(way)
            yield way, _begun(way)
    if len(wanted) >= _LEAST:
        yield "fuzzy", _near


def _whole(way: str) -> Search:
    """Look for a key that is just so."""

    def search(index: Index, wanted: str) -> Iterator[Hit]:
        found = (index.key(way, at) for at in index.begun(way, wanted, whole=True))
        yield from ((number, key) for key, number in found)

    return search


def _begun(way: str) -> Search:
    """Look for keys that begin so."""

    def search(index: Index, wanted: str) -> Iterator[Hit]:
        yield from ((number, key) for key, number in (index.key(way, at) for at in index.begun(way, wanted)))

    return search


def _inside(index: Index, wanted: str) -> Iterator[Hit]:
    """Look for labels and other names that hold what is typed; one sign alone stands almost everywhere."""
    if len(wanted) < _LEAST:
        yield from ()
        return
    posts = sorted((index.beside(pair) for pair in map("".join, pairwise(wanted))), key=len)
    rare = set(posts[0]).intersection(*posts[1:3])
    for way, at in _placed(rare):
        key, number = index.key(way, at)
        if wanted in key:
            yield number, key


def _near(index: Index, wanted: str) -> Iterator[Hit]:
    """Find names with signs in between, then names with one sign less than was typed."""
    latin = bool(_LATIN.fullmatch(wanted))
    yield from _spelled_near(index, wanted) if latin else _written_near(index, wanted)
    if len(wanted) > _LEAST + latin:
        for at in range(len(wanted)):
            for way in ("initials", "pinyin") if latin else keys.PAIRS:
                yield from _whole(way)(index, wanted[:at] + wanted[at + 1 :])


def _written_near(index: Index, wanted: str) -> Iterator[Hit]:
    """Find names that hold all signs in order and two of them side by side."""
    posts = sorted((index.beside(pair) for pair in map("".join, pairwise(wanted))), key=len)
    tried = islice((at for post in posts for at in post), _TRIED)
    for way, at in _placed(set(tried)):
        key, number = index.key(way, at)
        if _spread(wanted, key):
            yield number, key


def _spelled_near(index: Index, wanted: str) -> Iterator[Hit]:
    """Find what is spelled with letters in between, from the same beginning on."""
    if len(wanted) <= _LEAST:
        return
    for way in ("initials", "pinyin"):
        for at in islice(index.begun(way, wanted[: _LEAST - (way == "initials")]), _TRIED):
            key, number = index.key(way, at)
            if (way == "pinyin" or len(wanted) > _LEAST + 1) and _spread(wanted, key):
                yield number, key


def _spread(wanted: str, key: str) -> bool:
    """Say whether a key has the signs in their order, with others between."""
    rest = iter(key)
    return all(sign in rest for sign in wanted)


def _placed(marks: Iterable[int]) -> Iterator[tuple[str, int]]:
    """Tell lines of labels from lines of other names, those first; each in the order of menus."""
    heap = [(mark & 1, mark >> 1) for mark in marks]
    heapq.heapify(heap)
    while heap:
        odd, at = heapq.heappop(heap)
        yield keys.PAIRS[odd], at
