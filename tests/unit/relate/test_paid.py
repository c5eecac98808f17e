"""Who a document pays: at the end of 对…的企业, with all who are listed there."""

import pytest

MEASURES = """湖南省农机推广若干措施

一、支持推广。{sentence}
"""


@pytest.fixture
def paid(understand):
    """Give the groups that the measures apply to."""

    def run(sentence):
        statements = understand(MEASURES.format(sentence=sentence), kind="official").facts.statements
        return {s.object.label for s in statements if s.relation == "appliesTo"}

    return run


def test_all_of_a_list_are_paid(paid):
    """Every one of a list of receivers counts."""
    assert paid("对合作社、家庭农场和科研院所，给予5万元补助。") >= {"家庭农场", "科研院所"}


def test_receiver_behind_of_is_paid_not_whom_it_serves(paid):
    """Of 对帮扶甲的乙 it is 乙."""
    found = paid("对帮扶中小微企业的融资担保公司，给予最高9万元补助。")
    assert "融资担保公司" in found
    assert "中小微企业" not in found


def test_group_apart_from_the_list_is_not_paid(paid):
    """Who stands in another clause is only spoken of."""
    assert "高等学校" not in paid("对科研院所给予5万元补助，由高校提供场地，另给予2万元补助。")


def test_clause_headed_by_whom_it_is_for_names_the_receivers(understand):
    """Under 支持对象 the groups are those whom the document is for, not what stands before 的."""
    text = "湖南省农机推广若干措施\n\n第三条　支持对象\n\n　　通过认定且服务高校的家庭农场、合作社。\n"
    statements = understand(text, kind="official").facts.statements
    found = {s.object.label for s in statements if s.relation == "appliesTo"}
    assert found == {"家庭农场", "农民合作社"}


def test_clause_with_another_heading_names_no_receivers(understand):
    """A heading that says something else makes no receiver of who is named there."""
    text = "湖南省农机推广若干措施\n\n第三条　审核程序\n\n　　通过认定的家庭农场、合作社。\n"
    assert not [s for s in understand(text, kind="official").facts.statements if s.relation == "appliesTo"]
