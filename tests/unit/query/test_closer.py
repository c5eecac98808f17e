"""What a text of the sample brought closer."""

import pytest

from kg import query
from kg.errors import QueryError
from kg.query.closer import closer_by
from kg.query.limits import Limits
from kg.query.scope import sources

TWELFTH = "科技政策参阅第12期"


@pytest.fixture(scope="module")
def pairs(sample_graph):
    """What the twelfth issue brought closer."""
    return closer_by(sample_graph, TWELFTH)


def shown(answer):
    return {(row[0].label, row[1].label): (row[2].value, row[3].value, row[4].value) for row in answer.rows}


def test_rules_that_carry_out_national_ones_join_province_and_bureau(pairs):
    """The bureau's rules were known, the province's come with the issue."""
    way = "公共数据资源授权运营实施规范（试行） — 四川省公共数据资源授权运营实施办法"
    before, now, through = shown(pairs)["国家数据局", "四川省"]
    assert (now, through) == ("3", way)
    assert int(before) > 3


def test_ministry_comes_to_the_field_of_its_notice(pairs):
    """工业母机 was spoken of before, but not by the ministry."""
    _, now, through = shown(pairs)["工业和信息化部", "工业母机"]
    assert (now, through) == ("2", "关于进一步加快制造业中试平台体系化布局和高水平建设的通知")


def test_those_brought_farthest_come_first(pairs):
    """By hops saved; the body or place stands first in its row."""
    saved = [int(row[2].value or 7) - int(row[3].value) for row in pairs.rows]
    assert saved == sorted(saved, reverse=True)
    assert all(row[0].value.rpartition("/")[2].startswith(("agency-", "place-")) for row in pairs.rows)


def test_background_joins_nothing_and_is_no_end(sample_graph):
    """Neither China nor the State Council, in any issue."""
    for issue in query.issues(sample_graph).rows:
        for row in closer_by(sample_graph, issue[2].value, top=99).rows:
            assert not {row[0].label, row[1].label, *row[4].value.split(" — ")} & {"中国", "国务院"}


def test_hops_are_those_of_the_texts_until_then(sample_graph):
    """Searched as paths: with the texts up to the issue as short as said, without it as long."""
    every = sources(sample_graph, "")
    texts = every or tuple(row[-1].value for row in query.issues(sample_graph).rows)
    until = [text for text in texts if _day(sample_graph, text) <= "2025-12-05"]
    before = [text for text in until if text != "科技政策参阅-2025-12"]
    with query.Worker(sample_graph) as worker:
        for (first, second), (then, now, _) in shown(closer_by(sample_graph, TWELFTH)).items():
            assert _hops(sample_graph, worker, (first, second), until) == int(now)
            assert _hops(sample_graph, worker, (first, second), before) == int(then)


def _day(graph, text):
    (day,) = (row[1].value for row in query.issues(graph).rows if row[-1].value == text)
    return day


def _hops(graph, worker, ends, scope):
    options = query.PathOptions(mode="shortest", longest=8, scope=tuple(scope))
    return len(query.chains(graph, *ends, options=options, worker=worker).chains[0].hops)


def test_the_first_text_brings_nothing_closer(sample_graph):
    """Nothing was known before it, and that is said."""
    answer = closer_by(sample_graph, "产业创新动态第1期")
    assert (answer.rows, answer.notes) == ((), (("closer_none", {}),))


def test_a_scope_forgets_the_texts_outside(sample_graph):
    """In a scope of the issue alone nothing was known before."""
    assert not closer_by(sample_graph, "12", scope=sources(sample_graph, "科技政策参阅 12")).rows


def test_more_pairs_than_wanted_are_counted(sample_graph):
    """What is not shown is told."""
    answer = closer_by(sample_graph, TWELFTH, top=2)
    assert len(answer.rows) == 2
    assert int(dict(answer.notes)["closer_more"]["count"]) > 2


def test_not_even_one_is_refused(sample_graph):
    """As for paths."""
    with pytest.raises(QueryError) as caught:
        closer_by(sample_graph, TWELFTH, top=0)
    assert caught.value.key == "bad_count"


def test_no_time_is_no_answer_and_said(sample_graph):
    """Marked as not complete."""
    answer = closer_by(sample_graph, TWELFTH, limits=Limits(seconds=-1.0))
    assert (answer.complete, answer.notes[0][0]) == (False, "path_seconds")


@pytest.mark.parametrize(("lang", "head", "hint"), [("zh", "此前步数", "kg path"), ("en", "hops before", "kg path")])
def test_command_speaks_both_languages(sample_graph, kg_on, lang, head, hint):
    """Columns and what is said beside them; the part has a Chinese name too."""
    call = kg_on(lambda _: sample_graph)
    code, out, err = call("new", TWELFTH, "路径", "--lang", lang, "--format", "table")
    assert code == 0
    assert head in out
    assert hint in err
