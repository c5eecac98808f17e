"""`.once FILE`, `.once | PROGRAM`: the next answer, with all its rows, to a file or through a program."""

from kg.commands.command import Arguments, Command, Context, Outcome
from kg.commands.outlet import OPTIONS, outlet

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Remember where the next answer goes."""
    found = outlet(context, arguments.text("text"), verb="once", once=True)
    context.say("outlet_once" if found.target else "outlet_none", target=found.target)
    return Outcome(outlet=found)


COMMAND = Command("once", "另存", _run, OPTIONS, where="shell", whole=True)
