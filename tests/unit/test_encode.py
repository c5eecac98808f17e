"""Stage 6: what hand-made records become as quads."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from kg import encode
from kg.encode.values import amount_label, decimal
from kg.lexicon import TABLES, Lexicon, Row
from kg.model import (
    Amount,
    Article,
    Clause,
    Entity,
    Evidence,
    Facts,
    Issue,
    Measure,
    Mention,
    Quantity,
    Shard,
    Span,
    Statement,
    Text,
)
from kg.model.iri import ID, PB
from kg.model.quad import RDFS, SKOS, TYPE, split, unescape

RAW = "简报\n第7期\n甲省科技厅印发《甲办法》，最高资助1000万元。\n（1）建设平台。到2028年建成10家。\n"
TEXT = Text("a.txt", RAW, RAW, ((0, 0),))
DOC = Entity("PolicyDoc", "甲办法-510000", "甲办法")
AGENCY = Entity("Agency", "510000-科学技术厅", "甲省科学技术厅", ("甲省科技厅",), ("甲省科枝厅",))


def at(words: str) -> Span:
    start = RAW.index(words)
    return Span(start, start + len(words))


SAID = Evidence(at("甲省科技厅印发《甲办法》，最高资助1000万元。"), "issuer.verb", (at("印发"),))
DONE = Evidence(at("到2028年建成10家。"), "amount.goal")
CLAUSE = Clause(Span(RAW.index("（1）"), len(RAW)), 1, "（1）", "建设平台", at("建设平台"))
ARTICLE = Article(
    Span(at("甲省科技厅").start, len(RAW)), 1, "标题", "标 题", Span(0, 0), column="动态", clauses=(CLAUSE,)
)
ISSUE = Issue(TEXT, "bulletin", "简报-7", (ARTICLE,), bulletin="简报", number=7, date=datetime.date(2025, 3, 1))


def lines(facts: Facts, issue: Issue = ISSUE) -> set[tuple[str, str, str, str]]:
    """Quads with short names: id: and pb: left out, terms without brackets and quotes."""
    rows = set()
    for line in encode.shard(issue, facts).quads:
        s, p, o, g = split(line)
        rows.add(
            tuple(
                unescape(t).removeprefix(ID).removeprefix(PB).removeprefix(RDFS).removeprefix(SKOS)
                for t in (s, p, o, g)
            )
        )
    return rows


def triples(facts: Facts, issue: Issue = ISSUE) -> set[tuple[str, str, str]]:
    return {row[:3] for row in lines(facts, issue)}


def test_issue_has_series_number_date_and_label():
    """The masthead becomes properties of the issue."""
    found = triples(Facts(publishers=(AGENCY,)))
    assert ("issue-简报-7", "bulletin", "bulletin-简报") in found
    assert ("issue-简报-7", "number", "7") in found
    assert ("issue-简报-7", "date", "2025-03-01") in found
    assert ("issue-简报-7", "label", "简报第7期") in found
    assert ("issue-简报-7", "publisher", "agency-510000-科学技术厅") in found


def test_article_keeps_the_printed_heading_only_where_it_differs():
    """A heading equal to the title is not repeated."""
    found = triples(Facts())
    assert ("article-简报-7-1", "heading", "标 题") in found
    same = triples(Facts(), replace(ISSUE, articles=(replace(ARTICLE, heading="标题"),)))
    assert not [row for row in same if row[:2] == ("article-简报-7-1", "heading")]


def test_clause_belongs_to_its_article():
    """A clause of a bulletin points to the article."""
    assert ("clause-简报-7-1-1", "article", "article-简报-7-1") in triples(Facts())


def test_entity_has_all_its_names_in_the_texts_own_graph():
    """What a text mentions is typed and labelled in its own graph."""
    found = lines(Facts(publishers=(AGENCY,)))
    graph = "g-简报-7-auto"
    assert ("agency-510000-科学技术厅", "label", "甲省科学技术厅", graph) in found
    assert ("agency-510000-科学技术厅", "altLabel", "甲省科技厅", graph) in found
    assert ("agency-510000-科学技术厅", "hiddenLabel", "甲省科枝厅", graph) in found


def test_label_is_the_name_given_most_often():
    """Other labels of one key become other names."""
    other = replace(DOC, label="关于甲的办法")
    found = triples(Facts(reports_on=((1, DOC), (1, DOC), (1, other))))
    assert ("policydoc-甲办法-510000", "label", "甲办法") in found
    assert ("policydoc-甲办法-510000", "altLabel", "关于甲的办法") in found


def test_mention_links_article_and_innermost_clause():
    """A mention inside a clause is one of the article as well."""
    sector = Entity("Sector", "平台", "平台")
    found = triples(Facts(mentions=((Mention(at("建设平台"), "平台", "Sector", "names"), sector),)))
    assert ("article-简报-7-1", "mentions", "sector-平台") in found
    assert ("clause-简报-7-1-1", "mentions", "sector-平台") in found
    assert ("sector-平台", TYPE[1:-1], f"{SKOS}Concept".removeprefix(SKOS)) in found


def test_mentioned_document_carries_its_sentence():
    """Documents and programs have evidence even where nothing is said about them."""
    mention = Mention(at("《甲办法》"), "甲办法", "PolicyDoc", "titles")
    found = triples(Facts(mentions=((mention, DOC),)))
    sentence = at("甲省科技厅印发《甲办法》，最高资助1000万元。")
    assert ("policydoc-甲办法-510000", "evidence", f"span-简报-7-{sentence.start}-{sentence.end}") in found


def test_statement_is_a_plain_triple_with_a_node_behind_it():
    """The direct edge stands in -auto, the proof in -evidence."""
    found = lines(Facts(statements=(Statement(DOC, "issuer", AGENCY, (SAID,), 0.9),)))
    edge = ("policydoc-甲办法-510000", "issuer", "agency-510000-科学技术厅")
    assert (*edge, "g-简报-7-auto") in found
    node = next(row[0] for row in found if row[1] == "subject")
    about = {(p, o) for s, p, o, g in found if s == node and g == "g-简报-7-evidence"}
    assert {("predicate", "issuer"), ("object", edge[2]), ("confidence", "0.9"), ("state", "auto")} <= about
    assert ("rule", "issuer.verb") in about


def test_statement_said_twice_keeps_all_evidence_and_the_best_confidence():
    """One node a statement, however often it is said."""
    twice = (Statement(DOC, "issuer", AGENCY, (SAID,), 0.5), Statement(DOC, "issuer", AGENCY, (DONE,), 0.8))
    found = triples(Facts(statements=twice))
    assert [o for _, p, o in found if p == "confidence"] == ["0.8"]
    node = next(s for s, p, _ in found if p == "subject")
    assert len([row for row in found if row[:2] == (node, "evidence")]) == 2


def test_span_quotes_the_raw_text():
    """The quote is the exact slice, and the span says where."""
    found = triples(Facts(statements=(Statement(DOC, "issuer", AGENCY, (SAID,)),)))
    for node in {s for s, p, _ in found if p == "quote"}:
        about = {p: o for s, p, o in found if s == node}
        assert RAW[int(about["start"]) : int(about["end"])] == about["quote"]
        assert about["source"] == "issue-简报-7"


@pytest.mark.parametrize(
    ("written", "datatype"), [("2025", "gYear"), ("2025-02", "gYearMonth"), ("2025-02-01", "date")]
)
def test_date_in_words_is_typed_by_its_shape(written, datatype):
    """A deadline is as exact as the text says."""
    goal = Quantity("Goal", DOC, Amount("家", value=Decimal(10), by=written), "平台", "10家", DONE, 1, 1, 1)
    quads = encode.shard(ISSUE, Facts(quantities=(goal,))).quads
    assert any(f'ontology#by> "{written}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>' in line for line in quads)


def test_target_is_typed_three_times():
    """A goal is a quantity, a goal and a target."""
    goal = Quantity("Goal", DOC, Amount("家", value=Decimal(10)), "平台", "10家", DONE, 1, 1, 1)
    found = triples(Facts(quantities=(goal,)))
    kinds = {o for s, p, o in found if s == "quantity-简报-7-1-1-1" and p == TYPE[1:-1]}
    assert kinds == {"Quantity", "Goal", "Target"}
    assert ("quantity-简报-7-1-1-1", "label", "平台 10家") in found


def test_flags_stand_only_when_true():
    """Nothing is said about what is not so."""
    amount = Amount("CNY", max=Decimal(5_000_000), one_off=True)
    found = triples(Facts(quantities=(Quantity("Support", DOC, amount, "", "500万元", SAID, 1, 0, 1),)))
    assert ("quantity-简报-7-1-0-1", "oneOff", "true") in found
    assert not [row for row in found if row[1] in {"inclusive", "approx", "indicator", "per"}]


def test_measure_points_to_clause_document_and_quantities():
    """A measure holds together what one clause does."""
    goal = Quantity("Goal", DOC, Amount("家", value=Decimal(10)), "平台", "10家", DONE, 1, 1, 1)
    found = triples(Facts(quantities=(goal,), measures=(Measure(1, 1, "建设平台", DONE, DOC, quantities=(goal,)),)))
    measure = "measure-简报-7-1-1"
    assert (measure, "clause", "clause-简报-7-1-1") in found
    assert (measure, "document", "policydoc-甲办法-510000") in found
    assert (measure, "quantity", "quantity-简报-7-1-1-1") in found
    assert [row for row in found if row[:2] == (measure, "evidence")]


def test_official_document_is_its_own_node():
    """A document fed in itself has clauses and no issue."""
    official = replace(ISSUE, kind="official", bulletin="", number=None)
    shard = encode.shard(official, Facts(document=DOC))
    found = triples(Facts(document=DOC), official)
    assert ("clause-简报-7-1-1", "inDocument", "policydoc-甲办法-510000") in found
    assert not [row for row in found if row[0].startswith(("issue-", "article-"))]
    assert shard.record.node == "policydoc-甲办法-510000"
    assert shard.record.label == "甲办法"


def test_shard_is_sorted_and_has_no_file_name():
    """The same text under another name is the same shard."""
    facts = Facts(publishers=(AGENCY,))
    shard = encode.shard(ISSUE, facts)
    assert list(shard.quads) == sorted(set(shard.quads))
    assert shard == encode.shard(replace(ISSUE, text=replace(TEXT, name="b.txt")), facts)


def test_reference_climbs_to_the_nation():
    """A used place brings all places it lies in, and no other."""
    rows = (
        Row("places", "甲省", ("甲",), {"code": "510000", "within": "100000"}),
        Row("places", "中国", (), {"code": "100000"}),
        Row("places", "乙省", (), {"code": "520000", "within": "100000"}),
    )
    words = Lexicon(dict.fromkeys(TABLES, ()) | {"places": rows})
    found = "\n".join(encode.reference(encode.shard(ISSUE, Facts(publishers=(AGENCY,))), words))
    assert "place-510000> <https://w3id.org/policy-bulletin/ontology#within>" in found
    assert '"中国"@zh' in found
    assert "520000" not in found
    assert 'ontology#level> "省"' in found


def test_reference_of_nothing_is_empty():
    """A shard without places needs no reference."""
    empty = Shard(encode.shard(ISSUE, Facts()).record, ())
    assert encode.reference(empty, Lexicon(dict.fromkeys(TABLES, ()))) == ()


@pytest.mark.parametrize(
    ("number", "written"),
    [("10.0", "10"), ("0.50", "0.5"), ("1E+8", "100000000"), ("-0", "0"), ("12.340", "12.34")],
)
def test_decimal_has_one_spelling(number, written):
    """No exponent, no idle zeros."""
    assert decimal(Decimal(number)) == written


@pytest.mark.parametrize(
    ("amount", "label"),
    [
        (Amount("CNY", max=Decimal(10_000_000)), "最高1000万元"),
        (Amount("CNY", min=Decimal(100_000), inclusive=True), "不低于10万元"),
        (Amount("1", max=Decimal("0.5")), "最高50%"),
        (Amount("%", value=Decimal("7.5"), approx=True), "约7.5%"),
        (Amount("家", value=Decimal(10)), "10家"),
        (Amount("个", min=Decimal(3), max=Decimal(5)), "3个至5个"),
    ],
)
def test_amount_label_reads_like_the_text(amount, label):
    """Amounts are shown as a reader would say them."""
    assert amount_label(amount) == label
