"""Merging is a function of the set of texts, whatever they say."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from kg import merge
from kg.model import Record, Shard
from kg.model.iri import ID, PB, thing
from kg.model.quad import RDFS, TYPE, join, literal, node, split

TITLES = (
    "关于促进甲产业发展的若干措施",
    "《关于促进甲产业发展的若干措施》",
    "关于促进乙产业发展的实施意见",
    "实施细则",
)
PLACES = ("", "350000", "510000")
NUMBERS = ("", "甲府发〔2025〕1号", "甲府发[2025]1号", "乙府发〔2025〕7号")

documents = st.tuples(st.sampled_from(TITLES), st.sampled_from(PLACES), st.sampled_from(NUMBERS))
texts = st.lists(st.lists(documents, max_size=3), min_size=1, max_size=5)


def shard(at, said):
    graph = node(f"{ID}g-{at}-auto")
    lines = set()
    for title, place, number in said:
        doc = node(thing("PolicyDoc", title, place))
        lines.add(join(doc, TYPE, node(f"{PB}PolicyDoc"), graph))
        lines.add(join(doc, node(f"{RDFS}label"), literal(title, lang="zh"), graph))
        if place:
            lines.add(join(doc, node(f"{PB}place"), node(thing("Place", place)), graph))
        if number:
            lines.add(join(doc, node(f"{PB}docNumber"), literal(number), graph))
    return Shard(Record(str(at), "bulletin", str(at), f"issue-{at}"), tuple(sorted(lines)))


@settings(deadline=None)
@given(texts, st.integers())
def test_order_leaves_no_trace(said, seed):
    """Any order of the shards gives the same lines."""
    shards = [shard(at, documents) for at, documents in enumerate(said)]
    shuffled = shards[:]
    random.Random(seed).shuffle(shuffled)
    assert sorted(merge.graph(shuffled)) == sorted(merge.graph(shards))


@settings(deadline=None)
@given(texts)
def test_every_node_has_one_label(said):
    """Whatever fell together, a reader sees one name."""
    labels = {}
    for line in merge.graph([shard(at, documents) for at, documents in enumerate(said)]):
        subject, predicate, value, _ = split(line)
        if predicate == node(f"{RDFS}label"):
            labels.setdefault(subject, set()).add(value)
    assert all(len(each) == 1 for each in labels.values())


@settings(deadline=None)
@given(texts)
def test_two_places_never_become_one(said):
    """No document is issued in two provinces by merging, unless a number says so."""
    said = [[(title, place, "") for title, place, _ in documents] for documents in said]
    places = {}
    for line in merge.graph([shard(at, documents) for at, documents in enumerate(said)]):
        subject, predicate, value, _ = split(line)
        if predicate == node(f"{PB}place"):
            places.setdefault(subject, set()).add(value)
    assert all(len(each) == 1 for each in places.values())
