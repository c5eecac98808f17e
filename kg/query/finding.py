"""Which names of a graph fit what is typed, the best way of fitting first: the one search behind menus and guesses.

The ways, in the order of a menu: the label itself, its beginning, another name, something inside, initials in pinyin,
whole pinyin, and last what is nearly so (signs left out, one sign too many). Within a way things in more texts come
first, because the files of ``kg.store.keys`` are written in that order; nothing is read that is not shown.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.pinyin import plain
from kg.query.index import Index
from kg.store import keys

__all__ = ["Fit", "fits", "inside", "same", "sounding"]

_LATIN = re.compile(r"[0-9a-z]+")
_LONGEST = 40
_LEAST = 2
"""Signs typed from which on a name may be nearly right."""
_SPELLED = frozenset({"initials", "pinyin", "fuzzy"})


@dataclass(frozen=True, slots=True)
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
        yield from (("label", number) for number, _ in _whole(index, "labels", wanted))
        yield from (("alt", number) for number, _ in _whole(index, "aliases", wanted))


def inside(index: Index, part: str, *, most: int) -> Iterator[tuple[int, str]]:
    """Find labels and other names that hold a part."""
    for way in ("labels", "aliases"):
        for found, (number, key) in enumerate(_inside(index, way, plain(part))):
            if found >= most:
                break
            yield number, key


def sounding(index: Index, spelled: str) -> Iterator[int]:
    """Find the things that are spelled in just this way."""
    return (number for number, _ in _whole(index, "pinyin", spelled))


Search = Callable[[Index, str], Iterator[tuple[int, str]]]


def _ways(wanted: str) -> Iterator[tuple[str, Search]]:
    """Say how to look; pinyin only for what can be pinyin, near misses only for what says enough."""
    if not wanted:
        yield "all", lambda index, typed: _begun(index, "labels", typed)
        return
    yield "exact", lambda index, typed: _whole(index, "labels", typed)
    yield "exact", lambda index, typed: _whole(index, "aliases", typed)
    yield "prefix", lambda index, typed: _begun(index, "labels", typed)
    yield "alias", lambda index, typed: _begun(index, "aliases", typed)
    yield "inside", lambda index, typed: _inside(index, "labels", typed)
    yield "inside", lambda index, typed: _inside(index, "aliases", typed)
    if _LATIN.fullmatch(wanted):
        for way in ("initials", "pinyin"):
            yield way, lambda index, typed, way=way: _whole(index, way, typed)  # type: ignore[misc]
            yield way, lambda index, typed, way=way: _begun(index, way, typed)  # type: ignore[misc]
    if len(wanted) >= _LEAST:
        yield "fuzzy", _near


def _whole(index: Index, way: str, wanted: str) -> Iterator[tuple[int, str]]:
    content, line = index.keys(way), re.compile(b"\n" + re.escape(wanted.encode()) + b"([A-P]+)\n")
    at = content.find(b"\n" + wanted.encode())
    while at >= 0:
        if found := line.match(content, at):
            yield keys.number(found[1]), wanted
        at = content.find(b"\n" + wanted.encode(), at + 1)


def _begun(index: Index, way: str, wanted: str) -> Iterator[tuple[int, str]]:
    return _lines(index, way, b"\n" + wanted.encode(), 1)


def _inside(index: Index, way: str, wanted: str) -> Iterator[tuple[int, str]]:
    return _lines(index, way, wanted.encode(), 0)


def _lines(index: Index, way: str, needle: bytes, skip: int) -> Iterator[tuple[int, str]]:
    """Give the lines that hold some bytes, in the order of the file, each once."""
    content = index.keys(way)
    at = content.find(needle)
    while at >= 0:
        begin, end = content.rfind(b"\n", 0, at + skip) + 1, content.find(b"\n", at + 1)
        if end < 0:
            return
        if end > begin:
            key, number = keys.parts(content[begin:end])
            yield number, key
        at = content.find(needle, end)


def _near(index: Index, wanted: str) -> Iterator[tuple[int, str]]:
    """Find names with signs in between, then names with one sign less than was typed."""
    latin = bool(_LATIN.fullmatch(wanted))
    if latin and len(wanted) > _LEAST:
        yield from _inside(index, "initials", wanted)
    for way in ("labels", "aliases") if not latin else ("pinyin",) if len(wanted) > _LEAST + 1 else ():
        yield from _spread(index, way, wanted, anchored=latin)
    if len(wanted) > _LEAST + latin:
        for at in range(len(wanted)):
            shorter = wanted[:at] + wanted[at + 1 :]
            for way in ("initials", "pinyin") if latin else ("labels", "aliases"):
                yield from _whole(index, way, shorter)


def _spread(index: Index, way: str, wanted: str, *, anchored: bool) -> Iterator[tuple[int, str]]:
    """Find keys that hold the signs in their order with others between; groups that do not go back keep it linear."""
    first, *rest = (re.escape(sign.encode()) for sign in wanted)
    pattern = (b"\n" if anchored else b"") + first + b"".join(b"(?>[^\nA-P]*?%s)" % sign for sign in rest)
    content = index.keys(way)
    for found in re.finditer(pattern, content):
        begin, end = content.rfind(b"\n", 0, found.start() + 1) + 1, content.find(b"\n", found.end())
        key, number = keys.parts(content[begin:end])
        yield number, key
