"""Endpoints for tests, all on loopback."""

from contextlib import ExitStack

import pytest
from endpoints import faulty, oxigraph


@pytest.fixture(scope="session")
def server():
    """An Oxigraph server whose default graph is its own, and empty; tests put into it what they need."""
    with oxigraph() as address:
        yield address


@pytest.fixture
def endpoint():
    """A function that serves quads from this process, by an endpoint that can be made to fail."""
    with ExitStack() as stack:
        yield lambda lines: stack.enter_context(faulty(lines))
