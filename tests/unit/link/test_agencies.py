"""Which body a name means: its place, its line of work and what stands before the place."""

from __future__ import annotations

import pytest

from kg.find import agencies as finder
from kg.link.agencies import bodies


@pytest.fixture
def labels(names):
    """Give a function that reads a text and gives the labels of the bodies found in it."""
    find, resolve = finder.build(names), bodies(names).resolve

    def run(text: str) -> set[str]:
        found = (resolve(item.entry, "", "") for item in find(text) if item.type == "Agency")
        return {body.entity.label for body in found if body}

    return run


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("共青团北京市委员会", "中国共产主义青年团北京市委员会"),
        ("湖南省国资委", "湖南省人民政府国有资产监督管理委员会"),
        ("中关村管委会", "中关村科技园区管理委员会"),
        ("中共陕西省委科技工委", "中共陕西省委科技工作委员会"),
        ("中共湖南省委组织部", "中共湖南省委组织部"),
    ],
)
def test_body_is_known_by_its_whole_name(labels, printed, label):
    """A short form, and a name around a place, mean one body each."""
    assert labels(printed) == {label}


def test_body_at_the_head_of_a_title_needs_no_table(labels):
    """A leading group of a city is a body where it issues a document."""
    assert labels("长沙市推进产业链创新工作领导小组办公室关于开展评审的通知") == {
        "长沙市推进产业链创新工作领导小组办公室"
    }


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("湖南省科协办公室关于开展评审的通知", "湖南省科学技术协会办公室"),
        ("湖南省科技创新委员会办公室\n2026年3月5日", "湖南省科技创新委员会办公室"),
        ("科技部办公厅关于开展评审的通知", "科学技术部办公厅"),
    ],
)
def test_office_is_named_after_the_body_that_the_tables_have(labels, printed, label):
    """An office is a body of its own, of no other kind than its body's."""
    assert labels(printed) == {label}


@pytest.mark.parametrize("printed", ["公安厅", "旅游局"])
def test_bare_local_body_is_no_ministry(labels, printed):
    """In a text of the state a bare 公安厅 is each province's, not the ministry of that line."""
    assert not labels(f"由{printed}负责")


def test_body_that_was_is_read_behind_its_sign(labels):
    """原 before a name of old hides nothing."""
    assert labels("由原农业部、原工商总局、湖南省卫生健康委（原湖南省卫生计生委）办理") == {
        "农业部",
        "国家工商行政管理总局",
        "湖南省卫生健康委员会",
        "湖南省卫生和计划生育委员会",
    }


def test_bare_body_is_of_the_innermost_place_of_the_heading(understand):
    """A district's 区科技局 is known in an article on 沈阳市浑南区."""
    found = understand("沈阳市浑南区招商成效明显\n\n今年，浑南区新签项目28个，由区科技局牵头。\n", kind="news")
    labels = {entity.label for _, entity in found.linked.pairs if entity.type == "Agency"}
    assert labels == {"浑南区科学技术局"}
