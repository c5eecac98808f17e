"""What a text added to those before it."""

import pytest

from kg import query
from kg.errors import QueryError
from kg.query.new import added, chosen
from kg.query.scope import sources


@pytest.fixture(scope="module")
def worker(sample_graph):
    with query.Worker(sample_graph) as child:
        yield child


def things(answer, change="new_thing"):
    return {row[2].value for row in answer.rows if row[0].value == change}


def test_the_first_text_adds_all_it_names(sample_graph, worker):
    """Nothing is known before it, so no link is one between known things."""
    answer = added(sample_graph, "产业创新动态第1期", worker=worker)
    assert things(answer)
    assert not things(answer, "new_link")


def test_nothing_is_new_twice(sample_graph, worker):
    """Over all texts in order every thing is new once."""
    names = [row[2].value for row in query.issues(sample_graph).rows]
    found = [thing for name in names for thing in things(added(sample_graph, name, worker=worker))]
    assert len(found) == len(set(found))


def test_a_new_link_joins_things_known_before(sample_graph, worker):
    """Neither end is new in the same text."""
    names = [row[2].value for row in query.issues(sample_graph).rows]
    answers = [added(sample_graph, name, worker=worker) for name in names]
    links = [(row, things(answer)) for answer in answers for row in answer.rows if row[0].value == "new_link"]
    assert links
    assert all(row[2].value not in fresh and row[4].value not in fresh for row, fresh in links)


def test_parts_of_texts_are_no_news(sample_graph, worker):
    """Every text has articles and numbers of its own."""
    answer = added(sample_graph, "科技政策参阅第9期", worker=worker)
    assert not [thing for thing in things(answer) if "/article-" in thing or "/quantity-" in thing]


def test_a_scope_forgets_the_texts_outside(sample_graph, worker):
    """In a scope of one text all of it is new."""
    one = sources(sample_graph, "科技政策参阅 9")
    alone = things(added(sample_graph, "9", worker=worker, scope=one))
    assert things(added(sample_graph, "科技政策参阅第9期", worker=worker)) < alone


def test_a_number_of_several_series_is_an_error_that_names_them(sample_graph):
    """Both series have a twelfth issue."""
    with pytest.raises(QueryError) as caught:
        chosen(sample_graph, "12")
    assert caught.value.key == "ambiguous_source"
    with pytest.raises(QueryError) as caught:
        chosen(sample_graph, "99")
    assert caught.value.key == "unknown_issue"
