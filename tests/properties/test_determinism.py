"""The graph is a function of the set of texts: order, processes, steps and repetition leave no trace in its bytes."""

from itertools import permutations

import pytest

from kg import pipeline, store
from kg.resources import data

FIRST = """江西省科技创新要参

第 3 期

江西省科学技术厅办公室        2025年4月8日

本期要目
【部委动态】
工业和信息化部印发关于推进产业数据平台建设的指导意见
【省外速览】
湖南省出台支持人工智能产业发展的若干措施

【部委动态】

工业和信息化部印发关于推进产业数据平台建设的指导意见

近日，工业和信息化部印发《关于推进产业数据平台建设的指导意见》（工信部科〔2025〕12号），提出到2027年建成20个平台。
（1）建好平台。对通过验收的平台，给予一次性最高300万元补助。
（2）用好数据。鼓励企业开放数据。

【省外速览】

湖南省出台支持人工智能产业发展的若干措施

湖南省人民政府办公厅印发《关于支持人工智能产业发展的若干措施》，对总额达到50万元以上的项目，按不超过实际投入30%的比例给予补助。

报：省委、省政府
"""
SECOND = FIRST.replace("第 3 期", "第 4 期").replace("4月8日", "5月9日").replace("（工信部科〔2025〕12号）", "")
THIRD = FIRST.replace("第 3 期", "第 5 期").replace("4月8日", "6月9日").replace("湖南省", "福建省")
TEXTS = {"a": FIRST, "b": SECOND, "c": THIRD}


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    for name, raw in TEXTS.items():
        (folder / f"{name}.txt").write_text(raw, "utf-8")
    return folder


@pytest.fixture(scope="module")
def wanted(texts, tmp_path_factory):
    graph = tmp_path_factory.mktemp("wanted") / "g"
    report = pipeline.build([texts], graph)
    assert not report.failed
    assert len(report.built) == len(TEXTS)
    return content(graph)


def content(graph):
    """All bytes of a graph that a reader can see."""
    with store.open_graph(graph) as held:
        index = ("names.tsv", "nodes.tsv", "relations.tsv", "heads.bin", "edges.bin", "counts.json", "manifest.json")
        keys = [path.name for pattern in ("*.keys", "*.order", "pairs.*") for path in held.snapshot.glob(pattern)]
        return list(held.quads()), {name: (held.snapshot / name).read_bytes() for name in (*index, *keys)}


@pytest.mark.parametrize("order", list(permutations("abc"))[1::2])
def test_order_of_files_does_not_matter(texts, wanted, tmp_path, order):
    """Any order, the same bytes."""
    pipeline.build([texts / f"{name}.txt" for name in order], tmp_path / "g")
    assert content(tmp_path / "g") == wanted


def test_processes_do_not_matter(texts, wanted, tmp_path):
    """Two workers, the same bytes."""
    report = pipeline.build([texts], tmp_path / "g", workers=2)
    assert [row.path.name for row in report.built] == ["a.txt", "b.txt", "c.txt"]
    assert content(tmp_path / "g") == wanted


def test_sample_is_the_same_backwards_in_two_processes(tmp_path):
    """The bulletins that ship with the product."""
    files = sorted(data("bulletins").glob("*.txt"))
    pipeline.build(files, tmp_path / "one")
    pipeline.build(files[::-1], tmp_path / "two", workers=2)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_steps_do_not_matter(texts, wanted, tmp_path):
    """Issue by issue, the same bytes."""
    for name in "cab":
        pipeline.build([texts / f"{name}.txt"], tmp_path / "g")
    assert content(tmp_path / "g") == wanted


def test_building_again_changes_nothing(texts, wanted, tmp_path):
    """The second build finds nothing to do."""
    pipeline.build([texts], tmp_path / "g")
    assert not pipeline.build([texts], tmp_path / "g").changed
    assert content(tmp_path / "g") == wanted


def test_names_and_places_of_files_do_not_matter(wanted, tmp_path):
    """A text is what it says, not where it lies."""
    for name, raw in TEXTS.items():
        (tmp_path / f"第{name}份.txt").write_text(raw, "utf-8")
    pipeline.build(sorted(tmp_path.glob("*.txt")), tmp_path / "g")
    assert content(tmp_path / "g") == wanted


@pytest.mark.parametrize("gone", list(TEXTS))
def test_removing_is_never_having_built(texts, tmp_path, gone):
    """The graph without one text is the graph of the others."""
    pipeline.build([texts], tmp_path / "g")
    pipeline.build([texts / f"{name}.txt" for name in TEXTS if name != gone], tmp_path / "without")
    number = str(3 + list(TEXTS).index(gone))
    pipeline.remove(tmp_path / "g", number)
    assert content(tmp_path / "g") == content(tmp_path / "without")


def test_replacing_is_building_the_new_text(texts, wanted, tmp_path):
    """A text read again in another state takes its own place."""
    (tmp_path / "a.txt").write_text(FIRST.replace("20个平台", "25个平台"), "utf-8")
    pipeline.build([texts / "b.txt", texts / "c.txt", tmp_path / "a.txt"], tmp_path / "g")
    assert content(tmp_path / "g") != wanted
    pipeline.build([texts / "a.txt"], tmp_path / "g")
    assert content(tmp_path / "g") == wanted


def test_same_document_cited_in_two_ways_is_one_node(texts, tmp_path):
    """With its number in one issue and without in the other."""
    pipeline.build([texts], tmp_path / "g")
    with store.open_graph(tmp_path / "g") as graph:
        rows = (graph.snapshot / "nodes.tsv").read_text("utf-8").splitlines()
    assert len([row for row in rows if "\tPolicyDoc\t" in row and "产业数据平台" in row]) == 1
