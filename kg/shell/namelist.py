"""The names of a graph's things for completion, and which of them fit what is typed.

The order of ``_MATCHES`` is the order of the menu; another way to match (by pinyin, say) is one more row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

__all__ = ["Name", "matching"]


@dataclass(frozen=True, slots=True)
class Name:
    """One thing: label, class, other names, in how many texts; ``matched`` is the other name that fitted, if any."""

    label: str
    type: str
    aliases: tuple[str, ...] = ()
    texts: int = 0
    matched: str = ""


def matching(names: Sequence[Name], typed: str) -> list[Name]:
    """Give the names that fit, best way of fitting first, each name once; among equals the given order stays."""
    found: dict[tuple[str, str], Name] = {}
    for match in _MATCHES:
        for name in names:
            matched = match(name, typed)
            if matched is not None:
                found.setdefault((name.label, name.type), replace(name, matched=matched))
    return list(found.values())


def _exact(name: Name, typed: str) -> str | None:
    return "" if name.label == typed else None


def _prefix(name: Name, typed: str) -> str | None:
    return "" if name.label.startswith(typed) else None


def _alias(name: Name, typed: str) -> str | None:
    return next((alias for alias in name.aliases if alias.startswith(typed)), None) if typed else None


def _inside(name: Name, typed: str) -> str | None:
    return "" if typed in name.label else next((alias for alias in name.aliases if typed in alias), None)


_MATCHES: tuple[Callable[[Name, str], str | None], ...] = (_exact, _prefix, _alias, _inside)
