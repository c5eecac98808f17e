"""The query part of the W3C protocol tests, replayed against our server."""

from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF
from served import served

from kg import pipeline

SUITE = Path(__file__).parents[3] / "shared" / "w3c" / "sparql11" / "protocol"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")


def manifest() -> rdflib.Graph:
    path = SUITE / "manifest.ttl"
    return rdflib.Graph().parse(path) if path.exists() else rdflib.Graph()


MANIFEST = manifest()
TESTS = sorted(
    str(test)
    for test in MANIFEST.subjects(RDF.type, MF.ProtocolTest)
    if "update" not in str(test).rpartition("#")[2]
)  # fmt: skip


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory):
    """A server with the graphs that the tests name."""
    if not TESTS:
        pytest.skip("the W3C suite is not here: ../shared/w3c")
    graph = tmp_path_factory.mktemp("protocol") / "graph"
    for number in (1, 2, 3):
        name = f"http://kasei.us/2009/09/sparql/data/data{number}.rdf"
        pipeline.import_rdf(SUITE / f"data{number}.nt", graph, named=name)
    with served(graph) as address:
        yield address


@pytest.mark.parametrize(
    "test", TESTS or [pytest.param("", marks=pytest.mark.skip("no ../shared/w3c"))], ids=lambda t: t.rpartition("#")[2]
)
def test_protocol(where: str, test: str) -> None:
    """Each request gets a status and a form that the manifest allows."""
    action = MANIFEST.value(rdflib.URIRef(test), MF.action)
    for request in Collection(MANIFEST, MANIFEST.value(action, HT.requests)):
        response = MANIFEST.value(request, HT.resp)
        answer = sent(where, request)
        allowed = {str(status).rpartition("StatusCode")[2] for status in MANIFEST.objects(response, MF.expectedStatus)}
        assert any(str(answer.status_code).startswith(code.rstrip("x")) for code in allowed), (
            answer.status_code,
            allowed,
            answer.text,
        )
        expected = MANIFEST.value(response, MF.expectedBoolean)
        if expected is not None:
            assert answer.json()["boolean"] is expected.toPython()


def sent(where: str, request: rdflib.term.Node) -> httpx.Response:
    parts = urlsplit(str(MANIFEST.value(request, HT.absolutePath)))
    headers = {}
    listed = MANIFEST.value(request, HT.headers)
    for header in Collection(MANIFEST, listed) if listed is not None else ():
        headers[str(MANIFEST.value(header, HT.fieldName))] = str(MANIFEST.value(header, HT.fieldValue))
    body = MANIFEST.value(request, HT.body)
    charset = str(MANIFEST.value(body, CNT.characterEncoding) or "UTF-8") if body is not None else "UTF-8"
    content = str(MANIFEST.value(body, CNT.chars)).encode(charset) if body is not None else None
    address = f"{where}{parts.path.lstrip('/')}?{parts.query}"
    return httpx.request(
        str(MANIFEST.value(request, HT.methodName)), address, content=content, headers=headers, follow_redirects=True
    )
