"""`kg queries`: the saved queries with their titles and parameters."""

from kg.commands.command import Arguments, Command, Context, Outcome
from kg.commands.query import FORMAT

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """List the saved queries."""
    from kg.query.saved import queries

    del arguments
    return Outcome(queries(context.settings.lang, own=context.settings.queries), ours=True)


COMMAND = Command("queries", "常用查询", _run, (FORMAT,))
