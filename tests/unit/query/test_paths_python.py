"""`kg.paths`: everything that the language can say, said by keywords, with the same records as answer."""

import pytest
from small_graph import build_with_texts, thing

import kg
from kg.errors import LimitError, QueryError
from kg.query import Limits

ENDS = "START ?x = [[福建省]] END ?y = [[人工智能]]"
ACT = "福建省推动人工智能产业发展和赋能应用若干措施"
PATTERN = "{ ?d pb:sector ?x , ?y ; pb:issuer ?谁 }"
SAME = [
    ({}, f"PATHS BEST 5 {ENDS}"),
    ({"top": 2}, f"PATHS BEST 2 {ENDS}"),
    ({"top": 9, "limit": 2, "offset": 1}, f"PATHS BEST 9 {ENDS} LIMIT 2 OFFSET 1"),
    ({"mode": "shortest"}, f"PATHS SHORTEST {ENDS}"),
    ({"mode": "shortest", "top": 3}, f"PATHS SHORTEST 3 {ENDS}"),
    ({"mode": "groups"}, f"PATHS SHORTEST GROUPS {ENDS}"),
    ({"mode": "groups", "top": 2}, f"PATHS SHORTEST 2 GROUPS {ENDS}"),
    ({"mode": "all", "longest": 3}, f"PATHS ALL {ENDS} MAX LENGTH 3"),
    ({"mode": "all", "longest": 3, "top": 4}, f"PATHS ALL {ENDS} MAX LENGTH 3 LIMIT 4"),
    ({"longest": 5, "shortest": 4}, f"PATHS BEST {ENDS} MAX LENGTH 5 MIN LENGTH 4"),
    ({"longest": None, "shortest": 5}, f"PATHS BEST {ENDS} MIN LENGTH 5"),
    ({"avoid": ["企业", "国务院"], "through": [ACT]}, f"PATHS BEST {ENDS} THROUGH [[{ACT}]] AVOID [[企业]] [[国务院]]"),
    ({"avoid": ["[[企业]]"]}, f"PATHS BEST {ENDS} AVOID [[企业]]"),
    ({"issue": "9-11"}, f"PATHS BEST IN ISSUE 9 TO 11 {ENDS}"),
    ({"issue": 11}, f"PATHS BEST IN ISSUE 11 {ENDS}"),
    ({"since": "2025-06"}, f"PATHS BEST SINCE 2025-06 {ENDS}"),
    ({"since": "2025-06", "until": "2025-11-30"}, f"PATHS BEST SINCE 2025-06 UNTIL 2025-11-30 {ENDS}"),
    ({"via": "同期"}, f"PATHS BEST {ENDS} VIA 同期"),
    ({"via": "?p", "both": True, "longest": 2}, f"PATHS BEST {ENDS} VIA BIDIRECTIONAL ?p MAX LENGTH 2"),
    ({"via": "^pb:place|pb:sector"}, f"PATHS BEST {ENDS} VIA ^pb:place|pb:sector"),
    ({"via": "^pb:sector/pb:place", "both": True}, f"PATHS BEST {ENDS} VIA BIDIRECTIONAL ^pb:sector/pb:place"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "text"), SAME, ids=[text[6:50] for _, text in SAME])
def test_keywords_say_what_the_language_says(sample_graph, options, text):
    """Chains, notes and all."""
    answer = kg.paths(sample_graph, "福建省", "人工智能", **options)
    assert answer == kg.ask(sample_graph, text)
    assert answer.chains


@pytest.mark.parametrize(
    ("ends", "options", "text"),
    [
        (("人工智能", "{ ?y a pb:Place }"), {"top": 1, "longest": 3},
         "PATHS BEST 1 START ?x = [[人工智能]] END ?y { ?y a pb:Place } MAX LENGTH 3"),
        (("{ ?x a pb:Place }", "人工智能"), {"top": 1, "longest": 3},
         "PATHS BEST 1 START ?x { ?x a pb:Place } END ?y = [[人工智能]] MAX LENGTH 3"),
        (("人工智能", None), {"top": 1, "longest": 2}, "PATHS BEST 1 START ?x = [[人工智能]] END ?y MAX LENGTH 2"),
        ((None, "人工智能"), {"top": 1, "longest": 2}, "PATHS BEST 1 START ?x END ?y = [[人工智能]] MAX LENGTH 2"),
        (("人工智能",), {"mode": "shortest", "cyclic": True},
         "PATHS CYCLIC START ?x = [[人工智能]] END ?x"),
        (("人工智能", "人工智能"), {"cyclic": True}, "PATHS BEST CYCLIC START ?x = [[人工智能]] END ?y = [[人工智能]]"),
        ((ACT, "人工智能"), {"via": "?p"}, f"PATHS BEST START ?x = [[{ACT}]] END ?y = [[人工智能]] VIA ?p"),
        (('"四川省"@zh', "福建省"), {}, 'PATHS BEST START ?x = "四川省"@zh END ?y = [[福建省]]'),
        (("人工智能", None), {"via": PATTERN, "longest": 1, "mode": "all"},
         f"PATHS ALL START ?x = [[人工智能]] END ?y VIA {PATTERN} MAX LENGTH 1"),
    ],
)  # fmt: skip
def test_ends_are_names_terms_patterns_or_open(sample_graph, ends, options, text):
    """As the language has them."""
    assert kg.paths(sample_graph, *ends, **options) == kg.ask(sample_graph, text)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return build_with_texts(tmp_path_factory.mktemp("python") / "graph")


def test_an_iri_is_an_end(graph):
    """In the signs that SPARQL puts around it."""
    iri = f"<{thing('place-510000')}>"
    assert kg.paths(graph, iri, "福建省", longest=6) == kg.paths(graph, "四川省", "福建省", longest=6)
    assert kg.paths(graph, iri, "福建省", longest=6).chains


def test_records_have_what_a_program_wants(graph):
    """Cost, hops, relations, and the sentence with its place."""
    (chain,) = kg.paths(graph, "四川省科技厅", "中试平台办法").chains
    (hop,) = chain.hops
    assert (chain.cost, hop.start.label, hop.relation, hop.forward, hop.end.label) == (
        1.0, "四川省科学技术厅", "pb:issuer", False, "中试平台办法",
    )  # fmt: skip
    assert hop.evidence[0].issue == "要参第1期"


def test_graphs_are_those_of_from(graph):
    """A hop counts where one of them says it."""
    auto = thing("g-期1-auto")
    found = kg.paths(graph, "四川省", "人工智能", graphs=[auto])
    assert found == kg.ask(graph, f"PATHS BEST FROM <{auto}> START ?x = [[四川省]] END ?y = [[人工智能]]")
    assert found.chains
    assert not kg.paths(graph, "福建省", "人工智能", graphs=[auto]).chains


@pytest.mark.parametrize("name", ["“甲”计划", "(甲)", "甲}"])
def test_a_name_is_a_name_whatever_it_begins_with(graph, name):
    """Only what begins like a term is read as one."""
    with pytest.raises(QueryError) as caught:
        kg.paths(graph, name, "福建省")
    assert (caught.value.key, caught.value.fields["name"]) == ("unknown_name", name)


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"longest": 9}, "bad_length"),
        ({"shortest": 0}, "bad_length"),
        ({"shortest": 3, "longest": 2}, "path_lengths"),
        ({"mode": "all", "longest": None}, "path_all_unbounded"),
        ({"top": 0}, "bad_count"),
        ({"mode": "groups", "top": 0}, "bad_count"),
        ({"mode": "shortest", "top": -1}, "bad_count"),
        ({"offset": -1}, "bad_count"),
        ({"via": "pb:place|"}, "syntax"),
        ({"via": "{ ?a pb:place ?b }"}, "path_unbound"),
        ({"avoid": ["福建省科技厅"], "through": ["福建省科技厅"]}, "path_contradiction"),
        ({"issue": "7"}, "empty_scope"),
    ],
)
def test_what_cannot_be_answered_is_refused(graph, options, key):
    """With the word that the language has for it."""
    with pytest.raises(QueryError) as caught:
        kg.paths(graph, "四川省", "福建省", **options)
    assert caught.value.key == key


def test_limits_mark_the_best_and_refuse_the_rest(graph):
    """What is cut off is never taken for the whole."""
    few = Limits(tried=0)
    assert not kg.paths(graph, "四川省", "福建省", longest=6, limits=few).complete
    with pytest.raises(LimitError):
        kg.paths(graph, "四川省", "福建省", longest=6, shortest=6, mode="all", limits=Limits(tried=0))


def test_a_prefixed_relation_after_via_is_known(kg_on):
    """On the command line too."""
    code, out, err = kg_on(build_with_texts)("path", "四川省", "四川省科技厅", "--via", "^pb:place", "--format", "csv")
    assert (code, err) == (0, "")
    assert "agency-510000" in out
