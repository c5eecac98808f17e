"""The child process that answers SPARQL: its main loop, the engine, and the frames it talks in.

It imports the engine and of ours only the search for ways, when it is asked, so that it is there almost as soon as
it is started. Requests and frames are
plain tuples, marshalled with their length before them. ``kg.query.process`` is the other end.
"""

import contextlib
import itertools
import marshal
import os
import sys
import time
from _queue import SimpleQueue
from _thread import start_new_thread
from collections.abc import Iterator

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from kg.typed import IO, Any

__all__ = ["Damaged", "Engine", "held", "serve", "ways"]

_BATCH = 256
_FULL = 77
_LOOK = 0.05
"""Seconds between two looks at the memory."""
_COUNTED = 100_000
_COUNTING = 0.5
"""Rows and seconds for counting what an answer leaves out."""
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
    """Answer requests from standard input; the child's main loop, which ends with the parent."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    frames, sys.stdout = sys.stdout.buffer, sys.stderr
    requests = _Inbox(sys.stdin.buffer)
    engine, watch = Engine(), _Watch()
    with contextlib.suppress(Damaged):
        engine.open(sys.argv[-1])
    while True:
        try:
            wire = requests.next()
            watch.most = None if wire[0] == "ways" else wire[-1]
            for frame in engine.answer(wire):
                _write(frames, frame)
        except Damaged as problem:
            _write(frames, ("damaged", str(problem)))
        except Exception as problem:  # noqa: BLE001 - the border of a process: nothing else can report it
            _write(frames, ("fault", str(problem)))


class Damaged(Exception):  # noqa: N818 - a state of the store, told to the parent
    """The store does not open."""


class _Inbox:
    """Requests from the parent; the child ends as soon as the parent is gone, even in the middle of a query."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._waiting: SimpleQueue[Frame] = SimpleQueue()
        self._stream = stream
        start_new_thread(self._receive, ())

    def next(self) -> Frame:
        return self._waiting.get()

    def _receive(self) -> None:
        while (wire := _read(self._stream)) is not None:
            self._waiting.put(wire)
        os._exit(0)


class _Watch:
    """Ends the child when it holds more memory than the question allows; the engine itself cannot be stopped."""

    def __init__(self) -> None:
        self.most: int | None = None
        start_new_thread(self._look, ())

    def _look(self) -> None:
        while True:
            time.sleep(_LOOK)
            if self.most and held() > self.most:
                os._exit(_FULL)


class Engine:
    """The store of the current snapshot, and answers as frames."""

    def __init__(self) -> None:
        """Have no store yet."""
        self._folder = ""
        self._store = Store()
        self._labels: dict[str, str] = {}
        self._parted: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._part = self._store

    def answer(self, wire: Frame) -> Iterator[Frame]:
        """Give the frames of an answer as they are found."""
        if wire[0] == "ways":
            yield from ways(*wire[1:])
            return
        folder, texts, prefixes, base, default, part, limit, labels, _ = wire
        self.open(folder)
        store = self._within(part)
        options: dict[str, Any] = {"prefixes": dict(prefixes), "base_iri": base}
        if default == "told":
            options |= {"default_graph": DefaultGraph(), "named_graphs": list(map(NamedNode, part[1]))}
        elif not any(part):
            options |= self._dataset(default)
        problems: list[str] = []
        for text in texts:
            try:
                found = store.query(text, **options)
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
                yield ("rows", batch)
                rest, exact = _rest(found)
                yield ("end", read + 1 + rest, exact)
                return
            batch.append(tuple(self._wire(term, labels=labels) for term in solution))
            if len(batch) == _BATCH or read == 0:
                yield ("rows", batch)
                batch = []
        yield ("rows", batch)
        yield ("end", None, True)

    def _dataset(self, default: str) -> dict[str, Any]:
        """Say which graphs a question sees; the store's default graph is the union of all.

        "own" is what stands in no graph, kept in one of our naming that GRAPH does not show; "query": its own FROM.
        """
        options: dict[str, Any] = {"default_graph": [NamedNode(_OWN)]} if default == "own" else {}
        if default != "query" and self._store.contains_named_graph(NamedNode(_OWN)):
            options["named_graphs"] = [graph for graph in self._store.named_graphs() if graph != NamedNode(_OWN)]
        return options

    def _within(self, part: tuple[tuple[str, ...], tuple[str, ...]]) -> Store:
        """Give a store of some graphs alone: those of its default graph, each triple once, and the named ones.

        Over several default graphs the engine itself would repeat what two of them say.
        """
        if not any(part):
            return self._store
        if part != self._parted:
            found = Store()
            for at, names in enumerate(part):
                for graph in map(NamedNode, names):
                    quads = self._store.quads_for_pattern(None, None, None, graph)
                    found.bulk_extend(
                        quads if at else (Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
                    )
            self._part, self._parted = found, part
        return self._part

    def open(self, folder: str) -> None:
        """Open another snapshot than the one before."""
        if folder not in {self._folder, ""}:
            try:
                self._store, self._labels, self._parted = Store.read_only(folder), {}, ((), ())
            except (OSError, RuntimeError) as problem:
                raise Damaged(str(problem)) from problem
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


def _rest(found: Iterator[Any]) -> tuple[int, bool]:
    """Count what is left, as far as that goes quickly; say whether it is all."""
    count, until = 0, time.monotonic() + _COUNTING
    for _ in itertools.islice(found, _COUNTED):
        count += 1
        if time.monotonic() > until:
            return count, False
    return count, count < _COUNTED


def held() -> int:
    """Give the memory in use, in MiB: now where the system tells it, else the most there was."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - pathlib would double the time to start
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
    except OSError:
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most >> (20 if sys.platform == "darwin" else 10)


def ways(source: Any, question: dict[str, Any]) -> Iterator[Frame]:  # noqa: ANN401 - what marshal gives
    """Search ways; the search is loaded when it is first asked for."""
    from kg.ways.answering import answer

    yield ("found", answer(source, question))
    yield ("end", None, True)


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
