"""`kg new ISSUE`: what an issue added to those before it."""

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT, SCOPE, ways
from kg.frozen import replace

__all__ = ["COMMAND"]

_PARTS = {"things": "new_thing", "links": "new_link", "paths": "paths"}
_ALIASES = {"事物": "things", "联系": "links", "路径": "paths"}
_MOST = 20


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Compare it with the issues before."""
    from kg.query.scope import sources

    part = arguments.text("part")
    wanted = _PARTS.get(_ALIASES.get(part, part))
    inside = sources(context.settings.graph, context.settings.scope)
    return _closer(context, arguments, inside) if wanted == "paths" else _added(context, arguments, inside, wanted)


def _added(context: Context, arguments: Arguments, inside: tuple[str, ...], wanted: str | None) -> Outcome:
    """Give what it names and states first."""
    from kg.query.new import added
    from kg.query.process import Worker

    graph = context.settings.graph
    worker = context.worker or Worker(graph)
    try:
        answer = added(graph, arguments.text("issue"), worker=worker, scope=inside)
    finally:
        if worker is not context.worker:
            worker.close()
    rows = tuple(row for row in answer.rows if wanted in {None, row[0].value})
    return Outcome(replace(answer, rows=rows), ours=True)


def _closer(context: Context, arguments: Arguments, inside: tuple[str, ...]) -> Outcome:
    """Give the pairs of things that it brought closer."""
    from kg.errors import LimitError
    from kg.query.closer import closer_by

    top = arguments.number("top", _MOST)
    answer = closer_by(context.settings.graph, arguments.text("issue"), top=top, scope=inside, limits=ways(context))
    return Outcome(answer, ours=True, code=0 if answer.complete else LimitError.exit_code)


COMMAND = Command(
    "new",
    "新增",
    _run,
    (
        Option("issue", place=True, required=True),
        Option("part", place=True, choices=lambda: (*_PARTS, *_ALIASES)),
        Option("top", kind="number", bare=True),
        FORMAT,
        SCOPE,
        GRAPH,
    ),
)
