"""A few workers for many visitors: each question gets one of its own, so that a slow one never holds up a fast one."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from kg.query import Worker
from kg.web.protocol import Refused

__all__ = ["Pool"]


class Pool:
    """Workers for one graph: so many at work at once, so many waiting for at most ``patience`` seconds; more is refused."""

    def __init__(self, graph: Path, *, workers: int, waiting: int, patience: float) -> None:
        """Start the workers at once, so that the first question finds them ready."""
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        self._all = [Worker(graph) for _ in range(workers)]
        for worker in self._all:
            self._idle.put(worker)
        self._places = threading.BoundedSemaphore(workers + waiting)
        self._patience = patience

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *problem: object) -> None:
        """Stop all workers."""
        for worker in self._all:
            worker.close()

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        """Lend a worker. Raises ``Refused`` (503) when too many wait already or none is free in time."""
        if not self._places.acquire(blocking=False):
            raise Refused(503, "server_busy")
        try:
            try:
                lent = self._idle.get(timeout=self._patience)
            except queue.Empty:
                raise Refused(503, "server_busy") from None
            try:
                yield lent
            finally:
                self._idle.put(lent)
        finally:
            self._places.release()
