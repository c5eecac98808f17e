"""`kg issues`: the texts of the graph with number, date, articles."""

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Outcome
from kg.commands.query import FORMAT

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """List the texts."""
    from kg import query

    del arguments
    return Outcome(query.issues(context.settings.graph), ours=True)


COMMAND = Command("issues", "期", _run, (FORMAT, GRAPH))
