"""Faults of a source: sums that do not add up, amounts far out of line."""

from decimal import Decimal

import pytest

from kg import pipeline
from kg.model import Amount, Evidence, Quantity, Span
from kg.relate.faults import outliers


def codes(tmp_path, sentence):
    """Read a text with one sentence that counts; give the codes of its doubts."""
    file = tmp_path / "a.txt"
    file.write_text(f"东海省公布平台名单\n近日，东海省科技厅印发《平台名单》。{sentence}\n", encoding="utf-8")
    return [notice.code for notice in pipeline.understood(file, kind="news").notices]


@pytest.mark.parametrize(
    "sentence",
    [
        "共认定平台12家，其中电子领域2家、机械领域7家、材料领域4家。",
        "合计12家，其中：省级2家，市级7家，县级4家。",
        "共认定平台12家，其中电子领域8家、机械领域7家。",
        "安排资金100亿元，其中基础研究60亿元，应用研究30亿元，成果转化20亿元。",
    ],
)
def test_sums_reports_parts_that_make_another_total(tmp_path, sentence):
    """Three parts that follow each other are a whole; two that exceed it are wrong too."""
    assert "sum_differs" in codes(tmp_path, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "共认定平台12家，其中电子领域2家、机械领域7家、材料领域3家。",
        "共认定平台12家，其中电子领域2家、机械领域7家。",
        "共认定平台12家，其中电子领域2家、机械领域4家、材料领域3家等。",
        "共认定平台12家，其中电子领域2家、机械领域7家，服务企业400家以上。",
        "建成平台12家，投入设备2台、机械7台、车辆4台。",
        "安排资金100亿元，其中基础研究20亿元，应用研究30亿元，成果转化20亿元。",
    ],
)
def test_sums_leaves_open_lists_and_right_sums_alone(tmp_path, sentence):
    """A list that names some of the whole says nothing against it."""
    assert "sum_differs" not in codes(tmp_path, sentence)


def given(*values):
    """Amounts of money given by one document."""
    proof = Evidence(Span(0, 5), "t", (Span(1, 3),))
    return [
        Quantity("Support", None, Amount("CNY", max=Decimal(value)), "", str(value), proof, 1, 1, at)
        for at, value in enumerate(values, 1)
    ]


def test_outliers_reports_a_thousand_times_the_usual():
    """500 万万元 among 50 万元 is a slip."""
    found = list(outliers(given(500_000, 300_000, 500_000, 1_000_000, 500_000_000)))
    assert [(notice.code, notice.values["times"]) for notice in found] == [("amount_out_of_line", "1000")]
    assert found[0].span == Span(1, 3)


def test_outliers_needs_enough_of_a_kind():
    """Three amounts show no rule."""
    assert not list(outliers(given(1, 1, 10_000)))


@pytest.mark.parametrize(
    "sentence",
    [
        "对认定的平台，每家给予奖励300亿元。",
        "对引进的博士，每人给予补贴9亿元。",
        "按照实际投入的800%给予补助。",
    ],
)
def test_beyond_reports_a_lone_amount_that_nobody_is_given(tmp_path, sentence):
    """One sum is enough: no enterprise gets 300 亿元, no one is paid eight times the outlay."""
    assert "amount_beyond_bound" in codes(tmp_path, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "对认定的平台，每家给予奖励300万元。",
        "对引进的博士，每人给予补贴90万元。",
        "按照研发费用的200%加计扣除给予补助。",
        "中央财政安排补助资金1.2万亿元。",
    ],
)
def test_beyond_leaves_what_may_be_alone(tmp_path, sentence):
    """What is common, and the budget of a state, is no slip."""
    assert "amount_beyond_bound" not in codes(tmp_path, sentence)
