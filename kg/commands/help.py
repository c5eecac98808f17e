"""`kg --help`, `kg VERB --help`, `.help`: the commands and options, made from their declarations."""

from kg import messages
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.overview import named, overview
from kg.width import cells, padded, wrapped

__all__ = ["COMMAND", "page", "usage"]

_WIDTH = 100
_COMMON = (Option("lang", kind="text"), Option("help", "h", kind="flag"))


def page(command: Command, lang: str, *, shell: bool = False) -> str:
    """Give the help of one command: how to write it, what it does, what it takes."""
    shape = messages.say("ui.usage", lang, shape=usage(command, shell=shell))
    lines = [shape, "", _help(command.name, lang)]
    for title, rows in (("places", _places(command)), ("options", _options(command))):
        if rows:
            lines += ["", messages.say(f"ui.help_{title}", lang), *_table(command, rows, lang)]
    more = messages.find(f"help.{command.name}-more", lang)
    return "\n".join([*lines, *(["", more.rstrip()] if more else [])]) + "\n"


def usage(command: Command, *, shell: bool = False) -> str:
    """Give the shape of a call without its options: ``kg path FROM TO``."""
    words = [_place(row) for row in _places(command)]
    return " ".join([f".{command.name}" if shell else f"kg {command.name}", *words])


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Show all commands, or one."""
    word, lang = arguments.text("command"), context.settings.lang
    if not word:
        return Outcome(text=overview(lang, shell=True))
    if word in {"keys", "按键"}:
        return Outcome(text=messages.say("ui.keys", lang) + "\n")
    return Outcome(text=page(named(word.lstrip(".。．"), shell=True), lang, shell=True))


def _help(name: str, lang: str) -> str:
    return messages.say(f"help.{name}", lang)


def _table(command: Command, rows: tuple[Option, ...], lang: str) -> list[str]:
    heads = padded([_place(row) if row.place else _written(row) for row in rows])
    indent = " " * (2 + cells(heads[0]))
    lines: list[str] = []
    for head, row in zip(heads, rows, strict=True):
        first, *others = wrapped(_meaning(command, row, lang), _WIDTH - len(indent))
        lines += [f"  {head}{first}", *(indent + line for line in others)]
    return [line.rstrip() for line in lines]


def _meaning(command: Command, row: Option, lang: str) -> str:
    key = f"options.{command.name}-{row.name}"
    text = messages.say(key if messages.find(key, lang) else f"options.{row.name}", lang)
    known = row.choices() if row.choices else ()
    return f"{text} ({' | '.join(known)})" if known else text


def _places(command: Command) -> tuple[Option, ...]:
    return tuple(row for row in command.options if row.place)


def _options(command: Command) -> tuple[Option, ...]:
    return (*(row for row in command.options if not row.place), *_COMMON)


def _place(row: Option) -> str:
    name = row.name.upper() + ("…" if row.many else "")
    return name if row.required else f"[{name}]"


def _written(row: Option) -> str:
    name = f"-{row.short}, --{row.name}" if row.short else f"--{row.name}"
    values = {"flag": "", "number": " N", "path": " PATH", "text": " TEXT"}
    return name + values[row.kind]


COMMAND = Command("help", "帮助", _run, (Option("command", place=True, offers="commands"),), where="shell")
