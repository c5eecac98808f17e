"""The line editor: keys, history, ghost text, completion menu, colours; gives one whole input after another."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import has_focus
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import ColorDepth

from kg.commands.command import Offer
from kg.commands.query import formats
from kg.messages import visible
from kg.query.statements import complete, indent
from kg.shell.ambiguous import inquire
from kg.shell.complete import ShellCompleter
from kg.shell.highlight import STYLE, SparqlLexer
from kg.shell.paste import MOST, patient
from kg.shell.session import Session

if TYPE_CHECKING:
    from kg.shell import Terminal

__all__ = ["completer", "editor", "history", "inquirer"]

_LONGEST = 10_000
_REMEMBERED = 500
"""Inputs of before that tell which names the reader uses."""


def editor(session: Session, *, past: Path, terminal: "Terminal", colour: bool) -> Callable[[], str]:
    """Make the editor; each call gives one input, ``EOFError`` at Ctrl-D, ``KeyboardInterrupt`` at Ctrl-C."""
    keys = _keys(session)
    before = history(past)
    for text in itertools.islice(before.load_history_strings(), _REMEMBERED):
        session.names.learn(text)
    session.names.start()
    made: PromptSession[str] = PromptSession(
        lambda: _prompt(session.context.settings.scope, session.context.settings.endpoint),
        multiline=True,
        prompt_continuation=_continuation,
        lexer=SparqlLexer() if colour else None,
        style=STYLE,
        completer=completer(session),
        complete_in_thread=True,
        auto_suggest=AutoSuggestFromHistory(),
        history=before,
        key_bindings=keys,
        color_depth=None if colour else ColorDepth.DEPTH_1_BIT,
        rprompt=lambda: [("class:hint", session.context.words("run_hint"))] if _waiting() else "",
        reserve_space_for_menu=6,
        input=terminal.source,
        output=terminal.output,
    )
    patient(made.input)
    inquire(made.app, keys, session.measure)
    return made.prompt


def completer(session: Session) -> Completer:
    """Offer the commands, and the names of the session's graph."""
    return ShellCompleter(
        commands=session.context.commands,
        names=lambda: session.names,
        saved=session.saved,
        formats=formats,
        lang=lambda: session.lang,
        own=lambda: session.context.settings.queries,
    )


def inquirer(session: Session, terminal: "Terminal") -> Callable[[str, Offer], str]:
    """Make what asks the reader for one value, offering names, files or what else is meant."""

    def ask(question: str, offer: Offer) -> str:
        one: PromptSession[str] = PromptSession(
            f"{question} ",
            completer=values(session, offer),
            complete_in_thread=True,
            input=terminal.source,
            output=terminal.output,
        )
        return one.prompt()

    return ask


def values(session: Session, offer: Offer) -> Completer | None:
    """Offer what may stand for a value of one kind, as after a command."""
    line = {"names": ".show ", "files": ".import ", "saved": ".run ", "commands": ".help "}.get(offer)
    return _Within(completer(session), line) if line else None


def history(path: Path) -> History:
    """Keep whole inputs in a file; only in memory where the file cannot be kept."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(path)


def _prompt(scope: str, endpoint: str) -> str:
    """Show the scope in the prompt, and the host that is asked: nobody takes a part for all, or another's for ours."""
    host = f"@{visible(endpoint.partition('://')[2].partition('/')[0].rpartition('@')[2])}" if endpoint else ""
    return f"kg{host}[{visible(scope)}]> " if scope else f"kg{host}> "


def _continuation(width: int, number: int, wrapped: int) -> str:
    del number
    return " " * width if wrapped else "> ".rjust(width)


def _waiting() -> bool:
    """Say whether Enter would run a query of several lines."""
    app = get_app()
    text = app.current_buffer.text
    return not app.is_done and "\n" in text and len(text) < _LONGEST and complete(text)


def _keys(session: Session) -> KeyBindings:
    keys = KeyBindings()
    typing = has_focus(DEFAULT_BUFFER)
    keys.add("enter", filter=typing)(_enter)
    keys.add("escape", "enter", filter=typing)(_run)
    keys.add(Keys.BracketedPaste, filter=typing)(lambda event: _paste(event, session))
    keys.add("f1")(lambda _: run_in_terminal(lambda: session.say(session.context.words("keys"))))
    keys.add("f4", filter=typing)(_edit)
    return keys


def _enter(event: KeyPressEvent) -> None:
    buffer = event.current_buffer
    if buffer.complete_state and buffer.complete_state.current_completion:
        buffer.complete_state = None
    elif complete(buffer.text):
        buffer.validate_and_handle()
    else:
        buffer.insert_text("\n" + indent(buffer.document.text_before_cursor))


def _run(event: KeyPressEvent) -> None:
    event.current_buffer.validate_and_handle()


def _paste(event: KeyPressEvent, session: Session) -> None:
    """Take a paste as it is: nothing is completed and no menu opens, whatever it ends with; refuse one without end."""
    text = event.data.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST:
        refused = session.context.words("paste_long", count=len(text), most=MOST)
        run_in_terminal(lambda: session.say(refused))
        return
    event.current_buffer.insert_text(text, fire_event=False)


def _edit(event: KeyPressEvent) -> None:
    """Go on with what is typed in the reader's editor."""
    event.app.exit(result=f".edit {event.current_buffer.text}")


@dataclass(frozen=True, slots=True)
class _Within(Completer):
    """Completes a value as if it stood at the end of a line that begins so."""

    inner: Completer
    line: str

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Offer what fits."""
        text = self.line + document.text_before_cursor
        return self.inner.get_completions(Document(text, len(text)), complete_event)
