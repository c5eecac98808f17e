"""What tests of the web share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from served import served


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """A function that serves a graph until the test ends and gives its address."""
    with ExitStack() as stack:
        yield lambda *what, **how: stack.enter_context(served(*what, **how))


@pytest.fixture(scope="module")
def sample_address(sample_graph: Path) -> Iterator[str]:
    """The sample, served."""
    with served(sample_graph) as where:
        yield where
