"""Which document a title means: its bare title, edition and place; 《通知》 is the document last named so."""

import re
import unicodedata
from collections.abc import Iterable

from kg.link.places import CHINA, Gazetteer

__all__ = ["bare", "is_short", "national", "refers_to"]

_QUOTES = str.maketrans(
    {"〈": "《", "〉": "》", "「": "“", "」": "”", "(": "（", ")": "）"} | dict.fromkeys("－–―─-", "—")
)
_NATIONAL = re.compile(r"^(?:中华人民共和国|国家|全国|中国|国务院|中共中央|中央)|法$")
_EDITION_YEAR = re.compile(r"[（(]((?:19|20)\d\d)年版[）)]")
_ISSUER = re.compile(
    r"^(?:[一-龥、，（）]{2,120}?(?:国务院|办公厅|办公室|政府|[员联协工]会|委|部|厅|局|院|署|总社|科协|妇联|高法|高检|银行))(?=关于|印发|转发)"
)
_SHORT = 8


def bare(title: str) -> str:
    """Give the title as identity knows it: width, quotes and spaces evened out, the issuer's name in front cut off."""
    even = _paired(unicodedata.normalize("NFKC", re.sub(r"\s", "", title)).translate(_QUOTES))
    even = _EDITION_YEAR.sub(r"（\1版）", even)
    return _ISSUER.sub("", even).strip("《》")


def _paired(title: str) -> str:
    """Make quotes open and close by turns, however they are printed: "人工智能+", “人工智能+", “人工智能+”."""
    if '"' not in title:
        return title
    first, *rest = re.split('[“”"]', title)
    return first + "".join("“”"[at % 2] + part for at, part in enumerate(rest))


def is_short(name: str, kinds: Iterable[str]) -> bool:
    """Say whether a title is only a kind of document (通知, 行动计划), so that it must mean one named before."""
    if len(name) > _SHORT:
        return False
    rest = name
    for kind in sorted(kinds, key=len, reverse=True):
        rest = rest.replace(kind, "")
    return not re.sub(r"若干|政策|实施|工作|行动|建设|发展|管理|试行|[（）]", "", rest)


def refers_to(short: str, titles: Iterable[str]) -> str | None:
    """Give the last of the titles named so far that a short one can stand for."""
    fallback = None
    for title in reversed(list(titles)):
        plain = re.sub(r"[（(][^（()）]*[）)]$", "", title)
        if plain.endswith(short):
            return title
        if fallback is None and short in plain:
            fallback = title
    return fallback


def national(title: str, gazetteer: Gazetteer, scope: str) -> str:
    """Give the place a title shows: one it names, China for laws and national documents, else ""."""
    place = gazetteer.within_title(title, scope)
    return place or (CHINA if _NATIONAL.search(title) else "")
