"""Which body a name means: place × line of work × level, never likeness of spelling."""

import re
from collections import defaultdict
from functools import lru_cache

from kg.frozen import record
from kg.lexicon import Lexicon, Row
from kg.link.places import CHINA, Gazetteer, gazetteer
from kg.model import Entity

__all__ = ["Bodies", "bodies"]

_NAMED = "="
_UNKNOWN = "+"
_LOCAL = ("厅", "局")
"""A bare 公安厅 or 旅游局 in a text of the state is none of its ministries."""
_PARK = "管理委员会"
_RESEARCH = "科研"
"""An academy or institute of a province is composed like its bodies, but is none of its government."""
_DEICTIC = re.compile(r"(?:我|本)?(?:省|市|区|县|州)(?=[一-龥])")
_PARTY = re.compile(r"中共|中国共产党")
"""What may stand before the place without changing which body it is."""


@record
class Body:
    """A body with the code of its place."""

    entity: Entity
    place: str


class Bodies:
    """The tables of bodies and lines, ready to be asked."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index named bodies by label and bare form, lines by what may follow a place word."""
        self._places: Gazetteer = gazetteer(lexicon)
        self._named = {row.label: row for row in lexicon.rows("agencies")}
        self._bare = {word: row for row in lexicon.rows("agencies") for word in row.values("bare")}
        self._lines: dict[str, list[Row]] = defaultdict(list)
        for row in lexicon.rows("lines"):
            for name in dict.fromkeys((row.label, *row.aliases, row.fields.get("pattern", ""))):
                lead, _, ending = name.replace("{p}", "{P}").rpartition("{P}")
                for written in dict.fromkeys((ending, ending.replace("和", "与"))):
                    self._lines[f"{lead}{{}}{written}" if lead and not _PARTY.fullmatch(lead) else written].append(row)

    def resolve(self, entry: str, scope: str, home: str) -> Body | None:
        """Resolve what the finder took apart; ``scope`` is the place spoken of, ``home`` the publisher's."""
        if entry.startswith(_NAMED):
            label, _, office = entry[1:].partition("/")
            return _office(self._of_table(self._named.get(label)), office)
        word, _, rest = entry.partition("|")
        rest, _, office = rest.partition("/")
        if office:
            return _office(self.resolve(f"{word}|{rest}", scope, home), office)
        if rest == _PARK and word:
            return self._park(word, scope or home)
        place = self._place(word, scope, home)
        if rest.startswith(_UNKNOWN):
            row = self._places.row(place)
            label = rest[1:] if place == CHINA else row.label + rest[1:] if row else ""
            return _body(place, rest[1:], label) if row else None
        if not word and place in {"", CHINA}:
            return self._national(rest) or self._local(rest, home)
        return self._local(rest, place)

    def _place(self, word: str, scope: str, home: str) -> str:
        if not word:
            return scope or home
        named = self._places.resolve(word, scope or home)
        if named:
            return named
        return self._places.deictic(word, scope) or self._places.deictic(word, home)

    def _of_table(self, row: Row | None) -> Body | None:
        if row is None:
            return None
        place = row.fields.get("place", "") or CHINA
        return _body(place, row.label, row.label)

    def _national(self, rest: str) -> Body | None:
        if rest in self._bare:
            return self._of_table(self._bare[rest])
        central = next((row.fields["central"] for row in self._lines.get(rest, ()) if row.fields.get("central")), "")
        local = rest.endswith(_LOCAL) and not central.endswith(rest[-1])
        return None if local else self._of_table(self._named.get(central))

    def _local(self, rest: str, place: str) -> Body | None:
        where = self._places.row(place)
        if where is None or place == CHINA:
            return None
        rows = [row for row in self._lines.get(rest, ()) if self._fits(row, place)]
        if not rows:
            rows = self._lines.get(rest, [])
        if not rows:
            return None
        row = min(rows, key=lambda row: self._rank(row, rest, place))
        if row.fields.get("line") == _RESEARCH:
            return Body(Entity("Organization", where.label + row.label, where.label + row.label), place)
        pattern = row.fields.get("pattern") or "{P}" + row.label
        full = self._full(where)
        if full != where.label:
            aliases = (pattern.replace("{P}", full).replace("{p}", full),)
            return Body(Entity("Agency", f"{place}-{row.label}", pattern.replace("{P}", where.label), aliases), place)
        return _body(
            place,
            row.label,
            pattern.replace("{P}", where.label).replace("{p}", where.fields.get("short") or where.label),
        )

    def _full(self, place: Row) -> str:
        """Give the name of a county with its city's before it: there are many 城关区."""
        if place.fields["level"] != "县":
            return place.label
        city = next((r for r in self._places.around(place.fields["code"]) if r.fields["level"] in {"市", "省"}), None)
        return (city.label if city else "") + place.label

    def _fits(self, row: Row, place: str) -> bool:
        level = self._places.level(place)
        levels = row.values("level")
        return level in levels or (level == "区域" and bool({"市", "县"} & set(levels)))

    def _rank(self, row: Row, rest: str, place: str) -> tuple[int, int]:
        around = {r.fields["code"] for r in self._places.around(place)}
        places = set(row.values("places"))
        return (0 if places & around else 1 if not places else 2, 0 if row.label == rest else 1)

    def _park(self, name: str, scope: str) -> Body | None:
        """Give the committee of a zone, named as printed; 市高新区 is that of the city spoken of."""
        deictic = _DEICTIC.match(name)
        place = self._places.within_title(name, scope) or self._places.at(scope, "市", "直辖市", "省", "自治区")
        if deictic and (owner := self._places.row(self._places.deictic(deictic.group(), scope))):
            place, name = owner.fields["code"], owner.label + name[deictic.end() :]
        row = self._places.row(place)
        if row is not None and row.fields["level"] == "区域":
            place = row.fields.get("within", "").split("|")[0] or place
        return _body(place, name + _PARK, name + _PARK)


@lru_cache(maxsize=4)
def bodies(lexicon: Lexicon) -> Bodies:
    """Give the bodies of a lexicon, indexed once."""
    return Bodies(lexicon)


def _office(body: Body | None, office: str) -> Body | None:
    if body is None or not office:
        return body
    return Body(Entity("Agency", body.entity.key + office, body.entity.label + office), body.place)


def _body(place: str, name: str, label: str) -> Body:
    key = re.sub(r"[\s/]", "", f"{place}-{name}")
    return Body(Entity("Agency", key, label), place)
