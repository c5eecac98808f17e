"""`kg query`: ask the graph in SPARQL, given as text, as a file, on stdin or as a saved query with its parameters."""

from pathlib import Path

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.errors import LimitError, UsageError
from kg.model import Answer

__all__ = ["COMMAND", "FORMAT", "answered", "ask", "bindings", "formats"]


def formats() -> tuple[str, ...]:
    """Name the formats an answer can have."""
    from kg import export

    return tuple(export.ANSWERS)


FORMAT = Option("format", choices=formats, setting="format", offers="formats")
_SCREENFUL = 1000


def ask(context: Context, text: str, arguments: Arguments) -> Outcome:
    """Put one question to the graph under the limits given; an answer cut off by time has its own exit code."""
    from kg.query import Options
    from kg.query import ask as asked

    table = context.form() == "table"
    options = Options(
        default_graph="own" if arguments.text("default-graph") == "own" else "union",
        base=arguments.text("base") or None,
        timeout=context.settings.timeout,
        limit=arguments.number("limit") or (_SCREENFUL if table else None),
        labels=table,
        strict=arguments.flag("strict"),
    )
    return answered(asked(context.settings.graph, text, options=options, worker=context.worker))


def answered(answer: Answer) -> Outcome:
    """Hand an answer over; one that a deadline cut off says so by the exit code."""
    cut = not answer.complete and not any(key.startswith("truncated") for key, _ in answer.notes)
    return Outcome(answer, code=LimitError.exit_code if cut else 0)


def bindings(words: tuple[str, ...]) -> dict[str, str]:
    """Read ``name=value`` words."""
    pairs = [word.partition("=" if "=" in word else "＝") for word in words]
    for name, equals, _ in pairs:
        if not equals or not name:
            raise UsageError("bad_parameter", word=name)
    return {name: value for name, _, value in pairs}


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Find the text of the question, ask, and hand the answer over."""
    if arguments.flag("saved"):
        from kg.query import saved

        text = saved(arguments.text("saved"), bindings(arguments.texts("words")))
    else:
        text = _text(context, arguments)
    return ask(context, text, arguments)


def _text(context: Context, arguments: Arguments) -> str:
    words = arguments.texts("words")
    if sum([arguments.flag("text"), arguments.flag("file"), bool(words)]) != 1:
        raise UsageError("one_question")
    if arguments.flag("text"):
        return arguments.text("text")
    if arguments.flag("file"):
        return read(Path(arguments.text("file")))
    if words != ("-",):
        raise UsageError("question_as_word", word=words[0])
    return _decoded(context.stdin.read(), "-")


def read(path: Path) -> str:
    """Read a file of queries."""
    try:
        return _decoded(path.read_bytes(), str(path))
    except FileNotFoundError as problem:
        raise UsageError("file_missing", path=path) from problem
    except OSError as problem:
        raise UsageError("file_unreadable", path=path, detail=problem.strerror or "") from problem


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UsageError("not_utf8", path=name, position=problem.start) from problem


COMMAND = Command(
    "query",
    "查询",
    _run,
    (
        Option("words", place=True, many=True),
        Option("text", "c"),
        Option("file", "f", kind="path", offers="files"),
        Option("saved", "s", offers="saved"),
        FORMAT,
        Option("default-graph", choices=lambda: ("union", "own")),
        Option("base"),
        Option("limit", kind="number"),
        Option("strict", kind="flag"),
        Option("timeout", kind="number", setting="timeout"),
        GRAPH,
    ),
)
