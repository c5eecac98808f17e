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
    """A slip in the usage is code 2, and nothing after it runs."""
    code, data, talk = scripted(".hepl\n.config\n")
    assert (code, data) == (2, "")
    assert "help" in talk


def test_script_without_a_graph_has_the_code_of_a_missing_graph(scripted):
    """A query on a missing graph is code 3."""
    assert scripted("ASK { ?s ?p ?o }")[0] == 3


def test_script_of_nothing_is_success(scripted):
    """An empty pipe is no error."""
    assert scripted("\n \n") == (0, "", "")


def test_quit_ends_a_script(scripted):
    """Nothing after .quit runs."""
    assert scripted(".quit\n.hepl\n")[0] == 0
