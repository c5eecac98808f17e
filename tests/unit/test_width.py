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


def test_ambiguous_signs_take_two_cells_where_the_terminal_draws_them_so():
    """Quotes, circled numbers and dashes: 10 cells or 14."""
    assert (cells("“十四五”…①"), cells("“十四五”…①", wide=True)) == (10, 14)


def test_wrapped_ends_no_line_with_an_opening_mark():
    """（《“ go to the next line with what they open."""
    lines = wrapped("印发《办法》（试行）和“十四五”规划", 6)
    assert not any(line[-1] in "《（“" for line in lines)
    assert "".join(lines) == "印发《办法》（试行）和“十四五”规划"


def test_wrapped_cuts_a_word_longer_than_the_line():
    """An IRI has no place to break."""
    assert wrapped("https://example.org/", 8) == ["https://", "example.", "org/"]


def test_wrapped_never_parts_an_accent_from_its_letter():
    """A combining mark stays where it belongs."""
    assert wrapped("e\u0301e\u0301e\u0301", 2) == ["e\u0301e\u0301", "e\u0301"]
