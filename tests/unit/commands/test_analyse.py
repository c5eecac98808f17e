"""`kg analyse`: the network of facts on the command line, and its measures in files."""

import json
import xml.etree.ElementTree as ET

import pytest
from small_graph import build_with_texts

GEXF = "{http://gexf.net/1.3}"
MEASURES = ["central", "communities", "components", "cores", "bridges", "together"]


@pytest.fixture
def kg(kg_on):
    """The command line on the small graph."""
    return kg_on(build_with_texts)


@pytest.mark.parametrize(
    ("measure", "wanted"),
    [
        ("central", "人工智能"), ("communities", "四川省"), ("components", "山东省"), ("cores", "企业"),
        ("bridges", "新型研发机构"), ("together", "国家发展和改革委员会"),
    ],
)  # fmt: skip
def test_measures_of_the_sample(run_kg, sample_graph, measure, wanted):
    """Each names what an analyst knows to be so."""
    done = run_kg("analyse", measure, "--graph", sample_graph)
    assert done.returncode == 0, done.stderr
    assert wanted in done.stdout
    assert measure == "together" or "国务院" in done.stderr


@pytest.mark.parametrize("measure", MEASURES)
def test_the_same_bytes_in_every_process(run_kg, sample_graph, monkeypatch, measure):
    """Whatever the order of hashes."""
    found = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        found.append(run_kg("analyse", measure, "--format", "json", "--graph", sample_graph).stdout)
    assert found[0] == found[1] != ""


def test_who_connects_two_provinces(run_kg, sample_graph):
    """By their names, in any form; what connects others only is not told."""
    done = run_kg("analyse", "bridges", "江苏", "广东省", "--format", "csv", "--graph", sample_graph)
    assert "新型研发机构" in done.stdout
    assert "昆明市" not in done.stdout


@pytest.mark.parametrize("kind", ["Agency", "机构"])
def test_one_class_by_name_or_label(kg, kind):
    """As the ontology calls it, or as the reader does."""
    rows = kg("analyse", "central", "--kind", kind, "--format", "csv")[1].splitlines()[1:]
    assert sorted(row.partition(",")[0].rpartition("/")[2] for row in rows) == [
        "agency-350000-科学技术厅", "agency-510000-科学技术厅",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense",), "central"),
        (("cores", "--by", "pagerank"), "--by"),
        (("central", "四川"), "--between"),
        (("together", "--kind", "Agency"), "--kind"),
        (("central", "--kind", "Nonsense"), "Agency"),
        (("central", "--top", "x"), "--top"),
        ((), "MEASURE"),
    ],
)
def test_what_does_not_fit_is_a_usage_error(kg, words, said):
    """With the words that would."""
    code, out, err = kg("analyse", *words)
    assert (code, out, said in err) == (2, "", True)


def test_columns_are_told_in_the_language_of_the_reader(kg):
    """And raw for programs."""
    assert "相连（个）" in kg("analyse", "central", "--format", "table")[1]
    assert "PageRank (0–1)" in kg("analyse", "central", "--format", "table", "--lang", "en")[1]
    assert kg("analyse", "central", "--format", "csv")[1].startswith("thing,kind,neighbours,between,pagerank")


def test_a_scope_is_kept_to(kg):
    """Only what the texts say is a tie."""
    code, out, _ = kg("analyse", "central", "--scope", "1", "--format", "csv")
    assert (code, "place-510000" in out, "place-350000" in out) == (0, True, False)


def attributes(text):
    """The attributes of each node of a GEXF file, by label."""
    root = ET.fromstring(text)
    names = {row.get("id"): row.get("title") for row in root.iter(f"{GEXF}attribute")}
    return {
        node.get("label"): {names[value.get("for")]: value.get("value") for value in node.iter(f"{GEXF}attvalue")}
        for node in root.iter(f"{GEXF}node")
    }


def test_measures_are_attributes_in_files(kg):
    """Of every thing that has ties; those of the table."""
    code, out, err = kg("export", "--format", "gexf", "--measures", "all")
    assert (code, err) == (0, "")
    found = attributes(out)
    assert {"neighbours", "between", "pagerank", "community", "community_name", "component", "core"} <= set(
        found["人工智能"]
    )
    assert found["人工智能"]["neighbours"] == "2"
    assert "neighbours" not in found["孤岛计划"]


@pytest.mark.parametrize("words", ["neighbours,core", "neighbours core", "neighbours、core"])
def test_some_measures_only(kg, words):
    """As they are named."""
    found = attributes(kg("export", "--format", "gexf", "--measures", words)[1])
    assert {"neighbours", "core"} <= set(found["人工智能"])
    assert "pagerank" not in found["人工智能"]


def test_measures_in_other_network_formats(kg):
    """One projection serves all."""
    assert 'attr.name="neighbours" attr.type="int"' in kg("export", "--format", "graphml", "--measures", "all")[1]
    nodes = json.loads(kg("export", "--format", "cyjs", "--measures", "core")[1])["elements"]["nodes"]
    assert any(node["data"].get("core") == 1 for node in nodes)


def test_measures_beside_a_part_of_the_graph(kg):
    """What is exported is a part, what is measured is the whole."""
    query = "SELECT ?d ?s { ?d pb:sector ?s }"
    found = attributes(kg("export", "--format", "gexf", "--measures", "neighbours", "--query", query)[1])
    assert found["人工智能"]["neighbours"] == "2"
    assert set(found) == {"人工智能", "中试平台办法", "人工智能措施"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "nquads", "--measures", "all"), "nquads"),
        (("--format", "gexf", "--measures", "nonsense"), "pagerank"),
    ],
)
def test_measures_that_cannot_be_written(kg, words, said):
    """A format without a place for them, a measure that there is not."""
    code, out, err = kg("export", *words)
    assert (code, out, said in err) == (2, "", True)
