"""The name index: what can be typed for a thing, in files that are searched as they lie, in a graph of any size.

Each way to type a name has a file of keys, one a line: the key, then the number of its node in the letters A to P,
which no key contains (keys have no capitals). Lines stand in the order of menus, things in more texts first, so that of
two lines the one that begins earlier is shown first. Parts of texts are left out.

    labels.keys     what the thing is called, without quotes, brackets and spaces
    aliases.keys    its other names and misprints
    initials.keys   first letters in pinyin, of the label and of every other name, in all readings
    pinyin.keys     whole pinyin, likewise
    *.order         little-endian uint32: where the lines of that file begin, in the order of their keys
    pairs.codes     little-endian uint64, sorted: every two signs that stand side by side in a label or other name
    pairs.heads     little-endian uint32, one more than codes: where a pair's lines begin in pairs.lines
    pairs.lines     little-endian uint32: twice where a line begins in labels.keys, or in aliases.keys and one more
"""

import sys
from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from kg.frozen import frozen

__all__ = ["NUMBER", "PAIRS", "WAYS", "Named", "code", "dump", "parts", "written"]

WAYS = ("labels", "aliases", "initials", "pinyin")
PAIRS = ("labels", "aliases")
"""The ways that can also be searched for what stands inside a key."""
_UNNAMED = frozenset({"Article", "Clause", "Measure", "Quantity", "Statement", "Span"})
"""Parts of texts: nobody asks for them by name."""
NUMBER = b"ABCDEFGHIJKLMNOP"
_LETTERS = str.maketrans("0123456789abcdef", NUMBER.decode())
_DIGITS = bytes.maketrans(NUMBER, b"0123456789abcdef")


@frozen
class Named:
    """A node with its names, as the index learned them."""

    number: int
    kinds: frozenset[str]
    label: str
    aliases: tuple[str, ...]
    texts: int


def written(folder: Path, things: Iterable[Named]) -> dict[int, str]:
    """Write the files for all things that are asked for by name; give the usual initials of each label."""
    shown = sorted(
        (thing for thing in things if thing.label and thing.kinds.isdisjoint(_UNNAMED)),
        key=lambda thing: (-thing.texts, thing.label, thing.number),
    )
    ways = {way: _Lines() for way in WAYS}
    usual: dict[int, str] = {}
    for thing in shown:
        letters = f"{thing.number:x}".translate(_LETTERS)
        found = _keys(thing)
        usual[thing.number] = next(iter(found[2]), "")
        for lines, keys in zip(ways.values(), found, strict=True):
            lines.add(keys, letters)
    for way, lines in ways.items():
        lines.write(folder, way)
    _write_pairs(folder, [ways[way] for way in PAIRS])
    return usual


def parts(line: bytes) -> tuple[str, int]:
    """Split a line into its key and its number."""
    key = line.rstrip(NUMBER)
    return key.decode(), int(line[len(key) :].translate(_DIGITS), 16)


def code(pair: str) -> int:
    """Give the number of two signs."""
    return ord(pair[0]) << 21 | ord(pair[1])


def dump(path: Path, numbers: "array[int]") -> None:
    """Write numbers as they lie on most machines."""
    if sys.byteorder == "big":
        numbers.byteswap()
    path.write_bytes(numbers.tobytes())


class _Lines:
    """The lines of one way, as they are collected."""

    def __init__(self) -> None:
        self.keys: list[bytes] = []
        self.begins = array("I")
        self._letters: list[bytes] = []
        self._end = 0

    def add(self, keys: Sequence[str], letters: str) -> None:
        for key in dict.fromkeys(keys):
            if key:
                self.keys.append(key.encode())
                self._letters.append(letters.encode())
                self.begins.append(self._end)
                self._end += len(self.keys[-1]) + len(letters) + 1

    def write(self, folder: Path, way: str) -> None:
        with (folder / f"{way}.keys").open("wb") as file:
            file.writelines(b"%s%s\n" % line for line in zip(self.keys, self._letters, strict=True))
        order = sorted(range(len(self.keys)), key=self.keys.__getitem__)
        dump(folder / f"{way}.order", array("I", (self.begins[at] for at in order)))


def _write_pairs(folder: Path, ways: Sequence[_Lines]) -> None:
    lines: dict[int, array[int]] = {}
    for odd, way in enumerate(ways):
        for key, begin in zip(way.keys, way.begins, strict=True):
            for pair in dict.fromkeys(pairwise(key.decode())):
                lines.setdefault(code("".join(pair)), array("I")).append(2 * begin + odd)
    codes = sorted(lines)
    heads = array("I", [0])
    for each in codes:
        heads.append(heads[-1] + len(lines[each]))
    dump(folder / "pairs.codes", array("Q", codes))
    dump(folder / "pairs.heads", heads)
    with (folder / "pairs.lines").open("wb") as file:
        for each in codes:
            if sys.byteorder == "big":
                lines[each].byteswap()
            file.write(lines[each].tobytes())


def _keys(thing: Named) -> tuple[list[str], ...]:
    """Give the keys of a thing in the order of ``WAYS``."""
    from kg.pinyin import plain, spellings

    spelled = [spellings(name) for name in (thing.label, *thing.aliases)]
    initials = [key for first, _ in spelled for key in first]
    whole = [key for _, keys in spelled for key in keys]
    return [plain(thing.label)], [plain(alias) for alias in thing.aliases], initials, whole
