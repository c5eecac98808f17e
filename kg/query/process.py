"""Questions to a child process: it can be stopped at a deadline or by the reader, the engine alone cannot.

A ``Worker`` holds the snapshot that counts while its child reads it. One that was stopped starts a new child with the
next question, so a shell makes a worker before its prompt and keeps it.
"""

import contextlib
import marshal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from kg import store
from kg.errors import Interrupted, KgError, LimitError, QueryError, StoreError
from kg.frozen import frozen
from kg.model import Cell
from kg.typed import IO, TYPE_CHECKING, Any, Literal, Protocol, Self

if TYPE_CHECKING:
    import subprocess
    import threading

__all__ = ["FULL", "LAST", "Asks", "Frame", "Reply", "Request", "Unparsed", "Worker"]

FULL = 77
"""Exit code of a child that met its limit of memory."""
_CHILD = Path(__file__).with_name("worker.py")
_START = "import sys, runpy; sys.path[:] = {path!r}; runpy.run_path({file!r}, run_name='__main__')"

_GRACE = 1.0
_SOME = 500
LAST = frozenset({"end", "unparsed", "fault", "damaged", "lost"})

Frame = tuple[Any, ...]


@frozen
class Request:
    """One question: texts to try in order until one parses, and how to read the graph.

    ``scope`` names the graphs that are looked at alone; ``dataset`` the graphs of the default graph and the named ones,
    as the SPARQL protocol does.
    """

    texts: tuple[str, ...]
    prefixes: Mapping[str, str]
    base: str | None = None
    default: Literal["union", "own", "query"] = "union"
    scope: tuple[str, ...] = ()
    dataset: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    limit: int | None = None
    labels: bool = False
    memory: int | None = None


class Reply:
    """The answer as it comes: ``text`` is the index of the text that parsed; ``total`` is known when rows were cut."""

    def __init__(self, form: str, columns: tuple[str, ...], text: int) -> None:
        """Have no rows yet."""
        self.form, self.columns, self.text = form, columns, text
        self.rows: Iterator[tuple[Cell, ...]] = iter(())
        self.complete, self.exact = True, True
        self.total: int | None = None


class Asks(Protocol):
    """Who answers questions: a worker, or an endpoint."""

    def ask(self, request: Request, *, timeout: float | None = None) -> Reply:
        """Send a question; rows come as they are found."""

    def each(self, request: Callable[[Sequence[str]], Request], things: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
        """Ask about very many things, some at a time."""


class Unparsed(Exception):  # noqa: N818 - a state of the query, handled by kg.query alone
    """The engine could not parse any of the texts; carries its message about the first."""


class Worker:
    """A child process for one graph folder; use it as a context manager or close it."""

    def __init__(self, graph: Path) -> None:
        """Start the child at once, on the snapshot that counts, so that it is ready when the first question comes."""
        self._graph = graph
        self._held: store.Graph | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._late = False
        self._busy = False
        self._memory: int | None = None
        self._prepare()

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
        reply = Reply(form=head[0], columns=head[1], text=head[2])
        reply.rows = _rows(frames, reply)
        return reply

    def each(self, request: Callable[[Sequence[str]], Request], things: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
        """Ask about very many things, some at a time."""
        for at in range(0, len(things), _SOME):
            yield from self.ask(request(things[at : at + _SOME])).rows

    def find(
        self, source: str | tuple[int, bytes, bytes, bytes], question: dict[str, Any], *, timeout: float | None = None
    ) -> dict[str, Any]:
        """Have ways searched, in a file of arrays or in edges that come with the question; see ``kg.ways.answering``.

        The search keeps its own deadline; what runs on long after it is stopped from here.
        """
        late = None if timeout is None else 2 * timeout + _GRACE
        self._post(("ways", source, question), self._folder())
        frames = self._frames(self._timer(late), late)
        _, found = next(frames)
        self._finish(frames)
        return dict(found)

    def cancel(self) -> None:
        """Stop what is running; the next question gets a new child."""
        child, self._child, self._busy = self._child, None, False
        if child is not None:
            child.kill()
            _release(child)

    def close(self) -> None:
        """Stop the child and let go of the snapshot."""
        self.cancel()
        if self._held is not None:
            self._held.close()
            self._held = None

    def _prepare(self) -> None:
        """Start the child before there is a question for it."""
        self._child = _launch(self._folder())

    def _folder(self) -> str:
        """Give the store's folder, nothing where there is none: that is told when something is asked."""
        try:
            return str(self._current().oxigraph.absolute())
        except StoreError:
            return ""

    def _current(self) -> store.Graph:
        """Hold the snapshot that counts, and let go of the one before."""
        found = store.open_graph(self._graph)
        if self._held is not None and self._held.name == found.name:
            found.close()
            return self._held
        if self._held is not None:
            self._held.close()
        self._held = found
        return found

    def _send(self, request: Request) -> None:
        folder = str(self._current().oxigraph.absolute())
        prefixes = tuple(request.prefixes.items())
        part = request.dataset or (request.scope, request.scope)
        default = "told" if request.dataset else request.default
        how = (request.base, default, part, request.limit, request.labels, request.memory)
        self._memory = request.memory
        self._post((folder, request.texts, prefixes, *how), folder)

    def _post(self, wire: Frame, folder: str) -> None:
        """Send a frame to a child that has nothing else to do."""
        if self._busy or self._child is None or self._child.poll() is not None:
            self.cancel()
            self._child = _launch(folder)
        self._late, self._busy = False, True
        with contextlib.suppress(BrokenPipeError):
            _write(self._stdin(), wire)

    def _stdin(self) -> IO[bytes]:
        if self._child is None or self._child.stdin is None:
            raise StoreError("worker_lost")
        return self._child.stdin

    def _timer(self, timeout: float | None) -> "threading.Timer | None":
        if timeout is None:
            return None
        import threading

        child = self._child
        timer = threading.Timer(timeout, self._expire, (child,))
        timer.daemon = True
        timer.start()
        return timer

    def _expire(self, child: "subprocess.Popen[bytes]") -> None:
        self._late = True
        child.kill()

    def _frames(self, timer: "threading.Timer | None", timeout: float | None) -> Iterator[Frame]:
        child = self._child
        done = False
        try:
            while not done and child is not None and child.stdout is not None:
                frame = _read(child.stdout)
                if frame is None:
                    raise self._lost(child, timeout)
                done = frame[0] in LAST
                self._busy = self._busy and not done
                yield self._passed(frame)
        except KeyboardInterrupt:
            raise Interrupted("interrupted") from None
        finally:
            if timer is not None:
                timer.cancel()
            if not done and self._child is child:
                self.cancel()

    def _passed(self, frame: Frame) -> Frame:
        """Pass a frame on, unless it says that there is no answer."""
        if frame[0] == "lost":
            raise StoreError("worker_lost")
        if frame[0] == "damaged":
            raise StoreError("graph_damaged", path=str(self._graph), reason=frame[1])
        if frame[0] == "fault":
            raise QueryError("engine", detail=frame[1])
        return frame

    def _lost(self, child: "subprocess.Popen[bytes]", timeout: float | None) -> KgError:
        """Say why a child is gone: our deadline, its limit of memory, or something else."""
        if self._late:
            return LimitError("timeout", seconds=timeout)
        return LimitError("memory", limit=self._memory) if child.wait() == FULL else StoreError("worker_lost")

    @staticmethod
    def _finish(frames: Iterator[Frame]) -> None:
        for _ in frames:
            pass


def _launch(folder: str) -> "subprocess.Popen[bytes]":
    import subprocess

    path = [entry or str(Path.cwd()) for entry in sys.path]
    code = _START.format(path=path, file=str(_CHILD))
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", code, folder]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _release(child: "subprocess.Popen[bytes]") -> None:
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
    child.wait()


def _rows(frames: Iterator[Frame], reply: Reply) -> Iterator[tuple[Cell, ...]]:
    for frame in frames:
        if frame[0] == "end":
            reply.total, reply.exact = frame[1:]
            reply.complete = reply.total is None
        else:
            for row in frame[1]:
                yield tuple(Cell(*term) for term in row)


def _write(stream: IO[bytes], frame: Frame) -> None:
    body = marshal.dumps(frame)
    stream.write(len(body).to_bytes(4, "little") + body)
    stream.flush()


def _read(stream: IO[bytes]) -> Frame | None:
    """Read a frame; none where the stream ends, be it within one: a child may be stopped while it writes."""
    size = stream.read(4)
    if len(size) < 4:
        return None
    wanted = int.from_bytes(size, "little")
    body = stream.read(wanted)
    if len(body) < wanted:
        return None
    frame: Frame = marshal.loads(body) if body else ()
    return frame
