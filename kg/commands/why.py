"""`kg why …`: the sentences behind a thing or a statement, with the words that count marked; `.why N` behind a row."""

from math import log2

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
    notes = [] if passages else [("no_sentence", {"names": " ".join(names)})]
    return Outcome(Answer(form="passages", passages=passages, notes=(*_sum(context, names[0]), *notes)), aside=True)


def _sum(context: Context, word: str) -> tuple[tuple[str, dict[str, str]], ...]:
    """Give what the cost of a whole path is made of."""
    last = context.last
    if last is None or last.form != "chains" or not word.isdecimal():
        return ()
    chain = last.chains[int(word) - 1]
    inside = [hop.end.label or hop.end.value for hop in chain.hops[:-1]]
    parts = [f"log₂{degree} {label} {log2(degree):.2f}" for degree, label in zip(chain.degrees, inside, strict=True)]
    return (("path_sum", {"sum": " + ".join((str(len(chain.hops)), *parts)), "cost": f"{chain.cost:.2f}"}),)


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
