"""Whatever a file holds: it is repaired and parsed without failing, and every position is one in the file."""

import unicodedata
from itertools import pairwise
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from kg import parse
from kg.model import Kind, Span
from kg.parse import bulletin, official
from kg.parse.paragraphs import paragraphs
from kg.read import lines
from kg.read.repair import text

PIECES = st.sampled_from(
    [
        "创新驱动要参", "第 54 期", "（总第96期）", "四川省科学技术厅", "2025 年 11 月 14 日", "本期要点", "目　　录", "【部委动态】",
        "◇ 省外经验 ◇", "●", "……2", "（1）做强平台。", "一是", "二是明确目标。", "——完善服务。", "一、", "第三条 ", "关于印发《若干措施》的通知",
        "川府发〔2025〕17号", "各市（州）人民政府：", "主送：", "抄送：", "印发", "— 1 —", "3", "\n", "\n\n", "\r\n", "\f", "\r", "　　", " ",
        "支持企业研发，给予补助", "。", "，", "“", "”", "《", "》", "50%", "Design Domain", "\u2028", "附件：", "# title: x",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


@given(TEXTS)
def test_clean_is_a_subsequence_of_raw(raw):
    """Characters are left out, never invented or moved."""
    found = text(raw)
    rest = iter(raw)
    assert all(character in rest for character in found.clean)


@given(TEXTS)
def test_seams_map_every_clean_character_to_its_own(raw):
    """The map ascends and points at equal characters."""
    found = text(raw)
    places = [found.span(i, i + 1).start for i in range(len(found.clean))]
    assert [raw[place] for place in places] == list(found.clean)
    assert places == sorted(set(places))


@given(TEXTS)
def test_paragraphs_are_separated_by_one_break(raw):
    """No paragraph is empty, none begins or ends with white space."""
    lines = text(raw.replace("\r", "").replace("\f", "").replace("\u2028", "")).clean.split("\n")
    assert all(line and line == line.strip() for line in lines) or lines == [""]


@given(TEXTS, st.integers(0, 300), st.integers(0, 300))
def test_reading_of_a_span_lies_in_its_quote(raw, start, length):
    """What a span reads is what its quote keeps."""
    found = text(raw)
    span = Span(min(start, len(raw)), min(start + length, len(raw)))
    rest = iter(found.quote(span))
    assert all(character in rest for character in found.read(span))


def spans_of(issue):
    """Give (outer, inner) pairs that must nest."""
    everything = Span(0, len(issue.text.raw))
    lone = [
        issue.bulletin_span,
        issue.number_span,
        issue.date_span,
        issue.contents,
        issue.doc_number_span,
        issue.wrapper_span,
    ]
    for span in [*lone, *issue.publishers, *issue.sent_to, *issue.copied_to, *issue.imprint]:
        if span:
            yield everything, span
    for article in issue.articles:
        yield everything, article.span
        yield everything, article.heading_span
        for clause in article.clauses:
            yield article.span, clause.span
            yield clause.span, clause.heading_span


@given(TEXTS)
def test_any_text_parses_and_its_spans_nest(raw):
    """Both layouts read anything; doubt is data."""
    found = text(raw)
    for layout in (bulletin, official):
        issue, notices = layout.parse(found, paragraphs(found))
        assert all(outer.covers(inner) for outer, inner in spans_of(issue))
        assert all(0 <= notice.span.start <= notice.span.end <= len(raw) for notice in notices if notice.span)
        assert issue.source


@given(TEXTS)
def test_clauses_follow_each_other(raw):
    """Positions count from 1, clauses do not overlap, a parent stands before its child and one level above."""
    found = text(raw)
    for layout in (bulletin, official):
        for article in layout.parse(found, paragraphs(found))[0].articles:
            clauses = article.clauses
            assert [clause.position for clause in clauses] == list(range(1, len(clauses) + 1))
            assert all(a.span.end <= b.span.start for a, b in pairwise(clauses))
            for clause in clauses:
                above = clauses[clause.parent - 1].level if clause.parent else 0
                assert clause.level == above + 1


@given(TEXTS.map(lambda raw: raw + "支持企业开展研发活动，对符合条件的项目给予补助。"))
def test_any_text_with_chinese_is_an_issue(raw):
    """Only a text without Chinese is refused."""
    assert parse.issue(text(raw))[0].kind in get_args(Kind)


@given(st.one_of(TEXTS, st.text("中，。“—…·％～①½ａé \t\u3000\u303f\u3041｡", max_size=20)))
def test_width_is_that_of_the_characters(raw):
    """Also where it is counted and not looked up."""
    assert lines.cells(raw) == sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in raw)
