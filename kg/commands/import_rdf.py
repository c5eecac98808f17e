"""`kg import FILE`: add plain RDF of any syntax to the graph, in a named graph if wanted."""

from dataclasses import dataclass
from pathlib import Path

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.progress import Progress

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Read the file into the graph and say what came in."""
    from kg import pipeline

    file = Path(arguments.text("file"))
    named, base = arguments.text("named") or None, arguments.text("base") or None
    shown = Progress(context.talk, context.words, context.width, context.talk_terminal)
    shown.start()
    reading = _Reading(shown)
    try:
        name = pipeline.import_rdf(file, context.settings.graph, named=named, base=base, progress=reading)
    finally:
        shown.clear()
    context.say("imported", file=file, graph=context.settings.graph, name=name, count=reading.count)
    return Outcome()


@dataclass(slots=True)
class _Reading:
    """Shows how much is read, and keeps how much it was."""

    shown: Progress
    count: int = 0

    def __call__(self, count: int, whole: bool) -> None:
        self.count = count
        self.shown.tell("progress_triples_joining" if whole else "progress_triples", count=count)


COMMAND = Command(
    "import",
    "导入",
    _run,
    (Option("file", kind="path", place=True, required=True, offers="files"), GRAPH, Option("named"), Option("base")),
    writes=True,
)
