"""Charts: rows from the graph, pictures without a browser, the command."""

from pathlib import Path

import pytest

from kg.query import query
from kg.web import all_charts, chart, draw, known, titles


@pytest.fixture(scope="module")
def drawn(sample_graph: Path):
    """All charts of the sample."""
    return {one.name: one for one in all_charts(sample_graph)}


def test_every_chart_has_rows_and_titles(drawn) -> None:
    """None of the charts of the sample is empty, and each is named in both languages."""
    assert set(drawn) == set(known())
    for one in drawn.values():
        assert one.rows, one.name
        assert all(one.title.values())
    assert [name for name, _ in titles("en")] == list(known())


def test_marks_stand_for_what_the_graph_says(drawn, sample_graph: Path) -> None:
    """The sectors of the documents of a province are those that a query of our own counts."""
    found = query(
        sample_graph,
        "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a pb:PolicyDoc ; pb:sector ?s ; pb:place/pb:within* ?p . "
        '?s rdfs:label "人工智能"@zh . ?p rdfs:label "山东省"@zh }',
    )
    rows = [row for row in drawn["sectors"].rows if (row.x, row.y) == ("人工智能", "山东省")]
    assert sum(row.value or 0 for row in rows) == int(found.rows[0][0].value)


def test_ceilings_are_not_added(drawn) -> None:
    """Each amount of money is a mark of its own, in 10,000 yuan, with the number that states it."""
    rows = drawn["funding"].rows
    assert all(len(row.proofs) == 1 for row in rows if rows.count(row) == 1)
    assert max(row.value or 0 for row in rows) == 30_000


def test_rows_without_value_keep_their_proofs(drawn) -> None:
    """Every mark but those of the data's quality leads to a thing."""
    for one in drawn.values():
        assert all(row.things for row in one.rows), one.name


@pytest.mark.parametrize(("name", "form"), [*((name, "svg") for name in known()), ("issues", "png"), ("joint", "pdf")])
def test_pictures(drawn, name: str, form: str) -> None:
    """Each chart becomes a picture, the same each time."""
    first = draw.picture(drawn[name], form, "zh")
    assert first.data[:5] in {b"<?xml", b"\x89PNG\r", b"%PDF-"}
    assert draw.picture(drawn[name], form, "zh").data == first.data


def test_scope_binds(sample_graph: Path) -> None:
    """A chart of one issue has fewer marks."""
    from kg.query.ask import Options
    from kg.query.scope import sources

    one = chart(sample_graph, "issues", options=Options(scope=sources(sample_graph, "9")))
    assert 0 < len(one.rows) < len(chart(sample_graph, "issues").rows)


def test_command_lists_draws_and_refuses(run_kg, sample_graph: Path, tmp_path: Path) -> None:
    """Without a name they are listed; a name that is none is said with those there are."""
    assert "sectors" in run_kg("chart", "--graph", str(sample_graph)).stdout
    page = tmp_path / "chart.html"
    assert run_kg("chart", "targets", "-o", str(page), "--graph", str(sample_graph)).returncode == 0
    assert b'"open":"charts"' in page.read_bytes()
    wrong = run_kg("chart", "sektors", "--graph", str(sample_graph))
    assert wrong.returncode == 2
    assert "sectors" in wrong.stderr
