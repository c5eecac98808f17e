"""`kg why …`: the sentences behind a thing or a statement, with the words that count marked."""

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Look up the evidence."""
    from kg import query

    return Outcome(query.why(context.settings.graph, *arguments.texts("names")))


COMMAND = Command(
    "why",
    "依据",
    _run,
    (Option("names", place=True, many=True, required=True, offers="names"), FORMAT, GRAPH),
)
