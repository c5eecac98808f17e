"""Where answers go that do not go to the screen: a file in the format of its ending, or the input of a program."""

import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from kg.commands.command import Command, Context, Option, Outcome
from kg.commands.export import whole
from kg.commands.parse import arguments, split
from kg.commands.query import FORMAT
from kg.errors import UsageError

__all__ = ["OPTIONS", "Outlet", "outlet", "program"]

OPTIONS = (
    Option("file", kind="path", place=True, required=True, offers="files"),
    FORMAT,
    Option("excel", kind="flag"),
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A file, or a program's command line; for the next answer alone, or for all; ``begun`` once it has an answer."""

    target: str = ""
    piped: bool = False
    form: str = ""
    once: bool = True
    excel: bool = False
    begun: bool = False

    def put(self, outcome: Outcome, context: Context, *, capture: bool) -> bytes:
        """Write an answer; give what a program writes back where that is wanted. A file gets answer after answer."""
        from kg.commands import render

        buffer = BytesIO()
        render.write(outcome, context, buffer, excel=self.excel)
        if self.piped:
            return _through(self.target, buffer.getvalue(), capture=capture)
        if self.begun:
            _append(Path(self.target), buffer.getvalue())
        else:
            with whole(Path(self.target)) as file:
                file.write(buffer.getvalue())
        return b""


def outlet(context: Context, text: str, *, verb: str, once: bool) -> Outlet:
    """Read where to: a file name with options, ``-`` for the screen, or ``|`` and a command line."""
    if text[:1] in {"|", "｜"}:
        return program(text[1:], once=once)
    given = arguments(Command(verb, "", lambda *_: Outcome(), OPTIONS), split(text), shell=True)
    if given.text("file") == "-":
        return Outlet()
    path, excel = Path(given.text("file")).expanduser(), given.flag("excel")
    form = given.text("format") or context.settings.format
    ending = _form_of(path)
    return Outlet(str(path), form="csv" if excel else given.text("format") or ending or form, once=once, excel=excel)


def program(line: str, *, once: bool) -> Outlet:
    """Take a command line of the reader's own shell."""
    if not line.strip():
        raise UsageError("no_program")
    return Outlet(line.strip(), piped=True, once=once)


def _form_of(path: Path) -> str:
    """Give the format that a file's ending stands for, none for an ending that says nothing."""
    from kg import export

    endings = {row.suffix: name for name, row in reversed(export.ANSWERS.items())}
    return endings.get(path.suffix.lower(), "")


def _append(path: Path, content: bytes) -> None:
    try:
        with path.open("ab") as file:
            file.write(content)
    except OSError as problem:
        raise UsageError("file_unwritable", path=path, detail=problem.strerror or "") from problem


def _through(command: str, content: bytes, *, capture: bool) -> bytes:
    """Let a program read an answer; one that stops reading early is no fault."""
    done = subprocess.run(command, shell=True, input=content, stdout=subprocess.PIPE if capture else None, check=False)
    if done.returncode:
        raise UsageError("program_failed", command=command, code=done.returncode)
    return done.stdout or b""
