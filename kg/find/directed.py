"""Which of the fields and groups that a text names it is about: the others' names are only words in it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from kg.model import Article, Issue, Mention

__all__ = ["Place", "directed"]

_ITEM_BEFORE = re.compile(r"[、]$|[、](?:新一代|新型|现代|高端|先进)$")
_NOTE = r"(?:（[^（）]{1,12}）)?"
_ITEM_AFTER = re.compile(rf"(?:技术)?(?:产业|领域|行业|方向|赛道)?{_NOTE}(?:[、，。；：”和及与等]|以及|\d|的|\n|$)")
_FIELDS = re.compile(r"(?:[、和及与]|以及)?[^。；，]{0,20}?等?\d*个?[^。；，]{0,6}?(?:领域|方向|产业|行业|赛道)")
_LIST_AFTER = re.compile(rf"(?:技术)?(?:产业|领域|行业|方向|赛道)?{_NOTE}、")
_PURPOSE_BEFORE = re.compile(
    r"(?:聚焦|围绕|面向|发展|壮大|布局|培育|突破|瞄准|推动|支持|推进|加快|做强|做优|打造|促进)(?:新一代|新型|现代|高端|先进|国产|未来)?$"
)
_PURPOSE_AFTER = re.compile(r"(?:技术)?(?:产业|领域|行业|赛道)")
_GROWN_BEFORE = re.compile(r"(?:大力|加快|积极|重点|着力|优先|培育|创新)发展$")
_GROWN_AFTER = re.compile(r"(?:[，。；、]|等|\n|$)")
"""Around a field that is the whole object: 大力发展跨境电商，…."""
_IN_BEFORE = re.compile(r"(?:^|[，。；\s、])(?:重点)?(?:在|聚焦|围绕|面向|瞄准)$")
_IN_AFTER = re.compile(r"等(?:重点|关键|优势|特色|相关)?(?:领域|产业|行业|方向|赛道)")
"""Around a field that stands for its like: 在航天装备等领域."""
_TRIAL_BEFORE = re.compile(r"(?:开展|实施|推进|组织)$")
_TRIAL_AFTER = re.compile(r"(?:应用|创新)?(?:试点|示范)")
"""Around a field that is tried out: 开展工业互联网平台试点."""
_AROUND = (
    (_PURPOSE_BEFORE, _PURPOSE_AFTER),
    (_TRIAL_BEFORE, _TRIAL_AFTER),
    (_GROWN_BEFORE, _GROWN_AFTER),
    (_IN_BEFORE, _IN_AFTER),
)
_ECONOMY = re.compile(r"[一-龥]{2,}(?:经济|制造业)")
_BODIES_AFTER = re.compile(
    r"(?:(?:[、和及与或]|以及)[一-龥]{2,10}?){0,16}等?(?:有关|相关|行政|主管|管理|监管|监督|执法|职能|工作)*(?:部门|单位|机构|厅局)"
)
"""Behind a field in a list of the bodies in charge: 教育、卫生、农业等部门."""
_SHORT = re.compile(r"[一-龥]{2}")
_WHOLE_AFTER = re.compile(r"产业|行业|领域|发展|攻关|[、，。；：和及与”]|\n|$")
_LONGEST_LIST = 120


class Place(NamedTuple):
    """A mention with its range in the clean text."""

    start: int
    end: int
    mention: Mention


class _Aims:
    """What the words around a field's name say of it."""

    def __init__(self, issue: Issue, places: Sequence[Place]) -> None:
        """Note where names of fields begin or end, and which offsets in the file stand in a heading or a title."""
        self._clean = issue.text.clean
        self._near = {at for place in places if place.mention.type == "Sector" for at in place[:2]}
        self._titled = {at for p in places if p.mention.type == "PolicyDoc" for at in range(p.start, p.end)}
        self._headed = _headed(issue)

    def at(self, place: Place) -> bool:
        """Say whether the field stands here in a heading or a title, in an enumeration, or as the aim of a verb."""
        return place.start in self._titled or self._is_aim(place)

    def _is_aim(self, place: Place) -> bool:
        clean, (start, end, mention) = self._clean, place
        if _BODIES_AFTER.match(clean, end, end + _LONGEST_LIST):
            return False
        if not mention.entry or _ECONOMY.fullmatch(mention.name) or self._is_heading(place):
            return True
        before, after = clean[max(0, start - 8) : start], clean[end : end + 20]
        if any(behind.match(after) and ahead.search(before) for ahead, behind in _AROUND):
            return True
        previous, following = _ITEM_BEFORE.search(before), _LIST_AFTER.match(after)
        if (
            previous
            and _ITEM_AFTER.match(after)
            and (_FIELDS.match(clean[end : end + 40]) or self._ends_near(start - len(previous.group())))
        ):
            return True
        return bool(following and self._begins_near(end + following.end()))

    def _is_heading(self, place: Place) -> bool:
        span = place.mention.span
        if span.start not in self._headed or span.end - 1 not in self._headed:
            return False
        return not _SHORT.fullmatch(place.mention.name) or bool(_WHOLE_AFTER.match(self._clean, place.end))

    def _ends_near(self, offset: int) -> bool:
        """Say whether another sector's name ends here, give or take 产业."""
        return any(offset - shift in self._near for shift in range(4))

    def _begins_near(self, offset: int) -> bool:
        """Say whether another sector's name begins here, give or take 新一代."""
        return any(offset + shift in self._near for shift in range(4))


def directed(issue: Issue, places: Sequence[Place]) -> tuple[Mention, ...]:
    """Keep of the fields those that an article is directed at, of the groups those that an article names.

    A field counts in an article if it stands there once in a heading or a title, in an enumeration, or as the aim of a
    verb (聚焦…领域, 发展…产业). Who a bulletin is copied to is no one's beneficiary.
    """
    starts = [article.span.start for article in issue.articles]
    words = _Aims(issue, places)
    fields: dict[int, tuple[int, str]] = {}
    aims: set[tuple[int, str]] = set()
    kept = set()
    for at, place in enumerate(places):
        mention = place.mention
        if mention.type not in {"Sector", "Group"}:
            kept.add(at)
            continue
        article = _around(issue.articles, starts, mention)
        if article is None:
            continue
        if mention.type == "Group":
            kept.add(at)
            continue
        fields[at] = key = (article.position, mention.entry or mention.name)
        if key not in aims and words.at(place):
            aims.add(key)
    return tuple(place.mention for at, place in enumerate(places) if at in kept or fields.get(at) in aims)


def _around(articles: Sequence[Article], starts: Sequence[int], mention: Mention) -> Article | None:
    """Give the article in which a mention stands."""
    at = bisect_right(starts, mention.span.start) - 1
    return articles[at] if at >= 0 and articles[at].span.covers(mention.span) else None


def _headed(issue: Issue) -> set[int]:
    """Give the offsets in the file at which headings stand; the first half of a sentence is none."""
    spans = [article.heading_span for article in issue.articles]
    spans += [clause.heading_span for article in issue.articles for clause in article.clauses]
    raw = issue.text.raw
    return {at for span in spans if raw[span.end : span.end + 1] != "，" for at in range(span.start, span.end)}
