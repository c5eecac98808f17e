"""Where a text lies that names no issuer, and a hill that is called like a county."""

import pytest

from kg.pipeline import understood

PLAN = """畜牧机械推广行动实施方案

为贯彻落实{cited}，推动{ours}畜牧机械推广，特制定本实施方案。

一、总体要求

坚持因地制宜。

二、重点任务

依托岳麓山实验室开展试验。
"""


@pytest.fixture
def places(tmp_path):
    """Give what lies where: (label of the thing, label of its place)."""

    def run(cited, ours):
        (tmp_path / "a.txt").write_text(PLAN.format(cited=cited, ours=ours), "utf-8")
        statements = understood(tmp_path / "a.txt", kind="official").facts.statements
        return {(s.subject.label, s.object.label) for s in statements if s.relation == "place"}

    return run


def test_our_province_is_that_of_the_plan_carried_out(places):
    """我省 beside a title that names a province means that one."""
    assert ("畜牧机械推广行动实施方案", "青海省") in places("《青海省农机条例》", "我省")


def test_our_province_is_that_of_a_city_in_a_title(places):
    """A city's title shows the province too."""
    assert ("畜牧机械推广行动实施方案", "青海省") in places("《西宁市农机条例》", "我省")


def test_text_that_does_not_say_ours_is_national(places):
    """A cited title alone says nothing of who cites it."""
    assert ("畜牧机械推广行动实施方案", "中国") in places("《青海省农机条例》", "各地")


def test_laboratory_on_a_hill_lies_in_no_county(places):
    """岳麓山 is a hill, 岳麓区 a district."""
    assert "岳麓区" not in {place for _, place in places("《青海省农机条例》", "我省")}


def test_academy_of_a_province_is_an_organization(tmp_path):
    """It is named like the province's bodies, in short too, and is none of its government."""
    text = PLAN.format(cited="《青海省农机条例》", ours="我省").replace("岳麓山实验室", "青海省农业科学院、省农科院")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    found = {entity for _, entity in understood(tmp_path / "a.txt", kind="official").facts.mentions}
    assert {e.type for e in found if "农业科学院" in e.label} == {"Organization"}
