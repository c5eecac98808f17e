"""What is exported: a graph, some of its texts, what an answer names."""

import io
from itertools import pairwise

import networkx
import pytest
from small_graph import TEXT_1, TEXT_2, build_with_texts, thing

from kg import export, query, store
from kg.errors import UsageError
from kg.model import Answer, Cell, Chain, Hop, Passage
from kg.model.quad import split

DOC, AGENCY, PLACE, SECTOR = (
    thing(name) for name in ("policydoc-中试平台办法", "agency-510000-科学技术厅", "place-510000", "sector-人工智能")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return build_with_texts(tmp_path_factory.mktemp("source") / "graph")


@pytest.fixture(scope="module")
def graph(folder):
    with store.open_graph(folder) as held:
        yield held


def drawn(source):
    """The network of a source, as networkx reads it."""
    out = io.BytesIO()
    export.write_graph(source, "graphml", out)
    return networkx.read_graphml(io.BytesIO(out.getvalue()), force_multigraph=True)


def things(found):
    return {data["iri"] for _, data in found.nodes(data=True)}


def written(source, form):
    out = io.BytesIO()
    export.write_graph(source, form, out)
    return out.getvalue().decode("utf-8-sig")


def test_one_issue_is_what_its_text_says(graph):
    """By number: its own things and facts, nothing of the other's."""
    found = drawn(export.texts(graph, issues=["1"]))
    assert things(found) == {DOC, AGENCY, PLACE, SECTOR, thing("program-孤岛计划")}
    assert {data["evidence"] for *_, data in found.edges(data=True)} == {TEXT_1}


@pytest.mark.parametrize(
    ("since", "until", "text"), [("2025-02", "", TEXT_2), ("", "2025-01", TEXT_1), ("2025-02-01", "2025", TEXT_2)]
)
def test_dates_choose_texts(graph, since, until, text):
    """A year, a month or a day, both ends included."""
    found = drawn(export.texts(graph, since=since, until=until))
    assert {data["evidence"] for *_, data in found.edges(data=True)} == {text}


def test_quads_of_an_issue_are_those_of_its_graphs(graph):
    """All layers of the text, and nothing else that has a text."""
    lines = written(export.texts(graph, issues=["期1"]), "nquads").splitlines()
    assert {split(line)[3].rpartition("/")[2] for line in lines} == {"g-期1-auto>", "g-期1-evidence>"}


def test_unknown_issue_and_empty_time_are_said(graph):
    """With what there is."""
    with pytest.raises(UsageError) as known:
        export.texts(graph, issues=["99"])
    assert (known.value.key, known.value.fields["candidates"]) == ("unknown_issue", "1 2")
    with pytest.raises(UsageError, match="no_text_between"):
        export.texts(graph, since="2031")


def test_construct_gives_its_triples_and_a_network_with_sentences(folder, graph):
    """RDF has exactly the triples; the network also has labels, classes and the sentences from the graph."""
    answer = query.ask(folder, "CONSTRUCT { ?d pb:issuer ?a } WHERE { ?d pb:issuer ?a . ?a pb:place [[四川省]] }")
    source = export.answered(graph, answer)
    assert written(source, "ntriples").splitlines() == [
        f"<{DOC}> <https://w3id.org/policy-bulletin/ontology#issuer> <{AGENCY}> ."
    ]
    found = drawn(source)
    assert {data["label"] for _, data in found.nodes(data=True)} == {"中试平台办法", "四川省科学技术厅"}
    assert [data["evidence"] for *_, data in found.edges(data=True)] == [TEXT_1]


def test_construct_may_draw_edges_of_its_own(folder, graph):
    """A relation that the graph does not have is an edge without evidence; literals and classes are no nodes."""
    text = "CONSTRUCT { ?a <http://x.example/with> ?s . ?a a pb:Agency . ?a rdfs:label '名' } WHERE { ?d pb:issuer ?a ; pb:sector ?s }"
    found = drawn(export.answered(graph, query.ask(folder, text)))
    assert (found.number_of_nodes(), found.number_of_edges()) == (3, 2)
    assert {data["predicate"] for *_, data in found.edges(data=True)} == {"http://x.example/with"}
    assert not [data for *_, data in found.edges(data=True) if "evidence" in data]


def test_provenance_can_be_drawn_where_asked(folder, graph):
    """Articles and what they mention."""
    found = drawn(
        export.answered(graph, query.ask(folder, "CONSTRUCT { ?x pb:mentions ?y } WHERE { ?x pb:mentions ?y }"))
    )
    assert {data["node_type"] for _, data in found.nodes(data=True)} >= {"Article", "Sector"}


def test_select_draws_what_its_rows_name_and_the_facts_among_them(folder, graph):
    """Only facts with both ends in the rows."""
    answer = query.ask(folder, "SELECT ?d ?s { ?d pb:sector ?s }")
    found = drawn(export.answered(graph, answer))
    assert things(found) == {DOC, thing("policydoc-人工智能措施"), SECTOR}
    assert [data["predicate"] for *_, data in found.edges(data=True)] == ["sector", "sector"]


def test_select_gives_its_rows_to_spreadsheets(folder, graph):
    """Labels for people in CSV; the same columns in a workbook."""
    import openpyxl

    answer = query.ask(
        folder, "SELECT ?d (5 AS ?n) { ?d pb:sector ?s } ORDER BY ?d", options=query.Options(labels=True)
    )
    source = export.answered(graph, answer)
    assert written(source, "csv").splitlines() == ["d,n", "中试平台办法,5", "人工智能措施,5"]
    out = io.BytesIO()
    export.write_graph(source, "xlsx", out)
    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    assert list(book["结果"].iter_rows(values_only=True)) == [("d", "n"), ("中试平台办法", 5), ("人工智能措施", 5)]


def test_paths_draw_their_steps(folder, graph):
    """Each hop with its sentence; a fact that is no step is left out."""
    answer = query.chains(folder, "四川省科学技术厅", "人工智能", options=query.PathOptions(top=1))
    found = drawn(export.answered(graph, answer))
    ways = [iri for hop in answer.chains[0].hops for iri in (hop.start.value, hop.end.value)]
    assert things(found) == set(ways)
    assert found.number_of_edges() == len(answer.chains[0].hops)
    assert all(data["evidence"] for *_, data in found.edges(data=True))


def test_a_hop_of_two_relations_is_two_edges(graph):
    """Whichever way each is stated."""
    hop = Hop(Cell("iri", AGENCY), "pb:issuer pb:place", "", True, Cell("iri", DOC))
    further = Hop(Cell("iri", AGENCY), "pb:issuer pb:place", "", True, Cell("iri", PLACE))
    found = drawn(export.answered(graph, Answer(form="chains", chains=(Chain((hop, further), 1.0),))))
    assert sorted(data["predicate"] for *_, data in found.edges(data=True)) == ["issuer", "place"]


def test_rdf_of_a_path_has_the_proof(folder, graph):
    """The facts in their graphs, the statements and the spans, so that it can be read into another graph."""
    answer = query.chains(folder, "四川省科学技术厅", "人工智能", options=query.PathOptions(top=1))
    lines = written(export.answered(graph, answer), "nquads")
    assert lines.count("ontology#Statement>") == len(answer.chains[0].hops)
    assert TEXT_1 in lines


def test_answers_that_name_nothing_are_refused_in_words(graph):
    """A truth value or sentences cannot be drawn; their rows can be written."""
    truth = export.answered(graph, Answer(("ask",), ((Cell("literal", "true"),),), "ask"))
    with pytest.raises(UsageError, match="nothing_to_export"):
        written(truth, "gexf")
    passages = export.answered(graph, Answer(form="passages", passages=(Passage("期1", TEXT_1, 0, 9),)))
    assert TEXT_1 in written(passages, "csv")


def test_unknown_format_is_said(graph):
    """With those there are."""
    with pytest.raises(UsageError, match="unknown_format"):
        written(export.whole(graph), "docx")


def test_totals_are_told(graph):
    """How much a network file holds, for the reader to compare with what a tool shows."""
    source = export.whole(graph)
    written(source, "gexf")
    assert source.totals == {"nodes": 8, "edges": 6}


def test_edges_come_in_the_order_of_their_ends(graph):
    """So that two exports can be compared line by line."""
    with export.whole(graph).network(export.Choice()) as network:
        keys = [(edge.source, edge.target, edge.predicate) for edge in network.edges()]
    assert all(one[:2] <= other[:2] for one, other in pairwise(keys))


@pytest.mark.parametrize(
    ("name", "form"),
    [("图.xlsx", "xlsx"), ("a.yed.graphml", "graphml-yed"), ("a.GRAPHML", "graphml"), ("a.graphology.json", "graphology"),
     ("a.anno.jsonld", "annotations"), ("a.zip", ""), ("-", "")],
)  # fmt: skip
def test_a_file_name_tells_its_format(name, form):
    """The longest suffix counts."""
    assert export.by_suffix(name) == form
