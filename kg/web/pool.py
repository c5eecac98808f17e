"""A few workers for many visitors: each question gets one of its own, so that a slow one never holds up a fast one."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kg.query import Worker
from kg.web.protocol import Refused

__all__ = ["Limits", "Pool"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What visitors may take together and each: seconds and rows a question, questions at once and in line."""

    seconds: float = 30.0
    rows: int = 100_000
    workers: int = 4
    waiting: int = 200
    patience: float = 60.0


class Pool:
    """Workers for one graph, as many as the limits say; questions wait for one, and are refused when too many do."""

    def __init__(self, graph: Path, limits: Limits) -> None:
        """Start the workers at once, so that the first question finds them ready."""
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        self._all = [Worker(graph) for _ in range(limits.workers)]
        for worker in self._all:
            self._idle.put(worker)
        self._places = threading.BoundedSemaphore(limits.workers + limits.waiting)
        self._patience = limits.patience

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
