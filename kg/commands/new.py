"""`kg new ISSUE`: what an issue added to those before it."""

from dataclasses import replace

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT, SCOPE

__all__ = ["COMMAND"]

_PARTS = {"things": "new_thing", "links": "new_link"}


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Compare it with the issues before."""
    from kg.query.new import added
    from kg.query.process import Worker
    from kg.query.scope import sources

    graph = context.settings.graph
    inside = sources(graph, context.settings.scope)
    worker = context.worker or Worker(graph)
    try:
        answer = added(graph, arguments.text("issue"), worker=worker, scope=inside)
    finally:
        if worker is not context.worker:
            worker.close()
    wanted = _PARTS.get(arguments.text("part"))
    rows = tuple(row for row in answer.rows if wanted in {None, row[0].value})
    return Outcome(replace(answer, rows=rows), ours=True)


COMMAND = Command(
    "new",
    "新增",
    _run,
    (
        Option("issue", place=True, required=True),
        Option("part", place=True, choices=lambda: tuple(_PARTS)),
        FORMAT,
        SCOPE,
        GRAPH,
    ),
)
