"""`kg stats`: how many things and statements of each kind the graph holds."""

from kg.commands.command import GRAPH, Arguments, Command, Context, Outcome
from kg.commands.query import FORMAT

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Count."""
    from kg.query.cards import stats

    del arguments
    return Outcome(stats(context.settings.graph), ours=True)


COMMAND = Command("stats", "统计", _run, (FORMAT, GRAPH))
