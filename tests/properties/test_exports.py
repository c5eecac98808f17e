"""Whatever a text holds, what was written is read back."""

import csv
import io
import json
import re
import zipfile

import networkx
import openpyxl
import pyoxigraph
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from kg import export
from kg.export.layout import Discs, springs
from kg.model import Answer, Cell
from kg.model.iri import ID, PB, statement
from kg.model.quad import RDFS, TYPE, join, literal, node
from kg.width import cells

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no file of XML may hold."""


def written(answer, form, **layout):
    """Write an answer and read it back as text."""
    out = io.BytesIO()
    export.write(answer, form, out, layout=export.Layout(**layout))
    return out.getvalue().decode()


def answer(texts):
    """One column of literals."""
    return Answer(("x",), tuple((Cell("literal", text, lang="zh"),) for text in texts))


@given(st.lists(TEXT, max_size=4))
def test_csv_gives_back_every_value(texts):
    """RFC 4180, whatever the value."""
    rows = list(csv.reader(io.StringIO(written(answer(texts), "csv"), newline="")))
    assert [row[0] if row else "" for row in rows[1:]] == texts


@given(st.lists(TEXT, max_size=4))
def test_json_and_jsonl_give_back_every_value(texts):
    """One object a line, whatever the value; SPARQL results as they should be."""
    found = json.loads(written(answer(texts), "json"))["results"]["bindings"]
    assert [row["x"]["value"] for row in found] == texts
    lines = written(answer(texts), "jsonl").split("\n")[:-1]
    assert [json.loads(line)["x"] for line in lines] == texts


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_tsv_is_read_by_another_program(texts):
    """Terms as in Turtle, one row a line."""
    content = written(answer(texts), "tsv").encode()
    rows = pyoxigraph.parse_query_results(content, format=pyoxigraph.QueryResultsFormat.TSV)
    assert [row["x"].value for row in rows] == texts


@given(st.lists(TEXT, max_size=3), st.integers(20, 80))
def test_table_keeps_to_the_width_and_never_obeys_a_text(texts, width):
    """No line is too wide, no control character gets through."""
    lines = written(answer(texts), "table", width=width).split("\n")
    assert all(cells(line) <= width for line in lines)
    assert not any(ord(sign) < 32 or sign in "\u202e\u2066\x7f" for line in lines for sign in line)


def network(label, sentence, form, **choice):
    """Write one thing tied to itself, with a label, an alias and a sentence of any characters."""
    thing, span = node(f"{ID}sector-x"), node(f"{ID}span-x-0-1")
    terms = thing, node(f"{PB}cites"), thing
    auto, proof = node(f"{ID}g-x-auto"), node(f"{ID}g-x-evidence")
    lines = [
        join(thing, TYPE, node(f"{PB}Sector"), auto),
        join(thing, node(f"{RDFS}label"), literal(label, lang="zh"), auto),
        join(thing, node(f"{PB}status"), literal(label), auto),
        join(*terms, auto),
        join(span, node(f"{PB}quote"), literal(sentence), proof),
        join(span, node(f"{PB}source"), node(f"{ID}issue-x"), proof),
        join(node(statement(*terms)), node(f"{PB}evidence"), span, proof),
    ]
    out = io.BytesIO()
    export.write_graph(export.Source(lambda: lines, lambda: lines), form, out, choice=export.Choice(**choice))
    return out.getvalue()


def cleaned(label):
    """What is documented: no control characters of C0, one line, one space between words."""
    return " ".join(ILLEGAL.sub("", label).split())


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT)
def test_gexf_and_graphml_keep_every_character_that_xml_has(label, sentence):
    """Labels come back on one line, sentences as they were; whatever XML forbids never breaks the file."""
    gexf = networkx.read_gexf(io.BytesIO(network(label, sentence, "gexf")))
    graphml = networkx.read_graphml(io.BytesIO(network(label, sentence, "graphml")), force_multigraph=True)
    for found in (gexf, graphml):
        assert [data["label"] for _, data in found.nodes(data=True)] == [cleaned(label) or "id:sector-x"]
        assert [data.get("evidence", "") for *_, data in found.edges(data=True)] == [ILLEGAL.sub("", sentence)]


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT)
def test_json_networks_keep_every_character(label, sentence):
    """CX2, CYJS and node-link."""
    cx2, cyjs, links = (json.loads(network(label, sentence, form)) for form in ("cx2", "cyjs", "json"))
    name = cleaned(label) or "id:sector-x"
    assert (
        cx2[4]["nodes"][0]["v"]["name"],
        cyjs["elements"]["nodes"][0]["data"]["name"],
        links["nodes"][0]["label"],
    ) == (name,) * 3
    edges = cx2[5]["edges"][0]["v"], cyjs["elements"]["edges"][0]["data"], links["links"][0]
    assert [edge.get("evidence", "") for edge in edges] == [ILLEGAL.sub("", sentence)] * 3


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT)
def test_tables_keep_every_character(label, sentence):
    """Gephi's CSV; the CSV for Excel without its guard; nothing in a cell begins a formula with it."""
    with zipfile.ZipFile(io.BytesIO(network(label, sentence, "csv-gephi"))) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("edges.csv").decode(), newline="")))
    assert [row["Evidence"] for row in rows] == [sentence]
    plain = list(csv.reader(io.StringIO(network(label, sentence, "csv", guard=False).decode("utf-8-sig"), newline="")))
    assert (plain[1][0], plain[1][7]) == (cleaned(label) or "id:sector-x", sentence)
    safe = list(csv.reader(io.StringIO(network(label, sentence, "csv").decode("utf-8-sig"), newline="")))
    assert not [cell for cell in safe[1] if cell.strip(" ")[:1] in set("=+-@＝＋－＠\t\r") - {""}]


@settings(max_examples=25, deadline=None)
@given(TEXT, TEXT)
def test_workbook_keeps_every_character_that_xml_has(label, sentence):
    """openpyxl reads the same texts; line ends are one sign there."""
    book = openpyxl.load_workbook(io.BytesIO(network(label, sentence, "xlsx")))
    row = next(book["陈述"].iter_rows(min_row=2, values_only=True))
    assert row[0] == (cleaned(label) or "id:sector-x")
    assert (row[7] or "") == ILLEGAL.sub("", sentence).replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT)
def test_rdf_keeps_every_character(label, sentence):
    """Oxigraph reads the same literals from all syntaxes; XML loses what it forbids."""
    forms = {
        "turtle": RdfFormat.TURTLE,
        "trig": RdfFormat.TRIG,
        "nquads": RdfFormat.N_QUADS,
        "jsonld": RdfFormat.JSON_LD,
    }
    for form, syntax in forms.items():
        found = {str(quad.object.value) for quad in pyoxigraph.parse(network(label, sentence, form), format=syntax)}
        assert {label, sentence} <= found
    found = {
        quad.object.value for quad in pyoxigraph.parse(network(label, sentence, "rdfxml"), format=RdfFormat.RDF_XML)
    }
    assert {ILLEGAL.sub("", label), ILLEGAL.sub("", sentence)} <= found


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT)
def test_cypher_strings_end_where_they_should(label, sentence):
    """Read back by the rules of Cypher's strings: the same texts, one statement a line."""
    lines = network(label, sentence, "cypher").decode().split("\n")[:-1]
    assert len(lines) == 3
    texts = [
        re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r"}.get(m[1], m[1]), t)
        for t in re.findall(r"'((?:[^'\\]|\\.)*)'", "\n".join(lines))
    ]
    assert (cleaned(label) or "id:sector-x") in texts
    assert not sentence or ILLEGAL.sub("", sentence) in texts


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT)
def test_vault_never_leaves_its_folder_or_its_quotes(label, sentence):
    """Any label makes a name that every system takes; the front matter is what JSON reads too."""
    with zipfile.ZipFile(io.BytesIO(network(label, sentence, "obsidian"))) as archive:
        names = [name for name in archive.namelist() if name.startswith("领域/")]
        note = archive.read(names[0]).decode()
    assert len(names) == 1
    assert not re.search(r'[*"\\<>:|?#^\[\]\x00-\x1f]|\.\.', names[0])
    assert all(json.loads(line.partition(": ")[2]) for line in note.split("\n---\n")[0].split("\n")[1:])


@settings(deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=12))
def test_discs_of_kinds_never_overlap(counts):
    """Every thing has a place of its own within the range, whatever the numbers of each kind."""
    discs = Discs(counts)
    places = [discs.place(kind, rank) for kind, count in enumerate(counts) for rank in range(count)]
    assert len(set(places)) == len(places)
    assert all(abs(x) <= 1000.5 and abs(y) <= 1000.5 for x, y in places)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.data())
def test_springs_give_each_thing_a_place(count, data):
    """The same network gives the same places, within the range, never two on one spot."""
    start = [Discs([count]).place(0, rank) for rank in range(count)]
    pair = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    ties = data.draw(st.lists(pair, max_size=60))
    places = springs(start, ties)
    assert places == springs(start, ties)
    assert len(set(places)) == count
    assert all(abs(x) <= 1000 and abs(y) <= 1000 for x, y in places)
