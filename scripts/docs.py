"""Print the parts of the documents that are made from the code: the stage table, the commands page."""

import importlib
import sys

from kg import messages
from kg.commands import COMMANDS

STAGES = ("read", "parse", "find", "link", "relate", "encode", "check", "store")


def stages() -> str:
    """Give the stage table of ARCHITECTURE.md: module and first sentence of its docstring."""
    rows = ["| Module | Stage |", "|---|---|"]
    for name in STAGES:
        first = (importlib.import_module(f"kg.{name}").__doc__ or "").strip().splitlines()[0]
        rows.append(f"| `kg/{name}` | {first.replace('|', '/')} |")
    return "\n".join(rows)


def commands() -> str:
    """Give docs/commands.md: every command with its sentence in both languages and its options."""
    parts = ["# Commands", "", "Made by `scripts/docs.py commands`; `kg COMMAND --help` shows the same.", ""]
    for command in COMMANDS:
        parts += [f"## {command.name}", ""]
        parts += [messages.say(f"help.{command.name}", "en"), "", messages.say(f"help.{command.name}", "zh"), ""]
        options = [f"`{option.name if option.place else '--' + option.name}`" for option in command.options]
        parts += [f"Options: {', '.join(options)}" if options else "No options.", ""]
    return "\n".join(parts)


if __name__ == "__main__":
    print({"stages": stages, "commands": commands}[sys.argv[1]]())
