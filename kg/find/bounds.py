"""What stands around a number: 最高, 不少于, 以上, 约, （含）, 一次性, 每家企业."""

import re

from kg.find.measures import MONEY, Number
from kg.frozen import record

__all__ = ["Bound", "bound", "once", "receiver"]

_GLUE = (
    r"(?:给予|予以|可达|达到|达|为|是|至|到|可|再|将|给|新增|奖励|奖补|补助|补贴|资助|扶持|支持|获得?|享受|配套|贴息|分别|一次性|累计|"
    r"上浮|下浮|总额|总计|合计|额度|金额|标准|资金|限额|共计?|人民币|每年|每月|每家|有|在|按|约|力争|超过)*\s*$"
)
_MAX = re.compile(
    r"(?:不(?:得|应|能)?(?:超过|超|高于|多于|大于|突破)|至多|最多|上限(?:为|是)?|封顶|限额|控制在|不足|未满|不到|(?<!不)(?<!不得)(?:低于|少于|小于))"
    + _GLUE
)
_MAX_MONEY = re.compile(
    r"(?:最高(?!科学|人民|法|检|院|学|奖(?!励|补))(?:(?!的|奖(?!励|补))[^，。；：、\d]){0,14}|不(?:得)?超过[^，。；：、\d的]{0,10})$"
)
_MAX_SHARE = re.compile(r"(?:最高(?!科学|人民|法|检|院|学|奖(?!励|补))|不(?:得)?(?:超过|高于))[^，。；：\d]{0,40}$")
_MIN = re.compile(
    r"(?:不(?:得|应|能)?(?:少于|低于|小于|少|低)|至少|最低|最少|(?<![不得])(?:超过|超|超出)|高于|大于等于|大于|多于|逾|突破|(?<!不)满)"
    + _GLUE
)
_MIN_SHARE = re.compile(r"不(?:得|应)?(?:低于|少于)[^，。；：、\d]{2,20}的\s*$")
_AGAINST = re.compile(r"不(?:得|应|能)?(?:超|突破|高于|大于|多于)[^，。；：、\d]{0,16}$")
_ABOUT = re.compile(r"(?:大约|大概|将近|接近|约|(?<![最附新])近)\s*$")
_EVERY = re.compile(
    r"(?P<word>(?:每(?!年|月|季|周|日|天|次|期|轮|批|当)|单(?=[个家户项笔台件人只款])(?!项冠军))一?(?P<unit>平方米|公里|千瓦时?|立方米|吨|[架人航班车]次|[个家户项人名件台套辆亩款种篇笔只位间场条座])(?P<noun>[一-龥（）]*))"
)
_ONE = re.compile(
    r"(?P<word>每(?:新?(?:引进|引育|增|培育|建成?|认定|成功)[^，。；\d]{0,4}?)[1一](?P<unit>[家个项名件人户]))"
)
_NOUN_ENDS = re.compile(
    r"每|给予|予以|奖励|奖补|补助|补贴|资助|扶持|支持|实际|一次性|最高|不超|每年|累计|封顶|上限|年度?|可|按|再|的|最多|至多|不|分别|获|享受|配套|"
    r"限|安排|补|奖|在|约|累计|同一|总|发放|贴息|贷款|三年|两年|申报|应|须|当年|实行|予|金额|额度|标准|遴选|择优|评选|选派|配备"
)
_OTHER = re.compile(
    r"(?!累计|合计|总|每|单|最高|其中)[一-龥“”]{2,10}(?:企业|机构|单位|团队|平台|项目|基地|中心)(?:每年|每月)?(?:可|最高|一次性|给予|予以|享受|申领|获)"
)
_ONCE, _ONCE_REACH = re.compile(r"的?一次性"), 4
_RECURS = re.compile(r"每年|逐年|累计")
_HINT = re.compile("不|至多|最|上限|封顶|限额|控制|未满|低于|少于|小于|至少|超|高于|大于|多于|逾|突破|满")
"""One of these stands in all that bounds a number from the left."""
_WORDS, _REACH = 100, 400


@record
class Bound:
    """Which side of the number is open, and how exact it is meant."""

    side: str = ""
    inclusive: bool = False
    approx: bool = False


def bound(text: str, number: Number) -> Bound:
    """Read the bound of a number from the words before its list, in the same clause, and those directly behind it."""
    before = text[_start(text, number.first, signs="，。；", reach=_WORDS) : number.first]
    inclusive = "含" in number.suffix or number.suffix.startswith(("及以", "或以"))
    side = _behind(number.suffix) or _ahead(before, number)
    if number.more:
        return Bound(side or "min", inclusive, approx=True)
    approx = "左右" in number.suffix or "上下" in number.suffix or bool(_ABOUT.search(before))
    return Bound(side, inclusive, approx)


def once(text: str, number: Number) -> bool:
    """Say whether the money is given once: 一次性 in its clause, or in the one before whose cap it is."""
    start = _start(text, number.first)
    if text.find("一次性", start, number.last + _ONCE_REACH) < 0:
        return False
    clauses = re.split(r"[，,：]", text[start : number.first])
    here, above = clauses[-1], clauses[-2] if len(clauses) > 1 else ""
    caps = "元" not in above and not _RECURS.search(here)
    return "一次性" in here or bool(_ONCE.match(text, number.last)) or ("一次性" in above and caps)


def receiver(text: str, number: Number) -> str:
    """Give the receiving unit as printed (每个产品, 单家企业), nearest before the money in its sentence."""
    if number.rate:
        return number.rate
    before = text[max(_start(text, number.first), number.start - _REACH) : number.start]
    if "每" not in before and "单" not in before:
        return ""
    before = before[_own_clause(before) :]
    found = [_unit(match) for match in _EVERY.finditer(before)] + [match["word"] for match in _ONE.finditer(before)]
    return found[-1] if found else ""


def _own_clause(before: str) -> int:
    """Give where the clause begins, if it says of itself who receives its sum, and the one before ends in another."""
    comma = before.rfind("，") + 1
    return comma if "元" in before[:comma] and _OTHER.match(before, comma) else 0


def _unit(match: re.Match[str]) -> str:
    noun = match["noun"]
    end = _NOUN_ENDS.search(noun)
    noun = noun[: end.start()] if end else noun
    return match["word"][: len(match["word"]) - len(match["noun"])] + (noun if len(noun) <= 14 else "")


def _start(text: str, offset: int, *, signs: str = "。；！？", reach: int = _REACH) -> int:
    """Give where the sentence (or clause) around an offset begins, not further back than a long one reaches."""
    start = max(0, offset - reach)
    for sign in signs:
        at = text.rfind(sign, start, offset)
        if at >= 0:
            start = at + 1
    return start


def _behind(suffix: str) -> str:
    if "以上" in suffix:
        return "min"
    return "max" if any(word in suffix for word in ("以下", "以内", "之内", "封顶", "为限", "上限")) else ""


def _ahead(before: str, number: Number) -> str:
    if not _HINT.search(before):
        return ""
    wide = _MAX_SHARE if number.unit in {"%", "‰"} else _MAX_MONEY
    if _MAX.search(before) or (number.unit in {"%", "‰", MONEY} and wide.search(before)):
        return "max"
    if number.unit in {"%", "‰"} and _MIN_SHARE.search(before):
        return "min"
    return "min" if _MIN.search(before) and not _AGAINST.search(before) else ""
