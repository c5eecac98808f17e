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


def test_office_of_a_known_body_is_no_body_of_another_kind(labels):
    """An office at the head of a title counts with the body that the tables have."""
    assert labels("湖南省科协办公室关于开展评审的通知") == {"湖南省科学技术协会"}
