"""Questions answered in this process: a command line that asks once need not wait for a child to start.

The engine works in a thread of its own, so that the deadline, the limit of memory and Ctrl-C leave the rows so far. It
cannot be stopped there: a process that used it must end without waiting for it (``kg.__main__``). Questions whose form
could exhaust the stack go to a child, whose end is not ours.
"""

import _thread
import contextlib
import time
from _queue import Empty, SimpleQueue
from collections.abc import Iterator

from kg.errors import Interrupted, LimitError
from kg.query.process import LAST, Frame, Worker
from kg.query.worker import Damaged, Engine, held, ways
from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import threading

    from kg import store

__all__ = ["Inline"]

_LOOK = 0.05
"""Seconds between two looks at the clock and the memory."""
_TURN = 0.0003
"""Seconds for the thread to begin to open the store, which then goes on beside what comes next."""
_STACK = 64 << 20
_DEEP = 1_000
_LONG = 100_000
"""Brackets and characters that the engine reads within that stack, with a wide margin."""
_BRACKETS = "([{!"


class Inline(Worker):
    """What a ``Worker`` does, without its child; the store opens while the question is still being read."""

    _desk: "_Desk | None" = None
    _run: "_Run | None" = None

    def cancel(self) -> None:
        """Turn away from what is running; the next question gets a new engine."""
        if self._run is not None and self._busy:
            self._run.stopped = True
            self._leave()
        self._run = None
        super().cancel()

    def close(self) -> None:
        """Let go of the store and of the snapshot."""
        super().close()
        self._leave()

    def _prepare(self) -> None:
        self._desk = _Desk(self._folder())

    def _current(self) -> "store.Graph":
        """Hold one snapshot for all that a command asks."""
        return self._held or super()._current()

    def _leave(self) -> None:
        if self._desk is not None:
            self._desk.runs.put(None)
            self._desk = None

    def _post(self, wire: Frame, folder: str) -> None:
        if self._busy:
            self.cancel()
        if wire[0] != "ways" and any(map(_deep, wire[1])):
            self._run = None
            super()._post(wire, folder)
            return
        self._busy, self._run = True, _Run(wire)
        if wire[0] == "ways":  # these need no store, which may still be opening
            _thread.start_new_thread(_answer, (ways(*wire[1:]), self._run))
            return
        self._desk = self._desk or _Desk(folder)
        self._desk.runs.put(self._run)

    def _timer(self, timeout: float | None) -> "threading.Timer | None":
        return super()._timer(timeout) if self._run is None else None

    def _frames(self, timer: "threading.Timer | None", timeout: float | None) -> Iterator[Frame]:
        run, done = self._run, False
        if run is None:
            yield from super()._frames(timer, timeout)
            return
        until = None if timeout is None else time.monotonic() + timeout
        try:
            while not done:
                frame = self._next(run, until, timeout)
                done = frame[0] in LAST
                self._busy = self._busy and not done
                yield self._passed(frame)
        except KeyboardInterrupt:
            raise Interrupted("interrupted") from None
        finally:
            if not done and self._run is run:
                self.cancel()

    def _next(self, run: "_Run", until: float | None, timeout: float | None) -> Frame:
        """Wait for a frame, looking at the clock and at the memory."""
        while True:
            try:
                frame: Frame | None = run.frames.get(timeout=_LOOK)
            except Empty:
                frame = None
            now = time.monotonic()
            if until is not None and now > until:
                raise LimitError("timeout", seconds=timeout)
            if now > run.look:
                run.look = now + _LOOK
                if self._memory and held() > self._memory:
                    raise LimitError("memory", limit=self._memory)
            if frame is not None:
                return frame


class _Run:
    """One question: the frames found so far, when to look at the memory, whether the engine is to stop."""

    def __init__(self, wire: Frame) -> None:
        self.wire = wire
        self.frames: SimpleQueue[Frame] = SimpleQueue()
        self.look = time.monotonic() + _LOOK
        self.stopped = False


class _Desk:
    """An engine in a thread of its own, which answers one question after the other."""

    def __init__(self, folder: str) -> None:
        self.runs: SimpleQueue[_Run | None] = SimpleQueue()
        before = _thread.stack_size(_STACK)
        _thread.start_new_thread(self._serve, (folder,))
        _thread.stack_size(before)
        time.sleep(_TURN)

    def _serve(self, folder: str) -> None:
        engine = Engine()
        with contextlib.suppress(BaseException):  # what is wrong is told when something is asked
            engine.open(folder)
        while (run := self.runs.get()) is not None:
            _answer(engine.answer(run.wire), run)


def _answer(frames: Iterator[Frame], run: _Run) -> None:
    try:
        for frame in frames:
            if run.stopped:
                return
            run.frames.put(frame)
    except Damaged as problem:
        run.frames.put(("damaged", str(problem)))
    except Exception as problem:  # noqa: BLE001 - the end of a thread: nothing else can report it
        run.frames.put(("fault", str(problem)))
    except BaseException:  # noqa: BLE001 - a panic of the engine, which would end a child
        run.frames.put(("lost",))


def _deep(text: str) -> bool:
    """Say whether reading a query could need more stack than there is."""
    return len(text) > _LONG or sum(map(text.count, _BRACKETS)) > _DEEP
