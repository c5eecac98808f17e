"""Numbers that count, measure or pay: what grammar alone can tell of them."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.find.quantities import build
from kg.lexicon import TABLES, Lexicon, Row
from kg.model import Amount

CASES = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "quantities.toml").read_text(encoding="utf-8"), parse_float=Decimal
)
EMPTY = Lexicon(dict.fromkeys(TABLES, ()))
find = build(EMPTY)


def amount(case: dict[str, object]) -> tuple[str, Amount]:
    """Make (printed number, amount) of a row of a case."""
    fields = {name: Decimal(x) if name in {"value", "min", "max"} else x for name, x in case.items() if name != "raw"}
    return str(case["raw"]), Amount(**fields)


@pytest.mark.parametrize("case", CASES["find"], ids=lambda case: case["text"][:24])
def test_find_reads_a_sentence(case: dict) -> None:
    """Each case of the table gives its numbers and no other."""
    text = case["text"]
    found = [(text[item.start : item.end], item.amount) for item in find(text)]
    assert found == [amount(row) for row in case["amounts"]]


def test_find_knows_the_measure_words_of_the_lexicon() -> None:
    """A unit of the table is read, though no rule names it."""
    rows = (Row("units", "航次", (), {"kind": "count"}),)
    (item,) = build(Lexicon({**EMPTY.tables, "units": rows}))("新增12航次。")
    assert item.amount == Amount("航次", value=Decimal(12))


def test_find_leaves_numbers_inside_names_alone() -> None:
    """Quotation marks and title marks make a name of what they hold."""
    assert not list(find("建设“10家中心”体系，落实《50条措施》。"))


def test_find_takes_hundreds_without_a_digit_for_a_way_of_speaking() -> None:
    """百家 and 千户 are many, 百余家 and 近千户 are numbers."""
    text = "打造百家平台，服务千户企业，惠及百余家单位、近千户居民。"
    assert [text[item.start : item.end] for item in find(text)] == ["百余家", "千户"]


def test_find_leaves_a_closing_bracket_outside() -> None:
    """A bracket that opened before the number is no part of it."""
    text = "（占比10%以上）的单位。"
    assert [text[item.start : item.end] for item in find(text)] == ["10%以上"]


def test_find_looks_for_the_receiver_only_in_reach() -> None:
    """In a list without end, a number far from 每家 is not given to it."""
    last = list(find("每家奖励" + "10万元、" * 200))[-1]
    assert last.amount is not None
    assert last.amount.per == ""


@given(
    st.text(
        alphabet="0123456789一二两三十百千万亿余多家个元%％年月日到至前以上最高不超过（含）、，。“”《》—- \n",
        max_size=60,
    )
)
def test_find_takes_any_text(text: str) -> None:
    """Whatever stands there, each number lies in the text and is closed on at least one side."""
    for item in find(text):
        assert 0 <= item.start < item.end <= len(text)
        assert item.amount is not None
        assert {item.amount.value, item.amount.min, item.amount.max} != {None}


@pytest.mark.parametrize(("text", "printed"), [("工程业务架构如图2-1所示。", []), ("由100家至50家", ["100家", "50家"])])
def test_find_takes_what_falls_for_no_range(text: str, printed: list[str]) -> None:
    """A label of a figure is no number; a way down is two."""
    assert [text[item.start : item.end] for item in find(text)] == printed
