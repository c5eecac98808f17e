"""How names are typed in pinyin."""

import pytest

from kg.pinyin import MOST, plain, spellings


@pytest.mark.parametrize(
    ("name", "initials", "whole"),
    [
        ("重庆市", "cqs", "chongqingshi"),
        ("银行", "yh", "yinhang"),
        ("六安市", "las", "luanshi"),
        ("长三角", "zsj", "zhangsanjiao"),
        ("长三角", "csj", "changsanjiao"),
        ("“十四五”规划", "sswgh", "shisiwuguihua"),
        ("工信部", "gxb", "gongxinbu"),
        ("吕梁市", "lls", "lvliangshi"),
        ("人工智能AI+", "rgznai", "rengongzhinengai"),
        ("“1350”体系", "1350tx", "1350tixi"),
    ],
)
def test_a_name_can_be_typed(name, initials, whole):
    """Words are read as words, other characters in all their ways, signs are not typed."""
    found = spellings(name)
    assert initials in found[0]
    assert whole in found[1]


def test_the_usual_reading_comes_first():
    """Menus show the first."""
    assert spellings("绿色")[1][0] == "lvse"


def test_readings_are_capped():
    """A name of many ambiguous characters does not flood the index."""
    first, whole = spellings("长行重长行重长行重长行重")
    assert max(len(first), len(whole)) <= MOST


def test_what_is_not_chinese_has_no_pinyin():
    """Latin names are found as they are written."""
    assert spellings("Big Data") == ((), ())
    assert spellings("") == ((), ())


def test_plain_takes_off_what_typing_changes():
    """Width, case, quotes, brackets, spaces."""
    assert plain("《“ＡＩ＋”行动 （试行）》") == "ai+行动试行"
