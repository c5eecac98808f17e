"""Which kind of number it is: to reach, to fulfil, reached, given, shared, deciding who qualifies — or none."""

import re

from kg.relate.amount_place import Place
from kg.relate.amount_words import any_of, ends_with, starts_with
from kg.relate.scope import Scope

__all__ = ["kind"]

_SHARES = frozenset({"%", "‰"})
_GOVERNED = re.compile(
    r"(?:给予|予以|奖励|奖补|补助|补贴|资助|扶持|支持(?=经费|资金|额度)|配套|贴息|补偿|发放|拨付|安排|可获|获得)(?:标准|经费|金额|额度|资金)?(?:(?!达到|(?<!不)超过|实现|建成|的)[^，。；]){0,14}$"
)
_WHO = re.compile(r"的(?:[一-龥]{0,8})(?:企业|项目|单位|机构|平台|个人|团队|用户|中心)")
_CALLED = re.compile(
    r"(?:的)?(?:一次性|资金|财政|运营|研发|经费|配套|贷款)*(?:奖励|补助|补贴|资助|奖补|扶持|贴息|支持|经费支持)"
)
_LABELLED = re.compile(
    r"(?:[特一二三四五六七八九]等奖|第?[一二三四五六七八九](?:等|类|档|级|名)|[A-Ea-e][类级档]|(?:国家|省|市|区|县)级|[金银铜]奖|优秀奖)\s*$"
)
_SUM = r"\d[\d.]*[百千万亿]*元"
_GIVEN_ABOVE = re.compile(
    rf"(?:给予|予以|奖励|奖补|补助|补贴|资助|扶持|奖金)[^，。；\d]{{0,10}}{_SUM}(?:[，、；][^，。；\d]{{1,8}}{_SUM})*[，、；][^，。；、\d]{{1,8}}$"
)
_GIVEN_BELOW = re.compile(
    rf"(?:[，、；][^，。；\d]{{1,8}}{_SUM})*[^，。；\d]{{0,8}}(?:给予|予以|奖励|奖补|补助|补贴|资助|扶持|奖金)"
)
_SHARE_LABEL = r"(?:(?!收入|投资|产值|达到|超过|以上(?!专业|学历|职称|技术)|金额|面积|不低于)[^，。；：、\d]){1,20}"
_ANNOUNCED = re.compile(
    rf"(?:给予|予以|发放|奖励|奖补|补助|补贴|资助|扶持)[^，。；：\d]{{0,10}}(?:[：:]|[，,](?:其中|分别为|标准为)?[：:，]?)"
    rf"(?:{_SHARE_LABEL}{_SUM}[、，,])*{_SHARE_LABEL}$"
)
_NEXT_SUM = re.compile(rf"[、，,]{_SHARE_LABEL}{_SUM}")
_CAP = re.compile(r"(?:最高|封顶|上限|不超过|累计|限额|每(?!年)|单[个家户项笔])[^，。；]{0,18}$")
_CONSEQUENCE = re.compile(
    r"给予|予以|奖励|奖补|补助|补贴|资助|扶持|按照|按(?!期|时|月|年|规)|享受|优先|可(?:申请|按|获|享)|分别|一次性|认定为|纳入|视同|减免|免收|由"
)
_CLOSED = re.compile(r"的(?=[，,])")
_ELSEWHERE = re.compile(r"[，,](?:对(?!应|接|外|标|[^，。；对]{2,16}(?:贡献|影响|作用))|凡|鼓励|支持|并对)")
_NOUN_CLOSED = re.compile(r"的[^，。；的]{1,20}$")
_NOUN_END = re.compile(r"的[^，。；的]{1,20}[，,]")
_NOUN_LAST = re.compile(r"的[^，。；的]{1,60}$")
_NOUN_FIRST = re.compile(r"的[^，。；的]{1,20}(?:的[^，。；的]{1,20})?(?=[，,]|$)")
_BY_RATE = re.compile(r"(?:[、和][一-龥]{1,8}[\d.]+万?元)*的标准")
_AIMS = re.compile(r"目标(?!完成|进展|实现情况)")
_LISTED = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]+[）)、.．][^，。；（]{2,20}（[^（）]{2,8}）$")
_BAR = re.compile(
    r"(?:项目|企业|单位|机构|申报)[^，。；]{0,12}(?:费用|收入|投资|投入|金额|总额|产值|营收|资本|资产)[^，。；]{0,4}不(?:得|应)?(?:低于|少于)\s*$"
)
_VOUCHERS = re.compile(r"发放[^，。；]{0,16}券[”]?，[^，。；]{0,6}总(?:额度?|规模)(?:为|达)?\s*$")
_MUST = re.compile(r"(?:企业|机构|单位|主体|平台|项目)(?:应当?|须|需)(?!要|求)[^。；]*$")
_LIMITING = re.compile(r"[）)]?的[，,]")
_GRADES = re.compile(
    r"\s*(?:的)?(?:[一二两三四五六七八九十\d]+个?(?:档次?|等级|等次|级|台阶|层次))?(?:的)?(?:[^，。；\d]{2,12})?[，,]"
    r"(?:[^，。；\d]{0,6}(?:分别|对应|相应|依次)|分[一二两三四五\d]*档)[^，。；\d]{0,8}(?:给予|予以|奖励|奖补|补助|补贴|资助|扶持|支持)"
)
_FOUNDED = re.compile(r"设立|建立|安排|发放|组建|形成|打造|建成|总规模|成立")
_BACKING = re.compile(r"支持|鼓励|推荐|遴选|优先")
_THINGS = re.compile(r"(?:的)?[一-龥“]{3,}")
_BORNE = re.compile(r"(?:分担|承担|抵扣|补偿|配套|担保|减免|出资|补助|奖励|资助|奖补|补贴)比例[^，。；]{0,6}$")
_ADDRESSED = re.compile(r"(?:^|[，,。；、：]|\s)(?:凡|若|如|对(?!接|外|标|口|应|照))")
_RATIO_AHEAD = re.compile(
    r"(?:按照?|给予|予以)(?!年|月|期|规定|要求)[^，。；]*$|(?:各|共同)?(?:承担|负担|分担|出资)$|(?:标准|比例)(?:[^，。；]{0,4}(?:为|是|达|提高到|提高至|上浮|至|按))?(?:最高)?(?:不超过)?$|适用$"
    r"|(?:补助|奖励|资助|补贴|贴息)(?:比例|标准|其|额度)?(?:[^，。；]{0,14})?$"
)
_RATIO_BEHIND = re.compile(
    r"^(?:的?(?:比例|标准|档比例|[一-龥]档比例)?[，,]?(?:的)?(?:给予|予以|奖励|奖补|补助|补贴|资助|扶持|配套|贴息|补偿|分担|承担|返还|减免|减征|征收|计算|提取|支付|报销)|可?(?:抵扣|抵免|扣除)|的税额(?:幅度)?(?:减征|征收)|的(?:财政|资金)?(?:补助|补贴|资助|奖励|贴息|补偿|优惠))"
)
_ALREADY = re.compile(
    r"截至|目前|近年来|以来|去年|上年|同比|据\S{0,10}统计|数据显示|监测(?:数据|结果|显示|表明)|已(?:受|签|开|入|启|组|设|备|授|获|投|立|落|通|征|兑|完|建|培|有|达|认|累|形|拥|超|经|发|推|成|汇|有|实|完|在)"
)
_SIZES = frozenset({"人", "户"})
_SIZED = re.compile(r"的(?!(?:目标|标准|规模|水平))[一-龥]{2,}|(?:自然|行政)?(?:村|乡镇|学校|医院|企业|用人单位)")
_APPLIES = re.compile(
    r"(?:^|[，。；\s])(?:申报|申请|参评|推荐|拟认定)的?(?:地区|单位|企业|主体|机构|项目|平台|园区|人员?|城市|县)"
    r"(?:应当?|须|需|原则上|上?一?年度|近[一二三两\d]+年|的)[^。；]*$"
    r"|(?:适用|符合|满足|具备)[^。，；]{0,16}(?:标准|条件)[，：][^。；]*$"
)
_OF_BASE = re.compile(r"按照?(?:其|该)?[^，。；的]{2,16}的$")
_SHEETS = frozenset({"份", "张", "套", "本", "个"})
_HANDED_IN = re.compile("纸质|光盘|U盘|装订|复印件|盖章|密封|寄送|邮寄|报送[^。]{0,16}份")
_EXCEPTED = re.compile(r"的[，,][^。；]{0,24}(?:除外|不予|不再)")
_LENT = re.compile(r"(?:发放|投放|新增|授信|撬动|放贷)[^，。；的]{0,8}(?:贷款|信贷|授信|融资)[^，。；的奖补贴]{0,8}$")
_PAID_OUT = re.compile(
    r"(?:减免|退还|返还|减轻|兑付|兑现|拨付)(?:[^，。；]{0,4}额|税费|税款|[^，。；]{0,4}资金|负担)(?:共|约|达|超过?|突破)*\s*$"
)
"""Before a sum that was paid or forgone by all: 减免税额42亿元."""
_CLASS = re.compile("(?:创?新药|改良型|医疗器械|化药|中药|生物制品|水质|水体)")
_MANY = 500
"""So many 条 are no articles of a document but records."""
_STANDARD = re.compile(
    r"\s*(?:[/／][^，。；]{1,4})?为(?:标准|基数|单位)|(?:负责)?(?:人|同志)?[^，。；]{0,6}(?:担任|作为)联络员"
)
_MEANT = re.compile("计划|力争|预计|拟(?!定)|将(?!近)")
_RANKED = re.compile(r"前\s*(?:\d+\s*[名位强个][、至到-]?)?$|(?:符合|满足|具备)$")


def kind(place: Place, scope: Scope) -> str:
    """Give the kind of a number, "" for one that is not worth recording."""
    if "罚" in place.segment or _STANDARD.match(place.rest) or _copies(place):
        return ""
    if place.amount.unit == "CNY":
        return _money(place, scope)
    if place.amount.unit in _SHARES:
        return _share(place, scope)
    return _count(place, scope)


def _copies(place: Place) -> bool:
    """Say whether papers to hand in are counted: 纸质材料2份、光盘1张."""
    return place.amount.unit in _SHEETS and bool(_HANDED_IN.search(place.sentence))


def _money(place: Place, scope: Scope) -> str:
    if _LENT.search(place.before) or (_PAID_OUT.search(place.before) and _tense(place, scope) == "Achievement"):
        return _tense(place, scope)
    if _EXCEPTED.match(place.rest):
        return "Threshold"
    if _given(place):
        return "Support"
    must = place.amount.min is not None and _MUST.search(place.prior)
    barred = (place.amount.inclusive or must or _BAR.search(place.before)) and not place.amount.by
    if barred or _condition(place) or _admission(place, scope):
        return "Threshold"
    if _capped(place) or starts_with("money", "given").search(place.after[:4]):
        return "Support"
    if any_of("money", "give").search(place.before) or _listed(place):
        return "Support"
    if _describes(place) or place.amount.per or not any_of("money", "size").search(place.segment):
        return ""
    return _tense(place, scope)


def _given(place: Place) -> bool:
    """Say whether a sum stands behind a verb of giving, or is called a grant directly behind it."""
    if _BY_RATE.match(place.rest) and re.search(r"按[^。；]*$", place.prior):
        return True
    if _WHO.match(place.rest) and place.amount.min is not None:
        return False
    return any((_GOVERNED.search(place.before), _CALLED.match(place.after), _VOUCHERS.search(place.prior)))


def _listed(place: Place) -> bool:
    """Say whether a sum stands behind a rank in a list of sums that are given: 一等奖奖励10万元，二等奖5万元."""
    ranked = _LABELLED.search(place.before)
    if ranked and (_GIVEN_ABOVE.search(place.prior) or _GIVEN_BELOW.match(place.rest)):
        return True
    runs_on = _NEXT_SUM.match(place.rest) or re.search(_SUM, place.prior)
    return bool(runs_on) and bool(_ANNOUNCED.search(place.prior))


def _capped(place: Place) -> bool:
    spoken = place.above + place.sentence[: place.first]
    amount = place.amount
    return (
        bool(amount.per or amount.max is not None)
        and bool(_CAP.search(place.before))
        and bool(any_of("money", "give").search(spoken))
    )


def _condition(place: Place) -> bool:
    """Say whether a number stands inside “对…的，”: what follows is decided by it, it only says for whom."""
    if _graded(place):
        return True
    consequence = _CONSEQUENCE.search(place.rest)
    addressed = bool(_ADDRESSED.search(place.prior))
    if not consequence:
        return bool(re.match(r"的[，,]", place.rest)) or (addressed and bool(_NOUN_CLOSED.match(place.after)))
    ahead, *beyond = _ELSEWHERE.split(place.rest[: consequence.start()])
    if beyond:
        return bool(_CLOSED.search(ahead))
    if _CLOSED.search(ahead) or re.fullmatch(r"[^，,]*的", ahead):
        return True
    if addressed and _NOUN_LAST.search(ahead):
        return True
    if addressed or _bounded(place):
        return bool(_NOUN_END.search(ahead)) or _limits(place, consequence)
    return bool(_NOUN_FIRST.match(ahead)) and not _FOUNDED.search(place.before)


def _graded(place: Place) -> bool:
    """Say whether the numbers of a list decide how much is given: 首次达到1000万元、5000万元两档，分别奖励…."""
    return place.size > 1 and bool(_GRADES.match(place.rest))


def _bounded(place: Place) -> bool:
    """Say whether a limit is set that is no aim of the document."""
    amount = place.amount
    narrow = amount.min is not None or (amount.unit in _SHARES and amount.max is not None)
    return not amount.by and (narrow or bool(re.search(r"达到?$", place.before)))


def _limits(place: Place, consequence: re.Match[str]) -> bool:
    """Say whether a sum or share is a limit without 的: 研发投入大于等于2000万元，按…给予…."""
    paid = re.search(r"\d", place.rest[consequence.end() :])
    amount = place.amount
    measured = amount.min is not None if amount.unit == "CNY" else amount.unit in _SHARES and amount.value is None
    return measured and bool(paid) and bool(re.match(r"[，,]", place.rest))


def _admission(place: Place, scope: Scope) -> bool:
    """Say whether a clause headed 条件, 门槛 … sets the limit."""
    if place.amount.min is not None and not place.amount.by and _APPLIES.search(place.prior):
        return True
    heading = scope.heading or scope.lead[:40]
    if place.amount.by or not any_of("kinds", "admitting").search(heading):
        return False
    bounded = place.amount.min is not None or any_of("kinds", "conditional").search(place.before)
    return bool(bounded) and bool(any_of("kinds", "conditional").search(place.part))


def _describes(place: Place) -> bool:
    """Say whether a sum only describes something: 收入超10亿元的供应商达40家, 面积3平方公里的园区."""
    if not place.rest.startswith("的"):
        return False
    counted = place.opens > 0 and not re.search(r"[，,；]", place.sentence[place.last : place.opens])
    return counted or not any_of("phrases", "cut").search(place.before)


def _share(place: Place, scope: Scope) -> str:
    if any_of("money", "instalment").search(place.prior[-16:] + place.after) and not _OF_BASE.search(place.before):
        return ""
    if _shared(place):
        return "Ratio"
    if _condition(place) or _admission(place, scope):
        return "Threshold"
    if place.amount.max is not None and any_of("money", "given").search(place.before):
        return "Ratio"
    measured = any_of("kinds", "measured").search(place.before) or place.after.startswith(("以上的", "的"))
    if place.amount.max is not None and not place.amount.by and place.rest.startswith("）"):
        return ""
    return _tense(place, scope) if measured or _whole(place) else ""


def _whole(place: Place) -> bool:
    """Say whether a share of things is to be brought about by a time: 到2027年，90%以上政务事项全程网办."""
    return bool(place.amount.by and _THINGS.match(place.rest))


def _shared(place: Place) -> bool:
    """Say whether a percentage is a share of a sum: 按…的30%给予补助, 分担比例为50%."""
    if place.amount.min is not None and _LIMITING.match(place.rest) and not re.search(r"按[^，。；]*$", place.before):
        return False
    if _RATIO_BEHIND.search(place.rest) or _BORNE.search(place.before):
        return True
    ahead = _RATIO_AHEAD.search(place.before)
    return bool(ahead) and bool(any_of("money", "paid").search(place.sentence))


def _count(place: Place, scope: Scope) -> str:
    amount = place.amount
    if _RANKED.search(place.before) or _small(place) or _parts(place) or _names_class(place):
        return ""
    if _condition(place) or _admission(place, scope) or _supported(place) or (amount.inclusive and not amount.by):
        return "Threshold"
    if (amount.max is not None and amount.min is None) or _sized(place):
        return ""
    if _duty(place):
        return "Requirement"
    return "" if _describes(place) else _tense(place, scope)


def _names_class(place: Place) -> bool:
    """Say whether it is the name of a class of goods: 1类新药."""
    return place.amount.unit == "类" and bool(_CLASS.match(place.rest))


def _supported(place: Place) -> bool:
    """Say whether those beyond a limit are supported: 支持机架超过500台的数据中心参与交易."""
    return place.amount.min is not None and bool(_WHO.match(place.rest)) and bool(_BACKING.search(place.before))


def _sized(place: Place) -> bool:
    """Say whether a number says how large a thing is, not how many there are: 20户以上的自然村."""
    size = place.amount.min is not None and place.amount.unit in _SIZES
    return size and bool(_SIZED.match(place.rest))


def _small(place: Place) -> bool:
    """Say whether it is below ten in Chinese signs, without a bound and not beside figures (三类主体19项事项)."""
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
    """Say whether the document's own parts are counted: 18条举措, 4个领域, 7个部分."""
    amount = place.amount
    if amount.value is None or amount.approx:
        return False
    if place.before.endswith("等") and not any_of("phrases", "cut").search(place.before):
        return not any_of("kinds", "duties").search(place.rest[:8])
    told = any_of("kinds", "telling").search(place.before) or not place.after.strip()
    if amount.unit == "条" and amount.value < _MANY and told:
        return True
    if re.match(r"[^，。；、]{1,16}之一", place.rest):
        return True
    if re.match(rf"(?:重点|主要|关键|具体|政策|大|优先|核心)*(?:{any_of('kinds', 'parts').pattern})", place.rest):
        return True
    if _LISTED.match(place.sentence) and place.rest.startswith("）") and place.before.endswith("（"):
        return True
    named = re.match(rf"[一-龥]{{0,6}}(?:{any_of('kinds', 'own').pattern})(?=[，。；、]|$)", place.rest)
    telling = ends_with("kinds", "telling").search(place.before.rstrip()) or not place.before.strip()
    return bool(named) and bool(telling) and not amount.by


def _duty(place: Place) -> bool:
    noun = place.rest[:10] if not place.rest.startswith(("，", "、", "。")) else place.before[-10:]
    laid = any_of("kinds", "laying").search(place.before) or any_of("kinds", "laying").search(place.prior[-40:])
    if place.amount.by:
        return False
    laid = laid or any_of("kinds", "laying").search(place.sentence)
    if starts_with("kinds", "duties").search(noun[:2]) and not laid:
        return False
    if any_of("kinds", "duties").search(noun) and laid:
        return True
    obliged = re.search(r"(?:应当|应(?=当|不|至少|达|具备|配备|为|有|在|按)|必须|须|不得少于)[^，。；]*$", place.before)
    return place.amount.min is not None and bool(obliged)


def _tense(place: Place, scope: Scope) -> str:
    """Tell what is to be reached from what was, by deadline, sentence, heading and article, in this order."""
    if re.match(r"\s*[可应须]?(?:按照?|依据|根据)", place.before):
        return ""
    if _ALREADY.search(place.prior) and not _MEANT.search(place.before):
        return "Achievement"
    if any_of("kinds", "aimed").search(place.sentence):
        return "Goal"
    if place.amount.by:
        return "Achievement" if _over(place, scope) else "Goal"
    if headed := _headed(scope.heading):
        return headed
    if any_of("kinds", "future").search(place.sentence):
        return "Goal"
    if any_of("kinds", "past").search(place.sentence) or re.search(r"达\s*$", place.before):
        return "Achievement"
    reported = any_of("kinds", "reported").search(scope.lead) and not any_of("kinds", "issued").search(scope.lead)
    return "Achievement" if reported or scope.default is None else "Goal"


def _headed(heading: str) -> str:
    """Say whether a heading alone decides: 主要目标, 发展现状."""
    if _AIMS.search(heading):
        return "Goal"
    done = any_of("kinds", "done").search(heading) and not any_of("kinds", "ahead").search(heading)
    return "Achievement" if done else ""


def _over(place: Place, scope: Scope) -> bool:
    """Say whether a bare year before the text's own says when something happened (2022年新增10家)."""
    year = place.amount.by[:4]
    aimed = re.search(
        rf"(?:到|至|力争|争取|确保|计划)\s*{year}|{year}\s*年?\s*(?:\d+月)?(?:底|末|前|的?\S{{0,2}}目标)",
        place.sentence,
    )
    return scope.year is not None and int(year) < scope.year and year in place.sentence and not aimed
