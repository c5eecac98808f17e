"""Names of a table in a text: the longest, from left to right."""

from hypothesis import given
from hypothesis import strategies as st

from kg.find.gazetteer import matcher, names_of
from kg.lexicon import Lexicon, Row

TABLES = Lexicon({})
"""Shared by all matchers made here, more than one table has room for."""
NAMES = st.lists(st.text("省市委科技", min_size=1, max_size=5), max_size=12, unique=True)


def named(*names: str) -> dict[str, tuple[Row, ...]]:
    """Make a table of names."""
    return names_of(Row("places", name) for name in names)


def found(text: str, *names: str) -> list[str]:
    """Give the names found, in order."""
    return [text[hit.start : hit.end] for hit in matcher(TABLES, named(*names))(text)]


def one_by_one(text: str, names: set[str]) -> list[str]:
    """Give the same by trying every name at every place."""
    result, at = [], 0
    while at < len(text):
        here = max((name for name in names if text.startswith(name, at)), key=len, default="")
        result += [here] if here else []
        at += len(here) or 1
    return result


def test_the_longest_name_wins():
    """A name inside a longer one is not found."""
    assert found("湖南省长沙市", "湖南", "湖南省", "长沙", "南省长") == ["湖南省", "长沙"]


def test_a_name_at_the_end_of_the_text_ends_there():
    """Also where a longer name begins like it."""
    assert [
        (hit.start, hit.end) for hit in matcher(TABLES, named("大数据局", "大数据发展管理局"))("山东省大数据局")
    ] == [(3, 7)]


def test_a_name_of_one_character_is_found():
    """Also as the last character of the text."""
    assert found("券和省委", "券", "委") == ["券", "委"]


def test_rows_that_share_a_name_all_come():
    """Who bears the name is for others to decide."""
    rows = (Row("places", "鼓楼区", (), {"code": "1"}), Row("places", "鼓楼区", (), {"code": "2"}))
    (hit,) = matcher(TABLES, names_of(rows))("在鼓楼区")
    assert hit.rows == rows


def test_an_empty_table_finds_nothing():
    """A lexicon may lack a table's rows."""
    assert found("湖南省") == []


@given(st.text("省市委科技厅", max_size=40), NAMES)
def test_found_is_what_trying_every_name_gives(text: str, names: list[str]) -> None:
    """The tables of bits leave nothing out and let nothing in."""
    assert found(text, *names) == one_by_one(text, set(names))
