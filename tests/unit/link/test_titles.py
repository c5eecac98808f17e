"""Titles as identity knows them: the issuers in front are no part of what a document is called."""

from __future__ import annotations

import pytest

from kg.link import titles

BARE = "关于支持科技创新的意见"


@pytest.mark.parametrize(
    "issuers",
    ["国务院办公厅", "科技部、财政部", "科技部 财政部", "中国科协", "湖南省人民政府", "中国人民银行", "中华全国总工会"],
)
def test_bare_title_begins_behind_its_issuers(issuers):
    """One issuer or several, with or without marks between them, are cut off."""
    assert titles.bare(issuers + BARE) == BARE


@pytest.mark.parametrize("title", ["湖南省科学技术奖励办法", "社会救助暂行办法", "中华人民共和国科学技术进步法"])
def test_bare_title_without_issuer_stays(title):
    """What only looks like a body's name and is the subject of the document stays."""
    assert titles.bare(title) == title


@pytest.mark.parametrize(
    "printed", ["“智慧+”行动方案（2026—2027年）", '"智慧+"行动方案（2026-2027年）', '“智慧+"行动方案(2026―2027年)']
)
def test_bare_title_is_the_same_in_any_print(printed):
    """Quotes open and close by turns, and every dash is one, however they are printed."""
    assert titles.bare(printed) == titles.bare("“智慧+”行动方案（2026—2027年）")


@pytest.mark.parametrize(
    "letter",
    [
        "现将《东海县海洋经济行动计划（2026―2028年）》印发给你们，请认真贯彻执行。",
        "《东海县推进海洋经济行动计划（2026—2028年）》已经县政府同意，现印发给你们，请认真组织实施。",
        "为落实上级部署，我局制定了《东海县发展海洋经济行动计划（2026—2028年）》，现印发实施。",
    ],
)
def test_what_a_letter_issues_is_the_document_that_follows(understand, letter):
    """However the letter prints the title, it means the text below; it is neither cited nor another thing."""
    title = "东海县海洋经济行动计划（2026—2028年）"
    text = (
        f"长沙县人民政府关于印发{title}的通知\n长县政发〔2026〕3号\n各乡镇人民政府：\n　　{letter}\n"
        f"长沙县人民政府\n2026年3月3日\n{title}\n　　一、总体要求\n　　根据《湖南省海洋经济规划》，建设港口2个。\n"
    )
    found = understand(text, kind="official")
    documents = {entity.label for _, entity in found.linked.pairs if entity.type == "PolicyDoc"}
    assert documents == {title, "湖南省海洋经济规划"}


def test_what_a_letter_only_names_is_another_document(understand):
    """A title that the letter cites is not the one it issues."""
    text = (
        "长沙县人民政府关于印发长沙县港口建设方案的通知\n各乡镇人民政府：\n　　根据《湖南省海洋经济规划》印发的要求，"
        "现将《长沙县港口建设方案》印发给你们。\n长沙县人民政府\n2026年3月3日\n长沙县港口建设方案\n　　一、建设港口2个。\n"
    )
    found = understand(text, kind="official")
    documents = {entity.label for _, entity in found.linked.pairs if entity.type == "PolicyDoc"}
    assert documents == {"长沙县港口建设方案", "湖南省海洋经济规划"}


def test_title_without_its_years_is_the_document_that_has_them(understand):
    """A heading leaves out the years that the text prints: one document."""
    found = understand(
        "长沙市印发《长沙市脑机接口产业行动方案》\n\n近日，长沙市政府印发《长沙市脑机接口产业行动方案（2026—2030年）》。\n",
        kind="news",
    )
    documents = {(e.label, e.aliases) for _, e in found.linked.pairs if e.type == "PolicyDoc"}
    assert documents == {("长沙市脑机接口产业行动方案（2026—2030年）", ("长沙市脑机接口产业行动方案",))}


def test_title_of_two_plans_with_years_means_neither(understand):
    """Where two plans of that name are told of, the title without years stays by itself."""
    found = understand(
        "长沙市印发规划\n\n近日，长沙市政府印发《长沙市海洋规划（2026—2030年）》，《长沙市海洋规划（2021—2025年）》收官，"
        "《长沙市海洋规划》成效明显。\n",
        kind="news",
    )
    assert len({e.key for _, e in found.linked.pairs if e.type == "PolicyDoc"}) == 3
