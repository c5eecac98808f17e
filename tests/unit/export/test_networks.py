"""Network files on a graph with all that breaks files, read back by readers nobody here wrote."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import igraph
import networkx
import openpyxl
import pytest
from hostile_graph import CLEAN, FACTS, FORMULA, SENTENCE, build, thing
from lxml import etree

from kg import export, store
from kg.errors import UsageError

FORMATS = Path(__file__).resolve().parents[4] / "shared" / "formats"
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
SAFE = etree.XMLParser(resolve_entities=False, no_network=True)
TAKEN = {"id", "label", "color", "size", "x", "y", "z", "weight", "kind", "type", "source", "target", "pid", "start", "end", "shape", "thickness"}  # fmt: skip
RELATIONS = {relation for _, relation, _, _ in FACTS}


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return build(tmp_path_factory.mktemp("networks") / "graph")


@pytest.fixture(scope="module")
def written(graph):
    """Write the whole graph in a format, once for each choice; give the bytes."""
    done = {}

    def write(form, **choice):
        key = form, *sorted(choice.items())
        if key not in done:
            out = io.BytesIO()
            with store.open_graph(graph) as held:
                export.write_graph(export.whole(held), form, out, choice=export.Choice(**choice))
            done[key] = out.getvalue()
        return done[key]

    return write


def schema(name, tmp_path):
    """A schema that lies beside the checkout; the test is skipped without it."""
    folder = FORMATS / name.partition("/")[0]
    if not folder.exists():
        pytest.skip(f"schemas are not here: {folder}")
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    return etree.XMLSchema(etree.parse(tmp_path / name, SAFE))


@pytest.mark.parametrize("choice", [{}, {"dynamic": True}, {"edges": "statement"}, {"literals": "node"}], ids=str)
def test_gexf_is_valid_by_the_schema(written, tmp_path, choice):
    """The official schema wants ``viz`` elements in the base namespace; nothing else is changed."""
    root = etree.fromstring(written("gexf", **choice), SAFE)
    for element in root.iter(f"{VIZ}*"):
        element.tag = GEXF + etree.QName(element).localname
    schema("gexf-1.3/gexf.xsd", tmp_path).assertValid(root)


def test_graphml_is_valid_by_the_schema(written, tmp_path):
    """As graphdrawing.org has it."""
    schema("graphml/graphml.xsd", tmp_path).assertValid(etree.fromstring(written("graphml"), SAFE))


def test_yed_is_valid_by_the_schema_without_its_drawings(written, tmp_path):
    """Keys, nodes and edges are plain GraphML."""
    root = etree.fromstring(written("graphml-yed"), SAFE)
    for element in list(root.iter("{http://www.yworks.com/xml/graphml}*")):
        if etree.QName(element.getparent()).localname == "data":
            element.getparent().remove(element)
    for key in root.iter(f"{GRAPHML}key"):
        key.attrib.pop("yfiles.type", None)
    schema("graphml/graphml.xsd", tmp_path).assertValid(root)


@pytest.mark.parametrize(
    ("form", "read"),
    [("gexf", networkx.read_gexf), ("graphml", lambda file: networkx.read_graphml(file, force_multigraph=True))],
    ids=["gexf", "graphml"],
)
def test_networkx_reads_things_and_facts(written, form, read):
    """Counts, Chinese labels and the sentence with its line end."""
    found = read(io.BytesIO(written(form)))
    assert (found.number_of_nodes(), found.number_of_edges()) == (10, 9)
    assert sorted(data["label"] for _, data in found.nodes(data=True)) == sorted(CLEAN.values())
    assert {data["evidence"] for *_, data in found.edges(data=True)} == {SENTENCE}
    assert {data["predicate"] for *_, data in found.edges(data=True)} == RELATIONS


def test_networkx_reads_drawings_of_gexf(written):
    """Places, sizes and colours; typed attributes."""
    found = networkx.read_gexf(io.BytesIO(written("gexf")))
    viz = [data["viz"] for _, data in found.nodes(data=True)]
    assert len({(one["position"]["x"], one["position"]["y"]) for one in viz}) == 10
    assert all(4 <= one["size"] <= 40 for one in viz)
    assert {(one["color"]["r"], one["color"]["g"], one["color"]["b"]) for one in viz} >= {(0x4E, 0x79, 0xA7)}
    first = next(data for _, data in found.nodes(data=True) if data["iri"] == thing("policydoc-甲"))
    assert (first["open_list"], first["doc_number"], first["texts"]) == (True, "001234", 1)


def test_gexf_keeps_to_what_gephi_reads(written):
    """One block of attributes a class, numbered, with plain titles and types; colours without alpha; value first."""
    root = ElementTree.fromstring(written("gexf"))
    assert [block.get("class") for block in root.iter(f"{GEXF}attributes")] == ["node", "edge"]
    rows = list(root.iter(f"{GEXF}attribute"))
    assert not {row.get("title") for row in rows} & TAKEN
    assert all(row.get("id").isdecimal() for row in rows)
    assert {row.get("type") for row in rows} <= {"string", "integer", "long", "double", "boolean"}
    assert all(set(colour.attrib) == {"r", "g", "b"} for colour in root.iter(f"{VIZ}color"))
    assert all(next(iter(size.attrib)) == "value" for size in root.iter(f"{VIZ}size"))
    assert all(node.get("label").strip() for node in root.iter(f"{GEXF}node"))
    assert all(float(edge.get("weight")) > 0 for edge in root.iter(f"{GEXF}edge"))
    assert {child.tag for child in root.find(f"{GEXF}meta")} <= {
        f"{GEXF}{n}" for n in ("creator", "keywords", "description")
    }


def test_parallel_facts_are_edges_of_different_kinds(written):
    """Gephi joins edges of one kind between the same two things."""
    root = ElementTree.fromstring(written("gexf"))
    edges = [(edge.get("source"), edge.get("target"), edge.get("kind")) for edge in root.iter(f"{GEXF}edge")]
    assert len(edges) == len(set(edges)) == 9
    assert len({pair[:2] for pair in edges}) == 8


def test_one_edge_a_text_where_asked(written):
    """A fact that two texts state is two edges, each of its own kind, date and id."""
    root = ElementTree.fromstring(written("gexf", edges="statement"))
    edges = list(root.iter(f"{GEXF}edge"))
    assert len(edges) == sum(len(sources) for *_, sources in FACTS) == 10
    assert {edge.get("kind") for edge in edges} >= {"issuer#1", "issuer#2"}
    assert len({edge.get("id") for edge in edges}) == 10


def test_weight_counts_the_texts(written):
    """What two texts say weighs two, and both are named."""
    found = networkx.read_gexf(io.BytesIO(written("gexf")))
    heavy = [data for *_, data in found.edges(data=True) if data["weight"] == 2]
    assert [(data["predicate"], data["issue"], data["date"]) for data in heavy] == [("issuer", "1|2", "2025-01-01")]


def test_dynamic_gexf_has_dates_of_documents_and_facts(written):
    """Open intervals of pure days; the static file has none."""
    root = ElementTree.fromstring(written("gexf", dynamic=True))
    head = root.find(f"{GEXF}graph")
    assert (head.get("mode"), head.get("timeformat"), head.get("timerepresentation")) == ("dynamic", "date", "interval")
    starts = {node.get("label"): node.get("start") for node in root.iter(f"{GEXF}node") if node.get("start")}
    assert starts == {CLEAN["policydoc-甲"]: "2025-01-15", CLEAN["policydoc-乙"]: "2025-01-01"}
    assert {edge.get("start") for edge in root.iter(f"{GEXF}edge")} == {"2025-01-01", "2025-02-01"}
    assert not [part for part in root.iter() if {"end", "startopen", "endopen", "timestamp"} & set(part.attrib)]
    assert b"start=" not in written("gexf")


def test_ids_are_ascii_and_unique_across_nodes_and_edges(written):
    """No reader mixes an edge with a node, even where ids are numbers that JavaScript holds."""
    root = ElementTree.fromstring(written("gexf"))
    ids = [row.get("id") for kind in ("node", "edge") for row in root.iter(GEXF + kind)]
    assert len(ids) == len(set(ids)) == 19
    assert all(re.fullmatch(r"n[0-9a-f]{13}|e[0-9a-f]{15}", name) for name in ids)
    assert all(int(name[1:], 16) < 2**53 for name in ids if name[0] == "n")


def test_graphml_declares_typed_keys_for_nodes_or_edges(written):
    """No key for both, none that old readers take for the label; label and name alike."""
    root = ElementTree.fromstring(written("graphml"))
    keys = list(root.iter(f"{GRAPHML}key"))
    assert {key.get("for") for key in keys} == {"node", "edge"}
    assert {key.get("attr.type") for key in keys} <= {"boolean", "int", "long", "float", "double", "string"}
    assert {"label", "name", "edge_id", "interaction"} <= {key.get("attr.name") for key in keys}
    assert not [key for key in keys if re.fullmatch(r"d\d+", key.get("id"))]


def test_igraph_reads_graphml(written, tmp_path):
    """Counts, names, our own edge ids (igraph's ``id`` of an edge is wrong) and sentences."""
    (tmp_path / "a.graphml").write_bytes(written("graphml"))
    found = igraph.Graph.Read_GraphML(str(tmp_path / "a.graphml"))
    assert (found.vcount(), found.ecount()) == (10, 9)
    assert sorted(found.vs["name"]) == sorted(CLEAN.values())
    assert set(found.es["evidence"]) == {SENTENCE}
    assert len(set(found.es["edge_id"])) == 9


def test_networkx_reads_boxes_of_yed(written):
    """Labels and shapes; HTML in a label is made inert."""
    found = networkx.read_graphml(io.BytesIO(written("graphml-yed")), force_multigraph=True)
    labels = {data["label"] for _, data in found.nodes(data=True)}
    assert labels == {("\u200b" + label if label.startswith("<html>") else label) for label in CLEAN.values()}
    assert {data["shape_type"] for _, data in found.nodes(data=True)} == {"roundrectangle"}
    assert (found.number_of_nodes(), found.number_of_edges()) == (10, 9)


def test_cx2_declares_what_it_uses_in_order(written):
    """Aspects in the order of the specification, integer ids, no attribute that is not declared, counts as told."""
    content = json.loads(written("cx2"))
    assert [next(iter(part)) for part in content] == [
        "CXVersion", "metaData", "attributeDeclarations", "networkAttributes", "nodes", "edges", "visualProperties", "status",
    ]  # fmt: skip
    told = {row["name"]: row["elementCount"] for row in content[1]["metaData"]}
    nodes, edges = content[4]["nodes"], content[5]["edges"]
    assert (told["nodes"], told["edges"]) == (len(nodes), len(edges)) == (10, 9)
    declared = content[2]["attributeDeclarations"][0]
    assert {name for node in nodes for name in node["v"]} <= set(declared["nodes"])
    assert {name for edge in edges for name in edge["v"]} <= set(declared["edges"])
    assert "id" not in declared["nodes"]
    assert {edge["s"] for edge in edges} | {edge["t"] for edge in edges} <= {node["id"] for node in nodes}
    assert {edge["v"]["evidence"] for edge in edges} == {SENTENCE}


@pytest.mark.parametrize("form", ["cx2", "cyjs", "json", "graphology"])
def test_json_has_no_value_that_json_lacks(written, form):
    """No NaN, no Infinity, plain UTF-8."""
    json.loads(written(form).decode(), parse_constant=pytest.fail)


def test_cyjs_has_elements_and_places(written):
    """As cytoscape.js takes them; y runs downwards."""
    elements = json.loads(written("cyjs"))["elements"]
    assert (len(elements["nodes"]), len(elements["edges"])) == (10, 9)
    assert {node["data"]["name"] for node in elements["nodes"]} == set(CLEAN.values())
    up = {node["data"]["id"]: -node["position"]["y"] for node in elements["nodes"]}
    root = ElementTree.fromstring(written("gexf"))
    assert up == {n.get("id"): float(n.find(f"{VIZ}position").get("y")) for n in root.iter(f"{GEXF}node")}


def test_networkx_reads_node_link(written):
    """With ``links``, as D3 wants it."""
    found = networkx.node_link_graph(json.loads(written("json")), edges="links")
    assert (found.number_of_nodes(), found.number_of_edges()) == (10, 9)
    assert {data["label"] for _, data in found.nodes(data=True)} == set(CLEAN.values())


def test_graphviz_reads_dot(written):
    """Counts and labels by Graphviz itself; each text as it is."""
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not installed (apt install graphviz)")
    done = subprocess.run(["dot", "-Tjson"], input=written("dot"), capture_output=True, check=True)
    found = json.loads(done.stdout)
    assert (len(found["objects"]), len(found["edges"])) == (10, 9)
    assert {node["label"].replace("\\\\", "\\") for node in found["objects"]} == set(CLEAN.values())


@pytest.mark.parametrize(("form", "head"), [("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_pictures_are_drawn_and_inert(written, form, head):
    """Graphviz draws all three; an SVG runs nothing and links only to the web."""
    if shutil.which("sfdp") is None:
        pytest.skip("Graphviz is not installed (apt install graphviz)")
    content = written(form)
    assert content.startswith(head)
    if form == "svg":
        root = etree.fromstring(content, SAFE)
        assert not [part for part in root.iter() if isinstance(part.tag, str) and part.tag.endswith("script")]
        links = [part.get("{http://www.w3.org/1999/xlink}href") for part in root.iter() if isinstance(part.tag, str)]
        assert all(link.startswith("https://") for link in links if link)
        assert "𠮷" in "".join(root.itertext())


def test_picture_without_graphviz_says_what_to_install(written, monkeypatch):
    """No Graphviz, no picture, a way out."""
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(UsageError, match="no_graphviz"):
        written("png", lang="en")


def test_gephi_tables_have_its_headings(written):
    """Relations in Kind; ``Type`` says that edges have a direction; no mark, no guard."""
    with zipfile.ZipFile(io.BytesIO(written("csv-gephi"))) as archive:
        nodes, edges = (archive.read(name).decode() for name in ("nodes.csv", "edges.csv"))
    rows = list(csv.DictReader(io.StringIO(edges, newline="")))
    assert nodes.startswith("Id,Label,node_type,")
    assert edges.startswith("Source,Target,Type,Kind,Id,Label,Weight,")
    assert {row["Type"] for row in rows} == {"Directed"}
    assert {row["Kind"] for row in rows} == RELATIONS
    assert {row["Evidence"] for row in rows} == {SENTENCE}
    assert FORMULA in {row["Label"] for row in csv.DictReader(io.StringIO(nodes, newline=""))}


def test_excel_csv_is_marked_and_guarded(written):
    """A mark of order, CRLF, a quote before formulas; none of the quotes where asked."""
    content = written("csv").decode()
    assert content.startswith("\ufeff主体,")
    assert "\r\n" in content
    rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 10
    assert {row[7] for row in rows[1:]} == {SENTENCE}
    assert f"'{FORMULA}" in {row[3] for row in rows}
    assert f"'{FORMULA}" not in written("csv", guard=False).decode()


def test_workbook_holds_texts_dates_and_numbers(written):
    """No formula and no link anywhere; openpyxl reads strings, dates and amounts of their type."""
    content = written("xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        assert not [name for name in archive.namelist() if "_rels/sheet" in name]
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["说明", "陈述", "资金", "目标", "省份×领域", "政策时间线", "节点", "边"]
    facts = list(book["陈述"].iter_rows(values_only=True))
    assert len(facts) == 10
    assert {row[7] for row in facts[1:]} == {SENTENCE}
    assert {row[6] for row in facts[1:]} == {datetime(2025, 1, 1), datetime(2025, 2, 1)}
    nodes = [row[1] for row in book["节点"].iter_rows(min_row=2, values_only=True)]
    assert sorted(nodes) == sorted(CLEAN.values())
    assert "001234" in {row[4] for row in book["政策时间线"].iter_rows(values_only=True)}


def test_workbook_cuts_what_no_cell_holds():
    """Over 32,767 characters a cell would be dropped: it is cut, and says so."""
    from kg.export.workbook import _cut

    assert _cut("字" * 40_000, "…（截断）").endswith("…（截断）")
    assert len(_cut("字" * 40_000, "…（截断）")) == 32_767
    assert _cut("字" * 32_767, "…（截断）") == "字" * 32_767


def test_neo4j_folder_has_typed_heads_and_a_command(written):
    """One file a label and a type; every file stands in the command that imports them."""
    with zipfile.ZipFile(io.BytesIO(written("neo4j"))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    tables = {name for name in files if name.endswith(".csv")}
    assert {f"nodes-{kind}.csv" for kind in ("Agency", "Group", "Place", "PolicyDoc", "Program", "Sector")} <= tables
    assert {f"edges-{relation}.csv" for relation in RELATIONS} <= tables
    assert all(name in files["import.sh"] for name in tables)
    rows = [
        row
        for name in tables
        if name.startswith("nodes-")
        for row in csv.DictReader(io.StringIO(files[name], newline=""))
    ]
    assert {row["name"] for row in rows} == set(CLEAN.values())
    assert {"id:ID", "texts:int", "date:date", "open_list:boolean", ":LABEL"} <= set(rows[0])
    edges = [
        row
        for name in tables
        if name.startswith("edges-")
        for row in csv.DictReader(io.StringIO(files[name], newline=""))
    ]
    assert len(edges) == 9
    assert {row["evidence"] for row in edges} == {SENTENCE}
    assert {row[":START_ID"] for row in edges} <= {row["id:ID"] for row in rows}


def test_cypher_has_one_statement_a_line(written):
    """Nothing in a text ends a statement or a string."""
    found = written("cypher").decode().split("\n")[:-1]
    assert len(found) == 1 + 10 + 9
    assert all(re.match(r"(CREATE CONSTRAINT|MERGE \(n|MATCH \(a).*;$", line) for line in found)
    assert all(len(re.findall(r"(?<!\\)(?:\\\\)*'", line)) % 2 == 0 for line in found)


def test_vault_has_a_note_a_thing(written):
    """Names that every disk takes and tells apart; links that lead to notes; nothing that Markdown would obey."""
    with zipfile.ZipFile(io.BytesIO(written("obsidian"))) as archive:
        notes = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".md")}
    assert len(notes) == 11
    assert len({name.casefold() for name in notes}) == 11
    assert "对象/CON_.md" in notes
    assert not [name for name in notes if re.search(r'[*"\\<>:|?#^\[\]]|\.\.', name)]
    links = {link for text in notes.values() for link in re.findall(r"(?<!\\)\[\[([^|\]]+)\|", text)}
    assert {f"{link}.md" for link in links} == set(notes) - {"index.md"}
    body = "\n".join(text.partition("\n---\n")[2] for text in notes.values())
    assert "<img" not in re.sub(r"\\<", "", body)
    assert "[[链接" not in body


def test_vault_front_matter_is_what_was_said(written):
    """Quoted values, so that no text ends the front matter or changes its meaning."""
    with zipfile.ZipFile(io.BytesIO(written("obsidian"))) as archive:
        note = next(archive.read(name).decode() for name in archive.namelist() if "《甲》" in name)
    head = note.split("\n---\n")[0].split("\n")
    assert head[0] == "---"
    fields = {name: json.loads(value) for name, _, value in (line.partition(": ") for line in head[1:])}
    assert (fields["type"], fields["iri"], fields["aliases"]) == ("PolicyDoc", thing("policydoc-甲"), ["+别名", ",;"])


def test_numbers_become_attributes_or_nodes(tmp_path):
    """By default a document carries what is said of it and the most money; else each number is a node."""
    import small_graph

    folder = small_graph.build(tmp_path / "small")

    def read(**choice):
        out = io.BytesIO()
        with store.open_graph(folder) as held:
            export.write_graph(export.whole(held), "gexf", out, choice=export.Choice(**choice))
        return networkx.read_gexf(io.BytesIO(out.getvalue()))

    plain, apart = read(), read(literals="node")
    assert (plain.number_of_nodes(), plain.number_of_edges()) == (8, 6)
    assert [(data["support"], data["money_max"]) for _, data in plain.nodes(data=True) if "support" in data] == [
        ("奖励 最高500万元", 5000000.0)
    ]
    assert (apart.number_of_nodes(), apart.number_of_edges()) == (9, 7)
    assert [data["unit"] for _, data in apart.nodes(data=True) if data["node_type"] == "Support"] == ["CNY"]
