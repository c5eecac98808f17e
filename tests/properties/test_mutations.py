"""Damaged texts: reading one never fails and keeps at least nine tenths of what the whole text gives."""

import random
import re
import unicodedata
from functools import cache
from itertools import product

import pytest
from conftest import ROOT, SHARED

from kg import encode, find, lexicon, link, parse, read, relate
from kg.model import Entity
from kg.read.repair import text as repaired

KEPT = 0.9
SEEDS = (1, 2)
SAMPLE = sorted((ROOT / "data" / "bulletins").glob("*.txt"))
GOLD = sorted((SHARED / "gold").glob("*.txt"))
_WIDE = str.maketrans("0123456789%():;", "０１２３４５６７８９％（）：；")
_NARROW = str.maketrans("（）：；０１２３４５６７８９％", "():;0123456789%")


def without_sentences(raw: str, chance: random.Random) -> str:
    """Leave out one sentence in forty."""
    return "".join(part for part in re.split(r"(?<=。)", raw) if chance.random() > 1 / 40)


def without_characters(raw: str, chance: random.Random) -> str:
    """Leave out one character in five hundred."""
    return "".join(sign for sign in raw if chance.random() > 1 / 500)


def with_pages(raw: str, chance: random.Random) -> str:
    """Begin a new page in the middle of sentences, with the number of the page before at its foot."""
    parts, page = [], 1
    for sign in raw:
        parts.append(sign)
        if "一" <= sign <= "龥" and chance.random() < 1 / 400:
            parts.append(f"\n— {page} —\n\f")
            page += 1
    return "".join(parts)


def wide(raw: str, _: random.Random) -> str:
    """Print digits and signs full width."""
    return raw.translate(_WIDE)


def narrow(raw: str, _: random.Random) -> str:
    """Print digits and signs half width."""
    return raw.translate(_NARROW)


def with_spaces(raw: str, chance: random.Random) -> str:
    """Put spaces around numbers, after some signs and at the ends of lines."""
    lines = [line + " " * chance.randrange(3) for line in raw.split("\n")]
    spaced = "".join(f"{s} " if s in "。，；" and chance.random() < 0.1 else s for s in "\n".join(lines))
    return re.sub(r"(?<=[一-龥])(\d+)(?=[一-龥])", r" \1 ", spaced)


MUTATIONS = (without_sentences, without_characters, with_pages, wide, narrow, with_spaces)


@cache
def found(name: str, raw: str) -> frozenset[tuple[str, ...]]:
    """Give what a text says, as (type, label) and (subject, relation, object)."""
    names = lexicon.load()
    issue, _ = parse.issue(repaired(raw, name=name))
    linked = link.entities(issue, find.mentions(issue, names), names)
    facts, _ = relate.facts(issue, linked, names)
    assert encode.shard(issue, facts).quads
    things = {(entity.type, even(entity.label)) for _, entity in facts.mentions}
    edges = {(even(s.subject.label), s.relation, _shown(s.object)) for s in facts.statements}
    return frozenset(things | edges)


def even(name: str) -> str:
    """Compare names as the scorer does: without regard to width, spaces and quotes."""
    return re.sub(r"[\s“”\"'‘’《》〈〉「」—–-]", "", unicodedata.normalize("NFKC", name)).lower()


def _shown(value: object) -> str:
    return even(value.label if isinstance(value, Entity) else str(value))


def f1(got: frozenset[tuple[str, ...]], want: frozenset[tuple[str, ...]]) -> float:
    """Compare two answers."""
    return 2 * len(got & want) / (len(got) + len(want))


def _kept(paths, mutation) -> float:
    """Give the mean score over texts and seeds."""
    scores = []
    for path, seed in product(paths, SEEDS):
        raw = read.text(path).raw
        scores.append(f1(found(path.name, mutation(raw, random.Random(seed))), found(path.name, raw)))
    return sum(scores) / len(scores)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_sample_keeps_its_facts(mutation):
    """Each kind of damage to the sample bulletins."""
    assert _kept(SAMPLE, mutation) >= KEPT


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_gold_keeps_its_facts(mutation):
    """Each kind of damage to the annotated texts."""
    if not GOLD:
        pytest.skip("the annotated texts are not here: ../shared/gold")
    assert _kept(GOLD, mutation) >= KEPT
