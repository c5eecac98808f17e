"""Whatever a text holds, what was written is read back."""

import csv
import io
import json
from xml.etree import ElementTree

import pyoxigraph
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import export
from kg.export.network import _gexf, _graphml
from kg.export.projection import Edge, Network, Node
from kg.model import Answer, Cell
from kg.width import cells

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
XML = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
PLAIN = st.text(XML, min_size=1, max_size=30)


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


@settings(max_examples=50)
@given(PLAIN, PLAIN)
def test_network_files_keep_every_character(label, sentence):
    """What XML allows comes back as it was; whatever it forbids never breaks the file."""
    hard = label + "\x0b\x00"
    node = Node("n1", hard, "Sector", "领域", "https://a/b", "", "", 1, "#76b7b2", 4.0, 0.0, 1.0, {"status": hard})
    edge = Edge("e1", "n1", "n1", "sector", "领域", "1", "2025-01-01", sentence + "\n", 1)
    found = Network((node,), (edge,))
    gexf = ElementTree.fromstring("\n".join(_gexf(found)).encode())
    assert gexf.find(".//{http://gexf.net/1.3}node").get("label") == label
    assert sentence + "\n" in {row.get("value") for row in gexf.iter("{http://gexf.net/1.3}attvalue")}
    graphml = ElementTree.fromstring("\n".join(_graphml(found)).encode())
    assert sentence + "\n" in {row.text for row in graphml.iter("{http://graphml.graphdrawing.org/xmlns}data")}
