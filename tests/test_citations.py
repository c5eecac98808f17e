"""The recipe for a citation graph in four tables, and questions put to a large one where it lies beside the checkout."""

import json
import re
import runpy
import tomllib

import networkx
import pytest
from conftest import ROOT, SHARED

from kg import pipeline, store

SCRIPT = ROOT / "scripts" / "citation_graph.py"
TABLES = SHARED / "corpus" / "ner" / "policy_citation_kg"
ASKED = tomllib.loads((ROOT / "tests" / "questions" / "citations" / "questions.toml").read_text("utf-8"))["question"]
PAGE = (ROOT / "docs" / "citation-graph.md").read_text("utf-8")
SMALL = {
    "policies": (
        "id,title,doc_no,validity,published\n"
        "D1,甲市办法,甲发〔2023〕1号,现行有效,2023-01-02\n"
        "D2,乙省通知,,失效,\n"
        "D3,乙省通知,,现行有效,2023-05-06\n"
    ),
    "agencies": "id,name\nJ1,甲市人民政府\nJ4,国家发展和改革委员会\nJ5,甲市科学技术局\nJ2,丙部(已撤销)\nJ3,丁局(原戊局)\n",
    "issued_by": "policy_id,agency_id\nD1,J1\nZ9,J2\nZ9,J3\nZ9,J1\n",
    "cites": "policy_a,relation,policy_b\nD1,引用,Z9\nZ9,被引用,D1\nD2,被引用,D1\nD1,引用,D1\nD3,相似于,D2\n",
}


@pytest.fixture(scope="module")
def recipe():
    """The functions of the script."""
    return runpy.run_path(str(SCRIPT))


@pytest.fixture
def said(recipe, tmp_path):
    """Triples of the small tables as (subject, relation, object), shortened."""
    for name, text in SMALL.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    lines = [line.removesuffix(" .") for line in recipe["lines"](tmp_path)]
    return {tuple(re.sub(r"<[^>]*[/#-]([^>]+)>", r"\1", line).split(" ", 2)) for line in lines}


def test_citations_run_from_the_one_that_cites(said):
    """What is cited is a citation read backwards; nothing cites itself."""
    assert {row for row in said if row[1] == "cites"} == {("D1", "cites", "Z9"), ("D1", "cites", "D2")}


def test_documents_without_a_title_are_named_by_who_issued_them(said):
    """Two bodies and a word for more, without what stands in brackets."""
    assert ("Z9", "label", '"丙部、丁局等文件 Z9（题名未列）"@zh') in said
    assert ("Z9", "type", "PolicyDoc") in said


def test_documents_of_one_title_can_be_told_apart(said):
    """Number, date, id behind the title; the title alone still means them both."""
    labels = {row[0]: row[2] for row in said if row[1] == "label"}
    assert (labels["D2"], labels["D3"]) == ('"乙省通知（D2）"@zh', '"乙省通知（2023-05-06，D3）"@zh')
    assert {row[0] for row in said if row[1:] == ("altLabel", '"乙省通知"@zh')} == {"D2", "D3"}


def test_numbers_former_names_and_ends_are_kept(said):
    """A document is found by its number, a body by the name it had."""
    assert {
        ("D1", "altLabel", '"甲发〔2023〕1号"@zh'),
        ("D2", "status", '"失效"'),
        ("J2", "status", '"已撤销"'),
        ("J2", "altLabel", '"丙部"@zh'),
        ("J3", "altLabel", '"戊局"@zh'),
    } <= said
    assert ("D1", "status", '"现行有效"') not in said


def test_bodies_have_the_short_names_that_are_said(said):
    """Of the tables of names, and composed of place and line of work."""
    assert {("J4", "altLabel", '"国家发展改革委"@zh'), ("J5", "altLabel", '"甲市科技局"@zh')} <= said


def test_what_is_alike_is_related_either_way(said):
    """Once, and its relation has a name."""
    assert [row for row in said if row[1] == "related"] == [("D2", "related", "D3")]
    assert ("related", "label", '"相似于"@zh') in said


@pytest.fixture(scope="module")
def citations(recipe, tmp_path_factory):
    """The large graph, made by the recipe of the docs."""
    if not TABLES.is_dir():
        pytest.skip("the citation tables are not here: ../shared/corpus/ner/policy_citation_kg")
    folder = tmp_path_factory.mktemp("citations")
    file = folder / "citations.nt"
    file.write_text("".join(f"{line}\n" for line in dict.fromkeys(recipe["lines"](TABLES))), "utf-8")
    pipeline.import_rdf(file, folder / "graph")
    return folder / "graph"


def test_the_recipe_gives_the_graph_that_the_docs_tell_of(citations):
    """Quads, documents, bodies, citations."""
    with store.open_graph(citations) as graph:
        counts = graph.counts
    assert round(counts["quads"], -3) == 205_000  # other names of bodies come from our tables, which grow
    assert counts["classes"] == {"Agency": 3_813, "PolicyDoc": 37_333}
    assert (counts["relations"]["cites"], counts["relations"]["issuer"]) == (19_623, 47_043)


@pytest.fixture
def kg(citations, kg_on, monkeypatch):
    """The command line on that graph, with time for a machine that is busy."""
    monkeypatch.setenv("KG_PATH_TIMEOUT", "60")
    return kg_on(lambda _: citations)


@pytest.mark.parametrize("asked", [pytest.param(each, id=each["name"]) for each in ASKED])
def test_answer_is_what_a_careful_reader_expects(asked, kg):
    """What must be shown stands there in order; what is said beside it too."""
    code, shown, beside = kg(*asked["command"])
    assert (code, "Traceback" in beside) == (asked.get("code", 0), False)
    at = 0
    for part in asked["shows"]:
        assert part in shown[at:], shown
        at = shown.index(part, at) + len(part)
    assert bool(shown.strip()) == bool(asked["shows"]), shown
    assert all(part in beside for part in asked.get("says", ())), beside
    assert not any(part in shown for part in asked.get("hides", ())), shown


def test_rings_are_those_that_networkx_finds(recipe, kg):
    """All of at most four hops, and no limit met."""
    cites = [line.split(" ") for line in recipe["lines"](TABLES) if "ontology#cites>" in line]
    graph = networkx.DiGraph([(row[0][1:-1], row[2][1:-1]) for row in cites])
    wanted = {frozenset(ring) for ring in networkx.simple_cycles(graph, length_bound=4)}
    asked = next(each for each in ASKED if each["name"] == "rings")
    code, shown, _ = kg(*asked["command"], "--format", "jsonl")
    rings = [json.loads(line)["hops"] for line in shown.splitlines()]
    assert code == 0
    assert sorted(map(len, wanted)) == sorted(map(len, rings))
    assert wanted == {frozenset(hop["from"]["iri"] for hop in ring) for ring in rings}


@pytest.mark.parametrize("name", ["two-provinces", "chain-up"])
def test_the_docs_show_answers_as_they_are(name, kg):
    """To the sign."""
    _, shown, _ = kg(*next(each["command"] for each in ASKED if each["name"] == name))
    assert f"\n\n{shown.strip()}\n```" in PAGE


@pytest.mark.parametrize("asked", [pytest.param(each, id=each["name"]) for each in ASKED])
def test_the_docs_list_every_question_with_its_verdict(asked):
    """The page and the file say the same."""
    assert re.search(
        rf"^\| \d+ \| {re.escape(asked['asks'])} \|.*\| {re.escape(asked['verdict'])} \|$", PAGE, re.MULTILINE
    )
