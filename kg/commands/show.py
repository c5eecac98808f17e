"""`kg show NAME`: all that the graph says about one thing."""

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome, Question
from kg.commands.query import FORMAT, SCOPE

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Look the thing up by name."""
    from kg.query.cards import card
    from kg.query.process import Worker
    from kg.query.scope import sources

    graph, name = context.settings.graph, arguments.text("name")
    inside = sources(graph, context.settings.scope)
    worker = context.worker or Worker(graph)
    try:
        answer = card(graph, name, worker=worker, scope=inside)
    finally:
        if worker is not context.worker:
            worker.close()
    return Outcome(answer, ours=True, question=_question(context, name, inside))


def _question(context: Context, name: str, scope: tuple[str, ...]) -> Question:
    """Give the query whose rows the card's are, so that what states them can be asked for."""
    from kg.query.ask import Options
    from kg.query.names import resolve

    thing = f"<{resolve(context.settings.graph, name).iri}>"
    text = f"SELECT ?relation ?value {{ {{ {thing} ?relation ?value }} UNION {{ ?value ?relation {thing} }} }}"
    return Question(text, Options(timeout=context.settings.timeout, scope=scope))


COMMAND = Command(
    "show", "查看", _run, (Option("name", place=True, required=True, offers="names"), FORMAT, SCOPE, GRAPH)
)
