"""Words of a command line or of the shell → a command's arguments; one grammar for both, errors in words.

``--name value``, ``--name=value``, ``-x value``, ``-xvalue``, switches, ``--`` before words that begin with a dash.
Where the shell allows it, an option stands without dashes after the places: ``.path 四川省 量子科技 top 3``.
"""

import unicodedata
from collections.abc import Sequence

from kg.commands.command import Arguments, Command, Option
from kg.errors import UsageError

__all__ = ["arguments", "nearest", "split"]

_ALIKE = 0.55
_QUOTES = str.maketrans("“”‘’＂　", '""\'\'" ')


def arguments(command: Command, words: Sequence[str], *, shell: bool = False) -> Arguments:
    """Read the words after a command's name."""
    reading = _Reading(command, list(words), shell)
    while reading.words:
        reading.step()
    return Arguments({name: tuple(values) for name, values in reading.complete().items()})


def split(line: str) -> list[str]:
    """Split a line of the shell into words; full-width quotes and spaces count as plain ones."""
    import shlex

    try:
        return shlex.split(line.translate(_QUOTES))
    except ValueError as problem:
        raise UsageError("open_quote", line=line) from problem


def nearest(word: str, known: Sequence[str]) -> str:
    """Give the known word that was most likely meant, or nothing."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, 1, _ALIKE)), "")


class _Reading:
    def __init__(self, command: Command, words: list[str], shell: bool) -> None:
        self.command, self.words, self.shell = command, words, shell
        self.found: dict[str, list[str]] = {}
        self.closed = False

    def step(self) -> None:
        word = self.words.pop(0)
        if self.closed or word == "-" or not _dashed(word):
            self.place(word)
        elif word == "--":
            self.closed = True
        else:
            self.option(word)

    def place(self, word: str) -> None:
        bare = self.shell and next((o for o in self.command.options if o.bare and o.name == word), None)
        if bare and not self.waiting():
            self.keep(bare, self.value(word))
            return
        row = next((o for o in self.command.options if o.place and (o.many or o.name not in self.found)), None)
        if row is None:
            raise self.extra(word)
        self.keep(row, word)

    def option(self, word: str) -> None:
        name, equals, value = word.partition("=")
        row = self.row(name)
        if row is None and not word.startswith("--") and len(word) > 2:
            name, value, equals = word[:2], word[2:], "="
            row = self.row(name)
        if row is None:
            raise self.unknown(word.partition("=")[0])
        if row.kind == "flag":
            if equals:
                raise UsageError("no_value", option=name, command=self.command.name)
            self.keep(row, "")
        else:
            self.keep(row, value if equals else self.value(name))

    def row(self, name: str) -> Option | None:
        rows = (o for o in self.command.options if not o.place)
        return next((o for o in rows if name in (f"--{o.name}", f"-{o.short}" if o.short else "")), None)

    def extra(self, word: str) -> UsageError:
        """Say that a word is one too many; in the shell it may be an option that is written wrongly."""
        guess = nearest(word, [o.name for o in self.command.options if o.bare]) if self.shell else ""
        if guess:
            return UsageError("unknown_option_near", option=word, command=self.command.name, guess=guess)
        return UsageError("too_many_words", word=word, command=self.command.name)

    def unknown(self, name: str) -> UsageError:
        known = [f"--{o.name}" for o in self.command.options if not o.place] + ["--help"]
        guess = nearest(name, known if self.shell else [*known, "--lang"])
        fields = {"option": name, "command": self.command.name, "guess": guess}
        return UsageError("unknown_option_near" if guess else "unknown_option", **fields)

    def value(self, written: str) -> str:
        if not self.words or (_dashed(self.words[0]) and self.row(self.words[0].partition("=")[0])):
            raise UsageError("missing_value", option=written, command=self.command.name)
        return self.words.pop(0)

    def keep(self, row: Option, value: str) -> None:
        known = row.choices() if row.choices else ()
        if known and value not in known:
            raise UsageError("bad_choice", option=_shown(row), value=value, known=" | ".join(known))
        if row.kind == "number":
            value = _number(row, value)
        self.found.setdefault(row.name, []).append(value)

    def waiting(self) -> bool:
        return any(o.place and o.required and o.name not in self.found for o in self.command.options)

    def complete(self) -> dict[str, list[str]]:
        for row in self.command.options:
            if row.required and row.name not in self.found:
                raise UsageError("missing_word", word=_shown(row), command=self.command.name)
        return self.found


def _dashed(word: str) -> bool:
    return len(word) > 1 and word.startswith("-")


def _number(row: Option, value: str) -> str:
    plain = unicodedata.normalize("NFKC", value)
    if not plain.isdecimal():
        raise UsageError("bad_number", option=_shown(row), value=value)
    return str(int(plain))


def _shown(row: Option) -> str:
    return row.name.upper() if row.place else f"--{row.name}"
