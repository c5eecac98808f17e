"""Endpoints that fail: what is too much for one is asked in smaller pieces, what cannot be had is said in words."""

import time

import pytest
from endpoints import JSON, capped, lines_of
from small_graph import build, named, thing

from kg import messages
from kg.errors import KgError, LimitError, QueryError, StoreError, UsageError
from kg.model.iri import ID, PB
from kg.model.quad import join, node
from kg.query import Limits, Options, ask, remote
from kg.query.remote import Place

TEXT = "PATHS BEST 3 START ?x = [[四川省]] END ?y = [[福建省]] MAX LENGTH 6"
MANY = 60
EDGES = "SELECT DISTINCT ?x ?y ?p WHERE"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The small graph, with many documents about one sector, so that there is something to ask in batches."""
    auto, extra = node(f"{ID}g-期1-auto"), []
    for number in range(MANY):
        extra += named(f"policydoc-{number}", "PolicyDoc", f"办法{number}")
        for relation, other in (("sector", "sector-人工智能"), ("place", "place-510000")):
            extra.append(join(node(thing(f"policydoc-{number}")), node(f"{PB}{relation}"), node(thing(other)), auto))
    return build(tmp_path_factory.mktemp("faults") / "graph", tuple(extra))


@pytest.fixture
def shaky(endpoint, graph):
    return endpoint(lines_of(graph))


def options(**more):
    return Options(ways=Limits(share=0.0, background=(), **more))


def asked(made, text=TEXT, seconds=20.0, **more):
    return remote.ask(Place(made.address, seconds), text, options=options(**more))


def here(graph, text=TEXT):
    return ask(graph, text, options=options())


def test_a_good_endpoint_agrees(shaky, graph):
    """Without a fault the answer is that of the graph."""
    assert asked(shaky) == here(graph)


@pytest.mark.parametrize("status", [413, 414, 429, 431, 500, 502, 503, 504])
def test_batches_that_are_refused_are_made_smaller(shaky, graph, status):
    """Whatever way an endpoint has of saying that it is too much."""
    shaky.fault = lambda query: (
        (status, {}, b"too much") if query.count("<https://w3id.org/policy-bulletin/id/") > 7 else None
    )
    assert asked(shaky, "PATHS ALL START ?x = [[四川省]] END ?y = [[福建省]] MAX LENGTH 6") == here(
        graph, "PATHS ALL START ?x = [[四川省]] END ?y = [[福建省]] MAX LENGTH 6"
    )


def test_batches_that_are_slow_are_made_smaller(shaky, graph):
    """A batch may take a part of the time that is left, and is then asked in pieces."""

    def fault(query):
        if EDGES in query and query.count("policydoc-") > 20:
            time.sleep(4)

    shaky.fault = fault
    assert asked(shaky, seconds=20) == here(graph)


def test_answers_cut_off_without_a_word_are_noticed(shaky, monkeypatch):
    """A round number of rows is asked again in smaller pieces; where one thing has more, nothing is given out as whole."""
    monkeypatch.setattr("kg.query.remote.endpoint._ROUND", 40)

    def fault(query):
        status, headers, body = shaky.answer(query)
        return status, headers, capped(body, 40)

    shaky.fault = fault
    with pytest.raises(LimitError) as caught:
        asked(shaky, "PATHS ALL START ?x = [[四川省]] END ?y = [[福建省]] MAX LENGTH 6")
    assert (caught.value.key, caught.value.fields["rows"]) == ("endpoint_cut", 40)


def test_a_round_number_of_rows_that_is_right_is_taken(shaky, graph, monkeypatch):
    """The endpoint is asked how many there are."""
    monkeypatch.setattr("kg.query.remote.endpoint._ROUND", 2)
    assert asked(shaky) == here(graph)
    assert any("COUNT(*)" in query for query in shaky.queries)


def test_a_busy_endpoint_is_asked_again_after_the_rest_it_wants(shaky, graph):
    """Retry-After is kept to."""
    times = []

    def fault(_):
        times.append(time.monotonic())
        return (503, {"Retry-After": "1"}, b"") if len(times) == 1 else None

    shaky.fault = fault
    assert asked(shaky) == here(graph)
    assert times[1] - times[0] >= 1


def test_a_connection_that_breaks_is_made_anew(shaky, graph):
    """Half an answer is no answer."""
    broken = []

    def fault(query):
        if "VALUES" in query and query not in broken and len(broken) < 3:
            broken.append(query)
            return 200, {"Content-Type": JSON, "Content-Length": 100_000, "Connection": "close"}, b'{"head"'
        return None

    shaky.fault = fault
    assert asked(shaky) == here(graph)


def test_an_endpoint_without_post_is_asked_by_get(shaky, graph):
    """Some take queries in the address alone."""

    def fault(_):
        return (405, {}, b"") if shaky.methods == {"POST"} else None

    shaky.fault = fault
    assert asked(shaky) == here(graph)
    assert shaky.methods == {"POST", "GET"}


@pytest.mark.parametrize(
    ("reply", "kind", "key"),
    [
        ((500, {}, b"out of order"), StoreError, "endpoint_status"),
        ((404, {}, b""), StoreError, "endpoint_status"),
        ((401, {"Content-Type": "text/html"}, b"<html>who?</html>"), StoreError, "endpoint_status"),
        ((400, {}, b"no such thing"), QueryError, "endpoint_refused"),
        ((200, {"Content-Type": "text/html"}, b"<html></html>"), StoreError, "endpoint_not_sparql"),
        ((200, {}, b"{}"), StoreError, "endpoint_not_sparql"),
        ((200, {"Content-Type": JSON}, b"garbage"), StoreError, "endpoint_garbled"),
        ((200, {"Content-Type": JSON}, b"{}"), StoreError, "endpoint_garbled"),
        ((200, {"Content-Type": JSON}, b"[" * 100_000), StoreError, "endpoint_garbled"),
        ((200, {"Content-Type": JSON}, b'{"boolean": 3}'), StoreError, "endpoint_garbled"),
        ((200, {"Content-Type": JSON}, b'\xff{"boolean": true}'), StoreError, "endpoint_garbled"),
        ((200, {"Content-Type": JSON}, b'{"head":{"vars":["x"]},"results":{"bindings":[3]}}'), StoreError, "endpoint_garbled"),
        ((302, {"Location": "http://elsewhere.example/sparql"}, b""), StoreError, "endpoint_moved"),
        ((307, {"Location": "ftp://127.0.0.1/sparql"}, b""), StoreError, "endpoint_moved"),
        ((301, {}, b""), StoreError, "endpoint_moved"),
        ((308, {"Location": "/sparql"}, b""), StoreError, "endpoint_moved"),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_what_cannot_be_had_is_said(shaky, reply, kind, key):
    """Each way to fail has its own words, in both languages."""
    shaky.fault = lambda _: reply
    with pytest.raises(kind) as caught:
        asked(shaky)
    assert caught.value.key == key
    for lang in messages.LANGUAGES:
        sentence = messages.say(f"errors.{key}", lang, **caught.value.fields)
        assert shaky.address in sentence
        assert "{" not in sentence


def test_a_move_on_the_same_host_is_followed(shaky, graph):
    """An endpoint may have another path, and is asked there from then on."""
    paths = []

    def fault(_):
        paths.append(shaky.path)
        return (301, {"Location": "/other"}, b"") if shaky.path == "/sparql" else None

    shaky.fault = fault
    assert asked(shaky) == here(graph)
    assert paths[:2] == ["/sparql", "/other"]
    assert paths.count("/sparql") == 1


def test_an_endless_answer_is_cut(shaky, monkeypatch):
    """No more is read than a reader could want."""
    monkeypatch.setattr("kg.query.remote.wire._MOST", 1000)
    shaky.fault = lambda _: (200, {"Content-Type": JSON}, b" " * 100_000)
    with pytest.raises(LimitError) as caught:
        asked(shaky)
    assert caught.value.key == "endpoint_large"


def test_an_endpoint_that_says_nothing_is_left(shaky):
    """The deadline holds for an answer that never comes; the exit code is that of a limit."""
    shaky.fault = lambda _: time.sleep(3)
    began = time.monotonic()
    with pytest.raises(LimitError) as caught:
        asked(shaky, seconds=0.5)
    assert (caught.value.key, caught.value.exit_code) == ("endpoint_slow", 4)
    assert time.monotonic() - began < 3


def test_best_chains_of_a_part_are_marked(shaky):
    """What was fetched in time is searched, and that it is not all is said."""

    def fault(query):
        if EDGES in query and "policydoc" in query:
            time.sleep(5)

    shaky.fault = fault
    answer = asked(shaky, "PATHS BEST 3 START ?x = [[四川省]] END ?y = [[福建省]] MAX LENGTH 6", seconds=3)
    assert not answer.complete
    assert "path_fetched" in dict(answer.notes)


@pytest.mark.parametrize("mode", ["SHORTEST", "SHORTEST 2", "ALL"])
def test_exact_modes_give_nothing_of_a_part(shaky, mode):
    """The shortest of some ways only looks like the shortest."""

    def fault(query):
        if EDGES in query and "policydoc" in query:
            time.sleep(5)

    shaky.fault = fault
    with pytest.raises(LimitError):
        asked(shaky, f"PATHS {mode} START ?x = [[四川省]] END ?y = [[福建省]] MAX LENGTH 6", seconds=2)


def test_too_many_edges_are_not_fetched(shaky, monkeypatch):
    """An open question about everything is refused, not copied."""
    monkeypatch.setattr("kg.query.remote.frontier._MOST", 20)
    with pytest.raises(LimitError) as caught:
        asked(shaky, "PATHS ALL START ?x END ?y MAX LENGTH 1")
    assert caught.value.key == "endpoint_edges"


def test_background_that_cannot_be_counted_is_said(shaky):
    """An endpoint that cannot count all its facts is searched without leaving anything out."""
    shaky.fault = lambda query: (503, {}, b"") if "COUNT(*)" in query else None
    answer = remote.ask(Place(shaky.address, 20), TEXT, options=Options())
    assert answer.chains
    assert "endpoint_uncounted" in dict(answer.notes)


def test_only_what_can_lie_on_a_way_is_fetched(shaky):
    """The question names two things; of the many documents around one of them nothing beyond is asked."""
    asked(shaky, "PATHS BEST 3 START ?x = [[四川省科学技术厅]] END ?y = [[中试平台办法]] MAX LENGTH 1")
    rows = [query for query in shaky.queries if EDGES in query]
    assert rows
    assert not any("policydoc-1>" in query for query in rows)


def test_a_name_and_a_password_are_sent_and_never_shown(shaky):
    """They stand in the address, and in no message."""
    address = shaky.address.replace("http://", "http://someone:secret@")
    shaky.fault = lambda _: (403, {}, b"")
    with pytest.raises(StoreError) as caught:
        remote.ask(Place(address), TEXT, options=Options())
    assert shaky.headers["Authorization"] == "Basic c29tZW9uZTpzZWNyZXQ="
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["ftp://a/b", "http://", "http:///sparql", "http://a:x/", "http://a b/", "sparql", "http://[::1/"]
)
def test_what_is_no_address_is_refused_before_anything_is_sent(address):
    """Only http and https, with a host."""
    with pytest.raises(UsageError) as caught:
        remote.ask(Place(address), TEXT, options=Options())
    assert caught.value.key == "endpoint_address"


def test_an_endpoint_that_is_not_there():
    """Nobody listens: exit code 3."""
    with pytest.raises(StoreError) as caught:
        remote.ask(Place("http://127.0.0.1:9/sparql"), TEXT, options=Options())
    assert caught.value.key == "endpoint_unreachable"


@pytest.mark.parametrize("text", ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <urn:x>"])
def test_triples_are_not_asked_for(shaky, text):
    """Rows and truth values only; said before anything is sent."""
    with pytest.raises(QueryError) as caught:
        asked(shaky, text)
    assert caught.value.key == "endpoint_form"
    assert shaky.queries == []


def test_a_fault_in_a_query_is_shown_in_our_words(shaky):
    """Place and expectation, as for the graph here."""
    with pytest.raises(KgError) as caught:
        asked(shaky, "SELECT * WHERE { ?x ?y }")
    assert caught.value.key == "syntax"


def test_rows_come_with_labels_and_names_are_found(shaky):
    """SELECT works with names, prefixes and labels as in the graph here."""
    text = "SELECT ?x ?y { ?x pb:issuer [[福建省科技厅]] ; pb:sector ?y }"
    found = remote.ask(Place(shaky.address), text, options=Options(labels=True))
    assert [cell.label for cell in found.rows[0]] == ["人工智能措施", "人工智能"]
    assert remote.ask(Place(shaky.address), f"ASK {text[13:]}", options=Options()).rows[0][0].value == "true"


def test_a_foreign_graph_needs_none_of_our_words(endpoint):
    """Plain edges, labels of RDFS or SKOS, one graph without a name."""
    made = endpoint(
        [
            '<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "Ada" .',
            '<urn:b> <http://www.w3.org/2004/02/skos/core#prefLabel> "Bea"@en .',
            "<urn:a> <http://xmlns.com/foaf/0.1/knows> <urn:c> .",
            "<urn:c> <http://xmlns.com/foaf/0.1/knows> <urn:b> .",
            "<urn:c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Person> .",
        ]
    )
    (chain,) = remote.ask(Place(made.address), "PATHS START ?x = [[Ada]] END ?y = [[Bea]]", options=Options()).chains
    assert [(hop.relation, hop.end.label) for hop in chain.hops] == [
        ("http://xmlns.com/foaf/0.1/knows", "urn:c"), ("http://xmlns.com/foaf/0.1/knows", "Bea"),
    ]  # fmt: skip


def test_blank_nodes_are_said(endpoint):
    """What has no name cannot be asked about again."""
    made = endpoint(["<urn:a> <urn:p> _:b .", "_:b <urn:p> <urn:c> .", "<urn:a> <urn:p> <urn:d> ."])
    answer = remote.ask(Place(made.address), "PATHS START ?x = <urn:a> END ?y = <urn:c>", options=Options())
    assert answer.chains == ()
    assert "endpoint_blank" in dict(answer.notes)


def test_the_command_line_asks_an_endpoint(shaky, kg_on, monkeypatch):
    """``--endpoint`` for paths and queries; exit codes as ever, and no graph here is needed."""
    monkeypatch.setenv("KG_BACKGROUND", "0")
    call = kg_on(lambda folder: folder)
    code, out, err = call("path", "四川省", "福建省", "--max", "6", "--endpoint", shaky.address, "--format", "jsonl")
    assert (code, err, "四川省科学技术厅" in out) == (0, "", True)
    code, out, _ = call("query", "-c", "SELECT (1 AS ?x) {}", "--endpoint", shaky.address)
    assert (code, out) == (0, "?x\n1\n")
    shaky.fault = lambda _: (500, {}, b"")
    assert call("path", "四川省", "福建省", "--endpoint", shaky.address)[0] == 3
    code, _, err = call("--lang", "en", "path", "四川省", "福建省", "--endpoint", "here")
    assert (code, "--endpoint" in err) == (2, True)


def test_no_file_and_no_variable_sends_questions_elsewhere(kg_on, tmp_path, monkeypatch, shaky):
    """An endpoint is named by hand alone."""
    call = kg_on(build)
    monkeypatch.setenv("KG_ENDPOINT", shaky.address)
    assert call("query", "-c", "ASK {}")[0] == 0
    (tmp_path / "kg.toml").write_text(f'endpoint = "{shaky.address}"\n', "utf-8")
    code, _, err = call("query", "-c", "ASK {}")
    assert (code, "endpoint" in err, shaky.queries) == (2, True, [])


def test_the_shell_asks_an_endpoint(run_kg, shaky, tmp_path, monkeypatch):
    """A setting sends queries and paths there, and back."""
    monkeypatch.setenv("KG_BACKGROUND", "0")
    build(tmp_path / "graph")
    script = f".set endpoint {shaky.address}\nSELECT (COUNT(*) AS ?n) {{ ?x pb:sector ?y }};\n.path 四川省 福建省 max 6\n.set endpoint off\nSELECT (COUNT(*) AS ?n) {{ ?x pb:sector ?y }};\n"
    done = run_kg("shell", "--graph", tmp_path / "graph", stdin=script)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.strip().isdecimal()] == [str(MANY + 2), "2"]
    assert "四川省科学技术厅" in done.stdout
