"""Holds the server: an address of this machine, the application on it, until somebody stops it."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.web.pool import Limits, Pool
from kg.web.server import Door, application, loopback

__all__ = ["Door", "Limits", "address", "hosts", "listening", "loopback", "serve"]

_QUEUE = 256


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take an address; port 0 takes any free one. Raises ``StoreError`` where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(_QUEUE)
        except (OSError, OverflowError) as problem:
            raise StoreError(
                "address_taken", host=host, port=port, detail=getattr(problem, "strerror", "") or ""
            ) from problem
        yield listener


def address(listener: socket.socket, token: str) -> str:
    """Give the address as one types it into a browser."""
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/" + (f"?token={token}" if token else "")


def serve(graph: Path, listener: socket.socket, limits: Limits, door: Door, *, lang: str) -> None:
    """Answer requests until the process is interrupted or told to end."""
    import uvicorn

    with Pool(graph, limits) as pool:
        app = application(graph, pool, limits, door, lang=lang)
        settings = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=1
        )
        uvicorn.Server(settings).run(sockets=[listener])


def hosts(host: str) -> frozenset[str]:
    """Give the names that visitors may use of an address that is listened on: on all addresses, this machine's."""
    try:
        everywhere = ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return frozenset({host})
    if not everywhere:
        return frozenset({host})
    name = socket.gethostname()
    return frozenset({name, *(str(info[4][0]) for info in socket.getaddrinfo(name, None))})
