"""The name index: what can be typed for a thing, in files that are searched as they lie, in a graph of any size.

One file for each way to type a name. A line is a line feed, a key, and the number of a node in the letters A to P,
which no key contains (keys have no capitals), so that any part of a key is found by looking for its bytes. Lines stand
in the order of menus: things in more texts first; whoever looks stops as soon as there is enough. Parts of texts are
left out.

    labels.keys     what the thing is called, without quotes, brackets and spaces
    aliases.keys    its other names and misprints
    initials.keys   first letters in pinyin, of the label and of every other name, in all readings
    pinyin.keys     whole pinyin, likewise
"""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from kg.pinyin import plain, spellings

__all__ = ["WAYS", "Named", "number", "parts", "written"]

WAYS = ("labels", "aliases", "initials", "pinyin")
_UNNAMED = frozenset({"Article", "Clause", "Measure", "Quantity", "Statement", "Span"})
"""Parts of texts: nobody asks for them by name."""
_LETTERS = str.maketrans("0123456789abcdef", "ABCDEFGHIJKLMNOP")
_DIGITS = bytes.maketrans(b"ABCDEFGHIJKLMNOP", b"0123456789abcdef")


@dataclass(frozen=True, slots=True)
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
    usual: dict[int, str] = {}
    with ExitStack() as stack:
        files = [
            stack.enter_context((folder / f"{way}.keys").open("w", encoding="utf-8", newline="\n")) for way in WAYS
        ]
        for thing in shown:
            letters = f"{thing.number:x}".translate(_LETTERS)
            ways = _keys(thing)
            usual[thing.number] = next(iter(ways[2]), "")
            for file, keys in zip(files, ways, strict=True):
                file.writelines(f"\n{key}{letters}" for key in dict.fromkeys(keys) if key)
        for file in files:
            file.write("\n")
    return usual


def number(letters: bytes) -> int:
    """Read a number back from its letters."""
    return int(letters.translate(_DIGITS), 16)


def parts(line: bytes) -> tuple[str, int]:
    """Split a line into its key and its number."""
    key = line.rstrip(b"ABCDEFGHIJKLMNOP")
    return key.decode(), number(line[len(key) :])


def _keys(thing: Named) -> tuple[list[str], ...]:
    """Give the keys of a thing in the order of ``WAYS``."""
    spelled = [spellings(name) for name in (thing.label, *thing.aliases)]
    initials = [key for first, _ in spelled for key in first]
    return (
        [plain(thing.label)],
        [plain(alias) for alias in thing.aliases],
        initials,
        [k for _, ks in spelled for k in ks],
    )
