"""Saved queries: headers, parameters as terms."""

import pytest

from kg import query, resources
from kg.errors import QueryError

TEXT = """# 名称: best
# 标题: 最高资助
# title: Highest support
# 参数: 领域=人工智能
# 参数: 上限
SELECT * { ?x pb:sector [[{{领域}}]] ; rdfs:label "{{领域}}"@zh ; pb:max ?m FILTER(?m < {{上限}}) }
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    (tmp_path / "a.rq").write_text(TEXT, "utf-8")
    (tmp_path / "plain.rq").write_text("ASK {}", "utf-8")
    monkeypatch.setattr(resources, "data", lambda *_: tmp_path)


def last(text):
    return text.strip().splitlines()[-1]


def test_queries_list_titles_and_parameters():
    """A header gives key, title and defaults; without one the file's name does."""
    assert [[cell.value for cell in row] for row in query.queries("zh").rows] == [
        ["best", "最高资助", "领域:事物=人工智能 上限"],
        ["plain", "plain", ""],
    ]
    assert query.queries("en").rows[0][1].value == "Highest support"


@pytest.mark.parametrize("key", ["best", "最高资助", "Highest support"])
def test_load_by_key_or_title(key):
    """Any of its names finds a query."""
    assert query.load(key).key == "best"


def test_saved_puts_terms_in_their_places():
    """A name, the inside of a string, a number."""
    filled = last(query.saved("best", {"上限": "500"}))
    assert filled == 'SELECT * { ?x pb:sector [[人工智能]] ; rdfs:label "人工智能"@zh ; pb:max ?m FILTER(?m < 500) }'


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("-2.5", "-2.5"),
        ("2025-01-01", '"2025-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ('1) } INSERT { "', '"1) } INSERT { \\""'),
    ],
)
def test_saved_never_lets_a_value_become_syntax(value, term):
    """What is no number or date is a string, whatever it holds."""
    assert f"FILTER(?m < {term})" in query.saved("best", {"上限": value})


def test_saved_escapes_inside_a_string_and_refuses_inside_a_name():
    """A quotation mark cannot end the string; a bracket cannot end the name."""
    with pytest.raises(QueryError) as caught:
        query.saved("best", {"上限": "1", "领域": "a]] ?p ?o"})
    assert caught.value.key == "bad_parameter_value"
    assert 'rdfs:label "a\\"b\\\\"@zh' in query.saved("best", {"上限": "1", "领域": 'a"b\\'})


@pytest.mark.parametrize(
    ("key", "given", "error"),
    [
        ("best", {}, "missing_parameter"),
        ("best", {"省": "1"}, "unknown_parameter"),
        ("bset", {}, "unknown_query_near"),
        ("zzzz", {}, "unknown_query"),
    ],
)
def test_saved_names_what_is_wrong(key, given, error):
    """Missing, unknown, misspelt."""
    with pytest.raises(QueryError) as caught:
        query.saved(key, given)
    assert caught.value.key == error
