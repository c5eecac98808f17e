"""The sixteen readings that every build must get right, all from issue 54; skipped where that text is not at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg import store

Ask = Callable[[str], list[tuple[str, ...]]]


def numbers(seed: Ask, about: str, kind: str) -> set[tuple[str, ...]]:
    """Give (indicator, value, unit) of the quantities of one owner."""
    return set(
        seed(
            f'SELECT ?i ?v ?u {{ ?q a pb:{kind} ; pb:about/rdfs:label "{about}"@zh ; '
            "pb:indicator ?i ; pb:value|pb:min|pb:max ?v ; pb:unit ?u }"
        )
    )


def test_reading_01_number_cut_by_a_page_break(seed: Ask) -> None:
    """11000⏎⏎万个突变 is one number; the exact slice is kept, the repaired reading is in raw."""
    rows = seed("SELECT ?raw ?quote { ?q pb:value 110000000.0 ; pb:raw ?raw ; pb:evidence/pb:quote ?quote }")
    assert len(rows) == 1
    raw, quote = rows[0]
    assert "11000万个" in raw
    assert "11000\n\n万个突变" in quote


def test_reading_02_quoted_name_is_a_program_and_no_number(seed: Ask) -> None:
    """“1350” names a system; its three goals are 10, 30 and 50 by 2028."""
    name = "“1350”高能级新型研发机构体系"
    assert ("Program",) in seed(f'SELECT ?c {{ ?p rdfs:label "{name}"@zh ; a ?t BIND(STRAFTER(STR(?t), "#") AS ?c) }}')
    goals = seed(
        f'SELECT ?i ?v ?by {{ ?q a pb:Goal ; pb:about/rdfs:label "{name}"@zh ; pb:indicator ?i ; pb:value ?v ; pb:by ?by }}'
    )
    assert {(i, float(v), by) for i, v, by in goals} == {
        ("引领型新型研发机构", 10.0, "2028"),
        ("标杆型新型研发机构", 30.0, "2028"),
        ("成长型新型研发机构", 50.0, "2028"),
    }
    assert not seed("SELECT ?q { ?q pb:value|pb:min|pb:max ?v FILTER(?v = 1350) }")


def test_reading_03_province_distributes_over_a_list_of_issuers(seed: Ask) -> None:
    """四川省科技厅、审计厅、教育厅、省卫健委等部门: four issuers and an open list."""
    doc = "四川省科技成果转化尽职免责工作指引（试行）"
    issuers = seed(f'SELECT ?n {{ ?d rdfs:label "{doc}"@zh ; pb:issuer/rdfs:label ?n }}')
    assert issuers == [("四川省卫生健康委员会",), ("四川省审计厅",), ("四川省教育厅",), ("四川省科学技术厅",)]
    assert seed(f'SELECT ?o {{ ?d rdfs:label "{doc}"@zh ; pb:openList ?o }}') == [("true",)]


def test_reading_04_bare_names_resolve_by_the_publisher(seed: Ask) -> None:
    """我省, 科技厅 and 省政府办公厅 are Sichuan's and make no entities of their own."""
    labels = {label for (label,) in seed("SELECT ?l { ?x a ?t ; rdfs:label ?l FILTER(?t IN (pb:Agency, pb:Place)) }")}
    assert {"四川省", "四川省科学技术厅", "四川省人民政府办公厅"} <= labels
    assert not labels & {"我省", "科技厅", "省政府办公厅"}


def test_reading_05_contents_and_heading_differ(seed: Ask, seed_graph: Path) -> None:
    """One article with the fuller title; what was printed is kept, the difference is reported."""
    rows = seed('SELECT ?t ?h { ?a a pb:Article ; pb:title ?t ; pb:heading ?h FILTER(CONTAINS(?t, "中试平台")) }')
    assert len(rows) == 1
    assert rows[0][0] == "工信部加快制造业中试平台体系化布局和高水平建设"
    assert "布局和水平建设" in rows[0][1]
    with store.open_graph(seed_graph) as graph:
        (record,) = graph.records
        assert "contents_differ" in {notice.code for notice in graph.notices(record.source)}


def test_reading_06_imprint_misprint_is_a_hidden_label(seed: Ask) -> None:
    """Masthead and imprint name one agency; the damaged form is a hidden label."""
    rows = seed('SELECT ?l { ?a rdfs:label ?l ; skos:hiddenLabel "中共四川省科技委员会办公室"@zh }')
    assert rows == [("中共四川省委科技委员会办公室",)]


def test_reading_07_share_and_cap_on_one_measure(seed: Ask) -> None:
    """At most half of the outlay, and once at most five million, on one measure."""
    rows = seed(
        "SELECT ?share ?cap ?once { ?m pb:quantity ?r, ?s . ?r a pb:Ratio ; pb:max ?share . "
        "?s a pb:Support ; pb:max ?cap ; pb:oneOff ?once . ?m pb:clause/pb:heading ?h FILTER(CONTAINS(?h, '创新平台')) }"
    )
    assert [(float(a), float(b), c) for a, b, c in rows] == [(0.5, 5000000.0, "true")]


def test_reading_08_threshold_is_not_money_given(seed: Ask) -> None:
    """总额达到 10 万元（含）以上的企业 says who qualifies."""
    rows = seed("SELECT ?v ?i { ?q a pb:Threshold ; pb:min ?v ; pb:inclusive ?i ; pb:unit 'CNY' }")
    assert [(float(v), i) for v, i in rows] == [(100000.0, "true")]
    assert not seed("SELECT ?q { ?q a pb:Support ; pb:value|pb:max|pb:min 100000 }")


def test_reading_09_receiving_unit(seed: Ask) -> None:
    """单个项目, 每个产品, 每个企业 and 单家企业 are what the money is per."""
    assert {per for (per,) in seed("SELECT ?p { ?q a pb:Support ; pb:per ?p }")} == {
        "单个项目",
        "每个产品",
        "每个企业",
        "单家企业",
    }


def test_reading_10_three_requirements(seed: Ask) -> None:
    """三类主体 19 项尽职事项、15 类免责情形."""
    found = numbers(seed, "四川省科技成果转化尽职免责工作指引（试行）", "Requirement")
    assert {(i, float(v), u) for i, v, u in found} == {
        ("主体", 3.0, "类"),
        ("尽职事项", 19.0, "项"),
        ("免责情形", 15.0, "类"),
    }


def test_reading_11_ladder_of_three_tiers(seed: Ask) -> None:
    """储备—重点培育—国家级 are joined by nextTier."""
    assert seed("SELECT ?a ?b { ?x pb:nextTier ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }") == [
        ("储备中试平台", "工业和信息化部重点培育中试平台"),
        ("工业和信息化部重点培育中试平台", "国家级制造业中试平台"),
    ]


def test_reading_12_notice_with_two_annexes(seed: Ask) -> None:
    """《通知》 issues two documents with editions, and later 《通知》 is the same document."""
    rows = seed("SELECT ?l ?e { ?d pb:annexOf ?n ; rdfs:label ?l ; pb:edition ?e . ?n skos:altLabel '通知'@zh }")
    assert rows == [
        ("制造业中试平台建设指引（2025版）", "2025版"),
        ("制造业中试平台重点方向建设要点（2025版）", "2025版"),
    ]


def test_reading_13_number_and_noun_are_cut_right(seed: Ask) -> None:
    """7 个中国家猪品种 is seven Chinese breeds, not China's."""
    assert ("中国家猪品种", "7", "个") in {
        (i, v.split(".")[0], u) for i, v, u in numbers(seed, "省农作物及畜禽育种攻关计划", "Achievement")
    }


def test_reading_14_both_bracket_styles_and_recently(seed: Ask) -> None:
    """（1） and (3) are clauses; 近日 means not after the issue's date."""
    headings = {h for (h,) in seed("SELECT ?h { ?c a pb:Clause ; pb:heading ?h }")}
    assert {
        "率先完成了全球猪、鸡遗传资源基因种质特性评估",
        "精准解析了影响产肉产蛋性状的分子调控网络和分子机制",
    } <= headings
    assert {d for (d,) in seed("SELECT ?d { ?x pb:dateNotAfter ?d }")} == {"2025-11-14"}


def test_reading_15_five_year_plan_is_a_period(seed: Ask) -> None:
    """“十四五”期间 runs from 2021 to 2025."""
    assert {p for (p,) in seed("SELECT ?p { ?q a pb:Achievement ; pb:period ?p }")} == {"2021-01-01/2025-12-31"}


def test_reading_16_who_it_is_sent_to(seed: Ask) -> None:
    """Agencies where named; 各市（州）科技局 is a class of agencies."""
    sent = {n for (n,) in seed("SELECT ?n { ?i a pb:Issue ; pb:sentTo/rdfs:label ?n }")}
    assert {"中共四川省委科技委员会", "中央科技委员会办公室", "四川省人民政府办公厅"} <= sent
    copied = seed("SELECT ?n ?c { ?i pb:copiedTo ?x . ?x rdfs:label ?n ; a ?t BIND(STRAFTER(STR(?t), '#') AS ?c) }")
    assert ("各市（州）科技局", "AgencyGroup") in copied
    assert ("西部（成都）科学城管理委员会", "Agency") in copied
