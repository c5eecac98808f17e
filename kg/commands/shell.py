"""`kg shell`: open the shell on a graph, or carry out what comes through a pipe; the front end does it."""

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Outcome
from kg.commands.query import SCRIPTED, script

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Ask for the shell."""
    del context
    return Outcome(then="shell", script=script(None, arguments))


COMMAND = Command("shell", "", _run, (*SCRIPTED, GRAPH), where="line")
