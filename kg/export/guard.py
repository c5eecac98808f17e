"""Text that a spreadsheet would run as a formula."""

__all__ = ["guarded"]

_FORMULA = "=+-@＝＋－＠\t\r"


def guarded(text: str) -> str:
    """Put a quote before what Excel, WPS or LibreOffice would take for a formula (CWE-1236)."""
    first = text.strip(" ")[:1]
    return f"'{text}" if first and first in _FORMULA else text
