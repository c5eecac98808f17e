"""Which kind of number it is: to reach, to fulfil, reached, given, shared, deciding who qualifies — or none of these."""

import re

from kg.relate.amount_place import Place
from kg.relate.amount_words import any_of, ends_with, starts_with
from kg.relate.scope import Scope

__all__ = ["kind"]

_SHARES = frozenset({"%", "‰"})
_GOVERNED = re.compile(
    r"(?:给予|予以|奖励|奖补|补助|补贴|资助|扶持|配套|贴息|补偿|发放|拨付|安排|可获|获得)(?:标准|金额|额度|资金)?(?:(?!达到|超过|实现|建成|的)[^，。；]){0,14}$"
)
_CAP = re.compile(r"(?:最高|封顶|上限|不超过|累计|限额|每(?!年)|单[个家户项笔])[^，。；]{0,18}$")
_CONSEQUENCE = re.compile(
    r"给予|予以|奖励|奖补|补助|补贴|资助|扶持|按照|按(?!期|时|月|年|规)|享受|优先|可(?:申请|按|获|享)|分别|一次性|认定为|纳入|视同|减免|免收|由"
)
_CLOSED = re.compile(r"的(?=[，,]|$)")
_NOUN_CLOSED = re.compile(r"^的?[^，。；的]{0,20}(?:的[^，。；的]{1,20})?(?=[，,]|$)")
_ADDRESSED = re.compile(r"(?:^|[，,。；、：]|\s)(?:凡|若|如|对(?!接|外|标|口|应|照))")
_RATIO_AHEAD = re.compile(
    r"(?:按照?|给予|予以)(?!年|月|期|规定|要求)[^，。；]*$|(?:各|共同)?(?:承担|负担|分担|出资)$|(?:标准|比例)(?:[^，。；]{0,4}(?:为|是|达|提高到|提高至|上浮|至|按))?(?:最高)?(?:不超过)?$|适用$"
    r"|(?:补助|奖励|资助|补贴|贴息)(?:比例|标准|其|额度)?(?:[^，。；]{0,14})?$"
)
_RATIO_BEHIND = re.compile(
    r"^(?:的?(?:比例|标准|档比例|[一-龥]档比例)?[，,]?(?:的)?(?:给予|予以|奖励|奖补|补助|补贴|资助|扶持|配套|贴息|补偿|分担|承担|返还|减免|计算|提取)|的(?:财政|资金)?(?:补助|补贴|资助|奖励|贴息|补偿|优惠))"
)
_ALREADY = re.compile(r"(?:截至|目前|近年来|以来)|已(?:建|培|有|达|认|累|形|拥|超|经)")
_RANKED = re.compile(r"前\s*$")


def kind(place: Place, scope: Scope) -> str:
    """Give the kind of a number, "" for one that is not worth recording."""
    if place.amount.unit == "CNY":
        return _money(place, scope)
    if place.amount.unit in _SHARES:
        return _share(place, scope)
    return _count(place, scope)


def _money(place: Place, scope: Scope) -> str:
    if _given(place):
        return "Support"
    if _condition(place) or _admission(place, scope):
        return "Threshold"
    if _capped(place) or starts_with("money", "given").search(place.after[:4]):
        return "Support"
    if any_of("money", "give").search(place.before):
        return "Support"
    if _describes(place) or not any_of("money", "size").search(place.segment):
        return ""
    return _tense(place, scope)


def _given(place: Place) -> bool:
    """A sum directly behind a verb of giving, or called a grant directly behind it."""
    return bool(_GOVERNED.search(place.before)) or bool(
        re.match(
            r"(?:的)?(?:一次性|资金|财政|运营|研发|经费|配套|贷款)*(?:奖励|补助|补贴|资助|奖补|扶持|贴息|支持|经费支持)",
            place.after,
        )
    )


def _capped(place: Place) -> bool:
    spoken = place.above + place.sentence[: place.first]
    amount = place.amount
    return (
        bool(amount.per or amount.max is not None)
        and bool(_CAP.search(place.before))
        and bool(any_of("money", "give").search(spoken))
    )


def _condition(place: Place) -> bool:
    """A number inside “对…的，”: what follows decides, the number only says for whom."""
    consequence = _CONSEQUENCE.search(place.rest)
    ahead = place.rest[: consequence.start()] if consequence else place.rest
    addressed = bool(_ADDRESSED.search(place.prior))
    if consequence and (_CLOSED.search(ahead) or ahead == "的"):
        return True
    if not consequence and not addressed:
        return bool(re.match(r"的[，,]", place.rest))
    closed = bool(_NOUN_CLOSED.search(ahead)) and (place.rest.startswith("的") or addressed)
    return closed and "的" in ahead


def _admission(place: Place, scope: Scope) -> bool:
    heading = scope.heading or scope.lead[:40]
    bounded = place.amount.min is not None or any_of("kinds", "conditional").search(place.before)
    return bool(any_of("kinds", "admitting").search(heading)) and bool(
        bounded and any_of("kinds", "conditional").search(place.part)
    )


def _describes(place: Place) -> bool:
    """A sum inside a description of something that is itself counted: 收入超10亿元的供应商达40家."""
    return (
        place.rest.startswith("的")
        and place.opens > 0
        and not re.search(r"[，,；]", place.sentence[place.last : place.opens])
    )


def _share(place: Place, scope: Scope) -> str:
    if any_of("money", "instalment").search(place.prior[-16:] + place.after):
        return ""
    if _shared(place):
        return "Ratio"
    if _condition(place) or _admission(place, scope):
        return "Threshold"
    measured = any_of("kinds", "measured").search(place.before) or place.after.startswith(("以上的", "的"))
    return _tense(place, scope) if measured else ""


def _shared(place: Place) -> bool:
    if _RATIO_BEHIND.search(place.rest):
        return True
    ahead = _RATIO_AHEAD.search(place.before)
    return bool(ahead) and bool(
        any_of("money", "give").search(place.above + place.part + place.sentence[: place.first])
    )


def _count(place: Place, scope: Scope) -> str:
    amount = place.amount
    if _RANKED.search(place.before) or _small(place) or _parts(place):
        return ""
    if _condition(place) or _admission(place, scope):
        return "Threshold"
    if amount.max is not None and amount.min is None:
        return ""
    if _duty(place):
        return "Requirement"
    return "" if _describes(place) else _tense(place, scope)


def _small(place: Place) -> bool:
    """A number below ten in Chinese signs counts only with a bound, or beside one in figures: 三类主体19项事项."""
    amount = place.amount
    if re.match(r"\d", place.printed) or amount.value is None or amount.value >= 10:
        return False
    figures = (
        place.opens > 0
        and place.sentence[place.opens].isdigit()
        and not re.search(r"[，,；]", place.sentence[place.last : place.opens])
    )
    return not figures or not any_of("kinds", "duties").search(place.rest[:6])


def _parts(place: Place) -> bool:
    amount = place.amount
    if amount.value is None or amount.approx or amount.by:
        return place.amount.unit == "条" and amount.value is not None and not amount.by
    noun = re.match(r"(?:[一-龥]{0,6}?)", place.rest)
    heads = starts_with("kinds", "parts").match(place.rest) or re.match(
        rf"[一-龥]{{0,6}}(?:{any_of('kinds', 'parts').pattern})(?=[，。；、]|$)", place.rest
    )
    telling = ends_with("kinds", "telling").search(place.before.rstrip()) or not place.before.strip()
    return (bool(noun) and bool(heads) and bool(telling)) or (place.amount.unit == "条" and bool(telling))


def _duty(place: Place) -> bool:
    noun = place.rest[:10] if not place.rest.startswith(("，", "、", "。")) else ""
    laid = any_of("kinds", "laying").search(place.before) or any_of("kinds", "laying").search(place.prior[-40:])
    if place.amount.by:
        return False
    if any_of("kinds", "duties").search(noun) and laid:
        return True
    obliged = re.search(r"(?:应当|应(?=当|不|至少|达|具备|配备|为|有|在|按)|必须|须|不得少于)[^，。；]*$", place.before)
    return place.amount.min is not None and bool(obliged)


def _tense(place: Place, scope: Scope) -> str:
    """Tell what is to be reached from what has been reached: by deadline, sentence, heading, article, in this order."""
    words = place.sentence
    if place.amount.by and (scope.year is None or int(place.amount.by[:4]) >= scope.year):
        return "Achievement" if _ALREADY.search(place.prior) else "Goal"
    if _ALREADY.search(place.prior):
        return "Achievement"
    heading = any_of("kinds", "done").search(scope.heading)
    if heading and not any_of("kinds", "ahead").search(scope.heading):
        return "Achievement"
    if any_of("kinds", "future").search(words):
        return "Goal"
    if any_of("kinds", "past").search(words):
        return "Achievement"
    reported = any_of("kinds", "reported").search(scope.lead) and not any_of("kinds", "issued").search(scope.lead)
    return "Achievement" if reported else "Goal"
