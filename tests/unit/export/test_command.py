"""`kg export` on the small graph: what it takes, what it says, what it refuses."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import networkx
import pytest
from small_graph import build_with_texts

from kg.export import scratch


@pytest.fixture
def kg(kg_on):
    """Run the command line on the small graph; give code, stdout, stderr."""
    return kg_on(build_with_texts)


def test_the_file_name_tells_the_format(kg):
    """And what was written is said."""
    code, out, err = kg("export", "-o", "图.gexf")
    assert (code, out) == (0, "")
    assert err == "已写入 图.gexf。\n8 个节点，6 条边。\n"
    assert networkx.read_gexf("图.gexf").number_of_nodes() == 8


def test_several_files_are_a_folder_or_a_zip(kg):
    """By the name of the output."""
    assert kg("export", "--format", "csv-gephi", "-o", "tables")[0] == 0
    assert kg("export", "--format", "csv-gephi", "-o", "tables.zip")[0] == 0
    assert Path("tables/edges.csv").exists()
    assert set(zipfile.ZipFile("tables.zip").namelist()) == {"nodes.csv", "edges.csv", "kg-export.json"}


def test_a_query_is_exported(kg):
    """Rows for a spreadsheet, triples for RDF."""
    assert kg("export", "-c", "SELECT ?d { ?d pb:sector ?s }", "--format", "csv")[1].startswith("\ufeffd\r\n")
    lines = kg("export", "-c", "CONSTRUCT WHERE { ?d pb:sector ?s }", "--format", "ntriples")[1]
    assert lines.count("\n") == 2


def test_paths_are_exported(kg):
    """From one name to another."""
    code, out, _ = kg("export", "--from", "四川省科学技术厅", "--to", "人工智能", "--top", "1", "--format", "graphml")
    assert code == 0
    assert networkx.read_graphml(io.BytesIO(out.encode())).number_of_edges() == 2


def test_issues_and_dates_are_exported(kg):
    """Each narrows the texts."""
    out = kg("export", "--issue", "1", "--until", "2025-01", "--format", "csv")[1]
    assert out.count("\n") == 4


def test_choices_reach_the_writers(kg):
    """Numbers as nodes, an edge a text, a timeline."""
    words = ("--literals", "node", "--edge-kind", "statement", "--dynamic")
    out = kg("export", "--format", "gexf", *words)[1]
    assert 'mode="dynamic"' in out
    assert 'kind="sector#1"' in out
    assert "奖励 最高500万元" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "四川省"), "--to"),
        (("--last",), "还没有可导出的结果"),
        (("--last", "-c", "ASK {}"), "只能选一样"),
        (("--issue", "1", "-c", "ASK {}"), "只能选一样"),
        (("--issue", "99"), "没有“99”这一期"),
        (("--since", "昨天"), "不是日期"),
        (("--since", "2030"), "没有文本"),
        (("-c", "ASK {}", "--format", "gexf"), "没有图谱中的事物"),
        (("--format", "docx"), "docx"),
        (("--format", "csv-gephi", "-o", "graph"), "不是 kg export 写的"),
        (("--format", "neo4j", "-o", "nowhere/db"), "没有文件夹 nowhere"),
        (("--format", "gexf", "-o", "nowhere/a.gexf"), "没有文件夹 nowhere"),
        (("--format", "neo4j", "-o", "/proc/db"), "/proc"),
        (("--format", "gexf", "-o", "/dev/full"), "/dev/full"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_said(kg, words, said):
    """In words, with code 2, without a trace of the program and without a file."""
    before = sorted(path.name for path in Path().iterdir())
    code, out, err = kg("export", *words)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert sorted(path.name for path in Path().iterdir()) == before


def test_a_full_disk_for_temporary_files_is_said(kg, monkeypatch):
    """SQLite's word becomes ours."""
    monkeypatch.setattr(scratch, "_TABLES", "PRAGMA max_page_count = 2;" + scratch._TABLES)
    code, out, err = kg("export", "--format", "gexf")
    assert (code, out) == (3, "")
    assert "TMPDIR" in err


def test_too_many_things_are_not_drawn(kg, monkeypatch):
    """A picture that nobody can read is refused, with the ways out."""
    monkeypatch.setattr("kg.export.dot.MOST_DRAWN", 3)
    code, _, err = kg("export", "--format", "svg", "-o", "a.svg")
    assert code == 2
    assert "8" in err
    assert not Path("a.svg").exists()


def test_the_shell_exports_the_answer_before(tmp_path, monkeypatch):
    """`.export --last` after a question."""
    monkeypatch.chdir(tmp_path)
    build_with_texts(tmp_path / "graph")
    script = "SELECT ?d { ?d pb:sector ?s };\n.export --last -o rows.csv\n"
    done = subprocess.run(
        [sys.executable, "-m", "kg", "shell", "--graph", str(tmp_path / "graph")],
        input=script.encode(),
        capture_output=True,
        check=False,
    )
    assert Path("rows.csv").exists(), done.stderr.decode()
    assert Path("rows.csv").read_text("utf-8-sig").startswith("d\n")
