"""Endpoints for tests, all on loopback: Oxigraph's own server, and one in this process that can be made to fail."""

import json
import shutil
import socket
import subprocess
import sysconfig
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from kg import store

READY = 60
JSON = "application/sparql-results+json"


def lines_of(graph):
    """All quads of a graph folder."""
    with store.open_graph(graph) as held:
        return list(held.quads())


@contextmanager
def oxigraph(*options):
    """Start ``oxigraph serve`` with an empty store; give its address."""
    program = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the endpoint to test against is not installed: pip install oxigraph")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "serve", "--bind", f"127.0.0.1:{port}", *options]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(server, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def put(address, lines):
    """Let a server hold these quads and no others."""
    body = "\n".join(lines).encode()
    request = urllib.request.Request(f"{address}/store", body, {"Content-Type": "application/n-quads"}, method="PUT")
    urllib.request.urlopen(request).close()


class Faulty:
    """An endpoint in this process; ``fault`` sees each query and may answer in its place: status, headers, body."""

    def __init__(self, lines):
        self.store = ox.Store()
        self.store.load("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
        self.fault = lambda _: None
        self.path = ""
        self.headers = {}
        self.queries = []
        self.methods = set()
        self.address = ""

    def answer(self, query):
        """Answer well."""
        self.queries.append(query)
        try:
            found = self.store.query(query, use_default_graph_as_union=True)
        except SyntaxError as problem:
            return 400, {}, str(problem).encode()
        return 200, {"Content-Type": JSON}, found.serialize(format=ox.QueryResultsFormat.JSON)


@contextmanager
def faulty(lines):
    """Serve quads from this process."""
    made = Faulty(lines)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    made.address = f"http://127.0.0.1:{server.server_address[1]}/sparql"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def capped(body, most):
    """Cut the rows of an answer off, as some endpoints do and say nothing."""
    found = json.loads(body)
    if "results" in found:
        found["results"]["bindings"] = found["results"]["bindings"][:most]
    return json.dumps(found).encode()


def _handler(made):
    return type("Handler", (_Handler,), {"made": made})


class _Handler(BaseHTTPRequestHandler):
    """Hands each query to the endpoint, and does not mind who hangs up."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    made = None

    def do_POST(self):
        self.reply(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def do_GET(self):
        self.reply(self.path.partition("?")[2])

    def reply(self, fields):
        made, query = self.made, parse_qs(fields).get("query", [""])[0]
        made.methods.add(self.command)
        made.path, made.headers = self.path.partition("?")[0], dict(self.headers)
        status, headers, body = made.fault(query) or made.answer(query)
        self.send_response(status)
        for name, value in {"Content-Length": len(body), **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        return

    def handle(self):
        with suppress(OSError):
            super().handle()


def _wait(server, address):
    until = time.monotonic() + READY
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("oxigraph serve did not start")
