"""`kg import FILE`: add plain RDF of any syntax to the graph, in a named graph if wanted."""

from pathlib import Path

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Read the file into the graph and say so."""
    from kg import pipeline

    file = Path(arguments.text("file"))
    named, base = arguments.text("named") or None, arguments.text("base") or None
    name = pipeline.import_rdf(file, context.settings.graph, named=named, base=base)
    context.say("imported", file=file, graph=context.settings.graph, name=name)
    return Outcome()


COMMAND = Command(
    "import",
    "导入",
    _run,
    (Option("file", kind="path", place=True, required=True, offers="files"), GRAPH, Option("named"), Option("base")),
    writes=True,
)
