"""`kg ask QUESTION`: a question in Chinese; the query that it became is told, and `.edit` opens it."""

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT, SCOPE, ask

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Understand the question, tell what it was taken for, and ask the graph; without one, list what can be asked."""
    from kg.query.questions import understood

    question = " ".join(arguments.texts("text")).strip()
    if not question:
        return Outcome(text=_examples(context))
    found = understood(context.settings.graph, question)
    title = found.kind.title if context.settings.lang == "zh" else found.kind.title_en
    context.say("ask_means", title=title)
    context.talk.write(f"{found.text}\n\n")
    return ask(context, found.text, arguments)


def _examples(context: Context) -> str:
    """List the kinds of questions, one example each."""
    from kg.query.questions import kinds

    lines = [context.words("ask_head"), *(f"  {kind.yes[0]}" for kind in kinds())]
    return "\n".join(lines) + "\n"


COMMAND = Command(
    "ask", "问", _run, (Option("text", place=True, many=True, offers="questions"), FORMAT, SCOPE, GRAPH), whole=True
)
