"""`.explain QUERY`: what a query asks step by step, how many triples each condition meets alone, and what it took."""

import time
from collections.abc import Iterator

from kg import messages
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.errors import KgError, UsageError

__all__ = ["COMMAND"]

_EACH = 2.0
"""Seconds for counting one condition."""


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Show the steps with their counts, then the time the whole query takes."""
    text = arguments.text("text") or context.typed
    if not text:
        raise UsageError("explain_nothing")
    return Outcome(text="".join(f"{line}\n" for line in _lines(context, text)))


def _lines(context: Context, text: str) -> Iterator[str]:
    from kg import ontology
    from kg.query.algebra import steps
    from kg.query.ask import Options, ask, prepared
    from kg.query.statements import plain

    options = Options(timeout=context.settings.timeout, memory=context.settings.memory)
    began = time.monotonic()
    answer = ask(context.settings.graph, plain(text), options=options, worker=context.worker)
    seconds = time.monotonic() - began
    for step in steps(prepared(context.settings.graph, plain(text), options), ontology.PREFIXES):
        count = _count(context, step.pattern) if step.pattern else ""
        name = messages.find(f"ui.step_{step.name}", context.settings.lang) or step.name
        yield f"{'  ' * step.depth}{name} {step.detail}{count}".rstrip()
    yield context.words("explain_time", seconds=seconds, rows=len(answer.rows))
    if not answer.complete:
        yield context.words("explain_cut")


def _count(context: Context, pattern: str) -> str:
    """Tell how many triples fit one condition alone; nothing where counting takes too long."""
    from kg.query.ask import Options, ask

    text = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    try:
        answer = ask(context.settings.graph, text, options=Options(timeout=_EACH), worker=context.worker)
    except KgError:
        return ""
    return context.words("step_count", count=int(answer.rows[0][0].value)) if answer.rows else ""


COMMAND = Command("explain", "解释", _run, (Option("text", place=True, many=True),), where="shell", whole=True)
