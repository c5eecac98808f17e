"""What a half-typed query says about the place of the cursor."""

import pytest

from kg.query.fragment import place


def read(text):
    """Read a query at the bar; what is typed of the word stands between bars."""
    before, *typed, after = text.split("|")
    word = typed[0] if typed else ""
    return place(before + word + after, len(before), len(before) + len(word))


@pytest.mark.parametrize(
    ("text", "position", "pattern"),
    [
        ("SELECT * { ?d |", "predicate", "?d ?kgx ?kgo ."),
        ("SELECT * { |[[四|", "subject", "?kgx ?kgp ?kgo ."),
        ("SELECT * { ?d pb:issuer |", "object", "?d pb:issuer ?kgx ."),
        ("SELECT * { ?d a |pb:Pol|", "object", "?d a ?kgx ."),
        ("SELECT * { ?d a pb:PolicyDoc ; | }", "predicate", "?d a pb:PolicyDoc . ?d ?kgx ?kgo ."),
        ("SELECT * { ?d | ?x ; a pb:PolicyDoc }", "predicate", "?d a pb:PolicyDoc . ?d ?kgx ?x ."),
        ("SELECT * { ?d pb:sector ?a, |", "object", "?d pb:sector ?a . ?d pb:sector ?kgx ."),
        ("SELECT * { ?d pb:issuer/| ?p", "predicate", "?d pb:issuer ?kgm . ?kgm ?kgx ?p ."),
        ("SELECT * { ?d ^| ?x", "predicate", "?x ?kgx ?d ."),
        ("SELECT * { ?a pb:p ?b . ?c pb:q ?d . ?b |", "predicate", "?a pb:p ?b . ?b ?kgx ?kgo ."),
        ("SELECT * ｛ ？d pb：issuer |", "object", "?d pb:issuer ?kgx ."),
        ("SELECT * { ?a a pb:Place OPTIONAL { ?a | } }", "predicate", "?a a pb:Place . ?a ?kgx ?kgo ."),
        ("SELECT * { ?a a pb:Place OPTIONAL { ?a pb:p ?b } ?a | }", "predicate", "?a a pb:Place . ?a ?kgx ?kgo ."),
        ("SELECT * { { ?a pb:p ?b } UNION { ?a | } }", "predicate", "?a ?kgx ?kgo ."),
        ("SELECT * { ?a pb:n ?n FILTER(?n > 3) ?a | }", "predicate", "?a pb:n ?n . FILTER ( ?n > 3 ) ?a ?kgx ?kgo ."),
        ("SELECT * { ?a pb:n ?n FILTER(?m > 3) ?a | }", "predicate", "?a pb:n ?n . ?a ?kgx ?kgo ."),
        ("SELECT * { VALUES ?a { id:x id:y } ?a | }", "predicate", "VALUES ?a { id:x id:y } ?a ?kgx ?kgo ."),
        ("SELECT * { ?a pb:p ?b . MINUS { ?b pb:q ?c } ?a |", "predicate", "?a pb:p ?b . ?a ?kgx ?kgo ."),
        ('SELECT * { ?a rdfs:label "甲"@zh . ?a |', "predicate", '?a rdfs:label "甲" @zh . ?a ?kgx ?kgo .'),
    ],
)
def test_the_cursor_stands_in_a_triple(text, position, pattern):
    """The term it is, and the patterns that hang together with it."""
    found = read(text)
    assert found is not None
    assert (found.position, found.pattern) == (position, pattern)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT | { ?a ?b ?c }",
        "SELECT * { MINUS { ?a |",
        "SELECT * { FILTER NOT EXISTS { ?a |",
        "SELECT * { { SELECT ?a { ?a | } } }",
        "SELECT * { FILTER(?x = |",
        "SELECT * { ?a ?b [ |",
        "PATHS START ?a = |",
        'SELECT * { ?a ?b "|',
        "|",
        "}}}}{{{{ |",
    ],
)
def test_elsewhere_nothing_is_said(text):
    """Where a word could take rows away, or there is no triple."""
    assert read(text) is None


def test_prefixes_of_the_query_are_kept():
    """A prefix that the reader declared is known to the check."""
    found = read("PREFIX my: <http://my/> SELECT * { ?a my:p ?b . ?b |")
    assert found is not None
    assert found.prologue == "PREFIX my: <http://my/>"
