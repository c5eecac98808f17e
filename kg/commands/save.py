"""`.save NAME (甲, 乙, 最长=4) = QUERY`: keep a query with its parameters."""

from dataclasses import replace

from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.errors import UsageError

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Keep the query written, or the one before under a name."""
    from kg.query.saved import keep, read
    from kg.query.statements import plain

    text = arguments.text("text")
    if text and not {"=", "＝"} & set(text) and context.question is not None:
        text = f"{text} = {context.question.text}"
    if not text:
        raise UsageError("bad_save")
    query = read(text)
    again = keep(replace(query, text=plain(query.text)), context.settings.queries)
    context.say("saved_again" if again else "saved_new", name=query.key)
    return Outcome()


_TEXT = Option("text", place=True, many=True, required=True)
COMMAND = Command("save", "保存", _run, (_TEXT,), where="shell", whole=True)
