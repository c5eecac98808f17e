"""`.src N`, `.src N.M`, `kg src NAME…`: the paragraph behind a row, a hop or a statement, its words marked."""

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.commands.picked import picked
from kg.commands.query import FORMAT, SCOPE
from kg.commands.why import said
from kg.model import Answer, Passage

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Open the paragraphs."""
    from kg.query.evidence import telling
    from kg.query.source import paragraph

    names = arguments.texts("names")
    picks = picked(context, names)
    found = said(context, names) if picks is None else tuple(one for pick in picks for one in telling(pick.passages))
    opened = _distinct(tuple(paragraph(context.settings.graph, passage) for passage in found))
    notes = () if opened else (("no_sentence", {"names": " ".join(names)}),)
    return Outcome(Answer(form="passages", passages=opened, notes=notes), aside=picks is not None)


def _distinct(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Show a paragraph once; what is marked in it is what all its sentences mark."""
    from kg.query.evidence import merged

    return tuple(merged(passages))


COMMAND = Command(
    "src", "来源", _run, (Option("names", place=True, many=True, required=True, offers="names"), FORMAT, SCOPE, GRAPH)
)
