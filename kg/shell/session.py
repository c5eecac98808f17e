"""What a shell remembers, and how it carries out one input: a command or a query, the answer shown, errors said."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Self

from kg import messages
from kg.commands import help as pages
from kg.commands import overview, render
from kg.commands.command import Arguments, Command, Context, Outcome, Script
from kg.commands.outlet import Outlet
from kg.commands.parse import arguments, split
from kg.commands.query import COMMAND as QUERY
from kg.errors import Interrupted, KgError
from kg.query import statements
from kg.query.process import Worker
from kg.query.saved import queries
from kg.query.scope import sources
from kg.settings import Settings
from kg.shell.choice import chosen
from kg.shell.names import Names

__all__ = ["Session"]

_EMPTY = 5
_FAULT = 70


@dataclass(slots=True)
class Session:
    """The state between two inputs; ``show`` gets what is data, the context's ``talk`` what is said.

    ``given`` says how queries are to be taken when they come from a script.
    """

    context: Context
    show: Callable[[str], None]
    given: Script = field(default_factory=Script)
    outlet: Outlet = field(default_factory=Outlet)
    left: bool = False
    code: int = 0
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        """Start the child that answers, so that it is ready before the first question."""
        self.names = Names(self.context.settings.graph, self._sources)
        self.context = replace(self.context, worker=Worker(self.context.settings.graph), shell=True)

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *problem: object) -> None:
        """Stop the children."""
        self.names.close()
        if self.context.worker is not None:
            self.context.worker.close()

    @property
    def lang(self) -> str:
        """The language in force."""
        return self.context.settings.lang

    def carry_out(self, text: str) -> int:
        """Run the inputs of a text one after another; give the code of the first that failed, the last if none did.

        An error is said and the session goes on; a script stops at the first unless it was told to go on.
        """
        failed = 0
        for piece in statements.split(text):
            self.names.learn(piece)
            self.code = self._guarded(piece)
            failed = failed or self.code
            if self.left or self.code == Interrupted.exit_code or (failed and not self.given.go_on):
                break
        self.code = failed
        return self.code

    def measure(self, wide: bool) -> None:
        """Learn from the terminal that quotes and circled numbers take two cells."""
        self.context = replace(self.context, wide=wide)

    def saved(self) -> Sequence[tuple[str, str]]:
        """Give the saved queries with their titles, for completion."""
        return [(row[0].value, row[1].value) for row in queries(self.lang, own=self.context.settings.queries).rows]

    def say(self, sentence: str) -> None:
        """Talk to the reader."""
        self.context.talk.write(sentence + "\n")
        self.context.talk.flush()

    def _guarded(self, text: str) -> int:
        try:
            return self._outcome(*self._read(text))
        except KgError as problem:
            again = self._chosen(problem, text)
            if again is not None:
                return self._guarded(again)
            self.say(render.problem(problem, self.lang, shell=True))
            return problem.exit_code
        except KeyboardInterrupt:
            self.say(messages.say("ui.stopped", self.lang))
            return Interrupted.exit_code
        except BrokenPipeError:
            raise
        except Exception as fault:
            if os.environ.get("KG_DEBUG"):
                raise
            self.say(messages.say("ui.fault", self.lang, kind=type(fault).__name__, detail=str(fault)[:200]))
            return _FAULT

    def _chosen(self, problem: KgError, text: str) -> str | None:
        """Let the reader say which thing a name means, where there is somebody to ask."""
        ask = self.context.inquire
        if ask is None:
            return None
        return chosen(problem, text, say=self.say, ask=lambda question: ask(question, ""), lang=self.lang)

    def _read(self, text: str) -> tuple[Command, Arguments]:
        if not statements.is_command(text):
            given = Arguments({**self.given.given.values, "text": (statements.plain(text),)})
            return QUERY, given
        word, rest = _first(text.strip()[1:])
        command = overview.named(word, shell=True)
        if command.whole and rest != "--help":
            return command, Arguments({"text": (rest,)} if rest else {})
        words = split(rest)
        if "--help" in words:
            return pages.COMMAND, Arguments({"command": (command.name,)})
        return command, arguments(command, words, shell=True)

    def _outcome(self, command: Command, given: Arguments) -> int:
        began = time.monotonic()
        flags = {row.setting: given.text(row.name) for row in command.options if row.setting and given.flag(row.name)}
        context = replace(self.context, settings=self.context.settings.changed(**flags)) if flags else self.context
        if "graph" in flags:
            context = replace(context, worker=None)
        context = _towards(context, self.outlet)
        outcome = command.run(context, given)
        before = self.context.settings
        if outcome.settings is not None:
            self._set(before.changed(**_changes(context.settings, outcome.settings)))
        if outcome.outlet is not None:
            self.outlet = outcome.outlet
        if command.writes:
            self.names.forget()
        self.left = outcome.then == "leave"
        self._show(context, outcome, time.monotonic() - began)
        if command is QUERY or outcome.question is not None:
            typed = given.text("text") if command is QUERY else outcome.question.text if outcome.question else ""
            self.context = replace(self.context, typed=typed)
        if outcome.script is not None:
            return self._script(outcome.script, before)
        return self._code(outcome)

    def _put(self, outcome: Outcome, context: Context) -> None:
        """Hand an answer to where it goes, and say so; what a program writes back is data."""
        outlet, self.outlet = self.outlet, Outlet() if self.outlet.once else replace(self.outlet, begun=True)
        said = outlet.put(outcome, _towards(context, outlet), capture=not self.context.terminal)
        if said:
            self.show(said.decode("utf-8", "backslashreplace"))
        if not outlet.piped and outcome.answer is not None:
            self.say(self.context.words("put", target=outlet.target, rows=render.size(outcome.answer)))

    def _sources(self) -> tuple[str, ...]:
        """Give the texts that questions look at; none for all."""
        settings = self.context.settings
        return sources(settings.graph, settings.scope) if settings.scope else ()

    def _set(self, settings: Settings) -> None:
        """Take new settings; another graph gets another child."""
        if settings.graph != self.context.settings.graph:
            self.__exit__()
            self.names.graph = settings.graph
            self.context = replace(self.context, worker=Worker(settings.graph))
        self.context = replace(self.context, settings=settings)

    def _script(self, script: Script, before: Settings) -> int:
        """Carry out the inputs that a command left, an editor's text for one, as if they had been typed."""
        if not script.steps:
            return self.carry_out(script.text or "")
        try:
            return self._steps(script.steps)
        finally:
            self._set(before)

    def _steps(self, steps: Sequence[tuple[str, str]]) -> int:
        """Tell about each input, show it, carry it out, and wait for the reader; Ctrl-C ends it."""
        for number, (key, text) in enumerate(steps, 1):
            self.say(f"\n── {number}/{len(steps)} ── {self.context.words(key)}\n\nkg> {text}\n")
            code = self._guarded(text)
            if code:
                return code
            if self.context.inquire is not None and number < len(steps):
                self.context.inquire(self.context.words("tour_next"), "")
        return 0

    def _code(self, outcome: Outcome) -> int:
        empty = self.given.fail_empty and outcome.answer is not None and not render.size(outcome.answer)
        return _EMPTY if empty and not outcome.code else outcome.code

    def _show(self, context: Context, outcome: Outcome, seconds: float) -> None:
        if outcome.text:
            self.show(outcome.text)
        answer = outcome.answer
        if answer is None:
            return
        if not outcome.aside:
            self.context = replace(self.context, last=answer, question=outcome.question, ours=outcome.ours)
        if self.outlet.target:
            self._put(outcome, context)
        else:
            buffer = BytesIO()
            render.write(outcome, context, buffer)
            self.show(buffer.getvalue().decode())
        for line in render.notes(answer, self.lang, shell=True):
            self.say(line)
        if self.context.terminal and context.settings.on("timing"):
            self.say(messages.say("ui.elapsed", self.lang, rows=render.size(answer), seconds=seconds))


def _towards(context: Context, outlet: Outlet) -> Context:
    """Let answers that do not go to the screen have all their rows and the form of where they go."""
    if not outlet.target:
        return context
    form = outlet.form or context.settings.format
    return replace(context, terminal=False, settings=context.settings.changed(format=form))


def _changes(before: Settings, after: Settings) -> dict[str, str]:
    """Give the settings that a command changed."""
    return {name: value.text for name, value in after.values.items() if value.text != before.values[name].text}


def _first(line: str) -> tuple[str, str]:
    """Split a command's word from what follows it; a full-width space counts as one, ``|`` is a word of its own."""
    if line[:1] in {"|", "｜"}:
        return "|", line[1:].strip()
    word = line.replace("　", " ").split(" ", 1)[0].split("\n", 1)[0]
    return word, line[len(word) :].strip()
