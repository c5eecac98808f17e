"""The explorer in a real Chromium: offline from a file and from the server, on the sample and on hostile text."""

import json
import shutil
import subprocess
from pathlib import Path

import networkx as nx
import pytest
from hostile_graph import CLEAN, build

from kg import store
from kg.export import whole
from kg.model.quad import split, unescape
from kg.query import paths
from kg.web import all_charts, dataset, page

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "webui" / "test" / "explorer.mjs"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


@pytest.fixture(scope="module")
def walk():
    """A function that walks through a page and gives what it saw."""
    node = shutil.which("node")
    if not (node and BROWSER and (ROOT / "webui" / "node_modules" / "playwright-core").is_dir()):
        pytest.skip("needs node, chromium and `npm ci` in webui")

    def run(where: str, folder: Path, start: str, end: str) -> dict[str, object]:
        done = subprocess.run(
            [node, str(SCRIPT), BROWSER, where, str(folder), start, end],
            capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads((folder / "seen.json").read_text(encoding="utf-8"))

    return run


def written(graph: Path, file: Path) -> str:
    """Write the page of a graph and give its address."""
    with store.open_graph(graph) as held:
        data = dataset(whole(held), version="1", charts=all_charts(graph))
    file.write_bytes(page(data, "zh"))
    return file.as_uri()


def bare(text: str) -> str:
    """Cut spaces and line ends, which the page shows in its own way."""
    return "".join(text.split())


def test_offline_page_answers_as_the_graph(walk, sample_graph: Path, tmp_path: Path) -> None:
    """Search, expand, filter, path and sentence are those of the graph; nothing is fetched, nothing complains."""
    seen = walk(written(sample_graph, tmp_path / "page.html"), tmp_path, "四川省", "人工智能")
    assert (seen["foreign"], seen["errors"], seen["dialogs"]) == ([], [], [])
    assert seen["title"] == "四川省"
    assert seen["hits"][0].startswith("四川省")
    with store.open_graph(sample_graph) as held:
        said = bare("".join(map(unescape, (split(line)[2] for line in held.quads()))))
    assert bare(seen["marked"]) in said
    assert bare(seen["sentence"]) in said
    assert seen["filtered"] < len(seen["expanded"]) == seen["undone"]
    best = paths(sample_graph, "四川省", "人工智能").chains[0]
    assert seen["chains"][0] == ["四川省", *(hop.end.label for hop in best.hops)]
    assert all(bare(proof) in said for proof in seen["proofs"])
    assert (seen["english"], seen["chinese"]) == ("Table", "表")
    assert seen["reload"]["before"] == seen["reload"]["after"]


def test_filters_let_through_what_fits(walk, sample_graph: Path, tmp_path: Path) -> None:
    """By amount: what has a fitting amount, or stands beside it and has none. By certainty: the surer statements."""
    seen = walk(written(sample_graph, tmp_path / "page.html"), tmp_path, "四川省", "人工智能")
    with store.open_graph(sample_graph) as held:
        data = dataset(whole(held), version="1")
    edges, amounts = data["edges"], data["amounts"]
    ends = list(zip(edges["source"], edges["target"], strict=True))
    sums: dict[int, list[float]] = {}
    for node, yuan in zip(amounts["about"], amounts["yuan"], strict=True):
        sums.setdefault(node, []).extend([] if yuan is None else [yuan])
    rich = {node for node, many in sums.items() if any(yuan >= 1000_0000 for yuan in many)}
    beside = {end for pair in ends if rich & set(pair) for end in pair if not sums.get(end)}
    opened = set(seen["open"])
    assert set(seen["rich"]["nodes"]) == opened & (rich | beside) < opened
    inside = [at for at, pair in enumerate(ends) if opened.issuperset(pair)]
    certain = [at for at in inside if edges["confidence"][at] >= 0.9]
    assert seen["certain"]["edges"] == certain != inside
    assert seen["certain"]["drawn"] == [len(opened), len(certain)]


def test_buttons_give_files_that_open(walk, sample_graph: Path, tmp_path: Path) -> None:
    """Each export button gives a file that an independent reader takes, with the counts of the view."""
    seen = walk(written(sample_graph, tmp_path / "page.html"), tmp_path, "工业和信息化部", "人工智能")
    files, counts = seen["files"], seen["counts"]
    gexf = nx.read_gexf(files["export_gexf"])
    assert (gexf.number_of_nodes(), gexf.number_of_edges()) == (counts["nodes"], counts["edges"])
    assert "工业和信息化部" in {attributes["label"] for _, attributes in gexf.nodes(data=True)}
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(files["export_xlsx"])
    assert [sheet.max_row - 1 for sheet in book][:2] == [counts["edges"], counts["nodes"]]
    links = json.loads(Path(files["export_json"]).read_text(encoding="utf-8"))
    assert (len(links["nodes"]), len(links["links"])) == (counts["nodes"], counts["edges"])
    cx2 = {key: value for part in json.loads(Path(files["export_cx2"]).read_text()) for key, value in part.items()}
    assert (len(cx2["nodes"]), len(cx2["edges"])) == (counts["nodes"], counts["edges"])
    assert Path(files["export_csv"]).read_bytes().startswith(b"\xef\xbb\xbf")
    assert Path(files["export_png"]).read_bytes().startswith(b"\x89PNG")
    assert "<script" not in Path(files["export_svg"]).read_text(encoding="utf-8")


def test_view_as_page_opens_again(walk, sample_graph: Path, tmp_path: Path) -> None:
    """The page that the page writes holds what was visible and works as the first did."""
    seen = walk(written(sample_graph, tmp_path / "page.html"), tmp_path, "四川省", "人工智能")
    again = tmp_path / "again"
    again.mkdir()
    second = walk(Path(seen["files"]["export_html"]).as_uri(), again, "四川省", "人工智能")
    assert (second["foreign"], second["errors"], second["title"]) == ([], [], "四川省")
    assert second["chains"][0] == seen["chains"][0]


def test_hostile_text_runs_nothing(walk, tmp_path: Path) -> None:
    """Labels and sentences that look like markup are shown as they are and run nothing."""
    graph = build(tmp_path / "graph")
    start, end = CLEAN["policydoc-甲"], CLEAN["agency-2"]
    seen = walk(written(graph, tmp_path / "page.html"), tmp_path, start, end)
    assert seen["title"] == start
    assert (seen["foreign"], seen["errors"], seen["dialogs"]) == ([], [], [])


def test_served_page_is_the_same(walk, sample_address: str, sample_graph: Path, tmp_path: Path) -> None:
    """The server's page finds the same chains, and asks nobody but its server."""
    seen = walk(sample_address, tmp_path, "四川省", "人工智能")
    assert (seen["foreign"], seen["errors"], seen["dialogs"]) == ([], [], [])
    best = paths(sample_graph, "四川省", "人工智能").chains[0]
    assert seen["chains"][0] == ["四川省", *(hop.end.label for hop in best.hops)]
