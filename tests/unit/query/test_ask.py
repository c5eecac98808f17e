"""SPARQL over a small graph: forms, names, hints, limits."""

import pytest
from small_graph import build, thing

from kg.errors import Interrupted, LimitError, QueryError, StoreError
from kg.query import Options, Worker, ask, query, stream
from kg.query.process import Request

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return build(tmp_path_factory.mktemp("ask") / "graph")


@pytest.fixture(scope="module")
def worker(graph):
    with Worker(graph) as own:
        yield own


def values(answer):
    """The rows as plain values."""
    return sorted(tuple(cell.value for cell in row) for row in answer.rows)


def test_query_gives_rows_with_labels(graph):
    """An IRI comes with what to show for it."""
    answer = query(graph, "SELECT ?d { ?d pb:place [[四川省]] }")
    assert [(row[0].value, row[0].label) for row in answer.rows] == [
        (thing("agency-510000-科学技术厅"), "四川省科学技术厅")
    ]


def test_ask_gives_truth(graph, worker):
    """ASK is one cell."""
    answer = ask(graph, "ASK { [[四川]] rdfs:label '四川省'@zh }", worker=worker)
    assert (answer.form, values(answer)) == ("ask", [("true",)])


def test_ask_constructs_triples(graph, worker):
    """CONSTRUCT and DESCRIBE give three columns."""
    answer = ask(graph, "CONSTRUCT { ?d pb:x ?a } WHERE { ?d pb:issuer ?a }", worker=worker)
    assert (answer.form, answer.columns, len(answer.rows)) == ("graph", ("subject", "predicate", "object"), 2)


def test_ask_star_keeps_the_order_of_the_query(graph, worker):
    """SELECT * shows variables as they are written."""
    answer = ask(graph, "SELECT * { ?z pb:issuer ?a ; pb:sector ?m }", worker=worker)
    assert answer.columns == ("z", "a", "m")
    assert all(row[1].value.startswith(thing("agency")) for row in answer.rows)


def test_ask_own_looks_at_the_default_graph_only(graph, worker):
    """Everything stands in named graphs, so the graph without a name is empty."""
    options = Options(default_graph="own")
    assert values(ask(graph, "SELECT * { ?s ?p ?o }", options=options, worker=worker)) == []
    named = ask(graph, "SELECT ?s { GRAPH ?g { ?s pb:issuer ?o } }", options=options, worker=worker)
    assert len(named.rows) == 2


def test_ask_with_from_looks_at_the_named_graphs_only(graph, worker):
    """FROM makes the default graph, whatever it would be without."""
    text = f"SELECT ?d FROM <{thing('g-期2-auto')}> {{ ?d a pb:PolicyDoc }}"
    assert values(ask(graph, text, worker=worker)) == [(thing("policydoc-人工智能措施"),)]
    assert values(ask(graph, "SELECT ?d FROM <http://x/none> { ?d ?p ?o }", worker=worker)) == []


def test_ask_in_a_scope_sees_its_sources_only(graph, worker):
    """One issue alone."""
    answer = ask(graph, "SELECT ?d { ?d a pb:PolicyDoc }", options=Options(scope=("期1",)), worker=worker)
    assert values(answer) == [(thing("policydoc-中试平台办法"),)]


def test_ask_resolves_relative_iris_by_the_base(graph, worker):
    """--base is what a relative IRI is read against; without it the place is named."""
    text = "ASK { <place-510000> a pb:Place }"
    assert values(ask(graph, text, options=Options(base=thing("")), worker=worker)) == [("true",)]
    with pytest.raises(QueryError) as caught:
        ask(graph, text, worker=worker)
    assert (caught.value.key, caught.value.fields["column"]) == ("relative_iri", "7")


def test_ask_reads_fullwidth_signs_and_says_so(graph, worker):
    """The note lists what was read as something else; a strict reader refuses."""
    text = "SELECT ？s ｛ ？s pb：place 【四川省】 。 ｝"
    answer = ask(graph, text, worker=worker)
    assert len(answer.rows) == 1
    assert answer.notes == (("read_as_halfwidth", {"signs": "？ ｛ ： 。 ｝"}),)
    with pytest.raises(QueryError) as caught:
        ask(graph, text, options=Options(strict=True), worker=worker)
    assert (caught.value.key, caught.value.fields["column"]) == ("syntax_fullwidth", "8")


def test_ask_places_a_fault_in_what_was_typed(graph, worker):
    """References are longer as IRIs; the column is that of the typed text."""
    text = "SELECT * {\n  [[四川省]] ?p }"
    with pytest.raises(QueryError) as caught:
        ask(graph, text, worker=worker)
    assert (caught.value.key, caught.value.fields["line"], caught.value.fields["column"]) == ("syntax", "2", "14")
    assert caught.value.fields["text"] == "  [[四川省]] ?p }"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "ungrouped_variable"),
        ("SELECT ?s ?s { ?s ?p ?o }", "duplicate_variable"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "star_with_group"),
        ("SELECT ?s WERE { ?s ?p ?o }", "syntax_near"),
        ("SELECT * { ?s ?p ?o } LIMIT", "syntax_end"),
    ],
)
def test_ask_explains_what_the_engine_refused(graph, worker, text, key):
    """Meaning and form each have their sentence."""
    with pytest.raises(QueryError) as caught:
        ask(graph, text, worker=worker)
    assert caught.value.key == key


def test_ask_hints_at_unknown_words(graph, worker):
    """No rows because a relation does not exist: the near ones are named."""
    (note,) = ask(graph, "SELECT * { ?s pb:isuer ?o }", worker=worker).notes
    assert note[0] == "unknown_term_near"
    assert "pb:issuer" in note[1]["near"]


def test_ask_hints_at_words_by_their_chinese_names(graph, worker):
    """Who writes a class in Chinese is told its name."""
    (note,) = ask(graph, "SELECT * { ?s a pb:政策文件 }", worker=worker).notes
    assert note == ("unknown_term_near", {"term": "pb:政策文件", "near": "pb:PolicyDoc（政策文件，2）"})


def test_ask_hints_at_a_missing_language(graph, worker):
    """A name without @zh matches nothing; that is said."""
    answer = ask(graph, "SELECT * { ?s rdfs:label '四川省' }", worker=worker)
    assert answer.notes == (("literal_language", {"value": "四川省"}),)


def test_ask_without_rows_and_without_reason_says_nothing(graph, worker):
    """Nothing found is an answer."""
    assert ask(graph, "SELECT * { id:nothing a pb:Agency }", worker=worker).notes == ()


def test_ask_cut_by_a_limit_tells_the_total(graph, worker):
    """Truncation is never silent."""
    answer = ask(graph, "SELECT ?s { ?s a pb:Agency }", options=Options(limit=1), worker=worker)
    assert (len(answer.rows), answer.complete) == (1, False)
    assert answer.notes == (("truncated", {"shown": "1", "total": "2"}),)


def test_ask_at_the_deadline_keeps_what_it_has(graph):
    """The engine is stopped, the answer marked, and the worker answers again."""
    with Worker(graph) as own:
        answer = ask(graph, SLOW, options=Options(timeout=0.3), worker=own)
        assert (answer.complete, answer.notes[0][0]) == (False, "timeout")
        assert values(ask(graph, "ASK {}", worker=own)) == [("true",)]


def test_worker_raises_at_the_deadline(worker):
    """Whoever reads rows himself gets the limit as an error."""
    with pytest.raises(LimitError):
        list(worker.ask(Request((SLOW,), {}), timeout=0.3).rows)


def test_worker_interrupted_starts_afresh(graph, monkeypatch):
    """Ctrl-C ends the child; the next question gets a new one."""
    from kg.query import process as module

    with Worker(graph) as own:

        def pressed(_):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(module, "_read", pressed)
            with pytest.raises(Interrupted):
                own.ask(Request(("ASK {}",), {}))
        assert [row[0].value for row in own.ask(Request(("ASK {}",), {})).rows] == ["true"]


def test_worker_that_was_abandoned_midway_answers_the_next_question(graph):
    """Rows nobody reads do not mix with the next answer."""
    with Worker(graph) as own:
        rows = iter(own.ask(Request(("SELECT * { ?s ?p ?o }",), {})).rows)
        next(rows)
        assert [row[0].value for row in own.ask(Request(("ASK {}",), {})).rows] == ["true"]


def test_stream_gives_rows_before_the_end(graph, worker):
    """Rows can be read one by one; notes are there after the last."""
    found = stream(graph, "SELECT ?s { ?s a pb:Agency }", options=Options(limit=1), worker=worker)
    assert next(found.rows)[0].value.startswith(thing("agency"))
    assert list(found.rows) == []
    assert not found.complete


def test_query_without_a_graph_says_so(tmp_path):
    """The missing folder is named, across the process border."""
    with pytest.raises(StoreError) as caught:
        query(tmp_path / "none", "ASK {}")
    assert caught.value.key == "graph_missing"
