"""Documents named in 《》, their numbers, and “this document” in a document's own words."""

import re
from collections.abc import Iterator

from kg.find.finder import Find, Found
from kg.lexicon import Lexicon

__all__ = ["build"]

_OPEN, _CLOSE = "《", "》"
_LONGEST = 160
_NOT_POLICY = re.compile(r"(?:日报|晚报|时报|周刊|月刊|学报|期刊|杂志|词典|丛书|读本|教材|文集|年鉴)$")
_FOLLOWING_PRESS = re.compile(r"(?:杂志|期刊|一书|栏目|报刊)")
_CHANGED = re.compile(r"(?:修改|修订|废止)[〈《](?P<title>[^〈〉《》]{2,60})[〉》]")
_DRAFT = re.compile(r"[（(](?:试行|暂行|征求意见稿|草案|修订|修订稿|(?:19|20)\d\d(?:年)?(?:版|修订)?)[）)]")
_NUMBER = re.compile(
    r"[一-龥]{1,12}?(?:[〔\[［【（(](?:19|20)\d{2}[〕\]］】）)]|(?:19|20)\d{2}年)第?[0-9０-９]{1,5}号"
    r"|中华人民共和国主席令(?:第?[一二三四五六七八九十百零〇\d]+号)"
)


def build(lexicon: Lexicon) -> Find:
    """Prepare the finder: the kinds of document that “本…” may stand for come from the lexicon."""
    kinds = sorted((row.label for row in lexicon.rows("doctypes")), key=len, reverse=True)
    deictic = re.compile(r"(?<![一-龥]日)本(?:" + "|".join(map(re.escape, kinds)) + r")(?![一-龥]{0,1}书)")

    def find(clean: str) -> Iterator[Found]:
        yield from _titles(clean)
        for match in _NUMBER.finditer(clean):
            yield Found(match.start(), match.end(), "DocNumber")
        for match in deictic.finditer(clean):
            yield Found(match.start(), match.end(), "PolicyDoc", "本")

    return find


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
    draft = _DRAFT.match(clean, end)
    if draft:
        return Found(at, draft.end(), "PolicyDoc", name=clean[at + 1 : end - 1] + draft.group())
    return Found(at, end, "PolicyDoc", name=clean[at + 1 : end - 1])
