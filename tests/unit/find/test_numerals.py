"""Numbers as words and figures."""

from decimal import Decimal

import pytest

from kg.find.numerals import halved, value


@pytest.mark.parametrize(
    ("number", "scale", "expected"),
    [
        ("12", "", 12),
        ("1,250", "", 1250),
        ("3.5", "万", 35000),
        ("2.2", "万亿", 2_200_000_000_000),
        ("5", "千万", 50_000_000),
        ("三", "", 3),
        ("两", "", 2),
        ("十", "", 10),
        ("十五", "", 15),
        ("二十三", "", 23),
        ("三百零六", "", 306),
        ("一万二千", "", 12000),
        ("百", "", 100),
        ("二〇二五", "", 2025),
    ],
)
def test_value_reads_figures_and_chinese_signs(number: str, scale: str, expected: int) -> None:
    """Figures, signs and scales give one exact number."""
    assert value(number, scale) == expected


def test_value_keeps_fractions_exact() -> None:
    """No binary fraction comes in."""
    assert value("0.3") == Decimal("0.3")


def test_value_of_a_whole_number_has_no_fraction_digits() -> None:
    """1.20万 is 12000, not 12000.00."""
    assert str(value("1.20", "万")) == "12000"


def test_halved_keeps_every_place() -> None:
    """Full-width figures become narrow one by one."""
    assert halved("１２００个，９０％") == "1200个，90%"
