"""The index beside a snapshot, read back."""

import pytest
from small_graph import FACTS, THINGS, build, thing

from kg import store
from kg.errors import StoreError
from kg.model.quad import RDFS, join, literal, node
from kg.ontology import ID
from kg.query.finding import fits
from kg.query.index import opened
from kg.store.folder import seal

AUTO = node(f"{ID}g-期1-auto")
ODD = ("a", "ab", "b", "两 个", "中", "中试", "𠮷")


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    extra = tuple(
        join(node(thing(f"odd-{at}")), node(f"{RDFS}label"), literal(name), AUTO) for at, name in enumerate(ODD)
    )
    with opened(build(tmp_path_factory.mktemp("index") / "graph", extra)) as found:
        yield found


@pytest.mark.parametrize("name", [*ODD, *(row[1] for row in THINGS.values())])
def test_every_name_is_found(index, name):
    """Bisection finds each name, wherever it stands in the file."""
    assert [index.thing(number).label for how, number in index.named(name) if how == "label"] == [name]


@pytest.mark.parametrize("name", ["", "0", "aa", "中试平", "\U0010ffff", "四川省\tlabel"])
def test_what_is_no_name_is_not_found(index, name):
    """Before, between and behind the names there is nothing."""
    assert list(index.named(name)) == []


@pytest.mark.parametrize("name", THINGS)
def test_every_iri_is_found(index, name):
    """An IRI leads to its row, the row to the IRI."""
    number = index.number(thing(name))
    assert index.thing(number).iri == thing(name)
    assert index.number(thing(f"{name}-x")) is None


def test_facts_are_read_both_ways(index):
    """Each fact stands at both ends, once forward and once backwards."""
    found = set()
    for name in THINGS:
        here = index.number(thing(name))
        for other, code in index.facts(here):
            ends = (here, other) if not code & 1 else (other, here)
            found.add((*(index.thing(end).iri for end in ends), index.relation(code), bool(code & 1)))
    pb = "https://w3id.org/policy-bulletin/ontology#"
    assert found == {(thing(s), thing(o), pb + p, back) for s, p, o, _ in FACTS for back in (False, True)}


def test_background_needs_enough_edges(index):
    """Two sectors are too few to call one of them background."""
    assert index.background(share=0.5, least=5) == {}
    labels = {index.thing(number).label: share for number, share in index.background(share=0.5, least=2).items()}
    assert labels["人工智能"] == (2, 2)


def test_kind_is_the_most_particular_class(index):
    """A support is a quantity too; what counts is that it is a support."""
    assert index.thing(index.number(thing("quantity-期2-1-1-1"))).kind == "Support"


def test_a_snapshot_without_a_name_index_says_how_to_get_one(tmp_path):
    """What an older version wrote is not called damaged."""
    path = build(tmp_path / "graph")
    with store.open_graph(path) as held:
        folder = held.snapshot
    for file in (*folder.glob("*.keys"), *folder.glob("*.order"), folder / "use"):
        file.unlink()
    seal(folder)
    with opened(path) as index, pytest.raises(StoreError, match="graph_older"):
        list(fits(index, "四川"))
