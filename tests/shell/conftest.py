"""Shells on terminals, for all tests of the shell."""

import pytest
from small_graph import build
from terminal import Screen


@pytest.fixture
def open_shell(tmp_path, tmp_path_factory):
    """Open a shell in a terminal, on the small graph where no other is given; all are closed in the end."""
    opened = []

    def run(*, size=(80, 30), lang="zh", graph=None, **environ):
        chosen = graph or build(tmp_path_factory.mktemp("terminal") / "graph")
        screen = Screen(tmp_path, chosen, size, environ, lang)
        opened.append(screen)
        screen.wait("kg>")
        return screen

    yield run
    for screen in opened:
        screen.close()
