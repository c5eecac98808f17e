"""Names, words and literals that are wrong, as a script sees it: what is said, and the exit code."""

import pytest

ROWS = [
    ("SELECT * { ?s pb:支特领域 ?o }", 0, ("没有 pb:支特领域", "pb:sector（领域，")),
    ("SELECT * { ?s a pb:政测文件 }", 0, ("没有 pb:政测文件", "pb:PolicyDoc（政策文件，")),
    ('SELECT * { ?s rdfs:label "四川省" }', 0, ('"四川省"@zh', "[[四川省]]")),
    ('SELECT * { ?s rdfs:label ?n FILTER(?n = "四川省") }', 0, ('"四川省"@zh',)),
    ("SELECT * { [[四用省]] ?p ?o }", 1, ("没有叫“四用省”", "四川省")),
    ("SELECT * { [[工信埠]] ?p ?o }", 1, ("没有叫“工信埠”", "工业和信息化部")),
    ("SELECT * { [[gongxinbu]] ?p ?o }", 1, ("没有叫“gongxinbu”", "工业和信息化部")),
    ("SELECT * { [[火星科学院]] ?p ?o }", 1, ("没有叫“火星科学院”",)),
    ("SELECT * { [[科技厅]] ?p ?o }", 1, ("可以指 3 样东西", "四川省科学技术厅（机构，", "江苏省科学技术厅（机构，")),
    ("SELECT * { 【科技厅】 ?p ?o }", 1, ("可以指 3 样东西",)),
    ("SELECT * { 「科技厅」 ?p ?o }", 1, ("可以指 3 样东西",)),
    ("SELECT * { kgg:x ?p ?o }", 1, ("kgg:", "第 1 行第 12 列")),
]


@pytest.mark.parametrize(("text", "code", "said"), ROWS, ids=[text for text, *_ in ROWS])
def test_bad_input_is_explained_and_nothing_is_guessed(text, code, said, sample_graph, run_kg):
    """What is meant is never chosen for the reader; the words are on stderr, the data stays clean."""
    done = run_kg("query", "-c", text, "--graph", sample_graph, "--format", "csv")
    assert done.returncode == code
    assert all(part in done.stderr for part in said), done.stderr
    assert done.stdout.count("\n") == (code == 0)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["[[{}]]", "【{}】", "「{}」"])
def test_a_name_stands_for_its_thing_everywhere(form, sample_graph, run_kg):
    """In SELECT, in a filter, by label and by another name."""
    text = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d pb:issuer ?a FILTER(?a = NAME) }".replace(
        "NAME", form.format("工信部")
    )
    done = run_kg("query", "-c", text, "--graph", sample_graph, "--format", "csv")
    assert (done.returncode, done.stdout.split()) == (0, ["n", "8"])
