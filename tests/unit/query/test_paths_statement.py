"""The text of a path query: everything that may stand in it, and where it breaks."""

import pytest

from kg.errors import QueryError
from kg.ontology import ID, PB
from kg.query import syntax
from kg.query.paths.statement import Term, Terminal, Via, parse

ENDS = "START ?x = [[四川省]] END ?y = [[福建省]]"


def read(text):
    return parse(text, syntax.halfwidth(text)[0])


def refused(text):
    with pytest.raises(QueryError) as caught:
        read(text)
    return caught.value.key, caught.value.fields


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("", ("best", 5)),
        ("BEST", ("best", 5)),
        ("best 3", ("best", 3)),
        ("SHORTEST", ("shortest", 0)),
        ("SHORTEST 2", ("shortest", 2)),
        ("SHORTEST 2 GROUPS", ("groups", 2)),
        ("SHORTEST GROUPS", ("groups", 1)),
    ],
)
def test_modes(words, mode):
    """Without a mode and without VIA it is the five best."""
    statement = read(f"PATHS {words} {ENDS}")
    assert (statement.mode, statement.count) == mode


@pytest.mark.parametrize("text", [f"PATHS {ENDS} VIA ?p", f"PATHS CYCLIC {ENDS}", f"PATHS {ENDS} VIA pb:place"])
def test_stardogs_queries_keep_their_meaning(text):
    """With VIA or CYCLIC and no mode it is the shortest, as Stardog has it."""
    assert (read(text).mode, read(text).count) == ("shortest", 0)


def test_all_has_a_length():
    """ALL without a bound is refused."""
    assert refused(f"PATHS ALL {ENDS}")[0] == "path_all_unbounded"
    assert read(f"PATHS ALL {ENDS} MAX LENGTH 3").most == 3


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("[[四川省]]", Term("name", "四川省")),
        ("【四川省】", Term("name", "四川省")),
        ("「四川省」", Term("name", "四川省")),
        ("id:place-510000", Term("iri", f"{ID}place-510000")),
        ("<http://e/x>", Term("iri", "http://e/x")),
        ('"四川省"', Term("literal", '"四川省"')),
        ('"四川省"@zh', Term("literal", '"四川省"@zh')),
        ('"5"^^xsd:integer', Term("literal", '"5"^^<http://www.w3.org/2001/XMLSchema#integer>')),
        ("“四川省”", Term("literal", '"四川省"')),
    ],
)
def test_terms(text, term):
    """A name in double brackets is a thing, a string is a literal, as in Stardog."""
    assert read(f"PATHS START ?x = {text} END ?y").start == Terminal("x", term)


def test_ends_are_open_or_patterns():
    """A variable alone is open; a pattern says what it may be."""
    statement = read("PATHS START ?x { ?x a pb:Place . FILTER(?x != ?z) } END ?y")
    assert statement.start == Terminal("x", pattern="{ ?x a pb:Place . FILTER(?x != ?z) }")
    assert statement.end == Terminal("y")


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("", Via()),
        ("VIA BIDIRECTIONAL", Via()),
        ("VIA ?p", Via("any", "p", both=False)),
        ("VIA BIDIRECTIONAL ?p", Via("any", "p", both=True)),
        ("VIA pb:place|^pb:place", Via("path", "pb:place|^pb:place", both=False)),
        ("VIA (pb:a/pb:b)+ MAX LENGTH 2", Via("path", "(pb:a/pb:b)+", both=False)),
        (
            "VIA { ?x pb:sector ?s . ?y pb:sector ?s }",
            Via("pattern", "{ ?x pb:sector ?s . ?y pb:sector ?s }", both=False),
        ),
        ("VIA 同期", Via("together")),
    ],
)
def test_via(text, via):
    """A pattern, a variable, a property path, what is named in one issue, or nothing: all facts both ways."""
    assert read(f"PATHS {ENDS} {text}").via == via


def test_steering_and_bounds():
    """The rest may stand in any order, each once."""
    text = f"PATHS {ENDS} LIMIT 2 AVOID [[科技部]] pb:x THROUGH [[人工智能]] MIN LENGTH 2 MAX LENGTH 5 OFFSET 1"
    statement = read(text)
    assert statement.avoid == (Term("name", "科技部"), Term("iri", f"{PB}x"))
    assert statement.through == (Term("name", "人工智能"),)
    assert (statement.fewest, statement.most, statement.limit, statement.offset) == (2, 5, 2, 1)
    assert refused(f"PATHS {ENDS} LIMIT 2 LIMIT 3")[0] == "syntax"


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("IN ISSUE 50", "50"),
        ("IN ISSUE 50 TO 54", "50-54"),
        ("SINCE 2025-06", "2025-06..2099"),
        ("UNTIL 2025-11-14", "1900..2025-11-14"),
        ("SINCE 2025 UNTIL 2025-11", "2025..2025-11"),
    ],
)
def test_scope(text, scope):
    """Issues by number, or a time."""
    assert read(f"PATHS BEST 2 {text} {ENDS}").scope == scope


def test_dataset_and_prologue():
    """FROM, PREFIX and BASE mean what they mean in SPARQL."""
    text = "BASE <http://e/> PREFIX a: <x#> PATHS SHORTEST FROM a:g FROM NAMED <h> START ?x = a:b END ?y VIA ?p"
    statement = read(text)
    assert statement.graphs == ("http://e/x#g", "http://e/h")
    assert statement.start.term == Term("iri", "http://e/x#b")


@pytest.mark.parametrize("length", ["0", "-1", "40", "９"])
def test_lengths_out_of_range_are_never_lowered(length):
    """The error names the ceiling."""
    key, fields = refused(f"PATHS {ENDS} MAX LENGTH {length}")
    assert (key, fields["ceiling"]) == ("bad_length", 8)


def test_a_number_in_words_is_told_in_digits():
    """四 is an error that says 4; ４ is read as 4."""
    key, fields = refused(f"PATHS {ENDS} MAX LENGTH 四")
    assert (key, fields["guess"], fields["column"]) == ("path_number", "4", str(len(f"PATHS {ENDS} MAX LENGTH ") + 1))
    assert read(f"PATHS {ENDS} MAX LENGTH ４").most == 4


def test_lengths_that_exclude_each_other():
    """At least more than at most."""
    assert refused(f"PATHS {ENDS} MIN LENGTH 5 MAX LENGTH 3")[0] == "path_lengths"


@pytest.mark.parametrize(
    ("text", "key", "column"),
    [
        (f"PATHS BSET {ENDS}", "syntax_near", "7"),
        (f"PATHS {ENDS} VIAA ?p", "syntax_near", "43"),
        ("PATHS START ?x = [[四川省]]", "syntax_end", "25"),
        ("PATHS START x = [[四川省]] END ?y", "syntax", "13"),
        ("PATHS START ?x { ?x a pb:Place END ?y", "syntax_unclosed", "16"),
        ("PATHS START ?x = kgg:a END ?y", "unknown_prefix", "18"),
        (f"PATHS {ENDS} VIA", "syntax_end", "46"),
        (f"PATHS {ENDS} MAX 4", "syntax", "47"),
        (f"PATHS SINCE 6月 {ENDS}", "syntax", "13"),
    ],
)
def test_faults_are_told_where_they_are(text, key, column):
    """Every fault has a place."""
    found, fields = refused(text)
    assert (found, fields["column"]) == (key, column)
