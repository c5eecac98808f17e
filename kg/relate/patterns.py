"""Relation rules that are rows of ``data/rules/*.toml``: a pattern over a sentence whose names are marked by type.

In a pattern ``{Agency}`` stands for one agency, ``{Agency+}`` for a list of them (、和及与 between). The groups
``s`` and ``o`` say which names are subject and object; a pattern without ``s`` speaks of what the article reports on.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import product

from kg.frozen import record
from kg.model import Entity, Statement
from kg.relate.reading import Placed, Reading, Sentence, evidence
from kg.resources import data

__all__ = ["TypedPattern", "entity_patterns", "masked", "named", "rows", "statements"]

_TYPES = ("PolicyDoc", "Agency", "AgencyGroup", "Program", "Organization", "Place", "Tier", "Group", "DocNumber")
_OPEN, _CLOSE = "\ue000", "\ue001"
_NOTE = r"（[^（）]{0,60}）"
_NUMBERED = rf"(?:{_NOTE})?"
"""A document may be followed by its number, by whose it is, or by what it is called from here on."""
_DEPARTMENT = "(?:[一-龥]{1,8}司)?"
"""A ministry may speak through one of its departments: 国家数据局综合司."""
_NEEDED = re.compile(r"\(\?P<[so]>\{([A-Za-z|]+)\+?\}\)(?![?*{])")
_LONGEST_UNLESS = 80
_JOIN_BODIES = r"(?:[、，]|和|及|与|以及|并|会同|/)?原?"
_JOIN = r"(?:、|和|及|与|以及|并|会同|/)?原?"


@record
class TypedPattern:
    """One row: ``lead`` true means that it is tried only before the first clause.

    Of each set in ``needs`` a sentence must name something, or the pattern cannot match. Where ``unless`` stands
    directly before the object, nothing is said: 落实国务院部署，我厅制定….
    """

    name: str
    relation: str
    pattern: re.Pattern[str]
    confidence: float = 0.9
    lead: bool = False
    needs: tuple[frozenset[str], ...] = ()
    unless: re.Pattern[str] | None = None
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@record
class _Told:
    """What a matched pattern speaks of: the sentence, the names marked in it, what its article reports on."""

    sentence: Sentence
    kept: tuple[Placed, ...]
    main: Entity | None


@cache
def rows() -> tuple[TypedPattern, ...]:
    """Read the rules, in the order of the files' names and of the rows in them."""
    return tuple(
        row for path in sorted(data("rules").glob("*.toml")) for row in _rows(path.read_text("utf-8"), path.stem)
    )


def statements(reading: Reading) -> Iterator[Statement]:
    """Try every row on every sentence."""
    for section, sentence in reading.sentences():
        if not sentence.placed:
            continue
        main = reading.mains.get(section.article.position)
        clean, kept = masked(sentence)
        told = _Told(sentence, kept, main)
        for row in _rows_for(frozenset(item.entity.type for item in kept)):
            if not (row.lead and sentence.clause is not None):
                yield from _read(row, clean, told)


def masked(sentence: Sentence) -> tuple[str, tuple[Placed, ...]]:
    """Replace each name by a mark with its type and number; of nested names the outermost stands."""
    parts: list[str] = []
    kept: list[Placed] = []
    at = 0
    for item in sorted(sentence.of(*_TYPES), key=lambda item: (item.start, -item.end)):
        if item.start < at:
            continue
        parts += [sentence.clean[at : item.start], f"{_OPEN}{item.entity.type}:{len(kept)}{_CLOSE}"]
        kept.append(item)
        at = item.end
    return "".join([*parts, sentence.clean[at:]]), tuple(kept)


def named(group: str | None, kept: tuple[Placed, ...]) -> list[Placed]:
    """Give the things that a matched group names, not those in a note in brackets behind one."""
    bare = re.sub(_NOTE, "", group or "")
    return [
        kept[int(number)] for kind, number in re.findall(rf"{_OPEN}(\w+):(\d+){_CLOSE}", bare) if kind != "DocNumber"
    ]


def entity_patterns(pattern: str) -> re.Pattern[str]:
    """Compile a pattern with ``{Type}`` and ``{Type+}`` in it."""

    def typed(match: re.Match[str]) -> str:
        one = "(?:" + "|".join(rf"{_OPEN}{name}:\d+{_CLOSE}" for name in match[1].split("|")) + ")"
        one += _NUMBERED if match[1] == "PolicyDoc" else _DEPARTMENT if match[1].startswith("Agency") else ""
        join = _JOIN_BODIES if match[1].startswith("Agency") else _JOIN
        return f"{one}(?:{join}{one})*" if match[2] else one

    return re.compile(re.sub(r"\{([A-Z][A-Za-z|]*)(\+?)\}", typed, pattern))


@cache
def _rows_for(types: frozenset[str]) -> tuple[TypedPattern, ...]:
    """Give the rules that can match where things of these types are named; none where nothing is."""
    return tuple(row for row in rows() if types and not any(map(types.isdisjoint, row.needs)))


def _needs(pattern: str) -> Iterator[frozenset[str]]:
    """Give the types of which the groups ``s`` and ``o`` must name one; a group within another may be left out."""
    for found in _NEEDED.finditer(pattern):
        ahead = pattern[: found.start()]
        if ahead.count("(") == ahead.count(")"):
            yield frozenset(found[1].split("|"))


def _rows(source: str, relation: str) -> Iterator[TypedPattern]:
    for row in tomllib.loads(source).get("rule", ()):
        yield TypedPattern(
            name=row["name"],
            relation=row.get("relation", relation),
            pattern=entity_patterns(row["pattern"]),
            confidence=row.get("confidence", 0.9),
            lead=row.get("lead", False),
            needs=tuple(_needs(row["pattern"])),
            unless=entity_patterns(rf"(?:{row['unless']})\Z") if "unless" in row else None,
            yes=tuple(row.get("yes", ())),
            no=tuple(row.get("no", ())),
        )


def _read(row: TypedPattern, clean: str, told: _Told) -> Iterator[Statement]:
    for match in row.pattern.finditer(clean):
        if row.unless and row.unless.search(clean, max(0, match.start("o") - _LONGEST_UNLESS), match.start("o")):
            continue
        groups = match.groupdict()
        subjects = _subjects(named(groups.get("s"), told.kept), "s" in groups, told.main)
        for (subject, marks), item in product(subjects, named(groups.get("o"), told.kept)):
            proof = evidence(told.sentence, row.name, item, *marks)
            yield Statement(subject, row.relation, item.entity, (proof,), row.confidence)


def _subjects(
    placed: list[Placed], named_in_pattern: bool, main: Entity | None
) -> Iterator[tuple[Entity, tuple[Placed, ...]]]:
    if named_in_pattern:
        yield from ((item.entity, (item,)) for item in placed)
    elif main is not None:
        yield main, ()
