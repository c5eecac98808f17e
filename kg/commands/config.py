"""`kg config`: every setting in force, with where its value came from."""

from kg.commands.command import Arguments, Command, Context, Outcome
from kg.commands.query import FORMAT
from kg.model import Answer, Cell

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """List name, value, origin and its place."""
    del arguments
    values = context.settings.values.items()
    rows = tuple(tuple(map(_cell, (name, value.text, value.origin, value.place))) for name, value in values)
    return Outcome(Answer(("setting", "value", "origin", "place"), rows), ours=True)


def _cell(text: str) -> Cell:
    return Cell("literal", text)


COMMAND = Command("config", "设置", _run, (FORMAT,))
