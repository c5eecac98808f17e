"""`kg path A B`: how two things hang together, with the sentence behind every hop."""

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT, answered

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Search the chains."""
    from kg.query import PathOptions, chains

    options = PathOptions(
        top=arguments.number("top", 5),
        longest=arguments.number("max", 4),
        avoid=arguments.texts("avoid"),
        keep=arguments.texts("through"),
    )
    ends = arguments.text("from"), arguments.text("to")
    return answered(chains(context.settings.graph, *ends, options=options, worker=context.worker))


COMMAND = Command(
    "path",
    "路径",
    _run,
    (
        Option("from", place=True, required=True, offers="names"),
        Option("to", place=True, required=True, offers="names"),
        Option("top", kind="number", bare=True),
        Option("max", kind="number", bare=True),
        Option("avoid", bare=True, offers="names"),
        Option("through", bare=True, offers="names"),
        FORMAT,
        GRAPH,
    ),
)
