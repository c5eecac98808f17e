"""Analyses of a small graph."""

import pytest
from small_graph import build, thing

from kg import analyse
from kg.model.quad import join, node
from kg.ontology import ID, PB


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    line = join(
        node(thing("policydoc-人工智能措施")),
        node(f"{PB}issuer"),
        node(thing("agency-510000-科学技术厅")),
        node(f"{ID}g-期2-auto"),
    )
    return build(tmp_path_factory.mktemp("analyse") / "graph", (line,))


def test_central_ranks_the_best_connected_first(graph):
    """The document with most neighbours leads."""
    first = analyse.central(graph).rows[0]
    assert (first[0].label, first[1].value) == ("人工智能措施", "4")


def test_clusters_are_the_connected_parts(graph):
    """Everything with a fact hangs together here."""
    assert [row[0].value for row in analyse.clusters(graph).rows] == ["8"]


def test_together_counts_common_documents(graph):
    """Two agencies issued one document together."""
    (row,) = analyse.together(graph).rows
    assert ({row[0].label, row[1].label}, row[2].value) == ({"四川省科学技术厅", "福建省科学技术厅"}, "1")
