"""The notes under the title of a law, and the lines that a collection puts over a text."""

import datetime

from kg import parse
from kg.read.repair import text

LAW = """东海市专利条例

2005年5月20日 东海市第二届人民代表大会常务委员会第二十次会议通过

2005年7月1日 西山省第十届人民代表大会常务委员会第三次会议批准

2013年9月27日 根据2013年9月1日东海市第四届人民代表大会常务委员会第六次会议《关于修改〈东海市供水条例〉等九件地方性法规的决定》修正

第一章 总则

第一条 为了保护专利，根据有关法律，制定本条例。

第二条 本条例自2006年1月1日起施行。
"""
ORDER = """打捞管理办法

1957年9月7日 国务院批准

1957年10月11日 交通部发布

1957年12月1日 施行

第一条 为了加强打捞管理，制定本办法，请各有关方面遵照执行。
"""
BARE = """# title: 东海市数字经济促进政策
# agency: 东海市科学技术局
# date: 2024-03-05

为加快数字经济发展，打造创新高地，特制定本政策。
一、支持企业。给予奖励。
二、支持平台。给予补助。
"""


def read(raw):
    found = text(raw)
    issue, notices = parse.issue(found)
    return found, issue, {notice.code for notice in notices}


def test_law_is_issued_by_who_passed_it():
    """Who passed a law issues it; who only approved or changed it does not."""
    found, issue, _ = read(LAW)
    assert [found.read(span) for span in issue.publishers] == ["东海市第二届人民代表大会常务委员会第二十次会议"]


def test_law_has_the_date_of_its_last_change():
    """The last note counts; dates in the names of other documents do not."""
    _, issue, _ = read(LAW)
    assert issue.date == datetime.date(2013, 9, 1)


def test_law_is_dated_by_its_publication_not_by_its_effect():
    """A body that published is the issuer; the day of effect is no date of the text."""
    found, issue, _ = read(ORDER)
    assert [found.read(span) for span in issue.publishers] == ["交通部"]
    assert issue.date == datetime.date(1957, 10, 11)


def test_fuller_title_below_a_caption_counts():
    """A collection heads 中华人民共和国建筑法 by 建筑法."""
    _, issue, _ = read(
        "建筑法\n\n中华人民共和国建筑法\n\n第一条 为了加强对建筑活动的监督管理，维护市场秩序，制定本法。\n"
    )
    assert issue.articles[0].title == "中华人民共和国建筑法"


def test_lines_over_a_text_say_what_it_does_not():
    """Title, issuer and date come from the lines above a text without head and signature, with their place."""
    found, issue, doubts = read(BARE)
    assert issue.articles[0].title == found.read(issue.articles[0].heading_span) == "东海市数字经济促进政策"
    assert [found.read(span) for span in issue.publishers] == ["东海市科学技术局"]
    assert issue.date == datetime.date(2024, 3, 5)
    assert not doubts & {"title_missing", "date_missing", "kind_unsure"}


def test_lines_over_a_text_do_not_override_it():
    """What a text prints itself comes first."""
    _, issue, _ = read(BARE.replace("\n\n为", "\n\n东海市创新发展若干措施\n\n为", 1))
    assert issue.articles[0].title == "东海市创新发展若干措施"


def test_a_year_under_a_title_is_no_note():
    """Only a full date dates a text."""
    _, issue, _ = read(
        "东海市2021年数字经济工作要点\n\n2021年是数字经济工作的关键之年，要抓好以下工作的落实。\n\n一、夯实基础。\n"
    )
    assert issue.date is None


def test_an_interpretation_of_the_courts_has_a_title():
    """…的解释 is the name of a kind of document."""
    title = "最高人民法院、最高人民检察院关于办理侵犯商业秘密刑事案件适用法律若干问题的解释"
    _, issue, _ = read(
        f"{title}\n\n{title}\n\n为依法惩治侵犯商业秘密犯罪活动，根据有关法律规定，现作如下解释：\n\n第一条 有关情形。\n"
    )
    assert issue.articles[0].title == title
