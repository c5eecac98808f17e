"""`kg shell`: open the shell on a graph; the front end that was started does it."""

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Outcome

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Ask for the shell."""
    del context, arguments
    return Outcome(then="shell")


COMMAND = Command("shell", "", _run, (GRAPH,), where="line")
