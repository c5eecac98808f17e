"""A path query gives the same answer wherever it is put: to the graph folder here, or to an endpoint that has it."""

import pytest
from endpoints import lines_of, put
from served import served

from kg.errors import KgError
from kg.query import Options, Worker, ask, remote
from kg.query.remote import Place

AI_FUJIAN = "福建省推动人工智能产业发展和赋能应用若干措施"
PATTERN = "{ ?d pb:sector ?x, ?y . ?q pb:about ?d ; pb:max ?yuan FILTER(?yuan >= 5000000) }"
ATOMS = "|".join(f"{name}|^{name}" for name in ("pb:place", "pb:issuer", "pb:sector"))
STATEMENTS = (
    "BEST 3 START ?x = [[福建省]] END ?y = [[人工智能]]",
    "BEST 5 START ?x = [[四川省]] END ?y = [[江苏省]] MAX LENGTH 6",
    "BEST 2 START ?x = [[四川省]] END ?y = [[量子科技]] MAX LENGTH 8",
    "BEST 5 START ?x = [[中国]] END ?y = [[量子科技]]",
    "START ?x = [[四川省]] END ?y = [[量子科技]]",
    "START ?x = [[四川省]] END ?y = [[量子科技]] VIA 同期",
    "SHORTEST START ?x = [[四川省]] END ?y = [[量子科技]] MAX LENGTH 8",
    "SHORTEST 4 START ?x = [[福建省]] END ?y = [[人工智能]] MAX LENGTH 5",
    "SHORTEST 2 GROUPS START ?x = [[福建省]] END ?y = [[人工智能]] MAX LENGTH 5",
    "SHORTEST START ?x = [[福建省]] END ?y = [[人工智能]] MIN LENGTH 4 MAX LENGTH 5",
    "ALL START ?x = [[福建省]] END ?y = [[人工智能]] MAX LENGTH 4 LIMIT 7 OFFSET 2",
    "ALL START ?x = [[福建省]] END ?y = [[人工智能]] MAX LENGTH 3",
    "BEST 1 START ?t = [[量子科技]] END ?r { ?r a pb:Place } MAX LENGTH 3",
    "BEST 2 START ?x { ?x a pb:Place } END ?y { ?y a pb:Sector } MAX LENGTH 2",
    "BEST 5 START ?x END ?y = [[量子科技]] MAX LENGTH 2",
    "ALL START ?x END ?y VIA pb:basedOn MAX LENGTH 3",
    f"ALL START ?x = [[人工智能]] END ?y VIA {PATTERN} MAX LENGTH 1",
    "BEST 3 START ?x = [[人工智能]] END ?y VIA BIDIRECTIONAL { ?d pb:sector ?x, ?y } MAX LENGTH 2",
    "BEST 3 START ?x = [[人工智能]] END ?y VIA { [[福建省]] ^pb:place ?d . ?d pb:sector ?x, ?y } MAX LENGTH 2",
    f"START ?x = [[福建省]] END ?y = [[工业和信息化部]] VIA ({ATOMS}) MAX LENGTH 6",
    "START ?x = [[福建省]] END ?y = [[人工智能]] VIA pb:place/pb:sector",
    "START ?x = [[福建省]] END ?y VIA BIDIRECTIONAL ^pb:place/pb:sector MAX LENGTH 2",
    "START ?x = [[福建省]] END ?y VIA ^pb:place/pb:sector MAX LENGTH 2",
    "START ?x = [[福建省]] END ?y = [[人工智能]] VIA skos:broader|pb:sector MAX LENGTH 3",
    "START ?x = [[厦门市]] END ?y = [[中国]] VIA BIDIRECTIONAL pb:within MAX LENGTH 3",
    "CYCLIC START ?a END ?a VIA (pb:basedOn|pb:cites|pb:implements) MAX LENGTH 5",
    "CYCLIC START ?a = [[人工智能]] END ?a MAX LENGTH 4",
    "BEST 3 CYCLIC START ?a = [[人工智能]] END ?a MAX LENGTH 3 MIN LENGTH 3",
    "BEST 5 IN ISSUE 9 TO 12 START ?x = [[福建省]] END ?y = [[人工智能]]",
    "BEST 5 SINCE 2025-03 START ?x = [[福建省]] END ?y = [[人工智能]]",
    "ALL IN ISSUE 11 START ?x = [[福建省]] END ?y MAX LENGTH 2",
    "ALL IN ISSUE 11 START ?x = [[福建省]] END ?y VIA { ?x ^pb:place/pb:sector ?y } MAX LENGTH 2",
    "BEST 5 IN ISSUE 12 START ?x = [[四川省]] END ?y = [[人工智能]]",
    f"BEST 5 START ?x = [[福建省]] END ?y = [[人工智能]] AVOID [[{AI_FUJIAN}]]",
    "BEST 5 START ?x = [[福建省]] END ?y = [[国务院]] THROUGH [[人工智能]]",
    "ALL START ?x = [[福建省]] END ?y = [[国务院]] THROUGH [[人工智能]] MAX LENGTH 4",
    'START ?x = "福建省" END ?y = [[人工智能]]',
    "START ?x = [[福建省]] END ?y = [[福建]]",
    "START ?x = [[福建]] END ?y = <https://w3id.org/policy-bulletin/id/nothing>",
    "START ?x = [[福建省]] END ?y = [[人工智能]] AVOID [[人工智能企业]] THROUGH [[人工智能企业]]",
    "BEST 2 IN ISSUE 99 START ?x = [[福建省]] END ?y = [[人工智能]]",
    "SHORTEST START ?x = [[人工智能]] END ?y = [[福建省]] VIA { ?x pb:sector ?z }",
)
EVERY_RELATION = (
    "SHORTEST START ?x = [[福建省]] END ?y = [[人工智能]] VIA ?p MAX LENGTH 2",
    "SHORTEST START ?x = [[人工智能]] END ?y = [[福建省]] VIA BIDIRECTIONAL ?p MAX LENGTH 2",
    'START ?x = "福建省"@zh END ?y = [[人工智能]] VIA BIDIRECTIONAL ?p MAX LENGTH 3',
)


@pytest.fixture(scope="module")
def here(sample_graph):
    """What the graph folder answers."""
    with Worker(sample_graph) as worker:
        yield lambda text: told(lambda: ask(sample_graph, text, options=Options(), worker=worker))


@pytest.fixture(scope="module")
def filled(server, sample_graph):
    put(server, lines_of(sample_graph))
    return f"{server}/query"


def told(question):
    """An answer, or the error in its place."""
    try:
        return question()
    except KgError as problem:
        return type(problem), problem.key, {k: v for k, v in problem.fields.items() if k != "choices"}


def there(address, text):
    return told(lambda: remote.ask(Place(address), text, options=Options()))


@pytest.mark.parametrize("statement", [*STATEMENTS, *EVERY_RELATION])
def test_an_endpoint_gives_the_same_answer(here, filled, statement):
    """Chains, costs, counts, sentences and notes are those of the graph here; its default graph is their union."""
    assert there(f"{filled}?union-default-graph", f"PATHS {statement}") == here(f"PATHS {statement}")


@pytest.mark.parametrize("statement", STATEMENTS[::4])
def test_an_endpoint_with_an_empty_default_graph_gives_the_same_answer(here, filled, statement):
    """Where everything stands in named graphs, these together are taken for the default graph."""
    assert there(filled, f"PATHS {statement}") == here(f"PATHS {statement}")


def test_our_own_server_gives_the_same_answer(here, sample_graph):
    """``kg serve`` is an endpoint like any other."""
    with served(sample_graph) as address:
        for statement in STATEMENTS[::6]:
            assert there(f"{address}sparql", f"PATHS {statement}") == here(f"PATHS {statement}")
