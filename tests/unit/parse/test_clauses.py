"""Numbered paragraphs become clauses with headings and levels."""

import pytest

from kg.parse.clauses import clauses
from kg.parse.paragraphs import paragraphs
from kg.read.repair import text


def read(raw):
    found = text(raw)
    return found, clauses(found, paragraphs(found))


@pytest.mark.parametrize(
    ("raw", "marker"),
    [
        ("（1）做强平台。坚持培优。", "（1）"),
        ("(3) 做强平台。坚持培优。", "(3)"),
        ("（一）做强平台。坚持培优。", "（一）"),
        ("(一)做强平台。坚持培优。", "(一)"),
        ("一、做强平台", "一、"),
        ("十二、做强平台", "十二、"),
        ("1.做强平台。坚持培优。", "1."),
        ("1．做强平台。坚持培优。", "1．"),
        ("1、做强平台。坚持培优。", "1、"),
        ("①做强平台。坚持培优。", "①"),
        ("⑴做强平台。坚持培优。", "⑴"),
        ("⒈做强平台。坚持培优。", "⒈"),
        ("（１）做强平台。坚持培优。", "（１）"),
        ("( 1 ) 做强平台。坚持培优。", "( 1 )"),
        ("第一，做强平台。坚持培优。", "第一，"),
        ("第三条　做强平台。坚持培优。", "第三条"),
        ("第三章　做强平台", "第三章"),
        ("一是做强平台。坚持培优。", "一是"),
        ("——做强平台。坚持培优。", "——"),
        ("--做强平台。坚持培优。", "--"),
        ("第三条（做强平台）坚持培优。", "第三条"),
        ("第三条【做强平台】坚持培优。", "第三条"),
        ("（1）做强平台：坚持培优。", "（1）"),
    ],
)
def test_clauses_reads_markers_of_all_styles(raw, marker):
    """The heading is the first sentence without marker and full stop."""
    found, (clause,) = read(raw)
    assert (clause.marker, clause.heading) == (marker, "做强平台")
    assert found.read(clause.heading_span) == "做强平台"
    assert found.quote(clause.span) == raw


@pytest.mark.parametrize(
    "raw",
    [
        "支持企业开展研发。",
        "2025年，全省新增企业100家。",
        "3.5万家企业上云。",
        "第三条的规定不适用。",
        "一、二、三产业协调发展。",
        "主要措施一是加强布局；二是压降能耗；三是强化监管。",
        "其中一是加强布局、二是压降能耗。",
        "——坚持实事求是和群众路线相统一并在实践中不断总结经验推动各项工作取得新成效和更大的进展。",
    ],
)
def test_clauses_ignores_what_only_looks_like_a_marker(raw):
    """Numbers in a sentence and lists inside one sentence are no clauses."""
    assert read(raw)[1] == ()


def test_clauses_takes_first_part_of_a_long_first_sentence():
    """A first sentence that is too long for a heading is cut at its first comma."""
    raw = "（1）全面建成了覆盖各市县的茶叶质量快速检测站点，让茶农在家门口就能拿到检测报告和销售建议。共建成7个站点。"
    assert read(raw)[1][0].heading == "全面建成了覆盖各市县的茶叶质量快速检测站点"


def test_clauses_has_no_heading_for_a_long_sentence():
    """What is no heading is not called one."""
    clause = read(
        "第五条 " + "从事智能网联汽车道路测试的单位应当依法取得主管部门许可并对测试期间发生的损失承担责任" * 2
    )[1][0]
    assert (clause.heading, len(clause.heading_span)) == ("", 0)


def test_clauses_finds_items_inside_a_paragraph():
    """Each is at least one whole sentence."""
    raw = "主要做法如下：一是推行张榜。每年发布任务10个。二是开放场景。建成30项。"
    found, (first, second) = read(raw)
    assert [first.heading, second.heading] == ["推行张榜", "开放场景"]
    assert found.quote(first.span) == "一是推行张榜。每年发布任务10个。"


def test_clauses_nests_by_style():
    """An outer style closes the inner ones, whatever the count."""
    raw = "一、夯实基础\n（一）建网络。要求。\n1.建基站。要求。\n（二）建中心。要求。\n二、加快转型\n（三）上云。要求。"
    found = read(raw)[1]
    assert [(c.level, c.parent) for c in found] == [(1, None), (2, 1), (3, 2), (2, 1), (1, None), (2, 5)]


def test_clauses_runs_to_the_next_clause():
    """Paragraphs below the marker belong to the clause."""
    raw = "（1）甲。要求。\n具体如下。\n（2）乙。要求。\n"
    found, (first, second) = read(raw)
    assert [found.quote(c.span) for c in (first, second)] == ["（1）甲。要求。\n具体如下。", "（2）乙。要求。"]


@pytest.mark.parametrize(
    "raw",
    [
        "（1）做强平台。培优。（2）引进人才。给补助。（3）开放场景。发清单。",
        "①做强平台。培优。②引进人才。给补助。③开放场景。发清单。",
        "主要做法：（一）做强平台。培优。（二）引进人才。给补助。（三）开放场景。发清单。",
    ],
)
def test_clauses_run_on_in_one_paragraph(raw):
    """Where numbers go on at the beginnings of sentences, each opens a clause."""
    _, found = read(raw)
    assert [clause.heading for clause in found] == ["做强平台", "引进人才", "开放场景"]


@pytest.mark.parametrize(
    "raw",
    [
        "（1）做强平台。见表（2）。另见附件（3）。",
        "（1）做强平台，（2）引进人才，（3）开放场景。",
        "支持对象：（1）企业；（2）高校。",
    ],
)
def test_numbers_inside_a_sentence_open_no_clause(raw):
    """What is only counted in a sentence, or referred to, is no clause."""
    assert len(read(raw)[1]) == raw.startswith("（1）")
