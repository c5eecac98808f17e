"""Which names fit what is typed, in which order."""

import pytest
from small_graph import build, named

from kg.query.finding import fits
from kg.query.index import opened

MORE = (
    *named("place-1", "Place", "川"),
    *named("place-2", "Place", "川渝地区"),
    *named("place-3", "Place", "成都市", "川都"),
    *named("place-4", "Place", "长三角"),
    *named("place-5", "Place", "重庆市"),
    *named("place-6", "Place", "六安市"),
    *named("agency-7", "Agency", "工业和信息化部", "工信部"),
    *named("agency-8", "Agency", "“十四五”规划办公室"),
    *named("article-期1-9", "Article", "川菜"),
)


@pytest.fixture(scope="module")
def find(tmp_path_factory):
    graph = build(tmp_path_factory.mktemp("finding") / "graph", MORE)
    with opened(graph) as index:
        yield lambda typed, most=50: [(index.thing(fit.number).label, fit.how) for fit in fits(index, typed, most=most)]


def test_ways_come_in_the_order_of_the_menu(find):
    """The name itself, its beginning, another name's beginning, something inside."""
    assert find("川")[:3] == [("川", "exact"), ("川渝地区", "prefix"), ("成都市", "alias")]
    assert find("川省")[0] == ("四川省", "inside")


@pytest.mark.parametrize(
    ("typed", "label", "how"),
    [
        ("gxb", "工业和信息化部", "initials"),
        ("gyhxxhb", "工业和信息化部", "initials"),
        ("csj", "长三角", "initials"),
        ("zsj", "长三角", "initials"),
        ("cqs", "重庆市", "initials"),
        ("las", "六安市", "initials"),
        ("chongqing", "重庆市", "pinyin"),
        ("gongxinbu", "工业和信息化部", "pinyin"),
        ("十四五规划", "“十四五”规划办公室", "prefix"),
        ("四川科厅", "四川省科学技术厅", "fuzzy"),
        ("工信信部", "工业和信息化部", "fuzzy"),
        ("gyxxb", "工业和信息化部", "fuzzy"),
        ("gyhxxhbb", "工业和信息化部", "fuzzy"),
        ("GXB", "工业和信息化部", "initials"),
        ("ＧＸＢ", "工业和信息化部", "initials"),
    ],
)
def test_each_way_finds(typed, label, how, find):
    """By initials, whole pinyin, without signs, and nearly."""
    assert (label, how) in find(typed)


@pytest.mark.parametrize("typed", ["火星", "xyzzy", "…", "\0", "q" * 500])
def test_nonsense_finds_nothing(typed, find):
    """Nothing is made to fit."""
    assert find(typed) == [] or typed in {"…"}


def test_nothing_typed_gives_what_is_in_most_texts(find):
    """人工智能 stands in both."""
    assert find("", 1) == [("人工智能", "all")]


def test_parts_of_texts_are_left_out(find):
    """Nobody asks for an article by name."""
    assert "川菜" not in [label for label, _ in find("川")]


def test_no_more_than_asked_for_and_each_once(find):
    """A thing found in several ways stands in the first."""
    labels = [label for label, _ in find("川")]
    assert len(labels) == len(set(labels))
    assert len(find("川", 2)) == 2
