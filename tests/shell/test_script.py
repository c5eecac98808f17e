"""Statements from a pipe: data out, talk beside it, an exit code."""

import io

import pytest

from kg import settings
from kg.commands.command import Script
from kg.shell import script


@pytest.fixture
def scripted(tmp_path):
    """Run a script on an empty folder; give code, data, talk."""

    def run(text, **how):
        chosen = settings.load(
            flags={"graph": str(tmp_path / "graph")}, environ={"HOME": str(tmp_path)}, folder=tmp_path
        )
        data, talk = io.BytesIO(), io.StringIO()
        code = script(chosen, Script(text, **how), data=data, talk=talk)
        return code, data.getvalue().decode(), talk.getvalue()

    return run


def test_script_runs_commands_and_ends_well(scripted):
    """Data goes to the data stream, exit code 0."""
    code, data, talk = scripted(".config --format tsv\n.lang en\n")
    assert (code, talk) == (0, "")
    assert '"graph"\t' in data


def test_script_stops_at_the_first_failure_with_its_code(scripted):
    """A command that does not exist is code 1, a slip in its usage code 2, and nothing after it runs."""
    code, data, talk = scripted(".hepl\n.config\n")
    assert (code, data) == (1, "")
    assert ".help" in talk
    assert scripted(".show\n.config\n")[:2] == (2, "")


def test_script_goes_on_after_a_failure_when_told_to(scripted):
    """The code is that of the first failure."""
    code, data, _ = scripted(".show\n.config --format tsv\n.hepl\n", go_on=True)
    assert code == 2
    assert '"graph"\t' in data


def test_script_without_a_graph_has_the_code_of_a_missing_graph(scripted):
    """A query on a missing graph is code 3."""
    assert scripted("ASK { ?s ?p ?o }")[0] == 3


def test_script_of_nothing_is_success(scripted):
    """An empty pipe is no error."""
    assert scripted("\n \n") == (0, "", "")


def test_quit_ends_a_script(scripted):
    """Nothing after .quit runs."""
    assert scripted(".quit\n.hepl\n")[0] == 0


def test_hints_inside_the_shell_are_the_shell_s(scripted):
    """Nobody is sent to the command line from here."""
    _, _, talk = scripted(".hepl\n.show\n.show x y z\nASK { ?s ?p ?o }", go_on=True)
    assert "kg " not in talk
    assert "--help" not in talk
