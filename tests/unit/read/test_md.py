"""A Markdown file reads as it would be shown."""

import pytest

from kg.read.md import decode


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# 一、总体要求 #\n", "一、总体要求\n"),
        ("- 支持企业\n* 支持高校\n", "• 支持企业\n• 支持高校\n"),
        ("> 引文\n", "引文\n"),
        ("对**重点企业**给予*最高*`500`万元\n", "对重点企业给予最高500万元\n"),
        ("见[《若干措施》](https://example.org/a)。![图](a.png)\n", "见《若干措施》。\n"),
        ("标题\n====\n正文\n\n---\n", "标题\n正文\n\n"),
        ("| 等次 | 奖励 |\n|:---|---:|\n| 一等奖 | 50万元 |\n", "等次\t奖励\n一等奖\t50万元\n"),
        ("---\ntitle: x\n---\n正文\n", "正文\n"),
        ("正文<!-- 编者\n按 -->完\n", "正文完\n"),
        ("```\n川府发〔2025〕17号\n```\n", "川府发〔2025〕17号\n"),
        ("2025\\. 甲&nbsp;乙<br>丙<u>丁</u>", "2025. 甲\xa0乙\n丙丁"),
    ],
)
def test_marks_go_and_words_stay(source, shown):
    """Each mark of the language alone."""
    assert decode(source.encode()) == shown


@pytest.mark.parametrize("source", ["3*5*2", "川府发[2025]17号", "一级#二级", "a_b_c", "第 1 条 - 说明", "<5%且>3%"])
def test_signs_that_are_no_marks_stay(source):
    """Only what the language means as a mark is one."""
    assert decode(source.encode()) == source
