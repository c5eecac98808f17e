"""Named plans, projects, systems, lists and platforms: a proper or quoted name before a program's head word."""

import re
from collections.abc import Iterator

from kg.find.finder import Find, Found
from kg.find.near import near
from kg.lexicon import Lexicon

__all__ = ["build"]

_HAN = "一-龥"
_AFTER = r"(?=$|[，。；、：！？）)》”\n（(]|的|等|由|包括|包含|下设|分为|和(?!对)|及|以及|为|将|中|内|以|作)"
_OTHER_THING = re.compile(
    r"(?:改革|政务|监管|工作|战略|服务|经济|时代|模式|理念|机制|制度|技术|产业|旅游|医疗|教育|金融|农业|农村|社会|应用|问题|人才|队伍|建设|事项|现代|制造|工业|流通|企业|智慧|平台|信息|数据|系统)"
)
"""Behind a quotation these go on to something else: “最多跑一次”改革 is no longer the platform of that name."""
_GENERIC = re.compile(
    r"^(?:一批|若干|相关|有关|各类|各项|系列|上述|这些|其他|该|本|此项|重大|重点|专项|科技|技术|创新|攻关|示范|标志性|引领性|试点|基础|建设|产业|公共|服务|项目|国家|省级|市级|省|市|升级|改造|提升|推广|应用)+$"
)
_TITLE = re.compile(r"《[^《》\n]*》")
_STAGED = re.compile("(?:施|动|行|展|织|办|了|好)“")
_FIVE_YEAR = re.compile(r"十[一二三四五六七]五")
_BODY = re.compile(
    r"(?:(?![建设打推培引与和的及在])[一-龥]){0,6}(?:(?:促进|服务|发展|运营)中心|公司|集团|研究院|基金会)"
)
"""Behind the name of a program these make it the name of the body that runs it."""
_LEAD = re.compile(r"(?:(?:实施|开展|推进|启动|组织|落实)(?:好)?|我[省市区县])+")
_RUN = re.compile(
    r"合称|统称|简称|称为|名为|建设|优化|强化|基于|监察|提升|惠及|跨|的|构建|打造|明确|推出|出台|公布|发布|提出|完成|研制|夯实|抓好|突出|做到|做好|深化|推动|实现|培育|实施|推行|启动|部署|建立|设立|建成|形成|构成|开展|推进|组织|深入|大力|全面|创建|搭建|依托|发挥|完善|围绕|聚焦|对接|用好|做强|做优|构筑|纳入|拓展|接入|融入|争取|随着|加强|以"
)
_VERB_IN_NAME = re.compile(
    r"(?:用于|运用|承担|惠及|支持|鼓励|推动|促进|落实|按照|根据|依据|关于|围绕|通过|并|不|已|被|其|该|由|与|对(?!接)|把|将|在|从|以|等|了|是|为|有|或)"
)


def build(lexicon: Lexicon) -> Find:
    """Prepare the finder: head words and the verbs that run a program come from ``programheads``."""
    heads = {kind: _heads(lexicon, kind) for kind in ("plan", "register", "platform", "system")}
    known = {name for row in lexicon.rows("programs") for name in (row.label, *row.aliases)}
    readers = [
        _quoted("|".join(heads[kind] for kind in ("plan", "register", "platform", "system") if heads[kind])),
        _within_quotes(heads["plan"]),
        _staged(),
        _run(heads["plan"]),
        _series(heads["plan"]),
        _registers(heads["register"]),
        _platforms(heads["platform"]),
    ]

    started = _started(heads["plan"])

    def find(clean: str) -> Iterator[Found]:
        yield from started(clean)
        clean = _TITLE.sub(lambda title: "《" + "\0" * (len(title.group()) - 2) + "》", clean)
        yield from _known(clean, known)
        quotes: dict[str, Found] = {}
        for reader in readers:
            for found in reader(clean):
                quote = re.search(r"“[^”]+”", clean[found.start : found.end])
                if quote:
                    quotes.setdefault(quote.group(), found)
                yield found
        yield from _called_by_quote(clean, quotes)

    return find


def _heads(lexicon: Lexicon, kind: str) -> str:
    words = [
        name
        for row in lexicon.rows("programheads")
        if row.fields.get("kind") == kind
        for name in (row.label, *row.aliases)
    ]
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _known(clean: str, names: set[str]) -> Iterator[Found]:
    for name in sorted(names):
        for match in re.finditer(re.escape(name), clean):
            if not _BODY.match(clean, match.end()):
                yield Found(match.start(), match.end(), "Program")


def _quoted(heads: str) -> Find:
    """“2468”产业创新体系, “千企万岗”行动: a quotation, a noun phrase, a head."""
    pattern = re.compile(
        rf"(?<![{_HAN}])(?P<name>[{_HAN}]{{2,4}})?(?P<quote>“[^”，。]{{2,16}}”)(?P<rest>[{_HAN}A-Za-z0-9]{{0,16}}?(?:{heads}))(?:（[{_HAN}]{{2,6}}）)?{_AFTER}"
    )
    loose = re.compile(rf"(?P<quote>“[^”，。]{{2,16}}”)(?P<rest>[{_HAN}A-Za-z0-9]{{0,16}}?(?:{heads})){_AFTER}")

    def find(clean: str) -> Iterator[Found]:
        for match in loose.finditer(clean):
            if _FIVE_YEAR.search(match["quote"]) or _VERB_IN_NAME.search(match["rest"][:-2]) or "的" in match["rest"]:
                continue
            wide = pattern.search(clean, max(0, match.start() - 5), match.end() + 8)
            start = (
                wide.start("name") if wide and wide["name"] and wide.start("quote") == match.start() else match.start()
            )
            before = clean[start : match.start()]
            if _VERB_IN_NAME.search(before) or _RUN.search(before):
                start = match.start()
            yield Found(start, match.end(), "Program", name=clean[start : match.end()])

    return find


def _within_quotes(heads: str) -> Find:
    """推出“海纳计划”, 入选“…工程”: a name whose head stands inside the quotation, behind a verb that runs programs."""
    pattern = re.compile(
        rf"(?:实施|推出|启动|推行|开展|入选|纳入|设立|深化|组织|打造|建立|施行)(?:了)?[{_HAN}]{{0,6}}?“(?P<name>[{_HAN}A-Za-z0-9+·]{{2,12}}(?:{heads}))[”\"]"
    )

    def find(clean: str) -> Iterator[Found]:
        for match in pattern.finditer(clean) if "“" in clean else ():
            yield Found(match.start("name"), match.end("name"), "Program")

    return find


def _started(heads: str) -> Find:
    """《关于实施“…计划”的通知》: a title that says which program its document starts."""
    pattern = re.compile(rf"《关于(?:组织)?(?:实施|开展|启动)“(?P<name>[{_HAN}A-Za-z0-9+]{{4,20}}(?:{heads}))”的")

    def find(clean: str) -> Iterator[Found]:
        for match in pattern.finditer(clean):
            yield Found(match.start("name"), match.end("name"), "Program")

    return find


def _staged() -> Find:
    """开展“…”…活动, 实施“…”项目: a quotation before a common noun, behind a verb that runs programs."""
    pattern = re.compile(
        rf"(?:实施|启动|推行|开展|组织|举办)(?:了|好)?(?P<name>“[^”，。]{{2,12}}”(?!的)[{_HAN}]{{0,8}}?(?:活动|项目)){_AFTER}"
    )

    def find(clean: str) -> Iterator[Found]:
        for match in near(pattern, clean, _STAGED, before=10, after=26):
            if not _VERB_IN_NAME.search(match["name"].partition("”")[2]):
                yield Found(match.start("name"), match.end("name"), "Program")

    return find


def _run(heads: str) -> Find:
    """实施…计划, 启动…工程: a verb that runs a program, then its name."""
    verbs = "实施|启动|推行|组织开展|部署|设立|开展|推进|执行|制定实施"
    pattern = re.compile(rf"(?:{verbs})(?:了|好|国家|“)?(?P<name>[{_HAN}A-Za-z0-9]{{3,24}}?(?:{heads})){_AFTER}")

    def find(clean: str) -> Iterator[Found]:
        for match in pattern.finditer(clean):
            start = match.start("name") + match["name"].rfind("的") + 1
            lead = _LEAD.match(clean, start, match.end("name"))
            start = lead.end() if lead else start
            if _proper(clean[start : match.end("name")], heads):
                yield Found(start, match.end("name"), "Program")

    return find


def _series(heads: str) -> Find:
    """甲工程、乙工程、丙工程: a list of names with one head."""
    pattern = re.compile(
        rf"(?P<first>[{_HAN}]{{4,14}}?(?P<head>{heads}))(?:[、和及](?P<next>[{_HAN}]{{3,14}}?(?P=head)))+"
    )
    sign = re.compile(rf"(?:{heads})[、和及]")
    reach = 14 + max(map(len, heads.split("|")))

    def find(clean: str) -> Iterator[Found]:
        for match in near(pattern, clean, sign, before=reach, after=reach):
            offset = match.start()
            for name in re.split(rf"(?<={match['head']})[、和及]", match.group()):
                at = offset
                offset += len(name) + 1
                inner = re.sub(
                    r"^.*?(?:印发|抓好|实施|部署|启动|推进|开展|组织|统筹|争取|承担|参与)|^(?:年度|我[省市区县])",
                    "",
                    name,
                )
                if len(inner) >= 6 and not _VERB_IN_NAME.search(inner):
                    yield Found(at + len(name) - len(inner), at + len(name), "Program")

    return find


def _registers(heads: str) -> Find:
    """纳入部…名录, 建立省级…项目库: a register with an owner in its name."""
    pattern = re.compile(
        rf"(?:纳入|列入|建立|设立|发布|入选|编制|进入)(?P<name>(?:部|省级|省|市级|市|国家级|国家|全国|全省|全市)[{_HAN}]{{4,18}}?(?:{heads})){_AFTER}"
    )

    def find(clean: str) -> Iterator[Found]:
        for match in pattern.finditer(clean):
            if not _VERB_IN_NAME.search(match["name"]):
                yield Found(match.start("name"), match.end("name"), "Program")

    return find


def _platforms(heads: str) -> Find:
    """搭建全市统一的…平台, 创建…基地: a platform set up for a whole place, or a base for a whole field."""
    scoped = re.compile(
        rf"(?:搭建|构建|建设|打造|建立|建成|创建|组建)[^，。；\n]{{0,6}}?(?P<full>(?:[^，。；\n]{{0,16}}的)?(?:全省|全市|全国|全区|国家|省级|市级)[{_HAN}]{{0,4}}?(?:的)?(?P<name>[{_HAN}]{{4,20}}?(?:{heads}))){_AFTER}"
    )
    created = re.compile(rf"创建(?P<name>[{_HAN}A-Za-z0-9]{{4,16}}?基地){_AFTER}")

    def find(clean: str) -> Iterator[Found]:
        for match in scoped.finditer(clean):
            full = match["full"]
            start = match.start("full") + (full.rfind("的") + 1)
            name = clean[start : match.end("full")]
            if len(name) >= 6 and not _VERB_IN_NAME.search(name):
                yield Found(start, match.end("full"), "Program")
        for match in created.finditer(clean):
            if not _VERB_IN_NAME.search(match["name"]):
                yield Found(match.start("name"), match.end("name"), "Program")

    return find


def _proper(name: str, heads: str) -> bool:
    """Say whether a name has something of its own before its head: not 重大工程, 专项行动."""
    own = re.sub(rf"(?:{heads})$", "", name)
    own = re.sub(r"等$", "", own)
    return (
        len(own) >= 4
        and not _GENERIC.match(own)
        and not re.match(r"(?:一批|若干|相关|各类|系列|多项|年度|国家级和|省级和|\d)", own)
        and not _VERB_IN_NAME.search(own.replace("等", ""))
    )


def _called_by_quote(clean: str, quotes: dict[str, Found]) -> Iterator[Found]:
    """Read a later “2468” as the program that was introduced with it."""
    for quote, found in sorted(quotes.items()):
        full = clean[found.start : found.end]
        for match in re.finditer(re.escape(quote), clean):
            if _OTHER_THING.match(clean, match.end()):
                continue
            if not clean.startswith(full, match.start()) and not found.start <= match.start() < found.end:
                yield Found(match.start(), match.end(), "Program", entry=full)
