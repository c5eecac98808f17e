"""Formats of several files: complete or not at all, and never over what is someone else's."""

import io
import os
import stat
import zipfile

import pytest
from hostile_graph import build

from kg import export, store
from kg.errors import UsageError
from kg.export import folder


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    with store.open_graph(build(tmp_path_factory.mktemp("folders") / "graph")) as held:
        yield export.whole(held)


def files(path):
    return {part.relative_to(path).as_posix(): part.read_bytes() for part in path.rglob("*") if part.is_file()}


def test_a_folder_and_a_zip_hold_the_same_files(source, tmp_path):
    """Same names, same bytes, the command can be run."""
    export.write_folder(source, "neo4j", tmp_path / "db")
    out = io.BytesIO()
    export.write_graph(source, "neo4j", out)
    with zipfile.ZipFile(out) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files(tmp_path / "db")
        assert archive.getinfo("import.sh").external_attr >> 16 & stat.S_IXUSR
    assert os.access(tmp_path / "db" / "import.sh", os.X_OK)


def test_our_folder_is_replaced_and_what_people_added_stays(source, tmp_path):
    """Old files of ours go, a note of the reader's stays."""
    target = tmp_path / "vault"
    export.write_folder(source, "neo4j", target)
    (target / ".obsidian").mkdir()
    (target / ".obsidian" / "app.json").write_text("{}", encoding="utf-8")
    export.write_folder(source, "obsidian", target)
    found = files(target)
    assert found[".obsidian/app.json"] == b"{}"
    assert "index.md" in found
    assert "import.sh" not in found
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("mark", [None, "no json", '{"files": 3}'], ids=["none", "damaged", "wrong"])
def test_a_folder_that_is_not_ours_is_left_alone(source, tmp_path, mark):
    """Nothing in it is changed."""
    target = tmp_path / "mine"
    target.mkdir()
    (target / "essay.md").write_text("我的", encoding="utf-8")
    if mark:
        (target / folder.MARK).write_text(mark, encoding="utf-8")
    before = files(target)
    with pytest.raises(UsageError, match="folder_not_ours"):
        export.write_folder(source, "obsidian", target)
    assert files(target) == before
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_is_no_folder_of_ours(source, tmp_path):
    """Nor is a link, wherever it leads."""
    (tmp_path / "a").write_text("x", encoding="utf-8")
    (tmp_path / "b").symlink_to(tmp_path)
    for name in ("a", "b"):
        with pytest.raises(UsageError, match="folder_not_ours"):
            export.write_folder(source, "neo4j", tmp_path / name)


def test_a_file_of_the_readers_in_our_place_stops_the_export(source, tmp_path):
    """It is named, and everything stays as it was."""
    target = tmp_path / "vault"
    export.write_folder(source, "neo4j", target)
    (target / "index.md").write_text("我的目录", encoding="utf-8")
    before = files(target)
    with pytest.raises(UsageError) as problem:
        export.write_folder(source, "obsidian", target)
    assert problem.value.key == "folder_file_taken"
    assert files(target) == before


def test_an_empty_folder_may_be_filled(source, tmp_path):
    """Somebody made it for this."""
    (tmp_path / "db").mkdir()
    export.write_folder(source, "csv-gephi", tmp_path / "db")
    assert set(files(tmp_path / "db")) == {"nodes.csv", "edges.csv", folder.MARK}


def test_a_failure_leaves_the_old_folder_and_no_other(source, tmp_path, monkeypatch):
    """Half a folder never takes its place."""
    export.write_folder(source, "csv-gephi", tmp_path / "db")
    before = files(tmp_path / "db")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.export.machine.table", full)
    with pytest.raises(OSError, match="No space"):
        export.write_folder(source, "csv-gephi", tmp_path / "db")
    assert files(tmp_path / "db") == before
    assert list(tmp_path.iterdir()) == [tmp_path / "db"]


def test_a_format_of_one_file_is_no_folder(source, tmp_path):
    """Said in words."""
    with pytest.raises(UsageError, match="not_a_folder_format"):
        export.write_folder(source, "gexf", tmp_path / "x")
