"""Bad input, row by row: what is said, what is shown, the exit code. Every row is one way to be wrong, or to seem so."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from small_graph import build

from kg import shell
from kg.model.quad import RDFS, join, literal, node

ROOT = Path(__file__).resolve().parents[2]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
OK, BAD, USAGE, STORE, CUT, EMPTY, STOPPED = 0, 1, 2, 3, 4, 5, 130

ROWS = [
    # full-width signs, prefixes, words, brackets
    ("SELECT * ｛ ？s ?p “四川省”@zh ｝", (), OK, ["已按半角读取：｛ ？ “ ” ｝"]),
    ("SELECT * ｛ ？s ?p “四川省”@zh ｝", ("--strict",), BAD, ["第 1 行第 10 列", "全角的“｛”"]),
    ("SELECT ？s ｛ ？s ?p ?o　》 ｝", (), BAD, ["第 1 行第 22 列", "“》”"]),
    ("SELECT * { ?s rdsf:label ?o }", (), BAD, ["未声明的前缀 rdsf:", "第 1 行第 15 列", "rdfs:"]),
    ("SELECT * { ?s foo:bar ?o }", (), BAD, ["未声明的前缀 foo:", "skos:"]),
    ("SELEC * { ?s ?p ?o }", (), BAD, ["“SELEC”是不是 SELECT", "第 1 行第 1 列"]),
    ("四川省有哪些政策", (), BAD, ["SELECT、ASK、CONSTRUCT"]),
    ("SELECT ?s WERE { ?s ?p ?o }", (), BAD, ["“WERE”是不是 WHERE"]),
    ("SELECT ?s { ?s ?p ?o FILTER(CONTIANS(?o, 'x')) }", (), BAD, ["是不是 CONTAINS"]),
    ("SELECT * { ?s ?p ?o", (), BAD, ["{ 没有关上，少一个 }"]),
    ("SELECT * { ?s ?p ?o } }", (), BAD, ["多了一个 }"]),
    ("SELECT ?s { ?s ?p ?o FILTER(?o > 3 }", (), BAD, ["前面打开的 ( 还没有关上"]),
    ("SELECT * { ?s ?p “四川省 }", (), BAD, ["引号 “ 没有配对", "第 1 行第 18 列"]),
    ("SELECT * { ?s ?p 「四川省 }", (), BAD, ["「 没有关上，少一个 」"]),
    ("SELECT * { ?s ?p 四川省 }", (), BAD, ["[[四川省]]", "?四川省"]),
    ("SELECT * { <a b> ?p ?o }", (), BAD, ["<…> 里有空格"]),
    ("SELECT * { ?s ?p }", (), BAD, ["变量", "名称", "文字"]),
    ("SELECT * { ?s ?p ?o } LIMIT 四", (), BAD, ["“四”", "数字"]),
    ("SELECT * { ?s ?p ?o } LIMIT ４", (), OK, ["已按半角读取：４"]),
    ("SELECT * { ?s ?p ?o } LIMIT", (), BAD, ["查询没有写完"]),
    ("", (), BAD, ["没有写查询"]),
    # names and words of the vocabulary
    ("SELECT * { ?s pb:isuer ?o }", (), OK, ["pb:isuer", "pb:issuer"]),
    ("SELECT * { ?s ?p '四川省' }", (), OK, ["@zh", "[[四川省]]"]),
    ("ASK { [[四穿省]] ?p ?o }", (), BAD, ["四穿省", "四川省"]),
    ("ASK { [[科学技术厅]] ?p ?o }", (), BAD, ["科学技术厅"]),
    # what is not allowed
    ("INSERT DATA { <a:b> <a:c> <a:d> }", (), BAD, ["只能查询", "INSERT", "kg build"]),
    ("LOAD <http://x/y>", (), BAD, ["只能查询", "LOAD"]),
    ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", (), BAD, ["SERVICE", "第 1 行第 12 列"]),
    # limits
    (ENDLESS, ("--timeout", "1"), CUT, ["1.0 秒上限"]),
    ("SELECT ?s { ?s a pb:Agency }", ("--limit", "1"), CUT, ["共 2 行，显示 1"]),
    ("SELECT ?s { ?s pb:issuer ?s }", (), OK, ["没有结果"]),
    ("SELECT ?s { ?s pb:issuer ?s }", ("--fail-empty",), EMPTY, ["没有结果"]),
    ("ASK {}", ("--fail-empty",), OK, []),
    # commands
    (".hepl", (), BAD, ["“.hepl”", "“.help”"]),
    ("。hepl", (), BAD, ["“.help”"]),
    (".path 四川省", (), USAGE, ["缺少 TO", ".help path"]),
    (".show 四川省 --formt csv", (), USAGE, ["--formt", "--format"]),
    (".show “四川省", (), USAGE, ["引号没有配对"]),
    (".format xml2", (), USAGE, ["xml2", "csv"]),
    # parameters
    ("ASK { [[{{甲}}]] ?p ?o }", (), BAD, ["缺参数：甲"]),
    ("ASK { [[{{甲}}]] ?p ?o }", ("甲=四川省",), OK, []),
    ("ASK { [[{{甲}}]] ?p ?o }", ("-p", "甲＝四川省"), OK, []),
    ("ASK { [[{{甲}}]] ?p ?o }", ("--param", "四川省"), USAGE, ["名称=值"]),
    ("ASK { [[{{甲}}]] ?p ?o }", ("乙=四川省",), BAD, ["乙"]),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The small graph, with one label that would drive a terminal."""
    label = literal("红\x1b[31m\u202e尾", lang="zh")
    evil = join(node("http://x/evil"), f"<{RDFS}label>", label, node("http://x/g"))
    return build(tmp_path_factory.mktemp("bad") / "graph", (evil,))


@pytest.fixture
def kg(graph, kg_on):
    """Run the command line on that graph; give exit code, stdout, stderr."""
    return kg_on(lambda _: graph, shell=shell.run)


@pytest.mark.parametrize(("text", "words", "code", "said"), ROWS, ids=[f"{n}" for n in range(len(ROWS))])
def test_row(kg, text, words, code, said):
    """The code, and what has to be in the words; nothing but data on stdout, never more than a screen."""
    found, out, err = kg("query", "-c", text, *words)
    assert (found, [words for words in said if words not in err]) == (code, [])
    assert len(err.splitlines()) <= 8
    assert not out or code in {OK, CUT, EMPTY}


@pytest.mark.parametrize(("text", "words", "code", "said"), ROWS, ids=[f"{n}" for n in range(len(ROWS))])
def test_row_in_english(kg, text, words, code, said):
    """The same codes, and not a Chinese sentence in what is said."""
    found, _, err = kg("query", "-c", text, *words, "--lang", "en")
    assert found == code
    assert bool(err) == bool(said)
    assert not any(word in err for word in ("第 ", "列", "没有", "是不是", "上限", "已按"))


def test_caret_stands_under_the_character_by_display_cells(kg):
    """Chinese before the fault takes two cells each."""
    _, _, err = kg("query", "-c", "SELECT ?省份 { ?省份 kkk:x ?名 }")
    line, caret = err.splitlines()[1:3]
    assert line[2:].index("kkk") == 17
    assert caret.index("^") == 2 + 17 + 4


def test_gbk_file_is_told_and_read_with_its_encoding(kg, tmp_path):
    """The likely encoding is named; with it the file is read."""
    (tmp_path / "q.rq").write_bytes("ASK { [[四川省]] ?p ?o }".encode("gb18030"))
    code, out, err = kg("query", "-f", "q.rq")
    assert (code, out) == (USAGE, "")
    assert "--encoding gb18030" in err
    assert kg("query", "-f", "q.rq", "--encoding", "gb18030")[0] == OK


def test_invalid_utf8_and_unknown_encoding_are_usage(kg, tmp_path):
    """Bytes of no encoding; an encoding of no name."""
    (tmp_path / "q.rq").write_bytes(b"ASK {} # \xff\xff\x80")
    assert kg("query", "-f", "q.rq")[0] == USAGE
    assert "utf-8" in kg("query", "-f", "q.rq", "--encoding", "utf8888")[2]


def test_store_missing_and_newer_have_their_code(kg, tmp_path):
    """Path, cause and the next command; no traceback."""
    code, _, err = kg("query", "-c", "ASK {}", "--graph", "nowhere")
    assert (code, "nowhere" in err, "kg build" in err) == (STORE, True, True)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "FORMAT").write_text("99\n")
    code, _, err = kg("query", "-c", "ASK {}", "--graph", "new")
    assert (code, "99" in err) == (STORE, True)


def test_control_signs_of_labels_are_shown_not_sent(kg):
    """ESC and bidirectional controls are escaped in tables and in messages."""
    _, out, _ = kg("query", "-c", "SELECT ?x { <http://x/evil> rdfs:label ?x }", "--format", "table")
    assert "\\x1b[31m\\u202e" in out
    assert "\x1b" not in out
    _, _, err = kg("query", "-c", "SELECT * { ?s \x1b[31m ?o }")
    assert "\x1b" not in err


def test_several_inputs_stop_at_the_first_failure_or_go_on(kg):
    """--on-error says which; the exit code is that of the first failure."""
    text = "ASK {}; ASK { ?s }; ASK {};"
    assert kg("query", "-c", text)[:2] == (BAD, "?ask\ntrue\n")
    assert kg("query", "-c", text, "--on-error", "continue")[:2] == (BAD, "?ask\ntrue\n?ask\ntrue\n")


def test_a_script_of_commands_and_queries_takes_the_format(kg):
    """-c may hold the shell's commands too."""
    code, out, _ = kg("query", "-c", ".issues\nSELECT ?x { ?x a pb:Place }", "--format", "csv")
    assert code == OK
    assert out.count("\r\n") >= 4


def run(*words, graph, **how):
    """Start the command in a process of its own."""
    command = [sys.executable, "-m", "kg", *words, "--graph", str(graph)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how)


def test_a_closed_pipe_ends_quietly(graph):
    """`| head` takes what it wants; no word, code 0."""
    with run("query", "-c", "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000", graph=graph) as child:
        child.stdout.readline()
        child.stdout.close()
        assert (child.stderr.read(), child.wait(20)) == ("", OK)


def test_ctrl_c_in_a_script_is_130_with_what_was_found(graph):
    """The interrupt reaches the command and ends the engine too."""
    child = run("query", "-c", ENDLESS, graph=graph)
    timer = threading.Timer(1.5, os.kill, (child.pid, signal.SIGINT))
    timer.start()
    _, err = child.communicate(timeout=20)
    timer.join()
    assert (child.returncode, "已中断" in err) == (STOPPED, True)


def test_killed_parent_leaves_no_child(graph):
    """After kill -9 in the middle of a script's query the engine's process ends by itself."""
    child = run("query", "-c", f"ASK {{}}; {ENDLESS}", graph=graph)
    engine = wait_for(lambda: children(child.pid))[0]
    child.kill()
    child.communicate()
    assert wait_for(lambda: gone(engine))


def gone(process):
    """Whether a process has ended; one that nobody has buried yet has."""
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"


def wait_for(found, tries=100):
    """Give what is found, waiting for it some seconds."""
    import time

    for _ in range(tries):
        if there := found():
            return there
        time.sleep(0.05)
    return found()


def children(parent):
    """The processes that a process has started."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    if not listed.exists():
        pytest.skip("this system does not tell a process's children")
    return listed.read_text().split()
