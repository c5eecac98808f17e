"""A name of several things: chosen by number, never by itself."""

import pytest

from kg.errors import QueryError
from kg.query.names import Match
from kg.shell.choice import chosen, with_thing

ONE = Match(1, "https://w3id.org/policy-bulletin/id/agency-1-a", "甲省科技厅", "Agency", "alt", 3)
TWO = Match(2, "https://w3id.org/policy-bulletin/id/agency-2-b", "乙省科技厅", "Agency", "alt", 1)
PROBLEM = QueryError("ambiguous_name", name="科技厅", count="2", candidates="", choices=(ONE, TWO))
QUERY = "SELECT * { ?d pb:issuer [[科技厅]] }"


def choose(answer, text=QUERY, problem=PROBLEM):
    said = []
    return chosen(problem, text, say=said.append, ask=lambda _: answer, lang="zh"), said


def test_the_number_puts_the_thing_in_the_place_of_the_name():
    """The query is asked again, about the second."""
    again, said = choose("2")
    assert again == f"SELECT * {{ ?d pb:issuer <{TWO.iri}> }}"
    assert said == [
        "“科技厅”可以指 2 样东西，请选编号：",
        "  1. 甲省科技厅  机构 · 3 篇 · id:agency-1-a",
        "  2. 乙省科技厅  机构 · 1 篇 · id:agency-2-b",
    ]


@pytest.mark.parametrize("answer", ["", "0", "3", "-1", "一", "2x", "9999999999999999999999"])
def test_anything_else_chooses_nothing(answer):
    """No number, no thing."""
    assert choose(answer)[0] is None


@pytest.mark.parametrize("problem", [EOFError, KeyboardInterrupt])
def test_leaving_the_question_chooses_nothing(problem):
    """Ctrl-D and Ctrl-C leave the question, not the shell."""

    def leave(_):
        raise problem

    assert chosen(PROBLEM, QUERY, say=lambda _: None, ask=leave, lang="en") is None


def test_other_errors_are_not_asked_about():
    """An unknown name has no choices."""
    assert choose("1", problem=QueryError("unknown_name", name="科技厅")) == (None, [])


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (".show 科技厅", ".show id:agency-1-a"),
        ('.why "科技厅" 人工智能', '.why "id:agency-1-a" 人工智能'),
        (".path 四川省科技厅 科技厅", ".path 四川省科技厅 id:agency-1-a"),
        (".run 查 机构=科技厅", ".run 查 机构=id:agency-1-a"),
        (".ask 科技厅发布了哪些文件", f".ask [[{ONE.iri}]]发布了哪些文件"),
        ("ASK { ?d pb:issuer 【科技厅】 }", f"ASK {{ ?d pb:issuer <{ONE.iri}> }}"),
    ],
)
def test_a_name_stands_in_commands_too(text, again):
    """As a word, in quotes, as a parameter, in a question."""
    assert with_thing(text, "科技厅", ONE.iri) == again


def test_an_input_that_stays_the_same_is_not_run_again():
    """A name that came from elsewhere cannot be replaced: better the error than asking for ever."""
    assert choose("1", text=".run 某查询")[0] is None
