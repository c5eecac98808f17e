"""`kg queries`: the saved queries with their titles and parameters."""

from kg.commands.command import Arguments, Command, Context, Outcome
from kg.commands.query import FORMAT

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """List the saved queries."""
    from kg import query

    del arguments
    return Outcome(query.queries(context.settings.lang), ours=True)


COMMAND = Command("queries", "常用查询", _run, (FORMAT,))
