"""Dates as printed, and how like two titles are."""

import datetime

import pytest

from kg.parse import dates
from kg.parse.similar import aligned, fuller, likeness


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2025 年 11 月 14 日印发", datetime.date(2025, 11, 14)),
        ("二〇二五年三月三十一日", datetime.date(2025, 3, 31)),
        ("二○二六年十二月五日", datetime.date(2026, 12, 5)),
    ],
)
def test_first_reads_arabic_and_chinese_numerals(words, day):
    """Both are in use."""
    assert dates.first(words).date == day


@pytest.mark.parametrize("words", ["2025年13月1日", "2025年2月30日", "2025年3月", "3月5日"])
def test_first_finds_full_and_real_dates_only(words):
    """A month is no date, nor is the thirtieth of February."""
    assert dates.first(words) is None


@pytest.mark.parametrize(
    ("words", "number"), [("54", 54), ("五十四", 54), ("十", 10), ("一百零三", 103), ("二〇二五", 2025)]
)
def test_number_reads_numerals(words, number):
    """Counting and listing digits."""
    assert dates.number(words) == number


def test_likeness_ignores_marks_and_widths():
    """Printing differs, titles do not."""
    assert likeness("“5Ｇ”发展规划（试行）", "5G发展规划(试行)") == 1.0


def test_aligned_pairs_in_order():
    """One heading is missing, one is damaged, one stands over two lines."""
    titles = ["推进平台建设和布局", "加大奖补力度", "支持工业软件发展"]
    headings = [(0, 1, "推进平台建设布局"), (3, 4, "支持工业"), (3, 5, "支持工业软件发展")]
    assert aligned(titles, headings) == {0: 0, 2: 2}


def test_fuller_is_the_longer_reading():
    """Extraction loses characters, it rarely adds any."""
    assert fuller("体系化布局和水平建设", "体系化布局和高水平建设") == "体系化布局和高水平建设"
