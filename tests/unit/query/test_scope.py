"""Which texts a scope holds, and that questions look at them alone, each triple once."""

import pytest

from kg import query
from kg.errors import QueryError
from kg.model import Record
from kg.query import Options
from kg.query.cards import card, issues
from kg.query.scope import parse, sources


def record(number=None, date="", series="要参"):
    label = f"{series}第{number}期" if number else series
    return Record(f"{series}-{number}", "bulletin", label, f"issue-{series}-{number}", series, number, date)


@pytest.mark.parametrize(
    ("text", "number", "inside"),
    [
        ("50-54", 50, True), ("50-54", 54, True), ("50-54", 55, False), ("54", 54, True), ("第54期", 54, True),
        ("50，52-53", 52, True), ("50，52-53", 51, False), ("５０至５４", 53, True), ("50..54", 49, False),
    ],
)  # fmt: skip
def test_numbers_are_ranges_in_a_series(text, number, inside):
    """However people write from and to."""
    assert parse(text).holds(record(number)) is inside


@pytest.mark.parametrize(
    ("text", "date", "inside"),
    [
        ("2025-06..2025-11", "2025-06-01", True), ("2025-06..2025-11", "2025-11-30", True),
        ("2025-06..2025-11", "2025-12-01", False), ("2025-06..2025-11", "2025-05-31", False),
        ("2025", "2025-01-01", True), ("2025", "2024-12-31", False), ("2025-6-3", "2025-06-03", True),
        ("2024至2025-03", "2025-03-31", True), ("2025", "", False),
    ],
)  # fmt: skip
def test_dates_reach_as_far_as_they_are_written(text, date, inside):
    """A month is all its days."""
    assert parse(text).holds(record(1, date)) is inside


def test_words_numbers_and_dates_together_narrow():
    """Each must hold."""
    wanted = parse("省情 5-9 2025")
    assert wanted.holds(record(7, "2025-02-01", "省情动态"))
    assert not wanted.holds(record(7, "2025-02-01", "要参"))
    assert not wanted.holds(record(7, "2024-02-01", "省情动态"))


def test_a_range_that_runs_backwards_is_an_error():
    """54-50 is a slip."""
    with pytest.raises(QueryError) as caught:
        parse("54-50")
    assert caught.value.key == "backward_scope"


def test_a_scope_that_holds_nothing_is_an_error_that_names_texts(sample_graph):
    """An empty scope would answer everything with nothing."""
    with pytest.raises(QueryError) as caught:
        sources(sample_graph, "9999")
    assert caught.value.key == "empty_scope"
    assert "科技政策参阅" in caught.value.fields["known"]


def test_no_scope_is_no_limit(sample_graph):
    """An empty text names no source."""
    assert sources(sample_graph, " ") == ()


def test_a_question_in_scope_counts_each_triple_once(sample_graph):
    """What several texts say is one triple in the union and one in a scope of them all."""
    text = "SELECT (COUNT(*) AS ?n) { ?s pb:sector ?o }"
    every = sources(sample_graph, "2020..2030")
    with query.Worker(sample_graph) as worker:
        whole, part, one = (
            query.ask(sample_graph, text, options=Options(scope=scope), worker=worker).rows[0][0].value
            for scope in ((), every, every[:1])
        )
    assert whole == part
    assert 0 < int(one) < int(whole)


def test_a_graph_pattern_sees_no_graph_outside_the_scope(sample_graph):
    """GRAPH ?g is bound too."""
    (first, *_) = sources(sample_graph, "2020..2030")
    with query.Worker(sample_graph) as worker:
        found = query.ask(
            sample_graph, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", options=Options(scope=(first,)), worker=worker
        )
    names = {row[0].value.rpartition("/")[2] for row in found.rows}
    assert names <= {f"g-{first}-auto", f"g-{first}-edit", f"g-{first}-evidence", "g-reference", "g-ontology"}


def test_cards_and_lists_are_bound_as_well(sample_graph):
    """.show counts the texts in scope, .issues lists them."""
    scope = sources(sample_graph, "科技政策参阅")
    with query.Worker(sample_graph) as worker:
        whole, part = (card(sample_graph, "人工智能", worker=worker, scope=names).rows for names in ((), scope))
    assert int(whole[-1][2].value) > int(part[-1][2].value) > 0
    assert len(issues(sample_graph, scope=scope).rows) == len(scope)
