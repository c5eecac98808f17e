"""A news item: recognised, its headline and day, and what overrides the guess."""

import pytest

from kg import parse
from kg.model import Text

ITEM = (
    "东海省出台措施支持中试平台\n来源：东海日报 2025-03-04\n"
    "近日，东海省科学技术厅印发《东海省中试平台建设若干措施》，提出到2027年建成中试平台10家。\n"
    "措施明确，对新建平台给予补助。"
)


def text(raw: str) -> Text:
    """A text as it came."""
    return Text("t.txt", raw, raw, ((0, 0),))


def test_issue_recognises_a_news_item():
    """A headline, a source, a report: one article of no series."""
    issue, notices = parse.issue(text(ITEM))
    assert (issue.kind, issue.bulletin, issue.number) == ("news", "", None)
    assert [article.title for article in issue.articles] == ["东海省出台措施支持中试平台"]
    assert not notices


@pytest.mark.parametrize("line", ["来源：东海日报 2025-03-04", "2025年3月4日", "发布时间：2025/3/4 10:20"])
def test_issue_dates_a_news_item_by_the_line_that_speaks_of_itself(line):
    """The day stands in a short line of its own."""
    issue, _ = parse.issue(text(ITEM.replace("来源：东海日报 2025-03-04", line)))
    assert str(issue.date) == "2025-03-04"
    assert issue.text.quote(issue.date_span) in line


def test_issue_takes_no_day_from_the_report():
    """A day in a sentence is not the item's."""
    issue, notices = parse.issue(text(ITEM.replace("来源：东海日报 2025-03-04\n近日", "2025年1月2日")), kind="news")
    assert issue.date is None
    assert [notice.code for notice in notices] == ["date_missing"]


def test_issue_titles_a_flash_by_its_first_sentence():
    """One paragraph has no headline; its first sentence names it."""
    issue, _ = parse.issue(text("市场监管总局今天发布《食品安全责任规定》，三月起施行。规定要求企业建立体系。"))
    assert issue.kind == "news"
    assert issue.articles[0].title == "市场监管总局今天发布《食品安全责任规定》，三月起施行"
    assert issue.articles[0].heading == ""


def test_issue_can_be_told_otherwise():
    """The caller knows better."""
    assert parse.issue(text(ITEM), kind="official")[0].kind == "official"
    assert parse.issue(text(ITEM), kind="bulletin")[0].kind == "bulletin"


def test_issue_keeps_a_notice_that_reads_like_news_official():
    """A title, addressees and clauses make a document, whatever its words."""
    raw = (
        "东海省科学技术厅关于组织申报的通知\n东科发〔2025〕3号\n各市科技局：\n近日，省政府印发《若干措施》。现通知如下：\n"
        "一、总体要求\n做好组织。\n二、申报条件\n按规定执行。"
    )
    assert parse.issue(text(raw))[0].kind == "official"
