"""Heavier readers than the tests always have: `make test-readers` brings them and names their folder in KG_READERS."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import hostile_graph
import pytest

from kg import export, store

READERS = os.environ.get("KG_READERS", "")
collect_ignore_glob = [] if READERS else ["test_*.py"]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph with all that breaks files."""
    return hostile_graph.build(tmp_path_factory.mktemp("hostile") / "graph")


@pytest.fixture(params=["hostile", "sample"])
def graph(request: pytest.FixtureRequest) -> Path:
    """Both graphs, one after the other."""
    return request.getfixturevalue("sample_graph" if request.param == "sample" else "hostile")


@pytest.fixture
def written(graph: Path, tmp_path: Path) -> Callable[..., Path]:
    """Write the graph in a format, as a file or folder; give its path."""

    def write(form: str, name: str, **choice: object) -> Path:
        target = tmp_path / name
        with store.open_graph(graph) as held:
            source = export.whole(held)
            if isinstance(export.GRAPHS[form], export.FolderWriter):
                export.write_folder(source, form, target, choice=export.Choice(**choice))
            else:
                with target.open("wb") as out:
                    export.write_graph(source, form, out, choice=export.Choice(**choice))
        return target

    return write


@pytest.fixture
def truth(graph: Path) -> dict[str, object]:
    """What every reader must find: labels, sentences, both with their number."""
    with store.open_graph(graph) as held, export.whole(held).network(export.Choice()) as network:
        return {
            "labels": sorted(node.label for node in network.nodes()),
            "evidence": sorted(edge.evidence for edge in network.edges()),
        }


@pytest.fixture(scope="session")
def python() -> Callable[..., str]:
    """Run a script in the readers' own environment; skip where the reader is not there."""
    return lambda module, script, *words: _run(
        [str(Path(READERS) / "venv" / "bin" / "python"), "-c", script], module, words
    )


@pytest.fixture(scope="session")
def system() -> Callable[..., str]:
    """Run a script in the system's Python, where Debian puts graph-tool and Tulip."""
    return lambda module, script, *words: _run(["/usr/bin/python3", "-c", script], module, words)


@pytest.fixture(scope="session")
def node() -> Callable[..., str]:
    """Run read.cjs in Node with the packages of package.json."""
    script = Path(__file__).with_name("read.cjs")

    def run(reader: str, path: Path) -> str:
        if shutil.which("node") is None or not (Path(READERS) / "node_modules" / reader.partition("/")[0]).exists():
            pytest.skip(f"{reader} or Node is not here")
        environment = os.environ | {"NODE_PATH": str(Path(READERS) / "node_modules")}
        return _output(["node", str(script), reader, str(path)], environment)

    return run


def _run(command: list[str], module: str, words: tuple[object, ...]) -> str:
    if not Path(command[0]).exists():
        pytest.skip(f"{module}: no {command[0]}")
    found = subprocess.run([*command[:1], "-c", f"import {module}"], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip(f"{module} is not installed")
    return _output([*command, *map(str, words)], os.environ | {"QT_QPA_PLATFORM": "offscreen"})


def _output(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
