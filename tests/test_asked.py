"""Questions in Chinese: every kind answered on the sample, other wordings, nonsense said to be such."""

import io
import tomllib
from pathlib import Path

import pytest

from kg import query, settings
from kg.commands import COMMANDS
from kg.commands.command import Context
from kg.errors import QueryError
from kg.query import Options
from kg.query.questions import kinds, understood
from kg.shell.session import Session

CASES = tomllib.loads((Path(__file__).parent / "cases" / "asked.toml").read_text("utf-8"))
EXAMPLES = [(kind.key, example) for kind in kinds() for example in kind.yes]
COUNTEREXAMPLES = [(kind.key, example) for kind in kinds() for example in kind.no]
EMPTY = {"山东在区块链方面有什么政策", "高新技术企业有哪些奖励"}
"""Examples that the sample has no answer to."""


@pytest.fixture(scope="module")
def worker(sample_graph):
    with query.Worker(sample_graph) as child:
        yield child


@pytest.fixture(scope="module")
def rows(sample_graph, worker):
    """Answer a question: its kind, columns, and rows as a reader sees them."""

    def answer(question):
        found = understood(sample_graph, question)
        given = query.ask(sample_graph, found.text, options=Options(labels=True, timeout=60), worker=worker)
        return found.kind.key, given.columns, {tuple(cell.label or cell.value for cell in row) for row in given.rows}

    return answer


@pytest.mark.parametrize(("key", "example"), EXAMPLES)
def test_an_example_is_understood_and_answered(key, example, rows):
    """Every wording in the rows reaches its own kind, and the sample has an answer."""
    kind, _, found = rows(example)
    assert kind == key
    assert bool(found) != (example in EMPTY)


@pytest.mark.parametrize(("key", "example"), COUNTEREXAMPLES)
def test_a_counterexample_is_not_of_the_kind(key, example, sample_graph):
    """It is another kind's, or not understood."""
    try:
        found = understood(sample_graph, example).kind.key
    except QueryError as problem:
        found = problem.key
    assert found != key
    assert found in {"not_understood", "not_understood_names", *(kind.key for kind in kinds())}


@pytest.mark.parametrize("case", CASES["asked"], ids=lambda case: case["question"])
def test_other_wordings_have_the_rows_worked_out_by_hand(case, rows):
    """Wordings that stand in no row; rows from the bulletins."""
    if not case["kind"]:
        with pytest.raises(QueryError, match="not_understood"):
            rows(case["question"])
        return
    kind, columns, found = rows(case["question"])
    places = [columns.index(column) for column in case["columns"]]
    shown = {tuple(row[place] for place in places) for row in found}
    assert kind == case["kind"]
    assert {tuple(row) for row in case.get("must", ())} <= shown
    assert not {tuple(row) for row in case.get("must_not", ())} & shown


@pytest.mark.parametrize("question", CASES["nonsense"])
def test_what_is_not_understood_is_said(question, sample_graph):
    """Nothing is passed over in silence; the nearest questions are told."""
    with pytest.raises(QueryError) as caught:
        understood(sample_graph, question)
    assert caught.value.key.startswith("not_understood")
    assert caught.value.fields["near"]


def test_what_was_recognised_is_told(sample_graph):
    """The reader sees which part was not the trouble."""
    with pytest.raises(QueryError) as caught:
        understood(sample_graph, "福建省和四川省谁更强")
    assert caught.value.fields["names"] == "福建省（地区）、四川省（地区）"


def test_there_are_thirty_kinds_and_more():
    """Each with a key of its own, a title in both languages and examples for and against."""
    assert len({kind.key for kind in kinds()}) == len(kinds()) >= 30
    assert all(kind.title and kind.title_en.isascii() and len(kind.yes) > 1 and kind.no for kind in kinds())


def test_every_saved_question_can_be_asked():
    """The analysts' twelve are among the kinds."""
    texts = {kind.text for kind in kinds()}
    assert {query.load(row[0].value).text for row in query.queries().rows} <= texts


def test_a_reference_names_a_thing_outright(sample_graph):
    """What a name means can be chosen before it is asked about."""
    assert understood(sample_graph, "[[id:place-350000]]有哪些政策文件？").values == {"地区": "福建省"}


def test_the_command_tells_the_query_and_answers(sample_graph, run_kg):
    """The answer is data, what it was taken for is talk."""
    done = run_kg("ask", "江苏省的“1350”体系有哪些目标？", "--graph", sample_graph, "--format", "csv")
    assert done.returncode == 0
    assert "引领型新型研发机构,,10,,家,2028" in done.stdout
    assert "[[“1350”高能级新型研发机构体系]]" in done.stderr


def test_the_command_without_a_question_lists_what_can_be_asked(run_kg):
    """A reader need not guess."""
    done = run_kg("ask")
    assert done.returncode == 0
    assert done.stdout.count("\n") == len(kinds()) + 1


def test_the_shell_edits_the_query_that_a_question_became(sample_graph, tmp_path):
    """`.edit` opens SPARQL, not the question."""
    chosen = settings.load(flags={"graph": str(sample_graph)}, environ={"HOME": str(tmp_path)}, folder=tmp_path)
    context = Context(chosen, io.BytesIO(), io.StringIO(), io.BytesIO(), commands=COMMANDS)
    with Session(context, lambda _: None) as session:
        assert session.carry_out(".ask 国家数据局发布了哪些文件？") == 0
        assert session.context.typed == understood(sample_graph, "国家数据局发布了哪些文件？").text
