"""Who or what receives money, and of what a ratio is the share."""

import re
from functools import cache

from kg.relate.amount_phrases import items, tidy
from kg.relate.amount_place import Place
from kg.relate.amount_words import any_of, starts_with, words

__all__ = ["base", "receiver"]

_HAN = r"[一-龥“”A-Za-z0-9·+（）()\x01]"
_EACH = re.compile(r"^[每单]一?(?:平方米|立方米|千瓦时?|公里|[架人航班车]次|[一-龥])")
_PICKED = re.compile(
    r"(?:择优遴选|择优评选|遴选|评选|择优选择|选出|评出|择优)(?:出|认定|支持)?(?:一批|(?:不超过|不多于|不少于)?\d*[个家项名])?(?:优质)?(?P<what>[^，。；]{2,24}?)(?=[，。；]|进行|给予)"
)
_GIVEN_TO = re.compile(
    r"(?:给予|予以|奖励|补助|资助|补贴)(?P<who>(?!每|单[个家户项]|总额|总计|累计|一定|适当|相应|一次性|奖励|补助|补贴|资助)[一-龥（）]{2,14}?)(?:一次性|连续|最高|不超过|总额|每|共|各|合计|\s*$)[^，。；]*$"
)
_TOWARDS = re.compile(
    r"(?:^|[，,；。、：:\s]|再|将|拟)(?:对|向|给(?!予))(?!外|接|标|口|应|照)(?P<who>[^，。；]*?)(?=[，,]|给予|予以|分别|按照?|进行|一次性|$)"
)
_MADE = re.compile(
    r"(?:列入|纳入|符合|新?设立|新设|新?建设|新?建立|新?创建|新增|引进|迁入|获批|获评|认定为?|评定为|认定的?|组建|成立|备案|承担|打造|搭建|入选|承办|举办|建成|购买|获得)(?:为|的)?(?P<what>[^，。；]{2,40}?)的?$"
)
_MADE_AHEAD = re.compile(
    r"^.*?(?:新?设立|新设|新?建设|建成|创建|新增|引进|获批|获评|认定为|评定为|获得|入选|评为)(?=[^，。；]{4,}$)"
)
_BACKED = re.compile(
    r"(?:支持|鼓励|推动|引导|培育|加快|推进|设立|建设|创建|引进)(?P<what>[^，。；]{2,60}?)(?:建设|发展|落地|落户|壮大)?$"
)
_SAME = re.compile(
    r"\s*(?:首次|新|再次?|成功)?(?:获批|获评|获得|获|通过|承担|中标|入选|跻身|列入|纳入|被|评为|晋级|晋升|达到|参与|主导|牵头|超过|突破|完成)"
)
_FOR = re.compile(r"^[^，。；]{0,6}用于(?:支持)?(?P<what>[^，。；]{2,20})")
_MAY = re.compile(
    rf"^(?P<who>{_HAN}{{2,16}}?)(?:每年|每月|每季度|年度|当年)?(?:累计)?(?:可|最高|分别|由|凭|每|一次性|获得|获)(?!年)"
)
_SUM = re.compile(
    r"(?P<who>[^，。；]{2,24}?)(?:年度|全年|累计)?(?:资助|补助|奖励|奖补|补贴|扶持)(?:资金)?(?:总额|金额|额度|标准|限额)(?:原则上)?(?:为|最高|不超过|$)"
)
_GIVING = re.compile(r"给予|予以")
_BASES = (
    re.compile(
        r"(?:按照?|依据|根据)(?:不(?:得)?(?:超过|高于)|最高)?(?:其|该)?(?P<base>[^，。；\d]{2,40}?)的?\s*(?:最高)?(?:不(?:得)?(?:超过|高于)|最高|给予|至多)?\s*$"
    ),
    re.compile(r"(?:不(?:得)?(?:超过|高于)|最高)(?:其|该)?(?P<base>[^，。；\d]{2,40}?)的?\s*$"),
    re.compile(r"(?:标准|比例|额度|金额)[^，。；\d]{0,4}?(?:为|是)(?P<base>[^，。；\d]{2,40}?)的\s*$"),
    re.compile(r"(?:给予|予以)(?:其|该)?(?P<base>[^，。；\d]{2,40}?)的?\s*(?:最高)?(?:不超过)?\s*$"),
    re.compile(
        r"(?P<base>[^，。；\d]{2,30}?)(?:(?:由|市|省|区|县|两级|三级|财政|、|和)*(?:各|共同)(?:自)?(?:承担|负担|分担))\s*$"
    ),
    re.compile(r"从(?P<base>[^，。；\d]{2,30}?)中(?:提取|提成|列支|安排)?\s*(?:不(?:低于|少于|超过)|最高)?\s*$"),
    re.compile(r"(?P<base>[^，。；\d]{2,30}?)的\s*(?:最高|不超过|不低于)?\s*$"),
    re.compile(r"(?P<base>[^，。；\d]{2,30}?(?:标准|额度|比例))(?:提高|上浮|增加|提升)(?:至|到)?\s*$"),
)
_LABEL = re.compile(r"(?P<sign>按照?|元[、和]|其中)(?P<who>[一-龥]{2,20})$")
_NEXT_LABEL = re.compile(r"[、和][一-龥]{2,10}\d")
_GRADED = re.compile(r"(?:级|等级|档|档次|等次|名次|[一-龥]型|类)的?$")
_RISEN = re.compile("由[^、，。；]{1,12}(?:升|晋|转)[^、]*、由")
_LEVEL = r"(?:国际|国家|部|省|自治区|市|区|县|行业|[一二三四五]|[A-E])级?"
_LEVELS = re.compile(rf"^{_LEVEL}(?:[、和及或/]{_LEVEL})+(?=[一-龥]{{2}})")
_OF_FIELD, _SHORT = re.compile(r"^[^、]*?(?:领域|行业)(?=[一-龥]{4})"), 12
_LETTERS = re.compile("分?[A-EＡ-Ｅ甲乙丙丁](?:[类级档]?、[A-EＡ-Ｅ甲乙丙丁])")
_DEICTIC = re.compile(
    r"^(?:我[省市区县]|本[省市区县]|全[省市区县]|(?:上述|前述|该|相关|有关)(?:领域|产业|行业)?|(?:领域|产业|行业)(?=企业|单位|机构))+(?=[一-龥]{2})"
)
_VOUCHER = re.compile(r"的?(?P<what>[“]?[一-龥]{1,8}券[”]?)")
_SHARED = re.compile(r"(?:承担|负担|分担)$")
_PAID = re.compile(r"(?:奖励|补助|补贴|资助)(?:资金|经费)?")
_BASE_ABOVE = re.compile(
    r"按照?(?:其|该)?(?P<base>[^，。；\d]{2,30}?)(?:的(?:一定)?比例)?(?:分档)?(?:给予|予以|进行|实行)"
)
_BASE_LEAD = re.compile(r"^(?:将|把|对|为(?=该|其|项目|[一-龥]{2}投)|是)")
_METRIC = re.compile(
    r"(?:费用?|支出|投入|投资额?|金额|总额|资金|增量|额|收入|租金|利息|保费|成本|款|价|标准|产值|营收)$"
)


def receiver(place: Place, carried: str) -> str:
    """Give who is paid, or what is paid for where no receiver is printed; ``carried`` is the receiver just before."""
    shared = _distributed(place)
    if shared:
        return shared
    if carried.endswith(words("phrases", "payees")) and place.closes and _goes_on(place):
        return carried
    for look in (
        _labelled,
        _by_unit,
        _given_to,
        _picked,
        _paid_for,
        _payee,
        _qualified,
        _addressed,
        _conditional,
        _subject,
        _backed,
    ):
        found = tidy(look(place))
        if len(found) >= 2 and found != place.amount.per:
            return found
    voucher = _VOUCHER.match(place.after)
    if voucher:
        return tidy(voucher["what"])
    named = _anyone(place)
    return named or carried if re.search(r"对|的[，,]", place.prior) else carried or named


def base(place: Place, carried: str) -> str:
    """Give of what a ratio is the share; ``carried`` is the base of the ratio just before."""
    segment = place.before.rstrip()
    for pattern in _BASES:
        match = pattern.search(segment)
        if match and (_is_base(match["base"]) or pattern is _BASES[-1]):
            return _base_phrase(match["base"])
        if match and _SHARED.search(segment) and (paid := _PAID.findall(place.prior)):
            return str(paid[-1])
    target = _addressee(place.prior)
    if target and _METRIC.search(tidy(target)):
        return _base_phrase(target)
    above = list(_BASE_ABOVE.finditer(place.above + place.sentence[: place.first]))
    return _base_phrase(above[-1]["base"]) if above else carried or _base_phrase(target)


def _is_base(phrase: str) -> bool:
    return (
        not re.search(r"(?:比例|方式|原则|以下|规定|标准|一次性|奖励|补助|补贴|分为|不同)$", tidy(phrase))
        or "标准" in phrase[-2:]
    ) and not re.fullmatch(r"(?:由|[市省区县]|级|两|三|财政|、|和)+", phrase)


def _base_phrase(phrase: str) -> str:
    phrase = _GIVING.split(phrase)[-1] or phrase
    phrase = _BASE_LEAD.sub("", tidy(re.sub(r"（\x01+）|\(\x01+\)", "", phrase)))
    return phrase.rpartition("的")[2] if len(phrase) > 16 and "的" in phrase[:-2] else phrase


def _distributed(place: Place) -> str:
    """Give the receiver of the same rank in A、B、C分别X、Y、Z; what follows 按照 only says how it is divided."""
    before, found, _ = place.before.rpartition("分别")
    if not found or _GIVEN_TO.search(place.before):
        return ""
    before = re.sub(r"^\s*(?:[从由][^，。；]*?)?(?:一次性|各|再|可|中|按照?[^，。；]{2,8}原则)*$", "", before)
    listed = before or (place.segments[-1] if place.segments else "")
    if starts_with("phrases", "criteria").match(listed) or _GRADED.search(listed) or _RISEN.search(listed):
        return ""
    listed = re.sub(r"^.*?(?:对|的)(?=[^的]*$)", "", tidy(listed).rstrip("的"))
    listed = _MADE_AHEAD.sub("", listed)
    names = [] if re.search(r"\d", listed) or _LEVELS.match(listed) or _LETTERS.match(listed) else items(listed)
    names = [tidy(name) for name in listed.split("、")] if len(names) > place.size else names
    return names[place.rank] if len(names) == place.size > 1 else ""


def _goes_on(place: Place) -> bool:
    """Say whether a part has the subject of the part before it: 企业通过认定的，…；通过复审的，…."""
    opening = place.segments[0] if place.segments else place.before
    return (
        bool(_SAME.match(opening))
        and not _by_unit(place)
        and not (place.part_start < place.closes and _qualified(place))
    )


def _by_unit(place: Place) -> str:
    """每个产品, 单家企业: the noun of the receiving unit, more fully if the sentence names it before."""
    noun = _EACH.sub("", place.amount.per)
    if len(noun) < 2 or noun == place.amount.per or "一" in noun:
        return ""
    if (noun.endswith("线") or not _has_head(noun)) and (payee := _qualified(place)):
        return payee
    fuller = [match.group() for match in re.finditer(rf"(?:[一-龥]{{2,12}}){re.escape(noun)}", _picked(place) or "")]
    return fuller[-1] if fuller else noun


def _labelled(place: Place) -> str:
    """Give the label of a sum in a list: 按照博士12万元、硕士6万元的标准."""
    match = _LABEL.search(place.before)
    listed = _NEXT_LABEL.match(place.rest) or (match and match["sign"].startswith("元"))
    return match["who"] if match and listed and _has_head(match["who"]) else ""


def _given_to(place: Place) -> str:
    match = _GIVEN_TO.search(place.before) or (
        _GIVEN_TO.search(place.segments[-1]) if place.segments and place.amount.max is not None else None
    )
    return _head(match["who"]) if match and _has_head(match["who"]) else ""


def _picked(place: Place) -> str:
    match = _PICKED.search(place.prior)
    return match["what"] if match and _has_head(match["what"]) else ""


def _paid_for(place: Place) -> str:
    match = _FOR.match(place.after)
    return match["what"] if match else ""


def _qualified(place: Place) -> str:
    """…的企业，按…给予: those whom the clause before the payment ends with."""
    payee = any_of("phrases", "payees").pattern
    for segment in reversed(place.segments):
        match = re.search(rf"的(?P<who>[^，。；的]{{0,10}}(?:{payee}))\s*$", segment)
        if match:
            return _head(match["who"])
    return ""


def _addressed(place: Place) -> str:
    target = _addressee(place.prior)
    return _head(target) if target and _has_head(target) else ""


def _addressee(prior: str) -> str:
    found = [match["who"] for match in _TOWARDS.finditer(prior)]
    return re.sub(r"(?:在[^，。；]*?基础上|每年|每月|每季度|按年度)$", "", found[-1]).strip() if found else ""


def _payee(place: Place) -> str:
    """Give the subject of the clause that pays, if it is one who can be paid: 平台企业一次性获得…."""
    match = _MAY.match(place.before)
    return _head(match["who"]) if match and match["who"].endswith(words("phrases", "payees")) else ""


def _conditional(place: Place) -> str:
    """企业首次通过认定的，: who did it; 新设工作站的，: what was made."""
    closed = [
        segment
        for segment in [*place.segments, re.split(r"(?<=的)(?=一次性|给予|按|可|奖励|补助)", place.before)[0]]
        if segment.rstrip().endswith("的")
    ]
    backed = _backed(place) if closed else ""
    for segment in reversed(closed):
        found = _doer(segment) or backed or _made(segment)
        if found:
            return found
    return _doer(place.segments[0]) if closed and place.segments else ""


def _doer(segment: str) -> str:
    """Give the subject at the beginning of a condition."""
    match = _doer_pattern().match(segment)
    return _head(match["who"]) if match else ""


@cache
def _doer_pattern() -> re.Pattern[str]:
    heads, doing = any_of("phrases", "payees").pattern, any_of("phrases", "doing").pattern
    return re.compile(rf"\s*(?:凡|对|若|如)?(?P<who>[^，。；]{{0,28}}?(?:{heads})(?:（[一-龥]{{1,4}}）)?)(?:{doing})")


def _made(segment: str) -> str:
    match = _MADE.search(segment.rstrip("的 "))
    return _head(match["what"]) if match else ""


def _subject(place: Place) -> str:
    if (match := _SUM.match(place.before)) and _has_head(match["who"]):
        return _head(match["who"])
    for segment in (place.before, *place.segments[-1:]):
        match = _MAY.match(segment)
        if match and _has_head(match["who"]):
            return _head(match["who"])
    for segment in (*place.segments[:1], *reversed(place.segments)):
        if _has_head(segment) and not starts_with("phrases", "cut").match(segment):
            return _head(segment)
    return ""


def _anyone(place: Place) -> str:
    """Give the last one named before the sum who could be paid."""
    payee = any_of("phrases", "payees").pattern
    found = re.findall(
        rf"(?:科技型|中小微?|规上|本地|承办|建设|运营)?(?:{payee})(?<!组织(?=实施|开展|申报|推进))", place.prior
    )
    if found:
        return str(found[-1])
    heads = "|".join(word for word in words("phrases", "heads") if len(word) > 1)
    things = re.findall(rf"[一-龥]{{0,8}}(?:{heads})", place.prior)
    return str(things[-1]) if things else ""


def _backed(place: Place) -> str:
    """支持建设某某中心，给予…: what the part says is supported, where no receiver is printed."""
    for segment in place.segments:
        match = _BACKED.search(segment)
        if match and _has_head(match["what"]):
            made = _MADE.search(match["what"])
            return _head(made["what"] if made else match["what"])
    return ""


def _has_head(phrase: str) -> bool:
    return re.sub(r"（[一-龥]{1,6}）$", "", tidy(phrase)).endswith(words("phrases", "heads"))


def _head(phrase: str) -> str:
    """Give the head noun with what directly qualifies it."""
    phrase = _LEVELS.sub("", tidy(phrase))
    phrase = phrase.rpartition("的")[2] or phrase
    phrase = re.sub(r"^.*等(?:领域|行业|产业|方面)?(?=[一-龥]{2,}(?:（[一-龥]+）)?$)", "", phrase)
    phrase = re.sub(r"^.*所(?:在|属)?(?=[一-龥]{2,}$)", "", phrase) if phrase.endswith("企业") else phrase
    phrase = _LEVELS.sub("", re.sub(r"^(?:并|再)?(?:给予|予以|奖励|补助)", "", _DEICTIC.sub("", phrase)))
    if len(phrase) > _SHORT:
        phrase = _OF_FIELD.sub("", phrase)
    return phrase if len(phrase) <= 20 else re.split("、|以及", phrase)[-1]
