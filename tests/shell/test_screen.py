"""The pager: only what does not fit goes through it, and leaving it leaves nothing else."""

import os
import shlex
import shutil
import signal
import sys

import pytest

from kg.shell.render import Screen


@pytest.fixture
def screen(monkeypatch, tmp_path):
    """A screen of 20 columns and 5 rows; its pager keeps what it gets in a file."""
    kept = tmp_path / "paged"
    code = f"import sys; open({str(kept)!r}, 'wb').write(sys.stdin.buffer.read())"
    monkeypatch.setenv("PAGER", shlex.join([sys.executable, "-c", code]))
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_: os.terminal_size((20, 5)))
    return kept


def test_what_fits_is_shown_straight(screen, capsys):
    """Four lines of a screen of five."""
    Screen(pager=lambda: True).show("四川\n" * 4)
    assert capsys.readouterr().out == "四川\n" * 4
    assert not screen.exists()


@pytest.mark.parametrize("text", ["四川\n" * 5, "四川省科技厅印发通知\n" * 3 + "甲" * 21 + "\n"])
def test_what_does_not_fit_goes_through_the_pager(screen, capsys, text):
    """Too many lines, or lines that the terminal breaks into too many; in UTF-8."""
    Screen(pager=lambda: True).show(text)
    assert capsys.readouterr().out == ""
    assert screen.read_text("utf-8") == text


def test_cells_are_counted_as_the_terminal_draws_them(screen):
    """Quotes of two cells fill the line earlier."""
    text = "“”" * 10 + "\n" + "甲\n" * 3
    Screen(pager=lambda: True).show(text)
    assert not screen.exists()
    Screen(pager=lambda: True, wide=lambda: True).show(text)
    assert screen.exists()


def test_colours_take_no_room(screen):
    """Their characters are not shown."""
    Screen(pager=lambda: True).show("\x1b[1;33m四川\x1b[0m\n" * 4)
    assert not screen.exists()


def test_the_pager_can_be_switched_off(screen, capsys):
    """`.set pager off`."""
    Screen(pager=lambda: False).show("四川\n" * 50)
    assert len(capsys.readouterr().out.splitlines()) == 50
    assert not screen.exists()


@pytest.mark.usefixtures("screen")
def test_a_pager_that_does_not_exist_is_no_pager(capsys, monkeypatch):
    """The text is shown all the same."""
    monkeypatch.setenv("PAGER", "no-such-pager-anywhere")
    Screen(pager=lambda: True).show("四川\n" * 50)
    assert len(capsys.readouterr().out.splitlines()) == 50


@pytest.mark.usefixtures("screen")
def test_a_pager_that_is_left_early_or_stopped_leaves_nothing_else(monkeypatch):
    """Neither a closed pipe nor its Ctrl-C reaches the shell."""
    monkeypatch.setenv("PAGER", shlex.join([sys.executable, "-c", "import sys; sys.exit(1)"]))
    Screen(pager=lambda: True).show("四川\n" * 100_000)
    code = "import os, signal; os.kill(os.getppid(), signal.SIGINT)"
    monkeypatch.setenv("PAGER", shlex.join([sys.executable, "-c", code]))
    Screen(pager=lambda: True).show("四川\n" * 50)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
