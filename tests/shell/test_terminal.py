"""The shell on a real terminal, driven through tmux: keys in, the screen out."""

import os
import pty
import select
import shutil
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from small_graph import build

from kg.width import cells

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not here: the terminal is not tested")


def engines(shell):
    """The processes that the shell in a terminal has started."""
    found = shell.tmux("list-panes", "-F", "#{pane_pid}").split()
    for _ in range(2):
        listed = subprocess.run(["pgrep", "-P", ",".join(found)], capture_output=True, text=True, check=False)
        found = listed.stdout.split()
    return found


def test_ctrl_c_brings_the_prompt_back_and_the_next_answer_is_right(open_shell):
    """Also twice; and nothing is left running when the shell is left."""
    shell = open_shell()
    seen = engines(shell)
    assert seen
    for _ in range(2):
        shell.type(f"{ENDLESS};")
        shell.keys("Enter")
        time.sleep(0.5)
        shell.keys("C-c")
        shell.wait("已中断")
        seen += engines(shell)
    shell.type("SELECT (1 + 1 AS ?n) {};")
    shell.keys("Enter")
    shell.wait("1 条结果")
    time.sleep(0.5)
    shell.keys("C-d")
    shell.wait("left=0")
    assert [number for number in seen if Path(f"/proc/{number}").exists()] == []


def test_ctrl_c_at_the_prompt_empties_the_line(open_shell):
    """What was typed is gone; the shell stays."""
    shell = open_shell()
    shell.type("SELECT nonsense")
    shell.keys("C-c")
    shell.type(".lang")
    shell.keys("Enter")
    assert "left=" not in shell.wait("语言：中文")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [80, 20])
def test_no_line_is_wider_than_the_terminal(open_shell, columns, lang):
    """A table, an error and help keep inside 80 and inside 20 columns, in both languages."""
    shell = open_shell(size=(columns, 50), lang=lang)
    end = {"zh": "条结果", "en": "result"}[lang]
    shell.type("SELECT ?d ?a { ?d pb:issuer ?a };")
    shell.keys("Enter")
    shown = shell.wait(end)
    assert "中试平台办法" in shown.replace("\n", "").replace(" ", "")
    shell.type("SELEC;")
    shell.keys("Enter")
    shown = shell.wait("^")
    assert max(map(cells, shown.splitlines())) <= columns


def test_chinese_history_survives_a_restart_in_a_plain_locale(open_shell):
    """LC_ALL=C is no reason to lose a name."""
    shell = open_shell(LC_ALL="C", PYTHONUTF8="")
    shell.type("ASK { [[四川省]] ?p ?o };")
    shell.keys("Enter")
    shell.wait("true")
    shell.keys("C-d")
    shell.wait("left=0")
    shell.close()
    again = open_shell(LC_ALL="C", PYTHONUTF8="")
    again.keys("Up")
    again.wait("[[四川省]]")


def test_pasted_statements_run_one_after_another_and_complete_nothing(open_shell):
    """A paste with a tab and an unfinished name opens no menu; each statement is answered."""
    shell = open_shell()
    shell.paste("SELECT (1 AS ?甲) {};\n\tASK {} ;\nSELECT ?x { ?x pb:place [[四川省]] };")
    time.sleep(0.3)
    assert shell.shown().count("·") == 2  # the banner's
    shell.keys("Enter")
    shown = shell.wait("四川省科学技术厅", "true")
    assert shown.index("true") < shown.index("四川省科学技术厅\n")


def test_enter_inside_braces_indents_and_alt_enter_runs(open_shell):
    """The next line begins under what is open; Alt-Enter needs no end."""
    shell = open_shell()
    shell.type("SELECT (COUNT(*) AS ?n) {")
    shell.keys("Enter")
    shell.type("?s pb:issuer ?o }")
    shown = shell.wait("?s pb:issuer ?o }")
    assert ">   ?s pb:issuer" in shown
    shell.keys("M-Enter")
    shell.wait("1 条结果")


def test_f1_shows_the_keys_and_keeps_the_line(open_shell):
    """Help in the middle of typing."""
    shell = open_shell()
    shell.type("ASK {")
    shell.keys("F1")
    shell.wait("Ctrl-R")
    shell.type(" ?s ?p ?o };")
    shell.keys("Enter")
    shell.wait("true")


def test_an_empty_folder_says_what_to_do(open_shell, tmp_path):
    """The first minutes: the tour, a build, another graph."""
    shell = open_shell(graph=tmp_path / "nothing")
    shell.wait(".tour", ".build", ".set graph")


def test_a_dumb_terminal_is_enough(open_shell):
    """No cursor tricks are needed to ask and to leave."""
    shell = open_shell(TERM="dumb")
    shell.type("ASK { [[四川省]] ?p ?o };")
    shell.keys("Enter")
    shell.wait("true", "条结果")
    shell.keys("C-d")
    shell.wait("left=0")


def test_ctrl_d_between_two_prompts_is_kept_for_the_next(tmp_path):
    """Typed while the terminal reads lines itself, after an empty line, it leaves like any other."""
    environ = {**os.environ, "TERM": "dumb", "HOME": str(tmp_path)}
    words = [sys.executable, "-m", "kg", "shell", "--graph", str(build(tmp_path / "graph"))]
    master, slave = pty.openpty()
    with subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, env=environ, start_new_session=True) as shell:
        os.close(slave)
        _read_until(master, "kg> ")
        _wait_for_lines(master, taken=False)
        os.write(master, b"\r")
        _wait_for_lines(master, taken=True)
        os.write(master, b"\x04")
        try:
            assert shell.wait(20) == 0
        finally:
            shell.kill()
    os.close(master)


def _read_until(terminal, text):
    shown = ""
    while text not in shown:
        assert select.select([terminal], [], [], 20)[0], shown
        shown += os.read(terminal, 4096).decode(errors="replace")


def _wait_for_lines(terminal, *, taken):
    """Wait until the terminal takes whole lines, or keys as they come; not for long, the moment may be over."""
    until = time.monotonic() + 2
    while bool(termios.tcgetattr(terminal)[3] & termios.ICANON) != taken and time.monotonic() < until:
        pass
