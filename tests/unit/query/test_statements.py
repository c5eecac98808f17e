"""Where an input of the shell ends."""

import pytest

from kg.query.statements import complete, indent, is_command, plain, split


@pytest.mark.parametrize("text", [".help", "。帮助", "．stats", "  .path 甲 乙"])
def test_is_command_takes_a_dot_of_any_width(text):
    """A full-width 。 or ．begins a command too."""
    assert is_command(text)


@pytest.mark.parametrize("text", ["SELECT *", ".", ". ", ":a ?p ?o", "", "ASK { ?s ?p ?o . }"])
def test_is_command_leaves_queries_alone(text):
    """A lone dot and a query are no commands."""
    assert not is_command(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o };",
        "SELECT * ｛ ？s ?p ?o ｝；",
        "SELECT * {\n ?s ?p ?o }\n",
        "SELECT * {\n ?s ?p ?o }\n  ",
        'SELECT * { ?s ?p "};{" } ;',
        ".stats",
        "ASK { ?s ?p ?o } } ;",
    ],
)
def test_complete_runs_what_is_closed_and_ended(text):
    """Brackets balanced (or too many closed) and ; or an empty line."""
    assert complete(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {",
        "SELECT * { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o ;",
        "SELECT * { ?s ?p ?o ;\n",
        'ASK { ?s ?p """a };',
        "SELECT *\n{\n\n",
    ],
)
def test_complete_waits_for_what_is_open(text):
    """An open bracket or string goes on, whatever the line ends with."""
    assert not complete(text)


def test_indent_is_two_spaces_for_each_open_bracket():
    """The next line begins where a reader would begin it."""
    assert indent("SELECT * { { ?s ?p ?o ") == "    "
    assert indent("SELECT * { ?s ?p ?o }") == ""


def test_plain_takes_away_the_ending_semicolon_only():
    """A ; inside the braces is SPARQL's own."""
    assert plain("ASK { ?s ?p ?o ; ?q ?r } ; \n") == "ASK { ?s ?p ?o ; ?q ?r }"
    assert plain("ASK { ?s ?p ?o ; ?q ?r }") == "ASK { ?s ?p ?o ; ?q ?r }"


def test_split_gives_the_inputs_of_a_script():
    """Commands by line, queries up to ; or an empty line, the rest at the end."""
    script = "\n.stats\nSELECT * {\n  ?s ?p ?o\n} ;\nASK {}\n\n.issues\nASK { ?a ?b ?c }"
    assert list(split(script)) == [".stats", "SELECT * {\n  ?s ?p ?o\n} ;", "ASK {}", ".issues", "ASK { ?a ?b ?c }"]


@pytest.mark.parametrize(
    ("text", "inputs"),
    [
        ("ASK {}; ASK { ?s ?p ?o };", ["ASK {};", "ASK { ?s ?p ?o };"]),
        ("ASK {}\n。期\nASK {}", ["ASK {}", "。期", "ASK {}"]),
        ("PREFIX a: <b:c>\n\nSELECT * {}\n\nORDER BY ?s", ["PREFIX a: <b:c>\n\nSELECT * {}\n\nORDER BY ?s"]),
        ("SELECT * { ?s ?p ?o\n.\n ?a ?b ?c }", ["SELECT * { ?s ?p ?o\n.\n ?a ?b ?c }"]),
        ("SELEC * {}\nSELECT * {}", ["SELEC * {}", "SELECT * {}"]),
        (".save 甲 = SELECT * {\n ?s ?p ?o }\n.issues", [".save 甲 = SELECT * {\n ?s ?p ?o }", ".issues"]),
        (
            "DESCRIBE [[四川省]]\nPATHS START ?a = [[甲]]\nEND ?b",
            ["DESCRIBE [[四川省]]", "PATHS START ?a = [[甲]]\nEND ?b"],
        ),
        ("# 名称: x\n\n;;\n", []),
        (".show it's\n.quit", [".show it's", ".quit"]),
    ],
)
def test_split_finds_where_the_next_begins(text, inputs):
    """A ; that closes, a command or a new query at the head of a line; never inside brackets, never a lone dot."""
    assert list(split(text)) == inputs


def test_complete_waits_after_a_prologue():
    """An empty line between PREFIX and SELECT is layout."""
    assert not complete("PREFIX a: <b:c>\n\n")


def test_complete_does_not_wait_for_a_quote_that_cannot_close_any_more():
    """A string of one line that was left open is a fault to be told, not a reason to wait."""
    assert complete("ASK { ?s ?p '省 };")
