"""Government and party bodies, recognised by structure: a place or a word for one, then a line of work.

``entry`` of what is found is ``=<label>`` for a body the lexicon names (``=<label>/办公厅``: its office), else
``<place word>|<rest of the name>``; the place word is empty for a bare 科技厅. Which body that is depends on
where it is said, and is for linking to decide.
"""

import re
from collections.abc import Iterator, Mapping

from kg.find.finder import Find, Found
from kg.find.gazetteer import Hit, matcher, names_of
from kg.find.near import near
from kg.frozen import record
from kg.lexicon import Lexicon, Row

__all__ = ["build"]

_PARTY = re.compile(r"(?:中共|中国共产党)\Z")
_DEICTIC = re.compile(r"(?:我|本)?(?:自治区|自治州|自治县|兵团|省|市|县|区|州|盟|旗)\Z")
_DEICTIC_ENDS = frozenset("区州县团省市盟旗")
_GROUP_BEFORE = re.compile(
    r"(?:[各全外两跨多每他县市地州省区盟旗级]|(?<![一二三四五六七八九十0-9])[）)]|[级、](?:市|州|区|县))\Z"
)
"""各市（州）县…: a class of bodies; the bracket of （三） is none of it."""
_BARE_BEFORE = re.compile(r"(?:^|[^一-龥]|[由经与和及向对请同报送据为将以是原])\Z")
_GOES_ON = re.compile(
    r"(?:决策|长(?!三角|沙|春)|采购|部门|投资|引导|债|性|间|网|工作报告|购买|主导|职能|数据|信息|员|托|派|书记|副书记|常委|机关|领导|委员|面|限|属|层|系统|规章|令|参事|督查|支持|(?<=部)门(?!户))"
)
_BARE_ENDS = re.compile(r"(?:厅|局|委|委员会|办|办公室)$")
_LISTED_ENDS = re.compile(r"院$")
_GROUP = re.compile(
    r"(?:各(?:省|设区市|市|区|县|州|地|级|盟|旗|有关)|市直|省直|区直|县直)[一-龥、（）()]{0,22}?(?:厅|(?<!布)局|委员会|办公室|委|办(?![理公事学结件税证法好成])|部门|政府|管委会|单位)(?![一-龥]{0,2}长)"
)
_IN_SENTENCE = re.compile(
    r"积极|认真|响应|落实|贯彻|组织|开展|加强|推动|推进|做好|建立|报送|负责|牵头|会同|按照|根据|结合|应当|必须|号召|探索|接受|资金|采用|加快|实现|核实|送达|动态|依法|适用|自建|事项|鼓励|引导|完善|指导"
)
"""What no class of bodies has in its name: 各市州积极响应省委…."""
_PARK = re.compile(
    r"(?P<name>[一-龥A-Za-z0-9]{0,8}(?:[（(][一-龥]{2,6}[）)])?[一-龥]{2,14}?)(?P<end>管理委员会|管委会)"
)
_PARK_ENDS = re.compile("管理委员会|管委会")
_LONGEST_PARK = 30
_NOT_IN_PARK = re.compile(r"[、，。；：\s]|(?<!自)由|与|和|经(?!济|开)|会同|各|抄送|主送")
_ZONE = re.compile(r"(?:区|城|园|港|岛|谷|基地)$")
_NOT_ZONE = re.compile(r"[各有该本]|国家级|省级|市级|相关|所在")
_UNKNOWN = re.compile(
    r"(?P<name>[一-龥]{2,9}?(?:局|厅|委员会|领导小组办公室|领导小组|指挥部|办公室))(?=[、，。；）)\n]|印发|发布|出台|推出|牵头|负责|会同|联合|等)"
)
_UNKNOWN_ENDS = re.compile(
    r"(?:局|厅|委员会|领导小组|指挥部|办公室)(?=[、，。；）)\n]|印发|发布|出台|推出|牵头|负责|会同|联合|等)"
)
_LONGEST_UNKNOWN = 13
_FUNCTION = re.compile(
    r"[布格大全结]局|部署|[的和与在对为由将等各及或向于以从到被把按据经有是了其该并所]|部门|工作|支持|推进|加强|开展|建设好|负责|牵头|配合|会同"
)
_PART_OF_GROUP = re.compile(r"[（(][^（()）]*[）)]\Z|[市州区县省]、\Z")
_UNKNOWN_BEFORE = re.compile(r"(?:^|[^一-龥]|[由经与和及同原])\Z")
_AT_HEAD = re.compile(
    r"(?:^|(?<=[《〈、\n]))(?P<name>[一-龥（）()]{4,34}?(?:局|厅|委员会|领导小组|协调小组|联席会议|指挥部|办公室|管理处))(?:(?=关于|转发|印发)|(?<=[组会部]办公室)(?=[\s编]))"
)
"""A body that no table has, at the head of a title or alone in a line: what it is called may hold any word."""
_HEAD_ENDS = re.compile(r"(?:局|厅|会|组|会议|部|室|处)(?=关于|转发|印发)|[组会部]办公室(?=[\s编])")
_LONGEST_HEAD = 34 + 6
_NOT_IN_HEAD = re.compile(r"[，。；：、的]|关于|印发|转发|等|成立|组建|设立|召开|启动")
_WITHOUT_AREA = re.compile(r"[省市县区州盟旗(（]|自治")
_OF_THE_STATE = ("国家", "国务院", "中央", "中共", "全国", "中国")
_STATE = re.compile(
    r"(?:^|(?<=[、，。；\n与和由]))(?P<name>(?:中央|国家|全国|国务院)(?P<rest>[一-龥]{2,9}?(?:办公室|委员会|领导小组|办|委|局|署|总局)))(?=[、，等]|联合|印发|发布)"
)
_OF_NATIONS = frozenset({"中国政府", "我国政府", "全国政府"})
"""A state among states, no body of it."""
_LONGEST_PLACE = 14
_SHORT = 4
_VERBS = frozenset({"会同", "资源"})
"""Short names of places that are common words in official language."""
_OFFICE = re.compile(r"(?:办公厅|办公室)(?![一-龥]*(?:主任|副主任))")


@record
class _Prefixes:
    """Names of places, to be looked for leftwards."""

    names: frozenset[str]
    unsafe: frozenset[str]
    """Names that are also parts of other words (和县): only behind a place or where a word begins."""
    lengths: Mapping[str, tuple[int, ...]]
    """How long the names are that end in two characters, longest first."""

    def before(self, clean: str, end: int) -> int:
        """Give where the place word that ends at ``end`` begins (``end`` if there is none)."""
        start = self._names(clean, end)
        if start < end or not end or clean[end - 1] not in _DEICTIC_ENDS:
            return start
        word = _DEICTIC.search(clean, max(0, end - 4), end)
        if word and not _GROUP_BEFORE.search(clean, max(0, word.start() - 2), word.start()):
            return word.start()
        return end

    def _names(self, clean: str, end: int) -> int:
        start = end
        while start > 1:
            lengths = self.lengths.get(clean[start - 2 : start], ())
            longest = next((n for n in lengths if n <= start and self._is_name(clean, start, n)), 0)
            if not longest:
                break
            start -= longest
        return start

    def _is_name(self, clean: str, end: int, length: int) -> bool:
        start = end - length
        name = clean[start:end]
        if name not in self.names:
            return False
        return (
            name not in self.unsafe
            or bool(_BARE_BEFORE.search(clean[max(0, start - 1) : start]))
            or (self._names(clean, start) < start)
        )


def build(lexicon: Lexicon) -> Find:
    """Prepare the finder from the tables ``agencies``, ``lines`` and ``places``."""
    central = names_of(lexicon.rows("agencies"))
    bare = {word for row in lexicon.rows("agencies") for word in row.values("bare")}
    local = _endings(lexicon.rows("lines"))
    alone = bare | {ending for ending, leads in local.items() if leads.get("", "no") != "no"}
    everything = {**dict.fromkeys([*bare, *local], ()), **central}
    bodies = matcher(lexicon, {name: rows or (Row("agencies", name),) for name, rows in everything.items()})
    ceased = {
        name
        for row in lexicon.rows("agencies")
        if row.fields.get("status") == "已撤销"
        for name in (row.label, *row.aliases)
        if len(name) <= _SHORT
    }
    prefixes = _prefixes(lexicon.rows("places"))

    def known(clean: str) -> Iterator[Found]:
        for hit in bodies(clean):
            name = clean[hit.start : hit.end]
            if _GOES_ON.match(clean, hit.end) or (name in ceased and not _stands_alone(clean, hit.start)):
                continue
            if name in central and not _continues_place(clean, hit.start, prefixes):
                office = _OFFICE.match(clean, hit.end)
                entry = f"={central[name][0].label}" + (f"/{office.group()}" if office else "")
                yield Found(hit.start, office.end() if office else hit.end, "Agency", entry)
            elif name in local or name in bare:
                yield from _local(clean, hit, prefixes, name in alone, local.get(name, {}))

    def find(clean: str) -> Iterator[Found]:
        groups = (match for match in _GROUP.finditer(clean) if not _IN_SENTENCE.search(match.group()))
        yield from (Found(match.start(), match.end(), "AgencyGroup") for match in groups)
        named = list(known(clean))
        ranges = {(item.start, item.end) for item in named}
        named += (item for item in _parks(clean, prefixes) if (item.start, item.end) not in ranges)
        yield from named
        yield from _of_the_state(clean)
        yield from _unknown(clean, prefixes)
        begun = {item.start for item in named}
        yield from (item for item in _at_head(clean, prefixes) if item.start not in begun)

    return find


def _prefixes(rows: tuple[Row, ...]) -> _Prefixes:
    names = {
        n for row in rows for n in (row.label, *row.aliases, *row.values("bare")) if len(n) > 1 and n not in _VERBS
    }
    lengths: dict[str, set[int]] = {}
    for name in names:
        if len(name) <= _LONGEST_PLACE:
            lengths.setdefault(name[-2:], set()).add(len(name))
    unsafe = frozenset(row.label for row in rows if row.fields.get("alone") == "no")
    return _Prefixes(
        frozenset(names), unsafe, {end: tuple(sorted(found, reverse=True)) for end, found in lengths.items()}
    )


def _endings(rows: tuple[Row, ...]) -> dict[str, dict[str, str]]:
    """Map what may follow a place word to what must stand before it ("" for most), and whether it can stand alone.

    国家能源局{P}监管办公室 ends in 监管办公室, which counts only with 国家能源局 before the place.
    """
    endings: dict[str, dict[str, str]] = {}
    names = [(each, name) for each in rows for name in (each.label, *each.aliases, each.fields.get("pattern", ""))]
    for row, name in dict.fromkeys([*names, *((row, name.replace("和", "与")) for row, name in names)]):
        lead, _, ending = name.replace("{p}", "{P}").rpartition("{P}")
        if (len(ending) > 1 or ending == "委") and not _of_zone(name):
            leads = endings.setdefault(ending, {})
            if leads.get(lead, "no") == "no":
                leads[lead] = row.fields.get("alone", "") if not lead else "no"
    return endings


def _of_zone(name: str) -> bool:
    """Say whether a name is that of any zone's committee, which ``_parks`` finds."""
    match = _PARK.fullmatch("某某" + name)
    return match is not None and (match["name"] == "某某" or bool(_ZONE.search(match["name"])))


def _continues_place(clean: str, start: int, prefixes: _Prefixes) -> bool:
    """Say whether a central-looking name only goes on from a place: 成都海关总署…; not where it says 国家 itself."""
    return prefixes.before(clean, start) < start and not clean.startswith(_OF_THE_STATE, start)


def _local(clean: str, hit: Hit, prefixes: _Prefixes, alone: bool, leads: dict[str, str]) -> Iterator[Found]:
    begin = prefixes.before(clean, hit.start)
    rest = clean[hit.start : hit.end]
    if begin < hit.start and clean[begin : hit.end] not in _OF_NATIONS:
        lead = max((lead for lead in leads if lead and clean.endswith(lead, 0, begin)), key=len, default="")
        if lead and not _PARTY.fullmatch(lead):
            yield Found(begin - len(lead), hit.end, "Agency", f"{clean[begin : hit.start]}|{lead}{{}}{rest}")
        elif "" in leads or not leads or any(_PARTY.fullmatch(lead) for lead in leads):
            party = _PARTY.search(clean, max(0, begin - 12), begin)
            office = _OFFICE.match(clean, hit.end)
            end, entry = (office.end(), f"{rest}/{office.group()}") if office else (hit.end, rest)
            yield Found(party.start() if party else begin, end, "Agency", f"{clean[begin : hit.start]}|{entry}")
    elif alone and len(rest) > 2 and _ends_bare(clean, hit.start, rest) and _stands_alone(clean, hit.start):
        yield Found(hit.start, hit.end, "Agency", f"|{rest}")


def _ends_bare(clean: str, start: int, name: str) -> bool:
    """Say whether a name without place can be a body's: 工程院 only in a list behind another."""
    listed = clean[max(0, start - 1) : start] == "、" and _LISTED_ENDS.search(name)
    return bool(_BARE_ENDS.search(name) or listed)


def _stands_alone(clean: str, start: int) -> bool:
    """Say whether a bare name begins here: not 各市（州）科技局, not 市、州科技局."""
    before = clean[max(0, start - 6) : start]
    return bool(_BARE_BEFORE.search(before[-1:])) and not _PART_OF_GROUP.search(before)


def _of_the_state(clean: str) -> Iterator[Found]:
    """Find a central body that no table has: 国家…局, 中央…办 between marks of a list or before a verb."""
    for match in _STATE.finditer(clean):
        if not _FUNCTION.search(match["rest"]):
            yield Found(match.start("name"), match.end("name"), "Agency", f"中国|+{match['name']}")


def _parks(clean: str, prefixes: _Prefixes) -> Iterator[Found]:
    """某某开发区管委会: the zone is named, so its committee is."""
    for match in near(_PARK, clean, _PARK_ENDS, before=_LONGEST_PARK):
        name = match["name"]
        cut = max((m.end() for m in _NOT_IN_PARK.finditer(name)), default=0)
        name = name[cut:]
        zone = len(name) >= 4 and _ZONE.search(name) and not _NOT_ZONE.match(name) and not re.search(r"[的等]", name)
        if zone or name in prefixes.names:
            yield Found(match.start() + cut, match.end(), "Agency", f"{name}|管理委员会")


def _unknown(clean: str, prefixes: _Prefixes) -> Iterator[Found]:
    """Find a body of a line of work that no table has, by the place word before and what follows."""
    for match in near(_UNKNOWN, clean, _UNKNOWN_ENDS, before=_LONGEST_UNKNOWN, after=2):
        starts = range(match.start() + 1, match.end() - 2)
        begin, start = next(((b, s) for s in starts if (b := _named_from(clean, s, match, prefixes)) >= 0), (0, 0))
        if start:
            yield Found(begin, match.end(), "Agency", f"{clean[begin:start]}|+{clean[start : match.end()]}")


def _named_from(clean: str, start: int, match: re.Match[str], prefixes: _Prefixes) -> int:
    """Give where a body begins whose line of work begins at ``start``; -1 if it is none."""
    begin = prefixes.before(clean, start)
    rest = clean[start : match.end()]
    if not match.start() - 2 <= begin < start or not 3 <= len(rest) <= 9 or _FUNCTION.search(rest):
        return -1
    if _WITHOUT_AREA.match(rest) and not rest.startswith(("市场", "市政", "市容", "区域", "县域")):
        return -1
    return begin if _UNKNOWN_BEFORE.search(clean[max(0, begin - 1) : begin]) else -1


def _at_head(clean: str, prefixes: _Prefixes) -> Iterator[Found]:
    """Find a body of a place that no table has at the head of a title: 某市…工作领导小组办公室关于…."""
    for match in near(_AT_HEAD, clean, _HEAD_ENDS, before=_LONGEST_HEAD, after=2):
        name, at = match["name"], match.start("name")
        start = next(
            (at + n for n in range(min(_LONGEST_PLACE, len(name) - 2), 1, -1) if name[:n] in prefixes.names), 0
        )
        rest = clean[start : match.end()]
        if start and len(rest) > 2 and not _NOT_IN_HEAD.search(rest) and not _WITHOUT_AREA.match(rest):
            national = name.startswith(_OF_THE_STATE)
            yield Found(at, match.end(), "Agency", f"中国|+{name}" if national else f"{clean[at:start]}|+{rest}")
