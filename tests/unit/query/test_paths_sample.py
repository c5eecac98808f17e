"""The ten worked examples of the path language, on the sample bulletins."""

import json

import pytest

from kg.cli import main
from kg.query import Options, PathOptions, Worker, ask, chains, resolve

AI_FUJIAN = "福建省推动人工智能产业发展和赋能应用若干措施"
AI_LABELS = "人工智能生成合成内容标识办法"


@pytest.fixture(scope="module")
def worker(sample_graph):
    with Worker(sample_graph) as own:
        yield own


@pytest.fixture
def asked(sample_graph, worker):
    return lambda text, **more: ask(sample_graph, text, options=Options(**more), worker=worker)


def drawn(chain):
    """A chain as labels with arrows."""
    steps = [f" -{hop.relation_label}-> " if hop.forward else f" <-{hop.relation_label}- " for hop in chain.hops]
    ends = [hop.end.label or hop.end.value for hop in chain.hops]
    return chain.hops[0].start.label + "".join(step + end for step, end in zip(steps, ends, strict=True))


def keys(answer):
    return [key for key, _ in answer.notes]


def test_1_an_honest_no(sample_graph, worker):
    """No facts within four hops; how far it is, what was left out, and that one issue names both."""
    answer = chains(sample_graph, "四川省", "量子科技", worker=worker)
    assert (answer.chains, answer.complete) == ((), True)
    assert keys(answer) == ["background_skipped", "path_longer", "path_together"]
    together = chains(sample_graph, "四川省", "量子科技", options=PathOptions(via="同期"), worker=worker)
    assert (together.chains[0].kind, len(together.chains[0].hops)) == ("together", 2)


def test_2_two_documents(asked):
    """What two documents have in common comes first, with a sentence for each hop."""
    answer = asked(f"PATHS BEST 3 START ?a = [[{AI_FUJIAN}]] END ?b = [[{AI_LABELS}]]")
    assert drawn(answer.chains[0]) == f"{AI_FUJIAN} -领域-> 人工智能 <-领域- {AI_LABELS}"
    assert all(hop.evidence for chain in answer.chains for hop in chain.hops)


def test_3_a_query_of_stardog_unchanged(asked, sample_graph):
    """Forward only, every predicate; where nothing comes of it, both ways are offered."""
    document, place = (f"<{resolve(sample_graph, name).iri}>" for name in (AI_FUJIAN, "福建省"))
    answer = asked(f"PATHS SHORTEST START ?x = {document} END ?y = {place} VIA ?p MAX LENGTH 4")
    assert [drawn(chain) for chain in answer.chains] == [f"{AI_FUJIAN} -地区-> 福建省"]
    back = asked(f"PATHS SHORTEST START ?x = {place} END ?y = {document} VIA ?p MAX LENGTH 1")
    assert (back.chains, keys(back)) == ((), ["path_forward"])


def test_4_some_relations_both_ways(asked):
    """A property path of alternatives, each with its direction; no background is left out."""
    path = "|".join(f"{name}|^{name}" for name in ("pb:place", "pb:issuer", "pb:sector"))
    answer = asked(f"PATHS START ?x = [[福建省]] END ?y = [[工业和信息化部]] VIA ({path}) MAX LENGTH 6")
    assert len({len(chain.hops) for chain in answer.chains}) == 1
    assert all(hop.relation in {"pb:place", "pb:issuer", "pb:sector"} for c in answer.chains for hop in c.hops)
    assert drawn(answer.chains[0]).endswith(f"{AI_LABELS} -发布机构-> 工业和信息化部")
    assert "background_skipped" not in keys(answer)


def test_5_a_hop_that_is_a_pattern(asked):
    """What the pattern binds beside the ends comes with each hop."""
    pattern = "{ ?d pb:sector ?x, ?y . ?q pb:about ?d ; pb:max ?yuan FILTER(?yuan >= 5000000) }"
    answer = asked(f"PATHS ALL START ?x = [[人工智能]] END ?y VIA {pattern} MAX LENGTH 1")
    for chain in answer.chains:
        values = dict(chain.hops[0].values)
        assert int(values["yuan"].value) >= 5000000
        assert values["d"].label
    assert {drawn(chain).rpartition("> ")[2] for chain in answer.chains} >= {"5G"}


@pytest.mark.parametrize("scope", ["IN ISSUE 9 TO 11", "SINCE 2025-06 UNTIL 2025-11-30"])
def test_6_issues_and_time(asked, scope):
    """Every hop is said inside the scope, and all its evidence is from there."""
    whole = asked("PATHS BEST 5 START ?x = [[福建省]] END ?y = [[人工智能]]")
    inside = asked(f"PATHS BEST 5 {scope} START ?x = [[福建省]] END ?y = [[人工智能]]")
    assert inside.chains
    issues = {p.issue for chain in inside.chains for hop in chain.hops for p in hop.evidence}
    assert issues <= {"产业创新动态第11期", "科技政策参阅第9期", "产业创新动态第6期"}
    outside = {p.issue for chain in whole.chains for hop in chain.hops for p in hop.evidence}
    assert "科技政策参阅第12期" in outside


def test_6_the_scope_of_the_session_binds_too(asked):
    """A scope that was set and one in the query hold together."""
    text = "PATHS BEST 5 START ?x = [[福建省]] END ?y = [[人工智能]]"
    assert asked(text, scope=("产业创新动态-2024-1",)).chains == ()
    assert asked(text, scope=("产业创新动态-2025-11",)).chains


def test_7_steering(asked):
    """What must be passed is passed, what is avoided is not."""
    plain = "START ?x = [[福建省]] END ?y = [[工业和信息化部]]"
    answer = asked(f"PATHS BEST 5 {plain} AVOID [[企业]] THROUGH [[人工智能]]")
    inner = [[hop.end.label for hop in chain.hops[:-1]] for chain in answer.chains]
    assert inner
    assert all("人工智能" in labels and "企业" not in labels for labels in inner)
    assert any("企业" in drawn(chain) for chain in asked(f"PATHS BEST 5 {plain}").chains)


def test_8_an_open_end_with_a_type(asked):
    """The best way to each region, the cheapest first."""
    answer = asked("PATHS BEST 1 START ?t = [[人工智能]] END ?r { ?r a pb:Place } MAX LENGTH 3")
    ends = [chain.hops[-1].end.label for chain in answer.chains]
    assert len(set(ends)) == len(ends) > 5
    assert [chain.cost for chain in answer.chains] == sorted(chain.cost for chain in answer.chains)


def test_9_lengths_and_rings(asked):
    """Two lengths of ways; rings lead back and name nothing twice."""
    answer = asked("PATHS SHORTEST 2 GROUPS START ?x = [[福建省]] END ?y = [[人工智能]]")
    assert len({len(chain.hops) for chain in answer.chains}) == 2
    rings = asked("PATHS CYCLIC START ?a = [[人工智能]] END ?a MAX LENGTH 4")
    for chain in rings.chains:
        passed = [hop.end.value for hop in chain.hops]
        assert chain.hops[0].start.value == passed[-1]
        assert len(set(passed)) == len(passed)


def test_10_with_parameters_from_a_script(sample_graph, capfd):
    """Data on stdout as one object a line, notes on stderr."""
    text = "PATHS BEST 5 START ?x = [[{{甲}}]] END ?y = [[{{乙}}]] MAX LENGTH {{最长}}"
    given = ["-p", "甲=福建省", "-p", "乙=人工智能", "-p", "最长=4"]
    code = main(["query", "-c", text, *given, "--format", "jsonl", "--graph", str(sample_graph)])
    out, err = capfd.readouterr()
    first = json.loads(out.splitlines()[0])
    assert (code, first["x"], first["y"], first["complete"]) == (0, "福建省", "人工智能", True)
    assert all(hop["evidence"] for hop in first["hops"])
    assert "国务院" in err


def test_an_end_that_is_a_hub_is_allowed(asked):
    """It is ranked as usual, and what it is is said."""
    answer = asked("PATHS BEST 2 START ?x = [[福建省]] END ?y = [[国务院]]")
    assert answer.chains
    assert "path_hub" in keys(answer)


def test_a_literal_end_is_hinted_at(asked):
    """A string is the literal; the thing of that name is offered."""
    answer = asked('PATHS START ?x = "四川省" END ?y = [[福建省]]')
    assert (answer.chains, keys(answer)[0]) == ((), "path_literal")


def test_the_same_query_gives_the_same_bytes(sample_graph, capfd):
    """Once more, in another process."""
    words = ["path", "福建省", "工业和信息化部", "--max", "6", "--format", "jsonl", "--graph", str(sample_graph)]
    found = []
    for _ in range(2):
        assert main(words) == 0
        found.append(capfd.readouterr().out)
    assert found[0] == found[1] != ""
