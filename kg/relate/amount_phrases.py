"""The shortest noun phrase for what a number counts, in front of it or behind it."""

import re

from kg.relate.amount_place import Place
from kg.relate.amount_words import any_of, ends_with, starts_with, words

__all__ = ["counted", "distributed", "items", "measured", "tidy"]

_LONGEST = 26
_OWNER = 8
_GAPS = re.compile(r"[\x01\s]|（\x01*）|\(\x01*\)")
_JOINTS = re.compile(r"^(?:或者?|以及)(?=[一-龥]{2})|(?<=[一-龥]{2})(?<![之总])(?:以及|[和与及或])$")
_WHOLE_QUOTE = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_SHARE_OF = re.compile(r"占.{0,16}?的?(?:比重|比例|份额|比)$")
_PER_UNIT = re.compile(r"数|（|国内|GDP|增加值|产值|面积|产品")
_BEHIND = re.compile(r"\s*((?:“[^”，。；]{1,20}”|[^，。；：:,\d]|\d(?=[A-Za-z]))*)")
_ATTRIBUTIVE = re.compile(
    r"强度|经费|活动|技术|型|类|化|业|内|商|机构|中心|平台|基地|企业|单位|项目|人员|能力|水平|体系|园区|载体|场景|产品|站|网点|窗口|设施|系统|覆盖|普及|事项|贸易|外包|消费|模式|收入|费用|投入|总额|面积|资金|"
    r"率(?!先)|数(?![字据])|量(?!子)|额|与|和|及|、"
)
_DIRECTED = re.compile(
    r"(?:面向|围绕|聚焦|针对|瞄准|立足|依托|选择|选取|遴选|支持|推动|引导|组织|鼓励|在|为|对|向)\s*$"
)
_WITHIN = re.compile(r"(?<![存内潜现所])在(?![线建研校岗职])[^，。；在]{1,14}?(?:中|上|内|里|方面|过程)的")
_DOERS = re.compile(r"项目|单位|企业|机构|主体|人员|任务|内容|领域|$")
_SET_UP = re.compile("(?:项目|企业|机构|单位|平台|基地|中心|场景)$")
"""What is counted itself, whatever stands before 的: 10个产品的应用项目."""
_SHARED_HEAD = re.compile(
    "(?:试点|示范|应用|改造|重点|重大|创新|建设|攻关|培育|集成|研发)+(?:项目|企业|机构|单位|平台|基地|中心|场景)$"
)
_JOINT = 16
"""Up to here a coordination is given whole, beyond it by the head that its members share: 20个甲、乙、丙示范项目."""
_SERVING = re.compile(r"服务|转化|解析|覆盖|支持")
_FOR = re.compile(r"为(?=[^，。；]{2,20}(?:提供|服务|开展|赋能|解决))")
_ABLE = re.compile(
    r"(?:可|从[重轻严宽优]|(?:达到|具有|具备|拥有|符合|从事|掌握|属于|承担)[^，。；的]{2,16}的(?=[一-龥]{2}))[^，。；]*"
)
_WITHIN_YEAR = re.compile("[上本]一?年度?|近[一二三两]年")
_YEAR_OF = re.compile("^.*(?:会计|自然|纳税)年度(?:内|的)?(?=[一-龥]{2})")
_HAVING = re.compile("具有|具备|拥有|达到|符合|可")
_SAVE = re.compile("除.*外")
_ALSO = re.compile("并(?=[在于将向由对为开实完])")
_JOINED = re.compile(r"、[^、]*[等和与及][^、]*$")
_NOUNLIKE = re.compile("签约|使|服务|覆盖|转化|入驻|推广|配备|开放|接入|落地|孵化|解析|认定|获得")
_RELATIVE = re.compile(r"[^，。；、的]{2,}的(?:比例|比重|占比|份额)$")
_GRADE = re.compile(r"[级型类性]$")
_METRIC = re.compile(r"(?:[量额数值率比]|收入|投入|规模|投资|产值|利润|强度)$")
_IN_USE = re.compile(r"在[用线校研册职岗库营]")
_YEARS_LAST = re.compile(r"(?<=[一-龥]{2})(?:20\d\d年[、和及]?){2,}\Z")
_WHEN = re.compile(
    r"(?:到|至)?20\d\d\s*年(?:\s*\d+\s*月)?(?:底|末)?(?:之?前|，)?"
    r"|[一二三四五两\d]+年内|\d{1,2}月[底末](?=已)|(?:到|至)?(?:今年|本年|明年)?(?:年?[底末]|\d+月[底末]?|[一二三四]季度[底末]?|本月[底末]?)(?:之?前|，)|“?十[一二三四五六七八九]五”?(?:时期|期间|期末|末)?"
)
_COMPARED = re.compile(r"不低于|不少于|不超过|达到|高于|超过")
_HEADING = re.compile(
    r"^\s*(?:[（(]?(?:[一二三四五六七八九十]+|\d{1,2})[）)、.．](?!\d)|[一二三四五六七八九十]+是|[—－–-]{1,2}|●|◆)\s*"
)


def tidy(phrase: str) -> str:
    """Take marks, brackets that were left open and blanks off a phrase."""
    phrase = _JOINTS.sub("", _HEADING.sub("", _GAPS.sub("", phrase)).strip("，。；：、,;: "))
    phrase = phrase if phrase.count('"') % 2 == 0 else phrase.replace('"', "")
    phrase = phrase[1:-1] if _WHOLE_QUOTE.fullmatch(phrase) else phrase
    phrase = phrase if phrase.count("（") == phrase.count("）") else phrase.strip("（）")
    return phrase if phrase.count("“") == phrase.count("”") else phrase.replace("“", "").replace("”", "")


def counted(place: Place) -> str:
    """Give what is counted: 10家标杆企业 (behind), 标杆企业达到10家 (in front)."""
    return _behind(place) or _ahead(place)


def measured(place: Place) -> str:
    """Give what is measured by a condition or a percentage: 年度营业收入首次达到…, …企业用户数不低于…."""
    if place.amount.unit not in {"%", "CNY"} and (behind := _behind(place)):
        return behind
    phrase = _ahead(place)
    phrase = phrase if _SHARE_OF.search(phrase) or _JOINED.search(phrase) else phrase.rsplit("、", 1)[-1]
    owner = max(((phrase.rfind(word), len(word)) for word in words("phrases", "owners")), default=(-1, 0))
    rest = phrase[owner[0] + owner[1] :] if owner[0] >= 0 else phrase
    rest = rest if owner[0] > 0 or _WITHIN_YEAR.match(rest) else phrase
    rest = _YEAR_OF.sub("", _unled(rest))
    return rest if len(rest) >= 2 and not _PER_UNIT.match(rest) else phrase


def distributed(place: Place) -> str:
    """Give the indicator of the same rank in A、B、C分别达到X、Y、Z, or in 分别建成A、B X家、Y家."""
    before, found, after = place.before[: place.opened].rpartition("分别")
    if not found or place.size < 2:
        return ""
    for listed in (_untailed(before) or (place.segments[-1] if place.segments else ""), _untailed(after)):
        names = [] if re.search(r"\d", listed) else items(listed)
        if len(names) == place.size:
            return _cropped(_unled(_after_verb(_untailed(names[place.rank]))))
    return ""


def items(phrase: str) -> list[str]:
    """Take a coordination apart; a head that only the last member prints is given to all: A、B获得者."""
    parts = [part for part in re.split(r"、|和|及|以及|与|或", tidy(phrase)) if part]
    if len(parts) < 2:
        return parts
    if (graded := _GRADE.search(parts[0])) and (head := parts[-1].partition(graded.group())[2]):
        return [part + head for part in parts[:-1]] + parts[-1:]
    head = next(
        (word for word in words("phrases", "heads") if parts[-1].endswith(word) and len(parts[-1]) > len(word)), ""
    )
    whole = (ends_with("phrases", "heads"), _METRIC)
    shared = head and not any(sign.search(part) for part in parts[:-1] for sign in whole)
    return [part + head for part in parts[:-1]] + parts[-1:] if shared else parts


def _behind(place: Place) -> str:
    rest = place.rest
    duty = starts_with("kinds", "duties").match(rest)
    if duty and not rest[duty.end() : duty.end() + 1].isalnum():
        return duty.group().strip()
    match = _BEHIND.match(rest)
    phrase = match.group(1) if match else ""
    phrase = phrase if phrase.count("（") == phrase.count("）") else phrase.partition("（")[0]
    if (
        not phrase
        or (starts_with("phrases", "verbs").match(phrase) and not _ABLE.match(phrase))
        or phrase.startswith(("、", "（", "(", "“", "）", ")", "/", "；"))
    ):
        return _quoted(phrase)
    closing = rest[match.end() : match.end() + 1] if match else ""
    phrase = _first_member(phrase, followed_by_number=closing.isdigit())
    phrase = phrase[: _verb_at(phrase, directed=bool(_DIRECTED.search(place.before)))]
    return _without_modifiers(re.sub(r"(?:[、和及与并或]|以及|达到?|超过?)+$", "", phrase))


def _quoted(phrase: str) -> str:
    return _first_member(phrase, followed_by_number=False) if phrase.startswith("“") else ""


def _first_member(phrase: str, *, followed_by_number: bool) -> str:
    """Cut a coordination short unless its parts share one head: 水平高、能力强的供应商."""
    if followed_by_number:
        return re.sub(r"[、和及与][^、]*$", "", phrase) if re.search(r"[、和及与][^、的]*$", phrase) else phrase
    head, _, tail = phrase.rpartition("、")
    shared = _SHARED_HEAD.search(tail)
    if shared and len(phrase) > _JOINT and not _SET_UP.search(head) and "的" not in phrase:
        return shared.group()
    return (
        phrase
        if _GRADE.search(head.split("、")[0]) or "的" in tail or len(phrase) <= _JOINT
        else head.split("、")[0] or phrase
    )


def _verb_at(phrase: str, *, directed: bool) -> int:
    """Where the counted begin to do something (or 面向20个行业, something is done for them), its length if nowhere."""
    acts = (*words("phrases", "verbs"), *words("phrases", "becoming"))
    found = [at for word in acts if len(word) > 1 and (at := phrase.find(word, 1)) > 0]
    found += [match.start() for sign in (_WITHIN, _FOR, _ALSO) for match in sign.finditer(phrase, 1)]
    if directed:
        done = any_of("phrases", "cut").finditer(phrase, 2)
        found += [
            match.start()
            for match in done
            if not _DOERS.match(phrase, match.end()) and not _SERVING.match(match.group())
        ]
    return min(found, default=len(phrase))


def _without_modifiers(phrase: str) -> str:
    """Give the head after the last 的, or what stands before it if only an action follows."""
    if _SHARE_OF.search(phrase) or "的" not in phrase.replace("目的", ""):
        return tidy(phrase)
    left, _, right = phrase.replace("目的", "目\x02").rpartition("的")
    left, right = left.replace("\x02", "的"), right.replace("\x02", "的")
    if tidy(right) in words("phrases", "generic"):
        return tidy(f"{left.rpartition('的')[2]}的{right}")
    acted = ends_with("phrases", "actions").search(right) and not _HAVING.match(left)
    if len(tidy(right)) < 2 or acted or (_owned(left) and not _SET_UP.search(right)):
        return _without_modifiers(left) if "的" in left else tidy(left)
    return tidy(right)


def _owned(phrase: str) -> bool:
    """Say whether a noun stands before 的: 21个品种的遗传距离 counts 品种."""
    return "的" not in phrase and len(phrase) <= _OWNER and phrase.endswith(words("phrases", "heads"))


def _ahead(place: Place) -> str:
    start = max(place.part_start, place.closes) if place.closes <= place.first else place.part_start
    phrase = re.split(r"[，,：:]|[（(](?=[^（）()]*$)", place.sentence[start : place.first])[-1]
    phrase = _YEARS_LAST.sub("", _untailed(_HEADING.sub("", phrase)))
    if len(tidy(phrase)) < 2:
        phrase = _untailed(re.split(r"[，,：:]", place.sentence[start : place.first].rstrip("，,：: 、"))[-1])
        phrase = "" if starts_with("phrases", "verbs").match(phrase) else phrase
    plain, *beyond = _COMPARED.split(phrase)
    if beyond and place.amount.unit == "CNY" and _METRIC.search(beyond[-1]):
        phrase = beyond[-1]
    elif len(plain) >= 2:
        phrase = plain
    if _only_verb(phrase) or _WHEN.fullmatch(phrase) or _SAVE.fullmatch(phrase):
        return ""
    return _cropped(_unled(_without_modifiers(_after_verb(phrase))))


def _only_verb(phrase: str) -> bool:
    """Say whether nothing but time and verb stands before the number: 3年累计建成100项."""
    verb = any_of("phrases", "cut").pattern
    return bool(
        re.fullmatch(
            rf"\s*(?:[\d一二三两五十]+年内?|累计|每年|年内|总?共|新|再|力争|计划|全市|全省|全年|也|均|并|将)*(?:{verb})*\s*",
            phrase,
        )
    )


def _untailed(phrase: str) -> str:
    """Take 达到, 不少于, 年均增长 … off the end of a phrase."""
    pattern = ends_with("phrases", "tail")
    while (match := pattern.search(phrase)) and match.group().strip() and not phrase.endswith(("行为", "作为")):
        phrase = phrase[: match.start()]
    return phrase.rstrip()


def _after_verb(phrase: str) -> str:
    """Cut everything up to the last verb that takes the counted as its object."""
    if _SHARE_OF.search(phrase):
        return phrase
    end = 0
    for match in any_of("phrases", "cut").finditer(phrase):
        if _RELATIVE.fullmatch(phrase, match.end()) and not starts_with("phrases", "causing").match(match.group()):
            return phrase[match.start() :]
        if len(tidy(phrase[match.end() :])) >= 2 and not _nominal(phrase, match):
            end = match.end()
    return phrase[end:]


def _nominal(phrase: str, match: re.Match[str]) -> bool:
    """Say whether a verb is part of a name: 新型研发机构, 创业孵化服务机构."""
    named = re.sub(
        r"^(?:(?:到|至)?20\d\d年底?|每年|年均|全年|累计|力争|计划|再|共|并|拟|将)+", "", phrase[: match.start()]
    )
    rate = phrase.endswith(("率", "比例", "占比", "比重")) and _NOUNLIKE.match(match.group())
    return len(named) >= 2 and bool(rate or _ATTRIBUTIVE.match(phrase, match.end()))


def _unled(phrase: str) -> str:
    """Take 其中, 我省, 新 … off the beginning of a phrase."""
    pattern = starts_with("phrases", "lead")
    while (match := _WHEN.match(phrase) or pattern.match(phrase)) and len(phrase) - match.end() >= 2:
        if _IN_USE.match(phrase):
            break
        phrase = phrase[match.end() :]
    return phrase


def _cropped(phrase: str) -> str:
    """Keep a long coordination to its last member that fits."""
    phrase = tidy(phrase)
    if len(phrase) > _LONGEST and len(phrase.rpartition("等")[2]) >= 4:
        phrase = phrase.rpartition("等")[2]
    while len(phrase) > _LONGEST and "、" in phrase:
        phrase = phrase.split("、", 1)[1]
    return phrase
