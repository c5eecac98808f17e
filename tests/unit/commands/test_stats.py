"""`kg stats --network`: how things hang together."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("view", "wanted"), [("central", "人工智能"), ("clusters", "企业"), ("together", "国家发展和改革委员会")]
)
def test_network_views_of_the_sample(run_kg, sample_graph, view, wanted):
    """Each view names what an analyst knows to be central."""
    done = run_kg("stats", "--network", view, "--graph", sample_graph)
    assert done.returncode == 0, done.stderr
    assert wanted in done.stdout


def test_network_view_that_does_not_exist(run_kg, sample_graph):
    """A wrong word is a usage error that lists the right ones."""
    done = run_kg("stats", "--network", "nonsense", "--graph", sample_graph)
    assert done.returncode == 2
    assert "central" in done.stderr
