"""The ten worked examples of the path language on issue 54: each runs, and says what the issue says."""

import json

import pytest

from kg import store
from kg.errors import QueryError
from kg.query import Options, PathOptions, Worker, ask, chains

NOTICE = "关于进一步加快制造业中试平台体系化布局和高水平建设的通知"
FUJIAN = "福建省推动人工智能产业发展和赋能应用若干措施"
GUIDE = "四川省科技成果转化尽职免责工作指引（试行）"
BOTH = "|".join(f"{name}|^{name}" for name in ("pb:place", "pb:issuer", "pb:appliesTo"))


@pytest.fixture(scope="module")
def worker(seed_graph):
    with Worker(seed_graph) as own:
        yield own


@pytest.fixture
def asked(seed_graph, worker):
    return lambda text: ask(seed_graph, text, options=Options(), worker=worker)


def things(chain):
    return [chain.hops[0].start.label, *(hop.end.label or hop.end.value for hop in chain.hops)]


def keys(answer):
    return [key for key, _ in answer.notes]


def test_1_an_honest_no_that_offers_what_there_is(seed_graph, worker):
    """No facts, but the issue names both; asked for, that is another kind of path."""
    answer = chains(seed_graph, "四川省", "量子科技", worker=worker)
    assert (answer.chains, keys(answer)) == ((), ["background_skipped", "path_longer", "path_together"])
    assert "第54期" in answer.notes[-1][1]["issues"]
    together = chains(seed_graph, "四川省", "量子科技", options=PathOptions(via="同期"), worker=worker)
    assert [(chain.kind, len(chain.hops)) for chain in together.chains] == [("together", 2)]


def test_2_two_documents_by_what_both_are_about(asked, seed_graph):
    """人工智能 comes first, then what the second sets up in it; every hop has a sentence of the file."""
    answer = asked(f"PATHS BEST 3 START ?a = [[{NOTICE}]] END ?b = [[{FUJIAN}]]")
    assert things(answer.chains[0]) == [NOTICE, "人工智能", FUJIAN]
    assert things(answer.chains[1]) in [
        [NOTICE, "人工智能", "人工智能行业应用中试基地", FUJIAN],
        [NOTICE, "人工智能", "人工智能领域企业梯次培育计划", FUJIAN],
    ]
    passages = [hop.evidence[0] for chain in answer.chains for hop in chain.hops]
    with store.open_graph(seed_graph) as graph:
        assert all(p.quote and p.quote == graph.text(p.source)[p.start : p.end] for p in passages)


def test_3_a_query_of_stardog_unchanged(asked):
    """Forward only; nothing leads from a body to a place so, and that is said. From the document it does."""
    text = "PATHS SHORTEST START ?x = [[{}]] END ?y = [[福建省]] VIA ?p MAX LENGTH 4"
    none = asked(text.format("工业和信息化部"))
    assert (none.chains, keys(none)) == ((), ["path_forward"])
    assert [things(chain) for chain in asked(text.format(FUJIAN)).chains] == [[FUJIAN, "福建省"]]


def test_4_some_relations_both_ways(asked):
    """Two provinces by whom their documents address."""
    answer = asked(f"PATHS START ?x = [[四川省]] END ?y = [[福建省]] VIA ({BOTH}) MAX LENGTH 6")
    found = {tuple(things(chain)) for chain in answer.chains}
    assert found == {("四川省", GUIDE, group, FUJIAN, "福建省") for group in ("高等学校", "科研院所")}


def test_5_a_hop_that_is_a_pattern_with_its_values(asked):
    """Fields that stand beside another in a document that pays at least five million."""
    pattern = "{ ?d pb:sector ?x , ?y . ?q pb:about ?d ; pb:max ?yuan FILTER(?yuan >= 5000000) }"
    answer = asked(f"PATHS ALL START ?x = [[人工智能]] END ?y VIA {pattern} MAX LENGTH 1")
    assert {things(chain)[-1] for chain in answer.chains} >= {"智能芯片", "算力", "具身智能"}
    for chain in answer.chains:
        values = dict(chain.hops[0].values)
        assert values["d"].label == FUJIAN
        assert int(values["yuan"].value) >= 5000000


@pytest.mark.parametrize("scope", ["IN ISSUE 50 TO 54", "IN ISSUE 54", "SINCE 2025-06 UNTIL 2025-11-14"])
def test_6_a_scope_with_the_issue_in_it(asked, scope):
    """All that is found, and nothing less."""
    text = "PATHS BEST 5 {} START ?x = [[福建省]] END ?y = [[高等学校]]"
    assert asked(text.format(scope)).chains == asked(text.format("")).chains != ()


@pytest.mark.parametrize("scope", ["IN ISSUE 50 TO 53", "SINCE 2025-12"])
def test_6_a_scope_without_it_is_told(asked, scope):
    """There is no such text, and that is no empty answer."""
    with pytest.raises(QueryError) as caught:
        asked(f"PATHS BEST 5 {scope} START ?x = [[福建省]] END ?y = [[高等学校]]")
    assert caught.value.key == "empty_scope"


def test_7_steering(asked):
    """Around one group, through another."""
    text = "PATHS BEST 5 START ?x = [[四川省]] END ?y = [[福建省]]"
    assert [(chain.count, things(chain)[2]) for chain in asked(text).chains] == [(2, "科研院所")]
    answer = asked(f"{text} AVOID [[科研院所]] THROUGH [[高等学校]]")
    assert [things(chain) for chain in answer.chains] == [["四川省", GUIDE, "高等学校", FUJIAN, "福建省"]]


def test_8_the_best_to_each_region(asked):
    """量子科技 stands in a national document alone; 人工智能 also in one of 福建省, which is nearer."""
    text = "PATHS BEST 1 START ?t = [[{}]] END ?r {{ ?r a pb:Place }} MAX LENGTH 3"
    assert [things(chain)[-1] for chain in asked(text.format("量子科技")).chains] == ["中国"]
    assert [things(chain)[-1] for chain in asked(text.format("人工智能")).chains][:2] == ["福建省", "中国"]


def test_9_lengths_and_rings(asked):
    """Two lengths, the shorter first; rings lead back."""
    answer = asked("PATHS SHORTEST 2 GROUPS START ?x = [[福建省]] END ?y = [[人工智能]]")
    lengths = [len(chain.hops) for chain in answer.chains]
    assert lengths == sorted(lengths)
    assert set(lengths) == {2, 3}
    rings = asked("PATHS CYCLIC START ?a = [[人工智能]] END ?a MAX LENGTH 4").chains
    assert rings
    assert all(things(ring)[0] == things(ring)[-1] == "人工智能" for ring in rings)
    assert asked("PATHS CYCLIC START ?a END ?a VIA pb:basedOn MAX LENGTH 5").chains == ()


def test_10_saved_and_run_from_a_script(seed_graph, run_kg, monkeypatch, tmp_path):
    """Two command lines in a locale without Chinese; data on stdout, notes on stderr."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C")
    given = ("--graph", seed_graph, "--format", "jsonl")
    save = ".save 关联 (甲, 乙, 最长=4) = PATHS BEST 5 START ?x = [[:甲]] END ?y = [[:乙]] MAX LENGTH :最长"
    assert run_kg("query", "-c", save, *given).returncode == 0
    done = run_kg("query", "-c", ".run 关联 甲=四川省 乙=福建省", *given)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [done.returncode, *(rows[0][name] for name in ("x", "y", "length", "complete"))] == [
        0,
        "四川省",
        "福建省",
        4,
        True,
    ]
    assert all(hop["evidence"] for row in rows for hop in row["hops"])
    assert "中国" in done.stderr
    assert not run_kg("query", "-c", ".run 关联 甲=四川省 乙=福建省 最长=3", *given).stdout
