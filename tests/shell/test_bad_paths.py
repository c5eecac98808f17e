"""Bad input to paths, row by row: in the language, in the short form, on the command line."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from small_graph import build, thing

from kg import shell
from kg.model.quad import RDFS, join, literal, node
from kg.ontology import ID, PB

ROOT = Path(__file__).resolve().parents[2]
OK, BAD, USAGE, STORE, CUT, EMPTY, STOPPED = 0, 1, 2, 3, 4, 5, 130
TWO = "START ?x = [[四川省]] END ?y = [[福建省]]"

LANGUAGE = [
    # full-width signs, prefixes, words, brackets
    ("PATHS START ？x ＝ 【四川省】 END ？y ＝ 「福建省」 MAX LENGTH ６", (), OK, ["已按半角读取：？ ＝ ６"]),
    ("PATHS START ？x ＝ 【四川省】 END ?y", ("--strict",), BAD, ["第 1 行第 13 列", "全角的“？”"]),
    ("PATHS START ?x = kgg:a END ?y = [[福建省]]", (), BAD, ["未声明的前缀 kgg:", "第 1 行第 18 列", "pb:"]),
    (f"PATH {TWO}", (), BAD, ["“PATH”是不是 PATHS"]),
    (f"PATHS BESTT 3 {TWO}", (), BAD, ["“BESTT”是不是 BEST", "第 1 行第 7 列"]),
    ("PATHS START ?x = [[四川省]] ENDD ?y = [[福建省]]", (), BAD, ["“ENDD”是不是 END", "第 1 行第 26 列"]),
    ("PATHS START ?x = [[四川省]] END", (), BAD, ["查询没有写完", "?x"]),
    ("PATHS START ?x = [[四川省]] END ?y { ?y a pb:Place", (), BAD, ["{ 没有关上，少一个 }"]),
    # words of the vocabulary
    (f"PATHS {TWO} VIA pb:sectr|^pb:sectr", (), OK, ["图谱里没有 pb:sectr", "pb:sector"]),
    (f"PATHS {TWO} VIA {{ ?x pb:sectr ?y }}", (), OK, ["图谱里没有 pb:sectr", "pb:sector"]),
    ("PATHS START ?x = [[四川省]] END ?y { ?y a pb:Plase }", (), OK, ["图谱里没有 pb:Plase", "pb:place"]),
    # names and literals
    ('PATHS START ?x = "四川省" END ?y = [[福建省]]', (), OK, ["字面量", "[[四川省]]"]),
    ('PATHS START ?x = [[四川省]] END ?y { ?y rdfs:label "福建省" }', (), OK, ["@zh", "[[福建省]]"]),
    ("PATHS START ?x = [[四穿省]] END ?y = [[福建省]]", (), BAD, ["四穿省", "相近的有：四川省"]),
    ("PATHS START ?x = [[孤岛]] END ?y = [[福建省]]", (), BAD, ["2", "孤岛计划", "孤岛工程"]),
    (f"PATHS {TWO} AVOID [[无此物]]", (), BAD, ["无此物"]),
    # what contradicts itself
    ("PATHS START ?x = [[四川省]] END ?y = [[四川]]", (), BAD, ["起点和终点都是“四川省”", "CYCLIC"]),
    (f"PATHS {TWO} AVOID [[人工智能]] THROUGH [[人工智能]]", (), BAD, ["人工智能", "THROUGH", "AVOID"]),
    (f"PATHS {TWO} MAX LENGTH 2 MIN LENGTH 3", (), BAD, ["最短 3 跳比最长 2 跳还长"]),
    (f"PATHS {TWO} VIA {{ ?x pb:sector ?z }}", (), BAD, ["没有变量 ?y"]),
    # lengths
    (f"PATHS {TWO} MAX LENGTH 0", (), BAD, ["上限 0 不行", "1 到 8"]),
    (f"PATHS {TWO} MAX LENGTH -1", (), BAD, ["上限 -1 不行", "1 到 8"]),
    (f"PATHS {TWO} MAX LENGTH 40", (), BAD, ["上限 40 不行", "1 到 8"]),
    (f"PATHS {TWO} MAX LENGTH 四", (), BAD, ["“四”请写成 4"]),
    (f"PATHS {TWO} MAX LENGTH ６", (), OK, ["已按半角读取：６"]),
    (f"PATHS ALL {TWO}", (), BAD, ["ALL 需要 MAX LENGTH（最多 8）"]),
    # scope
    (f"PATHS IN ISSUE 99 {TWO}", (), BAD, ["“99”"]),
    (f"PATHS SINCE 2025-13 {TWO}", (), BAD, ["第 1 行第 13 列", "2025-06"]),
    # nothing found
    (f"PATHS {TWO}", (), OK, ["4 步以内没有路径", "--max 6"]),
    (f"PATHS {TWO}", ("--fail-empty",), EMPTY, ["4 步以内没有路径"]),
    ("PATHS START ?x = [[四川省]] END ?y = [[孤岛计划]]", (), OK, ["事实", "孤岛计划"]),
    # not a question
    (f"DELETE {{ PATHS {TWO} }}", (), BAD, ["只能查询", "DELETE"]),
]
SHORT = [
    (".path", (), USAGE, ["缺少 FROM", ".help path"]),
    (".path 四川省", (), USAGE, ["缺少 TO", ".help path"]),
    (".path 四川省 四川", (), BAD, ["起点和终点都是“四川省”"]),
    (".path 四穿省 福建省", (), BAD, ["相近的有：四川省"]),
    (".path 孤岛 福建省", (), BAD, ["孤岛计划", "孤岛工程"]),
    (".path 四川省 福建省 topp 3", (), USAGE, ["topp", "是不是 top"]),
    (".path 四川省 福建省 --topp 3", (), USAGE, ["--topp", "是不是 --top"]),
    (".path 四川省 福建省 人工智能", (), USAGE, ["多了“人工智能”"]),
    (".path 四川省 福建省 top 0", (), BAD, ["0 不行"]),
    (".path 四川省 福建省 max 0", (), BAD, ["上限 0 不行"]),
    (".path 四川省 福建省 max 40", (), BAD, ["上限 40 不行", "1 到 8"]),
    (".path 四川省 福建省 max 四", (), USAGE, ["--max", "“四”"]),
    (".path 四川省 福建省 max ６", (), OK, []),
    (".path 四川省 福建省 max 3 min 5", (), BAD, ["最短 5 跳比最长 3 跳还长"]),
    (".path 四川省 福建省 mode fastest", (), USAGE, ["fastest", "best | shortest | groups | all"]),
    (".path 四川省 福建省 issue 99", (), BAD, ["“99”"]),
    (".path 四川省 福建省 via pb:sectr", (), OK, ["pb:sectr", "pb:sector"]),
    (".path 四川省 福建省 via 同其", (), BAD, ["同其"]),
    (".path 四川省 福建省 html nowhere/x.html", (), USAGE, ["nowhere"]),
    (".path “四川省 福建省", (), USAGE, ["引号没有配对"]),
    (".路径 四川省 福建省", (), OK, ["4 步以内没有路径"]),
    (".pth 四川省 福建省", (), BAD, ["“.pth”", "“.path”"]),
]
ROWS = LANGUAGE + SHORT


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The small graph, with an alias of two things and a name that would drive a terminal."""
    auto = node(f"{ID}g-期1-auto")
    alias = node("http://www.w3.org/2004/02/skos/core#altLabel")
    other, evil = thing("program-孤岛工程"), thing("policydoc-9")
    kind = node("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    extra = [join(node(thing("program-孤岛计划")), alias, literal("孤岛", lang="zh"), auto)]
    extra += [
        join(node(other), alias, literal("孤岛", lang="zh"), auto),
        join(node(other), kind, node(f"{PB}Program"), auto),
    ]
    extra += [join(node(other), node(f"{RDFS}label"), literal("孤岛工程", lang="zh"), auto)]
    extra += [join(node(evil), kind, node(f"{PB}PolicyDoc"), auto)]
    extra += [join(node(evil), node(f"{RDFS}label"), literal("红\x1b[31m\u202e尾", lang="zh"), auto)]
    extra += [join(node(evil), node(f"{PB}place"), node(thing("place-510000")), auto)]
    return build(tmp_path_factory.mktemp("bad") / "graph", tuple(extra))


@pytest.fixture
def kg(graph, kg_on):
    """Run the command line on that graph; give exit code, stdout, stderr."""
    return kg_on(lambda _: graph, shell=shell.run)


@pytest.mark.parametrize(("text", "words", "code", "said"), ROWS, ids=[f"{n}" for n in range(len(ROWS))])
def test_row(kg, text, words, code, said):
    """The code, and what has to be in the words; nothing but data on stdout, no traceback."""
    found, out, err = kg("query", "-c", text, *words)
    assert (found, [words for words in said if words not in err]) == (code, [])
    assert len(err.splitlines()) <= 8
    assert not out or code == OK


@pytest.mark.parametrize(("text", "words", "code", "said"), ROWS, ids=[f"{n}" for n in range(len(ROWS))])
def test_row_in_english(kg, text, words, code, said):
    """The same codes, and not a Chinese sentence in what is said."""
    found, _, err = kg("query", "-c", text, *words, "--lang", "en")
    assert found == code
    assert bool(err) == bool(said)
    assert not any(word in err for word in ("第 ", "列", "没有", "是不是", "不行", "已按"))


def test_caret_stands_under_the_fault_by_display_cells(kg):
    """Chinese names before it take two cells each."""
    _, _, err = kg("query", "-c", "PATHS START ?x = [[四川省]] ENDD ?y")
    line, caret = err.splitlines()[-2:]
    assert line.strip().startswith("PATHS")
    assert caret.index("^") == 2 + len("PATHS START ?x = [[四川省]] ") + 3


def test_a_hub_as_end_is_allowed_and_told(sample_graph, kg):
    """Ranked as usual, with a word about how much hangs on it."""
    code, out, err = kg("path", "福建省", "国务院", "--top", "1", "--graph", str(sample_graph))
    assert (code, "路径 1/1" in out, "国务院" in err) == (OK, True, True)


@pytest.mark.parametrize(("mode", "code"), [("best", CUT), ("shortest", CUT), ("all", CUT)])
def test_a_limit_leaves_what_is_sure(sample_graph, kg, monkeypatch, mode, code):
    """BEST gives what it has, marked; SHORTEST and ALL give nothing that looks whole."""
    monkeypatch.setenv("KG_PATH_STEPS", "1")
    words = ("path", "福建省", "工业和信息化部", "--mode", mode, "--min", "4", "--max", "5", "--format", "jsonl")
    found, out, err = kg(*words, "--graph", str(sample_graph))
    assert (found, "未完成" in err) == (code, True)
    assert all(json.loads(line)["complete"] is False for line in out.splitlines())
    assert mode == "best" or not out


def test_a_limit_in_time_names_its_setting(sample_graph, kg):
    """What to set is said."""
    words = ("path", "福建省", "工业和信息化部", "--mode", "all", "--max", "8", "--timeout", "0.000001")
    code, out, err = kg(*words, "--graph", str(sample_graph))
    assert (code, out, "path-timeout" in err) == (CUT, "", True)


def test_no_graph_and_a_newer_one_have_their_code(kg, tmp_path):
    """Path, cause and the next command."""
    code, _, err = kg("path", "四川省", "福建省", "--graph", "nowhere")
    assert (code, "nowhere" in err, "kg build" in err) == (STORE, True, True)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "FORMAT").write_text("99\n")
    code, _, err = kg("path", "四川省", "福建省", "--graph", "new")
    assert (code, "99" in err) == (STORE, True)


def test_gbk_file_is_told_and_read_with_its_encoding(kg, tmp_path):
    """A path query in a file of another encoding."""
    (tmp_path / "q.rq").write_bytes(f"PATHS {TWO} MAX LENGTH 6".encode("gb18030"))
    code, _, err = kg("query", "-f", "q.rq")
    assert (code, "gb18030" in err.lower()) == (USAGE, True)
    code, out, _ = kg("query", "-f", "q.rq", "--encoding", "gb18030")
    assert (code, "四川省" in out) == (OK, True)


@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_control_signs_of_names_are_shown_not_sent(kg, form):
    """ESC and bidirectional controls are escaped where a terminal shows them, and in what is said."""
    evil = f"<{thing('policydoc-9')}>"
    text = f"PATHS START ?x = {evil} END ?y = [[四川省]]"
    _, out, err = kg("query", "-c", text, "--format", form)
    assert out
    assert "\x1b" not in out + err
    assert form != "table" or "\\x1b[31m\\u202e" in out
    _, out, err = kg("query", "-c", f"PATHS START ?x = {evil} END ?y = [[孤岛计划]]")
    assert "\x1b" not in out + err


def run(*words, graph):
    """Start the command in a process of its own."""
    command = [sys.executable, "-m", "kg", *words, "--graph", str(graph)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_closed_pipe_ends_quietly(sample_graph):
    """`| head` takes what it wants; nothing is said but what belongs to the answer, code 0."""
    words = ("path", "福建省", "人工智能", "--mode", "all", "--max", "5", "--format", "jsonl")
    with run(*words, graph=sample_graph) as child:
        child.stdout.readline()
        child.stdout.close()
        assert all("国务院" in line for line in child.stderr.read().splitlines())
        assert child.wait(20) == OK


def test_ctrl_c_in_a_script_is_130(graph):
    """The interrupt ends the command and the engine, whatever VIA is still being worked out."""
    endless = "{ ?x ?b ?y . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER(?d = ?x || ?g = ?y) }"
    child = run("query", "-c", f"PATHS {TWO} VIA {endless}", "--timeout", "0", graph=graph)
    timer = threading.Timer(1.5, os.kill, (child.pid, signal.SIGINT))
    timer.start()
    out, err = child.communicate(timeout=20)
    timer.join()
    assert (child.returncode, out, "已中断" in err, "Traceback" in err) == (STOPPED, "", True, False)


@pytest.mark.parametrize("columns", ["20", "40"])
def test_a_narrow_terminal_without_colour_shows_the_chain(open_shell, columns, sample_graph):
    """The chain is there without a sign that such a terminal would not take, and the prompt after it."""
    shell_ = open_shell(size=(int(columns), 60), graph=sample_graph, TERM="dumb", NO_COLOR="1")
    shell_.type(".path 福建省 人工智能 top 1\n")
    shell_.wait("代价")
    assert "\x1b" not in shell_.shown()
    assert "福建省" in shell_.shown()
    assert "kg" in shell_.shown().rstrip().splitlines()[-1]
