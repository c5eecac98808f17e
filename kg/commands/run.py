"""`kg run NAME [param=value …]`: run a saved query; in the shell the reader is asked for what is missing."""

from kg.commands.command import GRAPH, Arguments, Command, Context, Offer, Option, Outcome
from kg.commands.query import FORMAT, SCOPE, ask, bindings
from kg.errors import Interrupted
from kg.query.saved import Param, Saved, load

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Fill in the parameters and ask."""
    query = load(arguments.text("saved"), own=context.settings.queries)
    given = bindings(arguments.texts("params"))
    given |= _inquired(context, query, given)
    return ask(context, query.filled(_named(context, query, given)), arguments)


def _inquired(context: Context, query: Saved, given: dict[str, str]) -> dict[str, str]:
    """Ask the reader for each parameter that is missing; where nobody can be asked, give nothing."""
    if context.inquire is None:
        return {}
    try:
        values = {param.name: context.inquire(_words(context, param), _offer(param)) for param in query.missing(given)}
    except EOFError:
        raise Interrupted("interrupted") from None
    return {name: value for name, value in values.items() if value.strip()}


def _named(context: Context, query: Saved, given: dict[str, str]) -> dict[str, str]:
    """Give the labels of the things that values name by an alias; a name that the graph does not know is an error."""
    from kg.query.index import opened
    from kg.query.names import candidates, named

    things = {param.name for param in query.params if param.sort == "entity"} & set(given)
    if not things:
        return given
    with opened(context.settings.graph) as index:
        for name in things:
            labels = {match.label for match in candidates(index, given[name])}
            if given[name] not in labels:
                given[name] = labels.pop() if len(labels) == 1 else named(index, given[name]).label
    return given


def _words(context: Context, param: Param) -> str:
    return context.words("inquire", param=param.written(context.settings.lang))


def _offer(param: Param) -> Offer:
    return "names" if param.sort == "entity" else ""


COMMAND = Command(
    "run",
    "运行",
    _run,
    (
        Option("saved", place=True, required=True, offers="saved"),
        Option("params", place=True, many=True, offers="params"),
        FORMAT,
        Option("limit", kind="number"),
        Option("timeout", setting="timeout"),
        SCOPE,
        GRAPH,
    ),
)
