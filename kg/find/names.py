"""Names of places and instruments that the lexicon knows, and places as “our province” or one character."""

import re
from collections.abc import Iterable, Iterator

from kg.find.finder import Find, Found
from kg.find.gazetteer import Hit, matcher, names_of, shielded, shields
from kg.lexicon import Lexicon

__all__ = ["build"]

_DEICTIC = re.compile(
    r"[我本全](?:(?<=[我本])(?:省|市|区|县|州|自治区|国)(?![级直属委政长])|(?<=全)(?:省|市|区|县|州)(?![级域]))"
)
_ABBREVIATED = re.compile(
    r"(?:在|来|驻|赴|入|离)(?P<abbr>[一-龥])(?=[的各高央企院投落设注创工就执办开转产建共科研单机省、，。]|部署|生产)"
)
_DONE_BEFORE = re.compile(
    r"(?:^|[^一-龥]|开展|推进|推动|加强|实施|加大|支持|鼓励|组织|建立|完善|强化|给予|提供|通过|享受|落实|设立|发放|探索|开放|深化|做好|扩大|促进|加快|[与和及以用等])$"
)
_SECURITY = re.compile("[债证]券")
"""A bond or a share; the one-character name of a voucher stands in it."""
_SUM, _NEAR = re.compile(r"[\d一二三四五六七八九十百千万两亿]\s*(?:美?元|[%％])"), 100
_LIST_GOES_ON = "、和与及等，。；）)\n"
_HAN_END = re.compile(r"[一-龥]\Z")
_ACROSS = frozenset({"医保定", "社保定", "低保定", "担保定", "确保定", "长江门", "黄海东", "渤海东"})
"""Two words of which the end of one and the beginning of the next read like a place: 医保定点, 长江门户."""
_AFTER_PLACE = ("省", "市", "、")
_NOT_A_PLACE = re.compile(r"[中国高新开发一二三东西南北大小前后上下内外年此第]")


def build(lexicon: Lexicon) -> Find:
    """Prepare the finder for the tables ``places`` and ``instruments``."""
    place_rows = lexicon.rows("places")
    places = matcher(
        lexicon,
        {name: rows for name, rows in names_of(place_rows).items() if len(name) > 1 and not _DEICTIC.fullmatch(name)},
    )
    unsafe = {row.label for row in place_rows if row.fields.get("alone") == "no"}
    abbreviations = {abbr for row in place_rows for abbr in row.values("abbr") if not _NOT_A_PLACE.match(abbr)}
    tools = names_of(lexicon.rows("instruments"))
    instruments, no_tools = matcher(lexicon, tools), shields(tools)

    cities = {name: (row,) for row in place_rows if row.fields.get("level") == "市" for name in row.values("bare")}
    listed = matcher(lexicon, cities)

    def find(clean: str) -> Iterator[Found]:
        named = [
            Found(hit.start, hit.end, "Place", hit.rows[0].label if len(hit.rows) == 1 else "")
            for hit in places(clean)
            if (clean[hit.start : hit.end] not in unsafe or clean[max(0, hit.start - 1) : hit.start] in _AFTER_PLACE)
            and clean[max(0, hit.start - 1) : hit.end] not in _ACROSS
        ]
        yield from named
        yield from _listed(clean, named, listed(clean))
        yield from _deictic(clean, abbreviations)
        for hit in instruments(clean):
            if _SECURITY.fullmatch(clean, max(0, hit.start - 1), hit.end) or shielded(clean, hit, no_tools):
                continue
            if _is_only_support(clean, hit):
                continue
            judged = any(row.fields.get("judged") == "yes" for row in hit.rows)
            if judged or _DONE_BEFORE.search(clean[max(0, hit.start - 2) : hit.start]):
                yield Found(hit.start, hit.end, "Instrument", "|".join(row.label for row in hit.rows))

    return find


def _is_only_support(clean: str, hit: Hit) -> bool:
    """Say whether 资金支持 stands without a sum or share in its sentence, so that it names no grant."""
    if not clean.endswith("支持", hit.start, hit.end) or all(row.fields.get("when") != "amount" for row in hit.rows):
        return False
    start, end = max(0, hit.start - _NEAR), hit.end + _NEAR
    start = max(start, clean.rfind("。", start, hit.start))
    stop = clean.find("。", hit.end, end)
    return not _SUM.search(clean, start, stop if stop >= 0 else end)


def _listed(clean: str, named: list[Found], cities: Iterable[Hit]) -> Iterator[Found]:
    """Find a city by a short name that is also a word (大同, 日照) where it stands in a list of places."""
    starts, ends = {item.start for item in named}, {item.end for item in named}
    for hit in cities:
        after = clean[hit.end : hit.end + 1]
        behind = clean[max(0, hit.start - 1) : hit.start] == "、" and hit.start - 1 in ends
        if behind and (not after or after in _LIST_GOES_ON):
            ends.add(hit.end)
            yield Found(hit.start, hit.end, "Place", hit.rows[0].label)
        elif after == "、" and hit.end + 1 in starts and not _HAN_END.search(clean[max(0, hit.start - 1) : hit.start]):
            yield Found(hit.start, hit.end, "Place", hit.rows[0].label)


def _deictic(clean: str, abbreviations: set[str]) -> Iterator[Found]:
    """Find 我省, 全市, and places called by one character: 在川, 来济."""
    for match in _DEICTIC.finditer(clean):
        yield Found(match.start(), match.end(), "Place", "deictic")
    for match in _ABBREVIATED.finditer(clean):
        if match["abbr"] in abbreviations:
            yield Found(match.start("abbr"), match.end("abbr"), "Place", "abbr")
