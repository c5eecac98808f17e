"""What a text says of documents: annexes, changes by other documents, who leads a program."""

import pytest

LAW = """湖南省专利条例

2005年5月20日 湖南省第十届人民代表大会常务委员会第二十次会议通过

2013年9月27日 湖南省第十二届人民代表大会常务委员会第六次会议《关于修改〈湖南省供水条例〉等九件地方性法规的决定》修正

第一条 为了保护专利，根据《中华人民共和国专利法》等法律，结合本省实际，制定本条例。

第二条 违反本条例的，依照《中华人民共和国行政处罚法》处罚。
"""
NOTICE = """湖南省科学技术厅关于开展科技试点工作的通知

各市州科技局：

　　现就开展科技试点工作有关事项通知如下，请认真组织实施。

　　一、实施“千企万岗”行动。扩大科技岗位，做好服务。（牵头单位：省教育厅；责任单位：省财政厅）

　　附件：1.《科技试点工作指南》

　　2.《科技试点评价办法》

湖南省科学技术厅

2025年3月5日
"""


LETTER = """湖南省科学技术厅关于印发《湖南省科技平台管理办法》的通知

各市州科技局：

　　根据《湖南省科技创新条例》，我们制定了《湖南省科技平台管理办法》，现印发给你们。《湖南省科技平台暂行规定》同时废止。

　　附件：1.湖南省科技平台管理办法
　　2.平台申报表

湖南省科学技术厅

2025年3月5日

湖南省科技平台管理办法

第一条 平台由省科技厅管理。

第二条 本办法自2025年5月1日起施行。
"""


@pytest.fixture
def edges(understand):
    """Give the edges between things as (subject, relation, object)."""

    def run(raw):
        statements = understand(raw, kind="official").facts.statements
        return {(s.subject.label, s.relation, getattr(s.object, "label", s.object)) for s in statements}

    return run


def test_law_is_issued_by_the_assembly_whatever_its_term(edges):
    """The term has no part in the name of an assembly."""
    assert ("湖南省专利条例", "issuer", "湖南省人民代表大会常务委员会") in edges(LAW)


def test_law_is_amended_by_the_decision_of_its_note(edges):
    """A decision on several laws amends the law under whose title it stands; the others are not this law's matter."""
    found = edges(LAW)
    decision = "关于修改〈湖南省供水条例〉等九件地方性法规的决定"
    assert (decision, "amends", "湖南省专利条例") in found
    assert ("湖南省专利条例", "cites", "湖南省供水条例") not in found


def test_law_is_based_on_what_its_first_article_names(edges):
    """根据…制定本条例 is a basis; 依照…处罚 only cites."""
    found = edges(LAW)
    assert ("湖南省专利条例", "basedOn", "中华人民共和国专利法") in found
    assert ("湖南省专利条例", "cites", "中华人民共和国行政处罚法") in found


@pytest.mark.parametrize("annex", ["科技试点工作指南", "科技试点评价办法"])
def test_annexes_are_listed_below_the_text(edges, annex):
    """Every numbered name under 附件 is a part of the document."""
    assert (annex, "annexOf", "湖南省科学技术厅关于开展科技试点工作的通知") in edges(NOTICE)


def test_program_is_led_by_the_body_at_the_end_of_its_clause(edges):
    """牵头单位 leads the one program of the clause; 责任单位 does not."""
    found = edges(NOTICE)
    assert ("“千企万岗”行动", "owner", "湖南省教育厅") in found
    assert ("“千企万岗”行动", "owner", "湖南省财政厅") not in found


def test_rules_to_carry_out_a_law_implement_it(edges):
    """实施《…》办法 implements, it does not amend."""
    found = edges(
        "湖南省实施《中华人民共和国水法》办法\n\n第一条 为了节约用水，保护水资源，防治水害，结合本省实际，制定本办法。\n"
    )
    assert ("湖南省实施《中华人民共和国水法》办法", "implements", "中华人民共和国水法") in found


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("3月1日，", "2026-03-01"),
        ("12月20日，", "2025-12-20"),
        ("2026年2月28日，", "2026-02-28"),
        ("2026年2月30日，", None),
        ("3个月1日内", None),
    ],
)
def test_day_of_a_document(understand, printed, day):
    """A day without a year is the issue's last such day; a day that never was is none."""
    raw = (
        "科技动态\n\n第 3 期\n\n湖南省科学技术厅\n\n2026 年 3 月 5 日\n\n【省内要情】\n\n湖南省出台专利办法\n\n"
        f"{printed}湖南省政府印发《湖南省专利奖励办法》，鼓励发明创造。\n"
    )
    statements = understand(raw, kind="bulletin").facts.statements
    assert {str(s.object) for s in statements if s.relation == "docDate"} == ({day} if day else set())


def test_letter_speaks_of_the_document_it_comes_with(edges):
    """What it rests on and what it ends is often said there alone."""
    said = edges(LETTER)
    assert ("湖南省科技平台管理办法", "basedOn", "湖南省科技创新条例") in said
    assert ("湖南省科技平台管理办法", "repeals", "湖南省科技平台暂行规定") in said


def test_list_of_annexes_opens_no_clauses(understand):
    """Its numbers count papers."""
    (article,) = understand(LETTER, kind="official").issue.articles
    assert [clause.marker for clause in article.clauses] == ["第一条", "第二条"]


def test_issuers_of_a_title_need_no_mark_between_them(understand):
    """《中共湖南省委湖南省人民政府关于…》 has two issuers."""
    facts = understand(
        "湖南省科技工作办法\n\n　　一、落实《中共湖南省委湖南省人民政府关于加强科技工作的意见》。\n"
    ).facts
    issuers = {s.object.label for s in facts.statements if s.relation == "issuer"}
    assert issuers == {"中共湖南省委员会", "湖南省人民政府"}


@pytest.mark.parametrize("printed", ["湘科发[2025]8号", "湘科发［2025］8号", "湘科发【2025】8号", "湘科发（2025）8号"])
def test_number_has_the_brackets_of_the_standard(understand, printed):
    """However the year is bracketed, the number reads 〔2025〕."""
    facts = understand(f"湖南省科技工作办法\n\n　　一、落实《湖南省科技创新计划》（{printed}）。\n").facts
    assert [s.object for s in facts.statements if s.relation == "docNumber"] == ["湘科发〔2025〕8号"]


@pytest.mark.parametrize(
    ("title", "sentence", "by"),
    [
        ("湖南省科技工作方案", "9月底前建成实验室6家。", "2025-09"),
        ("湖南省科技工作方案", "1月底前建成实验室6家。", "2026-01"),
        ("湖南省2026年科技工作方案", "1月底前建成实验室6家。", "2026-01"),
        ("湖南省科技工作方案", "2027年完成论证，年底前建成实验室6家。", "2027"),
    ],
)
def test_deadline_without_a_year_takes_that_of_the_text(understand, title, sentence, by):
    """The date of signing tells the year, unless paragraph or title name one."""
    raw = f"{title}\n\n各市州科技局：\n\n　　一、主要任务\n　　{sentence}\n\n湖南省科学技术厅\n2025年3月5日\n"
    facts = understand(raw, kind="official").facts
    assert [quantity.amount.by for quantity in facts.quantities] == [by]


def test_article_on_a_program_reports_on_it_though_a_document_is_cited(understand):
    """What another body had issued is only referred to; the article tells of the program in its heading."""
    facts = understand(
        "湖南省启动“千企万岗”行动\n\n近日，湖南省科技厅印发通知，启动“千企万岗”行动，培育企业20家。"
        "国务院印发的《关于强化企业创新的意见》对此作出部署。\n",
        kind="news",
    ).facts
    assert [entity.label for _, entity in facts.reports_on] == ["“千企万岗”行动"]


def test_numbers_of_an_article_that_no_document_stands_behind_were_reached(understand):
    """Where nothing was issued and no time is told, the article reports what there is."""
    facts = understand("湖南省发展智慧农业\n\n湖南省依托示范区，建成智慧农场16个。\n", kind="news").facts
    assert [(quantity.kind, quantity.raw) for quantity in facts.quantities] == [("Achievement", "16个")]


def test_both_of_two_documents_are_issued_by_the_notice(understand):
    """关于印发《甲》和《乙》的通知 has two parts, and its issuer issued both."""
    notice = LETTER.replace(
        "《湖南省科技平台管理办法》的通知", "《湖南省科技平台管理办法》和《湖南省科技平台评价细则》的通知"
    )
    statements = understand(notice, kind="official").facts.statements
    parts = {s.subject.label for s in statements if s.relation == "annexOf"}
    assert {"湖南省科技平台管理办法", "湖南省科技平台评价细则"} <= parts
