"""Tables by display cells: straight borders, Chinese line breaking, records where a table does not fit."""

import io

import pytest

from kg import export
from kg.model import Answer, Cell
from kg.model.quad import XSD
from kg.width import cells

HARD = ("“十四五”规划", "①②③", "（试行）", "Latin ABC", "12345", "——…·", "")


def answer(*rows, columns=("文件", "编号")):
    """Rows of plain literals."""
    return Answer(
        columns, tuple(tuple(Cell("literal", text) if text else Cell("none") for text in row) for row in rows)
    )


def drawn(found, form="table", **layout):
    """Draw a table as lines."""
    out = io.BytesIO()
    export.write(found, form, out, layout=export.Layout(**layout))
    return out.getvalue().decode().splitlines()


def borders(lines, *, wide):
    """In which cells the lines between columns stand, in every line of a table."""
    return {tuple(cells(line[:at], wide=wide) for at, sign in enumerate(line) if sign in "│┼|+") for line in lines}


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("width", [0, 80, 46])
def test_borders_are_straight_whatever_stands_in_the_cells(wide, width):
    """Quotes, circled numbers and lines in one cell or in two: every border in one column of cells."""
    rows = [(text, text * 2) for text in HARD if text]
    lines = drawn(answer(*rows), width=width, wide=wide, numbered=True)
    assert len(borders(lines, wide=wide)) == 1
    assert len(next(iter(borders(lines, wide=wide)))) == 2


def test_borders_of_two_cell_terminals_are_ascii():
    """A line of ambiguous width would be drawn twice as long."""
    text = "\n".join(drawn(answer(("甲", "1")), wide=True))
    assert not set(text) & set("│─┼")


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("width", [24, 30, 37])
def test_no_line_of_a_cell_breaks_the_rules_of_chinese(wide, width):
    """No closing mark begins a line, no opening one ends it; nothing is lost; no line is too wide."""
    text = "关于印发《“十四五”规划（试行）》的通知，支持中试平台（含基地）、“链主”企业；到2028年达到10家。" * 2
    lines = drawn(answer((text, "1")), width=width, wide=wide, vertical=False)
    assert max(cells(line, wide=wide) for line in lines) <= width
    parts = [line.split("|" if wide else "│")[0].strip() for line in lines[2:]]
    assert "".join(parts) == text
    assert not [part for part in parts if part[:1] in "，。、；：？！）》」』】”’" and part]
    assert not [part for part in parts if part[-1:] in "（《「『【“‘" and part]


def test_numbers_and_words_are_not_cut():
    """2028 and ABC stay whole."""
    lines = drawn(answer(("到2028年建设ABC平台" * 3, "1")), width=40, vertical=False)
    assert all(line.count("2028") + line.count("ABC") or not set(line) & set("28AC") for line in lines[2:])


def test_records_where_columns_are_too_many():
    """One value below the other, each record with its number."""
    lines = drawn(answer(("甲", "乙", "丙"), columns=("一", "二", "三")), width=20)
    assert lines == ["── 1 ──", "一  甲", "二  乙", "三  丙"]


def test_records_where_cells_would_be_towers():
    """A table of many lines a row gives way to fewer lines of records."""
    text = "支持行业模型攻关，聚焦行业场景需求。" * 6
    found = answer((text, text, text, text), columns=("一", "二", "三", "四"))
    assert drawn(found, width=60)[0] == "── 1 ──"
    assert drawn(found, width=60, vertical=False)[0] != "── 1 ──"


def test_records_put_the_value_below_a_name_that_leaves_no_room():
    """Nothing is wider than a terminal of twelve cells."""
    lines = drawn(answer(("福建省推动人工智能产业发展", "1"), columns=("很长的列名", "n")), width=12)
    assert max(map(cells, lines)) <= 12
    assert "".join(line.strip() for line in lines[2:-2]) == "福建省推动人工智能产业发展"


def test_vertical_is_a_format_of_its_own():
    """Records in a page of any width."""
    assert drawn(answer(("甲", "1")), form="vertical") == ["── 1 ──", "文件  甲", "编号  1"]


def test_rows_have_numbers_where_they_can_be_asked_about():
    """The number that .why and .src take."""
    lines = drawn(answer(("甲", "1"), ("乙", "2")), numbered=True)
    assert [line[:1] for line in lines] == ["#", "─", "1", "2"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("5000000", "500万"),
        ("110000000", "1.1亿"),
        ("9999", "9999"),
        ("12345", "1.2345万"),
        ("-30000", "-3万"),
        ("0.5", "0.5"),
    ],
)
def test_large_numbers_in_wan_and_yi_on_request(number, shown):
    """Exact, however long; small ones stay."""
    found = Answer(("元",), ((Cell("literal", number, f"{XSD}decimal"),),))
    assert drawn(found, wan=True)[2].strip() == shown
    assert drawn(found)[2].strip() == number


def test_words_that_look_like_numbers_stay():
    """Only numbers are numbers."""
    assert drawn(answer(("5000000", "x")), wan=True)[2].startswith("5000000")
