"""The year of a deadline that is printed without one, from the year named last and the date of the text."""

from datetime import date

__all__ = ["settled"]

_OPEN, _NEXT, _THIS_MONTH = "?", "+", "00"


def settled(by: str, issued: date | None, title: int | None = None) -> str:
    """Give a deadline with its year, "" where nothing tells it.

    A year named before it in the paragraph counts unless it was over when the text came out (2023年已建10家，年底前…);
    else that of the title (2026年工作要点); else that in which the month comes next after the text's date.
    """
    if not by.startswith(_OPEN):
        return by
    named, *point = by[len(_OPEN) :].split("-")
    if point == [_THIS_MONTH]:
        return f"{issued:%Y-%m}" if issued else ""
    now = title or (issued.year if issued else None)
    if named.isdigit() and (now is None or int(named) >= now):
        return "-".join([named, *point])
    if now is None:
        return ""
    over = not title and issued is not None and bool(point) and int(point[0]) < issued.month
    return "-".join([str(now + (named == _NEXT or over)), *point])
