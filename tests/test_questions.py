"""The twelve saved questions on the sample, each answer worked out by hand; ways between two things, with proof."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import query, store
from kg.model import Answer, Cell
from kg.query import Options

QUESTIONS = Path(__file__).parent / "questions"
LIMIT = 60.0
NAMES = sorted(file.stem for file in QUESTIONS.glob("*.toml"))
WAYS = [("工业和信息化部", "福建省"), ("国家数据局", "四川省"), ("国务院", "深圳市")]

Row = tuple[str, ...]


def _checks() -> Iterator[Any]:
    for name in NAMES:
        asked = tomllib.loads((QUESTIONS / f"{name}.toml").read_text("utf-8"))
        for at, check in enumerate(asked["check"], start=1):
            yield pytest.param(asked["query"], check, id=f"{asked['query']}-{at}")


@pytest.fixture(scope="module")
def worker(sample_graph: Path) -> Iterator[query.Worker]:
    """One child for all questions, as a shell keeps it."""
    with query.Worker(sample_graph) as child:
        yield child


@pytest.fixture(scope="module")
def answered(sample_graph: Path, worker: query.Worker) -> Any:
    """Ask a saved query, each way of asking once."""
    known: dict[str, Answer] = {}

    def ask(name: str, params: dict[str, str]) -> Answer:
        text = query.saved(name, params)
        if text not in known:
            options = Options(labels=True, timeout=LIMIT)
            known[text] = query.ask(sample_graph, text, options=options, worker=worker)
        return known[text]

    return ask


def _shown(cell: Cell) -> str:
    """Give what a reader sees."""
    return cell.label or cell.value


def _rows(answer: Answer, columns: list[str]) -> set[Row]:
    places = [answer.columns.index(column) for column in columns]
    return {tuple(_shown(row[place]) for place in places) for row in answer.rows}


@pytest.mark.parametrize(("name", "check"), _checks())
def test_answers_are_those_worked_out_by_hand(name, check, answered):
    """What a careful reader finds is there; what would be wrong is not."""
    rows = _rows(answered(name, check.get("params", {})), check["columns"])
    missing = [row for row in check.get("must", []) if tuple(row) not in rows]
    wrong = [row for row in check.get("must_not", []) if tuple(row) in rows]
    assert not missing, f"missing {missing} in\n" + "\n".join(map(str, sorted(rows)))
    assert not wrong


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_answered_in_time(name, answered):
    """With its own parameters: complete, and not empty."""
    answer = answered(name, {})
    assert answer.complete, answer.notes
    assert answer.rows


def test_there_are_twelve_questions_and_each_is_checked():
    """No saved query without a check, no check without a query."""
    keys = {row[0].value for row in query.queries().rows}
    assert keys == set(NAMES)
    assert len(keys) == 12


@pytest.mark.parametrize("name", NAMES)
def test_questions_have_titles_in_both_languages(name):
    """A reader finds a question by what it asks."""
    saved = query.load(name)
    assert any("一" <= sign <= "鿿" for sign in saved.title_zh)
    assert saved.title_en.isascii()
    assert saved.title_en


@pytest.mark.parametrize(("start", "end"), WAYS)
def test_every_hop_of_a_way_has_a_sentence_of_the_text(start, end, sample_graph, worker):
    """The quote stands in the file, character by character, where it is said to stand."""
    found = query.chains(sample_graph, start, end, worker=worker)
    assert found.chains, found.notes
    hops = [hop for chain in found.chains for hop in chain.hops]
    assert all(hop.evidence for hop in hops), [hop for hop in hops if not hop.evidence]
    with store.open_graph(sample_graph) as graph:
        for passage in {passage for hop in hops for passage in hop.evidence}:
            assert passage.quote
            assert passage.quote == graph.text(passage.source)[passage.start : passage.end]


@pytest.mark.parametrize(("start", "end"), WAYS)
def test_ways_lead_from_the_first_thing_to_the_second(start, end, sample_graph, worker):
    """Each hop begins where the one before ended; no thing comes twice."""
    for chain in query.chains(sample_graph, start, end, worker=worker).chains:
        things = [chain.hops[0].start.value, *(hop.end.value for hop in chain.hops)]
        assert [hop.start.value for hop in chain.hops] == things[:-1]
        assert len(set(things)) == len(things)
        assert (chain.hops[0].start.label, chain.hops[-1].end.label) == (start, end)


@pytest.mark.parametrize(("start", "end"), WAYS)
def test_passages_say_where_they_stand(start, end, sample_graph, worker):
    """Issue, article, and marked words that lie inside the sentence."""
    for chain in query.chains(sample_graph, start, end, worker=worker).chains:
        for passage in (passage for hop in chain.hops for passage in hop.evidence):
            assert passage.issue
            assert passage.article
            assert passage.rule
            assert all(0 <= a < b <= len(passage.quote) for a, b in passage.marks)
