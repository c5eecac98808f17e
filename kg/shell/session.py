"""What a shell remembers, and how it carries out one input: a command or a query, the answer shown, errors said."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Self

from kg import messages
from kg.commands import help as pages
from kg.commands import render
from kg.commands.command import Arguments, Command, Context, Outcome
from kg.commands.parse import arguments, split
from kg.commands.query import COMMAND as QUERY
from kg.errors import Interrupted, KgError
from kg.query import Worker, queries
from kg.shell.names import Names
from kg.shell.statements import is_command, plain

__all__ = ["Session"]

_FAULT = 70


@dataclass(slots=True)
class Session:
    """The state between two inputs; ``show`` gets what is data, the context's ``talk`` what is said."""

    context: Context
    show: Callable[[str], None]
    left: bool = False
    code: int = 0
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        """Start the child that answers, so that it is ready before the first question."""
        self.names = Names(self.context.settings.graph)
        self.context = replace(self.context, worker=Worker(self.context.settings.graph))

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *problem: object) -> None:
        """Stop the child."""
        if self.context.worker is not None:
            self.context.worker.close()

    @property
    def lang(self) -> str:
        """The language in force."""
        return self.context.settings.lang

    def carry_out(self, text: str) -> int:
        """Run one input and give its exit code; an error is said and the session goes on."""
        if text.strip(" \t\n;；"):
            self.code = self._guarded(text)
        return self.code

    def saved(self) -> Sequence[tuple[str, str]]:
        """Give the saved queries with their titles, for completion."""
        return [(row[0].value, row[1].value) for row in queries(self.lang).rows]

    def say(self, sentence: str) -> None:
        """Talk to the reader."""
        self.context.talk.write(sentence + "\n")
        self.context.talk.flush()

    def _guarded(self, text: str) -> int:
        try:
            return self._outcome(*self._read(text))
        except KgError as problem:
            self.say(render.problem(problem, self.lang))
            return problem.exit_code
        except KeyboardInterrupt:
            self.say(messages.say("ui.stopped", self.lang))
            return Interrupted.exit_code
        except Exception as fault:
            if os.environ.get("KG_DEBUG"):
                raise
            self.say(messages.say("ui.fault", self.lang, kind=type(fault).__name__, detail=str(fault)[:200]))
            return _FAULT

    def _read(self, text: str) -> tuple[Command, Arguments]:
        if not is_command(text):
            return QUERY, Arguments({"text": (plain(text),)})
        words = split(text.strip()[1:])
        known = tuple(row for row in self.context.commands if row.where != "line")
        command = pages.named(words[0], known) if words else pages.named("help", known)
        if "--help" in words:
            return pages.COMMAND, Arguments({"command": (command.name,)})
        return command, arguments(command, words[1:], shell=True)

    def _outcome(self, command: Command, given: Arguments) -> int:
        began = time.monotonic()
        flags = {row.setting: given.text(row.name) for row in command.options if row.setting and given.flag(row.name)}
        context = replace(self.context, settings=self.context.settings.changed(**flags)) if flags else self.context
        if "graph" in flags:
            context = replace(context, worker=None)
        outcome = command.run(context, given)
        if outcome.settings is not None:
            self.context = replace(self.context, settings=outcome.settings)
        if command.writes:
            self.names.forget()
        self.left = outcome.then == "leave"
        self._show(context, outcome, time.monotonic() - began)
        return outcome.code

    def _show(self, context: Context, outcome: Outcome, seconds: float) -> None:
        if outcome.text:
            self.show(outcome.text)
        answer = outcome.answer
        if answer is None:
            return
        self.context = replace(self.context, last=answer)
        buffer = BytesIO()
        render.write(outcome, context, buffer)
        self.show(buffer.getvalue().decode())
        for line in render.notes(answer, self.lang):
            self.say(line)
        if context.terminal:
            self.say(messages.say("ui.elapsed", self.lang, rows=render.size(answer), seconds=seconds))
