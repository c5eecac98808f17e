"""A child process that answers SPARQL: it can be stopped at a deadline or by the reader, the engine alone cannot.

The child opens the current snapshot read-only, answers one request after another and ends with its parent. Requests
and frames are plain tuples, marshalled with their length before them. A ``Worker`` that was stopped starts a new child
with the next request, so a shell makes one before its prompt and keeps it.
"""

import contextlib
import itertools
import marshal
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from kg import errors
from kg.errors import Interrupted, KgError, LimitError, StoreError
from kg.model import Cell

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

    from kg.store import Graph

    Results = QuerySolutions | QueryTriples | QueryBoolean
    Term = NamedNode | BlankNode | Literal | Triple

__all__ = ["Reply", "Request", "Worker", "serve"]

_BATCH = 256
_COUNTED = 100_000
_LABELLED = 20_000
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_START = """
import sys
sys.path[:] = {path!r}
from importlib import util
spec = util.spec_from_file_location("worker", {file!r})
module = sys.modules["worker"] = util.module_from_spec(spec)
spec.loader.exec_module(module)
module.serve({graph!r})
"""


@dataclass(frozen=True, slots=True)
class Request:
    """One question: texts to try in order until one parses, and how to read the graph."""

    texts: tuple[str, ...]
    prefixes: Mapping[str, str]
    base: str | None = None
    union: bool = True
    scope: tuple[str, ...] = ()
    limit: int | None = None
    labels: bool = False


@dataclass(slots=True)
class Reply:
    """The answer as it comes: ``text`` is the index of the text that parsed; ``total`` is known when rows were cut."""

    form: str
    columns: tuple[str, ...]
    text: int
    rows: Iterator[tuple[Cell, ...]]
    complete: bool = True
    total: int | None = None
    exact: bool = True


class Unparsed(Exception):  # noqa: N818 - a state of the query, handled by kg.query alone
    """The engine could not parse any of the texts; carries its message about the first."""


class Worker:
    """A child process for one graph folder; use it as a context manager or close it."""

    def __init__(self, graph: Path) -> None:
        """Start the child at once, so that it is ready when the first question comes."""
        self._graph = graph
        self._child: subprocess.Popen[bytes] | None = _launch(graph)
        self._late = False
        self._busy = False

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the child."""
        self.close()

    def ask(self, request: Request, *, timeout: float | None = None) -> Reply:
        """Send a question; rows come as they are found.

        Raises ``Unparsed`` for bad syntax, ``LimitError`` at the deadline and ``Interrupted`` after Ctrl-C, also while
        rows are read.
        """
        self._send(request)
        timer = self._timer(timeout)
        frames = self._frames(timer, timeout)
        kind, *head = next(frames)
        if kind == "unparsed":
            self._finish(frames)
            raise Unparsed(head[0])
        reply = Reply(form=head[0], columns=head[1], text=head[2], rows=iter(()))
        reply.rows = _rows(frames, reply)
        return reply

    def cancel(self) -> None:
        """Stop what is running; the next question gets a new child."""
        child, self._child, self._busy = self._child, None, False
        if child is not None:
            child.kill()
            _release(child)

    close = cancel

    def _send(self, request: Request) -> None:
        wire = (
            request.texts, tuple(request.prefixes.items()), request.base, request.union, request.scope, request.limit,
            request.labels,
        )  # fmt: skip
        if self._busy or self._child is None or self._child.poll() is not None:
            self.cancel()
            self._child = _launch(self._graph)
        self._late, self._busy = False, True
        with contextlib.suppress(BrokenPipeError):
            _write(self._stdin(), wire)

    def _stdin(self) -> IO[bytes]:
        if self._child is None or self._child.stdin is None:
            raise StoreError("worker_lost")
        return self._child.stdin

    def _timer(self, timeout: float | None) -> threading.Timer | None:
        if timeout is None:
            return None
        child = self._child
        timer = threading.Timer(timeout, self._expire, (child,))
        timer.daemon = True
        timer.start()
        return timer

    def _expire(self, child: subprocess.Popen[bytes]) -> None:
        self._late = True
        child.kill()

    def _frames(self, timer: threading.Timer | None, timeout: float | None) -> Iterator[tuple[Any, ...]]:
        child = self._child
        done = False
        try:
            while not done and child is not None and child.stdout is not None:
                frame = _read(child.stdout)
                if frame is None:
                    raise LimitError("timeout", seconds=timeout) if self._late else StoreError("worker_lost")
                done = frame[0] in {"end", "unparsed", "fault"}
                self._busy = self._busy and not done
                if frame[0] == "fault":
                    raise _rebuilt(*frame[1:])
                yield frame
        except KeyboardInterrupt:
            raise Interrupted("interrupted") from None
        finally:
            if timer is not None:
                timer.cancel()
            if not done and self._child is child:
                self.cancel()

    @staticmethod
    def _finish(frames: Iterator[tuple[Any, ...]]) -> None:
        for _ in frames:
            pass


def serve(graph: str) -> None:
    """Answer requests from standard input until it ends; the child's main loop."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    frames, sys.stdout = sys.stdout.buffer, sys.stderr
    requests = _Inbox(sys.stdin.buffer)
    engine = _Engine(Path(graph))
    while (wire := requests.next()) is not None:
        try:
            for frame in engine.answer(wire):
                _write(frames, frame)
        except KgError as problem:
            fields = {name: str(value) for name, value in problem.fields.items()}
            _write(frames, ("fault", type(problem).__name__, problem.key, fields))
        except Exception as problem:  # noqa: BLE001 - the border of a process: nothing else can report it
            _write(frames, ("fault", "QueryError", "engine", {"detail": f"{problem}"}))


class _Inbox:
    """Requests from the parent; the child ends as soon as the parent is gone, even in the middle of a query."""

    def __init__(self, stream: IO[bytes]) -> None:
        import queue

        self._waiting: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
        self._stream = stream
        self._busy = False
        threading.Thread(target=self._receive, daemon=True).start()

    def next(self) -> tuple[Any, ...] | None:
        self._busy = False
        wire = self._waiting.get()
        self._busy = True
        return wire

    def _receive(self) -> None:
        while (wire := _read(self._stream)) is not None:
            self._waiting.put(wire)
        if self._busy:
            os._exit(0)
        self._waiting.put(None)


class _Engine:
    """The store of the current snapshot, and answers as frames."""

    def __init__(self, graph: Path) -> None:
        self._graph = graph
        self._held: Graph | None = None
        self._labels: dict[str, str] = {}
        with contextlib.suppress(KgError):
            self._open()

    def answer(self, wire: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        texts, prefixes, base, union, scope, limit, labels = wire
        options: dict[str, Any] = {"prefixes": dict(prefixes), "base_iri": base, "use_default_graph_as_union": union}
        if scope:
            from pyoxigraph import NamedNode

            options["default_graph"] = [NamedNode(name) for name in scope]
            options["use_default_graph_as_union"] = False
        problems: list[str] = []
        for text in texts:
            try:
                found = self._open().store.query(text, **options)
            except SyntaxError as problem:
                problems.append(str(problem))
                continue
            form, columns = _shape(found)
            yield ("head", form, columns, len(problems))
            yield from self._frames(found, limit, labels=labels)
            return
        yield ("unparsed", problems[0])

    def _frames(self, found: "Results", limit: int | None, *, labels: bool) -> Iterator[tuple[Any, ...]]:
        import pyoxigraph

        if isinstance(found, pyoxigraph.QueryBoolean):
            yield ("rows", [(("literal", "true" if found else "false", _BOOLEAN),)])
            yield ("end", None, True)
            return
        batch: list[tuple[Any, ...]] = []
        for read, solution in enumerate(found):
            if read == limit:
                rest = 1 + sum(1 for _ in itertools.islice(found, _COUNTED))
                yield ("rows", batch)
                yield ("end", read + rest, rest <= _COUNTED)
                return
            batch.append(tuple(self._wire(term, labels=labels) for term in solution))
            if len(batch) == _BATCH or read == 0:
                yield ("rows", batch)
                batch = []
        yield ("rows", batch)
        yield ("end", None, True)

    def _open(self) -> "Graph":
        """Hold the snapshot that counts; let go of the one before."""
        from kg import store

        held = store.open_graph(self._graph)
        if self._held is not None and held.name == self._held.name:
            held.close()
            return self._held
        if self._held is not None:
            self._held.close()
        self._held, self._labels = held, {}
        return held

    def _wire(self, term: "Term | None", *, labels: bool) -> tuple[str, ...]:
        if term is None:
            return ("none",)
        import pyoxigraph as oxigraph

        if isinstance(term, oxigraph.NamedNode):
            return ("iri", term.value, "", "", self._label(term) if labels else "")
        if isinstance(term, oxigraph.Literal):
            if term.language:
                return ("literal", term.value, _LANG, term.language)
            datatype = term.datatype.value
            return ("literal", term.value, "" if datatype == _STRING else datatype)
        return ("blank", term.value) if isinstance(term, oxigraph.BlankNode) else ("literal", str(term))

    def _label(self, thing: "NamedNode") -> str:
        import pyoxigraph

        iri = thing.value
        if iri not in self._labels:
            if len(self._labels) >= _LABELLED:
                return ""
            quads = self._open().store.quads_for_pattern(thing, pyoxigraph.NamedNode(_LABEL), None, None)
            literals = [quad.object for quad in quads if isinstance(quad.object, pyoxigraph.Literal)]
            ranked = sorted((_rank(literal.language or ""), literal.value) for literal in literals)
            self._labels[iri] = ranked[0][1] if ranked else ""
        return self._labels[iri]


def _rank(lang: str) -> int:
    return 0 if lang.startswith("zh") else 1 if not lang else 2


def _shape(found: "Results") -> tuple[str, tuple[str, ...]]:
    import pyoxigraph

    if isinstance(found, pyoxigraph.QueryBoolean):
        return "ask", ("ask",)
    if isinstance(found, pyoxigraph.QueryTriples):
        return "graph", ("subject", "predicate", "object")
    return "select", tuple(variable.value for variable in found.variables)


def _launch(graph: Path) -> subprocess.Popen[bytes]:
    path = [entry or str(Path.cwd()) for entry in sys.path]
    code = _START.format(path=path, file=__file__, graph=str(graph.absolute()))
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", code]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _release(child: subprocess.Popen[bytes]) -> None:
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
    child.wait()


def _rows(frames: Iterator[tuple[Any, ...]], reply: Reply) -> Iterator[tuple[Cell, ...]]:
    for frame in frames:
        if frame[0] == "end":
            reply.total, reply.exact = frame[1:]
            reply.complete = reply.total is None
        else:
            for row in frame[1]:
                yield tuple(Cell(*term) for term in row)


def _rebuilt(kind: str, key: str, fields: dict[str, str]) -> KgError:
    error: type[KgError] = getattr(errors, kind)
    return error(key, **fields)


def _write(stream: IO[bytes], frame: tuple[Any, ...]) -> None:
    body = marshal.dumps(frame)
    stream.write(len(body).to_bytes(4, "little") + body)
    stream.flush()


def _read(stream: IO[bytes]) -> tuple[Any, ...] | None:
    size = stream.read(4)
    if len(size) < 4:
        return None
    body = stream.read(int.from_bytes(size, "little"))
    frame: tuple[Any, ...] = marshal.loads(body) if body else ()
    return frame
