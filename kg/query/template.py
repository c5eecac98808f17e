"""Texts with parameters: where they stand, what they take, and their values put in as terms, never as syntax.

In the text ``[[:领域]]`` or ``[[{{领域}}]]`` is the thing of that name, ``"{{领域}}"@zh`` a string with the value, and
``:上限`` or ``{{上限}}`` outside both a term of its own: what its type says, else a number, a date or a string by its
shape.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.errors import QueryError
from kg.model.quad import literal
from kg.query import syntax

__all__ = ["Param", "Sort", "declared", "filled", "parameter", "slots"]

Sort = Literal["", "entity", "number", "date", "text"]

_SORTS: Mapping[str, Sort] = {
    "事物": "entity", "实体": "entity", "entity": "entity", "数字": "number", "number": "number",
    "日期": "date", "date": "date", "文字": "text", "text": "text",
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SINCE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_CLOCK = re.compile(r"\b(SINCE|UNTIL)\s*$", re.IGNORECASE)
_SLOT = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")
_PARAMETER = re.compile(r"(?P<name>[^\s:：=＝]+)\s*(?:[:：]\s*(?P<sort>[^\s=＝]+)\s*)?(?:[=＝]\s*(?P<default>.*))?")
_UNFIT = re.compile(r"[\[\]【】「」\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: its name, what it takes ("" for whatever its value looks like), its default if it has one."""

    name: str
    sort: Sort = ""
    default: str | None = None

    def written(self, lang: str = "zh") -> str:
        """Give it as it stands in a header or a ``.save``."""
        words = (word for word, sort in _SORTS.items() if sort == self.sort and word.isascii() == (lang == "en"))
        sort = f":{next(words)}" if self.sort else ""
        return f"{self.name}{sort}" + ("" if self.default is None else f"={self.default}")


def parameter(text: str) -> Param:
    """Read ``领域``, ``领域: 事物``, ``上限: 数字 = 100``."""
    found = _PARAMETER.fullmatch(text.strip())
    sort = found["sort"] or "" if found else ""
    if found is None or (sort and sort not in _SORTS):
        raise QueryError("bad_declaration", text=text, known=" ".join(_SORTS))
    default = found["default"]
    return Param(found["name"], _SORTS.get(sort, ""), None if default is None else default.strip())


def declared(text: str, params: Sequence[Param]) -> tuple[Param, ...]:
    """Give parameters the sort that their places and defaults show, where none was declared."""
    places: dict[str, set[str]] = {}
    for kind, name in slots(text, [param.name for param in params]):
        places.setdefault(name, set()).add(kind)
    return tuple(Param(p.name, p.sort or _shape(p, places.get(p.name, set())), p.default) for p in params)


def slots(text: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the kind of place and the name of every parameter in a text."""
    for kind, piece in _pieces(text):
        if kind == "colon":
            if piece[1:] in names:
                yield kind, piece[1:]
        elif kind == "label" and (name := _short(piece)):
            yield kind, name
        else:
            yield from ((kind, found[1]) for found in _SLOT.finditer(piece))


def filled(text: str, params: Sequence[Param], values: Mapping[str, str]) -> str:
    """Put values in the place of parameters."""
    known = {param.name: param for param in params}
    parts: list[str] = []
    for kind, piece in _pieces(text):
        parts.append(_filled(kind, piece, _Values(known, values, "".join(parts[-1:]))))
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Values:
    """The parameters, their values, and the piece of text before, which says how a date is written."""

    known: Mapping[str, Param]
    given: Mapping[str, str]
    before: str

    def put(self, name: str, kind: str) -> str:
        param, value = self.known[name], self.given[name].strip()
        value = unicodedata.normalize("NFKC", value) if param.sort in {"number", "date"} else value
        _check(param, value)
        if kind == "label":
            return _thing(name, value)
        if kind == "string":
            return literal(value)[1:-1].replace("'", "\\'")
        if param.sort == "entity":
            return f"[[{_thing(name, value)}]]"
        if param.sort == "text":
            return literal(value)
        if _NUMBER.fullmatch(value) or (_SINCE.fullmatch(value) and _CLOCK.search(self.before)):
            return value
        return literal(value, datatype="date" if _DATE.fullmatch(value) else "")


def _filled(kind: str, piece: str, values: _Values) -> str:
    if kind == "colon":
        return values.put(piece[1:], kind) if piece[1:] in values.given else piece
    name = _short(piece) if kind == "label" else ""
    if name in values.given:
        return f"[[{values.put(name, kind)}]]"

    def value(found: re.Match[str]) -> str:
        return values.put(found[1], kind) if found[1] in values.given else found[0]

    return _SLOT.sub(value, piece)


def _check(param: Param, value: str) -> None:
    """Refuse a value that is not of the declared sort."""
    if param.sort == "number" and not _NUMBER.fullmatch(value):
        raise QueryError("not_a_number", name=param.name, value=value)
    if param.sort == "date" and not _SINCE.fullmatch(value):
        raise QueryError("not_a_date", name=param.name, value=value)


def _thing(name: str, value: str) -> str:
    if not value or _UNFIT.search(value):
        raise QueryError("bad_parameter_value", name=name, value=value)
    return value


def _shape(param: Param, places: set[str]) -> Sort:
    if "label" in places:
        return "entity"
    if "string" in places:
        return "text"
    if param.default and _NUMBER.fullmatch(param.default):
        return "number"
    return "date" if param.default and _DATE.fullmatch(param.default) else ""


def _short(piece: str) -> str:
    """Give the parameter of ``[[:领域]]``."""
    inner = piece.strip("[]【】「」 ")
    return inner[1:].strip() if inner[:1] in {":", "："} else ""


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Split a text into references, strings, ``:name``, and what lies between them."""
    between = ""
    for token in syntax.tokens(text):
        kind = "colon" if token.kind == "prefixed" and token.text[:1] in {":", "："} else token.kind
        if kind in {"label", "string", "colon"}:
            if between:
                yield "", between
            yield kind, token.text
            between = ""
        else:
            between += token.text
    yield "", between
