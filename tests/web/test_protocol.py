"""Requests of the SPARQL protocol: what is asked, in which form, and what is refused."""

import pytest

from kg.web.protocol import Asked, Refused, asked, chosen

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


def test_asked_get() -> None:
    """The query of a GET stands in the address."""
    assert asked("GET", b"query=ASK%7B%7D", "", b"") == Asked("ASK{}")


def test_asked_form_and_direct() -> None:
    """A POST brings it as a form or as it is; the dataset stands in the address."""
    assert asked("POST", b"", FORM, "query=ASK{甲}".encode().replace("甲".encode(), b"%E7%94%B2")) == Asked("ASK{甲}")
    told = asked(
        "POST", b"default-graph-uri=a&named-graph-uri=b&named-graph-uri=c", f"{DIRECT}; charset=utf-8", b"ASK{}"
    )
    assert told == Asked("ASK{}", (("a",), ("b", "c")))


def test_asked_nothing_means_description() -> None:
    """A GET without a query asks what the service is; a POST without one is a mistake."""
    assert asked("GET", b"", "", b"") is None
    with pytest.raises(Refused) as no:
        asked("POST", b"", FORM, b"")
    assert no.value.status == 400


@pytest.mark.parametrize(
    ("method", "address", "kind", "body", "status"),
    [
        ("PUT", b"query=ASK%7B%7D", "", b"", 405),
        ("GET", b"query=ASK%7B%7D&query=ASK%7B%7D", "", b"", 400),
        ("GET", b"update=CLEAR+ALL", "", b"", 403),
        ("POST", b"", "application/sparql-update", b"CLEAR ALL", 403),
        ("POST", b"", "text/plain", b"ASK{}", 415),
        ("POST", b"", "", b"query=ASK%7B%7D", 415),
        ("POST", b"", DIRECT, "ASK{}".encode("utf-16"), 400),
        ("POST", b"", f"{DIRECT}; charset=gb18030", b"ASK{}", 400),
        ("GET", b"query=%FF%FE", "", b"", 400),
    ],
)
def test_asked_refuses(method: str, address: bytes, kind: str, body: bytes, status: int) -> None:
    """What is no query of the protocol has its status."""
    with pytest.raises(Refused) as no:
        asked(method, address, kind, body)
    assert no.value.status == status


@pytest.mark.parametrize(
    ("accept", "shape", "form"),
    [
        ("", "select", "json"),
        ("*/*", "graph", "turtle"),
        ("text/csv;q=0.5, application/sparql-results+xml", "select", "xml"),
        ("text/*;q=0.4, application/rdf+xml;q=0.3", "graph", "turtle"),
        ("application/ld+json", "graph", "jsonld"),
        ("text/html, */*;q=0.1", "ask", "json"),
    ],
)
def test_chosen(accept: str, shape: str, form: str) -> None:
    """The preferred form that we have is given; the more particular range counts."""
    assert chosen(accept, shape)[1] == form  # type: ignore[arg-type]


def test_chosen_refuses() -> None:
    """What nobody can give is said, with what there is."""
    with pytest.raises(Refused) as no:
        chosen("image/png, text/csv;q=0", "select")
    assert no.value.status == 406
