"""The scratch database behind all network formats: neither the order of lines nor what fits into memory shows."""

import io

import networkx
import pytest
from hostile_graph import lines

from kg import export
from kg.export import scratch
from kg.model.iri import ID


def written(quads: list[str]) -> bytes:
    """Export quads as GEXF."""
    out = io.BytesIO()
    export.write_graph(export.Source(lambda: quads, lambda: quads), "gexf", out)
    return out.getvalue()


def test_sentences_may_come_after_what_they_prove():
    """A text tells its sentences first, an import need not."""
    quads = lines()
    first = [line for line in quads if line.startswith(f"<{ID}statement-")]
    assert written(first + [line for line in quads if line not in set(first)]) == written(quads)


@pytest.mark.parametrize("name", ["_KEPT", "_BATCH"])
def test_what_fits_into_memory_does_not_show(monkeypatch, name):
    """One name, one sentence and one row at a time give the same bytes."""
    plain = written(lines())
    monkeypatch.setattr(scratch, name, 1)
    assert written(lines()) == plain


def test_thing_whose_name_begins_like_a_statement_is_a_thing():
    """Runs of lines are told apart by their first letters; what follows decides."""
    quads = sorted(line.replace(f"<{ID}group-1>", f"<{ID}state-1>") for line in lines())
    labels = {data["label"] for _, data in networkx.read_gexf(io.BytesIO(written(quads))).nodes(data=True)}
    assert "CON" in labels
