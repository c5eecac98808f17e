"""Every sentence a reader sees: a key and fields in, words of the reader's language out.

The sentences stand in ``data/messages/{zh,en}.toml``; ``[errors]`` has one for each key of a ``KgError``, ``[notices]``
one for each code of a ``Notice``, ``[notes]`` one for each note of an ``Answer``. Fields come from files and graphs, so
characters that a terminal would obey are shown, never sent.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from kg import resources
from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.model import Notice

__all__ = ["LANGUAGES", "catalogue", "error", "find", "notice", "say", "spoken", "visible"]

LANGUAGES = ("zh", "en")
_BLOCK = '"""'


def say(key: str, lang: str, **fields: object) -> str:
    """Give the sentence ``section.name`` in ``lang`` with its fields; the bare key and fields if there is none."""
    pattern = find(key, lang)
    if pattern is None:
        return " ".join([key, *(f"{name}={visible(str(value))}" for name, value in fields.items())])
    return pattern.format_map(_Fields(fields))


def find(key: str, lang: str) -> str | None:
    """Give the sentence's pattern, from the other language where this one lacks it."""
    section, _, name = key.partition(".")
    for choice in (lang, *LANGUAGES):
        pattern = _section(choice, section).get(name)
        if pattern is not None:
            return pattern
    return None


def spoken(key: str, lang: str, *, shell: bool = False, **fields: object) -> str:
    """Say a sentence; one that has another form inside the shell (``key_shell``) takes it there."""
    inside = f"{key}_shell"
    return say(inside if shell and find(inside, lang) else key, lang, **fields)


def error(problem: "KgError", lang: str, *, shell: bool = False) -> str:
    """Say what went wrong, where, and the way out."""
    fields = dict(problem.fields)
    if "expected" in fields:
        fields["expected"] = _tokens(str(fields["expected"]), lang)
    return spoken(f"errors.{problem.key}", lang, shell=shell, **fields)


def notice(doubt: "Notice", lang: str) -> str:
    """Say what a person should look at."""
    return say(f"notices.{doubt.code}", lang, **doubt.values)


def _tokens(words: str, lang: str) -> str:
    """Name what could stand in a place of a query: signs and keywords as they are, kinds of terms in words."""
    named = [find(f"tokens.{word}", lang) or word for word in words.split()]
    rest = say("ui.comma", lang).join(named[:-1])
    return say("ui.or", lang).join(part for part in (rest, named[-1]) if part)


def catalogue(lang: str) -> Mapping[str, str]:
    """Give all sentences of a language by ``section.name``; none for a language that is not known."""
    sections = {section: _section(lang, section) for section in _texts(lang)}
    return {f"{section}.{name}": said for section, found in sections.items() for name, said in found.items()}


def visible(text: str, *, keep: str = "") -> str:
    r"""Show control, bidirectional and unassigned characters as ``\x1b`` or ``\u202e``, except those in ``keep``."""
    if text.isprintable():
        return text
    return "".join(c if c in keep or not _obeyed(c) else _shown(c) for c in text)


@cache
def _section(lang: str, section: str) -> Mapping[str, str]:
    """Give the sentences of a section by name; it is read when something of it is first said."""
    return dict(_sentences(_texts(lang).get(section, "").splitlines()))


@cache
def _texts(lang: str) -> Mapping[str, str]:
    """Give the text of each section."""
    if lang not in LANGUAGES:
        return {}
    _, *parts = resources.data("messages", f"{lang}.toml").read_text(encoding="utf-8").split("\n[")
    return {section: text for section, _, text in (part.partition("]\n") for part in parts)}


def _sentences(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Read the little of TOML that the catalogues are written in, in a tenth of the time of a full reader."""
    left = iter(lines)
    for line in left:
        name, equals, value = line.partition(" = ")
        if equals and value == _BLOCK:
            yield name, "\n".join(_block(left))
        elif equals and not line.startswith("#"):
            yield name, value[1:-1].replace('\\"', '"')


def _block(left: Iterator[str]) -> Iterator[str]:
    for line in left:
        yield line.removesuffix(_BLOCK)
        if line.endswith(_BLOCK):
            return


def _obeyed(character: str) -> bool:
    return not character.isprintable() and unicodedata.category(character) != "Zs"


def _shown(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class _Fields(dict[str, object]):
    """Fields for a pattern that never fail it: a missing one shows its name, all but numbers as text that is safe."""

    def __getitem__(self, name: str) -> object:
        """Give the field as the pattern may take it."""
        value = super().get(name, f"{{{name}}}")
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return value if number else _Safe(visible(str(value), keep="\n"))


class _Safe(str):
    """A text that takes any format for its plain value."""

    __slots__ = ()

    def __format__(self, format_spec: str) -> str:
        """Give the text."""
        return str(self)
