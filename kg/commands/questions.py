"""`.questions`: the analysts' questions that come with the program, each to be run by its number or name."""

from kg.commands.command import Arguments, Command, Context, Outcome
from kg.model import Answer, Cell

__all__ = ["COMMAND"]

_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def _run(context: Context, arguments: Arguments) -> Outcome:
    """List them."""
    from kg.query.saved import every

    del arguments
    lang = context.settings.lang
    rows = []
    for number, query in enumerate((query for query in every() if query.own is None), 1):
        words = (query.title(lang), query.key, " ".join(param.written(lang) for param in query.params))
        rows.append((Cell("literal", str(number), _INTEGER), *(Cell("literal", word) for word in words)))
    answer = Answer(("run", "question", "key", "parameters"), tuple(rows), notes=(("questions_hint", {}),))
    return Outcome(answer, ours=True)


COMMAND = Command("questions", "问题", _run, where="shell")
