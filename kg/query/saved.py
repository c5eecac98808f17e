"""Saved queries: those that come with the program, and the reader's own; files with a header of comments.

    # 名称: top-support               the key; the file's name where it is missing
    # 标题: 各省人工智能最高单项资助
    # title: Highest single support for AI by province
    # 参数: 领域: 事物=人工智能         one line each; without = the value must be given

Types are 事物, 数字, 日期, 文字 (entity, number, date, text); ``kg.query.template`` says where parameters stand.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import resources
from kg.errors import QueryError, UsageError
from kg.model import Answer, Cell
from kg.model.iri import local
from kg.query import syntax
from kg.query.template import Param, declared, filled, parameter, slots

__all__ = ["Param", "Saved", "every", "forget", "keep", "load", "queries", "read", "saved", "template"]

_HEAD = re.compile(r"#\s*(名称|标题|title|参数)\s*[:：]\s*(.+?)\s*$")
_SAVE = re.compile(
    r"""(?:"(?P<quoted>[^"]+)"|(?P<name>[^\s(（=＝"]+))\s*(?:[(（](?P<params>[^)）]*)[)）])?\s*[=＝]\s*(?P<text>.*\S)\s*""",
    re.DOTALL,
)
_COMMAS = re.compile(r"[,，、]")


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved query; a parameter without default must be given. ``own`` is the file of one that the reader kept."""

    key: str
    title_zh: str
    title_en: str
    params: tuple[Param, ...]
    text: str
    own: Path | None = None

    def title(self, lang: str) -> str:
        """Give the title in a language."""
        return (self.title_zh if lang == "zh" else self.title_en) or self.title_zh or self.title_en or self.key

    def missing(self, given: Mapping[str, str]) -> tuple[Param, ...]:
        """Give the parameters that have neither a value nor a default; a name that is no parameter is an error."""
        names = [param.name for param in self.params]
        unknown = next((name for name in given if name not in names), None)
        if unknown is not None:
            raise QueryError("unknown_parameter", name=unknown, query=self.key, known=" ".join(names))
        return tuple(param for param in self.params if param.default is None and param.name not in given)

    def filled(self, given: Mapping[str, str]) -> str:
        """Put values in the place of the parameters."""
        missing = self.missing(given)
        if missing:
            raise QueryError("missing_parameter", name=" ".join(param.name for param in missing), query=self.key)
        defaults = {param.name: param.default for param in self.params if param.default is not None}
        return filled(self.text, self.params, {**defaults, **given})


def saved(key: str, given: Mapping[str, str], *, own: Path | None = None) -> str:
    """Give the text of a saved query with its parameters filled in."""
    return load(key, own=own).filled(given)


def load(key: str, *, own: Path | None = None) -> Saved:
    """Find a saved query by its key or title, one that came with the program also by its number in the list."""
    found = every(own)
    for query in found:
        if key in {query.key, query.title_zh, query.title_en}:
            return query
    shipped = [query for query in found if query.own is None]
    if key.isdecimal() and 1 <= int(key) <= len(shipped):
        return shipped[int(key) - 1]
    known = [query.key for query in found]
    near = syntax.nearest(key, known, 1)
    if near:
        raise QueryError("unknown_query_near", name=key, guess=near[0])
    raise QueryError("unknown_query", name=key, known=" ".join(known))


def queries(lang: str = "zh", *, own: Path | None = None) -> Answer:
    """List the saved queries: key, title, parameters with their types and defaults."""
    rows = []
    for query in every(own):
        words = " ".join(param.written(lang) for param in query.params)
        rows.append(tuple(Cell("literal", word) for word in (query.key, query.title(lang), words)))
    return Answer(("key", "title", "parameters"), tuple(rows))


def every(own: Path | None = None) -> tuple[Saved, ...]:
    """Give the queries that come with the program, then those of the reader's folder, each by key."""
    shipped = [_file(path) for path in resources.data("queries").glob("*.rq")]
    kept = [_file(path, own=True) for path in own.glob("*.rq")] if own is not None and own.is_dir() else []
    return (*sorted(shipped, key=_key), *sorted(kept, key=_key))


def template(text: str, key: str = "-") -> Saved:
    """Read a text with its header as a saved query that lies nowhere; a slot without a row in the header is one too."""
    found = _parsed(text, key)
    named = [param.name for param in found.params]
    more = dict.fromkeys(name for _, name in slots(text, named) if name not in named)
    return _parsed(text, key, more=tuple(map(Param, more)))


def read(text: str) -> Saved:
    """Read ``NAME (甲, 乙: 事物, 最长=4) = QUERY``; without a list the parameters are those in the query."""
    found = _SAVE.fullmatch(text.strip())
    if found is None:
        raise UsageError("bad_save")
    key, body = (found["quoted"] or found["name"]).strip(), found["text"]
    params = [parameter(piece) for piece in _COMMAS.split(found["params"] or "") if piece.strip()]
    names = [param.name for param in params]
    used = dict.fromkeys(name for _, name in slots(body, names))
    if found["params"] is None:
        params = [Param(name) for name in used]
    elif wrong := next((name for name in (*used, *names) if name not in used or name not in names), None):
        raise QueryError("undeclared_parameter" if wrong in used else "unused_parameter", name=wrong, query=key)
    return Saved(key, "", "", declared(body, params), body)


def keep(query: Saved, own: Path) -> bool:
    """Write a query into the reader's folder; say whether it takes the place of one."""
    if any(query.key in {other.key, other.title_zh, other.title_en} for other in every()):
        raise QueryError("query_is_shipped", name=query.key)
    path = _path(own, query.key)
    head = [f"# 名称: {query.key}", *(f"# 参数: {param.written()}" for param in query.params)]
    content = "\n".join([*head, query.text, ""]).encode("utf-8", "surrogatepass")
    part = path.with_name(f"{path.name}.part")
    try:
        own.mkdir(parents=True, exist_ok=True)
        before = path.exists()
        part.write_bytes(content)
        part.replace(path)
    except OSError as problem:
        raise UsageError("file_unwritable", path=path, detail=problem.strerror or "") from problem
    return before


def forget(key: str, own: Path) -> None:
    """Take a query out of the reader's folder."""
    query = load(key, own=own)
    if query.own is None:
        raise QueryError("query_is_shipped", name=query.key)
    query.own.unlink(missing_ok=True)


def _path(own: Path, key: str) -> Path:
    """Name a file by bytes of UTF-8 whatever the locale says."""
    return own / os.fsdecode(f"{local(key)}.rq".encode())


def _key(query: Saved) -> str:
    return query.key


def _file(path: Path, *, own: bool = False) -> Saved:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as problem:
        raise UsageError("saved_unreadable", path=path) from problem
    return _parsed(text, path.stem, own=path if own else None)


def _parsed(text: str, key: str, *, own: Path | None = None, more: Sequence[Param] = ()) -> Saved:
    """Read the header, which ends where the query begins."""
    heads: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        head = _HEAD.match(line)
        if head:
            heads.setdefault(head[1], []).append(head[2])
    first = {name: values[0] for name, values in heads.items()}
    params = declared(text, (*map(parameter, heads.get("参数", ())), *more))
    return Saved(first.get("名称", key), first.get("标题", ""), first.get("title", ""), params, text, own)
