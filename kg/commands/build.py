"""`kg build SOURCE…`: read texts into the graph; a bar while it runs, a table of what was found at the end."""

from pathlib import Path
from typing import get_args

from kg.commands import report
from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.commands.progress import Progress
from kg.model import Kind

__all__ = ["COMMAND", "GRAPH", "KIND", "KINDS"]

KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
KIND = Option("kind", choices=lambda: tuple(KINDS))


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Build, then tell what each source gave and what failed."""
    from kg import pipeline

    progress = Progress(context.talk, context.words, context.width, context.talk_terminal)
    progress.start()
    try:
        built = pipeline.build(
            [Path(source) for source in arguments.texts("sources")],
            context.settings.graph,
            lexicon=context.settings.lexicon,
            workers=context.settings.jobs,
            progress=progress,
            kind=KINDS.get(arguments.text("kind")),
        )
    finally:
        progress.clear()
    context.talk.write(report.text(built, context))
    return Outcome(code=1 if built.failed else 0)


COMMAND = Command(
    "build",
    "构建",
    _run,
    (
        Option("sources", kind="path", place=True, many=True, required=True, offers="files"),
        GRAPH,
        Option("lexicon", kind="path", setting="lexicon", offers="files"),
        Option("jobs", "j", kind="number", setting="jobs"),
        KIND,
    ),
    writes=True,
)
