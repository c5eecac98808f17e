"""One input after another on a small graph: answers, memory, interruption."""

import io
import os
import signal
import sys
import threading
from dataclasses import replace

import pytest
from small_graph import build

from kg import settings
from kg.commands import COMMANDS
from kg.commands.command import Context, Script
from kg.model.quad import RDFS
from kg.query.process import Worker
from kg.shell.session import Session

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


@pytest.fixture
def session(tmp_path):
    """A session on the small graph, as a terminal of 100 columns shows it without colours."""
    graph = build(tmp_path / "graph")
    environ = {"HOME": str(tmp_path), "NO_COLOR": "1"}
    chosen = settings.load(flags={"graph": str(graph)}, environ=environ, folder=tmp_path)
    shown = []
    context = Context(
        chosen,
        io.BytesIO(),
        io.StringIO(),
        io.BytesIO(),
        terminal=True,
        talk_terminal=True,
        width=100,
        commands=COMMANDS,
    )
    with Session(context, shown.append) as made:
        yield Probe(made, shown, context.talk)


class Probe:
    """Carries out an input and gives its code, what was shown and what was said."""

    def __init__(self, session, shown, talk):
        self.session, self._shown, self._talk = session, shown, talk

    def __call__(self, text):
        self._shown.clear()
        self._talk.seek(0)
        self._talk.truncate()
        code = self.session.carry_out(text)
        return code, "".join(self._shown), self._talk.getvalue()


def test_a_query_is_shown_as_a_table_with_labels(session):
    """IRIs appear by their labels, the count is said."""
    code, shown, said = session("SELECT ?d { ?d pb:sector [[人工智能]] } ORDER BY ?d;")
    assert code == 0
    assert [line.split(" │ ")[1] for line in shown.splitlines()[2:]] == ["中试平台办法", "人工智能措施"]
    assert said.startswith("2 条结果")


def test_full_width_signs_are_read_and_told(session):
    """A Chinese keyboard's signs are no error, and not silent."""
    code, shown, said = session("SELECT ？d ｛ ？d pb:sector [[AI]] ｝；")
    assert code == 0
    assert "中试平台办法" in shown
    assert "｛" in said


def test_a_fault_is_said_with_its_place_and_the_session_goes_on(session):
    """A caret under the fault; the next input is answered."""
    code, shown, said = session("SELECT ?d { ?d foo:bar ?x };")
    assert (code, shown) == (1, "")
    assert said.splitlines()[-1].strip() == "^"
    assert session("ASK { ?s ?p ?o };")[0] == 0


def test_path_is_drawn_hop_by_hop_and_why_takes_its_number(session):
    """After a path, .why 1 shows the sentences behind the first."""
    _, shown, _ = session(".path 中试平台办法 人工智能措施")
    assert "—领域→ 人工智能" in shown
    assert "←领域— 人工智能措施" in shown
    code, shown, _ = session(".why 1")
    assert code == 0
    assert "支持人工智能" in shown


def test_format_counts_from_then_on(session):
    """.format csv changes what later answers look like."""
    session(".format csv")
    assert session("SELECT ?d { ?d pb:sector [[人工智能]] } ORDER BY ?d")[1].startswith("d\r\n")


def test_option_of_one_command_does_not_stay(session):
    """--format of one input leaves the next as it was."""
    assert session(".stats --format csv")[1].startswith("kind,")
    assert session(".stats")[1].startswith("类别")


def test_ctrl_c_stops_the_query_at_once_and_the_next_is_answered(session):
    """The child that computes is killed; the session has a new one."""
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    code, _, said = session(ENDLESS)
    timer.join()
    assert code == 130
    assert "已中断（已得到 0 行）" in said
    assert session("ASK { ?s ?p ?o }")[1].split()[-1] == "true"


def test_a_timeout_is_told_with_its_own_code(session):
    """What was found until then is the answer, marked as unfinished."""
    code, _, said = session(f".query -c '{ENDLESS}' --timeout 1")
    assert code == 4
    assert ".set timeout" in said


def test_names_are_those_of_the_graph_in_force(session, tmp_path):
    """After .set graph the menu knows the other graph's things; of a missing graph it knows none."""
    names = session.session.names
    assert "人工智能" in [name.label for name in names.matching("人工")]
    session(f".set graph {tmp_path / 'nowhere'}")
    assert names.matching("人工") == []


def test_ctrl_c_keeps_the_rows_that_were_found(session, monkeypatch):
    """A query that streams is stopped; what came until then is shown, and told to be a part."""
    ask = Worker.ask

    def stopped(worker, request, **how):
        reply = ask(worker, request, **how)
        rows = reply.rows

        def some():
            yield next(rows)
            raise KeyboardInterrupt

        reply.rows = some()
        return reply

    monkeypatch.setattr(Worker, "ask", stopped)
    code, shown, said = session("SELECT ?a { ?a a pb:Agency }")
    assert code == 130
    assert "科学技术厅" in shown
    assert "已中断（已得到 1 行）" in said


def test_several_inputs_of_a_paste_run_one_after_another(session):
    """A fault in one does not keep the others from running at the prompt; a script would stop."""
    session.session.given = Script(go_on=True)
    code, shown, _ = session("ASK {}; ASK { ?s };\n.format csv\nASK {}")
    assert code == 1
    assert shown.count("true") == 2


def test_set_graph_asks_the_other_graph(session, tmp_path):
    """Another graph has another child and other names."""
    other = build(tmp_path / "other", (f'<http://x/a> <{RDFS}label> "别处"@zh <http://x/g> .',))
    text = "ASK { <http://x/a> ?p ?o }"
    assert session(text)[1].split()[-1] == "false"
    session(f".set graph {other}")
    assert session(text)[1].split()[-1] == "true"


def test_explain_shows_steps_counts_and_time(session):
    """The algebra in words, how many triples fit each condition, what it took."""
    code, shown, _ = session(".explain SELECT ?d { ?d pb:sector [[人工智能]] ; pb:issuer ?a } ORDER BY ?a LIMIT 3")
    assert code == 0
    assert [word for word in ("截取", "排序", "取列", "同时满足") if word not in shown] == []
    assert "?d pb:issuer ?a　（单独 2 条）" in shown
    assert "实测" in shown


def test_explain_takes_the_query_before_and_refuses_nothing(session):
    """Without a text it is the last query that is explained."""
    assert session(".explain")[0] == 2
    session("ASK { ?s pb:place ?o }")
    assert "pb:place" in session(".explain")[1]


def test_timing_is_turned_off_and_on(session):
    """.计时 is the same switch."""
    session(".timing off")
    assert "秒" not in session("ASK {}")[2]
    session("。计时 开")
    assert "秒" in session("ASK {}")[2]


def test_edit_runs_what_the_editor_leaves(session, tmp_path, monkeypatch):
    """The query before is there to be changed; what is saved runs."""
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\np.write_text(p.read_text().replace('Agency', 'Place'))\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {editor}")
    session("SELECT ?x { ?x a pb:Agency }")
    code, shown, said = session(".edit")
    assert code == 0
    assert "四川省" in shown
    assert "pb:Place" in said


def test_edit_with_an_editor_that_is_not_there_says_so(session, monkeypatch):
    """The variable to set is named."""
    monkeypatch.setenv("VISUAL", "no-such-editor")
    code, _, said = session(".edit ASK {}")
    assert (code, "$EDITOR" in said) == (2, True)


def test_memory_limit_stops_the_query(session):
    """The child ends itself; the next question gets a new one."""
    session(".set memory 1")
    code, _, said = session(ENDLESS)
    assert code == 4
    assert ".set memory" in said
    session(".set memory 0")
    assert session("ASK {}")[0] == 0


def test_tour_walks_the_sample_and_comes_back(session, sample_graph, tmp_path, monkeypatch):
    """Five real inputs on the sample, then the reader's own graph again."""
    (tmp_path / "cache" / "kg").mkdir(parents=True)
    (tmp_path / "cache" / "kg" / "sample").symlink_to(sample_graph)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before = session.session.context.settings.graph
    code, shown, said = session(".tour")
    assert code == 0
    assert [f"── {n}/5 ──" for n in range(1, 6) if f"── {n}/5 ──" not in said] == []
    assert "产业创新动态" in shown
    assert session.session.context.settings.graph == before


def test_tour_waits_for_the_reader_between_steps(session, sample_graph, tmp_path, monkeypatch):
    """Ctrl-C at a pause ends it."""
    (tmp_path / "kg").mkdir()
    (tmp_path / "kg" / "sample").symlink_to(sample_graph)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def pressed(*_):
        raise KeyboardInterrupt

    session.session.context = replace(session.session.context, inquire=pressed)
    code, _, said = session(".tour")
    assert code == 130
    assert "2/5" not in said
