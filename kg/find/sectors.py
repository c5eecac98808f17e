"""Fields of technology and industry: known names, and what stands beside them in an enumeration."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.find.finder import Find, Found
from kg.find.gazetteer import Hit, matcher, names_of
from kg.lexicon import Lexicon
from kg.model import Article, Issue, Mention

__all__ = ["build", "directed"]

_ITEM = r"[一-龥A-Za-z0-9+/·“”（）]{1,16}"
_LIST = re.compile(
    rf"{_ITEM}?(?:[、]{_ITEM}?)+(?:(?:以及|和|及|与){_ITEM}?)?(?=等|\d+个|[，。；：]|领域|方向|产业|行业|$|\n)"
)
_LEAD = re.compile(
    r"^.*(?:聚焦于?|扩大|围绕|面向|涉及|瞄准|针对|突出|涵盖|覆盖|包括|推动|推进|发展|支持|布局|加快|重点|领域|在|对|将|为|是|的)(?=[一-龥A-Za-z0-9])"
)
_TAIL = re.compile(
    r"^(?:等)?(?:\d+[个大项类]|[一二三四五六七八九十]+[个大项类])?[^。；\n]{0,28}?(?:领域|方向|产业|行业|赛道)"
)
_INDUSTRY_LEAD = re.compile(r"(?:涉及|聚焦|围绕|涵盖|瞄准)[^，。；]{0,4}$")
_NOT_FIELD = re.compile(
    r"企业|机构|单位|院校|高校|院所|平台|基地|中心|人才|政策|资金|部门|能力|方式|制度|机制|环节|要素|体系|标准|项目|活动|服务$|培训|合作|建设|管理|改造|"
    r"搞好|渗透|培养|实现|深度|融合$|应用$|应用产品|科技创新|社会事业|监督|相关|制定|国家级|大型|支持|推进|推动|提升|加强|培育|开展|实施|鼓励|引导|促进|完善|优化|省|市$|县$|区$|厅|局|委|办|以|并|选择|从事|引进|强化|满足|汇聚|贯穿|优先|集成商|型$|家$|项$|个$|万|亿|元|%"
)
_ITEM_BEFORE = re.compile(r"[、]$|[、](?:新一代|新型|现代|高端|先进)$")
_ITEM_AFTER = re.compile(r"(?:技术)?(?:产业|领域|行业|方向|赛道)?(?:[、，。；：”和及与等]|以及|\d|的|\n|$)")
_FIELDS = re.compile(r"(?:[、和及与]|以及)?[^。；，]{0,20}?等?\d*个?[^。；，]{0,6}?(?:领域|方向|产业|行业|赛道)")
_LIST_AFTER = re.compile(r"(?:技术)?(?:产业|领域|行业|方向|赛道)?、")
_PURPOSE_BEFORE = re.compile(
    r"(?:聚焦|围绕|面向|发展|壮大|布局|培育|突破|瞄准|推动|支持|推进|加快|做强|做优|打造|促进)(?:新一代|新型|现代|高端|先进|国产|未来)?$"
)
_PURPOSE_AFTER = re.compile(r"(?:技术)?(?:产业|领域|行业|赛道)")
_ECONOMY = re.compile(r"[一-龥]{2,}(?:经济|制造业)")
_MODIFIER = re.compile(
    r"(?:新一代|新型|先进|现代|高端|国产|智能|传统|重点|未来|绿色|数字|关键|核心|优势|特色|主导|支柱|基础|[一-龥])?(?:的)?"
)
_BODIES_AFTER = re.compile(
    r"(?:(?:[、和及与或]|以及)[一-龥]{2,10}?){0,16}等?(?:有关|相关|行政|主管|管理|监管|监督|执法|职能|工作)*(?:部门|单位|机构|厅局)"
)
"""Behind a field in a list of the bodies in charge: 教育、卫生、农业等部门."""
_BEGINS = re.compile(
    r"^(?:加大|加强|强化|深化|培育|壮大|做强|做优|打造|引进|拓展|突破|攻克|优化|提高|增强)(?=[一-龥A-Za-z0-9]{2})"
)
_SHORT = re.compile(r"[一-龥]{2}")
_WHOLE_AFTER = re.compile(r"产业|行业|领域|发展|攻关|[、，。；：和及与”]|\n|$")
_LONGEST_LIST = 120
_SUFFIX = re.compile(r"(?:等)?(?:领域|方向|赛道)$|等$")


def build(lexicon: Lexicon) -> Find:
    """Prepare the finder for the sectors of a lexicon; ``not`` names contexts in which a sector does not fire."""
    named = names_of(lexicon.rows("sectors"))
    longest = matcher(named)

    def find(clean: str) -> Iterator[Found]:
        known = [hit for hit in longest(clean) if not _shielded(clean, hit)]
        at: set[tuple[int, int]] = {(hit.start, hit.end) for hit in known}
        for hit in known:
            yield Found(hit.start, hit.end, "Sector", hit.rows[0].label)
        for start, end in _beside(clean, at):
            yield Found(start, end, "Sector")

    return find


def directed(issue: Issue, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Keep the sectors that an article is directed at; the others' names are only words in it.

    A sector counts in an article if it stands there once in a heading or a title, in an enumeration, or as the aim of
    a verb (聚焦…领域, 发展…产业).
    """
    titles = frozenset(at for m in mentions if m.type == "PolicyDoc" for at in range(m.span.start, m.span.end))
    near = frozenset(at for m in mentions if m.type == "Sector" for at in issue.text.clean_range(m.span))
    headed = _headed(issue)
    aims: set[tuple[int, str]] = set()
    for mention in mentions:
        article = _article(issue, mention) if mention.type == "Sector" else None
        if article is not None and (mention.span.start in titles or _is_aim(issue, mention, near, headed)):
            aims.add((article.position, mention.entry or mention.name))
    return tuple(m for m in mentions if m.type != "Sector" or _counts(issue, m, aims))


def _headed(issue: Issue) -> frozenset[int]:
    """Give the offsets in the file at which headings stand; the first half of a sentence is none."""
    spans = [article.heading_span for article in issue.articles]
    spans += [clause.heading_span for article in issue.articles for clause in article.clauses]
    raw = issue.text.raw
    return frozenset(at for span in spans if raw[span.end : span.end + 1] != "，" for at in range(span.start, span.end))


def _counts(issue: Issue, mention: Mention, aims: set[tuple[int, str]]) -> bool:
    article = _article(issue, mention)
    return article is not None and (article.position, mention.entry or mention.name) in aims


def _article(issue: Issue, mention: Mention) -> Article | None:
    return next((article for article in issue.articles if article.span.covers(mention.span)), None)


def _is_aim(issue: Issue, mention: Mention, near: frozenset[int], headed: frozenset[int]) -> bool:
    start, end = issue.text.clean_range(mention.span)
    clean = issue.text.clean
    if _BODIES_AFTER.match(clean, end, end + _LONGEST_LIST):
        return False
    whole = not _SHORT.fullmatch(mention.name) or bool(_WHOLE_AFTER.match(clean, end))
    if (
        not mention.entry
        or _ECONOMY.fullmatch(mention.name)
        or (whole and mention.span.start in headed and mention.span.end - 1 in headed)
    ):
        return True
    before, after = clean[max(0, start - 8) : start], clean[end : end + 10]
    if _PURPOSE_BEFORE.search(before) and _PURPOSE_AFTER.match(after):
        return True
    previous, following = _ITEM_BEFORE.search(before), _LIST_AFTER.match(after)
    if (
        previous
        and _ITEM_AFTER.match(after)
        and (_FIELDS.match(clean[end : end + 40]) or _ends_near(start - len(previous.group()), near))
    ):
        return True
    return bool(following and _begins_near(end + following.end(), near))


def _ends_near(offset: int, near: frozenset[int]) -> bool:
    """Say whether another sector's name ends here, give or take 产业."""
    return any(offset - shift in near for shift in range(4))


def _begins_near(offset: int, near: frozenset[int]) -> bool:
    """Say whether another sector's name begins here, give or take 新一代."""
    return any(offset + shift in near for shift in range(4))


def _shielded(clean: str, hit: Hit) -> bool:
    """Say whether a name stands inside a longer one in which it means nothing: 人工智能学院."""
    name = clean[hit.start : hit.end]
    contexts = (context for context in hit.rows[0].values("not") if name in context)
    return any(
        clean.startswith(context, hit.start - context.index(name))
        for context in contexts
        if hit.start >= context.index(name)
    )


def _beside(clean: str, known: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the unknown items of enumerations of which at least one item is a known sector."""
    order = sorted(known)
    for match in _LIST.finditer(clean):
        items = list(_items(clean, match.start(), match.end()))
        inside = [item for item in items if item in known]
        if not inside or not _is_field_list(clean, match, len(items), len(inside)):
            continue
        for start, end in items:
            name = clean[start:end]
            shortest = 2 if len(inside) + 1 >= len(items) > 3 else 3
            if _is_name(start, end, clean, order) and shortest <= len(name) <= 10 and not _NOT_FIELD.search(name):
                yield start, end


def _is_name(start: int, end: int, clean: str, known: list[tuple[int, int]]) -> bool:
    """Say whether an item is a name of its own: new, or a known field at the end of a longer one (海洋食品)."""
    around = known[bisect_left(known, (start, 0)) : bisect_left(known, (end, 0))]
    inside = [(s, e) for s, e in around if e <= end]
    if not inside:
        return True
    first, last = min(s for s, _ in inside), max(e for _, e in inside)
    tail = clean[last:end] in {"", "业"}
    return (start, end) not in inside and tail and not _MODIFIER.fullmatch(clean[start:first]) and len(inside) < 3


def _is_field_list(clean: str, match: re.Match[str], items: int, known: int) -> bool:
    if items < 3 or known * 2 < items:
        return False
    tail = _TAIL.match(clean[match.end() : match.end() + 48])
    if tail:
        return True
    first = clean.find("、", match.start())
    return bool(
        _INDUSTRY_LEAD.search(clean[max(0, match.start() - 6) : match.start()])
        or re.match(r"(?:涉及|聚焦|围绕|涵盖|瞄准)", clean[match.start() : first])
    )


def _items(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split an enumeration; what leads into its first item and trails after its last is cut off."""
    at = start
    for number, part in enumerate(re.split(r"(、以及|以及|、|和|及|与)", clean[start:end])):
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
