"""The order of the stages, and what a build, a removal and an import leave behind; texts stand for their own quads."""

import dataclasses

import pytest

from kg import edit, pipeline, store
from kg.errors import KgError, QueryError, SourceError, StoreError
from kg.model import Notice, Record, Shard
from kg.model.iri import ID, PB
from kg.model.quad import join, literal, node


@pytest.fixture(autouse=True)
def stages(monkeypatch):
    """Instead of stages 1 to 7: a file "source=value value" says that its thing has these values."""

    def made(path, **_):
        raw = path.read_text("utf-8")
        if "=" not in raw:
            raise SourceError("not_a_bulletin", path=str(path))
        source, _, values = raw.partition("=")
        graph = node(f"{ID}g-{source}-auto")
        quads = [join(node(ID + source), node(PB + "title"), literal(value), graph) for value in values.split()]
        record = Record(source, "bulletin", f"{source}第1期", f"issue-{source}", source, 1)
        return pipeline.Made(Shard(record, tuple(sorted(quads))), (Notice("odd"),), raw)

    monkeypatch.setattr(pipeline, "made", made)


def write(folder, **texts):
    folder.mkdir(exist_ok=True)
    for name, raw in texts.items():
        (folder / f"{name}.txt").write_text(raw, "utf-8")
    return folder


def titles(path):
    with store.open_graph(path) as graph:
        return sorted(
            line.split('"')[1] for line in graph.quads() if f"{PB}title> " in line and "ontology>" not in line
        )


def everything(path):
    with store.open_graph(path) as graph:
        return list(graph.quads())


def test_build_reads_files_and_folders(tmp_path):
    """A folder means all readable files in it, hidden ones and papers about the folder left out."""
    texts = write(tmp_path / "texts", a="a=1", b="b=2")
    (texts / ".hidden.txt").write_text("c=3")
    (texts / "README.md").write_text("c=3")
    (texts / "table.xlsx").write_text("c=3")
    report = pipeline.build([texts], tmp_path / "g")
    assert [row.record.source for row in report.built] == ["a", "b"]
    assert [row.notices for row in report.built] == [(Notice("odd"),)] * 2
    assert titles(tmp_path / "g") == ["1", "2"]


def test_one_bad_file_does_not_stop_the_others(tmp_path):
    """It is reported with its error; missing paths and empty folders too."""
    texts = write(tmp_path / "texts", a="a=1", b="nothing")
    (tmp_path / "empty").mkdir()
    report = pipeline.build([texts, tmp_path / "gone.txt", tmp_path / "empty"], tmp_path / "g")
    assert {(row.path.name, row.error.key) for row in report.failed} == {
        ("b.txt", "not_a_bulletin"),
        ("gone.txt", "no_such_file"),
        ("empty", "no_readable_files"),
    }
    assert titles(tmp_path / "g") == ["1"]


def test_nothing_readable_makes_no_graph(tmp_path):
    """No folder appears where nothing was built."""
    report = pipeline.build([tmp_path / "gone.txt"], tmp_path / "g")
    assert report.failed
    assert not (tmp_path / "g").exists()


def test_building_again_changes_nothing(tmp_path):
    """Same texts, same snapshot, nothing written."""
    texts = write(tmp_path / "texts", a="a=1")
    first = pipeline.build([texts], tmp_path / "g")
    again = pipeline.build([texts], tmp_path / "g")
    assert (first.changed, again.changed) == (True, False)
    assert first.snapshot == again.snapshot


def test_building_one_by_one_is_building_at_once(tmp_path):
    """The graph is a function of the set of texts."""
    texts = write(tmp_path / "texts", a="a=1", b="b=2", c="c=3")
    pipeline.build([texts], tmp_path / "once")
    for name in "cab":
        pipeline.build([texts / f"{name}.txt"], tmp_path / "each")
    assert everything(tmp_path / "each") == everything(tmp_path / "once")


def test_new_reading_replaces_the_old(tmp_path):
    """A text has one shard."""
    pipeline.build([write(tmp_path / "texts", a="a=1 2")], tmp_path / "g")
    pipeline.build([write(tmp_path / "texts", a="a=1 3")], tmp_path / "g")
    assert titles(tmp_path / "g") == ["1", "3"]


def test_removed_text_leaves_the_graph_without_it(tmp_path):
    """As if it had never been there."""
    texts = write(tmp_path / "texts", a="a=1", b="b=2")
    pipeline.build([texts], tmp_path / "g")
    pipeline.build([texts / "b.txt"], tmp_path / "without")
    assert pipeline.remove(tmp_path / "g", "a").source == "a"
    assert everything(tmp_path / "g") == everything(tmp_path / "without")


@pytest.mark.parametrize("name", ["a", "a第1期", "issue-a"])
def test_text_is_removed_by_any_of_its_names(tmp_path, name):
    """Source, label or node."""
    pipeline.build([write(tmp_path / "texts", a="a=1", b="b=2")], tmp_path / "g")
    pipeline.remove(tmp_path / "g", name)
    assert titles(tmp_path / "g") == ["2"]


@pytest.mark.parametrize(("name", "key"), [("1", "ambiguous_source"), ("99", "unknown_issue")])
def test_removal_asks_which_is_meant(tmp_path, name, key):
    """A number that two texts bear, or none."""
    pipeline.build([write(tmp_path / "texts", a="a=1", b="b=2")], tmp_path / "g")
    with pytest.raises(QueryError) as caught:
        pipeline.remove(tmp_path / "g", name)
    assert caught.value.key == key
    assert "a, b" in caught.value.fields["candidates"]


def test_removal_from_no_graph_makes_none(tmp_path):
    """The folder must be there."""
    with pytest.raises(StoreError):
        pipeline.remove(tmp_path / "g", "a")
    assert not (tmp_path / "g").exists()


def test_two_files_of_one_text_give_one_result_in_any_order(tmp_path):
    """The fuller one is kept and the other named; equal ones are silently one."""
    texts = write(tmp_path / "texts", a="a=1", b="a=1 2", c="a=1 2")
    files = [texts / f"{name}.txt" for name in "abc"]
    one = pipeline.build(files, tmp_path / "one")
    two = pipeline.build(files[::-1], tmp_path / "two")
    assert everything(tmp_path / "one") == everything(tmp_path / "two")
    for report in (one, two):
        (row,) = report.built
        notice = row.notices[-1]
        assert notice.code == "duplicate_source"
        assert "a.txt" in notice.values["others"]
    (same,) = pipeline.build(files[1:], tmp_path / "same").built
    assert same.notices == (Notice("odd"),)


def test_progress_is_told_after_each_file(tmp_path):
    """Files done, files in all, the name, characters so far."""
    told = []
    texts = write(tmp_path / "texts", a="a=1", b="b=22")
    pipeline.build([texts], tmp_path / "g", progress=lambda *state: told.append(state))
    assert told == [(1, 2, "a.txt", 3), (2, 2, "b.txt", 7)]


def test_import_enters_the_default_graph_or_the_named_one(tmp_path):
    """Plain RDF keeps its own place unless one is given."""
    file = tmp_path / "x.ttl"
    file.write_text('<http://e/a> <http://e/b> "c" .')
    pipeline.import_rdf(file, tmp_path / "g")
    pipeline.import_rdf(file, tmp_path / "g", named="http://e/g")
    assert everything(tmp_path / "g") == [
        '<http://e/a> <http://e/b> "c" .',
        '<http://e/a> <http://e/b> "c" <http://e/g> .',
    ]


def test_import_tells_how_much_is_read(tmp_path):
    """Now and then, and all of it at the end."""
    file, told = tmp_path / "x.nt", []
    file.write_text("".join(f'<http://e/{at}> <http://e/b> "c" .\n' for at in range(20_001)))
    pipeline.import_rdf(file, tmp_path / "g", progress=lambda *state: told.append(state))
    assert told == [(10_000, False), (20_000, False), (20_001, True)]


def test_import_again_replaces(tmp_path):
    """A file of the same name takes the old one's place; it can be removed by its name."""
    file = tmp_path / "x.ttl"
    for value in "12":
        file.write_text(f'<http://e/a> <http://e/b> "{value}" .')
        pipeline.import_rdf(file, tmp_path / "g")
    assert [line for line in everything(tmp_path / "g") if "http://e/a" in line] == ['<http://e/a> <http://e/b> "2" .']
    pipeline.remove(tmp_path / "g", "x.ttl")
    assert not [line for line in everything(tmp_path / "g") if "http://e/a" in line]


def test_bad_rdf_leaves_the_graph_alone(tmp_path):
    """The error names the line, the old content stays."""
    pipeline.build([write(tmp_path / "texts", a="a=1")], tmp_path / "g")
    (tmp_path / "x.ttl").write_text("no turtle")
    with pytest.raises(SourceError) as caught:
        pipeline.import_rdf(tmp_path / "x.ttl", tmp_path / "g")
    assert caught.value.key == "rdf_syntax"
    assert titles(tmp_path / "g") == ["1"]


def test_import_beside_texts_survives_a_build(tmp_path):
    """A rebuild keeps what was added."""
    file = tmp_path / "x.nt"
    file.write_text('<http://e/a> <http://e/b> "c" .')
    pipeline.import_rdf(file, tmp_path / "g")
    pipeline.build([write(tmp_path / "texts", a="a=1")], tmp_path / "g")
    assert titles(tmp_path / "g") == ["1"]
    assert any("http://e/a" in line for line in everything(tmp_path / "g"))


def test_graph_added_to_itself_is_the_same(tmp_path):
    """Export, then import: nothing stands twice."""
    pipeline.build([write(tmp_path / "texts", a="a=1")], tmp_path / "g")
    file = tmp_path / "all.nq"
    file.write_text("".join(f"{line}\n" for line in everything(tmp_path / "g")), "utf-8")
    wanted = sorted(everything(tmp_path / "g"))
    for target in (tmp_path / "g", tmp_path / "new"):
        pipeline.import_rdf(file, target)
        assert sorted(everything(target)) == wanted


def test_correction_survives_a_rebuild(tmp_path):
    """What a person rejected stays away, whatever is built again."""
    texts = write(tmp_path / "texts", a="a=1 2", b="b=3")
    pipeline.build([texts / "a.txt"], tmp_path / "g")
    wrong = edit.Edit("2025-01-01", "甲", "reject", node(f"{ID}a"), node(f"{PB}title"), literal("1"))
    edit.append(tmp_path / "g" / "edits" / "jia.tsv", wrong)
    pipeline.build([texts], tmp_path / "g")
    assert titles(tmp_path / "g") == ["2", "3"]


def test_records_are_frozen():
    """Reports cannot be changed by who reads them."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        pipeline.Report().built = ()


def test_error_of_a_file_is_one_of_ours():
    """Whatever happens to a file, the caller can say it."""
    assert issubclass(SourceError, KgError)
