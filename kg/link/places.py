"""Which place a name means, where it is said: by code, by what lies around it, by the scope of the text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from kg.lexicon import Lexicon, Row

__all__ = ["CHINA", "Gazetteer", "gazetteer"]

CHINA = "100000"
_LEVELS = {"国家": 0, "省": 1, "市": 2, "县": 3, "区域": 4}
_LONGEST = 14
_LANDMARKS = frozenset("山湖江河岭岛寺桥")
_DEICTIC = re.compile(r"(?:我|本|全)?(国|省|自治区|兵团|市|自治州|州|盟|区|县|自治县|旗)$")


class Gazetteer:
    """The table of places, ready to be asked."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        """Index the rows by code, by every name, and by the one-character forms."""
        self._by_code = {row.fields["code"]: row for row in rows}
        self._named: dict[str, list[Row]] = defaultdict(list)
        self._abbr: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            for name in dict.fromkeys((row.label, *row.aliases, *row.values("bare"), *row.values("former"))):
                self._named[name].append(row)
            for sign in row.values("abbr"):
                self._abbr[sign].append(row)
        self._safe = {name for row in rows for name in (row.label, *row.aliases)}

    def row(self, code: str) -> Row | None:
        """Give the row of a code."""
        return self._by_code.get(code)

    def around(self, code: str) -> Iterator[Row]:
        """Give a place and those it lies in, from small to large, without China."""
        seen: set[str] = set()
        while code and code != CHINA and code not in seen and (row := self._by_code.get(code)):
            seen.add(code)
            yield row
            code = row.fields.get("within", "").split("|")[0]

    def level(self, code: str) -> str:
        """Give what ``lines.tsv`` calls the level of a place: 省, 自治区, 直辖市, 市 or 县."""
        row = self._by_code.get(code)
        if row is None:
            return ""
        kind = row.fields.get("kind", "")
        return kind if kind in {"自治区", "直辖市"} else row.fields["level"]

    def at(self, code: str, *levels: str) -> str:
        """Give the code of the place of one of these levels in which (or at which) a place lies; "" if none."""
        return next((row.fields["code"] for row in self.around(code) if self.level(row.fields["code"]) in levels), "")

    def deictic(self, word: str, scope: str) -> str:
        """Resolve 我省, 本市, 省, 自治区 by the scope: the code, or ""."""
        match = _DEICTIC.search(word)
        if not match:
            return ""
        kind = match[1]
        if kind == "国":
            return CHINA
        if kind in {"省", "自治区"}:
            return self.at(scope, "省", "自治区", "直辖市")
        if kind == "市":
            return self.at(scope, "市") or self.at(scope, "直辖市")
        if kind == "区":
            return self.at(scope, "县", "区域") or self.at(scope, "自治区")
        return self.at(scope, "市") if kind in {"州", "自治州", "盟"} else self.at(scope, "县")

    def resolve(self, name: str, scope: str) -> str:
        """Resolve a printed name, or a chain of names (四川省成都市); "" if unknown or not to be told apart."""
        rows = self._named.get(name) or (self._abbr.get(name) if len(name) == 1 else None)
        if rows:
            return self._nearest(rows, scope)
        for cut in range(len(name) - 1, 1, -1):
            if name[:cut] in self._named:
                outer = self.resolve(name[:cut], scope)
                return self.resolve(name[cut:], outer or scope) if outer else ""
        return ""

    def within_title(self, title: str, scope: str) -> str:
        """Give the first place a title names, the innermost of a chain (广州市黄埔区); China only if none is."""
        at = 0
        found = ""
        while at < len(title):
            length = next(
                (n for n in range(min(_LONGEST, len(title) - at), 1, -1) if title[at : at + n] in self._safe), 0
            )
            code = self._in_title(title, at, at + length, found or scope) if length else ""
            if found and not any(row.fields["code"] == found for row in self.around(code)):
                return found
            found = code if code != CHINA else ""
            at += length or 1
        return found

    def _in_title(self, title: str, start: int, end: int, scope: str) -> str:
        """Resolve a name in a title; 岳麓 of 岳麓山 is a hill, and no county without its 县 or 区."""
        code = self.resolve(title[start:end], scope)
        hill = title[end : end + 1] in _LANDMARKS and self.level(code) == "县"
        return "" if hill and title[start:end] != self._by_code[code].label else code

    def _nearest(self, rows: list[Row], scope: str) -> str:
        """Prefer what lies in the scope or around it, then the larger place; a tie is no answer."""
        if len(rows) == 1:
            return rows[0].fields["code"]
        circle = [row.fields["code"] for row in self.around(scope)]
        ranked = sorted(
            (self._distance(row, circle), _LEVELS.get(row.fields["level"], 9), row.fields["code"]) for row in rows
        )
        if len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]:
            return ""
        return ranked[0][2]

    def _distance(self, row: Row, circle: list[str]) -> int:
        mine = [around.fields["code"] for around in self.around(row.fields["code"])]
        return next((steps for steps, code in enumerate(circle) if code in mine), 99)


@lru_cache(maxsize=4)
def gazetteer(lexicon: Lexicon) -> Gazetteer:
    """Give the gazetteer of a lexicon, built once."""
    return Gazetteer(lexicon.rows("places"))
