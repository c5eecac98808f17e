"""Text as XML takes it: without what XML forbids, with escapes for what it would obey or lose."""

import re

__all__ = ["attribute", "clean", "line"]

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)


def clean(text: str) -> str:
    """Leave out the characters that no XML file may hold."""
    return _ILLEGAL.sub("", text)


def attribute(text: str) -> str:
    """Write a text as the value of an attribute or as content; line ends survive as references."""
    if text.isprintable() and not ("&" in text or "<" in text or ">" in text or '"' in text):
        return text
    return _ILLEGAL.sub("", text).translate(_ESCAPES)


def line(text: str) -> str:
    """Give a text on one line, without space at its ends."""
    if text.isprintable() and " " not in text:
        return text
    return " ".join(_ILLEGAL.sub("", text).split())
