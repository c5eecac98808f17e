"""Display cells of Chinese text."""

import pytest

from kg.width import cells, cut, padded, wrapped


@pytest.mark.parametrize(
    ("text", "count"), [("abc", 3), ("四川省", 6), ("e\u0301", 1), ("（试行）", 8), ("a\u200bb", 2), ("", 0)]
)
def test_cells_counts_what_a_terminal_shows(text, count):
    """Wide characters take two cells, accents and zero-width characters none."""
    assert cells(text) == count


def test_padded_brings_texts_to_one_width():
    """Columns line up whatever the script."""
    assert {cells(text) for text in padded(["a", "四川省", "abc"])} == {8}


def test_cut_shortens_to_the_width_with_an_ellipsis():
    """A wide character that would stick out by half is left away."""
    assert cut("四川省科技厅", 6) == "四川…"
    assert cut("四川省", 6) == "四川省"


def test_wrapped_breaks_between_wide_characters_within_the_width():
    """No line is wider, nothing is lost."""
    lines = wrapped("支持行业模型攻关，聚焦行业场景需求", 10)
    assert "".join(lines) == "支持行业模型攻关，聚焦行业场景需求"
    assert all(cells(line) <= 12 for line in lines)


def test_wrapped_begins_no_line_with_a_closing_mark():
    """，。》 stay on the line of the word before."""
    assert not any(line[0] in "，。》”" for line in wrapped("四川，四川。四川》四川”四川，四川。", 5))


def test_wrapped_keeps_latin_words_whole():
    """A word or number of Latin letters is not cut."""
    assert wrapped("投入 5000000 元", 8) == ["投入 ", "5000000 ", "元"]
