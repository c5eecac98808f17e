"""`.once FILE`, `.once | PROGRAM`: the next answer, with all its rows, to a file or through a program."""

from kg.commands.command import Arguments, Command, Context, Outcome
from kg.commands.outlet import OPTIONS, outlet

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Remember where the next answer goes."""
    found = outlet(context, arguments.text("text"), verb="once", once=True)
    return Outcome(text=context.words("outlet_once", target=found.target or "-") + "\n", outlet=found)


COMMAND = Command("once", "另存", _run, OPTIONS, where="shell", whole=True)
