"""Names typed on a real terminal: pinyin, Chinese, nonsense; a name of several things; a question."""

import shutil

import pytest
from small_graph import build, named

MORE = (
    *named("agency-100000-工业和信息化部", "Agency", "工业和信息化部", "工信部"),
    *named("place-990000", "Place", "长三角"),
    *named("place-500000", "Place", "重庆市"),
    *named("agency-110000-科学技术厅", "Agency", "甲省科学技术厅", "科技厅"),
    *named("agency-120000-科学技术厅", "Agency", "乙省科学技术厅", "科技厅"),
)

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux here")


@pytest.fixture
def screen(open_shell, tmp_path):
    return open_shell(graph=build(tmp_path / "graph", MORE), size=(100, 30))


@pytest.mark.parametrize(
    ("typed", "label"), [("gxb", "工业和信息化部"), ("csj", "长三角"), ("cqs", "重庆市"), ("重", "重庆市")]
)
def test_tab_writes_the_name(typed, label, screen):
    """Initials of an alias, of the other reading, of a word; and Chinese as it is."""
    screen.type(f"SELECT * {{ ?x ?y {typed}")
    screen.wait(label)
    screen.keys("Tab")
    screen.wait(f"?y [[{label}]]")


def test_nonsense_opens_no_menu(screen):
    """The line stays as it was typed."""
    screen.type("SELECT * { ?x ?y 火星xq")
    screen.keys("Tab")
    screen.type(" ?z")
    assert "SELECT * { ?x ?y 火星xq ?z" in screen.wait("火星xq ?z")


def test_a_paste_opens_no_menu(screen):
    """What ends like the beginning of a name is left alone."""
    screen.paste("SELECT * { ?x ?y gxb")
    assert "工业和信息化部" not in screen.wait("?y gxb")


def test_a_name_of_several_things_is_chosen_by_number(screen):
    """The list, the number, the answer."""
    screen.type("SELECT (COUNT(*) AS ?n) { [[科技厅]] ?p ?o };")
    screen.keys("Enter")
    screen.wait("可以指 2 样东西", "1. 乙省科学技术厅", "2. 甲省科学技术厅")
    screen.type("2")
    screen.keys("Enter")
    screen.wait("1 条结果")


def test_a_question_is_asked_in_chinese(screen):
    """The query it became stands over its answer."""
    screen.type(".ask 四川科技厅发过哪些文件？")
    screen.keys("Enter")
    screen.wait("理解为：一个机构发布了哪些文件", "[[四川省科学技术厅]]", "中试平台办法")
