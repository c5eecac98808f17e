"""An installed wheel carries its data: built here, unpacked elsewhere, asked from elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel's content in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-build-isolation",
        "--no-deps",
        "--wheel-dir",
        str(folder),
    ]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def _run(installed, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, cwd=installed.parent, env=environment, check=False
    )


def test_wheel_finds_its_own_data(installed):
    """Not those of a checkout."""
    done = _run(
        installed, "-c", "from kg.resources import data, ontology; print(data('names')); print(ontology('types.ttl'))"
    )
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        assert line.startswith(str(installed))


def test_wheel_builds_a_bulletin(installed, tmp_path):
    """The whole way, with names, rules, shapes and messages from the wheel."""
    bulletin = sorted((ROOT / "data" / "bulletins").glob("*.txt"))[0]
    done = _run(installed, "-m", "kg", "build", str(bulletin), "--graph", str(tmp_path / "graph"))
    assert done.returncode == 0, done.stderr
    asked = _run(installed, "-m", "kg", "query", "-c", "ASK { ?d pb:issuer ?a }", "--graph", str(tmp_path / "graph"))
    assert "true" in asked.stdout
