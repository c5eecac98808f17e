"""What numbers are of: kind, indicator, owner, evidence."""

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg.find.quantities import build
from kg.lexicon import TABLES, Lexicon
from kg.model import Amount, Entity, Mention, Quantity, Span, Text
from kg.relate.amounts import quantities
from kg.relate.scope import Scope

CASES = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "quantities.toml").read_text(encoding="utf-8"), parse_float=Decimal
)
DOC = Entity("PolicyDoc", "甲办法", "甲办法")
find = build(Lexicon(dict.fromkeys(TABLES, ())))


def scope(text: str, *, program: str = "", heading: str = "", lead: str = "") -> Scope:
    """Make a scope of a clause by hand; ``program`` is named in it."""
    source = Text("a.txt", text, text, ((0, 0),))
    numbers = tuple(
        Mention(
            source.span(item.start, item.end), text[item.start : item.end], "Quantity", "quantities", amount=item.amount
        )
        for item in find(text)
    )
    at = text.find(program)
    programs = ((Span(at, at + len(program)), Entity("Program", program, program)),) if program else ()
    whole = Span(0, len(text))
    return Scope(source, 1, 2, whole, numbers, DOC, programs, heading=heading, lead=lead, year=2025)


def row(case: dict[str, object]) -> dict[str, object]:
    """Give a row of a case with the defaults of what it leaves out."""
    fields = {
        name: value for name, value in case.items() if name not in {"raw", "kind", "indicator", "instrument", "about"}
    }
    exact = {name: Decimal(x) if name in {"value", "min", "max"} else x for name, x in fields.items()}
    rest = {name: case.get(name, "") for name in ("raw", "kind", "indicator", "instrument")}
    return {**rest, "about": case.get("about", DOC.label), "amount": Amount(**exact)}


def said(quantity: Quantity) -> dict[str, object]:
    """Give what a case tells of a quantity."""
    return {
        "raw": quantity.raw,
        "kind": quantity.kind,
        "indicator": quantity.indicator,
        "instrument": quantity.instrument,
        "about": quantity.about.label if quantity.about else "",
        "amount": quantity.amount,
    }


@pytest.mark.parametrize("case", CASES["relate"], ids=lambda case: case["text"][:24])
def test_quantities_reads_a_clause(case: dict) -> None:
    """Each case of the table gives its quantities and no other."""
    found = quantities(
        scope(case["text"], program=case.get("program", ""), heading=case.get("heading", ""), lead=case.get("lead", ""))
    )
    assert [said(quantity) for quantity in found] == [row(expected) for expected in case["quantities"]]


def test_quantities_shows_the_sentence_and_the_number() -> None:
    """Evidence is the sentence up to 。 or ；, its mark the number."""
    text = "先行先试。建成平台10家；培育企业50家。"
    _, second = quantities(scope(text))
    assert second.evidence.span == Span(text.index("培育"), len(text))
    assert second.evidence.marks == (Span(text.index("50家"), text.index("50家") + 3),)


def test_quantities_counts_from_one_in_the_clause() -> None:
    """Order, article and clause place a quantity in its text."""
    found = quantities(scope("建成平台10家，培育企业50家。"))
    assert [(q.article, q.clause, q.order) for q in found] == [(1, 2, 1), (1, 2, 2)]


def test_quantities_quotes_the_file_across_a_break() -> None:
    """A number that the file breaks keeps its exact slice and its repaired reading."""
    raw, clean = "鉴定突变11000\n\n万个。", "鉴定突变11000万个。"
    text = Text("a.txt", raw, clean, ((0, 0), (9, 11)))
    (item,) = find(clean)
    mention = Mention(text.span(item.start, item.end), "11000万个", "Quantity", "quantities", amount=item.amount)
    (found,) = quantities(replace(scope(clean), text=text, span=Span(0, len(raw)), amounts=(mention,)))
    assert found.amount.value == 110_000_000
    assert found.raw == "11000万个"
    assert text.quote(found.evidence.marks[0]) == "11000\n\n万个"


def test_quantities_gives_the_program_only_its_own_parts() -> None:
    """Money in a clause that names a program belongs to the document."""
    text = "实施“星火”计划，每家企业奖励20万元。"
    (found,) = quantities(scope(text, program="“星火”计划"))
    assert found.about == DOC


def test_quantities_has_no_owner_where_none_is_known() -> None:
    """Nothing is made up."""
    (found,) = quantities(replace(scope("建成平台10家。"), default=None))
    assert found.about is None


def test_quantities_keeps_deadlines_to_what_is_due() -> None:
    """Money in the sentence of a deadline has none."""
    goal, money = quantities(scope("到2027年，建成平台10家，每家奖励20万元。"))
    assert (goal.amount.by, money.amount.by) == ("2027", "")


def test_quantities_gives_the_base_of_a_ratio() -> None:
    """``of`` and ``indicator`` say of what it is the share."""
    (found,) = quantities(scope("按设备投资额的30%给予补助。"))
    assert (found.of, found.indicator, found.amount.value) == ("设备投资额", "设备投资额", Decimal("0.3"))


def test_quantities_cuts_no_number_of_a_text_without_sentence_end() -> None:
    """A stretch too long for a sentence is read in pieces that end at a comma."""
    found = quantities(scope("建成平台10家，" * 400))
    assert len(found) == 400
    assert {quantity.indicator for quantity in found} == {"平台"}


def test_quantities_shows_no_more_than_a_long_sentence() -> None:
    """Evidence stays short where nothing ends the sentence."""
    found = quantities(scope("建成平台10家，" * 1000))
    assert max(quantity.evidence.span.end - quantity.evidence.span.start for quantity in found) < 3000


def test_quantities_gives_lists_of_unlike_units_their_own_indicators() -> None:
    """分别 pairs names and numbers whatever they are counted in."""
    found = quantities(scope("高新技术企业、营业收入分别达到300家、50亿元。"))
    assert [quantity.indicator for quantity in found] == ["高新技术企业", "营业收入"]
