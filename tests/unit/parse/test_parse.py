"""Which layout reads a text, and under which name it stands."""

import datetime

import pytest

from kg import parse
from kg.errors import SourceError
from kg.parse import naming
from kg.read.repair import text

NEWS = "市场监管总局今天发布《企业责任监督管理规定》，明年一月一日起正式施行，企业应当依法配备人员。"


def test_issue_doubts_a_text_of_neither_kind():
    """Words that nothing sets off are read as a document's, and the reader is told."""
    issue, notices = parse.issue(text("支持企业开展研发活动，对符合条件的项目给予补助，具体办法另行规定。"))
    assert issue.kind == "official"
    assert notices[0].code == "kind_unsure"


def test_issue_takes_a_headline_and_a_report_for_news():
    """Where nothing else speaks, a headline over closed prose is news, and the reader is told."""
    issue, notices = parse.issue(text("各地推动人才下乡\n乡村振兴，人才先行。各地吸引青年返乡创业，为乡村注入新活力。"))
    assert issue.kind == "news"
    assert notices[0].code == "kind_unsure"


def test_issue_reads_as_told():
    """The caller may know better."""
    assert parse.issue(text(NEWS), kind="bulletin")[0].kind == "bulletin"


@pytest.mark.parametrize("raw", ["关于召开会议的通知", "2025年东海省公告"])
def test_issue_reads_a_very_short_text_that_is_chinese(raw):
    """A title alone is a text, however short."""
    assert [article.title for article in parse.issue(text(raw))[0].articles] == [raw]


@pytest.mark.parametrize(
    "raw", ["", "def main():\n    return 0\n", "四川省", "四川省 annual report of the bureau 2025"]
)
def test_issue_refuses_a_text_without_chinese(raw):
    """There is nothing to read."""
    with pytest.raises(SourceError) as caught:
        parse.issue(text(raw, name="a.py"))
    assert (caught.value.key, caught.value.fields["path"]) == ("not_a_bulletin", "a.py")


def test_source_of_a_text_without_title_is_a_hash_of_it():
    """The same text has the same name wherever it lies."""
    first, second = (parse.issue(text(NEWS, name=name))[0].source for name in ("a.txt", "b.txt"))
    assert first == second == naming.of_text(NEWS)


def test_of_issue_names_series_year_and_number():
    """Two years have each a number 1."""
    assert naming.of_issue("创新驱动要参", 54, datetime.date(2025, 11, 14)) == "创新驱动要参-2025-54"


def test_of_document_adds_a_hash_for_what_it_leaves_out():
    """Two titles that differ in marks only are two sources."""
    one, other = naming.of_document("规划（试行）"), naming.of_document("规划“试行”")
    assert one.startswith("规划-试行-")
    assert one != other


def test_of_document_is_short():
    """A name fits into an IRI and a file name."""
    assert len(naming.of_document("支持企业研发" * 30)) == 60 + 1 + 8
