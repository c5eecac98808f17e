"""`kg check [SOURCE]`: the doubts that reading left; `--shacl`: the whole graph against its shapes."""

from collections.abc import Iterable

from kg import messages
from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT
from kg.model import Answer, Cell, Notice

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """List the doubts kept at build, of one text or of all."""
    from kg import store

    with store.open_graph(context.settings.graph) as graph:
        if arguments.flag("shacl"):
            return _validated(graph.quads(), context.settings.lang)
        wanted = arguments.text("source")
        sources = [graph.record(wanted).source] if wanted else [record.source for record in graph.records]
        found = [(source, notice) for source in sources for notice in graph.notices(source)]
    rows = tuple(_row(source, notice, context.settings.lang) for source, notice in found)
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


COMMAND = Command("check", "存疑", _run, (Option("source", place=True), Option("shacl", kind="flag"), FORMAT, GRAPH))
