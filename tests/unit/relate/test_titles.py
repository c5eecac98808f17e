"""What the title of a document says it is for, sets up and lies in; what is only issued beside it."""

import pytest

BULLETIN = """科技动态

第 3 期

湖南省科学技术厅

2026 年 3 月 5 日

【省外速览】

{heading}

近日，{lead}
"""


@pytest.fixture
def edges(understand):
    """Give the edges between things as (subject, relation, object)."""

    def run(heading, lead):
        statements = understand(BULLETIN.format(heading=heading, lead=lead), kind="bulletin").facts.statements
        return {(s.subject.label, s.relation, getattr(s.object, "label", s.object)) for s in statements}

    return run


PLAN = "厦门市支持瞪羚企业发展行动计划"


def test_document_addresses_the_group_of_its_title(edges):
    """The text speaks of the group and the title names it."""
    found = edges("厦门市培育瞪羚企业", f"厦门市政府印发《{PLAN}》，建立服务机制。")
    assert (PLAN, "appliesTo", "“瞪羚”企业") in found


def test_part_of_a_group_in_the_title_is_another_group(edges):
    """瞪羚企业 in the title is not 企业 at large."""
    found = edges("厦门市培育瞪羚企业", f"厦门市政府印发《{PLAN}》，与企业座谈。")
    assert (PLAN, "appliesTo", "企业") not in found


def test_group_that_only_the_text_names_is_not_addressed(edges):
    """What stands in the heading alone says nothing of the document."""
    plan = "厦门市科技发展行动计划"
    found = edges("厦门市培育瞪羚企业", f"厦门市政府印发《{plan}》，建立服务机制。")
    assert (plan, "appliesTo", "“瞪羚”企业") not in found


def test_document_sets_up_the_action_of_its_title(edges):
    """国务院关于深入实施“…”行动的意见 is what the action goes by."""
    opinion = "国务院关于深入实施“人工智能+”行动的意见"
    found = edges("国务院部署“人工智能+”行动", f"国务院印发《{opinion}》，部署六个方面的工作。")
    assert (opinion, "establishes", "“人工智能+”行动") in found


def test_document_issued_in_one_breath_is_not_cited(edges):
    """印发《A》和《B》 says nothing of A and B but who issued them."""
    found = edges(
        "两部门规范数据登记",
        "国家数据局印发《数据登记办法》（国数〔2025〕2号）和《关于数据登记收费的通知》，前者管程序。",
    )
    assert ("关于数据登记收费的通知", "issuer", "国家数据局") in found
    assert ("数据登记办法", "cites", "关于数据登记收费的通知") not in found


def test_document_named_later_is_cited(edges):
    """Two titles with words between are two matters."""
    found = edges("数据局规范数据登记", "国家数据局印发《数据登记办法》，对接《关于数据登记收费的通知》。")
    assert ("数据登记办法", "cites", "关于数据登记收费的通知") in found


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("广州市黄埔区支持集成电路产业发展若干措施", "黄埔区"),
        ("四川省成都市支持集成电路产业发展若干措施", "成都市"),
        ("广州市、佛山市支持集成电路产业发展若干措施", "广州市"),
    ],
)
def test_place_of_a_title_is_the_innermost_of_its_chain(edges, title, place):
    """广州市黄埔区 is the district; of two cities side by side the first counts."""
    found = edges("外省支持集成电路产业", f"有关方面印发《{title}》，给予补助。")
    assert {edge[2] for edge in found if edge[:2] == (title, "place")} == {place}


@pytest.mark.parametrize(
    ("said", "aimed"), [("企业开展储能试点的，给予补助。", True), ("企业参观储能试点的，给予补助。", False)]
)
def test_field_that_is_tried_out_is_aimed_at(edges, said, aimed):
    """开展…试点 is an aim; a trial spoken of is none."""
    title = "厦门市能源若干措施"
    found = edges("厦门市支持企业", f"厦门市政府印发《{title}》。{said}")
    assert ((title, "sector", "储能") in found) is aimed
