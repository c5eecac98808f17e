"""Every plug-in file stands in its package's table, and every row has its own file."""

import importlib
from pathlib import Path

import pytest

import kg
from kg.commands import COMMANDS, VERBS

PACKAGE = Path(kg.__file__).parent
NOT_VERBS = {"__init__", "command", "outlet", "overview", "parse", "picked", "progress", "render", "report", "width"}


def test_every_verb_file_is_a_command_in_the_table():
    """A file of kg/commands is a verb with one row, or one of the named helpers."""
    files = {path.stem for path in (PACKAGE / "commands").glob("*.py")} - NOT_VERBS
    rows = {importlib.import_module(f"kg.commands.{name}").COMMAND for name in files}
    assert rows == set(COMMANDS)
    assert len(COMMANDS) == len(files)


def test_every_row_says_what_its_command_says():
    """The table answers for a command without loading it, so both must agree."""
    assert [row[:3] for row in VERBS] == [(command.name, command.alias, command.where) for command in COMMANDS]


def test_command_names_and_aliases_are_unique():
    """One word, one command."""
    words = [word for command in COMMANDS for word in (command.name, command.alias) if word]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_command_options_are_unique_and_complete(command):
    """Names and short forms do not clash; a shell command has a Chinese alias; only a last place takes many words."""
    words = [word for row in command.options for word in (row.name, row.short) if word]
    assert len(words) == len(set(words))
    assert command.alias or command.where == "line"
    assert not any(row.many for row in [row for row in command.options if row.place][:-1])
