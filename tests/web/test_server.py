"""The endpoint as clients see it: forms of answers, limits, and who is let in."""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from kg import store
from kg.query import query
from kg.web.pool import Limits
from kg.web.server import Door

SELECT = "SELECT ?d ?l WHERE { ?d a pb:PolicyDoc ; rdfs:label ?l } ORDER BY ?l LIMIT 7"
HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
    ],
)
def test_rows_in_each_form(sample_address: str, sample_graph: Path, media: str, form: ox.QueryResultsFormat) -> None:
    """An independent reader finds the rows that the graph gives."""
    answer = httpx.get(f"{sample_address}sparql", params={"query": SELECT}, headers={"Accept": media})
    assert answer.headers["content-type"].startswith(media)
    found = [tuple(term.value for term in row) for row in ox.parse_query_results(answer.content, format=form)]
    assert found == [tuple(cell.value for cell in row) for row in query(sample_graph, SELECT).rows]


def test_rows_as_csv(sample_address: str) -> None:
    """CSV has a head and plain values, without the mark of the encoding."""
    answer = httpx.get(f"{sample_address}sparql", params={"query": SELECT}, headers={"Accept": "text/csv"})
    assert answer.content.splitlines()[0] == b"d,l"
    assert len(answer.content.splitlines()) == 8


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_triples_in_each_form(sample_address: str, media: str, form: str) -> None:
    """CONSTRUCT gives the same triples in every form."""
    text = "CONSTRUCT { ?d rdfs:label ?l } WHERE { ?d a pb:PolicyDoc ; rdfs:label ?l }"
    answer = httpx.post(f"{sample_address}sparql", data={"query": text}, headers={"Accept": media})
    graph = rdflib.Graph().parse(data=answer.content, format=form)
    assert {str(label) for label in graph.objects()} == {
        row[0]["value"] if isinstance(row, tuple) else row["l"]["value"]
        for row in httpx.get(
            f"{sample_address}sparql", params={"query": "SELECT ?l { ?d a pb:PolicyDoc ; rdfs:label ?l }"}
        ).json()["results"]["bindings"]
    }


def test_description(sample_address: str) -> None:
    """Without a query the service describes itself: where, which language, which graphs."""
    graph = rdflib.Graph().parse(data=httpx.get(f"{sample_address}sparql", headers={"Accept": "text/turtle"}).text)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = graph.value(predicate=rdflib.RDF.type, object=sd.Service)
    assert graph.value(service, sd.supportedLanguage) == sd.SPARQL11Query
    assert str(graph.value(service, sd.endpoint)).endswith("/sparql")
    assert len(list(graph.objects(predicate=sd.namedGraph))) > 10


def test_store_reads(sample_address: str, sample_graph: Path) -> None:
    """A named graph is read by its name; a name that is no graph is 404; writing is refused."""
    with store.open_graph(sample_graph) as held:
        name = next(line.rsplit("<", 1)[1].split(">")[0] for line in held.quads() if "-auto>" in line)
        wanted = sum(1 for line in held.quads() if line.endswith(f"<{name}> ."))
    answer = httpx.get(f"{sample_address}store", params={"graph": name}, headers={"Accept": "application/n-triples"})
    assert len(answer.text.splitlines()) == wanted
    assert httpx.get(f"{sample_address}store", params={"graph": "urn:none"}).status_code == 404
    assert httpx.put(f"{sample_address}store", params={"graph": name}, content=b"").status_code == 405
    assert httpx.get(f"{sample_address}store").status_code == 400


def test_wrong_queries_are_said_in_words(sample_address: str) -> None:
    """A query that does not parse is 400 with place and reason, one that writes or calls out is refused."""
    wrong = httpx.get(f"{sample_address}sparql", params={"query": "SELECT * WHERE { ?s ?p }"})
    assert wrong.status_code == 400
    assert "第 1 行" in wrong.text
    for text in ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"):
        assert httpx.get(f"{sample_address}sparql", params={"query": text}).status_code in {400, 403}
    assert "Traceback" not in wrong.text


def test_strangers_are_refused(serve: Callable[..., str], sample_graph: Path) -> None:
    """Another host, another page's origin, and a visitor without the token get nothing."""
    where = serve(sample_graph, door=Door(token="secret"))
    ask = f"{where}sparql?query=ASK%7B%7D"
    assert httpx.get(ask).status_code == 403
    assert httpx.get(ask, headers={"Authorization": "Bearer secret"}).status_code == 200
    for header in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Host": "127.0.0.1.evil.example:80"}):
        assert httpx.get(ask, headers={"Authorization": "Bearer secret", **header}).status_code == 403
    page = httpx.get(where, params={"token": "secret"})
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"


def test_limits_cut_what_is_too_much(serve: Callable[..., str], sample_graph: Path) -> None:
    """Too many rows, too long a query text and too slow a query are refused; the next one is answered."""
    where = serve(sample_graph, Limits(seconds=1, rows=10, workers=1)) + "sparql"
    many = httpx.get(where, params={"query": "SELECT * { ?s ?p ?o }"})
    assert (many.status_code, "10" in many.text) == (403, True)
    assert httpx.post(where, data={"query": "#" * 1_100_000}).status_code == 413
    assert httpx.get(where, params={"query": HEAVY}, timeout=30).status_code == 503
    assert httpx.get(where, params={"query": "ASK {}"}, timeout=30).json()["boolean"] is True


def test_many_clients(serve: Callable[..., str], sample_graph: Path) -> None:
    """Slow queries among fifty clients are cut, and no fast one fails."""
    where = serve(sample_graph, Limits(seconds=1.0, workers=4)) + "sparql"
    failed: list[str] = []
    slow: list[int] = []
    until = time.monotonic() + 6

    def visit(number: int) -> None:
        with httpx.Client(timeout=60) as client:
            while time.monotonic() < until:
                answer = client.get(where, params={"query": HEAVY if number < 2 else SELECT})
                if number < 2:
                    slow.append(answer.status_code)
                elif answer.status_code != 200 or len(answer.json()["results"]["bindings"]) != 7:
                    failed.append(answer.text[:200])

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert slow
    assert set(slow) == {503}


def test_rdflib_client(sample_address: str) -> None:
    """rdflib's SPARQLStore reads the endpoint as a graph."""
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(f"{sample_address}sparql"))
    rows = list(
        graph.query(
            "SELECT ?l { ?d a <https://w3id.org/policy-bulletin/ontology#PolicyDoc> ; <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
        )
    )
    assert len(rows) > 10


def test_sparqlwrapper_client(sample_address: str) -> None:
    """SPARQLWrapper asks and reads JSON and a graph."""
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{sample_address}sparql")
    client.setQuery(SELECT)
    client.setReturnFormat(wrapper.JSON)
    assert len(client.queryAndConvert()["results"]["bindings"]) == 7
    client.setMethod(wrapper.POST)
    client.setQuery("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 5")
    client.setReturnFormat(wrapper.TURTLE)
    assert len(rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")) == 5


def test_data_is_the_dataset(sample_address: str) -> None:
    """The explorer's data comes packed, and its columns fit together."""
    data = json.loads(httpx.get(f"{sample_address}data.json").content)
    assert len({len(column) for column in data["nodes"].values()}) == 1
    assert max(data["edges"]["target"]) < len(data["nodes"]["id"])
    assert all(row["nodes"] for chart in data["charts"] for row in chart["rows"][:1] if chart["name"] != "quality")


def test_command_serves_until_interrupted(sample_graph: Path) -> None:
    """`kg serve` says where it is, answers there, and Ctrl-C is its ordinary end."""
    words = [sys.executable, "-m", "kg", "serve", "--graph", str(sample_graph), "--port", "0", "--lang", "en"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        where = server.stderr.readline().split()[1]
        told = httpx.get(f"{where}sparql", params={"query": "ASK {}"}, timeout=30).json()
        server.send_signal(signal.SIGINT)
        said = server.stderr.read()
    assert told == {"head": {}, "boolean": True}
    assert (server.returncode, "Traceback" in said) == (0, False)


def test_command_refuses_a_port_in_use(run_kg, sample_graph: Path, sample_address: str) -> None:
    """A port that somebody has is named, with the way out."""
    port = sample_address.rstrip("/").rpartition(":")[2]
    said = run_kg("serve", "--graph", str(sample_graph), "--port", port)
    assert said.returncode == 3
    assert "--port 0" in said.stderr
