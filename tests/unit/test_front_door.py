"""The library's front door: what a Python user types."""

import pytest

import kg
from kg.errors import StoreError

TEXT = """江西省科技要参

第 3 期

江西省科学技术厅办公室        2025年4月8日

【省外速览】

福建省出台支持人工智能产业发展的若干措施

福建省人民政府办公厅印发《关于支持人工智能产业发展的若干措施》，对入选项目给予最高300万元补助。
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("door")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    report = kg.build([str(folder / "a.txt")], str(folder / "g"))
    assert [row.record.label for row in report.built] == ["江西省科技要参第3期"]
    return str(folder / "g")


def test_open_store_lists_the_texts(graph):
    """A graph folder tells what is in it."""
    with kg.open_store(graph) as held:
        assert [record.number for record in held.records] == [3]


def test_ask_answers_in_rows(graph):
    """SPARQL, with a thing by name."""
    answer = kg.ask(graph, "SELECT ?d WHERE { ?d a pb:PolicyDoc ; pb:place [[福建省]] }")
    assert len(answer.rows) == 1


def test_paths_join_two_things(graph):
    """Two names, the ways between them."""
    assert kg.paths(graph, "福建省人民政府办公厅", "关于支持人工智能产业发展的若干措施").chains


def test_missing_graph_is_an_error_of_ours(tmp_path):
    """With the name of the folder."""
    with pytest.raises(StoreError) as caught:
        kg.open_store(tmp_path / "none")
    assert caught.value.key == "graph_missing"
