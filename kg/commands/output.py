"""`.output FILE`, `.output | PROGRAM`, `.output -`: where all answers go from now on."""

from kg.commands.command import Arguments, Command, Context, Outcome
from kg.commands.outlet import OPTIONS, outlet
from kg.errors import UsageError

__all__ = ["COMMAND"]

_SINGLE = frozenset({"xlsx"})
"""Formats of which a file holds one answer."""


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Remember where answers go."""
    found = outlet(context, arguments.text("text"), verb="output", once=False)
    if found.form in _SINGLE:
        raise UsageError("one_answer_a_file", format=found.form, path=found.target)
    context.say("outlet_all" if found.target else "outlet_none", target=found.target)
    return Outcome(outlet=found)


COMMAND = Command("output", "输出到", _run, OPTIONS, where="shell", whole=True)
