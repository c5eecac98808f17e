"""The same work on many files, in this process or in several; what befalls one file leaves the others alone."""

import multiprocessing
import os
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

from kg.errors import KgError, SourceError

__all__ = ["each"]

_AHEAD = 4
"""Files in work or done and waiting, per worker: enough to keep all busy, few enough to keep memory flat."""

Made = TypeVar("Made")
Work = Callable[[Path], Made]
Done = tuple[Path, Made | KgError]


def each(work: Work[Made], paths: Sequence[Path], *, workers: int) -> Iterator[Done[Made]]:
    """Do the work on each file, in the order given; an error takes the place of what would have been made.

    ``work`` and what it makes must be picklable if there are several workers.
    """
    if min(workers, len(paths)) <= 1:
        for path in paths:
            yield path, _guarded(work, path)
        return
    left = deque(paths)
    while left:
        yield from _pooled(work, left, workers)


def _pooled(work: Work[Made], left: "deque[Path]", workers: int) -> Iterator[Done[Made]]:
    """Work with one pool until all is done or a worker dies; then try what was in work one by one."""
    ahead: deque[tuple[Path, Future[Made | KgError]]] = deque()
    with _pool(workers) as pool:
        try:
            while _fill(lambda path: pool.submit(_guarded, work, path), left, ahead, workers * _AHEAD):
                made = ahead[0][1].result()
                yield ahead.popleft()[0], made
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    for path, future in ahead:
        yield path, _rescued(work, path, future)


def _fill(
    submit: Callable[[Path], "Future[Made | KgError]"],
    left: "deque[Path]",
    ahead: "deque[tuple[Path, Future[Made | KgError]]]",
    limit: int,
) -> bool:
    """Hand out work up to the limit; say whether any is under way."""
    while left and len(ahead) < limit:
        ahead.append((left[0], submit(left[0])))
        left.popleft()
    return bool(ahead)


def _rescued(work: Work[Made], path: Path, future: "Future[Made | KgError]") -> Made | KgError:
    """Give what was made before the pool broke, else try again in a process of its own."""
    if future.done() and not future.cancelled() and future.exception() is None:
        return future.result()
    with _pool(1) as pool:
        try:
            return pool.submit(_guarded, work, path).result()
        except BrokenProcessPool:
            return SourceError("worker_crashed", path=str(path))


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_bound)


def _bound() -> None:
    """End this worker with its parent: one that is killed cannot say goodbye, and its workers would wait forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.join,), daemon=True).start()


def _follow(join: Callable[[], None]) -> None:
    join()
    os._exit(1)


def _guarded(work: Work[Made], path: Path) -> Made | KgError:
    """Around one file: our errors as they are, a fault of ours named with the file, so that the others go on."""
    try:
        return work(path)
    except KgError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the one place: one file's fault must not take the others down
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        return SourceError("internal", path=str(path), reason=f"{type(error).__name__}: {error}, {where}")
