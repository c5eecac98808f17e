"""Where a passage stands: column, article, clause."""

import pytest

from kg.model import Passage
from kg.query.evidence import _Parts, ordered

PARTS = _Parts(
    articles=((10, "甲文", "部委动态"), (100, "乙文", "省内要情")),
    clauses=((33, "一款", ""), (63, "二款", ""), (133, "三款", "")),
)


@pytest.mark.parametrize(
    ("start", "end", "article", "clause"),
    [
        (0, 5, "", ""),
        (10, 20, "甲文", ""),
        (40, 50, "甲文", "一款"),
        (30, 60, "甲文", "一款"),
        (60, 90, "甲文", "二款"),
        (55, 60, "甲文", "一款"),
        (105, 120, "乙文", ""),
        (130, 190, "乙文", "三款"),
    ],
)
def test_around_finds_the_parts_of_a_place(start, end, article, clause):
    """A clause ends with its article; a passage that begins with a marker belongs to the clause it opens."""
    assert PARTS.around(start, end)[1:] == (article, clause)


def test_ordered_is_the_order_of_the_texts():
    """By issue, then by place."""
    places = [
        Passage("b", "x", 5, 6, issue="2"),
        Passage("a", "x", 9, 10, issue="1"),
        Passage("a", "x", 3, 4, issue="1"),
    ]
    assert [passage.start for passage in ordered(places)] == [3, 9, 5]
