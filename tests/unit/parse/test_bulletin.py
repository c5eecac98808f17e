"""A bulletin is read into masthead, contents, columns, articles and imprint, in the house styles there are."""

import datetime

import pytest

from kg import parse
from kg.read.repair import text

HEAD = "东海科技参考\n\n第 12 期\n\n东海省科学技术厅\n\n2026 年 3 月 5 日\n\n"
CONTENTS = "本期要点\n国家动态.....\t2\n●部委部署绿色计算和高效算力\n地方经验.....\t3\n●东海市支持工业软件\n\n"
BODY = (
    "【国家动态】\n\n部委部署绿色计算和高效算力\n\n近日，部委发文。\n（1）加强布局。建设枢纽。\n(2) 压降能耗。降低一成。\n\n"
    "【地方经验】\n\n东海市支持工业软件\n\n东海市出台政策。\n一是明确对象。面向企业。\n二是提高补助。最高200万元。\n\n"
)
END = "主送：省委办公厅，省政府办公厅。\n\n省人大常委会办公厅。\n\n抄送：各市科技局。\n\n东海省科学技术厅\n\n2026 年 3 月 6 日印发\n"


def read(raw):
    found = text(raw)
    issue, notices = parse.issue(found)
    return found, issue, notices


def words(found, spans):
    return [found.read(span) for span in spans]


def test_issue_reads_masthead():
    """Series, number, date and publishers, each with its place."""
    found, issue, _ = read(HEAD + CONTENTS + BODY + END)
    assert (issue.kind, issue.bulletin, issue.number) == ("bulletin", "东海科技参考", 12)
    assert issue.date == datetime.date(2026, 3, 5)
    assert words(found, issue.publishers) == ["东海省科学技术厅"]
    assert found.quote(issue.number_span) == "第 12 期"
    assert issue.source == "东海科技参考-2026-12"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("2025年第3期（总第96期）", 3),
        ("第十二期", 12),
        ("第54期", 54),
        ("总第346期", 346),
        ("（总第346期）第7期", 7),
        ("2025 年第 3 期", 3),
        ("总346期", 346),
        ("第7-8期", 7),
        ("No. 15", 15),
    ],
)
def test_issue_reads_number_in_its_forms(line, number):
    """The number within the year counts; the total only where it is all there is."""
    _, issue, _ = read(f"东海科技参考\n\n{line}\n\n东海省科学技术厅    2025年3月5日\n\n" + CONTENTS + BODY)
    assert (issue.bulletin, issue.number) == ("东海科技参考", number)


@pytest.mark.parametrize(
    "head",
    [
        "内部资料　注意保存\n\n东 海 科 技 参 考\n第12期\n东海省科学技术厅　　　　2026年3月5日\n\n",
        "《东海科技参考》第12期\n东海省科学技术厅编    二〇二六年三月五日\n\n",
        "东海科技参考 2026年第12期\n主办：东海省科学技术厅\n2026年3月5日\n\n",
    ],
)
def test_issue_reads_mastheads_of_other_houses(head):
    """Title before the number on one line, spaced letters, roles, Chinese numerals."""
    found, issue, _ = read(head + CONTENTS + BODY)
    assert (issue.bulletin, issue.number, issue.date) == ("东海科技参考", 12, datetime.date(2026, 3, 5))
    assert words(found, issue.publishers) == ["东海省科学技术厅"]


def test_issue_reads_articles_in_their_columns():
    """Contents, headings and clauses come together."""
    _, issue, notices = read(HEAD + CONTENTS + BODY + END)
    assert [(a.column, a.title, [c.heading for c in a.clauses]) for a in issue.articles] == [
        ("国家动态", "部委部署绿色计算和高效算力", ["加强布局", "压降能耗"]),
        ("地方经验", "东海市支持工业软件", ["明确对象", "提高补助"]),
    ]
    assert not [n for n in notices if n.code.startswith(("contents", "heading"))]


@pytest.mark.parametrize(
    ("contents", "marks"),
    [
        ("目　　录\n国家动态\n部委部署绿色计算和高效算力…………2\n地方经验\n东海市支持工业软件…………3\n", "◇ {} ◇"),
        ("本期导读\n▲国家动态\n·部委部署绿色计算和高效算力/02\n▲地方经验\n·东海市支持工业软件/03\n", "▲ {}"),
        ("目录\n【国家动态】\n1.部委部署绿色计算和高效算力（2）\n【地方经验】\n2.东海市支持工业软件（3）\n", "【{}】"),
        ("目录\n一、国家动态\n部委部署绿色计算和高效算力 2\n二、地方经验\n东海市支持工业软件 3\n", "一、{}"),
        ("目录\n国家动态\n●部委部署绿色计算\n和高效算力\n地方经验\n●东海市支持工业软件\n", "◆{}◆"),
        ("", "■ {}"),
        ("", "◎{}"),
        ("", "一、{}"),
    ],
)
def test_issue_reads_contents_and_columns_of_other_houses(contents, marks):
    """Bullets, leaders, page numbers, decorations, or no contents at all."""
    body = BODY.replace("【国家动态】", marks.format("国家动态")).replace("【地方经验】", marks.format("地方经验"))
    _, issue, _ = read(HEAD + contents + "\n" + body + END)
    assert [(a.column, a.title) for a in issue.articles] == [
        ("国家动态", "部委部署绿色计算和高效算力"),
        ("地方经验", "东海市支持工业软件"),
    ]


def test_issue_keeps_the_fuller_of_two_readings():
    """The title is the undamaged reading; both are kept, and the difference is said."""
    found, issue, notices = read(HEAD + CONTENTS + BODY.replace("和高效算力", "和效算力") + END)
    article = issue.articles[0]
    assert article.title == article.toc_title == "部委部署绿色计算和高效算力"
    assert article.heading == "部委部署绿色计算和效算力"
    (notice,) = [n for n in notices if n.code == "contents_differ"]
    assert found.read(notice.span) == article.heading
    assert notice.values["contents"] == article.toc_title


def test_issue_takes_a_heading_that_is_fuller_than_the_contents():
    """The contents shorten, too."""
    _, issue, _ = read(HEAD + CONTENTS.replace("和高效算力", "") + BODY + END)
    assert issue.articles[0].title == "部委部署绿色计算和高效算力"


def test_issue_joins_a_heading_over_two_lines():
    """Long headings are set in two lines."""
    found, issue, _ = read(HEAD + CONTENTS + BODY.replace("绿色计算和", "绿色计算\n和") + END)
    assert issue.articles[0].title == issue.articles[0].heading == "部委部署绿色计算和高效算力"
    assert found.quote(issue.articles[0].heading_span) == "部委部署绿色计算\n和高效算力"


def test_issue_says_that_an_article_is_not_in_the_contents():
    """It is an article all the same."""
    extra = "【人才之窗】\n\n东海省引进工程师\n\n近日，东海省发文。\n"
    _, issue, notices = read(HEAD + CONTENTS + BODY + extra + END)
    assert issue.articles[-1].title == "东海省引进工程师"
    assert issue.articles[-1].toc_span is None
    assert [n.values["heading"] for n in notices if n.code == "contents_missing"] == ["东海省引进工程师"]


def test_issue_says_that_a_heading_is_missing():
    """The text below the column gets the title that the contents have for it."""
    _, issue, notices = read(HEAD + CONTENTS + BODY.replace("东海市支持工业软件\n", "") + END)
    assert [a.title for a in issue.articles][1] == "东海市支持工业软件"
    assert issue.articles[1].heading == ""
    assert [n.values["contents"] for n in notices if n.code == "heading_missing"] == ["东海市支持工业软件"]


def test_issue_reads_imprint():
    """A paragraph without a label goes on with the list above it; the printer's line ends the lists."""
    found, issue, _ = read(HEAD + CONTENTS + BODY + END)
    assert words(found, issue.sent_to) == ["省委办公厅，省政府办公厅", "省人大常委会办公厅"]
    assert words(found, issue.copied_to) == ["各市科技局"]
    assert words(found, issue.imprint) == ["东海省科学技术厅"]
    assert "主送" not in found.quote(issue.articles[-1].span)


def test_issue_says_that_masthead_and_imprint_differ():
    """One body in two spellings is worth a look."""
    end = END.replace("东海省科学技术厅", "东海省学技术厅")
    _, _, notices = read(HEAD + CONTENTS + BODY + end)
    (notice,) = [n for n in notices if n.code == "masthead_imprint_differ"]
    assert dict(notice.values) == {"masthead": "东海省科学技术厅", "imprint": "东海省学技术厅"}


def test_issue_takes_the_date_of_the_imprint_if_there_is_no_other():
    """A masthead may have none."""
    _, issue, _ = read(HEAD.replace("2026 年 3 月 5 日", "") + CONTENTS + BODY + END)
    assert issue.date == datetime.date(2026, 3, 6)


def test_issue_takes_no_subtitle_for_a_clause():
    """A line under the heading that opens with a dash is its second half."""
    body = BODY.replace("东海市支持工业软件\n\n", "东海市支持工业软件\n——软件强市的做法\n\n")
    _, issue, _ = read(HEAD + CONTENTS + body + END)
    assert [c.heading for c in issue.articles[1].clauses] == ["明确对象", "提高补助"]


@pytest.mark.parametrize("marks", [("（一）", "（二）"), ("1.", "2."), ("▲", "▲")])
def test_issue_takes_numbers_off_the_titles_of_the_contents(marks):
    """However the entries are numbered, the heading is found and the title has no number."""
    contents = (
        f"本期要点\n国家动态\n{marks[0]}部委部署绿色计算和高效算力\t1\n地方经验\n{marks[1]}东海市支持工业软件\t3\n\n"
    )
    _, issue, notices = read(HEAD + contents + BODY + END)
    assert [article.title for article in issue.articles] == ["部委部署绿色计算和高效算力", "东海市支持工业软件"]
    assert "contents_differ" not in {notice.code for notice in notices}


def test_issue_takes_off_page_numbers_that_recognition_joined_to_the_titles():
    """The columns keep their leaders, the titles lost the gap before the page."""
    contents = "本期要点\n国家动态……1\n●部委部署绿色计算和高效算力1\n地方经验……3\n●东海市支持工业软件3\n\n"
    _, issue, _ = read(HEAD + contents + BODY + END)
    assert [article.title for article in issue.articles] == ["部委部署绿色计算和高效算力", "东海市支持工业软件"]
