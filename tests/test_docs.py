"""Documents are true: the stage table, the sentence's journey, the commands page, every table, relation and format."""

from __future__ import annotations

import re
import runpy

import pytest
from conftest import ROOT, Understood

from kg.commands import COMMANDS
from kg.export import WRITERS
from kg.lexicon import TABLES
from kg.model import Amount

ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
JOURNEY = """科技动态

第 1 期

湖北省科学技术厅

2026 年 1 月 5 日

【省内要情】

湖北省支持瞪羚企业发展

近日，省政府印发《湖北省支持瞪羚企业若干措施》。

（1）培育瞪羚企业。到2027年，培育瞪羚企业100家，每家给予一次性最高50万元奖励。
"""


def _part(name: str) -> str:
    match = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", ARCHITECTURE, re.DOTALL)
    assert match, name
    return match[1].strip()


def _amount(amount: Amount) -> str:
    bound = "" if amount.value is not None else "max " if amount.max is not None else "min "
    number = next(n for n in (amount.value, amount.max, amount.min) if n is not None)
    extras = [
        f"by {amount.by}" if amount.by else "",
        f"per {amount.per}" if amount.per else "",
        "once" if amount.one_off else "",
    ]
    return " ".join([f"{bound}{number.normalize():f} {amount.unit}", *filter(None, extras)])


def _journey(read: Understood) -> str:
    issue, facts = read.issue, read.facts
    (article,) = issue.articles
    (clause,) = article.clauses
    sentence = "到2027年，培育瞪羚企业100家，每家给予一次性最高50万元奖励。"
    start = issue.text.raw.index(sentence)
    inside = [(m, e) for m, e in read.linked.pairs if start <= m.span.start < start + len(sentence)]
    mentions = [f"{m.type} {m.name}" for m, _ in inside]
    entities = dict.fromkeys(f"{e.type} {e.label}" for _, e in inside if e.type != "Quantity")
    edges = [
        f"{s.subject.label} {s.relation} {s.object.label}"  # type: ignore[union-attr]
        for s in facts.statements
        if any(proof.span.start == start for proof in s.evidence)
    ]
    lines = {
        "Text": sentence,
        "Article": f"{article.title} · 第 {clause.position} 条 · 条款：{clause.heading}",
        "Mentions": " · ".join(mentions),
        "Entities": " · ".join(entities),
        "Statements": " · ".join(sorted(edges)),
        "Quantities": " · ".join(f"{q.kind} {_amount(q.amount)}" for q in facts.quantities),
    }
    return "\n".join(f"{name:<11}{line}" for name, line in lines.items())


def test_journey_is_what_the_stages_print(understand):
    """The records after each stage are those that ARCHITECTURE.md shows."""
    assert _part("journey").strip("`\n") == _journey(understand(JOURNEY, kind="bulletin"))


@pytest.fixture(scope="module")
def docs():
    """The script that makes parts of the documents."""
    return runpy.run_path(str(ROOT / "scripts" / "docs.py"))


def test_stage_table_is_made_from_docstrings(docs):
    """The stage table says what the modules say."""
    assert _part("stages") == docs["stages"]()


def test_commands_page_is_current(docs):
    """docs/commands.md is what the script prints."""
    assert (ROOT / "docs" / "commands.md").read_text("utf-8").rstrip() == docs["commands"]().rstrip()


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_readme_names_every_command_and_format(readme):
    """A stranger finds every command of the line and every export format."""
    text = (ROOT / readme).read_text("utf-8")
    missing = [
        c.name for c in COMMANDS if c.where != "shell" and f"kg {c.name}" not in text and f"`{c.name}`" not in text
    ]
    missing += [writer.name for writer in WRITERS if writer.name not in text]
    assert not missing


def test_every_table_of_names_tells_its_source():
    """data/names/SOURCES.md speaks of every table."""
    sources = (ROOT / "data" / "names" / "SOURCES.md").read_text("utf-8")
    assert not [table for table in TABLES if table not in sources]


def test_architecture_names_only_what_exists():
    """Every path that ARCHITECTURE.md names is there."""
    named = set(re.findall(r"`((?:kg|tests|data|ontology|scripts)/[\w./-]+)`", ARCHITECTURE))
    assert named
    assert not [path for path in named if not ((ROOT / path).exists() or (ROOT / f"{path}.py").exists())]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md", "docs/paths.md"])
def test_sessions_are_real(readme, sample_graph):
    """Every session shown prints what it says, on the sample."""
    script = runpy.run_path(str(ROOT / "scripts" / "readme.py"))
    blocks = script["sessions"]((ROOT / readme).read_text("utf-8"), str(sample_graph))
    assert blocks
    for command, said, printed in blocks:
        assert said == printed, command
