"""The query parts of the W3C suites for SPARQL 1.1 and 1.0, through import and query as a reader uses them.

What fails must be the engine's own doing and stand in ``cases/w3c.toml`` with its cause; a row there that passes fails
too. The data enters as ``kg import`` reads it, the question is put as ``kg query --default-graph own`` puts it.
"""

import dataclasses
import os
import shutil
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
import w3c
from conftest import SHARED

from kg import pipeline, query
from kg.errors import QueryError
from kg.query import Options

SUITES = SHARED / "w3c"
MEMORY = "/dev/shm"
KNOWN = {
    row["name"]: row["cause"]
    for row in tomllib.loads((Path(__file__).parent / "cases" / "w3c.toml").read_text("utf-8"))["case"]
}
CASES = w3c.cases(SUITES) if SUITES.exists() else []

pytestmark = pytest.mark.skipif(not CASES, reason="the W3C suites are not here: ../shared/w3c")


@pytest.fixture(scope="module")
def failures(tmp_path_factory):
    """Run every case once; give the names of those that fail, with what came instead.

    Hundreds of small graphs are written: they lie in memory where they can, and need not survive a power cut.
    """
    groups = defaultdict(list)
    for case in CASES:
        groups[case.dataset if case.kind in w3c.EVALUATION else ((), ())].append(case)
    found = {}
    folder = Path(tempfile.mkdtemp(dir=MEMORY if os.access(MEMORY, os.W_OK) else tmp_path_factory.mktemp("w3c")))
    for number, ((data, named), members) in enumerate(groups.items()):
        graph = folder / str(number)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "sync", lambda: None)
            imported(graph, data, named)
        with query.Worker(graph) as worker:
            found |= {case.name: problem for case in members if (problem := fault(case, graph, worker))}
    shutil.rmtree(folder)
    return found


def imported(graph, data, named):
    """Make a graph of files: some in no graph, some each in a graph of its own name."""
    if not data and not named:
        (empty := graph.with_suffix(".ttl")).touch()
        data = (empty,)
    for path in data:
        pipeline.import_rdf(path, graph, base=path.resolve().as_uri())
    for path in named:
        pipeline.import_rdf(path, graph, named=path.resolve().as_uri())


def fault(case, graph, worker):
    """Say what is wrong with a case; nothing if it passes.

    A query of a syntax test need only be read: that nobody knows its function shows when it is carried out.
    """
    try:
        text = w3c.text(case.query)
        options = Options(default_graph="own", base=case.query.resolve().as_uri())
        answer = query.ask(graph, text, options=options, worker=worker)
    except QueryError as problem:
        if problem.key == "engine" and case.kind in w3c.POSITIVE:
            return ""
        return "" if case.kind in w3c.NEGATIVE else f"refused: {problem}"
    if case.kind not in w3c.EVALUATION:
        return "taken for right" if case.kind in w3c.NEGATIVE else ""
    return compared(case, answer)


def compared(case, answer):
    """Compare an answer with what the manifest wants."""
    if case.result.suffix == ".csv":
        return compared_csv(case, answer)
    wanted = w3c.expected(case)
    if wanted.truth is not None:
        return "" if (answer.rows[0][0].value == "true") == wanted.truth else "the other truth"
    rows = tuple(w3c.row(answer.columns, cells) for cells in answer.rows)
    if wanted.graph or case.lax:
        rows = tuple(dict.fromkeys(rows))
    return (
        ""
        if w3c.same(rows, tuple(dict.fromkeys(wanted.rows)) if case.lax else wanted.rows)
        else f"rows: {len(rows)}, wanted {len(wanted.rows)}"
    )


def compared_csv(case, answer):
    """Compare what is written as CSV, without regard to the order of rows and the names of blank nodes."""
    import io

    from kg import export

    out = io.BytesIO()
    export.write(answer, "csv", out)
    ours, theirs = (
        sorted(content.decode("utf-8").splitlines()) for content in (out.getvalue(), case.result.read_bytes())
    )
    return "" if [blind(line) for line in ours] == [blind(line) for line in theirs] else f"{ours} {theirs}"


def blind(line):
    """Take the names of blank nodes out of a line of CSV."""
    return ",".join("_:" if cell.startswith("_:") else cell for cell in line.split(","))


@pytest.mark.parametrize("name", [case.name for case in CASES])
def test_case(name, failures):
    """A case passes unless the list says why the engine cannot."""
    assert (name in failures) == (name in KNOWN), failures.get(name, "it passes now: take it off the list")


SINGLE = [c for c in CASES if c.name.endswith(("basic/base-prefix-1", "optional/dawg-optional-001", "bind/bind01"))]


@pytest.mark.parametrize("case", SINGLE, ids=lambda case: case.name)
def test_the_command_gives_what_the_function_gives(case, tmp_path, run_kg):
    """`kg import`, then `kg query --default-graph own`, as processes."""
    graph, (data, *_) = tmp_path / "graph", case.data
    assert run_kg("import", data, "--graph", graph, "--base", data.resolve().as_uri()).returncode == 0
    base = case.query.resolve().as_uri()
    done = run_kg(
        "query", "-f", case.query, "--default-graph", "own", "--base", base, "--format", "json", "--graph", graph
    )
    result = tmp_path / "result.srj"
    result.write_text(done.stdout, "utf-8")
    ours = w3c.expected(dataclasses.replace(case, result=result))
    assert w3c.same(ours.rows, w3c.expected(case).rows)


def test_the_list_names_cases_with_causes():
    """No row without a case or a cause."""
    assert set(KNOWN) <= {case.name for case in CASES}
    assert all(KNOWN.values())


def test_the_suites_are_whole():
    """Nothing was left out by a manifest that could not be read."""
    assert len(CASES) > 800
