"""`kg read` and `kg check FILE`: one file looked at without a graph."""

import pytest

from kg import cli

ITEM = (
    "东海省出台措施支持中试平台\n来源：东海日报 2025-03-04\n"
    "近日，福建省科学技术厅印发《福建省中试平台建设若干措施》，给予一次性补助最高500万元。\n"
    "共认定平台12家，其中电子领域2家、机械领域7家、材料领域4家。\n"
)


@pytest.fixture
def item(tmp_path, monkeypatch):
    """A news item in a folder without a graph."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_LANG", "zh")
    file = tmp_path / "item.txt"
    file.write_text(ITEM, encoding="utf-8")
    return file


def test_read_shows_kind_numbers_and_doubts(item, capsys):
    """What was understood stands on the screen, and nothing is written."""
    assert cli.main(["read", str(item)]) == 0
    out = capsys.readouterr().out
    assert "新闻" in out
    assert "2025-03-04" in out
    assert "≤5,000,000 元 · 一次性" in out
    assert "分项之和与总数不符" in out
    assert [path.name for path in item.parent.iterdir()] == ["item.txt"]


def test_read_takes_a_kind(item, capsys):
    """A wrong guess is overridden."""
    assert cli.main(["read", str(item), "--kind", "bulletin", "--lang", "en"]) == 0
    assert "bulletin" in capsys.readouterr().out


def test_read_writes_the_page(item, capsys):
    """One file that stands by itself."""
    assert cli.main(["read", str(item), "--html", "out.html"]) == 0
    assert (item.parent / "out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "out.html" in capsys.readouterr().err


@pytest.mark.usefixtures("item")
def test_read_names_a_file_that_is_missing(capsys):
    """The way out is said."""
    assert cli.main(["read", "none.txt"]) == 2
    assert "none.txt" in capsys.readouterr().err


def test_check_reads_a_file_without_a_graph(item, capsys):
    """The doubts of a file that no graph holds."""
    assert cli.main(["check", str(item)]) == 0
    assert "sum_differs" in capsys.readouterr().out
    assert not (item.parent / "kg-graph").exists()


def test_build_shows_and_keeps_the_kind_of_a_news_item(item, capsys):
    """The item stands in the graph as an article of no issue."""
    assert cli.main(["build", str(item)]) == 0
    assert "新闻" in capsys.readouterr().err
    assert cli.main(["query", "-c", "SELECT ?t ?day { ?a pb:title ?t ; pb:date ?day ; pb:reportsOn ?d }"]) == 0
    assert '"东海省出台措施支持中试平台"\t"2025-03-04"' in capsys.readouterr().out
    assert cli.main(["query", "-c", "ASK { ?i a pb:Issue }"]) == 0
    assert "false" in capsys.readouterr().out
    assert cli.main(["check"]) == 0
    assert "shape" not in capsys.readouterr().out
