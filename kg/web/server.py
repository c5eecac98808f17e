"""`kg serve`: the explorer, its data and a SPARQL endpoint for this machine; reads only, within limits.

Requests that name another host or come from another page are refused, so that no web page reads the graph through the
reader's browser (DNS rebinding).
"""

import gzip
import io
import ipaddress
import json
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg import export, messages, store
from kg.errors import Interrupted, KgError, LimitError, QueryError
from kg.export import Source, whole
from kg.model import Answer
from kg.model.quad import join, split
from kg.query.ask import Options, stream
from kg.query.saved import every
from kg.web import charts
from kg.web.dataset import dataset
from kg.web.description import description
from kg.web.page import page, policy
from kg.web.pool import Limits, Pool
from kg.web.protocol import Asked, Refused, asked, chosen

__all__ = ["Door", "application", "loopback"]

_LARGEST = 1_000_000
"""Bytes of a request's body; no question is as long."""
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Door:
    """Who comes in: ``hosts`` are the names it answers to, ``token`` is asked for where it is not empty."""

    hosts: frozenset[str] = frozenset()
    token: str = ""


@dataclass(slots=True)
class _Service:
    """What the routes share: the graph, its workers, and pages made once a snapshot."""

    graph: Path
    pool: Pool
    limits: Limits
    lang: str
    version: str
    made: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Give something that depends on the snapshot alone, made when it is first asked for."""
        with store.open_graph(self.graph) as held:
            snapshot = held.name
        if self.made.get(name, ("", b""))[0] != snapshot:
            self.made[name] = (snapshot, make())
        return self.made[name][1]


def application(graph: Path, pool: Pool, limits: Limits, door: Door, *, lang: str) -> Starlette:
    """Make the application."""
    from importlib.metadata import version

    service = _Service(graph, pool, limits, lang, version("kg"))
    routes = [
        Route("/", _at(service, _explorer), methods=["GET"]),
        Route("/data.json", _at(service, _data), methods=["GET"]),
        Route("/queries.json", _at(service, _queries), methods=["GET"]),
        Route("/sparql", _at(service, _sparql), methods=["GET", "POST", "PUT", "DELETE", "PATCH"]),
        Route("/sparql/", _at(service, _sparql), methods=["GET", "POST", "PUT", "DELETE", "PATCH"]),
        Route("/store", _at(service, _store), methods=["GET", "POST", "PUT", "DELETE", "PATCH"]),
    ]
    guard = Middleware(_Guard, hosts=door.hosts | _LOCAL, token=door.token, lang=lang)
    return Starlette(routes=routes, middleware=[guard])


def loopback(host: str) -> bool:
    """Say whether an address is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Guard:
    """Refuses foreign hosts and origins, asks for the token, and sets the headers that keep a browser in bounds."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], token: str, lang: str) -> None:
        self._app, self._hosts, self._token, self._lang = app, hosts, token, lang

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        key = self._fault(request)
        if key:
            await _said(403, self._lang, key)(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        await self._app(scope, receive, guarded)

    def _fault(self, request: Request) -> str:
        if _host(request.headers.get("host", "")) not in self._hosts:
            return "host_refused"
        origin = request.headers.get("origin", "")
        if origin and _host(origin.partition("://")[2]) not in self._hosts:
            return "origin_refused"
        given = request.query_params.get("token", "") or request.headers.get("authorization", "").removeprefix(
            "Bearer "
        )
        if self._token and not secrets.compare_digest(given.encode(), self._token.encode()):
            return "token_wanted"
        return ""


_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
]


def _host(name: str) -> str:
    """Cut the port from a host as a request names it."""
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rpartition(":")[0] if name.count(":") == 1 else name


Handler = Callable[[_Service, Request, bytes], Response]


def _at(service: _Service, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Run a handler off the loop; what it refuses or what goes wrong with a question becomes an answer in words."""

    async def respond(request: Request) -> Response:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > _LARGEST:
                return _said(413, service.lang, "body_too_long", most=_LARGEST)
        return await run_in_threadpool(_answered, service, handler, request, body)

    return respond


def _answered(service: _Service, handler: Handler, request: Request, body: bytes) -> Response:
    try:
        return handler(service, request, body)
    except Refused as no:
        headers = {"Retry-After": "5"} if no.status == 503 else {"Allow": "GET, HEAD, POST"} if no.status == 405 else {}
        return _said(no.status, service.lang, no.key, headers=headers, **no.fields)
    except QueryError as problem:
        return _text(400, messages.error(problem, service.lang))
    except (LimitError, Interrupted) as problem:
        return _text(503, messages.error(problem, service.lang))
    except KgError as problem:
        return _text(500, messages.error(problem, service.lang))


def _said(status: int, lang: str, key: str, *, headers: Mapping[str, str] | None = None, **fields: object) -> Response:
    return _text(status, messages.say(f"serve.{key}", lang, **fields), headers)


def _text(status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(words + "\n", status, dict(headers or {}), "text/plain; charset=utf-8")


def _explorer(service: _Service, request: Request, body: bytes) -> Response:
    del body
    lang = request.query_params.get("lang", service.lang)
    token = request.query_params.get("token", "")
    address = "data.json" + (f"?token={token}" if token else "")
    content = page(None, "en" if lang == "en" else "zh", address=address)
    return Response(
        content,
        200,
        {"Content-Security-Policy": f"{policy(connect=True)}; frame-ancestors 'none'"},
        "text/html; charset=utf-8",
    )


def _data(service: _Service, request: Request, body: bytes) -> Response:
    """Give the explorer's dataset, packed where the browser takes it so."""
    del body

    def make() -> bytes:
        drawn = charts.all_charts(service.graph)
        with store.open_graph(service.graph) as held:
            found = dataset(whole(held), version=service.version, charts=drawn)
        return gzip.compress(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(), 6, mtime=0)

    packed = service.kept("data", make)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, 200, {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}, "application/json")
    return Response(gzip.decompress(packed), 200, {"Vary": "Accept-Encoding"}, "application/json")


def _queries(service: _Service, request: Request, body: bytes) -> Response:
    """List the saved queries that run as they are, for the editor."""
    del request, body
    ready = [query for query in every() if not query.missing({})]
    return JSONResponse([{"name": q.key, "title": q.title(service.lang), "text": q.filled({})} for q in ready])


def _sparql(service: _Service, request: Request, body: bytes) -> Response:
    """Answer SPARQL 1.1 Protocol, or describe the service where no query is asked."""
    found = asked(request.method, request.scope["query_string"], request.headers.get("content-type", ""), body)
    accept = request.headers.get("accept", "")
    if found is None:
        if "text/html" in accept:
            return RedirectResponse("/#q", 303)
        media, form = chosen(accept, "graph")
        return _described(service, request, media, form)
    answer = _ask(service, found, base=str(request.url.replace(query="")))
    media, form = chosen(accept, answer.form if answer.form in {"graph", "ask"} else "select")
    content = _graph(_lines(answer), form) if answer.form == "graph" else _rows(answer, form)
    return Response(content, 200, {"Vary": "Accept"}, _typed(media))


def _ask(service: _Service, found: Asked, *, base: str | None = None) -> Answer:
    limits = service.limits
    options = Options(base=base, timeout=limits.seconds, limit=limits.rows, strict=True, dataset=found.dataset)
    with service.pool.worker() as worker:
        coming = stream(service.graph, found.query, options=options, worker=worker)
        rows = tuple(coming.rows)
    answer = Answer(coming.columns, rows, coming.form, complete=coming.complete)
    if not answer.complete:
        raise Refused(403, "too_many_rows", most=limits.rows)
    return answer


def _rows(answer: Answer, form: str) -> bytes:
    out = io.BytesIO()
    export.write(answer, form, out)
    return out.getvalue()


def _lines(answer: Answer) -> list[str]:
    return sorted(set(_rows(answer, "ntriples").decode().splitlines()))


def _graph(lines: Iterable[str], form: str) -> bytes:
    """Write triples, given as lines, in a format."""
    kept, out = list(lines), io.BytesIO()
    export.write_graph(Source(lambda: kept, lambda: kept), form, out)
    return out.getvalue()


def _typed(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _described(service: _Service, request: Request, media: str, form: str) -> Response:
    def make() -> bytes:
        counted = _ask(service, Asked("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"))
        total = _ask(service, Asked("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")).rows[0][0].value
        graphs = [(name.value, int(count.value)) for name, count in counted.rows]
        return "\n".join(description(str(request.url.replace(query="")), graphs, int(total))).encode()

    lines = service.kept("description", make).decode().splitlines()
    return Response(_graph(lines, form), 200, {"Vary": "Accept"}, _typed(media))


def _store(service: _Service, request: Request, body: bytes) -> Response:
    """Graph Store Protocol, reads only: ``?graph=IRI`` or ``?default``."""
    del body
    if request.method not in {"GET", "HEAD"}:
        raise Refused(405, "store_read_only")
    graph = request.query_params.get("graph")
    if (graph is None) == ("default" not in request.query_params):
        raise Refused(400, "graph_missing")
    media, form = chosen(request.headers.get("accept", ""), "graph")
    with store.open_graph(service.graph) as held:
        if graph is None:
            lines = {join(*split(line)[:3]) for line in held.quads()}
        else:
            lines = {join(*quad[:3]) for line in held.quads() if (quad := split(line))[3] == f"<{graph}>"}
    if graph is not None and not lines:
        raise Refused(404, "no_graph", graph=graph)
    return Response(_graph(sorted(lines), form), 200, {"Vary": "Accept"}, _typed(media))
