"""A number comes back with its value, in whatever form it is printed."""

from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from kg.find import quantities
from kg.find.numerals import value

_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万亿": 10**12}
_DIGITS = "零一二三四五六七八九"

WHOLE = st.integers(1, 10**9)
FRACTIONS = st.decimals("0.01", "9999.99", places=2)


def han(number: int) -> str:
    """Print a number below a hundred million in Chinese, with the zeros it needs."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return han(high) + "万" + (gap + han(low) if low else "")
    signs, pending = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            signs += ("零" if pending else "") + _DIGITS[digit] + sign
        pending = bool(signs) and not digit if digit or power == 1000 else bool(signs)
    return signs


def read(names, text):
    """Give (unit, value) of all numbers in a sentence."""
    return [(item.amount.unit, item.amount.value) for item in quantities.build(names)(text)]


@given(WHOLE)
def test_digits(names, number):
    """建设1234567个平台."""
    assert read(names, f"建设{number}个平台。") == [("个", number)]


@given(WHOLE)
def test_digits_in_threes(names, number):
    """建设1,234,567个平台."""
    assert read(names, f"建设{number:,}个平台。") == [("个", number)]


@given(WHOLE)
def test_full_width_digits(names, number):
    """建设１２３个平台."""
    assert read(names, f"建设{str(number).translate(_WIDE)}个平台。") == [("个", number)]


@given(WHOLE)
def test_spaces_around(names, number):
    """建设 123 个平台."""
    assert read(names, f"建设 {number} 个平台。") == [("个", number)]


@given(FRACTIONS, st.sampled_from(sorted(_SCALES)))
def test_money_with_a_scale(names, number, scale):
    """给予12.50万元补助: yuan, multiplied out."""
    assert read(names, f"给予{number}{scale}元补助。") == [("CNY", number * _SCALES[scale])]


@given(FRACTIONS)
def test_full_width_money(names, number):
    """给予１２．５０万元补助."""
    assert read(names, f"给予{str(number).translate(_WIDE)}万元补助。") == [("CNY", number * 10_000)]


@given(st.decimals("0.1", "100", places=1), st.sampled_from(["%", "％"]))
def test_percent(names, number, sign):
    """增长12.5%: as printed."""
    assert read(names, f"增长{number}{sign}。") == [("%", number)]


@given(st.integers(1, 99))
def test_percent_in_words(names, number):
    """增长百分之二十五."""
    assert read(names, f"增长百分之{han(number)}。") == [("%", number)]


@given(st.integers(1, 99_999_999))
@example(10)
@example(10_010)
def test_chinese_numerals(number):
    """一千二百三十四万五千零六."""
    assert value(han(number)) == number


@given(st.integers(11, 9999))
def test_chinese_numerals_pay(names, number):
    """给予三十五万元补助."""
    assert read(names, f"给予{han(number)}万元补助。") == [("CNY", Decimal(number) * 10_000)]


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_range(names, low, more):
    """建设10—20个平台: both ends."""
    found = [item.amount for item in quantities.build(names)(f"建设{low}—{low + more}个平台。")]
    assert [(amount.min, amount.max) for amount in found] == [(low, low + more)]


@given(st.lists(st.integers(1, 9999), min_size=2, max_size=5))
def test_list_shares_the_unit(names, row):
    """分别给予20、50、100万元: each in yuan."""
    assert read(names, f"分别给予{'、'.join(map(str, row))}万元补助。") == [("CNY", n * 10_000) for n in row]
