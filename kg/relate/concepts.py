"""Sectors, groups, instruments, programs and tiers: what documents are directed at, pay with and set up."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.model import Entity, Quantity, Statement
from kg.relate.reading import Placed, Reading, Sentence, evidence

__all__ = [
    "headed_groups",
    "instruments",
    "ladders",
    "lead_bodies",
    "leaders",
    "paid_groups",
    "programs",
    "sectors",
    "titled",
]

_MONEY = frozenset({"CNY", "%"})
_PAID = re.compile(r"补助|补贴|资助|奖励|奖补|奖金|经费支持|贴息|风险补偿|代偿|抵扣|抵用|兑付")
_LISTED = re.compile("(?:[、和及与或]|以及)[^，。；、的]{0,6}")
_DASHES = re.compile(r"(?:—+|－+|–|→|➝|-{1,2})")
_RECEIVING = ("对象", "主体")
_HEADED = re.compile(r"(?:奖励|奖补|补助|补贴|资助|扶持|支持|适用|申报)(?:的)?(?:对象|主体)\Z")
_NAMED_WHOLE = re.compile(r"等?(?:\Z|[，。；、和及或])")
_LIST_DOC = re.compile(r"(?:名单|公示|名录)(?:的(?:通知|公告))?$")
_LEAD_BODY = re.compile(r"[（(【]?牵头(?:责任)?(?:单位|部门)[：:]")
_RUN_BY_MAIN = re.compile(r"该(?:行动|计划|工程|专项|平台|项目|名录|体系)由")


def sectors(reading: Reading) -> Iterator[Statement]:
    """Relate what an article reports on to the sectors it names; a list of names is directed at none."""
    for main, sentence in reading.told("Sector"):
        for item in sentence.of("Sector"):
            if not _LIST_DOC.search(main.label) and not _in_other_title(sentence, item, main):
                yield Statement(main, "sector", item.entity, (evidence(sentence, "sector-named", item),), 0.85)
            for program in (p for p in sentence.of("Program") if _inside(item, p) and p.entity != main):
                proof = (evidence(sentence, "sector-in-name", item, program),)
                yield Statement(program.entity, "sector", item.entity, proof, 0.9)


def instruments(reading: Reading) -> Iterator[Statement]:
    """Relate a document to its instruments; subsidies and awards count only beside an amount or a share."""
    for main, sentence in reading.told("Instrument", body=True):
        amounts = [p for p in sentence.placed if p.mention.amount and p.mention.amount.unit in _MONEY]
        for item in sentence.of("Instrument") if main.type == "PolicyDoc" else ():
            if amounts or item.entity.label not in reading.paid:
                yield Statement(main, "instrument", item.entity, (evidence(sentence, "instrument", item),), 0.9)


def paid_groups(reading: Reading, quantities: Sequence[Quantity]) -> Iterator[Statement]:
    """Relate a document to the groups it pays: the group named first before the money in the sentence."""
    paying = {q.evidence.span for q in quantities if q.kind in {"Support", "Ratio"}}
    for main, sentence in reading.told("Group", body=True):
        for group in _paid(sentence) if main.type == "PolicyDoc" and sentence.span in paying else ():
            yield Statement(main, "appliesTo", group.entity, (evidence(sentence, "paid", group),), 0.85)


def headed_groups(reading: Reading) -> Iterator[Statement]:
    """Relate a document to the groups of the clause that says by its heading whom it is for: 第三条 奖励对象."""
    for main, sentence in reading.told("Group", body=True):
        clause = sentence.clause
        if main.type != "PolicyDoc" or clause is None or not clause.heading.endswith(_RECEIVING):
            continue
        if not _HEADED.search(clause.heading):
            continue
        for group in sentence.of("Group"):
            if _NAMED_WHOLE.match(sentence.clean, group.end):
                yield Statement(main, "appliesTo", group.entity, (evidence(sentence, "headed", group),), 0.85)


def programs(reading: Reading) -> Iterator[Statement]:
    """Relate a document to the programs its article tells of; what is known to be another place's is only spoken of."""
    for main, sentence in reading.told("Program", body=True):
        for item in sentence.of("Program") if main.type == "PolicyDoc" else ():
            if _of_elsewhere(reading, main, item):
                continue
            yield Statement(main, "establishes", item.entity, (evidence(sentence, "program-named", item),), 0.8)


def titled(reading: Reading) -> Iterator[Statement]:
    """Relate a document to the groups and programs of its own title: 《…支持瞪羚企业…计划》, 《…实施“X”行动的意见》."""
    named = defaultdict(list)
    for main, sentence in reading.told():
        for item in sentence.of("Group", "Program") if main.type == "PolicyDoc" else ():
            if item.mention.name in main.label and not _of_elsewhere(reading, main, item):
                named[main].append((sentence, item))
    for main, places in named.items():
        names = {item.mention.name for _, item in places}
        for sentence, item in places:
            if not any(item.mention.name in name for name in names - {item.mention.name}):
                relation = "appliesTo" if item.entity.type == "Group" else "establishes"
                yield Statement(main, relation, item.entity, (evidence(sentence, "named-in-title", item),), 0.85)


def leaders(reading: Reading) -> Iterator[Statement]:
    """Relate the program named last to the body that leads it: 该行动由…牵头."""
    for section in reading.sections:
        last: Placed | None = None
        for sentence in section.sentences[1:]:
            here = sentence.of("Program")
            if last and not here and (run := _RUN_BY_MAIN.search(sentence.clean)):
                yield from _owner(sentence, run.end(), last.entity)
            last = here[-1] if here else last


def lead_bodies(reading: Reading) -> Iterator[Statement]:
    """Relate the one program of a clause to the body that the clause's end says leads: （牵头单位：市科技局）."""
    for section in reading.sections:
        named: dict[int, dict[str, Entity]] = defaultdict(dict)
        for sentence in section.sentences:
            clause = sentence.clause.position if sentence.clause else 0
            named[clause].update((item.entity.key, item.entity) for item in sentence.of("Program"))
            bodies = sentence.of("Agency")
            lead = _LEAD_BODY.search(sentence.clean) if bodies else None
            body = next((b for b in bodies if lead and b.start == lead.end()), None)
            if clause and body and len(named[clause]) == 1:
                (program,) = named[clause].values()
                yield Statement(program, "owner", body.entity, (evidence(sentence, "lead-body", body),), 0.85)


def ladders(reading: Reading) -> Iterator[Statement]:
    """Relate tiers to whose they are, and each rung to the next where the text draws the ladder."""
    for main, sentence in reading.told("Tier"):
        rungs = sentence.of("Tier")
        for item in rungs:
            yield Statement(
                _holder(sentence, main), "tier", item.entity, (evidence(sentence, "tier-named", item),), 0.85
            )
        for lower, upper in pairwise(rungs):
            if _DASHES.fullmatch(sentence.clean[lower.end : upper.start]):
                yield Statement(
                    lower.entity, "nextTier", upper.entity, (evidence(sentence, "ladder", lower, upper),), 0.95
                )


def _of_elsewhere(reading: Reading, main: Entity, item: Placed) -> bool:
    """Say whether a program is known to be another place's than the document's."""
    here = reading.linked.place_of.get(main)
    return here is not None and reading.linked.place_of.get(item.entity, here) != here


def _inside(item: Placed, outer: Placed) -> bool:
    return outer.start <= item.start and item.end <= outer.end


def _in_other_title(sentence: Sentence, item: Placed, main: Entity) -> bool:
    """Say whether a name stands inside the title of a document that the article does not report on."""
    return any(
        doc.start <= item.start and item.end <= doc.end and doc.entity != main for doc in sentence.of("PolicyDoc")
    )


def _paid(sentence: Sentence) -> Sequence[Placed]:
    """Give those who are paid: at the end of 对…的企业，, else named first; and who is listed with them."""
    money = [p.start for p in sentence.placed if p.mention.amount and p.mention.amount.unit in _MONEY]
    if not money or not _PAID.search(sentence.clean):
        return ()
    before = [group for group in sentence.of("Group") if group.end <= money[-1]]
    if not before:
        return ()
    clean = sentence.clean
    ends = (g for g in before if clean[g.start - 1 : g.start] == "的" and clean[g.end : g.end + 1] in {"，", ","})
    first = next(ends, before[0])
    listed = [first]
    for group in before[before.index(first) + 1 :]:
        if not _LISTED.fullmatch(clean, listed[-1].end, group.start):
            break
        listed.append(group)
    return listed


def _owner(sentence: Sentence, after: int, program: Entity) -> Iterator[Statement]:
    body = next((item for item in sentence.of("Agency") if item.start == after), None)
    if body and re.match(r"(?:会同[^。；，]{0,30})?(?:牵头|负责|主管|组织实施)", sentence.clean[body.end :]):
        yield Statement(program, "owner", body.entity, (evidence(sentence, "led-by", body),), 0.9)


def _holder(sentence: Sentence, main: Entity) -> Entity:
    """Tiers counted before 构建“X”体系 are the program's; all others the document's."""
    rungs = sentence.of("Tier")
    for program in sentence.of("Program"):
        between = sentence.clean[rungs[-1].end : program.start] if rungs[-1].end <= program.start else ""
        if re.search(r"构建|构成|形成|建成|组成|打造", between):
            return program.entity
    return main
