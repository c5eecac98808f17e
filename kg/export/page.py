"""One text as it was understood, as one page: the words with every name in its colour, beside them what they say.

The page needs no network and runs nothing but its own few lines; whatever comes from the file is text.
"""

from base64 import b64encode
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from kg import messages, ontology, resources
from kg.export import amount
from kg.export.marked import Mark, html, safe
from kg.model import Article, Clause, Entity, Evidence, Facts, Issue, Measure, Notice, Quantity, Span, Statement, Value

__all__ = ["frame", "heading", "write"]


MOST = 3
"""As many places are linked for one statement."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A piece of the text that stands beside what it says: the frame, an article's opening, or a clause."""

    span: Span
    article: Article | None = None
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """What one block says."""

    statements: list[Statement]
    quantities: list[Quantity]
    measures: list[Measure]


def write(issue: Issue, facts: Facts, notices: Sequence[Notice], lang: str) -> bytes:
    """Give the page; the same reading always gives the same bytes."""
    style = resources.data("web", "page.css").read_text(encoding="utf-8") + _colours()
    script = resources.data("web", "page.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    title = safe(heading(issue, facts))
    lines = (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{title}</title><style>{style}</style></head><body>",
        f"<header><h1>{title}</h1>{_frame(issue, facts, lang)}{_doubts(notices, lang)}</header>",
        f"<main>{_legend(facts, lang)}{''.join(_blocks(issue, facts, notices, lang))}</main>",
        f'<p id="tip" role="status"></p><script>{script}</script></body></html>\n',
    )
    return "\n".join(lines).encode("utf-8")


def heading(issue: Issue, facts: Facts) -> str:
    """Give what the text is called: series and number, or title."""
    if facts.document is not None:
        return facts.document.label
    series = f"{issue.bulletin} 第{issue.number}期" if issue.bulletin and issue.number is not None else issue.bulletin
    return series or (issue.articles[0].title if issue.articles else "") or issue.source


def frame(issue: Issue, facts: Facts, lang: str) -> Iterator[tuple[str, str]]:
    """Give what the frame shows, as pairs of a word of ours and what was read; what is not printed is left out."""
    number = "" if issue.number is None else str(issue.number)
    rows = (
        ("kind", messages.say(f"page.{issue.kind}", lang)),
        ("series", issue.bulletin),
        ("number", number),
        ("doc_number", issue.doc_number),
        ("date", issue.date.isoformat() if issue.date else ""),
        ("publishers", _labels(facts.publishers)),
        ("sent_to", _labels(facts.sent_to)),
        ("copied_to", _labels(facts.copied_to)),
        ("wrapper", issue.wrapper),
        ("source", issue.text.name),
    )
    yield from ((messages.say(f"page.{key}", lang), words) for key, words in rows if words)


def _labels(entities: Iterable[Entity]) -> str:
    return "、".join(entity.label for entity in entities)


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _colours() -> str:
    return "".join(f".t-{name}{{--c:{info.colour}}}" for name, info in sorted(ontology.load().classes.items()))


def _frame(issue: Issue, facts: Facts, lang: str) -> str:
    rows = "".join(f"<dt>{safe(name)}</dt><dd>{safe(words)}</dd>" for name, words in frame(issue, facts, lang))
    return f'<dl class="frame">{rows}</dl>'


def _doubts(notices: Sequence[Notice], lang: str) -> str:
    if not notices:
        return ""
    items = []
    for number, notice in enumerate(notices, 1):
        words = safe(messages.notice(notice, lang))
        linked = f'<a href="#c{notice.span.start}">{words}</a>' if notice.span else words
        items.append(f'<li id="d{number}">{linked}</li>')
    title = safe(messages.say("page.doubts", lang, count=len(notices)))
    return f'<section class="doubts"><h2>{title}</h2><ol>{"".join(items)}</ol></section>'


def _legend(facts: Facts, lang: str) -> str:
    counts: dict[str, int] = defaultdict(int)
    for kind in (*(entity.type for _, entity in facts.mentions), *(number.kind for number in facts.quantities)):
        counts[kind] += 1
    words = ontology.load()
    items = (
        f'<span class="t-{kind}"><span class="swatch"></span> {safe(words.label(kind, lang))} {count}</span>'
        for kind, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    )
    return f'<div class="legend">{"".join(items)}</div>'


def _blocks(issue: Issue, facts: Facts, notices: Sequence[Notice], lang: str) -> Iterator[str]:
    blocks = list(_cut(issue))
    said = _sorted_in(blocks, facts)
    marks = sorted(_marks(facts, notices, lang), key=lambda mark: (mark.span, mark.style, mark.title))
    begins = [mark.span.start for mark in marks]
    places = sorted(_places(facts, notices))
    shown: Article | None = None
    for block, here in zip(blocks, said, strict=True):
        opens = block.article is not None and block.article is not shown
        shown = block.article if opens else shown
        style = "block article" if opens else "block" if block.article else "block frame"
        inside = slice(bisect_left(begins, block.span.start), bisect_left(begins, block.span.end))
        within = slice(bisect_left(places, block.span.start), bisect_left(places, block.span.end))
        text = html(issue.text, block.span, marks[inside], places[within])
        yield f'<section class="{style}"><div class="text">{text}</div><div class="said">'
        yield "".join(_side(block, here, opens=opens, lang=lang)) + "</div></section>"


def _cut(issue: Issue) -> Iterator[_Block]:
    """Cut the text where articles and clauses begin."""
    cuts: list[tuple[int, Article | None, Clause | None]] = [(0, None, None)]
    for whole in issue.articles:
        cuts.append((whole.span.start, whole, None))
        cuts += ((clause.span.start, whole, clause) for clause in whole.clauses)
        cuts.append((whole.span.end, None, None))
    cuts.sort(key=lambda cut: cut[0])
    ends = [cut[0] for cut in cuts[1:]] + [len(issue.text.raw)]
    for (start, article, clause), end in zip(cuts, ends, strict=True):
        words = issue.text.raw[start:end]
        if words.strip():
            start += len(words) - len(words.lstrip("\r\n"))
            yield _Block(Span(start, end - len(words) + len(words.rstrip())), article, clause)


def _sorted_in(blocks: Sequence[_Block], facts: Facts) -> list[_Said]:
    """Give each block what its words say; a statement stands where it is said first."""
    said = [_Said([], [], []) for _ in blocks]
    starts = [block.span.start for block in blocks]
    if not blocks:
        return said

    def at(evidence: Evidence) -> _Said:
        return said[max(bisect_right(starts, _place(evidence)) - 1, 0)]

    for statement in sorted(facts.statements, key=lambda s: (_place(s.evidence[0]), s.subject.label, s.relation)):
        at(statement.evidence[0]).statements.append(statement)
    for quantity in facts.quantities:
        at(quantity.evidence).quantities.append(quantity)
    for measure in facts.measures:
        at(measure.evidence).measures.append(measure)
    return said


def _place(evidence: Evidence) -> int:
    return evidence.marks[0].start if evidence.marks else evidence.span.start


def _places(facts: Facts, notices: Sequence[Notice]) -> set[int]:
    """Give the offsets to which something on the page links."""
    proofs = [proof for statement in facts.statements for proof in statement.evidence]
    proofs += [number.evidence for number in facts.quantities]
    return {_place(proof) for proof in proofs} | {notice.span.start for notice in notices if notice.span}


def _marks(facts: Facts, notices: Sequence[Notice], lang: str) -> Iterator[Mark]:
    words = ontology.load()
    things: dict[tuple[Span, str], list[tuple[str, str, str]]] = defaultdict(list)
    for mention, entity in facts.mentions:
        things[mention.span, entity.type].append((entity.label, entity.key, mention.finder))
    for (span, kind), meant in things.items():
        label = "、".join(dict.fromkeys(label for label, _, _ in meant))
        title = f"{words.label(kind, lang)} · {label} · {meant[0][2]}"
        yield Mark(span, kind, title, f"{kind}-{meant[0][1]}")
    for number in facts.quantities:
        title = f"{words.label(number.kind, lang)} · {amount.words(number.amount, lang)} · {number.evidence.rule}"
        for span in number.evidence.marks[:1]:
            yield Mark(span, number.kind, title, f"{number.article}-{number.clause}-{number.order}")
    for at, notice in enumerate(notices, 1):
        if notice.span and len(notice.span):
            yield Mark(notice.span, "doubt", doubt=at)


def _side(block: _Block, said: _Said, *, opens: bool, lang: str) -> Iterator[str]:
    if opens and block.article is not None:
        column = f"【{block.article.column}】" if block.article.column else ""
        yield f"<h2>{block.article.position}. {safe(column + block.article.title)}</h2>"
    if block.clause is not None and block.clause.heading:
        yield f"<h3>{safe(block.clause.marker)} {safe(block.clause.heading)}</h3>"
    for measure in said.measures:
        chips = (
            *measure.instruments, *measure.sectors, *measure.beneficiaries, *measure.actors, *measure.programs
        )  # fmt: skip
        yield f"<p>{''.join(map(_chip, chips))}</p>" if chips else ""
    if said.quantities:
        yield f"<table>{''.join(_number(number, lang) for number in said.quantities)}</table>"
    if said.statements:
        yield f"<ul>{''.join(_told(said.statements, lang))}</ul>"


def _number(number: Quantity, lang: str) -> str:
    kind = safe(ontology.load().label(number.kind, lang))
    what = " / ".join(part for part in (number.indicator, number.instrument) if part)
    return (
        f'<tr><th><span class="tag t-{number.kind}">{kind}</span></th>'
        f'<td class="n">{safe(amount.words(number.amount, lang))}</td>'
        f"<td>{safe(what)}{_why(number.evidence, number.confidence)}</td></tr>"
    )


def _told(statements: Sequence[Statement], lang: str) -> Iterator[str]:
    """Write statements, those about one thing on one line."""
    about: dict[Entity, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        about[statement.subject][statement.relation].append(statement)
    for subject, relations in about.items():
        parts = []
        for relation, said in relations.items():
            values = (_value(s.object, lang) + "".join(_why(p, s.confidence) for p in s.evidence[:MOST]) for s in said)
            parts.append(f'<span class="rel">{safe(ontology.load().label(relation, lang))}</span>{" ".join(values)}')
        yield f"<li>{_chip(subject)}{' '.join(parts)}</li>"


def _why(evidence: Evidence, confidence: float) -> str:
    title = safe(f"{evidence.rule} {confidence:.2f}")
    return f'<a class="why" href="#c{_place(evidence)}" title="{title}">↩</a>'


def _value(value: Value, lang: str) -> str:
    if isinstance(value, Entity):
        return _chip(value)
    if isinstance(value, bool):
        return safe(messages.say("page.yes" if value else "page.no", lang))
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return safe(value.isoformat() if isinstance(value, date) else str(value))


def _chip(entity: Entity) -> str:
    return f'<span class="tag t-{entity.type}">{safe(entity.label)}</span>'
