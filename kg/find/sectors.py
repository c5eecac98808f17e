"""Fields of technology and industry: known names, and what stands beside them in an enumeration."""

import re
from collections.abc import Iterator

from kg.find.finder import Find, Found
from kg.find.gazetteer import matcher, names_of
from kg.lexicon import Lexicon, Row

__all__ = ["build"]

_ITEM = r"[一-龥A-Za-z0-9+/·“”（）]{1,16}"
_LIST = re.compile(rf"{_ITEM}?(?:[、]{_ITEM}?)+(?:(?:以及|和|及|与){_ITEM}?)?(?=等|\d+个|[，。；：]|领域|方向|产业|行业|$|\n)")
_LEAD = re.compile(
    r"^.*(?:聚焦于?|围绕|面向|涉及|瞄准|针对|突出|涵盖|覆盖|包括|推动|推进|发展|支持|布局|加快|重点|领域|在|对|将|为|是|的)(?=[一-龥A-Za-z0-9])"
)
_TAIL = re.compile(r"^(?:等)?(?:\d+[个大项类]|[一二三四五六七八九十]+[个大项类])?[^。；\n]{0,28}?(?:领域|方向|产业|行业|赛道)")
_INDUSTRY_LEAD = re.compile(r"(?:涉及|聚焦|围绕|涵盖|瞄准)[^，。；]{0,4}$")
_NOT_FIELD = re.compile(
    r"企业|机构|单位|院校|高校|院所|平台|基地|中心|人才|政策|资金|部门|能力|方式|制度|机制|环节|要素|体系|标准|项目|活动|服务$|培训|合作|建设|管理|改造|"
    r"支持|推进|推动|提升|加强|培育|开展|实施|鼓励|引导|促进|完善|优化|省|市$|县$|区$|厅|局|委|办|家$|项$|个$|万|亿|元|%"
)
_SUFFIX = re.compile(r"(?:等)?(?:领域|方向|赛道)$|等$")


def build(lexicon: Lexicon) -> Find:
    """Prepare the finder for the sectors of a lexicon; ``not`` names contexts in which a sector does not fire."""
    named = names_of(lexicon.rows("sectors"))
    longest = matcher(named)
    shields = matcher(names_of(_shields(lexicon)))

    def find(clean: str) -> Iterator[Found]:
        covered = [(hit.start, hit.end) for hit in shields(clean)]
        known = [hit for hit in longest(clean) if not any(s <= hit.start and hit.end <= e for s, e in covered)]
        at: set[tuple[int, int]] = {(hit.start, hit.end) for hit in known}
        for hit in known:
            yield Found(hit.start, hit.end, "Sector", hit.rows[0].label)
        for start, end in _beside(clean, at):
            yield Found(start, end, "Sector")

    return find


def _shields(lexicon: Lexicon) -> Iterator[Row]:
    """Give the names inside which a sector's name means nothing: 人工智能学院."""
    for row in lexicon.rows("sectors"):
        for context in filter(None, row.fields.get("not", "").split("|")):
            yield Row("shields", context, (), {}, row.own)


def _beside(clean: str, known: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the unknown items of enumerations of which at least one item is a known sector."""
    for match in _LIST.finditer(clean):
        items = list(_items(clean, match.start(), match.end()))
        inside = [item for item in items if item in known]
        if not inside or not _is_field_list(clean, match, len(items), len(inside)):
            continue
        for start, end in items:
            name = clean[start:end]
            holds = any(start <= s and e <= end for s, e in known)
            if not holds and 2 <= len(name) <= 10 and not _NOT_FIELD.search(name):
                yield start, end


def _is_field_list(clean: str, match: re.Match[str], items: int, known: int) -> bool:
    if items < 3 and known < 2:
        return False
    tail = _TAIL.match(clean[match.end() : match.end() + 48])
    if tail:
        return True
    first = clean.find("、", match.start())
    return bool(_INDUSTRY_LEAD.search(clean[max(0, match.start() - 6) : match.start()]) or re.match(r"(?:涉及|聚焦|围绕|涵盖|瞄准)", clean[match.start() : first]))


def _items(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split an enumeration; what leads into its first item and trails after its last is cut off."""
    at = start
    for number, part in enumerate(re.split(r"(、以及|以及|、|和|及|与)", clean[start:end])):
        here = at
        at += len(part)
        if number % 2 or not part:
            continue
        lead = _LEAD.match(part)
        if lead:
            here += lead.end()
            part = part[lead.end() :]
        tail = _SUFFIX.search(part)
        stop = here + (tail.start() if tail else len(part))
        if stop > here:
            yield here, stop
