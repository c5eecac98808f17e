"""`.format table|csv|…`: how the shell shows answers from now on."""

from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.query import formats

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Change the format, or say which one it is."""
    name = arguments.text("name") or context.settings.format or "table"
    return Outcome(text=context.words("format_is", value=name) + "\n", settings=context.settings.changed(format=name))


COMMAND = Command(
    "format", "格式", _run, (Option("name", place=True, choices=formats, offers="formats"),), where="shell"
)
