"""Names to things: exact, never guessed."""

import pytest
from small_graph import build, thing

from kg.errors import QueryError
from kg.model.quad import RDFS, SKOS, TYPE, join, literal, node
from kg.ontology import ID, PB
from kg.query import resolve
from kg.query.index import opened
from kg.query.names import candidates
from kg.query.near import suggestions


def named(name, kind, label, alias=""):
    """Lines for one more thing."""
    graph = node(f"{ID}g-期1-auto")
    subject = node(thing(name))
    lines = [
        join(subject, TYPE, node(PB + kind), graph),
        join(subject, node(f"{RDFS}label"), literal(label, lang="zh"), graph),
    ]
    if alias:
        lines.append(join(subject, node(f"{SKOS}altLabel"), literal(alias, lang="zh"), graph))
    return lines


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    extra = (
        *named("agency-1-a", "Agency", "甲省科技厅", "科技厅"),
        *named("agency-2-b", "Agency", "乙省科技厅", "科技厅"),
        *named("article-期1-9", "Article", "中试平台办法"),
        *named("place-4", "Place", "甲（试行）区"),
        *named("place-4-5", "Place", "乙区"),
    )
    return build(tmp_path_factory.mktemp("names") / "graph", tuple(extra))


@pytest.mark.parametrize(
    "name", ["四川省", "四川", "id:place-510000", thing("place-510000"), f"<{thing('place-510000')}>"]
)
def test_resolve_by_label_alias_or_iri(graph, name):
    """All that names a thing finds it."""
    found = resolve(graph, name)
    assert (found.iri, found.label, found.type, found.texts) == (thing("place-510000"), "四川省", "Place", 1)


@pytest.mark.parametrize("name", ["place-4", "place-4-5", "agency-1-a"])
def test_resolve_by_iri_where_one_begins_another(graph, name):
    """The order of IRIs in the index is that of N-Quads."""
    assert resolve(graph, f"id:{name}").iri == thing(name)


def test_resolve_prefers_a_document_to_the_article_about_it(graph):
    """Things come before parts of texts."""
    assert resolve(graph, "中试平台办法").type == "PolicyDoc"


def test_resolve_finds_the_article_if_asked(graph):
    """Types narrow what a name may mean."""
    assert resolve(graph, "中试平台办法", types=("Article",)).iri == thing("article-期1-9")


def test_resolve_does_not_choose_between_equals(graph):
    """Several things of one name are listed."""
    with pytest.raises(QueryError) as caught:
        resolve(graph, "科技厅")
    assert (caught.value.key, caught.value.fields["count"]) == ("ambiguous_name", "2")
    assert "甲省科技厅（机构，1，id:agency-1-a）" in caught.value.fields["candidates"]


def test_resolve_of_an_unknown_name_suggests(graph):
    """Nothing is guessed, the nearest names are told."""
    with pytest.raises(QueryError) as caught:
        resolve(graph, "四川科技厅")
    assert caught.value.key == "unknown_name_near"
    assert caught.value.fields["near"].split("、")[0] == "四川省科学技术厅"


def test_resolve_of_a_strange_name_suggests_nothing(graph):
    """What is like nothing has no suggestions."""
    with pytest.raises(QueryError) as caught:
        resolve(graph, "xyzzy")
    assert caught.value.key == "unknown_name"


@pytest.mark.parametrize("name", ["四穿省", "私川省", "四用省", "四川", "sichuansheng", "scs"])
def test_suggestions_by_sound_by_one_sign_and_by_pinyin(graph, name):
    """What a Chinese keyboard gets wrong: signs that sound alike or look alike."""
    with opened(graph) as index:
        assert suggestions(index, name)[0] == "四川省"


def test_suggestions_see_through_signs(graph):
    """Width and quotation marks do not matter for likeness."""
    with opened(graph) as index:
        assert suggestions(index, "“甲(试行)区”")[0] == "甲（试行）区"


def test_candidates_are_those_of_the_best_standing(graph):
    """A label beats an alias."""
    with opened(graph) as index:
        assert [match.how for match in candidates(index, "人工智能")] == ["label"]


@pytest.mark.parametrize("name", ["甲(试行)区", "《甲（试行）区》", "“甲（试行）区”", " 甲（试行）区 "])
def test_resolve_sees_through_signs(graph, name):
    """Width, quotes and brackets of titles are what typing and pasting change."""
    assert resolve(graph, name).label == "甲（试行）区"
