"""`kg show NAME`: all that the graph says about one thing."""

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT, SCOPE

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Look the thing up by name."""
    from kg.query.cards import card
    from kg.query.process import Worker
    from kg.query.scope import sources

    graph, name = context.settings.graph, arguments.text("name")
    inside = sources(graph, context.settings.scope)
    if context.worker is not None:
        return Outcome(card(graph, name, worker=context.worker, scope=inside), ours=True)
    with Worker(graph) as worker:
        return Outcome(card(graph, name, worker=worker, scope=inside), ours=True)


COMMAND = Command(
    "show", "查看", _run, (Option("name", place=True, required=True, offers="names"), FORMAT, SCOPE, GRAPH)
)
