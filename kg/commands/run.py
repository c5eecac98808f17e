"""`.run NAME [param=value …]`: run a saved query in the shell."""

from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.query import ask, bindings

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Fill in the parameters and ask."""
    from kg.query import saved

    text = saved(arguments.text("saved"), bindings(arguments.texts("params")))
    return ask(context, text, arguments)


COMMAND = Command(
    "run",
    "运行",
    _run,
    (Option("saved", place=True, required=True, offers="saved"), Option("params", place=True, many=True)),
    where="shell",
)
