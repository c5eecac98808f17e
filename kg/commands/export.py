"""`kg export`: the whole graph as a file that other programs read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.errors import UsageError

__all__ = ["COMMAND", "whole"]


def _formats() -> tuple[str, ...]:
    from kg import export

    return tuple(export.GRAPHS)


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Write the graph to the file, or to stdout."""
    from kg import export

    file, form = arguments.text("output", "-"), arguments.text("format", "nquads")
    if file == "-":
        export.write_graph(context.settings.graph, form, context.data)
        context.data.flush()
        return Outcome()
    with whole(Path(file)) as stream:
        export.write_graph(context.settings.graph, form, stream)
    context.say("exported", file=file)
    return Outcome()


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes its place only when it is complete; a pipe or device is written as it is."""
    part = path if path.exists() and not path.is_file() else path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        if part != path:
            part.replace(path)
    except FileNotFoundError as problem:
        raise UsageError("folder_missing", path=path.parent) from problem
    except OSError as problem:
        raise UsageError("file_unwritable", path=path, detail=problem.strerror or "") from problem
    finally:
        if part != path:
            part.unlink(missing_ok=True)


COMMAND = Command(
    "export",
    "导出",
    _run,
    (
        Option("format", choices=_formats, offers="formats"),
        Option("output", "o", kind="path", offers="files"),
        GRAPH,
    ),
)
