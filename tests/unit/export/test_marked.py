"""Marks in a text: nested, crossing, escaped, with every character kept."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from kg.export.marked import Mark, html, safe
from kg.model import Span, Text

TAG = re.compile(r"<sup>.*?</sup>|<[^>]*>")


def text(raw: str) -> Text:
    """A text as it came."""
    return Text("t.txt", raw, raw, ((0, 0),))


def test_html_nests_a_name_within_a_name():
    """福建省 inside 福建省科技厅."""
    marks = [Mark(Span(0, 6), "Agency", "a", "a"), Mark(Span(0, 3), "Place", "p", "p")]
    page = html(text("福建省科技厅"), Span(0, 6), marks, [])
    assert re.fullmatch(r'<span class="m t-Agency"[^>]*><span class="m t-Place"[^>]*>福建省</span>科技厅</span>', page)


def test_html_cuts_marks_that_cross():
    """Of two that overlap, the second goes on after the first ends."""
    page = html(text("甲乙丙丁"), Span(0, 4), [Mark(Span(0, 3), "A"), Mark(Span(2, 4), "B")], [])
    assert TAG.sub("|", page) == "|甲乙|丙|||丁|"


def test_html_puts_a_place_before_the_mark_that_begins_there():
    """A link leads to the name it means."""
    page = html(text("甲乙"), Span(0, 2), [Mark(Span(1, 2), "A")], [1])
    assert '甲<i class="at" id="c1"></i><span' in page


def test_html_numbers_a_doubt_once():
    """A doubt that crosses a name has one number, at its end."""
    page = html(text("甲乙丙丁"), Span(0, 4), [Mark(Span(0, 3), "A"), Mark(Span(2, 4), "doubt", doubt=7)], [])
    assert page.count('href="#d7"') == 1
    assert page.count('<mark class="doubt">') == 2


def test_safe_shows_what_a_reader_must_not_obey():
    """Markup is text; direction and control signs are shown."""
    assert safe('<b>"\u202e\x1b') == "&lt;b&gt;&quot;\\u202e\\x1b"


@given(
    st.text("甲乙<&\n丙", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 12), st.booleans()), max_size=8),
)
def test_html_keeps_every_character_and_closes_every_mark(raw, places):
    """Whatever is marked, the words stay, once each, and the marks nest."""
    marks = [
        Mark(Span(start, min(start + length, len(raw))), "A", doubt=int(doubt))
        for start, length, doubt in places
        if start < len(raw)
    ]
    page = html(text(raw), Span(0, len(raw)), marks, [start for start, _, _ in places])
    assert unescape(TAG.sub("", page)) == raw
    depth = []
    for closing, name in re.findall(r"<(/?)(span|mark)", page):
        assert not closing or depth.pop() == name
        depth += [] if closing else [name]
    assert not depth
