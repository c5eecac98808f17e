"""Tokens, full-width signs, references and faults."""

import pytest

from kg.errors import QueryError
from kg.ontology import PREFIXES
from kg.query import syntax


def checked(text):
    """Check a query as it would be read."""
    syntax.check(text, syntax.halfwidth(text)[0], PREFIXES)


def refused(text):
    """Give the error of a query."""
    with pytest.raises(QueryError) as caught:
        checked(text)
    return caught.value


@pytest.mark.parametrize(
    "text",
    ["", "SELECT * { ?s ?p '省' }", "“”‘’｛？\x00\ud800", "'open", '"""a\n"b" """ # c', "<a b> <c> ?ab a:b.c _:x.y"],
)
def test_tokens_cover_every_character(text):
    """Whatever is typed, the tokens put together are the text."""
    assert "".join(token.text for token in syntax.tokens(text)) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("?省份", "var"),
        ("$x", "var"),
        ("[[四川省]]", "label"),
        ("【四川省】", "label"),
        ("「四川省」", "label"),
        ("<https://a/b>", "iri"),
        ("id:agency-510000-科学技术厅", "prefixed"),
        (":x", "prefixed"),
        ("'''a\n'b'''", "string"),
        ("@zh-CN", "lang"),
        ("_:b1", "blank"),
        ("1.5e3", "number"),
        ("SELECT", "word"),
        ("^^", "sign"),
        ("# note", "comment"),
        ("'open", "open"),
    ],
)
def test_tokens_know_their_kind(text, kind):
    """Each kind of token is recognised alone."""
    assert syntax.tokens(text)[0].kind == kind


def test_halfwidth_reads_signs_outside_strings_only():
    """Brackets, stops and quotation marks are read; what stands in strings, IRIs, comments, references stays."""
    text = "SELECT ？s ｛ ？s rdfs：label “四川（省）”；pb:x <a：b> 【（试行）】。 ｝ #，"
    read, changed = syntax.halfwidth(text)
    assert read == 'SELECT ?s { ?s rdfs:label "四川（省）";pb:x <a：b> 【（试行）】. } #，'
    assert changed == ("？", "｛", "：", "“", "”", "；", "。", "｝")


def test_halfwidth_keeps_a_stop_out_of_a_variable():
    """A Chinese stop after a variable ends the triple, it is not part of the name."""
    assert syntax.halfwidth("?o。")[0] == "?o."


def test_halfwidth_keeps_every_position():
    """What was read is as long as what was typed."""
    text = "SELECT　* ｛ ‘a’ ４ ｝"
    assert len(syntax.halfwidth(text)[0]) == len(text)


def test_draft_replaces_references_and_maps_back():
    """A position behind a reference is found again in what was typed."""
    typed = "ASK { [[四川省]] ?p ?o }"
    draft = syntax.draft(typed, typed, resolve=lambda name: f"https://x/{name}")
    assert draft.text == "ASK { <https://x/四川省> ?p ?o }"
    assert [typed[draft.origin(draft.text.index(word))] for word in ("ASK", "?p", "?o", "}")] == ["A", "?", "?", "}"]


@pytest.mark.parametrize("word", ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
def test_check_refuses_updates(word):
    """Nothing that changes a graph gets through, prologue or not."""
    error = refused(f"PREFIX a: <b:c>\n{word} x")
    assert (error.key, error.fields["line"], error.fields["word"]) == ("update_refused", "2", word)


def test_check_refuses_service_anywhere():
    """A federated query is refused; the word in a string is not."""
    assert refused("SELECT * { { SERVICE <http://x/> { } } }").key == "service_refused"
    checked("SELECT * { ?s ?p 'SERVICE' }")


@pytest.mark.parametrize(
    ("text", "key", "column"),
    [
        ("SELEC * {}", "syntax_form_near", "1"),
        ("四川省", "syntax_form", "1"),
        ("SELECT * { ?s ?p ( ?o }", "syntax_bracket", "23"),
        ("SELECT * { ?s ?p ?o", "syntax_unclosed", "10"),
        ("SELECT * { ?s ?p ?o } }", "syntax_unopened", "23"),
        ("SELECT * { ?s ?p '省 }", "syntax_string", "18"),
        ("SELECT * { ?s skso:broader ?o }", "unknown_prefix_near", "15"),
        ("SELECT * { ?省 四川:x ?o }", "unknown_prefix", "15"),
    ],
)
def test_check_names_the_fault_and_its_column(text, key, column):
    """Line, column and the line's text come with every fault."""
    error = refused(text)
    assert (error.key, error.fields["column"], error.fields["text"]) == (key, column, text)


def test_check_guesses_a_prefix():
    """A prefix that is nearly right is suggested."""
    assert refused("SELECT * { ?s skso:broader ?o }").fields["guess"] == "skos"


def test_check_knows_declared_prefixes():
    """A prefix of the query's own needs nothing."""
    checked("PREFIX 我: <http://x/> SELECT * { ?s 我:关系 ?o }")


@pytest.mark.parametrize("text", ["", "  \n", "# nothing"])
def test_check_refuses_an_empty_query(text):
    """Space and comments are no query."""
    assert refused(text).key == "empty_query"
