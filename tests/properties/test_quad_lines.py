"""A quad as a line: what is written is read back, by us and by the store."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, parse

from kg.model.iri import local
from kg.model.quad import join, literal, split, unescape

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
tails = st.sampled_from([{}, {"lang": "zh"}, {"datatype": "date"}])
graphs = st.sampled_from(["", "<http://e/g>", "_:g"])


@settings(deadline=None)
@given(words, tails, graphs)
def test_line_is_taken_apart_as_it_was_made(text, tail, graph):
    """Whatever the literal holds."""
    line = join("<http://e/s>", "<http://e/p>", literal(text, **tail), graph)
    assert split(line) == ("<http://e/s>", "<http://e/p>", literal(text, **tail), graph)
    assert unescape(split(line)[2]) == text
    assert "\n" not in line


@settings(deadline=None)
@given(words)
def test_literal_is_spelt_as_the_store_spells_it(text):
    """So a line survives export and import unchanged."""
    line = join("<http://e/s>", "<http://e/p>", literal(text))
    (quad,) = parse(line.encode(), RdfFormat.N_QUADS)
    assert quad.object == Literal(text)
    assert str(quad.object) == literal(text)


@settings(deadline=None)
@given(words)
def test_local_names_need_no_escape(text):
    """An IRI made of any name is one that every format takes."""
    line = join(f"<http://e/{local(text)}>", "<http://e/p>", '"x"')
    (quad,) = parse(line.encode(), RdfFormat.N_QUADS)
    assert quad.subject.value == f"http://e/{local(text)}"


@settings(deadline=None)
@given(words, words)
def test_local_names_keep_names_apart(one, two):
    """Two names never fall together."""
    assert (local(one) == local(two)) == (one == two)
