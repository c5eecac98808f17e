"""Mentions in single sentences, after tests/cases/mentions.toml, and which of two overlapping readings wins."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg import find, parse, read
from kg.find import FINDERS

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "mentions.toml").read_text("utf-8"))["case"]


@pytest.fixture
def mentions(tmp_path, names):
    """Read one sentence as a document and give (type, printed name) of what it names."""

    def run(sentence: str) -> set[tuple[str, str]]:
        path = tmp_path / "text.txt"
        path.write_text(f"湖南省科技工作办法\n\n　　第一条　{sentence}\n", encoding="utf-8")
        issue, _ = parse.issue(read.text(path), kind="official")
        return {(m.type, m.name) for m in find.mentions(issue, names)}

    return run


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:16])
def test_mentions_of_a_sentence(mentions, case):
    """What must be found is found, and what must not be is not."""
    found = mentions(case["text"])
    assert {tuple(pair) for pair in case.get("has", ())} <= found
    assert not {tuple(pair) for pair in case.get("not", ())} & found


def test_mentions_quote_the_file(tmp_path, names):
    """A mention's span is the exact slice of the file, across a line break too."""
    path = tmp_path / "text.txt"
    long = "　　第一条　为了规范科技工作，鼓励企业和社会组织参与科技创新活动，本办法的解释工作由湖南省加强统筹，在实施中具体事项由湖南省"
    path.write_text(f"湖南省科技工作办法\n\n{long}\n\n科学技术厅负责，自发布之日起施行。\n", encoding="utf-8")
    text = read.text(path)
    issue, _ = parse.issue(text, kind="official")
    (agency,) = [m for m in find.mentions(issue, names) if m.type == "Agency"]
    assert text.read(agency.span) == "湖南省科学技术厅"
    assert text.quote(agency.span) == "湖南省\n\n科学技术厅"


def test_finders_have_names_of_their_own():
    """No two rows of the table share a name, because the name is where spaCy keeps what they find."""
    assert len({finder.name for finder in FINDERS}) == len(FINDERS)
