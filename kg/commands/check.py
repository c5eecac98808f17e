"""`kg check [SOURCE]`: the doubts that reading left, for a person to look at."""

from kg import messages
from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT
from kg.model import Answer, Cell, Notice

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """List the doubts kept at build, of one text or of all."""
    from kg import store

    columns = tuple(context.words(f"doubt_{name}") for name in ("source", "place", "sentence"))
    with store.open_graph(context.settings.graph) as graph:
        wanted = arguments.text("source")
        sources = [graph.record(wanted).source] if wanted else [record.source for record in graph.records]
        found = [(source, notice) for source in sources for notice in graph.notices(source)]
    return Outcome(Answer(columns, tuple(_row(source, notice, context.settings.lang) for source, notice in found)))


def _row(source: str, notice: Notice, lang: str) -> tuple[Cell, ...]:
    place = f"{notice.span.start}–{notice.span.end}" if notice.span else ""
    return Cell("literal", source), Cell("literal", place), Cell("literal", messages.notice(notice, lang))


COMMAND = Command("check", "存疑", _run, (Option("source", place=True), FORMAT, GRAPH))
