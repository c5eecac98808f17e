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
