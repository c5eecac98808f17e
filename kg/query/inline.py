"""Questions answered in this process: a command line that asks once need not wait for a child to start.

The engine works in a thread of its own, so that the deadline, the limit of memory and Ctrl-C leave the rows so far. It
cannot be stopped there: a process that used it must end without waiting for it (``kg.__main__``). Questions whose form
could exhaust the stack go to a child, whose end is not ours.
"""

import _thread
import time
from _queue import Empty, SimpleQueue
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import Interrupted, LimitError
from kg.query.process import LAST, Frame, Worker
from kg.query.worker import LOOK, Damaged, Engine, held

if TYPE_CHECKING:
    import threading

__all__ = ["Inline"]

_STACK = 64 << 20
_DEEP = 1_000
_LONG = 100_000
"""Brackets and characters that the engine reads within that stack, with a wide margin."""
_BRACKETS = "([{!"


class Inline(Worker):
    """What a ``Worker`` does, without its child."""

    _run: "_Run | None" = None
    _engine: Engine | None = None

    def cancel(self) -> None:
        """Turn away from what is running; the next question gets a new engine."""
        if self._run is not None and self._busy:
            self._run.stopped, self._engine = True, None
        self._run = None
        super().cancel()

    def close(self) -> None:
        """Let go of the store and of the snapshot."""
        super().close()
        self._engine = None

    def _prepare(self) -> None:
        """Start nothing: there may be no question."""

    def _post(self, wire: Frame, folder: str) -> None:
        if self._busy:
            self.cancel()
        if wire[0] != "ways" and any(map(_deep, wire[1])):
            self._run = None
            super()._post(wire, folder)
            return
        self._engine = self._engine or Engine()
        self._busy, self._run = True, _Run(self._engine, wire)

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
                frame: Frame | None = run.frames.get(timeout=LOOK)
            except Empty:
                frame = None
            now = time.monotonic()
            if until is not None and now > until:
                raise LimitError("timeout", seconds=timeout)
            if now > run.look:
                run.look = now + LOOK
                if self._memory and held() > self._memory:
                    raise LimitError("memory", limit=self._memory)
            if frame is not None:
                return frame


class _Run:
    """One question with a thread of its own: the frames so far, when to look at the memory, whether to go on."""

    def __init__(self, engine: Engine, wire: Frame) -> None:
        self.frames: SimpleQueue[Frame] = SimpleQueue()
        self.look = time.monotonic() + LOOK
        self.stopped = False
        before = _thread.stack_size(_STACK)
        _thread.start_new_thread(self._answer, (engine, wire))
        _thread.stack_size(before)

    def _answer(self, engine: Engine, wire: Frame) -> None:
        try:
            for frame in engine.answer(wire):
                if self.stopped:
                    return
                self.frames.put(frame)
        except Damaged as problem:
            self.frames.put(("damaged", str(problem)))
        except Exception as problem:  # noqa: BLE001 - the end of a thread: nothing else can report it
            self.frames.put(("fault", str(problem)))
        except BaseException:  # noqa: BLE001 - a panic of the engine, which would end a child
            self.frames.put(("lost",))


def _deep(text: str) -> bool:
    """Say whether reading a query could need more stack than there is."""
    return len(text) > _LONG or sum(map(text.count, _BRACKETS)) > _DEEP
