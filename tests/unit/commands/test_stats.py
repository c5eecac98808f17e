"""`kg stats`: how much of what there is."""


def test_counts_of_the_sample(run_kg, sample_graph):
    """Texts, classes and relations with their numbers."""
    done = run_kg("stats", "--graph", sample_graph)
    assert done.returncode == 0, done.stderr
    assert "机构" in done.stdout


def test_the_network_is_measured_by_another_command(run_kg, sample_graph):
    """One idea, one name."""
    done = run_kg("stats", "--network", "central", "--graph", sample_graph)
    assert done.returncode == 2
