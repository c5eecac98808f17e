"""Help made from declarations."""

import pytest

from kg.commands import COMMANDS
from kg.commands.help import page, usage
from kg.commands.overview import named, overview
from kg.errors import UsageError
from kg.width import cells


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("shell", [True, False])
def test_overview_names_each_command_of_its_place_once(lang, shell):
    """The shell's list and the command line's list are those of the table."""
    text = overview(lang, shell=shell)
    for command in COMMANDS:
        here = command.where in {"both", "shell" if shell else "line"}
        assert any(line.split()[:1] == [("." if shell else "") + command.name] for line in text.splitlines()) == here


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_page_explains_every_option(command, lang):
    """No option is without a sentence, no line without end."""
    text = page(command, lang)
    assert not [row.name for row in command.options if not row.place and f"--{row.name}" not in text]
    assert "options." not in text
    assert max(map(cells, text.splitlines())) <= 104


def test_usage_shows_places():
    """Required words bare, others in brackets; a dot in the shell."""
    assert usage(named("path")) == "kg path FROM TO"
    assert usage(named("check", shell=True), shell=True) == ".check [SOURCE]"


def test_named_finds_by_word_and_alias_and_guesses():
    """A slip is answered with the word that was meant, nonsense is not."""
    assert named("路径", shell=True).name == "path"
    with pytest.raises(UsageError, match="unknown_command_near"):
        named("biuld")
    with pytest.raises(UsageError, match=r"unknown_command "):
        named("xyzzy")
