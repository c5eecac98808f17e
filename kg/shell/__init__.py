"""The prompt: SPARQL over several lines and commands that begin with a dot; statements from a pipe run as a script."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from kg.commands import COMMANDS
from kg.commands.command import Context
from kg.settings import Settings
from kg.shell.session import Session
from kg.shell.statements import split

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

__all__ = ["Terminal", "interact", "run", "script"]

_HISTORY = Path(".local", "state", "kg", "history")


@dataclass(frozen=True, slots=True)
class Terminal:
    """What a prompt is attached to; tests hand in a pipe, a dummy and a list's ``append``."""

    source: "Input | None" = None
    output: "Output | None" = None
    show: Callable[[str], None] | None = None
    talk: TextIO = field(default_factory=lambda: sys.stderr)


def run(settings: Settings) -> int:
    """Open the shell on the process's own terminal, or carry out what comes through the pipe."""
    if sys.stdin.isatty():
        return interact(settings, Terminal())
    return script(settings, sys.stdin.read(), data=sys.stdout.buffer, talk=sys.stderr)


def script(settings: Settings, text: str, *, data: BinaryIO, talk: TextIO) -> int:
    """Carry out one input after another; stop at the first that fails, with its exit code."""
    terminal = sys.stdout.isatty()
    context = Context(settings, data, talk, sys.stdin.buffer, terminal=terminal, width=_columns(), commands=COMMANDS)

    def show(piece: str) -> None:
        data.write(piece.encode())
        data.flush()

    with Session(context, show) as session:
        for piece in split(text):
            if session.carry_out(piece) or session.left:
                break
        return session.code


def interact(settings: Settings, terminal: Terminal) -> int:
    """Read, carry out, show, until Ctrl-D or ``.quit``; Ctrl-C empties the line or stops the query, never leaves."""
    from kg.shell.prompt import editor
    from kg.shell.render import Screen

    colour = settings.colour != "never"
    show = terminal.show or Screen(pager=os.environ.get("TERM") != "dumb").show
    context = Context(
        settings, sys.stdout.buffer, terminal.talk, sys.stdin.buffer, terminal=True, talk_terminal=True,
        width=_columns(), commands=COMMANDS,
    )  # fmt: skip
    with Session(context, show) as session:
        read = editor(session, past=settings.history or Path.home() / _HISTORY, terminal=terminal, colour=colour)
        session.say(context.words("welcome", graph=settings.graph))
        while not session.left:
            try:
                text = read()
                session.context = replace(session.context, width=_columns())
                session.carry_out(text)
            except KeyboardInterrupt:
                continue
            except EOFError:
                break
    return 0


def _columns() -> int:
    return shutil.get_terminal_size().columns
