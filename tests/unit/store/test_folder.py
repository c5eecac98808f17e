"""The graph folder: one writer, many readers, nothing lost whatever happens."""

import errno
import os
import signal
import subprocess
import sys
import textwrap

import pytest

from kg import store
from kg.errors import SourceError, StoreError
from kg.model import Notice, Record, Shard, Span
from kg.model.quad import join, literal, split
from kg.store import embedded, folder

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def shard(source, *labels):
    graph = f"<https://w3id.org/policy-bulletin/id/g-{source}-auto>"
    quads = tuple(sorted(join(f"<http://e/{label}>", LABEL, literal(label, lang="zh"), graph) for label in labels))
    return Shard(
        Record(source, "bulletin", f"{source}号", f"issue-{source}", "报", 1, "2025-01-01", (("Issue", 1),)), quads
    )


def fill(path, *shards, raw="文\r\n本", notices=()):
    with store.writing(path) as writer:
        for each in shards:
            writer.put(each, raw=raw, notices=notices)
        writer.switch(writer.identity(), (line for each in writer.shards for line in each.quads))


def labels(path):
    with store.open_graph(path) as graph:
        return {str(quad.object.value) for quad in graph.store}


def test_graph_gives_back_what_was_put_in(tmp_path):
    """Records, texts (line ends kept), notices and quads survive."""
    doubts = (Notice("odd", Span(1, 2), {"what": "甲"}), Notice("plain"))
    fill(tmp_path / "g", shard("a", "甲"), notices=doubts)
    with store.open_graph(tmp_path / "g") as graph:
        assert graph.records == (shard("a").record,)
        assert graph.text("a") == "文\r\n本"
        assert graph.notices("a") == doubts
        assert list(graph.quads()) == list(shard("a", "甲").quads)
        assert graph.counts["quads"] == 1
        assert len(graph.store) == 2, "once in its graph, once in the union"


def test_reader_keeps_its_snapshot(tmp_path):
    """A build does not change what an open reader sees, and its files stay until it lets go."""
    fill(tmp_path, shard("a", "甲"))
    graph = store.open_graph(tmp_path)
    fill(tmp_path, shard("b", "乙"))
    assert len(list(graph.quads())) == 1
    assert len(graph.store) == 2, "once in its graph, once in the union"
    assert labels(tmp_path) == {"甲", "乙"}
    old = graph.snapshot
    graph.close()
    fill(tmp_path, shard("c", "丙"))
    assert not old.exists()


def test_second_writer_is_refused_with_the_number_of_the_first(tmp_path):
    """The message can name the process that holds the lock."""
    with store.writing(tmp_path / "g"), pytest.raises(StoreError) as caught, store.writing(tmp_path / "g"):
        pass
    assert caught.value.key == "graph_locked"
    assert caught.value.fields["pid"] == str(os.getpid())


def test_missing_and_empty_graphs_have_their_names(tmp_path):
    """A folder that is not there, one that is no graph, one without content."""
    for path, key in ((tmp_path / "no", "graph_missing"), (tmp_path, "graph_missing")):
        with pytest.raises(StoreError) as caught:
            store.open_graph(path)
        assert caught.value.key == key
    folder.claim(tmp_path / "empty")
    with pytest.raises(StoreError) as caught:
        store.open_graph(tmp_path / "empty")
    assert caught.value.key == "graph_empty"


def test_folder_of_something_else_is_left_alone(tmp_path):
    """`--graph data/` does not turn a folder of texts into a graph."""
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(StoreError) as caught:
        fill(tmp_path, shard("a"))
    assert caught.value.key == "graph_foreign"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_newer_format_is_refused(tmp_path):
    """An older program says so instead of misreading."""
    fill(tmp_path, shard("a", "甲"))
    (tmp_path / "FORMAT").write_text(f"{folder.FORMAT + 1}\n")
    for use in (lambda: store.open_graph(tmp_path), lambda: fill(tmp_path, shard("b"))):
        with pytest.raises(StoreError) as caught:
            use()
        assert caught.value.key == "graph_newer"


def test_damage_is_named(tmp_path):
    """A snapshot that is gone is damage, not a traceback."""
    fill(tmp_path, shard("a", "甲"))
    (tmp_path / "CURRENT").write_text("nothing\n")
    with pytest.raises(StoreError) as caught:
        store.open_graph(tmp_path)
    assert caught.value.key == "graph_damaged"


def test_full_disk_keeps_the_old_graph(tmp_path, monkeypatch):
    """No space while loading: the old content stays and nothing is left behind."""
    fill(tmp_path, shard("a", "甲"))

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(embedded, "load", full)
        with pytest.raises(StoreError) as caught:
            fill(tmp_path, shard("b", "乙"))
    assert caught.value.key == "disk_full"
    assert labels(tmp_path) == {"甲"}
    assert len(list((tmp_path / "snapshots").iterdir())) == 1
    assert len(list((tmp_path / "shards").iterdir())) == 1


def test_failed_first_build_leaves_no_folder(tmp_path):
    """Nothing built, nothing made."""
    with store.writing(tmp_path / "g"):
        pass
    assert not (tmp_path / "g").exists()


def test_killed_writer_leaves_the_old_graph(tmp_path):
    """kill -9 before the switch: the old graph opens, the leftovers go with the next build."""
    fill(tmp_path, shard("a", "甲"))
    script = f"""
        import os, signal
        from pathlib import Path
        from kg import store
        from kg.model import Record, Shard
        from kg.store import folder
        def die(path, name):
            os.kill(os.getpid(), signal.SIGKILL)
        folder.point = die
        with store.writing(Path({str(tmp_path)!r})) as writer:
            writer.put(Shard(Record("b", "bulletin", "b", "issue-b"), ('<http://e/b> <http://e/p> "b" .',)), raw="b")
            writer.switch(writer.identity(), (line for each in writer.shards for line in each.quads))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert labels(tmp_path) == {"甲"}
    with store.open_graph(tmp_path) as graph:
        assert [record.source for record in graph.records] == ["a"]
    fill(tmp_path, shard("c", "丙"))
    assert labels(tmp_path) == {"甲", "丙"}
    assert len(list((tmp_path / "shards").iterdir())) == 2


def test_same_content_has_the_same_name_in_any_order(tmp_path):
    """The snapshot is named after what is in it."""
    names = set()
    for at, order in enumerate((("a", "b"), ("b", "a"))):
        fill(tmp_path / str(at), *(shard(source, source) for source in order))
        names.add((tmp_path / str(at) / "CURRENT").read_text())
    assert len(names) == 1


def test_long_source_name_fits_the_file_system(tmp_path):
    """Eighty Chinese characters are 240 bytes."""
    long = "关" * 120
    fill(tmp_path, shard(long, "甲"))
    with store.open_graph(tmp_path) as graph:
        assert graph.text(long) == "文\r\n本"


def test_turtle_error_names_the_line(tmp_path):
    """A person can find it."""
    file = tmp_path / "a.ttl"
    file.write_text("@prefix e: <http://e/> .\ne:a e:b e:c .\ne:a e:b .\n")
    with pytest.raises(SourceError) as caught:
        list(store.rdf_lines(file, named="", base="http://e/", blank="b"))
    assert (caught.value.key, caught.value.fields["line"]) == ("rdf_syntax", 3)


def test_blank_nodes_keep_one_name_through_the_store(tmp_path):
    """Blank nodes stay blank and stay one, in the file and in the store."""
    file = tmp_path / "a.ttl"
    file.write_text("@prefix e: <http://e/> . [] e:p [ e:q 1 ] .")
    lines = list(store.rdf_lines(file, named="http://e/g", base="http://e/", blank="b"))
    assert lines == list(store.rdf_lines(file, named="http://e/g", base="http://e/", blank="b"))
    with store.writing(tmp_path / "g") as writer:
        writer.put_import("a", lines)
        writer.switch(writer.identity(), writer.joined(()))
    with store.open_graph(tmp_path / "g") as graph:
        named = {quad for quad in graph.store if str(quad.graph_name) != "DEFAULT"}
        assert {str(quad) + " ." for quad in named} == set(lines) == set(graph.quads())
        assert {quad.triple for quad in named} == {quad.triple for quad in graph.store}
        assert {split(line)[3] for line in lines} == {"<http://e/g>"}
