"""What the shapes find in a shard, and that our evaluator finds what pySHACL finds."""

import pyshacl
import pytest
import rdflib

from kg import check, ontology, resources
from kg.check.shapes import shapes
from kg.model import Span
from kg.model.shard import Record, Shard

PREFIXES = """
@prefix pb: <https://w3id.org/policy-bulletin/ontology#> .
@prefix id: <https://w3id.org/policy-bulletin/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
GOOD = {
    "bulletin": 'id:bulletin-参考 a pb:Bulletin ; rdfs:label "参考"@zh .',
    "issue": """
        id:issue-参考-1 a pb:Issue ; rdfs:label "《参考》第1期"@zh ; pb:bulletin id:bulletin-参考 ; pb:number 1 ;
        pb:date "2025-01-02"^^xsd:date ; pb:publisher id:agency-乙 ; pb:sentTo id:agency-乙 .""",
    "article": """
        id:article-参考-1-1 a pb:Article ; rdfs:label "一文"@zh ; pb:issue id:issue-参考-1 ; pb:position 1 ;
        pb:title "一文" ; pb:reportsOn id:policydoc-甲 ; pb:mentions id:policydoc-甲 .""",
    "clause": """
        id:clause-参考-1-1 a pb:Clause ; rdfs:label "一条"@zh ; pb:article id:article-参考-1-1 ; pb:position 1 .""",
    "doc": """
        id:policydoc-甲 a pb:PolicyDoc ; rdfs:label "甲办法"@zh ; pb:issuer id:agency-乙 ;
        pb:place id:place-510000 ; pb:docNumber "川府发〔2025〕17号" ; pb:establishes id:program-丙 ;
        pb:evidence id:span-参考-0-10 .""",
    "agency": 'id:agency-乙 a pb:Agency ; rdfs:label "乙厅"@zh ; pb:place id:place-510000 ; pb:level "省" .',
    "place": 'id:place-510000 a pb:Place ; rdfs:label "四川省"@zh ; pb:gbCode "510000" .',
    "program": """
        id:program-丙 a pb:Program ; rdfs:label "丙计划"@zh ; pb:owner id:agency-乙 ; pb:tier id:tier-低 ;
        pb:period "2021-01-01/2025-12-31" ; pb:evidence id:span-参考-0-10 .""",
    "low": 'id:tier-低 a pb:Tier ; rdfs:label "低"@zh ; pb:nextTier id:tier-中 .',
    "middle": 'id:tier-中 a pb:Tier ; rdfs:label "中"@zh ; pb:nextTier id:tier-高 .',
    "high": 'id:tier-高 a pb:Tier ; rdfs:label "高"@zh .',
    "measure": """
        id:measure-参考-1-1 a pb:Measure ; rdfs:label "一条"@zh ; pb:clause id:clause-参考-1-1 ;
        pb:document id:policydoc-甲 ; pb:actor id:agency-乙 ; pb:quantity id:quantity-参考-1-1-1 ;
        pb:evidence id:span-参考-0-10 .""",
    "support": """
        id:quantity-参考-1-1-1 a pb:Quantity , pb:Support ; rdfs:label "最高500万元"@zh ;
        pb:about id:policydoc-甲 ; pb:max 5000000.0 ; pb:unit "CNY" ; pb:oneOff true ; pb:raw "最高500万元" ;
        pb:evidence id:span-参考-0-10 .""",
    "ratio": """
        id:quantity-参考-1-1-2 a pb:Quantity , pb:Ratio ; rdfs:label "50%"@zh ; pb:about id:policydoc-甲 ;
        pb:max 0.5 ; pb:unit "1" ; pb:raw "50%" ; pb:by "2028"^^xsd:gYear ; pb:evidence id:span-参考-0-10 .""",
    "statement": """
        id:statement-0 a pb:Statement ; pb:subject id:policydoc-甲 ; pb:predicate pb:issuer ;
        pb:object id:agency-乙 ; pb:confidence 0.9 ; pb:rule "issuer" ; pb:state "auto" ;
        pb:evidence id:span-参考-0-10 ; pb:marks id:span-参考-0-10 .""",
    "span": """
        id:span-参考-0-10 a pb:Span ; pb:source id:issue-参考-1 ; pb:start 0 ; pb:end 10 ;
        pb:quote "乙厅印发《甲办法》。" ; pb:page 1 .""",
}
# name of the case, block, what stands there, what is put in its place, severity, property of the notice
BROKEN = [
    ("no label", "agency", 'rdfs:label "乙厅"@zh ;', "", "violation", "rdfs:label"),
    ("empty label", "agency", '"乙厅"@zh', '""@zh', "violation", "rdfs:label"),
    ("two labels", "agency", '"乙厅"@zh', '"乙厅"@zh , "乙局"@zh', "warning", "rdfs:label"),
    ("a label that is a thing", "agency", '"乙厅"@zh', "id:place-510000", "violation", "rdfs:label"),
    ("document without evidence", "doc", "pb:evidence id:span-参考-0-10", "", "violation", "evidence"),
    ("evidence that is no span", "doc", "id:span-参考-0-10", "id:place-510000", "violation", "evidence"),
    ("issue without number", "issue", "pb:number 1 ;", "", "warning", "number"),
    ("number in words", "issue", "pb:number 1", 'pb:number "一"', "violation", "number"),
    ("number zero", "issue", "pb:number 1", "pb:number 0", "violation", "number"),
    ("no date", "issue", 'pb:date "2025-01-02"^^xsd:date ;', "", "warning", "date"),
    ("no day like that", "issue", "2025-01-02", "2025-13-02", "violation", "date"),
    (
        "publisher is a place",
        "issue",
        "pb:publisher id:agency-乙",
        "pb:publisher id:place-510000",
        "violation",
        "publisher",
    ),
    ("sent to a place", "issue", "pb:sentTo id:agency-乙", "pb:sentTo id:place-510000", "violation", "sentTo"),
    ("article in no issue", "article", "pb:issue id:issue-参考-1 ;", "", "violation", ""),
    ("article without title", "article", 'pb:title "一文" ;', "", "violation", "title"),
    (
        "reports on an agency",
        "article",
        "pb:reportsOn id:policydoc-甲",
        "pb:reportsOn id:agency-乙",
        "violation",
        "reportsOn",
    ),
    ("clause in nothing", "clause", "pb:article id:article-参考-1-1 ;", "", "violation", ""),
    (
        "clause in two things",
        "clause",
        "pb:position 1",
        "pb:position 1 ; pb:inDocument id:policydoc-甲",
        "violation",
        "",
    ),
    ("issuer in words", "doc", "pb:issuer id:agency-乙", 'pb:issuer "乙厅"', "violation", "issuer"),
    ("unusual document number", "doc", "川府发〔2025〕17号", "十七", "warning", "docNumber"),
    ("two document numbers", "doc", '17号"', '17号" , "川府发〔2025〕18号"', "warning", "docNumber"),
    ("annexes in a circle", "doc", "pb:place", "pb:annexOf id:policydoc-甲 ; pb:place", "violation", "annexOf"),
    ("agency of no place", "agency", "pb:place id:place-510000 ;", "", "warning", "place"),
    ("level of its own", "agency", '"省"', '"乡"', "warning", "level"),
    ("code of five digits", "place", '"510000"', '"51000"', "violation", "gbCode"),
    ("tiers in a circle", "high", '"高"@zh', '"高"@zh ; pb:nextTier id:tier-低', "violation", "nextTier"),
    ("next tier is an agency", "high", '"高"@zh', '"高"@zh ; pb:nextTier id:agency-乙', "violation", "nextTier"),
    ("a period without end", "program", "/2025-12-31", "", "violation", "period"),
    ("two clauses", "measure", "id:clause-参考-1-1", "id:clause-参考-1-1 , id:clause-参考-1-2", "violation", "clause"),
    ("quantity of no kind", "support", "pb:Quantity , pb:Support", "pb:Quantity", "violation", ""),
    ("quantity of two kinds", "ratio", "pb:Quantity , pb:Ratio", "pb:Quantity , pb:Goal , pb:Ratio", "violation", ""),
    ("kind without quantity", "ratio", "pb:Quantity , pb:Ratio", "pb:Ratio", "violation", ""),
    ("no number", "support", "pb:max 5000000.0 ;", "", "violation", ""),
    ("value and bound", "support", "pb:max 5000000.0", "pb:max 5000000.0 ; pb:value 1.0", "violation", ""),
    ("bounds crossed", "support", "pb:max 5000000.0", "pb:max 5000000.0 ; pb:min 6000000.0", "violation", "min"),
    ("support in yuan", "support", '"CNY"', '"万元"', "violation", "unit"),
    ("share in percent", "ratio", '"1"', '"%"', "violation", "unit"),
    ("more than all", "ratio", "pb:max 0.5", "pb:max 50.0", "warning", "max"),
    ("deadline in words", "ratio", '"2028"^^xsd:gYear', '"2028"', "violation", "by"),
    ("nobody's number", "ratio", "pb:about id:policydoc-甲 ;", "", "warning", "about"),
    ("statement without object", "statement", "pb:object id:agency-乙 ;", "", "violation", "object"),
    ("statement with two predicates", "statement", "pb:issuer", "pb:issuer , pb:place", "violation", "predicate"),
    ("more than sure", "statement", "0.9", "1.1", "violation", "confidence"),
    ("unknown state", "statement", '"auto"', '"maybe"', "violation", "state"),
    ("span backwards", "span", "pb:start 0", "pb:start 11", "violation", "start"),
    ("span without quote", "span", 'pb:quote "乙厅印发《甲办法》。" ;', "", "violation", "quote"),
    ("page zero", "span", "pb:page 1", "pb:page 0", "violation", "page"),
]


def test_notices_of_a_good_shard_are_none():
    """Nothing is said about a shard that says everything it should."""
    assert check.notices(_shard(GOOD)) == ()


@pytest.mark.parametrize(
    ("block", "old", "new", "severity", "path"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_notices_name_what_is_broken(block, old, new, severity, path):
    """One damage, and a notice with its severity and property."""
    found = {(notice.values["severity"], notice.values["path"]) for notice in check.notices(_damaged(block, old, new))}
    assert (severity, path) in found


@pytest.mark.parametrize(("block", "old", "new"), [row[1:4] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_notices_agree_with_pyshacl(block, old, new):
    """Our evaluator and pySHACL break the same shapes for the same things."""
    shard = _damaged(block, old, new)
    ours = {(n.values["focus"], n.values["severity"], n.values["message_zh"]) for n in check.notices(shard)}
    assert ours == _pyshacl(shard)


def test_notices_agree_with_pyshacl_on_a_good_shard():
    """The good sample is good for both."""
    assert _pyshacl(_shard(GOOD)) == set()


def test_notice_points_at_the_evidence_of_a_thing():
    """A doubt about a quantity stands where its sentence stands."""
    (notice,) = check.notices(_damaged("ratio", "pb:max 0.5", "pb:max 50.0"))
    assert notice.span == Span(0, 10)


def test_notice_points_at_the_evidence_of_what_is_stated_of_a_thing():
    """An agency has no sentence of its own; what is stated of it has."""
    (notice,) = check.notices(_damaged("agency", "pb:place id:place-510000 ;", ""))
    assert notice.span == Span(0, 10)


def test_notice_carries_the_fields_of_its_sentence():
    """Thing, label, property, value and the words of the shape in both languages."""
    (notice,) = check.notices(_damaged("place", '"510000"', '"51000"'))
    assert (notice.code, dict(notice.values)) == (
        "shape",
        {
            "focus": "place-510000",
            "name": "四川省",
            "path": "gbCode",
            "value": "51000",
            "severity": "violation",
            "message_zh": "行政区划代码应为六位数字。",
            "message_en": "The division code must have six digits.",
        },
    )


def test_notices_are_the_same_in_any_order_of_lines():
    """The lines of a shard are a set."""
    shard = _damaged("support", "pb:max 5000000.0 ;", "")
    turned = Shard(shard.record, tuple(reversed(shard.quads)))
    assert set(map(_key, check.notices(turned))) == set(map(_key, check.notices(shard)))


@pytest.mark.parametrize("word", ["sh:uniqueLang true", "sh:property [ sh:path [ sh:zeroOrMorePath pb:a ] ]"])
def test_shapes_with_unknown_words_are_refused(word, tmp_path, monkeypatch):
    """A constraint that is not evaluated must not look as if it held."""
    shape = f"@prefix sh: <http://www.w3.org/ns/shacl#> .\npb:S a sh:NodeShape ; sh:targetClass pb:Issue ; {word} ."
    (tmp_path / "shapes.ttl").write_text(PREFIXES + shape, encoding="utf-8")
    monkeypatch.setattr(resources, "ontology", tmp_path.joinpath)
    monkeypatch.setattr(ontology, "triples", ontology.triples.__wrapped__)
    with pytest.raises(ValueError, match="does not know"):
        shapes.__wrapped__()


def test_every_shape_speaks_both_languages():
    """Every shape that can be broken has a sentence for either reader."""
    every = [*shapes(), *(inner for shape in shapes() for inner in shape.properties)]
    demanding = [shape for shape in every if shape.demands and (shape.path or shape.message_zh)]
    assert all(shape.message_zh and shape.message_en for shape in demanding)


def _key(notice):
    return notice.code, notice.span, tuple(notice.values.items())


def _damaged(block, old, new):
    assert old in GOOD[block]
    return _shard(GOOD | {block: GOOD[block].replace(old, new, 1)})


def _shard(blocks):
    graph = rdflib.Graph().parse(data=PREFIXES + "\n".join(blocks.values()), format="turtle")
    lines = graph.serialize(format="nt", encoding="utf-8").decode().splitlines()
    quads = (
        line.removesuffix(" .") + " <https://w3id.org/policy-bulletin/id/g-参考-1-auto> ." for line in lines if line
    )
    return Shard(Record("参考-1", "bulletin", "参考", "issue-参考-1"), tuple(sorted(quads)))


def _pyshacl(shard):
    """Give (focus, severity, Chinese message) of each result of the reference engine."""
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    data = rdflib.Dataset(default_union=True).parse(data="\n".join(shard.quads), format="nquads")
    plain = rdflib.Graph()
    for subject, predicate, value, _ in data.quads():
        plain.add((subject, predicate, value))
    shapes = rdflib.Graph().parse(resources.ontology("shapes.ttl"), format="turtle")
    _, report, _ = pyshacl.validate(plain, shacl_graph=shapes, inference="none")
    return {
        (
            str(report.value(result, shacl.focusNode)).rpartition("/")[2],
            str(report.value(result, shacl.resultSeverity)).rpartition("#")[2].lower(),
            next((str(text) for text in report.objects(result, shacl.resultMessage) if text.language == "zh"), ""),
        )
        for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult)
    }
