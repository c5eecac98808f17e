"""Lines into the store, in as many pieces as it takes."""

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from kg.model.iri import ID, OWN
from kg.model.quad import join, literal, node
from kg.store import embedded


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Load lines in pieces of two."""
    monkeypatch.setattr(embedded, "_BATCH", 2)

    def run(*lines):
        (tmp_path / "plain").write_text("".join(f"{line}\n" for line in lines), "utf-8")
        (tmp_path / "blanks").write_text("", "utf-8")
        embedded.load(tmp_path / "store", plain=tmp_path / "plain", blanks=tmp_path / "blanks")
        return embedded.opened(tmp_path / "store")

    return run


def line(subject, graph=""):
    return join(node(ID + subject), node(f"{ID}said"), literal("甲 <x> 乙"), node(ID + graph) if graph else "")


def test_every_line_of_every_piece_arrives(load):
    """Whatever the number of lines leaves over."""
    store = load(*(line(f"a{at}", "g") for at in range(5)))
    assert len(list(store.quads_for_pattern(None, None, None, NamedNode(f"{ID}g")))) == 5


def test_triple_of_two_texts_stands_once_in_the_union(load):
    """Also where the texts lie in different pieces."""
    store = load(line("a", "g1"), line("b", "g1"), line("a", "g2"))
    assert len(list(store.quads_for_pattern(None, None, None, DefaultGraph()))) == 2


def test_triple_without_graph_is_our_own(load):
    """So that GRAPH ?g finds all there is."""
    store = load(line("a"))
    assert len(list(store.quads_for_pattern(None, None, None, NamedNode(OWN)))) == 1
