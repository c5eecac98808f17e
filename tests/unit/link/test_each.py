"""A body named by its level alone: each of a class in a document of a higher level, a doubt elsewhere."""

import pytest

from kg.pipeline import understood

REGULATION = """关于促进企业技术改造的规定

第一章  总则

第一条  为了促进企业技术改造，制定本规定。
第二条  区人民政府负责本辖区的技术改造工作。区人民政府应当每年公布计划。

{place}人民政府办公室
2024年3月5日
"""


@pytest.fixture
def read(tmp_path):
    def run(raw):
        (tmp_path / "a.txt").write_text(raw, "utf-8")
        return understood(tmp_path / "a.txt", kind="official")

    return run


def test_level_below_the_document_means_each(read):
    """区人民政府 in a document of a city is the government of each district."""
    found = read(REGULATION.format(place="长沙市"))
    groups = {entity for _, entity in found.facts.mentions if entity.type == "AgencyGroup"}
    assert {entity.label for entity in groups} == {"区人民政府"}
    assert not [notice for notice in found.notices if notice.code == "unresolved_name"]
