"""`kg remove SOURCE`: leave the graph that building without one text would give."""

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Take the text out of the graph and say so."""
    from kg import pipeline

    source = arguments.text("source")
    record = pipeline.remove(context.settings.graph, source)
    context.say("removed", source=record.label if record else source, graph=context.settings.graph)
    return Outcome()


COMMAND = Command("remove", "移除", _run, (Option("source", place=True, required=True), GRAPH), writes=True)
