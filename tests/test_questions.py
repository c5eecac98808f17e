"""The twelve saved questions on the sample, each answer worked out by hand; ways between two things, with proof."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import ontology, query, store
from kg.model import Answer, Cell, Hop
from kg.model.quad import split
from kg.query import Options

QUESTIONS = Path(__file__).parent / "questions"
LIMIT = 60.0
NAMES = sorted(file.stem for file in QUESTIONS.glob("*.toml"))
WAYS = [("工业和信息化部", "福建省"), ("国家数据局", "四川省"), ("国务院", "深圳市")]
ways = pytest.mark.parametrize(("start", "end"), WAYS, ids=["ministry-province", "bureau-province", "council-city"])

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


@pytest.fixture(scope="module")
def tables(sample_graph: Path) -> set[tuple[str, ...]]:
    """What the tables of names say of the things of the sample, as (subject, relation, object)."""
    with store.open_graph(sample_graph) as graph:
        rows = (split(line) for line in graph.quads() if line.endswith("/g-reference> ."))
        return {tuple(term[1:-1] for term in row[:3]) for row in rows}


def _in_tables(hop: Hop, tables: set[tuple[str, ...]]) -> bool:
    ends = (hop.start.value, hop.end.value) if hop.forward else (hop.end.value, hop.start.value)
    relations = (ontology.load().expand(word) for word in hop.relation.split())
    return all((ends[0], relation, ends[1]) in tables for relation in relations)


@ways
def test_the_best_way_has_a_sentence_of_the_text_for_every_hop(start, end, sample_graph, worker):
    """It explains itself."""
    found = query.chains(sample_graph, start, end, worker=worker)
    assert found.chains, found.notes
    assert all(hop.evidence for hop in found.chains[0].hops)


@ways
def test_a_hop_without_a_sentence_is_known_from_the_tables(start, end, sample_graph, worker, tables):
    """Nothing else may be claimed without the text."""
    found = query.chains(sample_graph, start, end, worker=worker)
    bare = [hop for chain in found.chains for hop in chain.hops if not hop.evidence]
    assert not [hop for hop in bare if not _in_tables(hop, tables)]


@ways
def test_every_quote_stands_in_the_file(start, end, sample_graph, worker):
    """Character by character, where it is said to stand; issue, rule and marked words are there."""
    found = query.chains(sample_graph, start, end, worker=worker)
    passages = {passage for chain in found.chains for hop in chain.hops for passage in hop.evidence}
    assert passages
    with store.open_graph(sample_graph) as graph:
        for passage in passages:
            assert passage.quote
            assert passage.quote == graph.text(passage.source)[passage.start : passage.end]
            assert passage.issue
            assert passage.rule
            assert all(0 <= a < b <= len(passage.quote) for a, b in passage.marks)


@ways
def test_passages_say_in_which_article_they_stand(start, end, sample_graph, worker):
    """With the column; only what stands before the first article (masthead, contents) has none."""
    found = query.chains(sample_graph, start, end, worker=worker)
    for passage in (passage for chain in found.chains for hop in chain.hops for passage in hop.evidence):
        with store.open_graph(sample_graph) as graph:
            before = graph.text(passage.source)[: passage.start]
        assert bool(passage.article) == bool(passage.column)
        assert passage.article or before.count("\n") < 10, passage


@ways
def test_ways_lead_from_the_first_thing_to_the_second(start, end, sample_graph, worker):
    """Each hop begins where the one before ended; no thing comes twice."""
    for chain in query.chains(sample_graph, start, end, worker=worker).chains:
        things = [chain.hops[0].start.value, *(hop.end.value for hop in chain.hops)]
        assert [hop.start.value for hop in chain.hops] == things[:-1]
        assert len(set(things)) == len(things)
        assert (chain.hops[0].start.label, chain.hops[-1].end.label) == (start, end)
