"""What each article reports on, and what a document's own title and place in the text say of it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

from kg.model import Entity, Evidence, Span, Statement, Value
from kg.relate.reading import Placed, Reading, Section, Sentence, evidence

__all__ = [
    "amended",
    "annexes",
    "attributes",
    "changed",
    "citations",
    "inherited",
    "signed",
    "title_issuers",
    "with_mains",
]

_ISSUED = re.compile(r"(?:印发|出台|发布|公布|制定|下发|颁布|推出|发出|审议通过|修订)(?:(?![，,]原)[^《。；]){0,12}$")
_CITED = re.compile(r"(?:[印转]发的|发布的|出台的|制定的|公布的|根据|依据|依照|按照|落实|贯彻|执行)\Z")
"""Directly before a document these say that an article only refers to it."""
_OPEN_LIST = re.compile(r"^等(?:[^，。；印发]{0,6})?(?:部门|单位|厅局|部委)")
_RECENT = re.compile(r"近日|日前|近期|不久前")
_DATED = re.compile(
    r"(?:(20\d\d)年)?(?<!\d)(1[0-2]|[1-9])月(3[01]|[12]\d|[1-9])日[^。；]{0,50}?(?:印发|出台|发布|公布|下发|修订|通过|制定)"
)
_STATUS = re.compile(r"(试行|暂行|征求意见稿|草案|修订稿)")
_AMENDED = re.compile(
    r"[》〉]?(?:[（(][^（()）]{0,20}[)）])?(?:第[一二三四五六七八九十]+次)?(?:予以)?(?:修正|修订|修改)"
)
_ANNEX = re.compile(r"附件\s*\d{0,2}\s*[：:.．、]")
_ITEM = re.compile(r"\s*\d{1,2}\s*[.．、]")
_NUMBERING = re.compile(r"(?:附件)?[\d\s：:.．、]*")
_TITLE_VERBS = {
    **dict.fromkeys(("修改", "修订", "修正", "调整", "完善"), "amends"),
    **dict.fromkeys(("废止", "停止"), "repeals"),
    **dict.fromkeys(("实施", "贯彻", "落实", "执行"), "implements"),
    **dict.fromkeys(("印发", "转发", "发布", "公布", "下发", "颁布"), "annexOf"),
}
"""What the verb before a title inside another title says of the two."""
_BESIDE = re.compile(r"(?:[（(][^（()）]{0,30}[)）])?(?:[、和及与]|以及)")
"""What stands between two titles that are issued in one breath."""
_IN_LIST = re.compile("[》〉]?[、和及与][《〈]?")
_YEAR_BRACKETS = re.compile(r"[［\[【（(﹝〔]\s*((?:19|20)\d\d)\s*[］\]】）)﹞〕]")
_EDITION = re.compile(r"[（(]((?:19|20)\d\d)年?(?:版|年?修订|本)[）)]")


def with_mains(reading: Reading) -> Reading:
    """Add what each article reports on: the document issued in its lead, else the program it tells of."""
    mains = {}
    for section in reading.sections:
        main = reading.linked.document or _main(section)
        if main is not None:
            mains[section.article.position] = main
    return replace(reading, mains=mains)


def title_issuers(reading: Reading) -> Iterator[Statement]:
    """Read the issuers at the head of a title: 《国务院关于…的意见》, 《科技部、财政部关于…》."""
    for _, sentence in reading.sentences("PolicyDoc"):
        for doc, body in product(sentence.of("PolicyDoc"), sentence.of("Agency")):
            if doc.start < body.start and body.end < doc.end:
                proof = (evidence(sentence, "issuer-in-title", body),)
                yield Statement(doc.entity, "issuer", body.entity, proof, 0.97)


def changed(reading: Reading) -> Iterator[Statement]:
    """Read what a title says it changes, ends, carries out or issues: 《关于修改〈…〉的决定》, 实施《…》办法."""
    for _, sentence in reading.sentences("PolicyDoc"):
        for outer, inner in product(sentence.of("PolicyDoc"), repeat=2):
            relation = _TITLE_VERBS.get(_listed_verb(sentence, inner)) if _nested(inner, outer) else None
            if relation:
                pair = (inner, outer) if relation == "annexOf" else (outer, inner)
                proof = (evidence(sentence, "title-changes", inner),)
                yield Statement(pair[0].entity, relation, pair[1].entity, proof, 0.95)


def amended(reading: Reading) -> Iterator[Statement]:
    """Read under the title of a law by which decisions it was amended: 根据…《关于修改…的决定》第一次修正."""
    for main, sentence in reading.told("PolicyDoc", body=True):
        for item in sentence.of("PolicyDoc") if sentence.clause is None else ():
            if item.entity != main and _AMENDED.match(sentence.clean, item.end) and "修改" in item.entity.label:
                yield Statement(item.entity, "amends", main, (evidence(sentence, "amended-by", item),), 0.95)


def annexes(reading: Reading) -> Iterator[Statement]:
    """Read the list under 附件：; an annex without title marks has no name of its own."""
    listed = False
    for main, sentence in reading.told(body=True):
        head = _ANNEX.match(sentence.clean)
        listed = bool(head) or (listed and bool(_ITEM.match(sentence.clean)))
        first = next(iter(sentence.of("PolicyDoc")), None) if listed and main.type == "PolicyDoc" else None
        if first and first.entity != main and _NUMBERING.fullmatch(sentence.clean, 0, first.start):
            yield Statement(first.entity, "annexOf", main, (evidence(sentence, "annex-list", first),), 0.9)


def signed(reading: Reading) -> Iterator[Statement]:
    """Read who signed an official document, or stands at the head of its title."""
    document = reading.linked.document
    if document is None:
        return
    spans = reading.issue.publishers
    for mention, entity in reading.linked.pairs:
        if entity.type in {"Agency", "Organization"} and any(span.covers(mention.span) for span in spans):
            yield Statement(document, "issuer", entity, (Evidence(mention.span, "signed", (mention.span,)),), 0.97)


def citations(reading: Reading) -> Iterator[Statement]:
    """Count every other document that an article names as cited, unless a closer relation is known."""
    closer = {frozenset((s.subject, s.object)) for s in reading.statements if isinstance(s.object, Entity)}
    for main, sentence in reading.told("PolicyDoc", body=True):
        for item in sentence.of("PolicyDoc") if main.type == "PolicyDoc" else ():
            if item.entity == main or _in_other(sentence, item, main) or _issued_beside(sentence, item, main):
                continue
            if frozenset((main, item.entity)) not in closer:
                yield Statement(main, "cites", item.entity, (evidence(sentence, "cites", item),), 0.8)


def _issued_beside(sentence: Sentence, item: Placed, main: Entity) -> bool:
    """Say whether a document is only issued together with another: 印发《A》和《B》."""
    before = [doc for doc in sentence.of("PolicyDoc") if doc.entity == main and doc.end <= item.start]
    return bool(before) and bool(_BESIDE.fullmatch(sentence.clean, before[-1].end, item.start))


def inherited(reading: Reading) -> Iterator[Statement]:
    """Give parts of a document its issuers: what is issued within a notice is issued by who issued the notice."""
    parts = [s for s in reading.statements if s.relation == "annexOf"]
    issuers = [s for s in reading.statements if s.relation == "issuer"]
    for part, issuer in product(parts, issuers):
        if issuer.subject == part.object:
            yield replace(issuer, subject=part.subject, evidence=part.evidence, confidence=0.85)


def attributes(reading: Reading) -> Iterator[Statement]:
    """Read number, kind, status, edition, date and open list of issuers."""
    for _, sentence in reading.sentences("PolicyDoc"):
        for item in sentence.of("PolicyDoc"):
            yield from _from_title(item, sentence, reading.kinds)
            yield from _number(item, sentence)
        yield from _open_list(sentence)
    for section in reading.sections:
        yield from _dates(reading, section)
    yield from _own(reading)


def _nested(inner: Placed, outer: Placed) -> bool:
    return outer.start < inner.start and inner.end < outer.end


def _in_other(sentence: Sentence, item: Placed, main: Entity) -> bool:
    """Say whether a name is only part of another document's title, so that this text does not speak of it."""
    return any(_nested(item, doc) and doc.entity != main for doc in sentence.of("PolicyDoc"))


def _listed_verb(sentence: Sentence, inner: Placed) -> str:
    """Give the verb before a name, or before the list of names that it stands in: 关于印发《甲》和《乙》的通知."""
    ahead = (d for d in sentence.of("PolicyDoc") if _IN_LIST.fullmatch(sentence.clean, d.end, inner.start))
    before = next(ahead, None)
    return _listed_verb(sentence, before) if before else _verb(sentence, inner)


def _verb(sentence: Sentence, inner: Placed) -> str:
    """Give the two characters before a name, and before its title mark if that belongs to it."""
    return sentence.clean[: inner.start].rstrip("《〈<“")[-2:]


def _main(section: Section) -> Entity | None:
    lead = section.lead or section.sentences[1:2]
    for sentence in (*lead, *section.sentences):
        for item in sentence.of("PolicyDoc"):
            if _ISSUED.search(sentence.clean[: item.start]) and "印发的" not in sentence.clean[: item.start][-4:]:
                return item.entity
    documents = [item for sentence in lead for item in sentence.of("PolicyDoc")]
    fresh = [i for s in lead for i in s.of("PolicyDoc") if not _CITED.search(s.clean, max(0, i.start - 12), i.start)]
    programs = [item for sentence in (*section.sentences[:1], *lead) for item in sentence.of("Program")]
    if programs and not fresh:
        return programs[0].entity
    return documents[0].entity if documents else None


def _from_title(item: Placed, sentence: Sentence, kinds: tuple[str, ...]) -> Iterator[Statement]:
    title = item.entity.label
    facts: list[tuple[str, str]] = []
    if kind := _kind(title, kinds):
        facts.append(("docType", kind))
    if status := _STATUS.search(item.mention.name if len(item.mention.name) > 6 else title):
        facts.append(("status", status[1]))
    if edition := _EDITION.search(title):
        facts.append(("edition", edition[0].strip("（）()")))
    for relation, value in facts:
        yield Statement(item.entity, relation, value, (evidence(sentence, "title", item),), 0.97)


def _kind(title: str, kinds: tuple[str, ...]) -> str:
    """Give the kind of document that a title ends with, the longest known."""
    plain = re.sub(r"[（(][^）)]*[）)]$", "", title)
    return next((kind for kind in kinds if plain.endswith(kind)), "")


def _number(item: Placed, sentence: Sentence) -> Iterator[Statement]:
    """Read the number printed in brackets right after a title."""
    for number in sentence.placed:
        if (
            number.mention.type == "DocNumber"
            and number.start > item.end
            and re.fullmatch(r"[（(]?", sentence.clean[item.end : number.start])
        ):
            yield Statement(
                item.entity,
                "docNumber",
                _evened(number.mention.name),
                (evidence(sentence, "number-after-title", item, number),),
                0.97,
            )


def _evened(number: str) -> str:
    """Give a number with the brackets that the standard asks for, however they are printed: 〔2025〕."""
    return _YEAR_BRACKETS.sub(r"〔\1〕", number)


def _open_list(sentence: Sentence) -> Iterator[Statement]:
    """Read 等部门 between a list of issuers and the document."""
    for doc in sentence.of("PolicyDoc"):
        before = [body for body in sentence.of("Agency") if body.end <= doc.start]
        if (
            before
            and _OPEN_LIST.match(sentence.clean[before[-1].end :])
            and _ISSUED.search(sentence.clean[: doc.start])
        ):
            yield Statement(doc.entity, "openList", True, (evidence(sentence, "open-list", before[-1], doc),), 0.95)


def _dates(reading: Reading, section: Section) -> Iterator[Statement]:
    """Date what an article's lead says was issued: on a printed day, or (近日) not after the issue's date."""
    main, issued = reading.mains.get(section.article.position), reading.issue.date
    if main is None or main.type != "PolicyDoc" or reading.linked.document is not None:
        return
    for sentence in section.lead or section.sentences[1:2]:
        documents = dict.fromkeys((main, *_issued_in(reading, sentence)))
        if day := _day(_DATED.search(sentence.clean), issued):
            yield from (Statement(d, "docDate", day, (evidence(sentence, "date"),), 0.9) for d in documents)
            return
        if issued is not None and _RECENT.search(sentence.clean):
            yield from (Statement(d, "dateNotAfter", issued, (evidence(sentence, "recently"),), 0.9) for d in documents)
            return


def _day(printed: re.Match[str] | None, issued: date | None) -> date | None:
    """Give a printed day, in the issue's year (or the one before) where no year is printed; None if it never was."""
    if printed is None or (printed[1] is None and issued is None):
        return None
    year = int(printed[1]) if printed[1] else issued.year if issued else 0
    try:
        day = date(year, int(printed[2]), int(printed[3]))
        return day.replace(year=year - 1) if not printed[1] and issued and day > issued else day
    except ValueError:
        return None


def _issued_in(reading: Reading, sentence: Sentence) -> Iterator[Entity]:
    """Give the documents of which a sentence says who issued them."""
    for statement in reading.statements:
        if statement.relation == "issuer" and any(
            p.span == sentence.span and p.rule == "issuer-verb" for p in statement.evidence
        ):
            yield statement.subject


def _own(reading: Reading) -> Iterator[Statement]:
    """Read number and date of an official document from its own frame."""
    issue, document = reading.issue, reading.linked.document
    if document is None:
        return
    frame: tuple[tuple[str, Value | None, Span | None], ...] = (
        ("docNumber", _evened(issue.doc_number) or None, issue.doc_number_span),
        ("docDate", issue.date, issue.date_span),
    )
    for relation, value, span in frame:
        if value is not None and span is not None:
            yield Statement(document, relation, value, (Evidence(span, "frame", (span,)),), 0.97)
