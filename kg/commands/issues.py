"""`kg issues`: the texts of the graph with number, date, articles."""

from kg.commands.command import GRAPH, Arguments, Command, Context, Outcome
from kg.commands.query import FORMAT, SCOPE

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """List the texts."""
    from kg.query.cards import issues
    from kg.query.scope import sources

    del arguments
    graph = context.settings.graph
    return Outcome(issues(graph, scope=sources(graph, context.settings.scope)), ours=True)


COMMAND = Command("issues", "期", _run, (FORMAT, SCOPE, GRAPH))
