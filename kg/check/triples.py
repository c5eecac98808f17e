"""A shard's triples, whatever their graph, by what the shapes ask for."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.model.quad import TYPE, unescape

__all__ = ["Path", "Triples", "number"]

_NOTHING: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Path:
    """A property, read backwards or not, followed once or as often as it goes."""

    predicate: str
    inverse: bool = False
    repeated: bool = False


class Triples:
    """A shard's triples, whatever their graph, by what they are asked for."""

    def __init__(self, blocks: Iterable[str]) -> None:
        """Take the blocks of a shard apart; each line ends with its graph."""
        self._about: dict[str, dict[str, tuple[str, ...]]] = {}
        self._inverse: dict[str, dict[str, list[str]]] = {}
        for block in sorted(blocks):
            facts = self._about.setdefault(block[: block.index(" ")], {})
            for line in block.split("\n"):
                _, predicate, rest = line.split(" ", 2)
                value = rest[: rest.rindex(" ", 0, -2)]
                known = facts.get(predicate)
                if known is None:
                    facts[predicate] = (value,)
                elif value not in known:
                    facts[predicate] = (*known, value)

    def facts(self, subject: str) -> Mapping[str, tuple[str, ...]]:
        """Give all that is said of a thing, by predicate."""
        return self._about.get(subject, _NOTHING)

    def objects(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Give the values of a property."""
        return self._about.get(subject, _NOTHING).get(predicate, ())

    def subjects(self, predicate: str, value: str) -> tuple[str, ...]:
        """Give the things that have a value of a property; the first to ask makes the index."""
        inverse = self._inverse.get(predicate)
        if inverse is None:
            inverse = self._inverse[predicate] = defaultdict(list)
            for subject, facts in self._about.items():
                for each in facts.get(predicate, ()):
                    inverse[each].append(subject)
        return tuple(inverse.get(value, ()))

    def instances(self, classes: Iterable[str]) -> tuple[str, ...]:
        """Give the things of some classes, each once."""
        return tuple(dict.fromkeys(each for kind in classes for each in self.subjects(TYPE, kind)))

    def follow(self, focus: str, path: Path | None) -> tuple[str, ...]:
        """Give what is reached from a thing: itself, where there is no path."""
        if path is None:
            return (focus,)
        reached = self._step(focus, path)
        if not (path.repeated and reached):
            return reached
        seen = dict.fromkeys(reached)
        ahead = list(reached)
        while ahead:
            fresh = [each for each in self._step(ahead.pop(), path) if each not in seen]
            seen.update(dict.fromkeys(fresh))
            ahead += fresh
        return tuple(seen)

    def _step(self, focus: str, path: Path) -> tuple[str, ...]:
        return self.subjects(path.predicate, focus) if path.inverse else self.objects(focus, path.predicate)


@functools.lru_cache(maxsize=8192)
def number(term: str) -> Decimal | None:
    """Give the number that a literal spells, if it spells one."""
    try:
        return Decimal(unescape(term))
    except InvalidOperation:
        return None
