"""Which names the set of texts shows to be one thing."""

from itertools import permutations

import pytest

from kg import merge
from kg.model import Record, Shard
from kg.model.iri import ID, PB, statement
from kg.model.quad import RDFS, SKOS, TYPE, join, literal, node, split

LONG = "关于促进人工智能产业发展的若干措施"
SICHUAN, FUJIAN = "place-510000", "place-350000"


def thing(name):
    return node(ID + name)


def text(source, *rows):
    """A shard of (subject, relation, object) rows; objects that begin with = are literals."""
    quads = []
    for subject, relation, value in rows:
        predicate = {"a": TYPE, "label": node(f"{RDFS}label")}.get(relation, node(PB + relation))
        term = node(PB + value) if relation == "a" else thing(value)
        if value.startswith("="):
            term = literal(value[1:], lang="zh" if relation == "label" else "")
        layer = "evidence" if subject.startswith("statement") else "auto"
        quads.append(join(thing(subject), predicate, term, thing(f"g-{source}-{layer}")))
    return Shard(Record(source, "bulletin", source, f"issue-{source}"), tuple(sorted(quads)))


def doc(name, label=LONG, **known):
    rows = [(name, "a", "PolicyDoc"), (name, "label", f"={label}")]
    return rows + [(name, relation, value) for relation, value in known.items()]


def same(*shards, people=()):
    """Pairs (old, new) of short names."""
    found = merge.plan(list(shards), same=people).same
    return {(old[1:-1].removeprefix(ID), new[1:-1].removeprefix(ID)) for old, new in found.items()}


def test_same_number_is_one_document():
    """However the brackets are printed."""
    one = text("a", *doc("policydoc-x", "甲", docNumber="=川府发〔2025〕1号"))
    two = text("b", *doc("policydoc-yy", "乙", docNumber="=川府发[2025]1号"))
    assert same(one, two) == {("policydoc-yy", "policydoc-x")}


def test_number_shared_by_notice_and_annex_joins_nothing():
    """A text that relates two documents keeps them apart."""
    both = text(
        "a",
        *doc("policydoc-x", "甲", docNumber="=川府发〔2025〕1号", annexOf="policydoc-yy"),
        *doc("policydoc-yy", "乙", docNumber="=川府发〔2025〕1号"),
    )
    assert same(both) == set()


def test_title_without_place_joins_the_only_candidate():
    """A citation that names no place means the one document so named."""
    one = text("a", *doc("policydoc-x-510000", place=SICHUAN))
    two = text("b", *doc("policydoc-x"))
    assert same(one, two) == {("policydoc-x", "policydoc-x-510000")}


def test_title_without_place_joins_none_of_two():
    """Two provinces with one title: the citation stays by itself."""
    shards = (
        text("a", *doc("policydoc-x-510000", place=SICHUAN)),
        text("b", *doc("policydoc-x-350000", place=FUJIAN)),
        text("c", *doc("policydoc-x")),
    )
    assert same(*shards) == set()


def test_place_of_issuer_counts_as_place():
    """江苏's and 浙江's measures of one title are two, also where only the issuers show it."""
    one = text("a", *doc("policydoc-x1", issuer="agency-320000-人民政府"))
    two = text("b", *doc("policydoc-x2", issuer="agency-330000-人民政府"))
    assert same(one, two) == set()


def test_different_numbers_stay_apart():
    """Two yearly notices of one title are two documents."""
    one = text("a", *doc("policydoc-x1", docNumber="=甲发〔2024〕1号"))
    two = text("b", *doc("policydoc-x2", docNumber="=甲发〔2025〕9号"))
    assert same(one, two) == set()


def test_different_editions_stay_apart():
    """The edition is part of the identity."""
    one = text("a", *doc("policydoc-x1", edition="=2024版"))
    two = text("b", *doc("policydoc-x2", edition="=2025版"))
    assert same(one, two) == set()


def test_issuer_in_front_of_the_title_does_not_matter():
    """《国务院关于…的意见》 and 国务院印发《关于…的意见》 are one."""
    issuer = [("agency-100000-国务院", "label", "=国务院")]
    one = text("a", *doc("policydoc-long", f"国务院{LONG}", issuer="agency-100000-国务院"), *issuer)
    two = text("b", *doc("policydoc-x", issuer="agency-100000-国务院"), *issuer)
    assert same(one, two) == {("policydoc-long", "policydoc-x")}


def test_short_title_joins_nothing():
    """《实施细则》 says too little."""
    assert same(text("a", *doc("policydoc-x", "实施细则")), text("b", *doc("policydoc-y", "实施细则"))) == set()


def test_people_join_what_nothing_else_shows():
    """A person's word is enough."""
    one, two = text("a", *doc("policydoc-x", "甲")), text("b", *doc("policydoc-y", "乙"))
    people = ((thing("policydoc-y"), thing("policydoc-x")),)
    assert same(one, two, people=people) == {("policydoc-y", "policydoc-x")}


def test_part_of_a_text_that_people_join_keeps_its_names():
    """Articles are nobody else's business, until a person says two are one."""
    one = text("a", ("article-a-1", "a", "Article"), ("article-a-1", "label", "=甲文"))
    two = text("b", ("article-b-1", "a", "Article"), ("article-b-1", "label", "=乙文"))
    people = ((thing("article-b-1"), thing("article-a-1")),)
    rows = [split(line) for line in merge.graph([one, two], same=people)]
    assert {(p, o) for s, p, o, _ in rows if o.startswith('"')} == {
        (node(f"{RDFS}label"), literal("乙文", lang="zh")),
        (node(f"{SKOS}altLabel"), literal("甲文", lang="zh")),
    }


def test_part_of_a_text_with_two_labels_keeps_one():
    """Whatever a text says of itself, a reader sees one name."""
    one = text("a", ("article-a-1", "a", "Article"), *(("article-a-1", "label", f"={name}") for name in ("甲", "乙文")))
    rows = [split(line) for line in merge.graph([one])]
    assert [o for _, p, o, _ in rows if p == node(f"{RDFS}label")] == [literal("乙文", lang="zh")]


def test_graph_does_not_depend_on_order():
    """Any order of the shards gives the same lines."""
    shards = [
        text("a", *doc("policydoc-x-510000", place=SICHUAN)),
        text("b", *doc("policydoc-x", f"《{LONG}》")),
        text("c", *doc("policydoc-z", "甲", docNumber="=川府发〔2025〕1号")),
        text("d", *doc("policydoc-zz", "乙", docNumber="=川府发〔2025〕1号")),
    ]
    wanted = sorted(merge.graph(shards))
    for order in permutations(shards):
        assert sorted(merge.graph(list(order))) == wanted


def test_merged_node_keeps_one_label():
    """The label most texts give stays; the others become other names."""
    shards = [
        text("a", *doc("policydoc-x-510000", place=SICHUAN)),
        text("b", *doc("policydoc-x", f"《{LONG}》")),
        text("c", *doc("policydoc-x")),
    ]
    rows = [split(line) for line in merge.graph(shards)]
    labels = {value for _, predicate, value, _ in rows if predicate == node(f"{RDFS}label")}
    assert labels == {literal(LONG, lang="zh")}
    assert literal(f"《{LONG}》", lang="zh") in {o for _, p, o, _ in rows if p == node(f"{SKOS}altLabel")}


def test_statement_is_named_again():
    """The name of a statement is what it says after merging."""
    old, issuer = thing("policydoc-x"), thing("agency-510000-人民政府")
    name = statement(old, node(f"{PB}issuer"), issuer).removeprefix(ID)
    two = text(
        "b",
        *doc("policydoc-x", issuer="agency-510000-人民政府"),
        (name, "subject", "policydoc-x"),
        (name, "object", "agency-510000-人民政府"),
        (name, "confidence", "=0.9"),
    )
    predicate = join(thing(name), node(f"{PB}predicate"), node(f"{PB}issuer"), thing("g-b-evidence"))
    two = Shard(two.record, tuple(sorted((*two.quads, predicate))))
    one = text("a", *doc("policydoc-x-510000", place=SICHUAN))
    rows = [split(line) for line in merge.graph([one, two])]
    new = node(statement(thing("policydoc-x-510000"), node(f"{PB}issuer"), issuer))
    assert {s for s, p, _, _ in rows if p == node(f"{PB}confidence")} == {new}
    assert not [row for row in rows if old in row]


@pytest.mark.parametrize("kind", ["Agency", "Place", "Sector"])
def test_only_documents_programs_and_organizations_join_by_title(kind):
    """Agencies and places have their structure."""
    one = text("a", ("x-1", "a", kind), ("x-1", "label", f"={LONG}"))
    two = text("b", ("x-2", "a", kind), ("x-2", "label", f"={LONG}"))
    assert same(one, two) == set()
