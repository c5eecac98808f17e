"""`.evidence on|off`: whether every row shows the sentence that it comes from, with issue and column."""

from dataclasses import replace

from kg import messages
from kg.commands.command import Arguments, Command, Context, Option, Outcome, Question
from kg.errors import LimitError
from kg.model import Answer, Cell, Passage

__all__ = ["COMMAND", "proved"]

_COLUMNS = ("issue", "column", "sentence")
_WORDS = {"开": "on", "关": "off"}


def proved(answer: Answer, question: Question, context: Context) -> Answer:
    """Add issue, column and sentence to every row; say where they could not be found."""
    from kg.query.patterns import Unread
    from kg.query.process import Worker
    from kg.query.proofs import Asked, behind

    if answer.form not in {"select", "graph"} or not answer.rows:
        return answer
    graph = context.settings.graph
    worker = context.worker or Worker(graph)
    try:
        found = behind(Asked(graph, question.text, question.options, worker), answer, range(len(answer.rows)))
    except Unread:
        return replace(answer, notes=(*answer.notes, ("query_not_read", {})))
    except LimitError:
        return replace(answer, notes=(*answer.notes, ("proof_unfinished", {})))
    finally:
        if worker is not context.worker:
            worker.close()
    notes = answer.notes if any(found) else (*answer.notes, ("rows_without_proof", {}))
    rows = tuple((*row, *_cells(passages)) for row, passages in zip(answer.rows, found, strict=True))
    return replace(answer, form="select", columns=(*answer.columns, *_names(answer, context)), rows=rows, notes=notes)


def _names(answer: Answer, context: Context) -> list[str]:
    names = [messages.say(f"columns.{name}", context.settings.lang) for name in _COLUMNS]
    return [f"{name}_" if name in answer.columns else name for name in names]


def _cells(passages: tuple[Passage, ...]) -> tuple[Cell, ...]:
    if not passages:
        return (Cell("none"),) * len(_COLUMNS)
    first = passages[0]
    words = (first.issue or first.source, first.column, "".join(first.quote.split("\n")))
    return tuple(Cell("literal", word) if word else Cell("none") for word in words)


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Switch it, or say how it is."""
    settings = context.settings
    if arguments.flag("switch"):
        settings = settings.changed(evidence=_WORDS.get(arguments.text("switch"), arguments.text("switch")))
    context.say("setting_is", name="evidence", value=settings.values["evidence"].text)
    return Outcome(settings=settings)


COMMAND = Command(
    "evidence", "证据", _run, (Option("switch", place=True, choices=lambda: ("on", "off", "开", "关")),), where="shell"
)
