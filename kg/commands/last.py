"""`.last`: the answer before, with all its rows."""

from dataclasses import replace

from kg.commands.command import Arguments, Command, Context, Outcome
from kg.errors import QueryError

__all__ = ["COMMAND", "again"]


def again(context: Context) -> Outcome:
    """Give the answer before; one that was cut is asked for again without a limit."""
    last, question = context.last, context.question
    if last is None:
        raise QueryError("no_answer_before")
    if question is None or not any(key.startswith("truncated") for key, _ in last.notes):
        return Outcome(last, question=question, ours=context.ours)
    from kg.commands.query import asked

    return asked(context, replace(question, options=replace(question.options, limit=None)))


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Show it."""
    del arguments
    return again(context)


COMMAND = Command("last", "上次结果", _run, where="shell")
