"""Fields of technology and industry: known names, and what stands beside them in an enumeration."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.find.finder import Find, Found
from kg.find.gazetteer import matcher, names_of, shielded, shields
from kg.lexicon import Lexicon

__all__ = ["build"]

_SIGNS, _LONGEST_ITEM = "一-龥A-Za-z0-9+/·“”（）", 16
_ITEM = rf"[{_SIGNS}]{{1,{_LONGEST_ITEM}}}"
_REST = re.compile(rf"(?:、{_ITEM}(?=、))*+")
_RUN_ENDS = re.compile(rf"[^{_SIGNS}、]")
_ALIEN = re.compile(rf".*[^{_SIGNS}]", re.DOTALL)
_LIST = re.compile(
    rf"{_ITEM}?(?:[、]{_ITEM}?)+(?:(?:以及|和|及|与){_ITEM}?)?(?=等|\d+个|[，。；：]|领域|方向|产业|行业|$|\n)"
)
_LEAD = re.compile(
    r"^.*(?:聚焦于?|扩大|围绕|面向|涉及|瞄准|针对|突出|涵盖|覆盖|包括|推动|推进|发展|支持|布局|加快|重点|领域|在|对|将|为|是|的)(?=[一-龥A-Za-z0-9])"
)
_TAIL = re.compile(
    r"^(?:等)?(?:\d+[个大项类]|[一二三四五六七八九十]+[个大项类])?[^。；\n]{0,28}?(?:领域|方向|产业|行业|赛道)"
)
_SOUGHT = re.compile("突破|攻克|研发|攻关|研制")
_TECHNOLOGY = re.compile("等(?:关键|核心|共性|前沿|先进|新型)*(?:技术|装备)(?!手段|方法|人员|服务)")
"""Around a list of what is to be invented: 突破甲、乙、丙等关键技术."""
_INDUSTRY_LEAD = re.compile(r"(?:涉及|聚焦|围绕|涵盖|瞄准)[^，。；]{0,4}$")
_NOT_FIELD = re.compile(
    r"企业|机构|单位|院校|高校|院所|平台|基地|中心|人才|政策|资金|部门|能力|方式|制度|机制|环节|要素|体系|标准|项目|活动|服务$|培训|合作|建设|管理|改造|"
    r"熟悉|掌握|招引|组建|利用|运用|依托|借助|承接|即|搞好|抓住|抓好|一批|一系列|构建|建成|建立|形成|做强|做大|事关|完整|高质量|全面|渗透|培养|实现|深度|融合$|应用$|应用产品|科技创新|社会事业|监督|相关|制定|国家级|大型|支持|推进|推动|提升|加强|培育|开展|实施|鼓励|引导|促进|完善|优化|省|市$|县$|区$|厅|局|委|办|以|并|选择|从事|引进|强化|满足|汇聚|贯穿|优先|集成商|型$|家$|项$|个$|万|亿|元|%|改进|攻关|组织(?!工程|再生)|小组"
)
_NOT_FIRST = re.compile(r"到20|等|或|研发|研制|吸引|积极|统筹|服务于|原则上|大幅|园区内|集成互联|不少于")
_MODIFIER = re.compile(
    r"(?:新一代|新型|先进|现代|高端|国产|智能|传统|重点|未来|绿色|数字|关键|核心|优势|特色|主导|支柱|基础|[一-龥])?(?:的)?"
)
_BEGINS = re.compile(
    r"^(?:围绕|聚焦|加大|加强|强化|深化|构建|打造|壮大|发展|培育|壮大|做强|做优|打造|引进|拓展|突破|攻克|优化|提高|增强)(?=[一-龥A-Za-z0-9“]{2})"
)
_BETWEEN = re.compile(r"(、以及|以及|、|和|及|与)")
_SHORT_FIELD = 2
_COMPOUND = re.compile("[与和及][一-龥]{2,4}(?:装备|设备|仪器|系统|材料|器件)")
"""How a name goes on that begins with a known one: 智能检测与分析装备."""
_WITHIN_NAMES = frozenset({"和", "及", "与"})
_SUFFIX = re.compile(r"(?:等)?(?:领域|方向|赛道)$|等$|（[^（）]*）$")


def build(lexicon: Lexicon) -> Find:
    """Prepare the finder for the sectors of a lexicon; ``not`` names contexts in which a sector does not fire."""
    named = names_of(lexicon.rows("sectors"))
    longest = matcher(lexicon, named)
    not_in = shields(named)

    def find(clean: str) -> Iterator[Found]:
        known = [hit for hit in longest(clean) if not shielded(clean, hit, not_in)]
        at: set[tuple[int, int]] = {(hit.start, hit.end) for hit in known}
        for hit in known:
            yield Found(hit.start, hit.end, "Sector", hit.rows[0].label)
        for start, end in _beside(clean, at):
            yield Found(start, end, "Sector")

    return find


def _beside(clean: str, known: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the unknown items of enumerations of which at least one item is a known sector."""
    order = sorted(known)
    for match in _lists(clean, order) if order else ():
        first = bisect_left(order, (match.start(), 0))
        if first == len(order) or order[first][0] >= match.end():
            continue
        items = list(_items(clean, match.start(), match.end()))
        inside = [item for item in items if item in known]
        kinds = sum(_is_kind(item, clean, order) for item in items)
        if not inside or not _is_field_list(clean, match, len(items), len(inside) + kinds):
            continue
        for start, end in items:
            name = clean[start:end]
            shortest = 2 if len(items) - len(inside) <= max(1, len(items) // 4) and len(items) > 3 else 3
            if name.count("“") != name.count("”") or name.count("（") != name.count("）") or _NOT_FIRST.match(name):
                continue
            if _is_name(start, end, clean, order) and shortest <= len(name) <= 10 and not _NOT_FIELD.search(name):
                yield start, end


def _lists(clean: str, known: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Try an enumeration only at a 、 in a run with a known name, from as far back as its first item may reach.

    Where one that begins at a 、 ends in nothing, none does that begins at a later 、 of the same row.
    """
    free, at = 0, clean.find("、")
    while at >= 0:
        floor = max(free, at - _LONGEST_ITEM)
        after = _RUN_ENDS.search(clean, at)
        end = after.start() if after else len(clean)
        first = bisect_left(known, (floor, 0))
        if first == len(known) or known[first][0] >= end:
            at = clean.find("、", end)
            continue
        alien = _ALIEN.match(clean, floor, at)
        start = alien.end() if alien else floor
        match = _LIST.match(clean, start) if start < at else None
        if match:
            free = match.end()
            yield match
        elif start < at and (row := _REST.match(clean, at)):
            at = row.end()
        at = clean.find("、", max(free, at + 1))


def _is_name(start: int, end: int, clean: str, known: list[tuple[int, int]]) -> bool:
    """Say whether an item is a name of its own: new, or a known field at the end of a longer one (海洋食品)."""
    around = known[bisect_left(known, (start, 0)) : bisect_left(known, (end, 0))]
    inside = [(s, e) for s, e in around if e <= end]
    if not inside:
        return True
    first, last = min(s for s, _ in inside), max(e for _, e in inside)
    if first == start and (_COMPOUND.fullmatch(clean, last, end) or _is_double(inside, start, end)):
        return True
    tail = clean[last:end] in {"", "业"}
    return (start, end) not in inside and tail and not _MODIFIER.fullmatch(clean[start:first]) and len(inside) < 3


def _is_double(inside: list[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether a short field stands directly before another, so that both are one: 农业机器人, not 新能源新材料."""
    return any((start, s) in inside and s - start == _SHORT_FIELD for s, e in inside if e == end)


def _is_kind(item: tuple[int, int], clean: str, known: list[tuple[int, int]]) -> bool:
    """Say whether an item ends in a known field: 农业机器人."""
    start, end = item
    around = known[bisect_left(known, (start + 1, 0)) : bisect_left(known, (end, 0))]
    if _NOT_FIELD.search(clean, start, end):
        return False
    return any(e == end and not _MODIFIER.fullmatch(clean, start, s) for s, e in around)


def _is_field_list(clean: str, match: re.Match[str], items: int, known: int) -> bool:
    if items < 3 or known * 2 < items:
        return False
    tail = _TAIL.match(clean[match.end() : match.end() + 48])
    first = clean.find("、", match.start())
    if tail or (_TECHNOLOGY.match(clean, match.end()) and _SOUGHT.search(clean, max(0, match.start() - 6), first)):
        return True
    return bool(
        _INDUSTRY_LEAD.search(clean[max(0, match.start() - 6) : match.start()])
        or re.match(r"(?:涉及|聚焦|围绕|涵盖|瞄准)", clean[match.start() : first])
    )


def _parts(row: str) -> list[str]:
    """Take an enumeration apart, items and what joins them by turns; 与 ahead of a later 、 is part of a name."""
    parts = _BETWEEN.split(row)
    last = max((at for at in range(1, len(parts), 2) if parts[at] == "、"), default=0)
    joined = [parts[0]]
    for at in range(1, len(parts), 2):
        if at < last and parts[at] in _WITHIN_NAMES:
            joined[-1] += parts[at] + parts[at + 1]
        else:
            joined += parts[at : at + 2]
    return joined


def _items(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split an enumeration; what leads into its first item and trails after its last is cut off."""
    at = start
    for number, part in enumerate(_parts(clean[start:end])):
        here = at
        at += len(part)
        if number % 2 or not part:
            continue
        for pattern in (_LEAD, _BEGINS):
            lead = pattern.match(part)
            if lead:
                here += lead.end()
                part = part[lead.end() :]
        tail = _SUFFIX.search(part)
        stop = here + (tail.start() if tail else len(part))
        if stop > here:
            yield here, stop
