"""Shards → one graph: names that the *set* of texts shows to be one thing become one node.

Everything here is a function of the set of shards and of people's merges, never of their order. What makes two
documents, programs or organizations one: the same document number; the same title where at most one place and at most
one number are known for it. Two nodes that one text keeps apart by an edge between them (an annex and its notice share
a number) stay apart. The shards are walked three times, one in memory at a time; what is kept of them grows with the
things they share, not with the texts: of a text's own parts (its articles, clauses, quantities) nothing.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kg import ontology
from kg.model import Shard
from kg.model.iri import ID, PB, statement
from kg.model.quad import RDFS, SKOS, TYPE, join, node, split, unescape

__all__ = ["Plan", "graph", "plan"]

MERGED = ("PolicyDoc", "Program", "Organization")
SHORTEST_TITLE = 8
"""Titles below this many characters (《实施细则》) say too little to make two texts speak of one thing."""

_LABEL, _ALT = node(f"{RDFS}label"), node(f"{SKOS}altLabel")
_KINDS = {node(PB + kind): kind for kind in MERGED}
_PARTS = ("Issue", "Article", "Clause", "Measure", "Quantity", "Statement", "Span")
"""What belongs to one text, which alone speaks of it."""
_SAID = tuple(node(PB + relation) for relation in ("subject", "predicate", "object"))
_CONFIDENCE = node(f"{PB}confidence")
_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉「」『』<>]")
_CODE = re.compile(r"-(\d{6})(?:-[0-9a-f]{8})?>$|<" + re.escape(ID) + r"(?:agency|place)-(\d{6})(?:-[^>]*)?>$")


@dataclass(frozen=True, slots=True)
class Plan:
    """Which node becomes which, and the one label of each node that has several; all as terms."""

    same: Mapping[str, str]
    labels: Mapping[str, str]

    def of(self, term: str) -> str:
        """Give the term that stands for a term in the graph."""
        return self.same.get(term, term)


@dataclass(slots=True)
class _Thing:
    """What the set of texts says of one node."""

    kind: str = ""
    part: bool = False
    labels: Counter[str] = field(default_factory=Counter)
    numbers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    editions: frozenset[str] = frozenset()
    issuers: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()

    def add(self, other: "_Thing") -> None:
        """Learn what another text says of it."""
        self.kind = max(self.kind, other.kind)
        self.labels.update(other.labels)
        for name in _FIELDS.values():
            setattr(self, name, getattr(self, name) | getattr(other, name))


def graph(shards: Iterable[Shard], *, same: Iterable[tuple[str, str]] = ()) -> Iterator[str]:
    """Give the lines of the joined graph: reference first, then text by text in the order of their names."""
    shards = shards if isinstance(shards, (list, tuple)) else list(shards)
    yield from joined(shards, plan(shards, same=same))


def joined(shards: Iterable[Shard], plan: Plan) -> Iterator[str]:
    """Give the lines of the joined graph by a plan made before; ``shards`` come in the order of their names."""
    yield from sorted(_rewritten((line for shard in shards for line in shard.reference), plan))
    for shard in shards:
        yield from sorted(_rewritten(shard.quads, plan))


def plan(shards: Iterable[Shard], *, same: Iterable[tuple[str, str]] = ()) -> Plan:
    """Find what is one: by numbers, by titles, by people's word (pairs of terms)."""
    pairs = list(same)
    things = _things(shards, {term for pair in pairs for term in pair})
    sets = _Sets()
    for left, right in pairs:
        sets.join(left, right)
    for group in _by_number(things):
        _join_apart(sets, things, group)
    for group in _by_title(things):
        _join_titles(sets, things, group)
    ones = {
        each: min(members, key=lambda term: _rank(things.get(term), term))
        for members in sets.groups()
        for each in members
    }
    return Plan({old: new for old, new in ones.items() if old != new}, _labels(things, ones))


class _Sets:
    """Union-find over terms."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, term: str) -> str:
        while (above := self._above.get(term, term)) != term:
            term = above
        return term

    def join(self, left: str, right: str) -> None:
        low, high = sorted((self.find(left), self.find(right)))
        self._above[high] = low
        self._above.setdefault(low, low)

    def groups(self) -> list[list[str]]:
        members: dict[str, list[str]] = defaultdict(list)
        for term in sorted(self._above):
            members[self.find(term)].append(term)
        return list(members.values())


def _things(shards: Iterable[Shard], named: Collection[str]) -> dict[str, _Thing]:
    """Gather what all texts say of the things they share, and of those that people named."""
    parts = _part_terms()
    things: dict[str, _Thing] = {}
    for shard in shards:
        for term, thing in _said(shard, parts).items():
            if thing.part and len(thing.labels) <= 1 and term not in named:
                continue
            if (known := things.setdefault(term, thing)) is not thing:
                known.add(thing)
    return things


def _part_terms() -> frozenset[str]:
    """Give the classes of what belongs to one text, as terms."""
    known = ontology.load()
    return frozenset(node(PB + kind) for part in _PARTS for kind in known.subclasses(part))


def _said(shard: Shard, parts: frozenset[str]) -> dict[str, _Thing]:
    things: dict[str, _Thing] = defaultdict(_Thing)
    for line in (*shard.quads, *shard.reference):
        if line.split(" ", 2)[1] not in _READ:
            continue
        subject, predicate, value, _ = split(line)
        thing = things[subject]
        if predicate == _LABEL:
            thing.labels[value] += 1
        elif predicate == TYPE:
            thing.kind = _KINDS.get(value, thing.kind)
            thing.part = thing.part or value in parts
        else:
            setattr(thing, _FIELDS[predicate], getattr(thing, _FIELDS[predicate]) | {value})
    return things


_FIELDS = {
    node(PB + relation): name
    for relation, name in (
        ("docNumber", "numbers"),
        ("place", "places"),
        ("edition", "editions"),
        ("issuer", "issuers"),
        *((r, "related") for r in ("annexOf", "basedOn", "implements", "cites", "amends", "repeals", "supplements")),
    )
}
_READ = frozenset({_LABEL, TYPE, *_FIELDS})


def _by_number(things: Mapping[str, _Thing]) -> list[list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for term, thing in sorted(things.items()):
        if thing.kind == "PolicyDoc":
            for number in sorted({_number(value) for value in thing.numbers}):
                groups[number].append(term)
    return [groups[number] for number in sorted(groups) if len(groups[number]) > 1]


def _number(value: str) -> str:
    return re.sub(r"[〔\[(【（]", "〔", re.sub(r"[〕\])】）]", "〕", _folded(value)))


def _join_apart(sets: _Sets, things: Mapping[str, _Thing], group: list[str]) -> None:
    """Join the members of a group unless some text relates one to another."""
    inside = set(group)
    if any(things[term].related & (inside - {term}) for term in group):
        return
    for term in group[1:]:
        sets.join(group[0], term)


def _by_title(things: Mapping[str, _Thing]) -> list[list[str]]:
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for term, thing in sorted(things.items()):
        if not thing.kind:
            continue
        titles = {_title(label, thing, things) for label in thing.labels}
        edition = "|".join(sorted(thing.editions))
        for title in sorted(title for title in titles if len(title) >= SHORTEST_TITLE):
            groups[thing.kind, title, edition].append(term)
    return [groups[key] for key in sorted(groups) if len(groups[key]) > 1]


def _title(label: str, thing: _Thing, things: Mapping[str, _Thing]) -> str:
    """Bare title: without width, quotes, title marks and the name of the issuer in front."""
    title = _folded(label)
    names = {_folded(name) for issuer in thing.issuers if issuer in things for name in things[issuer].labels}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        title = title.removeprefix(name)
    return title


def _folded(term: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", unescape(term))).casefold()


def _join_titles(sets: _Sets, things: Mapping[str, _Thing], group: list[str]) -> None:
    """Join what bears one title, within each place; what shows no place joins the only place there is."""
    by_place: dict[frozenset[str], list[str]] = defaultdict(list)
    for term in group:
        by_place[_places(term, things)].append(term)
    placed = [place for place in by_place if place]
    groups = [group] if len(placed) <= 1 else [by_place[place] for place in placed]
    for members in groups:
        if len({_number(value) for term in members for value in things[term].numbers}) <= 1:
            _join_apart(sets, things, members)


def _places(term: str, things: Mapping[str, _Thing]) -> frozenset[str]:
    """Give the places of a node: stated, else its issuers', else the one in its key."""
    thing = things[term]
    if thing.places:
        return frozenset(thing.places)
    codes = {found[1] or found[2] for each in (*thing.issuers, term) if (found := _CODE.search(each))}
    return frozenset(f"<{ID}place-{code}>" for code in codes)


def _rank(thing: _Thing | None, term: str) -> tuple[bool, bool, int, str]:
    return (thing is None or not thing.places, thing is None or not thing.numbers, len(term), term)


def _labels(things: Mapping[str, _Thing], ones: Mapping[str, str]) -> dict[str, str]:
    """Choose the label given by most texts, then the fullest."""
    votes: dict[str, Counter[str]] = {}
    for term, thing in things.items():
        one = ones.get(term, term)
        if one in votes:
            votes[one] += thing.labels
        elif len(thing.labels) > 1 or term in ones:
            votes[one] = Counter(thing.labels)
    return {
        term: min(counts, key=lambda label: (-counts[label], -len(label), label))
        for term, counts in votes.items()
        if len(counts) > 1
    }


def _rewritten(lines: Iterable[str], plan: Plan) -> set[str]:
    lines = set(lines)
    touched = _touched(lines, plan.same.keys() | plan.labels.keys())
    if not touched:
        return lines
    again = _renamed_statements(lines, touched, plan)
    touched.update(_touched(lines, again.keys()))
    lines -= touched
    for line in touched:
        subject, predicate, value, where = split(line)
        subject, value = (again.get(term) or plan.of(term) for term in (subject, value))
        lines.update(_relabelled(subject, predicate, value, where, plan))
    return _best(lines, set(again.values()))


def _touched(lines: Iterable[str], terms: Collection[str]) -> set[str]:
    """Give the lines whose subject or object is among the terms, all of them IRIs."""
    known = frozenset(terms)
    return {line for line in lines if not known.isdisjoint(line.split(" ", 3))} if known else set()


def _renamed_statements(lines: Iterable[str], touched: Iterable[str], plan: Plan) -> dict[str, str]:
    """Give new names to the statements whose subject or object has a new name."""
    changed = {subject for subject, predicate, _, _ in map(split, touched) if predicate in _SAID}
    terms: dict[str, dict[str, str]] = defaultdict(dict)
    for line in _touched(lines, changed):
        subject, predicate, value, _ = split(line)
        if predicate in _SAID:
            terms[subject][predicate] = plan.of(value)
    named = {old: node(statement(*(said[part] for part in _SAID))) for old, said in terms.items() if len(said) == 3}
    return {old: new for old, new in named.items() if old != new}


def _relabelled(subject: str, predicate: str, value: str, where: str, plan: Plan) -> list[str]:
    """Keep one label a node; the others become other names."""
    label = plan.labels.get(subject)
    if label is None or predicate not in {_LABEL, _ALT}:
        return [join(subject, predicate, value, where)]
    if predicate == _ALT:
        return [] if value == label else [join(subject, predicate, value, where)]
    kept = [join(subject, _LABEL, label, where)]
    return kept if value == label else [*kept, join(subject, _ALT, value, where)]


def _best(lines: set[str], statements: set[str]) -> set[str]:
    """Where statements fell together, keep the best confidence."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in _touched(lines, statements):
        subject, predicate, _, _ = split(line)
        if predicate == _CONFIDENCE and subject in statements:
            found[subject].append(line)
    for several in found.values():
        best = max(several, key=lambda line: Decimal(unescape(split(line)[2])))
        lines.difference_update(line for line in several if line != best)
    return lines
