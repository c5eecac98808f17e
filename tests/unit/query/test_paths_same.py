"""The same path query gives the same bytes: again, in another process, and of a graph that was built another way."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg import pipeline

ROOT = Path(__file__).resolve().parents[3]
TEXTS = sorted((ROOT / "data" / "bulletins").glob("*.txt"))
ENDS = "START ?x = [[福建省]] END ?y = [[工业和信息化部]]"
ASKED = [
    f"PATHS BEST 5 {ENDS} MAX LENGTH 6",
    f"PATHS SHORTEST 20 {ENDS} MAX LENGTH 6",
    "PATHS BEST 2 START ?x = [[福建省]] END ?y { ?y a pb:Agency }",
    "PATHS BEST 2 START ?x { ?x a pb:Place } END ?y { ?y a pb:Sector } VIA BIDIRECTIONAL ?p MAX LENGTH 2",
    "PATHS CYCLIC START ?a END ?a MAX LENGTH 4 LIMIT 20",
]


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """The sample, last text to first and in three parts."""
    folder = tmp_path_factory.mktemp("other") / "graph"
    for part in (TEXTS[::-3], TEXTS[-2::-3], TEXTS[-3::-3]):
        assert not pipeline.build(part, folder).failed
    return folder


@pytest.fixture
def said(monkeypatch):
    """Ask in a process of its own, with its own order of hashes."""

    def run(folder, text, form, seed):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        command = [sys.executable, "-m", "kg", "query", "-c", text, "--format", form, "--graph", str(folder)]
        done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr

    return run


@pytest.mark.parametrize("text", ASKED, ids=[text[6:40] for text in ASKED])
def test_the_same_bytes_of_a_graph_built_another_way(sample_graph, other, said, text):
    """Data and notes alike, whatever the order of texts and of hashes."""
    first = said(sample_graph, text, "jsonl", "1")
    assert first[0]
    assert said(other, text, "jsonl", "2") == first


@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_the_same_bytes_in_every_form(sample_graph, other, said, form):
    """As a reader sees it, and as programs do."""
    first = said(sample_graph, ASKED[0], form, "3")
    assert first[0]
    assert said(other, ASKED[0], form, "4") == first
