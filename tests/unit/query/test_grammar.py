"""Where a query breaks and what could stand there."""

from pathlib import Path

import pytest

from kg.query.grammar import fault

W3C = Path(__file__).parents[4] / "shared" / "w3c"


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("SELECT * { ?s ?p }", "}", "variable"),
        ("SELECT ?s WERE { ?s ?p ?o }", "WERE", "WHERE"),
        ("SELECT * { ?s ?p ?o ?a ?b ?c }", "?a", "."),
        ("SELECT * { ?s ?p ?o } LIMIT", "", "number"),
        ("SELECT * { ?s ?p ?o } LIMIT -1", "-", "number"),
        ("SELECT * { ?s ?p ?o } ORDER ?s", "?s", "BY"),
        ("SELECT * WHERE ?s ?p ?o", "?s", "{"),
        ("SELECT * { ?s ?p 'a'^^ }", "}", "name"),
        ("SELECT * { ?s ?p ?o FILTER(?o > ) }", ")", "variable"),
    ],
)
def test_fault_finds_the_token_and_what_was_expected(text, found, expected):
    """The furthest token that fits no reading, with what would have fitted."""
    seen = fault(text)
    assert seen is not None
    assert seen.found == found
    assert expected in seen.expected
    assert text[seen.offset :].startswith(found)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?a (MAX(?b) AS ?c) { ?a a pb:X ; pb:max|pb:min ?b FILTER NOT EXISTS { ?a ^pb:x+ ?d }} GROUP BY ?a",
        "CONSTRUCT { ?s pb:p [ pb:q ( 1 2.5 -3 ) ] } WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 5 OFFSET 2",
        "DESCRIBE pb:x",
        "ASK { VALUES (?a ?b) { (1 UNDEF) } BIND(IF(?a IN (1, 2), 'x'@zh, STR(?b)) AS ?c) }",
        "SELECT * { { SELECT ?s { ?s ?p ?o } } UNION { ?s !(a|^pb:q) ?o } MINUS { ?s ?p 'a'^^xsd:string } }",
    ],
)
def test_fault_sees_none_in_right_queries(text):
    """What SPARQL allows is not a fault."""
    assert fault(text) is None


def test_fault_survives_deep_nesting():
    """A query nested beyond reason is not explained, but nothing breaks."""
    fault("SELECT * { FILTER(" + "(" * 5000 + ")" * 5000 + ") }")


@pytest.mark.skipif(not W3C.is_dir(), reason="the W3C test suites are not here")
@pytest.mark.parametrize("suite", ["syntax-sparql1", "syntax-sparql2", "syntax-sparql5"])
def test_fault_agrees_with_the_w3c_suites(suite):
    """No query that the suites call right is said to be wrong."""
    right = [file for file in sorted((W3C / "sparql10" / suite).glob("*.rq")) if "bad" not in file.stem]
    assert right
    assert [file.name for file in right if fault(file.read_text("utf-8"))] == []
