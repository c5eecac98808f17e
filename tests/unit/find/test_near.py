"""A pattern tried only near its signs finds what it finds anywhere."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.find.near import near

PATTERN = re.compile(r"[一-龥]{2,4}?(?:厅|管委会)(?!长)")
SIGN = re.compile("厅|管委会")


@given(st.text("科技省厅长管委会，", max_size=60))
def test_nothing_is_lost_far_from_or_near_a_sign(text: str) -> None:
    """Matches and their order are those of the pattern alone."""
    assert [match.span() for match in near(PATTERN, text, SIGN, before=4, after=1)] == [
        match.span() for match in PATTERN.finditer(text)
    ]


def test_a_text_without_sign_is_not_tried():
    """No sign, no match, however well the beginning fits."""
    assert list(near(re.compile("科技"), "科技科技", SIGN, before=4)) == []
