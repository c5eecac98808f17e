"""SPARQL 1.1 Protocol and Graph Store reads: an HTTP request → what is asked, and in which form it is answered.

Source: W3C, SPARQL 1.1 Protocol (2013) §2.1 and SPARQL 1.1 Graph Store HTTP Protocol (2013) §5.2. Nothing here reads
a graph or knows a server; a request that cannot be served raises ``Refused`` with its status.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl

__all__ = ["GRAPHS", "RESULTS", "Asked", "Refused", "asked", "chosen"]

Shape = Literal["select", "ask", "graph"]
RESULTS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
"""Media types of rows and truth values, the preferred first, and our name of the format."""
GRAPHS: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
}
"""Media types of triples, the preferred first, and our name of the format."""
_FORM, _DIRECT, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


class Refused(Exception):  # noqa: N818 - an answer of the protocol
    """A request that is not served: HTTP ``status``, the ``key`` of a sentence, its ``fields``."""

    def __init__(self, status: int, key: str, **fields: object) -> None:
        """Keep what the edge needs to say it."""
        super().__init__(key)
        self.status, self.key, self.fields = status, key, fields


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the dataset that the request itself names, if it does: default graphs, named graphs."""

    query: str
    dataset: tuple[tuple[str, ...], tuple[str, ...]] | None = None


def asked(method: str, address: bytes, kind: str, body: bytes) -> Asked | None:
    """Read a request for ``/sparql``; None asks for the service description.

    ``address`` is what stands after ``?``, ``kind`` the content type of the body. Raises ``Refused``.
    """
    told = _pairs(address)
    media = kind.partition(";")[0].strip().lower()
    if method in {"GET", "HEAD"}:
        return _one(told)
    if method != "POST":
        raise Refused(405, "method_refused", method=method)
    if media == _FORM:
        return _needed(_one([*told, *_pairs(body)]))
    if media == _DIRECT:
        if any(name == "query" for name, _ in told):
            raise Refused(400, "query_twice")
        return _needed(_one([*told, ("query", _text(body, kind))]))
    if media == _UPDATE:
        raise Refused(403, "update_refused")
    raise Refused(415, "media_refused", media=media or "-")


def chosen(accept: str, shape: Shape) -> tuple[str, str]:
    """Choose media type and format for an answer from an Accept header. Raises ``Refused`` where nothing fits."""
    offered = GRAPHS if shape == "graph" else RESULTS
    wanted = _weighed(accept or "*/*")
    best = max(offered, key=lambda media: (_weight(media, wanted), -list(offered).index(media)))
    if _weight(best, wanted) <= 0:
        raise Refused(406, "not_acceptable", known=", ".join(offered))
    return best, offered[best]


def _needed(found: Asked | None) -> Asked:
    if found is None:
        raise Refused(400, "query_missing")
    return found


def _one(told: Iterable[tuple[str, str]]) -> Asked | None:
    values: dict[str, list[str]] = {}
    for name, value in told:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise Refused(403, "update_refused")
    queries = values.get("query", [])
    if len(queries) > 1:
        raise Refused(400, "query_twice")
    default, named = (tuple(values.get(f"{kind}-graph-uri", ())) for kind in ("default", "named"))
    if not queries:
        return None
    return Asked(queries[0], (default, named) if default or named else None)


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as problem:
        raise Refused(400, "not_utf8") from problem


def _text(body: bytes, kind: str) -> str:
    charset = next(
        (p.partition("=")[2].strip('" ').lower() for p in kind.split(";") if "charset=" in p.lower()), "utf-8"
    )
    if charset not in {"utf-8", "utf8"}:
        raise Refused(400, "not_utf8")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise Refused(400, "not_utf8") from problem


def _weighed(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.lower().split(","):
        media, *options = (piece.strip() for piece in part.split(";"))
        quality = next((option[2:] for option in options if option.startswith("q=")), "1")
        try:
            found.append((media, float(quality)))
        except ValueError:
            found.append((media, 0.0))
    return found


def _weight(media: str, wanted: Iterable[tuple[str, float]]) -> float:
    """Give the quality of the most particular range that a media type falls in."""
    ranges = dict(wanted)
    for name in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0
