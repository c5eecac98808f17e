"""Which commands there are, told without loading them: the list of `kg --help` and `.help`, a word and its command."""

from kg import messages
from kg.commands import VERBS, load
from kg.typed import TYPE_CHECKING
from kg.width import padded

if TYPE_CHECKING:
    from kg.commands.command import Command

__all__ = ["named", "overview"]


def overview(lang: str, *, shell: bool = False) -> str:
    """Give one line for each command."""
    rows = _rows(shell=shell)
    heads = [f".{row[0]} .{row[1]}" if shell else row[0] for row in rows]
    pairs = zip(padded(heads), rows, strict=True)
    lines = [f"  {head}{messages.say(f'help.{row[0]}', lang)}" for head, row in pairs]
    first, last = ("shell_head", "shell_foot") if shell else ("line_head", "line_foot")
    return "\n".join([messages.say(f"ui.{first}", lang), *lines, "", messages.say(f"ui.{last}", lang)]) + "\n"


def named(word: str, *, shell: bool = False) -> "Command":
    """Load the command of a word or a Chinese alias; say which one was probably meant."""
    rows = _rows(shell=shell)
    for row in rows:
        if word in row[:2] and word:
            return load(row[0])
    from kg.commands.parse import nearest
    from kg.errors import QueryError, UsageError

    guess = nearest(word, [name for row in rows for name in row[:2] if name])
    key = "unknown_command_near" if guess else "unknown_command"
    raise QueryError(key, command=word, guess=guess) if shell else UsageError(key, command=word, guess=guess)


def _rows(*, shell: bool) -> list[tuple[str, ...]]:
    return [row for row in VERBS if row[2] in {"both", "shell" if shell else "line"}]
