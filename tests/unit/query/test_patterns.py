"""The triple patterns of a query, and its groups written again so that every step shows."""

import pytest
from pyoxigraph import Store

from kg import ontology, query
from kg.query import patterns
from kg.query.patterns import Pattern

ALL = tuple(row[0].value for row in query.queries().rows)


def places(text):
    """The patterns of a query as triples of texts."""
    return [(found.subject, found.predicate, found.object) for found in patterns.read(text).patterns]


def test_lists_of_properties_and_objects_are_taken_apart():
    """`;` and `,` stand for triples of their own."""
    assert places("SELECT * { ?a a pb:X ; pb:p ?b , 5 }") == [
        ("?a", "a", "pb:X"),
        ("?a", "pb:p", "?b"),
        ("?a", "pb:p", "5"),
    ]


def test_a_sequence_gets_a_variable_in_the_middle():
    """Each step of a path is a triple that may have been stated."""
    part = patterns.read("SELECT * { ?a pb:p/pb:q ?b }")
    assert part.patterns == [Pattern("?a", "pb:p", "?_1"), Pattern("?_1", "pb:q", "?b")]
    assert part.body == "{ ?a pb:p ?_1 . ?_1 pb:q ?b . }"


def test_an_alternative_may_be_any_of_its_triples():
    """`max|value` is one or the other; `^` turns a triple round."""
    assert places("SELECT * { ?a pb:max|^pb:value ?b }") == [("?a", "pb:max", "?b"), ("?b", "pb:value", "?a")]


def test_a_repeated_step_may_be_the_straight_one():
    """`p*` is proved by the triple that leads straight there."""
    assert places("SELECT * { ?a pb:p* ?b }") == [("?a", "pb:p", "?b")]


def test_a_thing_in_brackets_gets_a_variable():
    """Its own triples are kept."""
    assert places("SELECT * { ?a pb:p [ a pb:X ; pb:q ?c ] }") == [
        ("?_1", "a", "pb:X"),
        ("?_1", "pb:q", "?c"),
        ("?a", "pb:p", "?_1"),
    ]


def test_what_must_not_hold_proves_nothing():
    """MINUS and NOT EXISTS have no triples of the row's."""
    assert places("SELECT * { ?a pb:p ?b MINUS { ?a pb:q ?c } FILTER NOT EXISTS { ?a pb:r ?d } }") == [
        ("?a", "pb:p", "?b")
    ]


def test_optional_union_and_graph_are_looked_into():
    """What may hold proves the rows in which it does."""
    found = places("SELECT * { OPTIONAL { ?a pb:p ?b } { ?a pb:q ?c } UNION { GRAPH ?g { ?a pb:r ?d } } }")
    assert [predicate for _, predicate, _ in found] == ["pb:p", "pb:q", "pb:r"]


def test_a_sub_select_is_a_part_of_its_own():
    """Its greatest value is the value of the variable inside; a count is no variable's value."""
    part = patterns.read("SELECT ?a { { SELECT ?a (MAX(?m) AS ?x) (COUNT(*) AS ?n) { ?a pb:m ?m } GROUP BY ?a } }")
    (inner,) = part.parts
    assert (inner.renamed, inner.computed) == ({"?x": "?m"}, {"?n"})
    assert inner.patterns == [Pattern("?a", "pb:m", "?m")]


@pytest.mark.parametrize("text", ["SELECT * { ?a pb:p (1 2) }", "ASK {}", "SELECT * { ?a pb:p", "DESCRIBE ?x"])
def test_forms_that_are_not_read_say_so(text):
    """Nothing is guessed."""
    with pytest.raises(patterns.Unread):
        patterns.read(text)


@pytest.mark.parametrize("key", ALL)
def test_the_analysts_questions_are_read_and_stay_queries(key):
    """What is written again is SPARQL."""
    text = query.saved(key, {}).replace("[[", '"').replace("]]", '"')
    part = patterns.read(text)
    Store().query(f"{part.prologue} SELECT * WHERE {part.body}", prefixes=dict(ontology.PREFIXES))
