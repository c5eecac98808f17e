"""A server in this process, for tests that talk HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.web.pool import Limits, Pool
from kg.web.server import Door, application
from kg.web.serving import address, listening


@contextmanager
def served(graph: Path, limits: Limits | None = None, door: Door | None = None) -> Iterator[str]:
    """Serve a graph from a thread, on a port that the system chooses."""
    import uvicorn

    limits = limits or Limits(workers=2)
    with listening("127.0.0.1", 0) as listener, Pool(graph, limits) as pool:
        app = application(graph, pool, limits, door or Door(), lang="zh")
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield address(listener, "")
        finally:
            server.should_exit = True
            thread.join()
