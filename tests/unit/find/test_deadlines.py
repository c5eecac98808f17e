"""Which time holds for a number in a paragraph."""

import pytest

from kg.find.deadlines import clocks


def at(text: str, words: str) -> tuple[str, str]:
    """Give (by, period) at the place of some words."""
    place = text.index(words)
    start, clock = [(start, clock) for start, clock in clocks(text) if start <= place][-1]
    return clock.at(place - start)


@pytest.mark.parametrize(
    ("printed", "by"),
    [
        ("到2028年", "2028"),
        ("力争到 2028 年底", "2028"),
        ("至2030年", "2030"),
        ("2027年底前", "2027"),
        ("2027年6月底前", "2027-06"),
        ("2027年6月30日前", "2027-06-30"),
        ("2027年第三季度前", "2027-09"),
        ("到2028年上半年", "2028-06"),
        ("2026年", "2026"),
        ("到“十五五”末", "2030"),
    ],
)
def test_by_is_as_exact_as_printed(printed: str, by: str) -> None:
    """A year, a month or a day, whichever the text gives."""
    assert at(f"{printed}，建成平台10家。", "10家")[0] == by


@pytest.mark.parametrize(
    "printed",
    ["截至2024年底", "有效期至2027年12月31日", "自2026年1月1日起施行", "《规划（2024—2026年）》", "2025年3月印发"],
)
def test_other_dates_are_no_deadline(printed: str) -> None:
    """Reporting dates, validity, entry into force, years in titles and dates of issue bind no number."""
    assert at(f"{printed}，平台10家。", "10家")[0] == ""


def test_deadline_holds_for_the_whole_sentence() -> None:
    """Coordinated numbers share the deadline before them."""
    assert at("到2028年，建成平台10家、园区5个，企业达到50家。", "50家")[0] == "2028"


def test_later_deadline_takes_over() -> None:
    """The nearest deadline before a number counts."""
    assert at("到2025年，建成5家；到2030年，建成10家。", "10家")[0] == "2030"


def test_deadline_behind_holds_where_none_stands_before() -> None:
    """（2026年底前完成） binds the number before it."""
    assert at("制定标准20项（2026年底前完成）。", "20项")[0] == "2026"


def test_deadline_at_the_head_of_a_sentence_holds_for_the_next() -> None:
    """The following sentences of the paragraph are read under it."""
    assert at("到2025年，环境更优。建成平台10家。", "10家")[0] == "2025"


def test_deadline_inside_a_sentence_does_not_reach_the_next() -> None:
    """A deadline that came by the way ends with its sentence."""
    assert at("企业数量和质量持续提高，力争到2025年全面达标。建成平台10家。", "10家")[0] == ""


def test_lead_holds_for_the_marked_paragraphs_below() -> None:
    """“…年的主要目标是：” is handed down to its items and no further."""
    text = "2025年的主要目标是：\n——平台更多。建成10家。\n——企业更强。达到50家。\n三、任务\n建设3个。"
    assert [at(text, words)[0] for words in ("10家", "50家", "3个")] == ["2025", "2025", ""]


def test_period_of_a_plan_is_five_years() -> None:
    """“十四五”期间 is 2021 to 2025."""
    assert at("“十四五”期间，建成平台10家。", "10家")[1] == "2021-01-01/2025-12-31"


def test_period_of_the_first_paragraph_holds_for_the_clauses() -> None:
    """What an article reports on is over the years its lead names."""
    assert at("“十四五”期间成果丰硕。\n（1）育成品种7个。", "7个")[1] == "2021-01-01/2025-12-31"


def test_years_with_a_dash_are_a_period() -> None:
    """2023—2025年 is a stretch, not a deadline."""
    assert at("2023—2025年，支持项目10项。", "10项") == ("", "2023-01-01/2025-12-31")


def test_by_is_empty_for_what_recurs() -> None:
    """What is due every year has no deadline, what follows in the sentence has."""
    text = "到2027年，每年新增企业20家、平台3个，建成园区10个。"
    assert [at(text, words)[0] for words in ("20家", "3个", "10个")] == ["", "", "2027"]


def test_each_gives_listed_times_by_rank() -> None:
    """到2026年、2028年 are two deadlines for two numbers."""
    ((_, clock),) = clocks("到2026年、2028年，分别达到10家、20家。")
    place = clock.text.index("10家")
    assert [clock.each(place, rank, 2) for rank in (0, 1)] == ["2026", "2028"]


def test_each_is_empty_where_one_time_is_printed() -> None:
    """One deadline holds for the whole list."""
    ((_, clock),) = clocks("到2026年，两类分别达到10家、20家。")
    assert clock.each(clock.text.index("10家"), 0, 2) == ""


def test_time_counted_from_an_unnamed_day_is_none() -> None:
    """力争3年内 is no matter of the year named in the sentence before."""
    assert at("2025年底前建成5个平台。力争3年内培育100家企业。", "100家")[0] == ""


@pytest.mark.parametrize(
    ("printed", "by"),
    [
        ("6月底前", "?-06"),
        ("六月底前", "?-06"),
        ("11月20日前", "?-11-20"),
        ("年底前", "?"),
        ("到今年底", "?"),
        ("明年3月底前", "?+-03"),
        ("本月底前", "?-00"),
        ("三季度末前", "?-09"),
        ("上半年前", "?-06"),
        ("2026年启动建设，9月底前", "?2026-09"),
        ("2025年6月底前", "2025-06"),
    ],
)
def test_deadline_without_a_year_says_so(printed: str, by: str) -> None:
    """The month is known, the year is left open, with the one named last before it."""
    assert at(f"{printed}，建成平台10家。", "10家")[0] == by


@pytest.mark.parametrize("printed", ["截至6月底", "每年6月底前", "每年年底前", "3个月前", "从3月至6月底", "目前"])
def test_what_recurs_or_is_over_is_no_open_deadline(printed: str) -> None:
    """A day of every year, and one that was reached, bind no number."""
    assert not at(f"{printed}，建成平台10家。", "10家")[0].startswith("?")


def test_deadline_without_a_year_binds_what_stands_before_it() -> None:
    """建成10家 … by a limit at the end of the sentence."""
    assert at("建成平台10家，于9月底前投入运行。", "10家")[0] == "?-09"


TABLE = "主要指标　2026年　2028年目标\n风电装机　15万千瓦　30万千瓦\n绿电占比 | 40% | 60%\n以上指标为预期性指标。\n风电场5个。"


@pytest.mark.parametrize(
    ("words", "by"), [("15万", "2026"), ("30万", "2028"), ("40%", "2026"), ("60%", "2028"), ("5个", "")]
)
def test_year_over_a_column_holds_for_its_cells(words: str, by: str) -> None:
    """Each cell of a flattened table is due in the year at its column's head, until prose begins."""
    assert at(TABLE, words) == (by, "")
