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
