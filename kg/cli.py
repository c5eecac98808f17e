"""The command line: words → command → bytes on stdout, talk on stderr, an exit code; the only place that exits.

Exit codes: 0 done · 1 query or source · 2 usage or settings · 3 graph not available · 4 incomplete · 5 no rows where
that counts as failure · 70 a fault of this program · 130 interrupted. What a command does not need is not loaded.
"""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

from kg import messages
from kg.commands import overview
from kg.errors import KgError, UsageError
from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.commands.command import Command, Context, Outcome, Script
    from kg.settings import Settings

__all__ = ["Shell", "main"]

Shell = Callable[["Settings", "Script | None"], int]

_FAULT = 70
_INTERRUPTED = 130
_WIDTH = 80
_DRAWN = ("kg.commands.render",)
_ASKING = {
    "query": (*_DRAWN, "kg.export"), "run": (*_DRAWN, "kg.export"),
    "path": _DRAWN, "why": _DRAWN, "show": _DRAWN, "new": _DRAWN,
}  # fmt: skip
"""Commands whose questions are answered in this process; what shows the answers is loaded while the store opens."""


def main(words: Sequence[str] | None = None, *, shell: Shell | None = None) -> int:
    """Run one command and give the exit code; a traceback only where KG_DEBUG asks for it."""
    _streams()
    wanted, rest = _language(list(sys.argv[1:] if words is None else words))
    lang = next((x for x in (wanted, os.environ.get("KG_LANG", "")) if x in messages.LANGUAGES), "zh")
    try:
        code = _run(rest, {"lang": wanted} if wanted else {}, lang, shell)
        sys.stdout.flush()
    except KgError as problem:
        return _problem(problem, lang)
    except KeyboardInterrupt:
        return _tell("\n" + messages.say("ui.interrupted", lang), _INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:
        if os.environ.get("KG_DEBUG"):
            raise
        return _tell(messages.say("ui.fault", lang, kind=type(fault).__name__, detail=str(fault)[:200]), _FAULT)
    return code


def _run(words: list[str], flags: dict[str, str], lang: str, shell: Shell | None) -> int:
    words = _verb_first(words)
    if words[:1] == ["help"]:
        words = [*words[1:2], "--help"]
    if not words or words[0] in {"--help", "-h"}:
        (sys.stdout if words else sys.stderr).write(overview.overview(lang))
        return 0 if words else UsageError.exit_code
    if words[0] in {"--version", "-V"}:
        sys.stdout.write(f"kg {_version()}\n")
        return 0
    command = overview.named(words[0])
    if _asks_help(words):
        from kg.commands import help as pages

        sys.stdout.write(pages.page(command, lang))
        return 0
    return _command(command, words[1:], flags, shell)


def _command(command: "Command", words: list[str], flags: dict[str, str], shell: Shell | None) -> int:
    from kg import settings
    from kg.commands.parse import arguments

    given = arguments(command, words)
    flags |= {row.setting: given.text(row.name) for row in command.options if row.setting and given.flag(row.name)}
    chosen = settings.load(flags=flags, environ=os.environ, folder=Path.cwd())
    context = _context(chosen, () if chosen.endpoint else _ASKING.get(command.name, ()))
    try:
        outcome = command.run(context, given)
    finally:
        if context.worker is not None:
            context.worker.close()
    if outcome.then == "shell":
        if shell is None:
            raise UsageError("no_shell")
        return shell(chosen, outcome.script)
    return _show(context, outcome)


def _context(chosen: "Settings", showing: tuple[str, ...]) -> "Context":
    """Say what a command may use; one that asks and is done needs no child for that."""
    from kg.commands.command import Context

    worker = None
    if showing:
        from kg.query.inline import Inline

        worker = Inline(chosen.graph)
        for module in showing:
            import_module(module)
    return Context(
        chosen,
        data=sys.stdout.buffer,
        talk=sys.stderr,
        stdin=sys.stdin.buffer,
        terminal=sys.stdout.isatty(),
        talk_terminal=sys.stderr.isatty() and os.environ.get("TERM") != "dumb",
        width=_columns(),
        worker=worker,
    )


def _columns() -> int:
    """Give the terminal's width."""
    if os.environ.get("COLUMNS", "").isdecimal():
        return int(os.environ["COLUMNS"]) or _WIDTH
    return os.get_terminal_size(sys.stdout.fileno()).columns or _WIDTH if sys.stdout.isatty() else _WIDTH


def _show(context: "Context", outcome: "Outcome") -> int:
    sys.stdout.write(outcome.text)
    sys.stdout.flush()
    if outcome.answer is not None:
        from kg.commands import render

        render.write(outcome, context, context.data)
        for line in render.notes(outcome.answer, context.settings.lang):
            context.talk.write(line + "\n")
    return outcome.code


def _language(words: list[str]) -> tuple[str, list[str]]:
    """Take ``--lang`` out of the words, wherever it stands."""
    lang, rest = "", []
    left = iter(words)
    for word in left:
        if word == "--":
            rest += [word, *left]
        elif word == "--lang":
            lang = next(left, "?")
        elif word.startswith("--lang="):
            lang = word.removeprefix("--lang=")
        else:
            rest.append(word)
    return lang, rest


def _verb_first(words: list[str]) -> list[str]:
    """Move ``--graph DIR`` behind the verb when it stands before it."""
    if words[:1] == ["--graph"] and len(words) > 2:
        return [words[2], *words[:2], *words[3:]]
    if words and words[0].startswith("--graph=") and len(words) > 1:
        return [words[1], words[0], *words[2:]]
    return words


def _asks_help(words: list[str]) -> bool:
    before = words[: words.index("--")] if "--" in words else words
    return bool({"--help", "-h"} & set(before))


def _version() -> str:
    from importlib.metadata import version

    return version("kg")


def _problem(problem: KgError, lang: str) -> int:
    from kg.commands import render

    return _tell(render.problem(problem, lang), problem.exit_code)


def _tell(sentence: str, code: int) -> int:
    sys.stderr.write(sentence + "\n")
    return code


def _streams() -> None:
    """Write UTF-8 whatever the locale says; what cannot be written is shown by its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
