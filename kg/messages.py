"""Every sentence a reader sees: a key and fields in, words of the reader's language out.

The sentences stand in ``data/messages/{zh,en}.toml``; ``[errors]`` has one for each key of a ``KgError``, ``[notices]``
one for each code of a ``Notice``, ``[notes]`` one for each note of an ``Answer``. Fields come from files and graphs, so
characters that a terminal would obey are shown, never sent.
"""

import string
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from kg import resources
from kg.errors import KgError
from kg.model import Notice

__all__ = ["LANGUAGES", "catalogue", "error", "find", "notice", "say", "visible"]

LANGUAGES = ("zh", "en")


def say(key: str, lang: str, **fields: object) -> str:
    """Give the sentence ``section.name`` in ``lang`` with its fields; the bare key and fields if there is none."""
    pattern = find(key, lang)
    if pattern is None:
        return " ".join([key, *(f"{name}={visible(str(value))}" for name, value in fields.items())])
    return _Sentence().vformat(pattern, (), fields)


def find(key: str, lang: str) -> str | None:
    """Give the sentence's pattern, from the other language where this one lacks it."""
    for choice in (lang, *LANGUAGES):
        pattern = catalogue(choice).get(key)
        if pattern is not None:
            return pattern
    return None


def error(problem: KgError, lang: str) -> str:
    """Say what went wrong, where, and the way out."""
    return say(f"errors.{problem.key}", lang, **problem.fields)


def notice(doubt: Notice, lang: str) -> str:
    """Say what a person should look at."""
    return say(f"notices.{doubt.code}", lang, **doubt.values)


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(lang: str) -> Mapping[str, str]:
    """Give all sentences of a language by ``section.name``; none for a language that is not known."""
    if lang not in LANGUAGES:
        return MappingProxyType({})
    tables = tomllib.loads(resources.data("messages", f"{lang}.toml").read_text(encoding="utf-8"))
    sentences = {f"{section}.{name}": text for section, rows in tables.items() for name, text in rows.items()}
    return MappingProxyType(sentences)


def visible(text: str, *, keep: str = "") -> str:
    r"""Show control, bidirectional and unassigned characters as ``\x1b`` or ``\u202e``, except those in ``keep``."""
    if text.isprintable():
        return text
    return "".join(c if c in keep or not _obeyed(c) else _shown(c) for c in text)


def _obeyed(character: str) -> bool:
    return not character.isprintable() and unicodedata.category(character) != "Zs"


def _shown(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class _Sentence(string.Formatter):
    """Fill a pattern without ever failing: a missing field shows its name, a misfit format its plain value."""

    def get_value(self, key: int | str, args: object, kwargs: Mapping[str, object]) -> object:
        """Give the field, or its name in braces."""
        del args
        return kwargs.get(str(key), f"{{{key}}}")

    def format_field(self, value: object, format_spec: str) -> str:
        """Format numbers as asked; show everything else as text made safe for a terminal."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return format(value, format_spec)
        return visible(str(value), keep="\n")
