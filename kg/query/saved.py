"""Saved queries: files of ``data/queries`` with a header of comments, filled in with terms, never with syntax.

    # 名称: top-support            the key; the file's name where it is missing
    # 标题: 各省人工智能最高单项资助
    # title: Highest single support for AI by province
    # 参数: 领域=人工智能            one line each; without = the value must be given

In the text ``[[{{领域}}]]`` is the thing of that name, ``"{{领域}}"@zh`` a string with the value, and ``{{上限}}``
outside both a term of its own: a number, a date, else a string.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg import resources
from kg.errors import QueryError
from kg.model import Answer, Cell
from kg.model.quad import literal
from kg.query import syntax

__all__ = ["Saved", "load", "queries", "saved", "template"]

_HEAD = re.compile(r"#\s*(名称|标题|title|参数)\s*[:：]\s*(.+?)\s*$")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLOT = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")
_QUOTED = frozenset({"label", "string"})
_UNFIT = re.compile(r"[\[\]【】「」\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved query; a parameter without default is ``None`` and must be given."""

    key: str
    title_zh: str
    title_en: str
    params: Mapping[str, str | None]
    text: str

    def title(self, lang: str) -> str:
        """Give the title in a language."""
        return (self.title_zh if lang == "zh" else self.title_en) or self.title_zh or self.title_en or self.key

    def filled(self, given: Mapping[str, str]) -> str:
        """Put values in the place of the parameters."""
        unknown = next((name for name in given if name not in self.params), None)
        if unknown is not None:
            raise QueryError("unknown_parameter", name=unknown, query=self.key, known=" ".join(self.params))
        values = {name: given.get(name, default) for name, default in self.params.items()}
        missing = [name for name, value in values.items() if value is None]
        if missing:
            raise QueryError("missing_parameter", name=" ".join(missing), query=self.key)
        full = {name: value for name, value in values.items() if value is not None}
        return "".join(_filled(kind, piece, full) for kind, piece in _pieces(self.text))


def saved(key: str, given: Mapping[str, str]) -> str:
    """Give the text of a saved query with its parameters filled in."""
    return load(key).filled(given)


def load(key: str) -> Saved:
    """Find a saved query by its key or title."""
    found = _all()
    for query in found:
        if key in {query.key, query.title_zh, query.title_en}:
            return query
    known = [query.key for query in found]
    near = syntax.nearest(key, known, 1)
    if near:
        raise QueryError("unknown_query_near", name=key, guess=near[0])
    raise QueryError("unknown_query", name=key, known=" ".join(known))


def queries(lang: str = "zh") -> Answer:
    """List the saved queries: key, title, parameters with their defaults."""
    rows = []
    for query in _all():
        words = " ".join(name if value is None else f"{name}={value}" for name, value in query.params.items())
        rows.append(tuple(Cell("literal", word) for word in (query.key, query.title(lang), words)))
    return Answer(("key", "title", "parameters"), tuple(rows))


def template(text: str, key: str = "-") -> Saved:
    """Read a text with its header as a saved query that lies nowhere; a slot without a row in the header is one too."""
    slots = {found[1]: None for found in _SLOT.finditer(text)}
    found = _parsed(text, key)
    return replace(found, params={**slots, **found.params})


def _all() -> tuple[Saved, ...]:
    files = sorted(resources.data("queries").glob("*.rq"))
    return tuple(sorted((_read(file) for file in files), key=lambda query: query.key))


def _read(file: Path) -> Saved:
    return _parsed(file.read_text("utf-8"), file.stem)


def _parsed(text: str, key: str) -> Saved:
    heads: dict[str, list[str]] = {}
    for line in text.splitlines():
        head = _HEAD.match(line)
        if head:
            heads.setdefault(head[1], []).append(head[2])
    first = {name: values[0] for name, values in heads.items()}
    params: dict[str, str | None] = {}
    for row in heads.get("参数", ()):
        name, equals, default = re.sub("＝", "=", row, count=1).partition("=")
        params[name.strip()] = default.strip() if equals else None
    return Saved(first.get("名称", key), first.get("标题", ""), first.get("title", ""), params, text)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Split a text into strings, references, and what lies between them."""
    groups = itertools.groupby(syntax.tokens(text), lambda t: (t.kind, t.start) if t.kind in _QUOTED else ("", 0))
    for (kind, _), tokens in groups:
        yield kind, "".join(token.text for token in tokens)


def _filled(kind: str, piece: str, values: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            return found[0]
        return _WRITTEN[kind](found[1], values[found[1]].strip())

    return _SLOT.sub(value, piece)


def _named(name: str, value: str) -> str:
    if not value or _UNFIT.search(value):
        raise QueryError("bad_parameter_value", name=name, value=value)
    return value


def _inside(name: str, value: str) -> str:
    del name
    return literal(value)[1:-1].replace("'", "\\'")


def _term(name: str, value: str) -> str:
    del name
    if _NUMBER.fullmatch(value):
        return value
    return literal(value, datatype="date" if _DATE.fullmatch(value) else "")


_WRITTEN: Mapping[str, Callable[[str, str], str]] = {"label": _named, "string": _inside, "": _term}
