"""Every row of data/rules runs its own examples: what must be read, and what must not."""

from __future__ import annotations

import pytest

from kg.relate import patterns

FRAME = """科技动态

第 1 期

山东省科学技术厅

2026 年 1 月 5 日

【省内要情】

山东省推进科技工作

近日，山东省政府印发《山东省科技工作办法》，推进科技工作。{example}
"""
"""A small bulletin around each example, so that it is read as in life; the document is what the article reports on."""

CASES = [
    pytest.param(row.relation, row.name, example, wanted, id=f"{row.name}-{'yes' if wanted else 'no'}-{number}")
    for row in patterns.rows()
    for wanted, examples in ((True, row.yes), (False, row.no))
    for number, example in enumerate(examples)
]


def test_every_rule_has_examples():
    """A rule without a right and a wrong example is not a rule."""
    assert not [row.name for row in patterns.rows() if not (row.yes and row.no)]


@pytest.mark.parametrize(("relation", "rule", "example", "wanted"), CASES)
def test_rule_reads_its_examples(understand, relation, rule, example, wanted):
    """A right example gives an edge by this rule, a wrong one none."""
    facts = understand(FRAME.format(example=example), kind="bulletin").facts
    start = FRAME.index("{example}")
    by_rule = [
        proof
        for statement in facts.statements
        if statement.relation == relation
        for proof in statement.evidence
        if proof.rule == rule and proof.span.end > start
    ]
    assert bool(by_rule) is wanted
