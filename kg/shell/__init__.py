"""The prompt: SPARQL over several lines and commands that begin with a dot; statements from a pipe run as a script."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from kg.commands import COMMANDS
from kg.commands.command import Context, Script
from kg.commands.query import decoded
from kg.errors import StoreError
from kg.settings import Settings
from kg.shell.ahead import kept
from kg.shell.session import Session

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

__all__ = ["Terminal", "interact", "run", "script", "welcome"]

_HISTORY = Path(".local", "state", "kg", "history")


@dataclass(frozen=True, slots=True)
class Terminal:
    """What a prompt is attached to; tests hand in a pipe, a dummy and a list's ``append``."""

    source: "Input | None" = None
    output: "Output | None" = None
    show: Callable[[str], None] | None = None
    talk: TextIO = field(default_factory=lambda: sys.stderr)


def run(settings: Settings, given: Script | None = None) -> int:
    """Open the shell on the process's own terminal, or carry out what was given or comes through the pipe."""
    chosen = given or Script()
    if chosen.text is None and sys.stdin.isatty():
        return interact(settings, Terminal())
    return script(settings, chosen, data=sys.stdout.buffer, talk=sys.stderr)


def script(settings: Settings, given: Script, *, data: BinaryIO, talk: TextIO) -> int:
    """Carry out one input after another; give the exit code of the first that fails, which also ends it.

    With ``go_on`` the others are carried out nevertheless.
    """
    text = decoded(sys.stdin.buffer.read(), "-", given.encoding) if given.text is None else given.text
    terminal = sys.stdout.isatty()
    context = Context(
        settings, data, talk, sys.stdin.buffer, terminal=terminal, width=_columns(), commands=COMMANDS, shell=True
    )

    def show(piece: str) -> None:
        data.write(piece.encode("utf-8", "backslashreplace"))
        data.flush()

    with Session(context, show, given) as session:
        return session.carry_out(text)


def interact(settings: Settings, terminal: Terminal) -> int:
    """Read, carry out, show, until Ctrl-D or ``.quit``; Ctrl-C empties the line or stops the query, never leaves."""
    from kg.shell.prompt import editor, inquirer
    from kg.shell.render import Screen

    colour = settings.colour != "never"
    dumb = os.environ.get("TERM") == "dumb"
    screen = Screen(pager=lambda: not dumb and session.context.settings.on("pager"), wide=lambda: session.context.wide)
    context = Context(
        settings, sys.stdout.buffer, terminal.talk, sys.stdin.buffer, terminal=True, talk_terminal=True,
        width=_columns(), commands=COMMANDS, shell=True, dumb=dumb,
    )  # fmt: skip
    with Session(context, terminal.show or screen.show, Script(go_on=True)) as session:
        past = settings.history or Path.home() / _HISTORY
        read = kept()(editor(session, past=past, terminal=terminal, colour=colour))
        session.context = replace(session.context, inquire=inquirer(session, terminal))
        session.say(welcome(session.context))
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


def welcome(context: Context) -> str:
    """Say where one is, and on an empty folder what to do first."""
    from kg.store import open_graph

    try:
        open_graph(context.settings.graph).close()
    except StoreError:
        return context.words("welcome_empty", graph=context.settings.graph)
    return context.words("welcome", graph=context.settings.graph)


def _columns() -> int:
    return shutil.get_terminal_size().columns
