"""Kinds of beneficiaries and addressees: those the lexicon knows, with a field before them, or named in an appeal."""

import re
from collections.abc import Iterator

from kg.find.finder import Find, Found
from kg.find.gazetteer import Hit, matcher, names_of, shielded, shields
from kg.find.near import near
from kg.lexicon import Lexicon

__all__ = ["build"]

_ENTERPRISE = "企业"
"""A short name that ends in 企 is none where 业 follows: 提高企业 names no 高企."""
_FIELD_LINK = re.compile(r"(?:领域|行业|产业)\Z")
_QUALITY = re.compile(r"(?:硬科技|科技型|创新型|高成长性?|外向型|平台型)\Z")
_LONGEST_FIELD = 12
_HEAD = "机构|组织|企业|事务所|院所|协会|商会|合作社"
_ITEM = rf"[一-龥“”]{{2,10}}?(?:{_HEAD})"
_APPEAL = re.compile(rf"(?:支持|鼓励)(?P<list>{_ITEM}(?:[、和及与]{_ITEM})*)(?=[^的之间]|$)")
_KIND = re.compile(r"(?<![一-龥])(?![大中小微]型)[一-龥]{2,6}(?<![大中小微])型(?:重点|骨干|龙头|领军|中小)?企业")
_KIND_ENDS, _LONGEST_KIND = re.compile("型(?:重点|骨干|龙头|领军|中小)?企业"), 6
_NOT_ITEM = re.compile(
    r"缺少|发挥|构建|给予|壮大|梯次|启动|推进|聚焦|完善|部分|入驻|建设|设立|引进|培育|发展|组建|建立|开展|推动|引导|加强|加快|通过|符合|条件|各类|有关|相关|本地|[的对将在由为从与和及等向以把被各]|成立|打造|创建|申报|联合|依托|围绕|国家|自主|规范|促进|培养|服务(?!机构)|高质量|支持|鼓励|探索|督促|强化|降低|增强|减轻|提高|推荐|投资中|兴办|申请|选择|一批|包括|根据|特别|多数|其他|内企业|预留|单列|创办|带动|实施|做强|增加|改善|实行|微型|小型|减少|扶持"
)


def build(lexicon: Lexicon) -> Find:
    """Prepare the finder for the table ``groups``; fields come from ``sectors``."""
    named = names_of(lexicon.rows("groups"))
    groups, not_in = matcher(lexicon, named), shields(named)
    fields = frozenset(name for row in lexicon.rows("sectors") for name in (row.label, *row.aliases))

    def find(clean: str) -> Iterator[Found]:
        for hit in groups(clean):
            if shielded(clean, hit, not_in) or clean.startswith(_ENTERPRISE, hit.end - 1):
                yield from _any_enterprise(clean, hit)
                continue
            start = _with_field(clean, hit.start, fields) if clean[hit.start : hit.end].endswith("企业") else hit.start
            yield Found(start, hit.end, "Group", hit.rows[0].label if start == hit.start else "")
        yield from _appealed_to(clean)
        for match in near(_KIND, clean, _KIND_ENDS, before=_LONGEST_KIND):
            if not _NOT_ITEM.search(match.group()):
                yield Found(match.start(), match.end(), "Group")

    return find


def _any_enterprise(clean: str, hit: Hit) -> Iterator[Found]:
    """Read 广大企业, 提高企业, where a longer name was tried first."""
    at = clean.find(_ENTERPRISE, hit.start, hit.end + 1)
    if at >= 0:
        yield Found(at, at + len(_ENTERPRISE), "Group", _ENTERPRISE)


def _with_field(clean: str, start: int, fields: frozenset[str]) -> int:
    """Take a field printed before a kind of enterprise into its name: 人工智能企业, 数字经济领域龙头企业."""
    quality = _QUALITY.search(clean, max(0, start - 4), start)
    start = quality.start() if quality else start
    link = _FIELD_LINK.search(clean, max(0, start - 2), start)
    end = link.start() if link else start
    length = next((n for n in range(min(_LONGEST_FIELD, end), 1, -1) if clean[end - n : end] in fields), 0)
    return end - length if length else start


def _appealed_to(clean: str) -> Iterator[Found]:
    """支持商事调解组织、仲裁机构…: who is called upon is a group, whether or not a table has it."""
    for match in _APPEAL.finditer(clean):
        at = match.start("list")
        for part in re.split(r"([、和及与])", match["list"]):
            if len(part) > 2 and re.search(rf"(?:{_HEAD})$", part) and not _NOT_ITEM.search(part):
                yield Found(at, at + len(part), "Group")
            at += len(part)
