"""Every format read by programs nobody here wrote, on the hostile graph and on the sample: counts, labels, sentences."""

import csv
import json
import re
import shutil
import subprocess
import zipfile

import pytest

NODE = [
    ("graphology-gexf", "gexf"),
    ("graphology-graphml", "graphml"),
    ("graphology", "graphology"),
    ("cytoscape", "cyjs"),
]


@pytest.mark.parametrize(("reader", "form"), NODE)
def test_node_packages(node, written, truth, reader, form):
    """The parsers of Gephi Lite, in their strict mode, and Cytoscape's core."""
    found = json.loads(node(reader, written(form, "a")))
    assert sorted(found["labels"]) == truth["labels"]
    assert sorted(found["evidence"]) == truth["evidence"]


def test_gephi_lite_sees_titles_and_colours(node, written):
    """Attributes by their titles, never by number; colours of the shape that its test accepts."""
    found = json.loads(node("graphology-gexf", written("gexf", "a.gexf")))
    assert {"node_type", "iri", "first_issue"} <= set(found["names"])
    assert not [name for name in found["names"] if name.isdecimal()]
    assert all(re.fullmatch(r"#[0-9a-f]{6}|rgb\(\d+, ?\d+, ?\d+\)", colour) for colour in found["colours"])


def test_gephi_lite_cannot_read_yed(node, written):
    """The two flavours of GraphML are kept apart: this one has no labels there."""
    try:
        found = json.loads(node("graphology-graphml", written("graphml-yed", "a.graphml")))
    except AssertionError:
        return
    assert not [label for label in found["labels"] if label]


NDEX = """
import json, sys
from ndex2.cx2 import CX2Network
found = CX2Network()
found.create_from_raw_cx2(sys.argv[1])
nodes, edges = found.get_nodes().values(), found.get_edges().values()
print(json.dumps({"labels": sorted(n["v"]["name"] for n in nodes), "evidence": sorted(e["v"].get("evidence", "") for e in edges),
  "sorts": sorted({type(n["v"]["texts"]).__name__ for n in nodes}), "placed": all(n["x"] is not None and n["y"] is not None for n in nodes)}))
"""


def test_ndex2_reads_cx2(python, written, truth):
    """Typed values and places too."""
    found = json.loads(python("ndex2", NDEX, written("cx2", "a.cx2")))
    assert (found["labels"], found["evidence"]) == (truth["labels"], truth["evidence"])
    assert (found["sorts"], found["placed"]) == (["int"], True)


NETWORKIT = """
import sys, networkit
reader = networkit.graphio.GEXFReader()
found = reader.read(sys.argv[1])
found = found[0] if isinstance(found, tuple) else found
print(found.numberOfNodes(), found.numberOfEdges())
"""


def test_networkit_reads_gexf(python, written, truth):
    """It keeps nothing but the structure."""
    nodes, edges = map(int, python("networkit", NETWORKIT, written("gexf", "a.gexf")).split())
    assert (nodes, edges) == (len(truth["labels"]), len(truth["evidence"]))


LADYBUG = """
import json, os, sys
import ladybug
os.chdir(sys.argv[1])
held = ladybug.Connection(ladybug.Database(sys.argv[2]))
for line in open("schema.cypher", encoding="utf-8"):
    held.execute(line)
def rows(question):
    found = held.execute(question)
    while found.has_next():
        yield found.get_next()
print(json.dumps({"labels": sorted(row[0] for row in rows("MATCH (n) RETURN n.name")),
  "evidence": sorted(row[0] or "" for row in rows("MATCH ()-[e]->() RETURN e.evidence"))}))
"""


def test_ladybug_runs_the_schema(python, written, truth, tmp_path):
    """Tables made and filled as the script says."""
    found = json.loads(python("ladybug", LADYBUG, written("ladybug", "db"), tmp_path / "base"))
    assert (found["labels"], found["evidence"]) == (truth["labels"], truth["evidence"])


CYPHER = """
import json, sys
import ladybug
held = ladybug.Connection(ladybug.Database(sys.argv[2]))
texts = []
for line in open(sys.argv[1], encoding="utf-8"):
    if line.startswith("MERGE"):
        inner = line[line.index("n += ") + 5 : line.rindex(";")]
        row = held.execute("RETURN " + inner).get_next()[0]
        texts.append(row["name"])
    elif line.startswith("MATCH"):
        inner = line[line.index("CREATE (a)-[:") :]
        row = held.execute("RETURN " + inner[inner.index("` {") + 2 : inner.rindex("]->")]).get_next()[0]
        texts.append(row.get("evidence", ""))
print(json.dumps(sorted(texts)))
"""


def test_ladybug_reads_the_strings_of_cypher(python, written, truth, tmp_path):
    """Another reader of Cypher takes every map of properties and gives the same texts."""
    found = json.loads(python("ladybug", CYPHER, written("cypher", "a.cypher"), tmp_path / "base"))
    assert found == sorted([*truth["labels"], *truth["evidence"]])


GRAPH_TOOL = """
import json, sys
import graph_tool
found = graph_tool.load_graph(sys.argv[1], fmt=sys.argv[2])
names = found.vp["label"]
print(json.dumps({"labels": sorted(names[v] for v in found.vertices()),
  "evidence": sorted(found.ep["evidence"][e] for e in found.edges()) if "evidence" in found.ep else []}))
"""


def test_graph_tool_reads_graphml(system, written, truth):
    """From Debian's package."""
    found = json.loads(system("graph_tool", GRAPH_TOOL, written("graphml", "a.graphml"), "graphml"))
    assert (found["labels"], found["evidence"]) == (truth["labels"], truth["evidence"])


TULIP = """
import json, sys
from tulip import tlp
found = tlp.importGraph("GEXF", {"filename": sys.argv[1]})
labels = found["viewLabel"]
print(json.dumps({"labels": sorted(labels[n] for n in found.getNodes()), "edges": found.numberOfEdges()}))
"""


def test_tulip_reads_gexf(system, written, truth):
    """From Debian's package; static files only."""
    found = json.loads(system("tulip", TULIP, written("gexf", "a.gexf")))
    assert (found["labels"], found["edges"]) == (truth["labels"], len(truth["evidence"]))


@pytest.mark.parametrize(
    ("form", "syntax"),
    [("ntriples", "ntriples"), ("turtle", "turtle"), ("rdfxml", "rdfxml"), ("nquads", "nquads"), ("trig", "trig")],
)
def test_raptor_reads_rdf(written, form, syntax):
    """It counts as many triples as the files of lines have."""
    if shutil.which("rapper") is None:
        pytest.skip("raptor2-utils is not installed")
    path = written(form, "a")
    done = subprocess.run(
        ["rapper", "-q", "-i", syntax, str(path), "http://a.example/"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-500:]
    lines = {line for line in done.stdout.split(b"\n") if line}
    expected = written("ntriples" if form not in {"nquads", "trig"} else "nquads", "b").read_bytes().count(b"\n")
    union = written("ntriples", "c").read_bytes().count(b"\n")
    assert len(lines) in {expected, union}


def calc(path, target, *options):
    """Let LibreOffice turn a file into another; skip where it is not there."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (apt install libreoffice-calc)")
    command = [
        program,
        "--headless",
        f"-env:UserInstallation=file://{path.parent}/profile",
        "--convert-to",
        target,
        *options,
    ]
    subprocess.run([*command, "--outdir", str(path.parent), str(path)], check=True, capture_output=True, timeout=120)
    return path.with_suffix("." + target.partition(":")[0]).read_text("utf-8")


def test_calc_reads_the_workbook(written):
    """No formula, no link, numbers of documents as they were."""
    found = calc(written("xlsx", "a.xlsx"), "fods")
    assert "table:formula" not in found
    assert "xlink:href" not in re.sub(
        r"<office:(?:settings|styles|meta).*?</office:(?:settings|styles|meta)>", "", found, flags=re.DOTALL
    )
    assert 'office:value-type="date"' in found


def test_calc_reads_the_csv(written):
    """As UTF-8; nothing in it is run."""
    found = calc(written("csv", "a.csv"), "fods", "--infilter=CSV:44,34,76,1")
    assert "table:formula" not in found
    assert "主体" in found


def test_pdf_has_its_font(written):
    """A font with Chinese lies in the file."""
    if shutil.which("dot") is None or shutil.which("pdffonts") is None:
        pytest.skip("Graphviz or poppler-utils is not installed")
    done = subprocess.run(["pdffonts", str(written("pdf", "a.pdf"))], capture_output=True, text=True, check=True)
    fonts = done.stdout.splitlines()[2:]
    assert any("CJK" in line for line in fonts), done.stdout
    assert all(" yes " in line for line in fonts)


def test_neo4j_tables_are_strict(written):
    """What the bulk import checks: heads, as many cells a row, quotes that close, numbers and dates of their type."""
    folder = written("neo4j", "db")
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            heads, *rows = csv.reader(file, strict=True)
        assert heads[0].endswith((":ID", ":START_ID"))
        assert heads[-1] in {":LABEL", ":TYPE"}
        assert {len(row) for row in rows} == {len(heads)}
        for at, head in enumerate(heads):
            kind = head.partition(":")[2]
            pattern = {
                "int": r"\d*",
                "double": r"[\d.eE+-]*",
                "boolean": r"true|false|",
                "date": r"\d{4}-\d\d-\d\d|",
            }.get(kind, r"(?s:.*)")
            assert all(re.fullmatch(pattern, row[at]) for row in rows), (path.name, head)


def test_zip_of_a_folder_is_sound(graph, tmp_path):
    """Another reader checks every sum."""
    from kg import export, store

    with store.open_graph(graph) as held, (tmp_path / "a.zip").open("wb") as out:
        export.write_graph(export.whole(held), "obsidian", out)
    if shutil.which("unzip"):
        assert (
            subprocess.run(["unzip", "-tq", str(tmp_path / "a.zip")], capture_output=True, check=False).returncode == 0
        )
    assert zipfile.ZipFile(tmp_path / "a.zip").testzip() is None
