"""`.| PROGRAM`: the answer before, with all its rows, through a program of the reader's."""

from dataclasses import replace

from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.last import again
from kg.commands.outlet import program

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Ask for it in a form that programs read, and send it."""
    outlet = program(arguments.text("text"), once=True)
    return replace(again(replace(context, terminal=False)), outlet=outlet)


COMMAND = Command("pipe", "|", _run, (Option("program", place=True, required=True),), where="shell", whole=True)
