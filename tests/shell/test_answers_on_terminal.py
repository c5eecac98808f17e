"""Answers on a real terminal: straight borders, narrow pages, the pager, the scope in the prompt, what is kept."""

import shutil

import pytest

from kg.width import cells

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not here: the terminal is not tested")

MIXED = 'SELECT ?t ?n { VALUES (?t ?n) { ("“十四五”规划" 1) ("①②（试行）" 20) ("Latin 2025" 300) } };'


def table(shown):
    """The lines of a table on a screen."""
    return [line for line in shown.splitlines() if any(sign in line for sign in "│┼|") or "-+-" in line]


def borders(lines, *, wide):
    return {tuple(cells(line[:at], wide=wide) for at, sign in enumerate(line) if sign in "│┼|+") for line in lines}


@pytest.mark.parametrize("width", ["1", "2"])
def test_borders_are_straight(open_shell, width):
    """Quotes, circled numbers, brackets, Latin letters and digits, at either width."""
    shell = open_shell()
    shell.type(f".set ambiguous {width}")
    shell.keys("Enter")
    shell.type(MIXED)
    shell.keys("Enter")
    lines = table(shell.wait("3 条结果"))
    assert len(lines) == 5
    assert len(borders(lines, wide=width == "2")) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_twenty_columns_show_one_value_below_the_other(open_shell, lang):
    """No line is wider than the terminal."""
    shell = open_shell(size=(20, 40), lang=lang)
    shell.type("SELECT ?d ?s { ?d pb:sector ?s };")
    shell.keys("Enter")
    shown = shell.wait("── 2 ──", "2 条" if lang == "zh" else "results")
    assert max(map(cells, shown.splitlines())) <= 20


def test_leaving_the_pager_does_not_leave_the_shell(open_shell):
    """Also by Ctrl-C; errors are never in it."""
    shell = open_shell(size=(80, 12), PAGER="less -RX")
    shell.type("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 30;")
    shell.keys("Enter")
    shell.wait("#")
    shell.keys("C-c", "q")
    shell.wait("30 条结果")
    shell.type("SELEC;")
    shell.keys("Enter")
    shell.wait("SELECT、ASK")
    shell.keys("C-d")
    shell.wait("left=0")


def test_the_scope_stands_in_the_prompt(open_shell, sample_graph):
    """Nobody takes a part for the whole."""
    shell = open_shell(graph=sample_graph)
    shell.type(".scope 2024-03..2024-08")
    shell.keys("Enter")
    shell.wait("kg[2024-03..2024-08]>")
    shell.type(".scope off")
    shell.keys("Enter")
    shell.wait("没有设范围")


def test_a_query_kept_under_a_chinese_name_survives_a_restart_in_a_plain_locale(open_shell):
    """Name, text, default; written and read under LC_ALL=C."""
    shell = open_shell(LC_ALL="C")
    shell.type(".save 领域文件 (领域=人工智能) = SELECT ?文件 { ?文件 pb:sector [[:领域]] }")
    shell.keys("Enter")
    shell.wait("已保存")
    shell.keys("C-d")
    shell.wait("left=0")
    shell.close()
    again = open_shell(LC_ALL="C")
    again.type(".run 领域文件")
    again.keys("Enter")
    again.wait("中试平台办法", "2 条结果")


def test_a_missing_parameter_is_asked_for_and_ctrl_c_gives_up(open_shell):
    """The prompt names parameter and type."""
    shell = open_shell()
    shell.type(".save 某物 (甲: 事物) = SELECT ?p { [[:甲]] ?p ?o } LIMIT 1")
    shell.keys("Enter")
    shell.wait("已保存")
    shell.type(".run 某物")
    shell.keys("Enter")
    shell.wait("甲:事物 =")
    shell.keys("C-c")
    shell.type(".run 某物")
    shell.keys("Enter")
    shell.type("四川省")
    shell.keys("Enter")
    shell.wait("1 条结果")
