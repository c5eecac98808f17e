"""`.output FILE`, `.output | PROGRAM`, `.output -`: where all answers go from now on."""

from pathlib import Path

from kg.commands.command import Arguments, Command, Context, Outcome
from kg.commands.outlet import OPTIONS, outlet
from kg.errors import UsageError

__all__ = ["COMMAND"]

_SEVERAL = {"xlsx": ".csv", "json": ".jsonl", "xml": ".csv"}
"""Formats of which a file holds one answer, and the ending of what holds several."""


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Remember where answers go."""
    found = outlet(context, arguments.text("text"), verb="output", once=False)
    if found.form in _SEVERAL and found.target and not found.piped:
        several = Path(found.target).with_suffix(_SEVERAL[found.form])
        raise UsageError("one_answer_a_file", format=found.form, path=found.target, several=several)
    context.say("outlet_all" if found.target else "outlet_none", target=found.target)
    return Outcome(outlet=found)


COMMAND = Command("output", "输出到", _run, OPTIONS, where="shell", whole=True)
