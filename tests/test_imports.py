"""What a fresh process loads: you pay for what you use."""

import subprocess
import sys

import pytest

HEAVY = {"numpy", "spacy", "rdflib", "pandas", "networkx", "prompt_toolkit", "pyshacl", "pypinyin"}
RUN = """
import sys
from kg import cli
code = cli.main(sys.argv[1:])
sys.stderr.write("loaded " + " ".join(sorted({name.partition(".")[0] for name in sys.modules})))
sys.exit(code)
"""


def loaded(*words):
    """Run the command line in a fresh process and give the top-level modules it ended with."""
    done = subprocess.run([sys.executable, "-c", RUN, *words], capture_output=True, text=True, check=False)
    return set(done.stderr.rpartition("loaded ")[2].split())


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("query", "--help"),
        ("build", "--help"),
        ("query", "-c", "SELECT * { ?s ?p ?o } LIMIT 1", "--graph", "no-such-graph"),
        ("path", "四川省", "量子科技", "--graph", "no-such-graph"),
        ("stats", "--graph", "no-such-graph"),
    ],
    ids=" ".join,
)
def test_a_plain_question_loads_nothing_heavy(words):
    """Help, queries and paths start without the libraries of building, exporting and the prompt."""
    assert not loaded(*words) & HEAVY
