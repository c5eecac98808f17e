"""One input after another on a small graph: answers, memory, interruption."""

import io
import os
import signal
import threading

import pytest
from small_graph import build

from kg import settings
from kg.commands import COMMANDS
from kg.commands.command import Context
from kg.shell.names import Names
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
    assert [line.strip() for line in shown.splitlines()[2:]] == ["中试平台办法", "人工智能措施"]
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
    code, shown, said = session(ENDLESS)
    timer.join()
    assert code == 130
    assert "已中断（已得到 0 行）" in said
    assert session("ASK { ?s ?p ?o }")[1].split()[-1] == "true"


def test_a_timeout_is_told_with_its_own_code(session):
    """What was found until then is the answer, marked as unfinished."""
    code, _, said = session(f".query -c '{ENDLESS}' --timeout 1")
    assert code == 4
    assert ".set timeout" in said


def test_names_lists_things_with_their_aliases_and_no_layout(session):
    """Completion knows labels, classes, other names and in how many texts they stand."""
    names = {name.label: name for name in session.session.names()}
    assert names["人工智能"].aliases == ("AI",)
    assert names["人工智能"].type == "Sector"
    assert not {name.type for name in names.values()} & {"Article", "Clause", "Span", "Quantity"}


def test_names_of_a_missing_graph_are_none(tmp_path):
    """Completion stays quiet where there is nothing."""
    assert list(Names(tmp_path / "nowhere")()) == []
