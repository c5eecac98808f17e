"""`kg export`: the whole graph as a file that other programs read."""

from pathlib import Path

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome

__all__ = ["COMMAND"]


def _formats() -> tuple[str, ...]:
    from kg import export

    return tuple(export.GRAPHS)


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Write the graph to the file, or to stdout."""
    from kg import export

    file = arguments.text("output", "-")
    if file == "-":
        export.write_graph(context.settings.graph, arguments.text("format", "nquads"), context.data)
        return Outcome()
    with Path(file).open("wb") as stream:
        export.write_graph(context.settings.graph, arguments.text("format", "nquads"), stream)
    context.say("exported", file=file)
    return Outcome()


COMMAND = Command(
    "export",
    "导出",
    _run,
    (
        Option("format", choices=_formats, offers="formats"),
        Option("output", "o", kind="path", offers="files"),
        GRAPH,
    ),
)
