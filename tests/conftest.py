"""What tests share: the names, a reading of any text, the built sample, issue 54 where it lies beside the checkout."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import find, lexicon, link, parse, pipeline, read, relate, store
from kg.lexicon import Lexicon
from kg.link import Linked
from kg.model import Entity, Facts, Issue, Statement

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SEED = SHARED / "gold" / "innovation-brief-054.txt"


@dataclass(frozen=True)
class Understood:
    """One text after the reading stages."""

    issue: Issue
    linked: Linked
    facts: Facts

    def edges(self, relation: str) -> set[tuple[str, str]]:
        """Give (subject label, object label or value) of all edges of a relation."""
        return {(s.subject.label, _shown(s)) for s in self.facts.statements if s.relation == relation}

    def labels(self, kind: str) -> set[str]:
        """Give the labels of the entities of a class."""
        return {entity.label for _, entity in self.linked.pairs if entity.type == kind}


def _shown(statement: Statement) -> str:
    return statement.object.label if isinstance(statement.object, Entity) else str(statement.object)


@pytest.fixture(scope="session")
def names() -> Lexicon:
    """The names that ship with the product."""
    return lexicon.load()


@pytest.fixture
def understand(tmp_path: Path, names: Lexicon) -> Callable[..., Understood]:
    """Read a text given as a string, through stages 1 to 5."""

    def run(text: str, *, kind: str | None = None) -> Understood:
        path = tmp_path / "text.txt"
        path.write_text(text, encoding="utf-8")
        issue, _ = parse.issue(read.text(path), kind=kind)  # type: ignore[arg-type]
        linked = link.entities(issue, find.mentions(issue, names), names)
        facts, _ = relate.facts(issue, linked, names)
        return Understood(issue, linked, facts)

    return run


@pytest.fixture(scope="session")
def sample_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the sample bulletins."""
    graph = tmp_path_factory.mktemp("sample") / "graph"
    report = pipeline.build([ROOT / "data" / "bulletins"], graph)
    assert not report.failed
    return graph


@pytest.fixture(scope="session")
def seed_path() -> Path:
    """Issue 54, a real bulletin that is not part of the product."""
    if not SEED.exists():
        pytest.skip("issue 54 is not here: ../shared/gold/innovation-brief-054.txt")
    return SEED


@pytest.fixture(scope="session")
def seed_graph(seed_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of issue 54 alone."""
    graph = tmp_path_factory.mktemp("seed") / "graph"
    report = pipeline.build([seed_path], graph)
    assert not report.failed
    return graph


@pytest.fixture(scope="session")
def seed(seed_graph: Path) -> Callable[[str], list[tuple[str, ...]]]:
    """Ask the graph of issue 54: SPARQL in, sorted rows of plain strings out."""
    quads = ox.Store()
    with store.open_graph(seed_graph) as graph:
        quads.load("\n".join(graph.quads()).encode(), format=ox.RdfFormat.N_QUADS)
    prefixes = (
        "PREFIX pb: <https://w3id.org/policy-bulletin/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    )

    def ask(query: str) -> list[tuple[str, ...]]:
        solutions = quads.query(prefixes + query, use_default_graph_as_union=True)
        return sorted({tuple(str(getattr(term, "value", "")) for term in row) for row in solutions})

    return ask


@pytest.fixture(scope="session")
def run_kg() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command in a fresh process."""

    def run(
        *arguments: str | Path, stdin: str | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kg", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, input=stdin, cwd=cwd or ROOT, timeout=120, check=False
        )

    return run


@pytest.fixture
def kg_on(capfd, monkeypatch, tmp_path):
    """A function that runs the command line in this process on a graph some builder makes: code, stdout, stderr."""
    from kg import cli

    def on(build, **more):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("KG_GRAPH", str(build(tmp_path / "graph")))
        for name in ("KG_LANG", "KG_DEBUG", "KG_FORMAT", "NO_COLOR"):
            monkeypatch.delenv(name, raising=False)

        def call(*words):
            code = cli.main(words, **more)
            out, err = capfd.readouterr()
            return code, out, err

        return call

    return on
