"""`kg show NAME`: all that the graph says about one thing."""

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Look the thing up by name."""
    from kg import query

    return Outcome(query.show(context.settings.graph, arguments.text("name")), ours=True)


COMMAND = Command("show", "查看", _run, (Option("name", place=True, required=True, offers="names"), FORMAT, GRAPH))
