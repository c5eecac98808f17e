"""An `Answer` as people read it: tables, chains with a sentence per hop, passages with the words marked.

Both front ends use it; other formats go straight to ``kg.export``. Everything from a graph passes ``visible`` before it
can reach a terminal.
"""

import re
from collections.abc import Callable, Iterator

from kg import messages, ontology
from kg.commands.command import Context, Outcome
from kg.errors import KgError
from kg.frozen import frozen, replace
from kg.messages import visible
from kg.model import Answer, Cell, Chain, Hop, Passage
from kg.settings import Settings
from kg.typed import TYPE_CHECKING, BinaryIO
from kg.width import cells, cut, wrapped

if TYPE_CHECKING:
    from kg.export import Layout

__all__ = ["Style", "localised", "notes", "problem", "size", "text", "write"]

Paint = Callable[[str, str], str]

_ROLES = {"mark": "\x1b[1;33m", "relation": "\x1b[36m", "head": "\x1b[1m", "dim": "\x1b[2m"}
_PLAIN = "\x1b[0m"
_BEGIN, _END = "\x0e", "\x0f"
_DRAWN = str.maketrans({_BEGIN: "«", _END: "»"})
_NARROW = 4
_WORDS = ("origin", "kind", "name", "change")
"""Columns whose values are words of ours."""
_CARET = 70
_OURS = r"\bpb:\w+"


@frozen
class Style:
    """How an answer is drawn: the reader's language, the width of the page (0: any), and what paints a role.

    ``wide`` says that quotes and circled numbers take two cells.
    """

    lang: str
    width: int
    paint: Paint
    colour: bool = False
    wide: bool = False

    @classmethod
    def of(cls, settings: Settings, *, terminal: bool, width: int, wide: bool = False) -> "Style":
        """Take colours where the reader's settings and the place they go to allow them."""
        colour = settings.colour == "always" or (settings.colour == "auto" and terminal)
        wide = settings.ambiguous == "2" or (settings.ambiguous == "auto" and wide)
        return cls(settings.lang, width if terminal else 0, _painted if colour else _unpainted, colour, wide)

    def words(self, key: str, **fields: object) -> str:
        """Give a sentence of the interface."""
        return messages.say(f"ui.{key}", self.lang, **fields)

    def wrapped(self, line: str, *, indent: int) -> list[str]:
        """Break a line that stands ``indent`` cells from the left."""
        if not self.width:
            return [line]
        at, lines = 0, []
        for drawn in wrapped(line.translate(_DRAWN), max(self.width - indent, _NARROW), wide=self.wide):
            lines.append(line[at : at + len(drawn)].strip())
            at += len(drawn)
        return lines


def write(outcome: Outcome, context: Context, data: BinaryIO, *, excel: bool = False) -> None:
    """Write the answer of a command in the format in force; views for people are tables wherever they go."""
    answer = outcome.answer or Answer()
    view = outcome.ours or answer.form in {"chains", "passages"}
    form = context.form(view=view)
    style = Style.of(context.settings, terminal=context.terminal, width=context.width, wide=context.wide)
    if form in {"table", "vertical"} and answer.form in {"chains", "passages"}:
        data.write(text(answer, style).encode())
    else:
        from kg import export

        shown = localised(answer, style.lang) if outcome.ours and form == "table" else answer
        export.write(shown, form, data, layout=_layout(outcome, context, style, excel=excel))
    data.flush()


def _layout(outcome: Outcome, context: Context, style: Style, *, excel: bool) -> "Layout":
    """Say how a table is drawn; in the shell rows that can be asked about have numbers."""
    from kg.export import Layout

    settings = context.settings
    flat = context.terminal and context.dumb
    vertical = {"vertical": True, "table": False}.get(settings.layout, True if flat else None)
    return Layout(
        width=style.width,
        excel=excel,
        wide=style.wide,
        numbered=context.shell and context.terminal and (outcome.question is not None or not outcome.ours),
        vertical=vertical,
        iris=settings.on("iris"),
        wan=settings.on("numbers"),
    )


def localised(answer: Answer, lang: str) -> Answer:
    """Show our own columns, and the words of ours in them, in the reader's language."""
    columns = tuple(messages.find(f"columns.{name}", lang) or name for name in answer.columns)
    ours = [at for at, name in enumerate(answer.columns) if name in _WORDS or name == "relation"]
    rows = tuple(
        tuple(_word(cell, lang) if at in ours or cell.kind == "iri" else cell for at, cell in enumerate(row))
        for row in answer.rows
    )
    return replace(answer, columns=columns, rows=rows)


def notes(answer: Answer, lang: str, *, shell: bool = False) -> Iterator[str]:
    """Say what an answer leaves to be said: limits met, things skipped, likely slips."""
    for key, fields in answer.notes:
        section = "notes" if messages.find(f"notes.{key}", lang) else "errors"
        yield messages.spoken(f"{section}.{key}", lang, shell=shell, **_counted(fields))
    if not answer.complete and not answer.notes:
        yield messages.spoken("notes.incomplete", lang, shell=shell)
    if not size(answer) and not answer.notes:
        yield messages.say("notes.nothing", lang)


def _counted(fields: dict[str, str]) -> dict[str, object]:
    """Give numbers as numbers, so that a sentence can group their digits."""
    plain = {name for name, text in fields.items() if text.isascii() and text.isdecimal() and not text.startswith("0")}
    return {name: int(text) if name in plain else text for name, text in fields.items()}


def problem(error: KgError, lang: str, *, shell: bool = False) -> str:
    """Say what went wrong; under it the line of the query with a caret where the fault is."""
    sentence = messages.error(error, lang, shell=shell)
    line, column = str(error.fields.get("text", "")), str(error.fields.get("column", ""))
    if not line.strip() or not column.isdecimal():
        return sentence
    shown, before = visible(line.replace("\t", " ")), visible(line.replace("\t", " ")[: int(column) - 1])
    skipped = before if cells(before) > _CARET else ""
    lead = "…" if skipped else ""
    return f"{sentence}\n  {lead}{cut(shown[len(skipped) :], _CARET)}\n  {' ' * (cells(before) if not skipped else 1)}^"


def size(answer: Answer) -> int:
    """Count what an answer holds: rows, chains or passages."""
    return len(answer.rows) + len(answer.chains) + len(answer.passages)


def text(answer: Answer, style: Style) -> str:
    """Draw chains or passages."""
    if answer.form == "chains":
        lines = [line for n, chain in enumerate(answer.chains, 1) for line in _chain(chain, n, answer, style)]
        lines += [style.paint("dim", style.words("from_tables_all"))] if _bare(answer) else []
    else:
        lines = [line for passage in answer.passages for line in _passage(passage, style)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _chain(chain: Chain, number: int, answer: Answer, style: Style) -> Iterator[str]:
    kind = style.words("chain_together" if chain.kind == "together" else "chain_fact")
    fields = {"number": number, "total": len(answer.chains), "hops": len(chain.hops), "cost": chain.cost}
    more = style.words("chain_more", count=chain.count) if chain.count > 1 else ""
    yield style.paint("head", style.words("chain", kind=kind, **fields) + more)
    yield f"  {_name(chain.hops[0].start)}"
    for hop in chain.hops:
        yield from _hop(hop, style, silent=_bare(answer))
    yield ""


def _bare(answer: Answer) -> bool:
    """Tell whether no hop of several has a sentence: that is said once, not at each."""
    hops = [hop for chain in answer.chains for hop in chain.hops]
    return len(hops) > 1 and all(hop.relation and not hop.evidence for hop in hops)


def _hop(hop: Hop, style: Style, *, silent: bool = False) -> Iterator[str]:
    from kg.query.evidence import telling

    label = visible(_reading(hop, style.lang))
    arrow = f"—{label}→" if hop.forward else f"←{label}—"
    yield f"    {style.paint('relation', arrow)} {_name(hop.end)}"
    if hop.values:
        pairs = "，".join(f"?{name} = {_name(cell)}" for name, cell in hop.values)
        yield from (f"        {style.paint('dim', line)}" for line in style.wrapped(pairs, indent=8))
    if not hop.evidence and hop.relation and not silent:
        yield f"        {style.paint('dim', style.words('from_tables'))}"
    for passage in telling(hop.evidence):
        place = _place(passage, style, short=True)
        lines = style.wrapped(f"{place}“{_excerpt(passage, hop, style.width)}”", indent=8)
        yield from (f"        {style.paint('dim', line)}" for line in lines)
    if len(hop.evidence) > 1:
        yield f"        {style.paint('dim', style.words('more_evidence', count=len(hop.evidence) - 1))}"


def _reading(hop: Hop, lang: str) -> str:
    """Name a hop's relations in the reader's language."""
    known, names = ontology.load(), hop.relation.split()
    if not names:
        return re.sub(_OURS, lambda name: known.label(name[0], lang), hop.relation_label)
    if lang == "zh" or not all(map(known.relation, names)):
        return hop.relation_label or hop.relation
    return ", ".join(known.label(name, lang) for name in names)


def _passage(passage: Passage, style: Style) -> Iterator[str]:
    yield style.paint("head", _place(passage, style, short=False))
    yield from (f"  {_shown(line, style)}" for line in style.wrapped(_marked(passage), indent=2))
    fields = {"source": passage.source, "start": passage.start, "end": passage.end, "page": passage.page}
    position = style.words("position", **fields)
    rule = style.words("rule", rule=passage.rule, confidence=passage.confidence) if passage.rule else ""
    yield f"  {style.paint('dim', position + rule)}"
    yield ""


def _place(passage: Passage, style: Style, *, short: bool) -> str:
    issue = visible(passage.issue or passage.source)
    column = style.words("column", column=passage.column) if passage.column else ""
    if short:
        return f"{issue}{column}"
    parts = [part for part in (passage.article, passage.clause) if part]
    return f"{issue}{column}" + "".join(f" › {_words(part)}" for part in parts)


def _marked(passage: Passage) -> str:
    """Put signs that no text contains around the words that count."""
    pieces, at = [], 0
    for start, end in sorted(passage.marks):
        if start >= at:
            pieces += [_words(passage.quote[at:start]), _BEGIN, _words(passage.quote[start:end]), _END]
            at = end
    return "".join([*pieces, _words(passage.quote[at:])])


def _shown(line: str, style: Style) -> str:
    """Turn those signs into colour, or « »."""
    begin, end = (_ROLES["mark"], _PLAIN) if style.colour else ("«", "»")
    return line.replace(_BEGIN, begin).replace(_END, end)


def _excerpt(passage: Passage, hop: Hop, width: int) -> str:
    """Give what fits into some two lines of a quote, around what the hop leads to."""
    quote, most = _words(passage.quote), width - 10
    if not width or len(quote) <= most:
        return quote
    places = [quote.find(_name(cell)) for cell in (hop.end, hop.start)]
    at = next((place for place in places if place >= 0), 0)
    begin = max(min(at - most // 2, len(quote) - most), 0) if at > most - 10 else 0
    return f"{'…' if begin else ''}{quote[begin : begin + most]}{'…' if begin + most < len(quote) else ''}"


def _words(quote: str) -> str:
    """Give a quote on one line, as safe text: line ends of the file are layout here."""
    return visible("".join(quote.split("\n")))


def _word(cell: Cell, lang: str) -> Cell:
    if cell.kind == "iri" and ontology.load().local(cell.value) in ontology.load().classes:
        return replace(cell, label=ontology.load().label(ontology.load().local(cell.value), lang))
    info = ontology.load().relation(cell.value) if cell.kind == "iri" and lang != "zh" else None
    if info is not None:
        return replace(cell, label=info.inverse_en if cell.label == info.inverse_zh else info.label_en)
    return replace(cell, value=messages.find(f"words.{cell.value}", lang) or cell.value)


def _name(cell: Cell) -> str:
    return visible(cell.label or cell.value)


def _painted(role: str, words: str) -> str:
    return f"{_ROLES[role]}{words}{_PLAIN}"


def _unpainted(role: str, words: str) -> str:
    del role
    return words
