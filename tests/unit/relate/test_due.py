"""The year of a deadline that is printed without one."""

from datetime import date

import pytest

from kg.relate.due import settled

MARCH = date(2025, 3, 10)


@pytest.mark.parametrize(
    ("by", "issued", "title", "found"),
    [
        ("2027-06", MARCH, None, "2027-06"),
        ("?-06", MARCH, None, "2025-06"),
        ("?-06-30", MARCH, None, "2025-06-30"),
        ("?", MARCH, None, "2025"),
        ("?-00", MARCH, None, "2025-03"),
        ("?+-01", MARCH, None, "2026-01"),
        ("?2026-09", MARCH, None, "2026-09"),
        ("?2026-09", None, None, "2026-09"),
        ("?2023-09", MARCH, None, "2025-09"),
        ("?-02", MARCH, None, "2026-02"),
        ("?-02", MARCH, 2026, "2026-02"),
        ("?", date(2025, 12, 20), 2026, "2026"),
        ("?-06", None, None, ""),
        ("?-00", None, 2026, ""),
        ("?2026-00", MARCH, None, "2025-03"),
    ],
)
def test_settled_takes_the_nearest_year_that_fits(by: str, issued: date | None, title: int | None, found: str) -> None:
    """Named year, title, date of the text; a month that is over means next year's; nothing known, nothing said."""
    assert settled(by, issued, title) == found
