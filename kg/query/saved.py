"""Saved queries: files of ``data/queries`` with a header of comments, filled in with terms, never with syntax.

    # 名称: top-support            the key; the file's name where it is missing
    # 标题: 各省人工智能最高单项资助
    # title: Highest single support for AI by province
    # 参数: 领域=人工智能            one line each; without = the value must be given

In the text ``[[$领域]]`` is the thing of that name and ``$上限`` a value: a number, a date, else a string. Other
variables are written ``?x``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import resources
from kg.errors import QueryError
from kg.model import Answer, Cell
from kg.model.quad import literal
from kg.query import syntax

__all__ = ["Saved", "load", "queries", "saved"]

_HEAD = re.compile(r"#\s*(名称|标题|title|参数)\s*[:：]\s*(.+?)\s*$")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
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
        return "".join(_filled(token, full) for token in syntax.tokens(self.text))


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


def _all() -> tuple[Saved, ...]:
    files = sorted(resources.data("queries").glob("*.rq"))
    return tuple(sorted((_read(file) for file in files), key=lambda query: query.key))


def _read(file: Path) -> Saved:
    text = file.read_text("utf-8")
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
    return Saved(first.get("名称", file.stem), first.get("标题", ""), first.get("title", ""), params, text)


def _filled(token: syntax.Token, values: Mapping[str, str]) -> str:
    if token.kind == "label":
        name = syntax.reference(token)
        return _named(name[1:], values) if name[:1] in "$＄" and name[1:] in values else token.text
    if token.kind == "var" and token.text[0] in "$＄" and token.text[1:] in values:
        return _term(values[token.text[1:]])
    return token.text


def _named(name: str, values: Mapping[str, str]) -> str:
    value = values[name].strip()
    if not value or _UNFIT.search(value):
        raise QueryError("bad_parameter_value", name=name, value=values[name])
    return f"[[{value}]]"


def _term(value: str) -> str:
    if _NUMBER.fullmatch(value):
        return value
    return literal(value, datatype="date" if _DATE.fullmatch(value) else "")
