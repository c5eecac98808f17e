"""One request to one endpoint over HTTP, within a deadline and a size; no other host is ever spoken to.

A query goes by POST as a form, as the SPARQL 1.1 protocol has it; an endpoint that takes none is asked by GET from then
on. Failures that a smaller question may not meet are ``Strain`` around the error; all others are the error itself.
"""

import http.client
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import SplitResult, quote, unquote, urlencode, urljoin, urlsplit

from kg.errors import KgError, LimitError, QueryError, StoreError, UsageError
from kg.frozen import frozen

__all__ = ["Message", "Strain", "Wire"]

_MOST = 64 << 20
"""Bytes that an answer may have."""
_PIECE = 1 << 16
_HOPS = 3
_SHOWN = 200
_SMALLER = frozenset({206, 413, 414, 429, 431, 500, 502, 503, 504})
"""What an endpoint answers to a question that is too much for it, or comes too soon."""
_UNION = "union-default-graph"
"""What an address says to Oxigraph of its default graph; a question that names graphs says it itself."""
_NO_POST = frozenset({405, 411, 415, 501})
_MOVED = frozenset({301, 302, 303, 307, 308})
_SAFE = ":/?&=%@[]!$'()*+,;~"
_FORM = "application/x-www-form-urlencoded"
_ACCEPT = "application/sparql-results+json, application/json;q=0.5"
_JSON = frozenset({"application/sparql-results+json", "application/json", "application/x-sparql-results+json"})

Connection = http.client.HTTPConnection


class Strain(Exception):  # noqa: N818 - asked for less, the endpoint may well answer
    """A question that the endpoint could not carry: the error it is in the end, and how long to wait before more."""

    def __init__(self, error: KgError, wait: float = 0.0) -> None:
        """Keep both."""
        super().__init__(error.key)
        self.error, self.wait = error, wait


@frozen
class Message:
    """What came back: status, media type, where it wants us to go, how long to wait, the body."""

    status: int
    media: str
    target: str
    wait: float
    body: bytes


class Wire:
    """The way to one endpoint; keeps its connection open between two questions."""

    def __init__(self, address: str) -> None:
        """Take the address apart; name and password in it are sent, and never shown."""
        parts = _parts(address)
        host = parts.hostname or ""
        self.shown = parts._replace(netloc=_netloc(host, parts.port)).geturl()
        self._host, self._address, self._post = host, self.shown, True
        self._headers = {"Accept": _ACCEPT, "User-Agent": "kg", **_authorised(parts.username, parts.password)}
        self._open: Connection | None = None
        self._late = False

    def ask(self, fields: Iterable[tuple[str, str]], until: float) -> bytes:
        """Send a query with what belongs to it; give the JSON it is answered with, before a point of the clock."""
        sent = urlencode(list(fields))
        for _ in range(_HOPS):
            message = self._sent(sent, until)
            if message.status in _MOVED:
                self._move(message.target)
            elif message.status in _NO_POST and self._post:
                self._post = False
            else:
                return self._body(message)
        raise StoreError("endpoint_moved", url=self.shown, target=self._address)

    def close(self) -> None:
        """Hang up."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _sent(self, sent: str, until: float) -> Message:
        fresh = self._open is None
        try:
            return self._exchange(sent, until)
        except (OSError, http.client.HTTPException) as problem:
            self.close()
            if self._late or isinstance(problem, TimeoutError):
                raise Strain(LimitError("endpoint_slow", url=self.shown)) from problem
            if not fresh:  # the other side may have hung up on a connection that had nothing to do
                return self._sent(sent, until)
            reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else type(problem).__name__
            error = StoreError("endpoint_unreachable", url=self.shown, reason=reason)
            raise (
                Strain(error) if isinstance(problem, http.client.HTTPException | ConnectionError) else error
            ) from problem

    def _exchange(self, sent: str, until: float) -> Message:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection = self._connected(left)
        self._late, timer = False, threading.Timer(left, self._cut, (connection.sock,))
        timer.daemon = True
        timer.start()
        try:
            self._request(connection, sent)
            response = connection.getresponse()
            message = self._read(response)
            if response.will_close:
                self.close()
            return message
        finally:
            timer.cancel()

    def _connected(self, left: float) -> Connection:
        if self._open is None:
            parts = urlsplit(self._address)
            kind = http.client.HTTPSConnection if parts.scheme == "https" else Connection
            made = kind(self._host, parts.port, timeout=left)
            made.connect()
            self._open = made
        self._open.sock.settimeout(left)
        return self._open

    def _request(self, connection: Connection, sent: str) -> None:
        parts = urlsplit(self._address)
        path, own = parts.path or "/", parts.query
        if "default-graph-uri=" in sent:
            own = "&".join(each for each in own.split("&") if each != _UNION)
        if self._post:
            query = f"?{own}" if own else ""
            connection.request("POST", path + query, sent.encode(), {**self._headers, "Content-Type": _FORM})
        else:
            connection.request("GET", f"{path}?{'&'.join(filter(None, (own, sent)))}", headers=self._headers)

    def _read(self, response: http.client.HTTPResponse) -> Message:
        pieces, size = [], 0
        while piece := response.read(_PIECE):
            size += len(piece)
            if size > _MOST:
                self.close()
                raise Strain(LimitError("endpoint_large", url=self.shown, limit=_MOST >> 20))
            pieces.append(piece)
        if self._late:
            raise TimeoutError
        wait = response.getheader("Retry-After", "0")
        return Message(
            response.status,
            response.getheader("Content-Type", "").partition(";")[0].strip().lower(),
            response.getheader("Location", ""),
            float(wait) if wait.isdecimal() else 0.0,
            b"".join(pieces),
        )

    def _cut(self, line: socket.socket) -> None:
        """End a conversation whose time is over, wherever it is."""
        self._late = True
        try:
            line.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def _move(self, target: str) -> None:
        """Follow to another place of the same host, never from a safe way to an open one."""
        moved = urljoin(self._address, target)
        parts, before = urlsplit(moved), urlsplit(self._address)
        safe = parts.scheme == before.scheme or (before.scheme, parts.scheme) == ("http", "https")
        if not target or not safe or parts.hostname != self._host:
            raise StoreError("endpoint_moved", url=self.shown, target=moved)
        self.close()
        self._address = parts._replace(netloc=_netloc(self._host, parts.port), fragment="").geturl()

    def _body(self, message: Message) -> bytes:
        fields = {"url": self.shown, "status": message.status, "detail": _words(message)}
        if message.status in _SMALLER:
            raise Strain(StoreError("endpoint_status", **fields), message.wait)
        if message.status == 400:
            raise QueryError("endpoint_refused", **fields)
        if message.status != 200:
            raise StoreError("endpoint_status", **fields)
        if message.media not in _JSON:
            raise StoreError("endpoint_not_sparql", url=self.shown, media=message.media or "-")
        return message.body


def _parts(address: str) -> SplitResult:
    """Take an address apart that can be one of an endpoint."""
    plain = address.strip()
    try:
        parts = urlsplit(quote(plain, safe=_SAFE))
        good = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError as problem:
        raise UsageError("endpoint_address", url=address) from problem
    if not good or not plain.isprintable() or " " in plain:
        raise UsageError("endpoint_address", url=address)
    return parts._replace(fragment="")


def _netloc(host: str, port: int | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    return shown if port is None else f"{shown}:{port}"


def _authorised(name: str | None, word: str | None) -> dict[str, str]:
    """Give the header for a name and a password that stand in the address."""
    if name is None:
        return {}
    pair = f"{unquote(name)}:{unquote(word or '')}".encode()
    return {"Authorization": f"Basic {b64encode(pair).decode()}"}


def _words(message: Message) -> str:
    """Give the first words of what an endpoint says to a failure; pages of HTML say nothing."""
    text = "" if "html" in message.media else message.body[: 4 * _SHOWN].decode("utf-8", "replace").strip()
    return text.splitlines()[0][:_SHOWN] if text else http.client.responses.get(message.status, "-")
