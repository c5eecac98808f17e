"""Where ``ontology/`` and ``data/`` lie: beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

__all__ = ["data", "ontology"]

_PACKAGE = Path(__file__).resolve().parent


def data(*parts: str) -> Path:
    """Give the path of a file or folder of ``data/``."""
    return _root("data").joinpath(*parts)


def ontology(*parts: str) -> Path:
    """Give the path of a file of ``ontology/``."""
    return _root("ontology").joinpath(*parts)


def _root(name: str) -> Path:
    shipped = _PACKAGE / "_shipped" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name
