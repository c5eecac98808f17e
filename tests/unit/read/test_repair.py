"""Lines that typesetting cut are joined, and every character keeps its place."""

import pytest

from kg.model import Span
from kg.read.repair import text


def clean(raw):
    return text(raw).clean


def wrapped(*paragraphs, width=24):
    """Set paragraphs as a typewriter does: two characters of indent, every line filled."""
    set_in = ["　　" + paragraph for paragraph in paragraphs]
    return "\n".join(line[i : i + width] for line in set_in for i in range(0, len(line), width))


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        (
            "（3）打造平台。按不超过 50%的比例，给予一次性最高 500 万元补\n\n助。加大投入。",
            "最高500万元补助。加大投入。",
        ),
        ("（3）破解瓶颈。构建“尽职要求—免责情形—认定\n\n程序”闭环。", "认定程序”闭环。"),
        ("抄送：科学城管委会，中央在川和省属\n高等学校，各市（州）科技局。", "省属高等学校，各市"),
        ("报送：省委办公厅，\n　　　科技部办公厅。", "省委办公厅，科技部办公厅。"),
        ("省政府印发《数字经济\n实施方案》，提出目标。", "《数字经济实施方案》"),
    ],
)
def test_text_joins_what_a_break_cut(raw, joined):
    """A sentence that is not at its end goes on in the next line."""
    assert joined in clean(raw)
    assert "\n" not in clean(raw)


def test_text_joins_number_cut_by_a_page():
    """The amount is read whole."""
    assert "11000万株树苗" in clean("（2）扩大绿化。累计培育出 2000 万株花苗，苗圃中培育出 11000\n\n万株树苗。")


def test_text_joins_lines_filled_to_the_margin():
    """With indents, only an indented line opens a paragraph, even after a full stop at the margin."""
    first = (
        "一是明确目标。到2026年，制定标准50项以上，参与制定国际标准20项以上。三年内，增加值占比力争超过一半，达到六成。"
    )
    second = "二是搭好框架。把茶产业分成种植段、加工段、流通段、服务段，给每段配一张标准清单和一名联络员，按年更新。"
    raw = wrapped(first, second)
    assert clean(raw) == f"{first}\n{second}"


def test_text_joins_lines_of_extracted_pdf():
    """Where the indent is lost, first lines are shorter by its width; a full stop at the margin ends nothing."""
    line = "完善创新体系提升制造能力推动产业融合发展加快数字化转型升级，"
    paragraph = [line[:28], line, line[:-1] + "。", line, "落实到位。"]
    assert clean("\n".join(paragraph * 3)).split("\n") == ["".join(paragraph)] * 3


def test_text_keeps_heading_apart_from_paragraph():
    """A heading ends without a full stop, but the paragraph below does not go on with it."""
    raw = "省外速览\n\n福建省推动人工智能产业发展\n\n近日，福建省政府印发若干措施，推动发展。"
    assert clean(raw).split("\n")[:2] == ["省外速览", "福建省推动人工智能产业发展"]


def test_text_joins_heading_that_the_text_shows_whole():
    """Two short lines are one where their joint stands unbroken elsewhere, here in the contents."""
    raw = "省厅规范标准化体系建设指南……2\n\n省厅规范标准化体系\n建设指南\n\n近日，省厅发文。"
    assert "\n省厅规范标准化体系建设指南\n" in clean(raw)


def test_text_keeps_bodies_on_their_lines():
    """Two short lines that nothing joins stay two."""
    assert (
        clean("省委科技委员会办公室\n省科学技术厅\n2025年3月1日") == "省委科技委员会办公室\n省科学技术厅\n2025年3月1日"
    )


@pytest.mark.parametrize(
    "opening",
    ["（二）加快", "(2) 加快", "二、加快", "2.加快", "2、加快", "②加快", "第三条 加快", "●加快", "——加快", "【省内】"],
)
def test_text_starts_paragraph_at_marker(opening):
    """A numbered item is a paragraph, whatever the line before leaves open."""
    assert "\n" in clean(f"支持企业研发。给予补助的标准如下所列\n{opening}研发。")


@pytest.mark.parametrize("number", ["— 1 —", "- 1 -", "－1－", "第1页 共8页", "第 1 页", "Page 1 of 8"])
def test_text_drops_page_number_lines(number):
    """A page's number is no part of its sentence."""
    raw = f"（1）做强平台。推动符合条件的部重\n{number}\n点平台升级。"
    assert clean(raw) == "（1）做强平台。推动符合条件的部重点平台升级。"


def test_text_drops_bare_numbers_that_count_pages():
    """A bare number counts pages if it goes up by one, a page of text apart."""
    page = "支持企业开展研发，给予补助。" * 20
    assert clean(f"{page}\n1\n{page}\n2\n{page}").split("\n") == [page] * 3


def test_text_keeps_bare_numbers_of_a_table():
    """Rows of a table are numbered, too, but closer."""
    assert clean("1\n甲公司\n2\n乙公司\n3\n丙公司").split("\n") == ["1", "甲公司", "2", "乙公司", "3", "丙公司"]


def test_text_drops_running_heads():
    """What stands at every page break is the page's, not the text's."""
    page = "支持企业开展研发，给予补助。\n"
    raw = "".join(f"{page}— {n} —\n科技简报 第{n}版\n" for n in range(1, 5))
    assert "科技简报" not in clean(raw)


def test_text_knows_pages_by_numbers_at_their_foot():
    """Pages begin at the first text after a number line; the last number begins none."""
    raw = "第一页的内容。\n— 1 —\n\n第二页的内容。\n— 2 —\n"
    found = text(raw)
    assert found.pages == (raw.index("第二页"),)
    assert found.page(Span(raw.index("第二页"), raw.index("第二页") + 1)) == 2


def test_text_knows_pages_by_form_feeds():
    """Extracted text has a form feed between pages."""
    raw = "第一页的内容。\n\f第二页的内容。\n\f第三页的内容。"
    assert text(raw).pages == (raw.index("第二页"), raw.index("第三页"))


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("到 2028 年", "到2028年"),
        ("到  2028  年", "到2028年"),
        ("体系化布局 和水平建设", "体系化布局和水平建设"),
        ("湖北省科学技术厅　　　　2025年3月31日", "湖北省科学技术厅　2025年3月31日"),
        ("总经理    电话", "总经理 电话"),
        ("Operational Design Domain", "Operational Design Domain"),
        ("增长 50 %", "增长50%"),
        ("第三条 规划应当公开", "第三条 规划应当公开"),
        ("创\u200b新\ufeff驱动", "创新驱动"),
        ("　　近日，", "近日，"),
    ],
)
def test_text_keeps_white_space_that_says_something(raw, read):
    """Spaces around digits are typesetting; gaps between columns and between Latin words are not."""
    assert clean(raw) == read


@pytest.mark.parametrize("raw", ["甲。\r\n乙。", "甲。\n\n\n乙。", "甲。\n \n乙。\n"])
def test_text_separates_paragraphs_by_one_line_feed(raw):
    """However many breaks the file has."""
    assert clean(raw) == "甲。\n乙。"


def test_text_keeps_leaders_of_contents_on_their_lines():
    """Entries of the contents are never joined."""
    raw = "推进平台建设………2\n加大奖补力度………3"
    assert clean(raw) == raw


def test_text_drops_the_top_of_the_first_page_from_later_ones():
    """A text of two or three pages shows its running head too seldom to count; the first page keeps its own."""
    raw = "内部资料\n省政府印发若干措施。\f内部资料\n支持企业创新。"
    assert clean(raw) == "内部资料\n省政府印发若干措施。\n支持企业创新。"


def test_text_joins_a_lone_paragraph_whose_first_line_is_set_in():
    """Though too few lines show a margin, what is not set in goes on with the long line above that is."""
    raw = "海口市：清单管理破题\n　　海口市出台《成果转化清单管理办法》，明确正面清单2\n8项、负面清单9项。\n一是放权。下放到组。\n"
    assert text(raw).clean.split("\n")[:2] == [
        "海口市：清单管理破题",
        "海口市出台《成果转化清单管理办法》，明确正面清单28项、负面清单9项。",
    ]
