"""An official document is read into title, number, addressees, clauses and signature."""

import datetime

import pytest

from kg import parse
from kg.read.repair import text

NOTICE = (
    "东海市人民政府办公厅关于印发加快数字经济发展若干措施的通知\n\n（东府办〔2025〕108号）\n\n各区人民政府，市直各委、办、局：\n\n"
    "　　《东海市加快数字经济发展若干措施》已经市政府研究同意，现印发给你们，请认真遵照执行。\n东海市人民政府办公厅\n\n2025年11月26日\n"
)
MEASURES = (
    "　　东海市加快数字经济发展若干措施\n\n　　为加快数字经济发展，制定如下措施。\n　　一、夯实基础\n\n"
    "　　（一）建设网络。统筹规划。\n\n　　（二）建设中心。给予补助。\n　　二、加快应用\n\n　　（三）推进应用。给予奖励。\n"
)


def read(raw, kind=None):
    found = text(raw)
    issue, notices = parse.issue(found, kind=kind)
    return found, issue, notices


def words(found, spans):
    return [found.read(span) for span in spans]


def test_issue_reads_the_document_inside_a_notice():
    """Who reads the notice means what it issues; the notice is the wrapper."""
    found, issue, _ = read(NOTICE + MEASURES)
    (article,) = issue.articles
    assert issue.kind == "official"
    assert article.title == "东海市加快数字经济发展若干措施"
    assert issue.wrapper == "东海市人民政府办公厅关于印发加快数字经济发展若干措施的通知"
    assert found.read(article.heading_span) == article.title
    assert issue.source == "东海市加快数字经济发展若干措施"


def test_issue_reads_number_addressees_signature():
    """The parts that GB/T 9704 names."""
    found, issue, _ = read(NOTICE + MEASURES)
    assert issue.doc_number == found.read(issue.doc_number_span) == "东府办〔2025〕108号"
    assert words(found, issue.sent_to) == ["各区人民政府，市直各委、办、局"]
    assert words(found, issue.publishers) == ["东海市人民政府办公厅"]
    assert issue.date == datetime.date(2025, 11, 26)


def test_issue_reads_clauses_of_a_document():
    """Two levels, counted through."""
    _, issue, _ = read(NOTICE + MEASURES)
    assert [(c.level, c.heading) for c in issue.articles[0].clauses] == [
        (1, "夯实基础"), (2, "建设网络"), (2, "建设中心"), (1, "加快应用"), (2, "推进应用"),
    ]  # fmt: skip


def test_issue_names_what_a_notice_issues_without_printing_it():
    """The name in the notice's own title has to do."""
    found, issue, _ = read(NOTICE)
    assert issue.articles[0].title == "加快数字经济发展若干措施"
    assert found.read(issue.articles[0].heading_span) == "加快数字经济发展若干措施"


def test_issue_takes_a_notice_of_several_documents_for_itself():
    """None of them is the one."""
    _, issue, _ = read(NOTICE.replace("加快数字经济发展若干措施的", "《甲规划》和《乙方案》的"))
    assert issue.wrapper == ""
    assert issue.articles[0].title == "东海市人民政府办公厅关于印发《甲规划》和《乙方案》的通知"


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("东海市数据条例\n\n第一章 总则\n\n", "东海市数据条例"),
        (
            "东海市科学技术局关于支持\n工业软件发展的意见\n\n各区科技局：\n",
            "东海市科学技术局关于支持工业软件发展的意见",
        ),
        (
            "东海市人民政府文件\n\n东府发〔2025〕1号\n\n东海市人民政府关于推进创新的意见\n\n",
            "东海市人民政府关于推进创新的意见",
        ),
        ("东海市智能制造发展规划\n（2025—2027年）\n一、形势\n", "东海市智能制造发展规划（2025—2027年）"),
        ("关于推进创新的意见（东府发〔2025〕1号）\n\n", "关于推进创新的意见"),
        ("# title: x\n# date: 2025\n\n东海市数据条例\n\n", "东海市数据条例"),
    ],
)
def test_issue_finds_the_title(top, title):
    """One line or more, below letterhead and number, without a collection's header."""
    _, issue, _ = read(top + "第一条 为了保护与数据有关的权益，制定本条例。\n第二条 本条例适用于本市。\n")
    assert issue.articles[0].title == title


def test_issue_skips_contents():
    """Entries of the contents are no clauses."""
    raw = "东海市规划\n目　录\n一、现状........1\n二、任务........2\n为了发展，制定本规划。\n一、现状\n良好。\n二、任务\n加快发展。\n"
    found, issue, _ = read(raw)
    assert [c.heading for c in issue.articles[0].clauses] == ["现状", "任务"]
    assert found.read(issue.contents).startswith("目")
    assert found.read(issue.contents).endswith("2")


def test_issue_reads_several_signatures():
    """Each on its line, the date below."""
    raw = "关于推进创新的意见\n各区：\n一、要求\n抓好落实。\n东海市科学技术局\n\n东海市财政局\n\n2025年1月2日\n"
    found, issue, _ = read(raw)
    assert words(found, issue.publishers) == ["东海市科学技术局", "东海市财政局"]


def test_issue_takes_issuers_from_the_title():
    """Where nobody signed; a dropped space parts two names."""
    found, issue, _ = read("东海市科学技术局 东海市财政局关于推进创新的意见\n一、要求\n抓好落实各项工作，推进创新。\n")
    assert words(found, issue.publishers) == ["东海市科学技术局", "东海市财政局"]


def test_issue_takes_the_date_an_assembly_passed_a_law():
    """Regulations are passed, not signed; the last amendment counts."""
    raw = "东海市数据条例\n\n2021年11月25日 市人大常委会第三十七次会议通过\n2024年1月2日 市人大常委会修正\n\n第一条 为了保护权益，制定本条例。\n"
    assert read(raw)[1].date == datetime.date(2024, 1, 2)


def test_issue_says_what_is_missing():
    """Title and date are known or said to be unknown."""
    codes = {n.code for n in read("　　一、目标\n　　支持企业开展研发活动，给予补助和奖励，推动高质量发展。\n")[2]}
    assert {"title_missing", "date_missing"} <= codes
