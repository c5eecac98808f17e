"""Rungs of a ladder: 储备…—重点培育…—国家级…, 10家引领型…、30家标杆型…, A级、B级、C级."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from kg.find.finder import Find, Found
from kg.find.gazetteer import matcher, names_of
from kg.lexicon import Lexicon

__all__ = ["build"]

_HAN = "一-龥"
_DASH = r"(?:—+|－+|–|→|➝|-{1,2})"
_CHAIN = re.compile(rf"[{_HAN}]{{2,20}}(?:{_DASH}[{_HAN}]{{2,20}}){{1,5}}")
_LADDER = re.compile(r"”(?:的)?(?:[二两三四五]级|[二两三四五]个?(?:层[次级]|档次?|梯队|台阶)|梯[次度队])")
"""Behind a quoted chain or list of quotations these say that its parts are rungs, whatever they are called."""
_QUOTED = re.compile(rf"“[{_HAN}]{{2,8}}”(?:、?“[{_HAN}]{{2,8}}”){{1,5}}\Z")
_DASHES = re.compile("[—－–→➝-]")
_LONGEST, _LEAST = 20, 3
_RUNG = re.compile(rf"[{_HAN}]+\Z")
_END, _TYPE = re.compile(r"[。！？\n]"), re.compile("型")
_SCALE = re.compile(
    r"(?<![A-Za-z0-9一二三四五])(?:[A-EＡ-Ｅ]|[一二三四五]|[1-5])(?P<unit>级|类|档|星级)(?:[、和]?(?:[A-EＡ-Ｅ]|[一二三四五]|[1-5])(?P=unit)){1,4}"
)
_GRADED_ELSEWHERE = re.compile(
    r"(?:及以上|以上)?[^，。；]{0,4}(?:认证|资质|医疗机构|医院|标准|节点|响应|保护|风险|市场|残疾|伤残|能效|土地)"
)
"""What has grades that no policy made: 二级、三级医院, 3级、4级认证."""
_STEP = re.compile(r"[A-EＡ-Ｅ一二三四五1-5](?:级|类|档|星级)")
_LETTERS = re.compile(r"(?<![A-Za-z0-9])(?P<list>[A-E](?:、[A-E]){1,4})(?P<unit>级|类|档|等)")
_LETTER = re.compile("[A-E]、")
_FIELD = re.compile(r"(?:经济|产业|制造|农业|工业|发展|社会)$")
_NOT_HEAD = re.compile(
    r"(?:累计|总数|共|达到|达|不少于|不低于|不超过|数量|核准|年度|原则|认定|分别|建设|给予|的|和|与|为|是|在|有|及|将|可|由|按|应|须).*$"
)


def build(lexicon: Lexicon) -> Find:
    """Prepare the finder with the words that tell rungs apart (table ``tiers``)."""
    words = [name for row in lexicon.rows("tiers") for name in (row.label, *row.aliases)]
    rung = "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
    phrase = re.compile(
        rf"(?P<scope>国家级|省级|市级|区级|县级|部级)?(?P<rung>(?:{rung})(?:型|级|类)?|[{_HAN}]{{2}}型)(?P<head>[{_HAN}]{{2,12}})"
    )
    rungs = matcher(lexicon, names_of(lexicon.rows("tiers")))

    def find(clean: str) -> Iterator[Found]:
        yield from _chains(clean)
        yield from _quotations(clean)
        yield from _scales(clean)
        for start, sentence in _sentences(clean, [hit.start for hit in rungs(clean)]):
            yield from _shared_heads(start, sentence, phrase)

    return find


def _sentences(clean: str, words: list[int]) -> Iterator[tuple[int, str]]:
    """Give the sentences in which at least two rungs may stand: the words for them, or what ends in 型."""
    signs = sorted({*words, *(found.start() for found in _TYPE.finditer(clean))})
    cuts = [0, *(found.end() for found in _END.finditer(clean)), len(clean)] if len(signs) > 1 else []
    places = [bisect_right(cuts, sign) for sign in signs] if cuts else []
    for place in dict.fromkeys(one for one, other in pairwise(places) if one == other):
        yield cuts[place - 1], clean[cuts[place - 1] : cuts[place]]


def _chains(clean: str) -> Iterator[Found]:
    """A—B—C whose rungs share their last two characters, or all stand within one pair of quotes."""
    for match in _matches(clean):
        rungs = [part for part in re.split(_DASH, match.group()) if part]
        quoted = clean[match.start() - 1 : match.start()] == "“" and clean[match.end() : match.end() + 1] == "”"
        named = quoted and _LADDER.match(clean, match.end())
        if len(rungs) < 2 or not (named or (_common_tail(rungs) >= 2 and (quoted or len(rungs) > 2))):
            continue
        at = match.start()
        for rung in rungs:
            at = clean.index(rung, at)
            yield Found(at, at + len(rung), "Tier", "chain")
            at += len(rung)


def _quotations(clean: str) -> Iterator[Found]:
    """“A”“B”“C”三个档次: a list of quotations that are said to be rungs, wherever they are quoted."""
    names: dict[str, None] = {}
    for sign in _LADDER.finditer(clean):
        listed = _QUOTED.search(clean, max(0, sign.start() - 3 * _LONGEST), sign.start() + 1)
        names |= dict.fromkeys(re.findall(rf"[{_HAN}]{{2,8}}(?=”)", listed.group()) if listed else ())
    for name in names:
        for rung in re.finditer(f"(?<=“){name}(?=”)", clean):
            yield Found(rung.start(), rung.end(), "Tier", "chain")


def _matches(clean: str) -> Iterator[re.Match[str]]:
    """Try a chain only before a dash, from as far back as its first rung may reach."""
    free = 0
    for dash in _DASHES.finditer(clean):
        run = _RUNG.search(clean, max(free, dash.start() - _LONGEST), dash.start())
        match = _CHAIN.match(clean, run.start()) if run else None
        if match:
            free = match.end()
            yield match


def _common_tail(words: list[str]) -> int:
    shortest = min(map(len, words))
    return next((n for n in range(shortest) if len({word[-1 - n] for word in words}) > 1), shortest)


def _scales(clean: str) -> Iterator[Found]:
    for match in _from(_SCALE, clean, _STEP):
        if _GRADED_ELSEWHERE.match(clean, match.end()):
            continue
        for rung in re.finditer(rf"(?:[A-EＡ-Ｅ]|[一二三四五]|[1-5]){match['unit']}", match.group()):
            yield Found(match.start() + rung.start(), match.start() + rung.end(), "Tier", "scale")
    for match in _from(_LETTERS, clean, _LETTER):
        for letter in re.finditer(r"[A-E]", match["list"]):
            at = match.start() + letter.start()
            yield Found(at, at + 1, "Tier", "scale", name=letter.group() + match["unit"])


def _from(pattern: re.Pattern[str], clean: str, sign: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Try a pattern only where the sign that it begins with stands."""
    free = 0
    for found in sign.finditer(clean):
        match = pattern.match(clean, found.start()) if found.start() >= free else None
        if match:
            free = match.end()
            yield match


def _shared_heads(start: int, sentence: str, phrase: re.Pattern[str]) -> Iterator[Found]:
    """Phrases of one sentence that differ in the rung and share the head: at least two rungs make a ladder."""
    found = list(_phrases(sentence, phrase))
    alike: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for match in found:
        alike[match["head"][:_LEAST]].add((match["rung"], match["head"]))
    for match in found:
        others = (other for rung, other in alike[match["head"][:_LEAST]] if rung != match["rung"])
        head = _NOT_HEAD.sub("", max((_shared(match["head"], other) for other in others), key=len, default=""))
        if (
            len(head) >= _LEAST
            and not _FIELD.search(head)
            and (_counted(sentence, match, head) or _listed(sentence, match, head))
        ):
            end = match.start("head") + len(head)
            yield Found(start + match.start(), start + end, "Tier", "ladder")


def _phrases(sentence: str, phrase: re.Pattern[str]) -> Iterator[re.Match[str]]:
    at = 0
    while match := phrase.search(sentence, at):
        yield match
        at = match.start("head") + 1


def _shared(one: str, other: str) -> str:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return one[:length]


def _counted(sentence: str, match: re.Match[str], head: str) -> bool:
    before = sentence[max(0, match.start() - 6) : match.start()]
    after = sentence[match.start("head") + len(head) :][:6]
    return bool(
        re.search(r"\d+(?:余|多)?[家个所项座名批]$", before) or re.match(r"(?:达到|达|数量|总数|不少于)?\d", after)
    )


def _listed(sentence: str, match: re.Match[str], head: str) -> bool:
    after = sentence[match.start("head") + len(head) :][:1]
    before = sentence[max(0, match.start() - 1) : match.start()]
    return after == "、" or (before == "、" and after in "三两四五等，。；")
