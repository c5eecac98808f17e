"""`kg export`: the whole graph as a file that other programs read."""

from pathlib import Path

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome

__all__ = ["COMMAND"]


def _formats() -> tuple[str, ...]:
    return ("nquads",)


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Write the graph to the file, or to stdout."""
    from kg import store

    file = arguments.text("output", "-")
    with store.open_graph(context.settings.graph) as graph, Path(file).open("w", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in graph.quads())
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
