"""`kg check [SOURCE]`: the doubts of a graph or, read on the spot, of a file; `--shacl`: the graph by its shapes."""

from collections.abc import Iterable
from pathlib import Path

from kg import messages
from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT
from kg.model import Answer, Cell, Notice

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """List the doubts kept at build, of one text or of all."""
    from kg import store

    wanted = arguments.text("source")
    if Path(wanted).is_file() and not arguments.flag("shacl"):
        return _of_file(Path(wanted), context)
    with store.open_graph(context.settings.graph) as graph:
        if arguments.flag("shacl"):
            return _validated(graph.quads(), context.settings.lang)
        sources = [graph.record(wanted).source] if wanted else [record.source for record in graph.records]
        found = [(source, notice) for source in sources for notice in graph.notices(source)]
    rows = tuple(_row(source, notice, context.settings.lang) for source, notice in found)
    return Outcome(Answer(("source", "start", "end", "code", "doubt"), rows), ours=True)


def _of_file(file: Path, context: Context) -> Outcome:
    """Read a file and list its doubts; no graph is needed or touched."""
    from kg import pipeline

    found = pipeline.made(file, lexicon=context.settings.lexicon)
    rows = tuple(_row(found.shard.source, notice, context.settings.lang) for notice in found.notices)
    return Outcome(Answer(("source", "start", "end", "code", "doubt"), rows), ours=True)


def _validated(lines: Iterable[str], lang: str) -> Outcome:
    """Check the whole graph by the standard engine; broken rules are an error, warnings are not."""
    from kg.check import standard

    found = standard.report(lines)
    broken = any(notice.values["severity"] == "Violation" for notice in found)
    rows = tuple(_row(notice.values["name"], notice, lang) for notice in found)
    return Outcome(Answer(("source", "start", "end", "code", "doubt"), rows), ours=True, code=int(broken))


def _row(source: str, notice: Notice, lang: str) -> tuple[Cell, ...]:
    start, end = (str(notice.span.start), str(notice.span.end)) if notice.span else ("", "")
    words = (source, start, end, notice.code, messages.notice(notice, lang))
    return tuple(Cell("literal", word) if word else Cell("none") for word in words)


COMMAND = Command(
    "check", "存疑", _run, (Option("source", place=True, offers="files"), Option("shacl", kind="flag"), FORMAT, GRAPH)
)
