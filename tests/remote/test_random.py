"""On random graphs an endpoint gives what the graph here gives, in every mode and under every condition."""

import tempfile
from pathlib import Path

import pytest
from endpoints import lines_of, put
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.model import Record, Shard
from kg.model.iri import ID, PB
from kg.model.quad import RDFS, TYPE, XSD, join, literal, node
from kg.query import Options, Worker, ask, remote
from kg.query.remote import Place
from kg.store import writing

SIZE = 7
KINDS = ("Sector", "Place", "Program")
RELATIONS = (f"{PB}cites", f"{PB}sector", "http://example.org/leads-to")
TEXTS = (1, 2, 3)
THINGS = st.integers(0, SIZE - 1)
EDGES = st.lists(
    st.tuples(THINGS, st.integers(0, 2), THINGS, st.sampled_from(TEXTS)), min_size=4, max_size=24, unique=True
)
VIAS = (
    "", "", "", "VIA BIDIRECTIONAL pb:cites|pb:sector", "VIA pb:cites|^pb:sector|<http://example.org/leads-to>",
    "VIA { ?x pb:cites|pb:sector ?m . ?m pb:sector|<http://example.org/leads-to> ?y }",
    "VIA BIDIRECTIONAL { ?x pb:sector ?y }", "VIA (pb:cites/pb:sector)|pb:cites", "VIA BIDIRECTIONAL ?p",
)  # fmt: skip
MODES = ("BEST 3", "BEST 50", "SHORTEST", "SHORTEST 3", "SHORTEST 2 GROUPS", "ALL")
SHARED = settings(
    max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
"""Without shrinking: each example starts a worker and fills a server."""


def thing(number):
    return f"{ID}{KINDS[number % 3].lower()}-物{number}"


def quads(edges):
    """The lines of a graph: things of three classes, edges as three texts state them, what is said of the texts."""
    found = set()
    for number in range(SIZE):
        where = node(f"{ID}g-期{number % 3 + 1}-auto")
        found.add(join(node(thing(number)), TYPE, node(f"{PB}{KINDS[number % 3]}"), where))
        found.add(
            join(node(thing(number)), node(f"{RDFS}label"), literal(f"物{(number * 3) % SIZE}", lang="zh"), where)
        )
    for start, relation, end, text in edges:
        found.add(join(node(thing(start)), node(RELATIONS[relation]), node(thing(end)), node(f"{ID}g-期{text}-auto")))
    for text in TEXTS:
        issue, where = node(f"{ID}issue-期{text}"), node(f"{ID}g-期{text}-auto")
        found.add(join(issue, TYPE, node(f"{PB}Issue"), where))
        found.add(join(issue, node(f"{RDFS}label"), literal(f"要参第{text}期", lang="zh"), where))
        found.add(join(issue, node(f"{PB}number"), f'"{text}"^^<{XSD}integer>', where))
        found.add(join(issue, node(f"{PB}date"), f'"2025-0{4 - text}-01"^^<{XSD}date>', where))
    return sorted(found)


def build(folder, edges):
    """Write such a graph as a graph folder."""
    with writing(folder) as writer:
        for text in TEXTS:
            record = Record(
                f"期{text}", "bulletin", f"要参第{text}期", f"issue-期{text}", "", text, f"2025-0{4 - text}-01"
            )
            writer.put(Shard(record, ()), raw=f"{text}")
        writer.switch("random", quads(edges))
    return folder


@st.composite
def statements(draw):
    """A path query about things of such a graph."""
    mode = draw(st.sampled_from(MODES))
    cyclic = draw(st.sampled_from(("", "", "", "CYCLIC ")))
    scope = draw(st.sampled_from(("", "", "", "IN ISSUE 2 ", "IN ISSUE 1 TO 2 ")))
    start, end = (f"= <{thing(draw(THINGS))}>" for _ in range(2))
    start = draw(st.sampled_from((start, start, start, "", "{ ?x a pb:Sector }")))
    end = draw(st.sampled_from((end, end, end, "", "{ ?y a pb:Place }")))
    via = draw(st.sampled_from(VIAS))
    clauses = [via]
    for word, chances in (("AVOID", 3), ("THROUGH", 3)):
        if not draw(st.integers(0, chances)):
            clauses.append(f"{word} <{thing(draw(THINGS))}>")
    fewest = draw(st.sampled_from((1, 1, 1, 2, 3)))
    most = draw(st.integers(fewest, 5))
    clauses.append(f"MIN LENGTH {fewest} MAX LENGTH {most}")
    clauses.append(draw(st.sampled_from(("", "", "LIMIT 2", "LIMIT 3 OFFSET 1"))))
    return f"PATHS {mode} {cyclic}{scope}START ?x {start} END ?y {end} {' '.join(filter(None, clauses))}"


def told(question):
    try:
        return question()
    except KgError as problem:
        return type(problem), problem.key


@SHARED
@given(edges=EDGES, asked=st.lists(statements(), min_size=6, max_size=6))
def test_an_endpoint_gives_what_the_graph_here_gives(server, edges, asked):
    """Every chain, cost, count and note."""
    with tempfile.TemporaryDirectory() as folder:
        graph = build(Path(folder) / "graph", edges)
        put(server, lines_of(graph))
        with Worker(graph) as worker:
            for text in asked:
                here = told(lambda text=text: ask(graph, text, options=Options(), worker=worker))
                there = told(lambda text=text: remote.ask(Place(f"{server}/query"), text, options=Options()))
                assert there == here, text


def test_a_ring_through_all_things_is_fetched_whole(server, tmp_path):
    """The longest way there is uses every edge."""
    graph = build(tmp_path / "graph", [(number, 0, (number + 1) % SIZE, 1) for number in range(SIZE)])
    put(server, lines_of(graph))
    text = f"PATHS ALL CYCLIC START ?x = <{thing(0)}> END ?x MAX LENGTH 8"
    found = remote.ask(Place(f"{server}/query"), text, options=Options())
    assert [len(chain.hops) for chain in found.chains] == [SIZE]


@pytest.mark.parametrize("mode", MODES)
def test_no_chain_has_the_same_reason_there_and_here(server, tmp_path, mode):
    """How far the ends are apart is found out beyond the length that was asked for."""
    graph = build(tmp_path / "graph", [(number, number % 3, number + 1, 1) for number in range(SIZE - 1)])
    put(server, lines_of(graph))
    text = f"PATHS {mode} START ?x = <{thing(0)}> END ?y = <{thing(6)}> MAX LENGTH 2"
    found = remote.ask(Place(f"{server}/query"), text, options=Options())
    assert found == ask(graph, text, options=Options())
    assert dict(found.notes)["path_longer"]["needed"] == "6"
