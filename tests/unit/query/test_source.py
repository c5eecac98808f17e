"""A sentence in its paragraph."""

from kg import query, store
from kg.query.source import origin, paragraph


def said(graph, *names):
    return query.why(graph, *names).passages


def test_a_paragraph_holds_its_sentence_and_marks_the_same_words(sample_graph):
    """As it reads once broken lines are joined."""
    for passage in said(sample_graph, "人工智能")[:20]:
        found = paragraph(sample_graph, passage)
        words = ["".join(passage.quote[low:high].split()) for low, high in passage.marks]
        assert ["".join(found.quote[low:high].split()) for low, high in found.marks] == words or not words
        assert "".join(passage.quote.split()) in "".join(found.quote.split())
        assert "\n" not in found.quote


def test_a_paragraph_lies_in_the_text(sample_graph):
    """Its place is that of whole lines around the sentence."""
    passage = said(sample_graph, "人工智能")[0]
    found = paragraph(sample_graph, passage)
    assert found.start <= passage.start < passage.end <= found.end
    with store.open_graph(sample_graph) as held:
        assert found.end <= len(held.text(passage.source))


def test_the_record_of_a_passage_is_that_of_its_text(sample_graph):
    """Series, number and date for whoever quotes it."""
    passage = said(sample_graph, "人工智能")[0]
    record, paged = origin(sample_graph, passage)
    assert record.label == passage.issue
    assert isinstance(paged, bool)
