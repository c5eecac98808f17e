"""Pieces of print become lines in the order in which a reader takes them."""

import random
from difflib import SequenceMatcher

import pytest

from kg.read import columns
from kg.read.columns import Piece

SIZE = 10
PITCH = 16


def words(text, x, row, size=SIZE):
    """Print words in the given row of a page, counted from the top."""
    y = 800 - PITCH * row
    return Piece(text, x, y, x + size * len(text), y + size)


def column(marks, x, *, width=20, first=0):
    """Print a column of full lines."""
    return [words((mark * width)[:width], x, first + row) for row, mark in enumerate(marks)]


def test_two_columns_painted_row_by_row_are_read_one_after_the_other():
    """The order of painting says nothing; the gutter does."""
    left, right = column("甲乙丙丁戊己", 50), column("子丑寅卯辰巳", 290)
    mixed = [piece for pair in zip(left, right, strict=True) for piece in pair]
    read = columns.page(mixed)
    assert SequenceMatcher(None, read, "\n".join(p.text for p in left + right), autojunk=False).ratio() >= 0.98


@pytest.mark.parametrize("seed", range(5))
def test_order_of_painting_does_not_matter(seed):
    """Any order of the same pieces gives the same page."""
    pieces = column("甲乙丙丁戊己", 50) + column("子丑寅卯辰巳", 290)
    shuffled = random.Random(seed).sample(pieces, len(pieces))
    assert columns.page(shuffled) == columns.page(pieces)


def test_three_columns():
    """Columns are parted again on either side of a gutter."""
    marks = "甲乙丙丁戊", "子丑寅卯辰", "天地玄黄宇"
    pieces = [p for i, mark in enumerate(marks) for p in column(mark, 30 + 180 * i, width=15)]
    read = columns.page(sorted(pieces, key=lambda p: (-p.top, p.left)))
    assert "".join(line[0] for line in read.splitlines()) == "".join(marks)


def test_columns_with_lines_at_different_heights():
    """Columns need no common grid."""
    right = [Piece(p.text, p.left, p.bottom - 7, p.right, p.top - 7) for p in column("子丑寅卯辰", 290)]
    read = columns.page([*right, *column("甲乙丙丁戊", 50)])
    assert "".join(line[0] for line in read.splitlines()) == "甲乙丙丁戊子丑寅卯辰"


def test_a_title_across_parts_the_page_into_bands():
    """What stands above a title that crosses both columns is read before what stands below."""
    title = words("横贯两栏的标题文字很长很长很长很长", 120, 5)
    above = column("甲乙丙丁", 50) + column("子丑寅卯", 290)
    below = column("戊己庚辛", 50, first=7) + column("辰巳午未", 290, first=7)
    read = columns.page([*below, title, *above])
    assert "".join(line.strip()[0] for line in read.splitlines() if line) == "甲乙丙丁子丑寅卯横戊己庚辛辰巳午未"


def test_paragraph_ends_and_indents_do_not_hide_columns():
    """Last lines of paragraphs are short, first lines are set in."""
    left = [*column("甲乙丙", 50), words("丁", 50, 3), words("戊" * 18, 70, 4), words("己" * 20, 50, 5)]
    right = [words("子" * 18, 310, 0), *column("丑寅卯辰巳", 290, first=1)]
    read = columns.page([*right, *left])
    assert "".join(line.strip()[0] for line in read.splitlines()) == "甲乙丙丁戊己子丑寅卯辰巳"


def test_headings_and_lists_do_not_hide_columns():
    """On a first page most lines of the left column are short."""
    left = [words("目录条目", 50, row) for row in range(9)] + column("甲乙丙", 50, first=9)
    right = column("子丑寅卯辰巳午未申酉戌亥", 290)
    read = columns.page([piece for pair in zip(left, right, strict=True) for piece in pair])
    assert "".join(line[0] for line in read.splitlines()) == "目" * 9 + "甲乙丙子丑寅卯辰巳午未申酉戌亥"


def test_rows_of_a_table_stay_rows():
    """Cells of a row are read across, with a gap between them."""
    names = (
        ("序号", "指标名称", "目标值"),
        ("1", "研发投入强度", "2.8%"),
        ("2", "高新技术企业", "2万家"),
        ("3", "专利", "9件"),
    )
    pieces = [words(cell, 50 + 150 * i, row) for row, cells in enumerate(names) for i, cell in enumerate(cells)]
    assert columns.page(pieces).splitlines() == ["    ".join(row) for row in names]


def test_head_and_foot_that_stand_apart_are_not_in_a_column():
    """A running head of two parts is one line at the top of the page; the page number is its last line."""
    head = [words("科技简报", 50, -3), words("第三期", 450, -3)]
    foot = words("7", 480, 12)
    body = column("甲乙丙丁戊己", 50) + column("子丑寅卯辰巳", 290)
    read = [line.strip() for line in columns.page([*body, foot, *head]).splitlines() if line]
    assert (read[0], read[-1]) == ("科技简报    第三期", "7")


def test_first_lines_of_paragraphs_are_set_in():
    """White space before a line is written as Chinese indents are."""
    lines = columns.page(
        [words("首行缩进" * 4, 70, 0), words("接着" * 9, 50, 1), words("再接着" * 6, 50, 2)]
    ).splitlines()
    assert [len(line) - len(line.lstrip("\u3000")) for line in lines] == [2, 0, 0]


def test_white_space_between_rows_is_a_blank_line():
    """More than the usual distance parts what is printed."""
    rows = [words("文字" * 9, 50, row) for row in (0, 1, 2, 5, 6)]
    assert [bool(line) for line in columns.page(rows).splitlines()] == [True, True, True, False, True, True]


def test_a_large_heading_in_two_lines_is_one():
    """Only the page shows that two large lines are one heading."""
    body = column("甲乙丙丁戊己", 50, first=4)
    title = [words("四川省支持科技创新若干措施", 60, 0, 18), words("出台实施", 100, 1.5, 18)]
    assert "四川省支持科技创新若干措施出台实施" in columns.page([*title, *body])


def test_pieces_that_touch_are_one():
    """Print is often laid down character by character."""
    assert columns.page([words("川", 60, 0), words("四", 50, 0), words("省", 70, 0)]) == "四川省"


def test_an_empty_page_is_empty():
    """Nothing printed, nothing read."""
    assert columns.page([]) == ""
