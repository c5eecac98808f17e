"""A hundred slips of the hand in right queries: a message of one screen that names a place, or an answer; never more."""

import random
import re

import pytest
from small_graph import build

from kg.errors import KgError
from kg.query.ask import Options, ask
from kg.query.process import Worker

RIGHT = (
    "SELECT ?d ?a { ?d pb:sector [[人工智能]] ; pb:issuer ?a } ORDER BY ?d LIMIT 5",
    'SELECT (COUNT(DISTINCT ?d) AS ?n) ?a { ?d pb:issuer ?a FILTER(CONTAINS(STR(?a), "科技")) } GROUP BY ?a',
    "PREFIX x: <http://x/> ASK { { ?s x:p 'a'@zh } UNION { ?s pb:place [[四川省]] . } }",
    "SELECT * { ?q pb:max ?m ; pb:unit 'CNY' OPTIONAL { ?q pb:about ?d . ?d rdfs:label ?l } FILTER(?m > 1000) }",
    "CONSTRUCT { ?d pb:x ?a } WHERE { GRAPH ?g { ?d pb:issuer/pb:place ?a } }",
)
WIDE = str.maketrans("{}()[];,.:?'\"<>=|/*", "｛｝（）［］；，．：？＇＂＜＞＝｜／＊")
SCREEN = 24


def slips(text, chance):
    """Three slips: a character dropped, doubled, made full-width, or two exchanged."""
    for _ in range(3):
        at = chance.randrange(len(text) - 1)
        kind = chance.choice(("drop", "double", "wide", "swap", "swap quotes"))
        mark = text[at]
        if kind == "drop":
            mark = ""
        elif kind == "double":
            mark *= 2
        elif kind == "wide":
            mark = mark.translate(WIDE)
        elif kind == "swap":
            mark = chance.choice("　{}。；“”《》\x00\u202e")
        else:
            mark = {"'": "“", '"': "”"}.get(mark, mark)
        text = text[:at] + mark + text[at + 1 :]
    return text


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    graph = build(tmp_path_factory.mktemp("edits") / "graph")
    with Worker(graph) as own:
        yield own, graph


@pytest.mark.parametrize("seed", range(100))
def test_a_slip_is_told_with_its_place(worker, seed, outcome):
    """Whatever a slip makes of a query, the reader gets rows, or a place and a sentence."""
    chance = random.Random(seed)
    text = slips(chance.choice(RIGHT), chance)
    said = outcome(worker, text)
    if said is None:
        return
    assert len(said.splitlines()) <= SCREEN
    assert max(map(len, said.splitlines())) <= 400
    assert re.search(r"第 \d+ 行第 \d+ 列|“[^”]*”|GROUP BY|SELECT", said), (text, said)
    assert "errors." not in said
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", said)


@pytest.fixture(scope="module")
def outcome():
    """Ask; give what is said where the query is refused."""
    from kg.commands import render

    def run(worker, text):
        own, graph = worker
        try:
            ask(graph, text, options=Options(timeout=5, limit=10), worker=own)
        except KgError as problem:
            return render.problem(problem, "zh")
        return None

    return run
