"""`kg config`: every setting in force, with where its value came from."""

from kg.commands.command import Arguments, Command, Context, Outcome
from kg.model import Answer, Cell

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """List name, value, origin."""
    del arguments
    columns = tuple(context.words(f"config_{name}") for name in ("name", "value", "origin"))
    rows = []
    for name, value in context.settings.values.items():
        origin = context.words(f"origin_{value.origin}", place=value.place)
        rows.append((Cell("literal", name), Cell("literal", value.text), Cell("literal", origin)))
    return Outcome(Answer(columns, tuple(rows)))


COMMAND = Command("config", "设置", _run)
