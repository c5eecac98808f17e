"""`.cite N`, `.cite N.M`, `kg cite NAME…`: a sentence fit for a report, with issue, date and page."""

from kg import messages
from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.commands.picked import Pick, picked
from kg.commands.query import SCOPE
from kg.commands.why import said
from kg.messages import visible
from kg.model import Hop, Passage
from kg.query.evidence import telling

__all__ = ["COMMAND"]

_INNER = str.maketrans("“”‘’", "‘’“”")
"""Quotation marks inside a quotation change places."""


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Write the sentences."""
    names = arguments.texts("names")
    picks = picked(context, names)
    if picks is None:
        picks = [Pick((passage,)) for passage in said(context, names)]
    if picks and picks[0].hop is not None:
        text = context.words("cite_joint").join(_claim(context, pick) for pick in picks) + context.words("cite_end")
    else:
        text = "\n".join(_quoted(context, passage) for pick in picks for passage in telling(pick.passages))
    return Outcome(text=f"{text or messages.say('notes.no_sentence', context.settings.lang, names=' '.join(names))}\n")


def _claim(context: Context, pick: Pick) -> str:
    """Say what a hop says, and who says so."""
    hop = pick.hop
    if hop is None:
        return ""
    one, other = (hop.start, hop.end) if hop.forward else (hop.end, hop.start)
    relation = _relation(hop, context.settings.lang)
    claim = context.words("cite_claim", a=one.label or one.value, b=other.label or other.value, relation=relation)
    proofs = [context.words("cite_proof", proof=_quoted(context, one, inside=True)) for one in telling(pick.passages)]
    return "".join([claim, *proofs])


def _relation(hop: Hop, lang: str) -> str:
    from kg import ontology

    if lang == "zh":
        return hop.relation_label or hop.relation
    return ", ".join(ontology.load().label(name, lang) for name in hop.relation.split())


def _quoted(context: Context, passage: Passage, *, inside: bool = False) -> str:
    """Give title, number and column of the text, the words, date and page; ``inside`` brackets no more brackets."""
    from kg.query.source import origin

    record, paged = origin(context.settings.graph, passage)
    quote = visible("".join(passage.quote.split("\n")))
    numbered = bool(record.series) and record.number is not None
    fields = {
        "title": record.series if numbered else record.label,
        "number": context.words("cite_number", number=record.number) if numbered else "",
        "column": context.words("cite_column", column=passage.column) if passage.column else "",
        "quote": quote.translate(_INNER) if context.settings.lang == "zh" else quote,
    }
    places = [_date(context, record.date)] if record.date else []
    places += [context.words("cite_page", page=passage.page)] if paged else []
    comma, sentence = context.words("cite_comma"), context.words("cite", **fields)
    if inside or not places:
        return comma.join([sentence, *places])
    return sentence + context.words("cite_where", places=comma.join(places))


def _date(context: Context, date: str) -> str:
    parts = date.split("-")
    if len(parts) != 3:
        return date
    year, month, day = map(int, parts)
    return context.words("cite_date", year=year, month=month, day=day)


COMMAND = Command(
    "cite", "引用", _run, (Option("names", place=True, many=True, required=True, offers="names"), SCOPE, GRAPH)
)
