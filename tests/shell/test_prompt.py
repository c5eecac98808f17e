"""Key strokes → what the shell shows and says, through a pipe and a dummy screen."""

import io

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from kg import settings
from kg.shell import Terminal, interact, prompt

CTRL_C, CTRL_D, ESCAPE_ENTER, ENTER = "\x03", "\x04", "\x1b\r", "\r"


@pytest.fixture
def typed(tmp_path):
    """Type keys into a shell on an empty folder; give what it showed and what it said."""

    def run(*keys):
        environ = {"HOME": str(tmp_path), "KG_HISTORY": str(tmp_path / "history")}
        chosen = settings.load(flags={"graph": str(tmp_path / "graph")}, environ=environ, folder=tmp_path)
        shown, talk = [], io.StringIO()
        with create_pipe_input() as source:
            source.send_text("".join(keys))
            code = interact(chosen, Terminal(source, DummyOutput(), shown.append, talk))
        return code, "".join(shown), talk.getvalue()

    return run


def test_ctrl_d_leaves_with_success(typed):
    """Ctrl-D on an empty line ends the shell."""
    assert typed(CTRL_D)[0] == 0


def test_quit_leaves(typed):
    """.quit and its alias end the shell."""
    assert typed("。退出" + ENTER)[0] == 0


def test_help_shows_the_commands(typed):
    """.help lists the commands of the shell with their aliases."""
    _, shown, _ = typed(".help", ENTER, CTRL_D)
    assert ".path .路径" in shown
    assert ".quit .退出" in shown


def test_full_width_dot_begins_a_command(typed):
    """。help is .help."""
    assert ".path" in typed("。帮助", ENTER, CTRL_D)[1]


def test_ctrl_c_empties_the_line_and_stays(typed):
    """What was typed is gone, the shell goes on."""
    _, shown, said = typed("SELECT nonsense", CTRL_C, ".help", ENTER, CTRL_D)
    assert ".path" in shown
    assert "nonsense" not in said


def test_unknown_command_says_what_was_meant(typed):
    """.hepl asks for .help, and the shell goes on."""
    _, shown, said = typed(".hepl", ENTER, ".lang", ENTER, CTRL_D)
    assert "“.help”" in said
    assert "中文" in shown


def test_lang_changes_what_is_said_from_then_on(typed):
    """Help comes in English after .lang en."""
    assert "leave" in typed(".lang en", ENTER, ".help", ENTER, CTRL_D)[1]


def test_enter_goes_on_in_an_open_query_and_alt_enter_runs_it(typed):
    """A query without a graph ends in one error, however many lines it had."""
    _, _, said = typed("SELECT * {", ENTER, "?s ?p ?o", ENTER, "}", ESCAPE_ENTER, CTRL_D)
    assert said.count("没有找到图谱") == 1


def test_enter_on_an_empty_line_runs_a_closed_query(typed):
    """No semicolon is needed."""
    assert typed("ASK { ?s ?p ?o }", ENTER, ENTER, CTRL_D)[2].count("没有找到图谱") == 1


def test_format_refuses_what_it_does_not_know(typed):
    """The formats that exist are named."""
    assert "table" in typed(".format xyz", ENTER, CTRL_D)[2]


@pytest.mark.parametrize("size", [10, 1018, 1024, 20_000])
def test_a_paste_is_taken_whole_and_what_follows_it_is_typed(typed, size):
    """Wherever the pieces that are read are cut, also within the mark of its end."""
    _, _, said = typed(f"\x1b[200~.{'k' * size}\x1b[201~w", ENTER, CTRL_D)
    assert f".{'k' * size}w" in said.replace("\n", "")


def test_a_paste_too_long_to_edit_is_refused(typed, monkeypatch):
    """It says so instead of drawing for minutes; the line stays as it was."""
    monkeypatch.setattr(prompt, "MOST", 5_000)
    _, shown, said = typed(f".he\x1b[200~{'k' * 5_001}\x1b[201~", "lp", ENTER, CTRL_D)
    assert "5,001" in said
    assert ".path" in shown


def test_history_keeps_whole_inputs(typed, tmp_path):
    """A query over three lines is one entry of the history file."""
    typed("ASK {", ENTER, "?s ?p ?o", ENTER, "};", ENTER, CTRL_D)
    assert (tmp_path / "history").read_text(encoding="utf-8").count("\n# ") == 1


@pytest.mark.parametrize(("column", "border"), [(2, "│"), (3, "|")])
def test_the_terminal_says_whether_quotes_take_two_cells(typed, column, border):
    """It reports where the cursor stands after one quote; nothing of that is taken for typing."""
    _, shown, said = typed(f"\x1b[1;{column}R", ".prefixes", ENTER, CTRL_D)
    assert f" {border} " in shown
    assert ({"│", "|"} - {border}).isdisjoint(shown)
    assert not said.count("R")
