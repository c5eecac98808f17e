"""`kg why …`: the sentences behind a thing or a statement, with the words that count marked; `.why N` behind a row."""

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.commands.picked import merged, picked
from kg.commands.query import FORMAT, SCOPE
from kg.model import Answer, Passage

__all__ = ["COMMAND", "said"]


def said(context: Context, names: tuple[str, ...]) -> tuple[Passage, ...]:
    """Give the sentences behind a thing or a statement, in scope."""
    return _answer(context, names).passages


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Look up the evidence; after an answer, a number means that row or path."""
    names = arguments.texts("names")
    picks = picked(context, names)
    if picks is None:
        return Outcome(_answer(context, names))
    passages = merged(picks)
    notes = () if passages else (("no_sentence", {"names": " ".join(names)}),)
    return Outcome(Answer(form="passages", passages=passages, notes=notes), aside=True)


def _answer(context: Context, names: tuple[str, ...]) -> Answer:
    from kg.query.process import Worker
    from kg.query.scope import sources
    from kg.query.why import answer

    graph = context.settings.graph
    inside = sources(graph, context.settings.scope)
    if context.worker is not None:
        return answer(graph, names, worker=context.worker, scope=inside)
    with Worker(graph) as worker:
        return answer(graph, names, worker=worker, scope=inside)


COMMAND = Command(
    "why", "依据", _run, (Option("names", place=True, many=True, required=True, offers="names"), FORMAT, SCOPE, GRAPH)
)
