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
    said = context.words("outlet_all", target=found.target) if found.target else context.words("outlet_none")
    return Outcome(text=f"{said}\n", outlet=found)


COMMAND = Command("output", "输出到", _run, OPTIONS, where="shell", whole=True)
