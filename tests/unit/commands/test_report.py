"""The summary of a build."""

import io
from pathlib import Path

from kg import settings
from kg.commands import report
from kg.commands.command import Context
from kg.errors import SourceError
from kg.model import Notice, Record
from kg.pipeline import Built, Failed, Report
from kg.width import cells


def said(tmp_path, result):
    chosen = settings.load(flags={"graph": "g"}, environ={"HOME": str(tmp_path)}, folder=tmp_path)
    return report.text(result, Context(chosen, io.BytesIO(), io.StringIO(), io.BytesIO())).splitlines()


def built(label, articles, doubts=0):
    record = Record(label, "bulletin", label, label, counts=(("Agency", 7), ("Article", articles), ("Clause", 1234)))
    return Built(Path(f"{label}.txt"), record, (Notice("number_missing"),) * doubts)


def test_table_lines_up_and_sums(tmp_path):
    """One row a source, one for the sums, all of one width."""
    lines = said(tmp_path, Report((built("创新驱动要参第54期", 3), built("b", 12, 2)), changed=True, seconds=1.25))
    assert len({cells(line) for line in lines[:4]}) == 1
    assert lines[3].split() == ["合计", "15", "2,468", "0", "14", "0", "2"]


def test_one_source_needs_no_sums(tmp_path):
    """A single row is its own sum."""
    assert not any(line.startswith("合计") for line in said(tmp_path, Report((built("b", 1),), changed=True)))


def test_failures_are_named_with_their_reason(tmp_path):
    """The file and the sentence of its error."""
    failed = Failed(Path("坏.txt"), SourceError("file_unreadable", path="坏.txt", detail="x"))
    assert any(line.startswith("未读成：读不了文件 坏.txt") for line in said(tmp_path, Report(failed=(failed,))))


def test_doubts_point_to_the_command_that_lists_them(tmp_path):
    """The way to look at doubts is said where there are some."""
    assert "kg check" in said(tmp_path, Report((built("b", 1, 2),), changed=True))[-1]
    assert "kg check" not in said(tmp_path, Report((built("b", 1),), changed=True))[-1]


def test_an_unchanged_graph_is_said_to_be_unchanged(tmp_path):
    """Building the same again is no news."""
    assert "没有变化" in said(tmp_path, Report((built("b", 1),)))[-1]


def test_control_characters_of_a_title_stay_off_the_screen(tmp_path):
    """A label is shown, not obeyed."""
    assert not any("\x1b" in line for line in said(tmp_path, Report((built("a\x1b[2J", 1),))))
