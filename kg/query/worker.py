"""The child process that answers SPARQL: its main loop, the engine, and the frames it talks in.

It imports the engine and nothing of ours, so that it is there almost as soon as it is started. Requests and frames are
plain tuples, marshalled with their length before them. ``kg.query.process`` is the other end.
"""

import itertools
import marshal
import os
import queue
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from typing import IO, Any

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

__all__ = ["serve"]

_BATCH = 256
_COUNTED = 100_000
_LABELLED = 20_000
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_OWN = "https://w3id.org/policy-bulletin/id/g-default"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

Frame = tuple[Any, ...]
Results = QuerySolutions | QueryTriples | QueryBoolean
Term = NamedNode | BlankNode | Literal | Triple


def serve() -> None:
    """Answer requests from standard input until it ends; the child's main loop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    frames, sys.stdout = sys.stdout.buffer, sys.stderr
    requests = _Inbox(sys.stdin.buffer)
    engine = _Engine()
    while (wire := requests.next()) is not None:
        try:
            for frame in engine.answer(wire):
                _write(frames, frame)
        except _Damaged as problem:
            _write(frames, ("damaged", str(problem)))
        except Exception as problem:  # noqa: BLE001 - the border of a process: nothing else can report it
            _write(frames, ("fault", str(problem)))


class _Damaged(Exception):  # noqa: N818 - a state of the store, told to the parent
    """The store does not open."""


class _Inbox:
    """Requests from the parent; the child ends as soon as the parent is gone, even in the middle of a query."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._waiting: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._stream = stream
        self._busy = False
        threading.Thread(target=self._receive, daemon=True).start()

    def next(self) -> Frame | None:
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

    def __init__(self) -> None:
        self._folder = ""
        self._store = Store()
        self._labels: dict[str, str] = {}

    def answer(self, wire: Frame) -> Iterator[Frame]:
        folder, texts, prefixes, base, default, scope, limit, labels = wire
        self._open(folder)
        options: dict[str, Any] = {"prefixes": dict(prefixes), "base_iri": base, **self._dataset(default, scope)}
        problems: list[str] = []
        for text in texts:
            try:
                found = self._store.query(text, **options)
            except SyntaxError as problem:
                problems.append(str(problem))
                continue
            form, columns = _shape(found)
            yield ("head", form, columns, len(problems))
            yield from self._frames(found, limit, labels=labels)
            return
        yield ("unparsed", problems[0])

    def _frames(self, found: Results, limit: int | None, *, labels: bool) -> Iterator[Frame]:
        if isinstance(found, QueryBoolean):
            yield ("rows", [(("literal", "true" if found else "false", _BOOLEAN),)])
            yield ("end", None, True)
            return
        batch: list[Frame] = []
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

    def _dataset(self, default: str, scope: Iterable[str]) -> dict[str, Any]:
        """Say which graphs a question sees; the store's default graph is the union of all.

        "own" is what stands in no graph, kept in one of our naming that GRAPH does not show; "query": its own FROM.
        """
        names = list(scope) or ([_OWN] if default == "own" else [])
        options: dict[str, Any] = {"default_graph": [NamedNode(name) for name in names]} if names else {}
        if default != "query" and self._store.contains_named_graph(NamedNode(_OWN)):
            options["named_graphs"] = [graph for graph in self._store.named_graphs() if graph != NamedNode(_OWN)]
        return options

    def _open(self, folder: str) -> None:
        """Open another snapshot than the one before."""
        if folder != self._folder:
            try:
                self._store, self._labels = Store.read_only(folder), {}
            except (OSError, RuntimeError) as problem:
                raise _Damaged(str(problem)) from problem
            self._folder = folder

    def _wire(self, term: Term | None, *, labels: bool) -> tuple[str, ...]:
        if term is None:
            return ("none",)
        if isinstance(term, NamedNode):
            return ("iri", term.value, "", "", self._label(term) if labels else "")
        if isinstance(term, Literal):
            if term.language:
                return ("literal", term.value, _LANG, term.language)
            datatype = term.datatype.value
            return ("literal", term.value, "" if datatype == _STRING else datatype)
        return ("blank", term.value) if isinstance(term, BlankNode) else ("literal", str(term))

    def _label(self, thing: NamedNode) -> str:
        iri = thing.value
        if iri not in self._labels:
            if len(self._labels) >= _LABELLED:
                return ""
            quads = self._store.quads_for_pattern(thing, NamedNode(_LABEL), None, None)
            literals = [quad.object for quad in quads if isinstance(quad.object, Literal)]
            ranked = sorted((_rank(literal.language or ""), literal.value) for literal in literals)
            self._labels[iri] = ranked[0][1] if ranked else ""
        return self._labels[iri]


def _rank(lang: str) -> int:
    return 0 if lang.startswith("zh") else 1 if not lang else 2


def _shape(found: Results) -> tuple[str, tuple[str, ...]]:
    if isinstance(found, QueryBoolean):
        return "ask", ("ask",)
    if isinstance(found, QueryTriples):
        return "graph", ("subject", "predicate", "object")
    return "select", tuple(variable.value for variable in found.variables)


def _write(stream: IO[bytes], frame: Frame) -> None:
    body = marshal.dumps(frame)
    stream.write(len(body).to_bytes(4, "little") + body)
    stream.flush()


def _read(stream: IO[bytes]) -> Frame | None:
    size = stream.read(4)
    if len(size) < 4:
        return None
    body = stream.read(int.from_bytes(size, "little"))
    frame: Frame = marshal.loads(body) if body else ()
    return frame


if __name__ == "__main__":
    serve()
