"""`kg export`: the graph, some of its texts, or what an answer names, as a file that other programs read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.errors import LimitError, UsageError
from kg.model import Answer

if TYPE_CHECKING:
    from kg.export import Choice, Source
    from kg.store import Graph

__all__ = ["COMMAND", "whole"]

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_ONE_OF = ("query", "file", "saved", "last", "from")
_USUAL, _PAGE = "nquads", "html"
_MOST = 20_000
"""So many things, the best connected, stand in a page unless another number is asked for."""
_HEAVY = 20_000_000
_UNMEASURED = frozenset(
    {"nquads", "trig", "turtle", "ntriples", "jsonld", "rdfxml", "annotations", "dot", "svg", "pdf", "png", _PAGE}
)
"""Formats that have no place for measures of things."""


def _formats() -> tuple[str, ...]:
    from kg import export

    return (*export.GRAPHS, _PAGE)


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Find what is to be written, and write it to the file, or to stdout."""
    from kg import export, store

    file = arguments.text("output", "-")
    form = arguments.text("format") or (_PAGE if file.endswith(".html") else export.by_suffix(file)) or _USUAL
    answer = _answer(context, arguments)
    with store.open_graph(context.settings.graph) as graph:
        source = _measured(context, arguments, _source(graph, answer, arguments), form)
        choice = _choice(context, arguments)
        if form == _PAGE:
            _explorer(context, arguments, source)
        elif file == "-":
            export.write_graph(source, form, context.data, choice=choice)
            context.data.flush()
        else:
            _write(source, form, Path(file), choice)
            context.say("exported", file=file)
            if source.totals:
                context.say("exported_network", **source.totals)
    return Outcome(code=_said(context, answer))


def _measured(context: Context, arguments: Arguments, source: "Source", form: str) -> "Source":
    """Add measures of the network of facts to each thing, where they are asked for."""
    names = re.split(r"[\s,，、]+", arguments.text("measures").strip()) if arguments.flag("measures") else []
    if not names:
        return source
    if form in _UNMEASURED:
        raise UsageError("measures_unfit", format=form)
    from kg.analyse import Asked, attributes
    from kg.commands.analyse import watched
    from kg.commands.query import ways
    from kg.export.records import Column

    progress = watched(context)
    progress.start()
    try:
        asked = Asked(limits=ways(context), progress=lambda done, total: progress(done, total, "", 0))
        chosen, values = attributes(context.settings.graph, names, asked)
    finally:
        progress.clear()
    columns = [Column(row.name, row.sort, context.words(f"attribute_{row.name}")) for row in chosen]
    return source.measured(columns, values)


def _explorer(context: Context, arguments: Arguments, source: "Source") -> None:
    """Write the explorer with its data as one page."""
    from importlib.metadata import version

    from kg import web

    file = arguments.text("output", "-")
    drawn = web.all_charts(context.settings.graph)
    found = web.dataset(source, version=version("kg"), charts=drawn, most=arguments.number("max-nodes", _MOST))
    content = web.page(found, context.settings.lang)
    if file == "-":
        context.data.write(content)
        context.data.flush()
        return
    with whole(Path(file)) as stream:
        stream.write(content)
    context.say("exported", file=file)
    if len(content) > _HEAVY:
        context.say("page_heavy", size=f"{len(content) / 1e6:.0f}")


def _write(source: "Source", form: str, path: Path, choice: "Choice") -> None:
    from kg import export

    if isinstance(export.GRAPHS[form], export.FolderWriter) and path.suffix.lower() != ".zip":
        with _spoken(path):
            export.write_folder(source, form, path, choice=choice)
        return
    with whole(path) as stream:
        export.write_graph(source, form, stream, choice=choice)


def _answer(context: Context, arguments: Arguments) -> Answer | None:
    """Get the answer that is to be written: the one before, a question's, the paths between two things."""
    given = [name for name in _ONE_OF if arguments.flag(name)]
    if len(given) > 1:
        raise UsageError("one_selection", given=" ".join(f"--{name}" for name in given))
    if given == ["last"]:
        if context.last is None:
            raise UsageError("no_answer_yet")
        return context.last
    if given == ["from"]:
        return _paths(context, arguments)
    return _asked(context, arguments) if given else None


def _asked(context: Context, arguments: Arguments) -> Answer:
    from kg.commands.query import bindings, read
    from kg.query import Options, saved
    from kg.query import ask as asked

    text = arguments.text("query")
    if arguments.flag("file"):
        text = read(Path(arguments.text("file")))
    elif arguments.flag("saved"):
        text = saved(arguments.text("saved"), bindings(arguments.texts("set")))
    options = Options(timeout=context.settings.timeout, labels=True)
    return asked(context.settings.graph, text, options=options, worker=context.worker)


def _paths(context: Context, arguments: Arguments) -> Answer:
    from kg.query import PathOptions, chains

    if not arguments.flag("to"):
        raise UsageError("missing_word", word="--to", command="export")
    options = PathOptions(top=arguments.number("top", 5), longest=arguments.number("max", 4))
    ends = arguments.text("from"), arguments.text("to")
    return chains(context.settings.graph, *ends, options=options, worker=context.worker)


def _source(graph: "Graph", answer: Answer | None, arguments: Arguments) -> "Source":
    from kg import export

    scope = {name: arguments.text(name) for name in ("since", "until")}
    for value in scope.values():
        if value and not _DAY.fullmatch(value):
            raise UsageError("bad_day", value=value)
    issues = arguments.texts("issue")
    if answer is not None:
        if issues or any(scope.values()):
            raise UsageError("one_selection", given="--issue/--since/--until + SPARQL/--last/--from")
        return export.answered(graph, answer)
    if issues or any(scope.values()):
        return export.texts(graph, issues=issues, **scope)
    return export.whole(graph)


def _choice(context: Context, arguments: Arguments) -> "Choice":
    from kg import export

    return export.Choice(
        literals="node" if arguments.text("literals") == "node" else "attr",
        edges="statement" if arguments.text("edge-kind") == "statement" else "predicate",
        dynamic=arguments.flag("dynamic"),
        guard=not arguments.flag("no-guard"),
        lang=context.settings.lang,
    )


def _said(context: Context, answer: Answer | None) -> int:
    """Say what an answer leaves to be said; one that was cut off has its own exit code."""
    from kg.commands import render

    if answer is None:
        return 0
    for line in render.notes(answer, context.settings.lang):
        context.talk.write(f"{line}\n")
    return 0 if answer.complete else LimitError.exit_code


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes its place only when it is complete; a pipe or device is written as it is."""
    part = path if path.exists() and not path.is_file() else path.with_name(f"{path.name}.part")
    try:
        with _spoken(path):
            with part.open("wb") as stream:
                yield stream
            if part != path:
                part.replace(path)
    finally:
        if part != path:
            part.unlink(missing_ok=True)


@contextmanager
def _spoken(path: Path) -> Iterator[None]:
    """Put into words what a disk can refuse."""
    try:
        yield
    except FileNotFoundError as problem:
        raise UsageError("folder_missing", path=path.parent) from problem
    except OSError as problem:
        raise UsageError("file_unwritable", path=path, detail=problem.strerror or str(problem)) from problem


COMMAND = Command(
    "export",
    "导出",
    _run,
    (
        Option("format", choices=_formats, offers="formats"),
        Option("output", "o", kind="path", offers="files"),
        Option("issue"),
        Option("since"),
        Option("until"),
        Option("query", "c"),
        Option("file", "f", kind="path", offers="files"),
        Option("saved", "s", offers="saved"),
        Option("set"),
        Option("from", offers="names"),
        Option("to", offers="names"),
        Option("top", kind="number"),
        Option("max", kind="number"),
        Option("last", kind="flag"),
        Option("literals", choices=lambda: ("attr", "node")),
        Option("edge-kind", choices=lambda: ("predicate", "statement")),
        Option("measures"),
        Option("dynamic", kind="flag"),
        Option("no-guard", kind="flag"),
        Option("max-nodes", kind="number"),
        GRAPH,
    ),
)
