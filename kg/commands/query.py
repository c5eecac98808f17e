"""`kg query`: ask the graph in SPARQL, given as text, as a file, on stdin or as a saved query with its parameters."""

from pathlib import Path

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome, Question, Script
from kg.errors import Interrupted, LimitError, UsageError
from kg.frozen import replace
from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Answer
    from kg.query.limits import Limits
    from kg.query.remote import Place

__all__ = [
    "COMMAND", "ENDPOINT", "FORMAT", "SCOPE", "SCRIPTED", "answered", "ask", "asked", "bindings", "decoded", "formats",
    "place", "read", "script", "ways",
]  # fmt: skip


def formats() -> tuple[str, ...]:
    """Name the formats an answer can have."""
    from kg import export

    return tuple(export.ANSWERS)


FORMAT = Option("format", choices=formats, setting="format", offers="formats")
SCRIPTED = (
    Option("on-error", choices=lambda: ("stop", "continue")),
    Option("fail-empty", kind="flag"),
    Option("encoding"),
)
SCOPE = Option("scope", setting="scope")
ENDPOINT = Option("endpoint", setting="endpoint")
_DRAWN = frozenset({"table", "vertical"})
_TERMS = frozenset({"tsv", "json", "ntriples", "turtle"})
"""Formats that write terms, not labels."""
_EMPTY = 5
_KEPT = ("default-graph", "base", "limit", "strict")
"""Options of a query that hold for every query of a script."""
_GUESSES = ("gb18030", "utf-16")


def ask(context: Context, text: str, arguments: Arguments) -> Outcome:
    """Put one question to the graph under the limits given; an answer cut off by one of them has its own exit code."""
    from kg.query.ask import Options
    from kg.query.scope import sources

    form, graph = context.form(), context.settings.graph
    options = Options(
        default_graph="own" if arguments.text("default-graph") == "own" else "union",
        base=arguments.text("base") or None,
        timeout=context.settings.timeout,
        memory=context.settings.memory,
        limit=arguments.number("limit") or (context.settings.rows if context.terminal and form in _DRAWN else None),
        labels=form not in _TERMS,
        strict=arguments.flag("strict"),
        scope=() if context.settings.endpoint else sources(graph, context.settings.scope),
        ways=ways(context),
    )
    if context.settings.endpoint:
        from kg.query import remote

        return answered(remote.ask(place(context), text, options=options))
    outcome = asked(context, Question(text, options))
    cut = arguments.flag("limit") and outcome.answer is not None and not outcome.answer.complete
    return replace(outcome, code=outcome.code or LimitError.exit_code) if cut else outcome


def ways(context: Context) -> "Limits":
    """Give what a search for ways may use."""
    from kg.query.limits import Limits

    settings = context.settings
    share, names = settings.background
    steps, raw = (int(settings.values[name].text) for name in ("path-steps", "path-ways"))
    return Limits(settings.path_timeout, tried=steps, raw=raw, share=share, background=names)


def place(context: Context) -> "Place":
    """Give the endpoint that is asked in place of the graph, with the seconds and the scope in force.

    A limit on paths that was set by hand holds for all that is asked of it for one; else that of any question.
    """
    from kg.query.remote import Place

    settings = context.settings
    by_hand = settings.values["path-timeout"].origin == "flag"
    return Place(settings.endpoint, settings.timeout, settings.scope, settings.path_timeout if by_hand else None)


def asked(context: Context, question: Question) -> Outcome:
    """Put a question with its limits to the graph; with evidence on, every row gets its sentence."""
    from kg.query.ask import ask as answer_of

    answer = answer_of(context.settings.graph, question.text, options=question.options, worker=context.worker)
    if context.settings.on("evidence"):
        from kg.commands.evidence import proved

        answer = proved(answer, question, context)
    return answered(answer, question)


def answered(answer: "Answer", question: Question | None = None) -> Outcome:
    """Hand an answer over; one that a deadline or the reader cut off says so by the exit code."""
    keys = [key for key, _ in answer.notes]
    if "interrupted" in keys:
        return Outcome(answer, code=Interrupted.exit_code, question=question)
    cut = not answer.complete and not any(key.startswith("truncated") for key in keys)
    return Outcome(answer, code=LimitError.exit_code if cut else 0, question=question)


def bindings(words: tuple[str, ...]) -> dict[str, str]:
    """Read ``name=value`` words."""
    pairs = [word.partition("=" if "=" in word else "＝") for word in words]
    for name, equals, _ in pairs:
        if not equals or not name:
            raise UsageError("bad_parameter", word=name)
    return {name: value for name, _, value in pairs}


def script(text: str | None, arguments: Arguments) -> Script:
    """Read how a script is to be carried out."""
    return Script(
        text,
        go_on=arguments.text("on-error") == "continue",
        fail_empty=arguments.flag("fail-empty"),
        encoding=arguments.text("encoding"),
        given=Arguments({name: values for name, values in arguments.values.items() if name in _KEPT}),
    )


def read(path: Path, encoding: str = "") -> str:
    """Read a file of queries."""
    try:
        return decoded(path.read_bytes(), str(path), encoding)
    except FileNotFoundError as problem:
        raise UsageError("file_missing", path=path) from problem
    except OSError as problem:
        raise UsageError("file_unreadable", path=path, detail=problem.strerror or "") from problem


def decoded(content: bytes, name: str, encoding: str = "") -> str:
    """Read bytes as UTF-8 or as told; where they are neither, say what they look like."""
    try:
        return content.decode(encoding or "utf-8-sig")
    except LookupError as problem:
        raise UsageError("no_encoding", name=encoding) from problem
    except UnicodeDecodeError as problem:
        guess = next((name for name in _GUESSES if name != encoding and _reads(content, name)), "")
        fields = {"path": name, "position": problem.start, "encoding": encoding or "UTF-8"}
        raise UsageError("encoding_near" if guess else "encoding", guess=guess, **fields) from problem


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Find the text of the question, ask, and hand the answer over; several inputs are a script for the shell."""
    from kg.query.statements import is_command, plain, split

    text = _text(context, arguments)
    inputs = list(split(text))
    if len(inputs) > 1 or any(map(is_command, inputs)):
        return Outcome(then="shell", script=script(text, arguments))
    outcome = ask(context, plain(text), arguments)
    empty = outcome.answer is not None and not outcome.answer.rows and not outcome.answer.chains
    return replace(outcome, code=_EMPTY) if empty and not outcome.code and arguments.flag("fail-empty") else outcome


def _text(context: Context, arguments: Arguments) -> str:
    """Give the one question with its parameters filled in."""
    words = [word for word in arguments.texts("words") if word != "-"]
    ways = [arguments.flag("text"), arguments.flag("file"), arguments.flag("saved"), "-" in arguments.texts("words")]
    if not any(ways) and words:
        raise UsageError("question_as_word", word=words[0])
    if sum(ways) != 1:
        raise UsageError("one_question")
    given = bindings((*words, *arguments.texts("param")))
    if arguments.flag("saved"):
        from kg.query.saved import saved

        return saved(arguments.text("saved"), given, own=context.settings.queries)
    if arguments.flag("text"):
        text = arguments.text("text")
    elif arguments.flag("file"):
        text = read(Path(arguments.text("file")), arguments.text("encoding"))
    else:
        text = decoded(context.stdin.read(), "-", arguments.text("encoding"))
    return _filled(text, given)


def _filled(text: str, given: dict[str, str]) -> str:
    """Put parameters into a text that has some, by the same rules as a saved query's."""
    if not given and "{{" not in text:
        return text
    from kg.query.saved import template

    return template(text).filled(given)


def _reads(content: bytes, encoding: str) -> bool:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return text.isprintable() or not any(sign in text for sign in "\0\ufffd")


COMMAND = Command(
    "query",
    "查询",
    _run,
    (
        Option("words", place=True, many=True),
        Option("text", "c"),
        Option("file", "f", kind="path", offers="files"),
        Option("saved", "s", offers="saved"),
        Option("param", "p", many=True),
        FORMAT,
        Option("default-graph", choices=lambda: ("union", "own")),
        Option("base"),
        Option("limit", kind="number"),
        Option("strict", kind="flag"),
        Option("timeout", kind="number", setting="timeout"),
        SCOPE,
        ENDPOINT,
        *SCRIPTED,
        GRAPH,
    ),
)
