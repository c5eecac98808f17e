"""The sentences behind the rows of a query, on the sample."""

import pytest

from kg import query, store
from kg.query import Options
from kg.query.proofs import Asked, behind
from kg.query.scope import sources

SUPPORT = """
SELECT ?文件 (MAX(?元) AS ?最高) { ?q a pb:Support ; pb:about ?d ; pb:max|pb:value ?元 . ?d rdfs:label ?文件 }
GROUP BY ?文件 ORDER BY DESC(?最高) ?文件"""


@pytest.fixture(scope="module")
def proved(sample_graph):
    """Ask the sample and give rows with their sentences."""
    with query.Worker(sample_graph) as worker:

        def run(text, *, scope="", limit=20):
            options = Options(labels=True, limit=limit, scope=sources(sample_graph, scope))
            answer = query.ask(sample_graph, text, options=options, worker=worker)
            found = behind(Asked(sample_graph, text, options, worker), answer, range(len(answer.rows)))
            return list(zip(answer.rows, found, strict=True))

        yield run


def test_every_stated_edge_of_a_row_has_its_sentence(proved, sample_graph):
    """Both names of the row stand in it, and it is a verbatim part of the text."""
    rows = proved("SELECT ?a ?b { ?a pb:implements ?b } ORDER BY ?a ?b")
    assert rows
    with store.open_graph(sample_graph) as held:
        for row, passages in rows:
            first = passages[0]
            assert row[1].label[:6] in first.quote.replace("\n", "")
            assert held.text(first.source)[first.start : first.end] == first.quote


def test_the_greatest_number_has_the_sentence_that_says_it(proved):
    """A row of MAX is proved by the number that is the greatest."""
    for row, passages in proved(SUPPORT, limit=6):
        marked = [passages[0].quote[low:high].replace(" ", "").replace("\n", "") for low, high in passages[0].marks]
        million = int(float(row[1].value)) // 10_000
        assert any(f"{million}万" in words or f"{million // 10_000}亿" in words for words in marked)


def test_a_path_inside_a_query_is_proved_step_by_step(proved):
    """The step to the issuer is stated, that to its name is not."""
    ((row, passages),) = proved(
        'SELECT ?名 { ?d rdfs:label ?t ; pb:issuer/rdfs:label ?名 . FILTER(?t = "上海市科学技术进步条例"@zh) }'
    )
    assert row[0].value[:2] in "".join(passage.quote for passage in passages)


def test_triples_are_proved_by_their_own_statement(proved):
    """CONSTRUCT gives what has been stated."""
    rows = proved("CONSTRUCT { ?d pb:sector ?s } WHERE { ?d pb:sector ?s ; a pb:PolicyDoc }", limit=3)
    assert all(passages for _, passages in rows)


def test_a_row_that_nothing_states_has_no_sentence(proved):
    """The class of classes stands in no text."""
    assert [passages for _, passages in proved("SELECT (1 AS ?x) {}")] == [()]


def test_a_sentence_outside_the_scope_is_no_proof(proved, sample_graph):
    """With a scope, texts outside it prove nothing."""
    inside = set(sources(sample_graph, "科技政策参阅"))
    rows = proved("SELECT ?d ?s { ?d pb:sector ?s }", scope="科技政策参阅")
    assert rows
    assert {passage.source for _, passages in rows for passage in passages} <= inside


def test_forty_rows_cost_one_question(proved):
    """Rows keep their own sentences when all are asked for at once."""
    rows = proved("SELECT ?d ?s { ?d pb:sector ?s ; a pb:PolicyDoc } ORDER BY ?d ?s", limit=40)
    alone = proved("SELECT ?d ?s { ?d pb:sector ?s ; a pb:PolicyDoc } ORDER BY ?d ?s LIMIT 1")
    assert rows[0][1] == alone[0][1]
