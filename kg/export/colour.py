"""Colours of classes on screen and paper: their parts, and the letters that can be read on them."""

__all__ = ["ink", "rgb"]

_PALE = 137


def rgb(colour: str) -> tuple[int, int, int]:
    """Give red, green and blue of ``#rrggbb``."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def ink(colour: str) -> str:
    """Choose black or white letters, whichever can be read on a colour."""
    red, green, blue = rgb(colour)
    return "#000000" if (red * 299 + green * 587 + blue * 114) // 1000 >= _PALE else "#ffffff"
