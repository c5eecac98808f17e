"""What a fresh process loads: you pay for what you use."""

import subprocess
import sys

import pytest
from small_graph import build

HEAVY = {"numpy", "spacy", "rdflib", "pandas", "networkx", "prompt_toolkit", "pyshacl", "pypinyin"}
SLOW = {"typing", "dataclasses", "inspect", "hashlib", "subprocess", "tomllib", "argparse", "json"}
"""Parts of Python's own library that would take a good part of the time of a look-up."""
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


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("query", "-c", "SELECT * { ?x pb:place [[四川省]] }"),
        ("path", "四川省", "四川省科学技术厅"),
    ],
    ids=" ".join,
)
def test_a_look_up_loads_nothing_slow(words, tmp_path):
    """What an answer needs is all that is loaded for it, to its last line."""
    graph = ("--graph", str(build(tmp_path / "graph"))) if words[0] != "--help" else ()
    assert not loaded(*words, *graph) & SLOW
