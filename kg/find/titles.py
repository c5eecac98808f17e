"""Documents named in 《》, their numbers, and “this document” in a document's own words."""

import re
from collections.abc import Iterator

from kg.find.finder import Find, Found
from kg.find.near import near
from kg.lexicon import Lexicon

__all__ = ["build"]

_OPEN, _CLOSE = "《", "》"
_LONGEST = 160
_LONGEST_ISSUER = 40
_NOT_POLICY = re.compile(r"(?:日报|晚报|时报|周刊|月刊|学报|期刊|杂志|词典|丛书|读本|教材|文集|年鉴)$")
_FOLLOWING_PRESS = re.compile(r"(?:杂志|期刊|一书|栏目|报刊)")
_CHANGED = re.compile(r"(?:修改|修订|废止)[〈《](?P<title>[^〈〉《》]{2,60})[〉》]")
_DRAFT = re.compile(r"[（(](?:试行|暂行|征求意见稿|草案|修订|修订稿|(?:19|20)\d\d(?:年)?(?:版|修订)?)[）)]")
_NUMBER_CLOSES = ("号）", "号)")
_NUMBERED = re.compile(r"[（(][一-龥]{2,12}[^（）()]{6,12}号[）)]$")
"""A document's number, printed inside the marks of its title."""
_BLANK = r"[ \t\u3000]*"
_LEFT, _RIGHT = r"[〔﹝\[［【（(〈]", r"[〕﹞\]］】）)〉]"
_YEAR = r"(?:[1１][9９]|[2２][0０])\d{2}"
_TERM = rf"(?:{_YEAR}{_BLANK}年?|\d{{1,2}}届)"
_SERIAL = rf"{_BLANK}第?{_BLANK}{_LEFT}?\d{{1,5}}{_RIGHT}?{_BLANK}号(?![楼院线机门])"
_BY_YEAR = re.compile(
    rf"{_BLANK}(?:{_LEFT}{_BLANK}{_TERM}{_BLANK}{_RIGHT}{{1,2}}{_BLANK}(?:[一-龥]{{0,3}}字)?|{_YEAR}(?:年|(?={_LEFT}\d))){_SERIAL}"
)
_COUNTED = ("令", "公告", "通告")
_BY_COUNT = re.compile(
    rf"(?:{'|'.join(_COUNTED)}){_BLANK}(?P<term>{_LEFT}?{_TERM}{_RIGHT}{{0,2}})?{_BLANK}第?{_BLANK}(?:\d{{1,5}}|[一二三四五六七八九十百零〇]{{1,6}}){_BLANK}号"
)
_NUMBER_ENDS, _LONGEST_NUMBER = re.compile("号"), 60
_CODE = re.compile(r"(?:[一-龥]{1,12}(?:[（(][一-龥]{1,6}[）)][一-龥]{0,6})?)\Z")
_OFFICE_OF = re.compile(r"(?:[一-龥]{2,36}(?:政府|主席|国务院|军委|会|委|部|局|厅|署|院|行|室))\Z")
_LEADS_IN = re.compile(
    r"根据|按照|依据|依照|参照|遵照|落实|执行|贯彻|印发|转发|下发|发布|公布|废止|文件|详见|参见|以及|[的等按见令]|号[和与及]?|[和与及经由以](?=国务院)"
)
"""What may stand before a document number and is no part of it."""


def build(lexicon: Lexicon) -> Find:
    """Prepare the finder: the kinds of document that “本…” may stand for come from the lexicon."""
    kinds = sorted((row.label for row in lexicon.rows("doctypes")), key=len, reverse=True)
    deictic = re.compile(r"(?<![一-龥]日)本(?:" + "|".join(map(re.escape, kinds)) + r")(?![一-龥]{0,1}书)")

    def find(clean: str) -> Iterator[Found]:
        yield from _titles(clean)
        yield from _numbers(clean)
        for match in deictic.finditer(clean):
            yield Found(match.start(), match.end(), "PolicyDoc", "本")

    return find


def _numbers(clean: str) -> Iterator[Found]:
    """Find 国办发〔2022〕63号 by its year, 科学技术部令第20号 by its count; whose it is stands before."""
    for match in near(_BY_YEAR, clean, _NUMBER_ENDS, before=_LONGEST_NUMBER, after=1):
        start = _begin(_CODE, clean, match.start())
        if start < match.start() and not clean.endswith(_COUNTED, 0, match.start()):
            yield Found(start, match.end(), "DocNumber")
    for match in near(_BY_COUNT, clean, _NUMBER_ENDS, before=_LONGEST_NUMBER, after=1):
        start = _begin(_OFFICE_OF, clean, match.start())
        if start == match.start() and match["term"]:
            start = _begin(_CODE, clean, match.start())
        yield Found(start, match.end(), "DocNumber")


def _begin(issuer: re.Pattern[str], clean: str, end: int) -> int:
    """Give where the sign or name of the issuer that ends at ``end`` begins (``end`` if there is none)."""
    start = max(0, end - _LONGEST_ISSUER)
    start = max((match.end() for match in _LEADS_IN.finditer(clean, start, end)), default=start)
    match = issuer.search(clean, start, end)
    return match.start() if match else end


def _titles(clean: str) -> Iterator[Found]:
    at = clean.find(_OPEN)
    while at >= 0:
        end = _closing(clean, at)
        if end < 0:
            at = clean.find(_OPEN, at + 1)
            continue
        if _is_policy(clean, at, end):
            yield _title(clean, at, end)
            yield from _changed(clean, at, end)
        at = clean.find(_OPEN, end)


def _closing(clean: str, at: int) -> int:
    """Give the offset after the 》 that belongs to the 《 at ``at``; -1 if the line ends first."""
    depth = 0
    for offset in range(at, min(len(clean), at + _LONGEST)):
        sign = clean[offset]
        if sign == "\n":
            return -1
        depth += (sign == _OPEN) - (sign == _CLOSE)
        if depth == 0:
            return offset + 1
    return -1


def _is_policy(clean: str, at: int, end: int) -> bool:
    title = clean[at + 1 : end - 1]
    if len(title) < 2 or _NOT_POLICY.search(title):
        return False
    return not _FOLLOWING_PRESS.match(clean, end)


def _changed(clean: str, at: int, end: int) -> Iterator[Found]:
    """Find the document that a title says is changed or ended: 《关于修改〈…〉的决定》."""
    for match in _CHANGED.finditer(clean, at + 1, end - 1):
        yield Found(match.start("title") - 1, match.end("title") + 1, "PolicyDoc", name=match["title"])


def _title(clean: str, at: int, end: int) -> Found:
    """Take in an edition or status printed just after the closing mark."""
    title = clean[at + 1 : end - 1]
    if title.endswith(_NUMBER_CLOSES):
        title = _NUMBERED.sub("", title)
    draft = _DRAFT.match(clean, end)
    return Found(at, draft.end() if draft else end, "PolicyDoc", name=title + (draft.group() if draft else ""))
