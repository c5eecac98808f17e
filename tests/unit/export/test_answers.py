"""Answers as bytes: every format, hard values."""

import csv
import io
import json

import pytest

from kg import export
from kg.errors import UsageError
from kg.model import Answer, Cell, Chain, Hop, Passage
from kg.model.quad import XSD
from kg.width import cells

HARD = '=1+1,“引号"\n换行\x1b[31m\u202e𠮷|<b>`'
ANSWER = Answer(
    ("机构", "n", "空"),
    (
        (Cell("iri", "https://w3id.org/policy-bulletin/id/agency-1", label="四川省科技厅"), Cell("literal", "10", f"{XSD}integer"), Cell("none")),
        (Cell("literal", HARD, lang="zh"), Cell("literal", "-2", f"{XSD}integer"), Cell("blank", "b0")),
    ),
)  # fmt: skip
PASSAGE = Passage(
    "期1", "四川省印发《办法》。", 3, 13, issue="要参第1期", column="部委动态", article="甲", rule="r", marks=((0, 3),)
)
CHAIN = Chain(
    (Hop(Cell("iri", "https://a/b", label="甲"), "pb:issuer", "发布机构", False, Cell("iri", "https://a/c", label="乙"), (PASSAGE,)),),
    1.0,
    3,
)  # fmt: skip
CHAINS = Answer(form="chains", chains=(CHAIN,))
PASSAGES = Answer(form="passages", passages=(PASSAGE,))
TRUTH = Answer(("ask",), ((Cell("literal", "true", f"{XSD}boolean"),),), "ask")
TRIPLES = Answer(
    ("subject", "predicate", "object"),
    (
        (Cell("iri", "https://a/b"), Cell("iri", "https://a/p"), Cell("literal", "5", f"{XSD}integer")),
        (Cell("blank", "x"), Cell("iri", "https://a/p"), Cell("literal", "是\n", lang="zh")),
    ),
    "graph",
)


def written(answer, form, **layout):
    """Write an answer and read it back as text."""
    return made(answer, form, **layout).decode()


def made(answer, form, **layout):
    """Write an answer as bytes."""
    out = io.BytesIO()
    export.write(answer, form, out, layout=export.Layout(**layout))
    return out.getvalue()


def test_table_aligns_chinese_and_shows_what_a_terminal_would_obey():
    """Columns by display cells, numbers to the right, labels for IRIs, escapes for control and direction marks."""
    assert written(ANSWER, "table").splitlines() == [
        "机构                                  │  n │ 空",
        "──────────────────────────────────────┼────┼─────",
        "四川省科技厅                          │ 10 │",
        '=1+1,“引号" 换行\\x1b[31m\\u202e𠮷|<b>` │ -2 │ _:b0',
    ]


def test_table_wraps_to_the_width():
    """No line is wider than the terminal; nothing is lost; no line of a cell begins with a closing mark."""
    text = "关于进一步加快制造业中试平台体系化布局和高水平建设的通知，（试行）。" * 3
    answer = Answer(("标题", "编号"), ((Cell("literal", text), Cell("literal", "1", f"{XSD}integer")),))
    lines = written(answer, "table", width=40).splitlines()
    assert max(map(cells, lines)) <= 40
    assert "".join(line.split("│")[0].strip() for line in lines[2:]) == text
    assert not any(line.startswith(("，", "）", "。")) for line in lines)


def test_table_too_narrow_becomes_records():
    """Many columns in a narrow terminal are shown one below the other."""
    lines = written(ANSWER, "table", width=20).splitlines()
    assert lines[:4] == ["── 1 ──", "机构  四川省科技厅", "n     10", "空"]


def test_csv_is_plain_and_rfc_4180():
    """Values as they are, CRLF, no mark at the start, quoted where needed; what was written is read back."""
    text = written(ANSWER, "csv")
    assert text.startswith("机构,n,空\r\nhttps://w3id.org/")
    assert list(csv.reader(io.StringIO(text, newline="")))[2] == [HARD, "-2", "_:b0"]


def test_csv_for_excel_guards_formulas_but_not_numbers():
    """A mark for the encoding; a cell that Excel would run gets an apostrophe, a negative number none."""
    text = written(ANSWER, "csv", excel=True)
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text, newline="")))[2][:2] == [f"'{HARD}", "-2"]


def test_tsv_writes_terms_as_turtle():
    """One row a line whatever the values hold; numbers bare, languages kept, nothing for nothing."""
    lines = written(ANSWER, "tsv").splitlines()
    assert lines[0] == "?机构\t?n\t?空"
    assert lines[1] == "<https://w3id.org/policy-bulletin/id/agency-1>\t10\t"
    assert lines[2].startswith('"=1+1,“引号\\"\\n换行\\u001B[31m')
    assert lines[2].endswith('"@zh\t-2\t_:b0')


def test_json_is_sparql_results():
    """Terms with type, language and datatype; what is not bound is left out."""
    found = json.loads(written(ANSWER, "json"))
    first, second = found["results"]["bindings"]
    assert found["head"]["vars"] == ["机构", "n", "空"]
    assert first["n"] == {"type": "literal", "value": "10", "datatype": f"{XSD}integer"}
    assert "空" not in first
    assert second["机构"] == {"type": "literal", "value": HARD, "xml:lang": "zh"}
    assert second["空"] == {"type": "bnode", "value": "b0"}


def test_json_of_ask_is_a_boolean():
    """An ASK has no bindings."""
    assert json.loads(written(TRUTH, "json")) == {"head": {}, "boolean": True}


def test_jsonl_has_a_row_a_line():
    """Objects by column, IRIs with label."""
    rows = [json.loads(line) for line in written(ANSWER, "jsonl").splitlines()]
    assert rows[0]["机构"] == {"iri": "https://w3id.org/policy-bulletin/id/agency-1", "label": "四川省科技厅"}
    assert (rows[0]["空"], rows[1]["机构"]) == (None, HARD)


def test_jsonl_of_chains_has_hops_with_evidence():
    """One object a chain."""
    (chain,) = [json.loads(line) for line in written(CHAINS, "jsonl").splitlines()]
    assert (chain["x"], chain["y"], chain["length"], chain["count"], chain["complete"]) == ("甲", "乙", 1, 3, True)
    (hop,) = chain["hops"]
    assert (hop["dir"], hop["p"]) == ("backward", "pb:issuer")
    assert hop["evidence"][0]["text"] == PASSAGE.quote


def test_csv_of_chains_has_a_row_a_hop():
    """Paths as a table: indexes from 0, no empty rows."""
    rows = list(csv.DictReader(io.StringIO(written(CHAINS, "csv"), newline="")))
    assert [(row["pathIndex"], row["hopIndex"], row["direction"], row["issue"]) for row in rows] == [
        ("0", "0", "backward", "要参第1期")
    ]


def test_csv_of_passages_has_a_row_a_passage():
    """Where a sentence stands, by column."""
    (row,) = csv.DictReader(io.StringIO(written(PASSAGES, "csv"), newline=""))
    assert (row["sentence"], row["start"], row["end"], row["column"]) == (PASSAGE.quote, "3", "13", "部委动态")


def test_csv_for_excel_has_labels_for_iris():
    """A reader of Excel wants names."""
    assert "四川省科技厅" in written(ANSWER, "csv", excel=True)


def test_iris_stand_beside_labels_on_demand():
    """What a label stands for can be copied."""
    assert "四川省科技厅 id:agency-1" in written(ANSWER, "table", iris=True)


def test_turtle_of_triples_is_turtle():
    """Prefixes, one paragraph a subject."""
    text = written(TRIPLES, "turtle")
    assert "@prefix pb:" in text
    assert "<https://a/b> <https://a/p> 5 ." in text


def test_turtle_of_rows_is_a_result_set():
    """Rows become solutions of the W3C's vocabulary, unbound cells none; the engine reads it back."""
    from pyoxigraph import RdfFormat, parse

    text = written(ANSWER, "turtle")
    quads = list(parse(text.encode(), RdfFormat.TURTLE))
    kinds = [quad.predicate.value.rpartition("#")[2] for quad in quads]
    assert (kinds.count("resultVariable"), kinds.count("solution"), kinds.count("binding")) == (3, 2, 5)


def test_turtle_of_a_truth_value_is_a_result_set():
    """ASK has a boolean."""
    assert "rs:boolean true" in written(TRUTH, "turtle")


def test_xlsx_of_any_answer_is_a_workbook():
    """Chains hop by hop in sheets of Excel."""
    assert made(CHAINS, "xlsx").startswith(b"PK")


def test_markdown_escapes_what_markdown_obeys():
    """A cell stays one cell and no HTML."""
    lines = written(ANSWER, "md").splitlines()
    assert len(lines) == 4
    assert "\\|&lt;b>\\`" in lines[3]


def test_ntriples_are_sorted_and_full():
    """Bare numbers get their type back, line ends are escaped."""
    assert written(TRIPLES, "ntriples") == (
        f'<https://a/b> <https://a/p> "5"^^<{XSD}integer> .\n_:x <https://a/p> "是\\n"@zh .\n'
    )


def test_ntriples_of_rows_are_refused():
    """Only triples are triples."""
    with pytest.raises(UsageError) as caught:
        written(ANSWER, "ntriples")
    assert caught.value.key == "unfit_format"


def test_an_unknown_format_names_the_known():
    """The way out stands in the error."""
    with pytest.raises(UsageError) as caught:
        written(ANSWER, "docx")
    assert "jsonl" in caught.value.fields["known"]


@pytest.mark.parametrize("form", [name for name, row in export.ANSWERS.items() if not row.forms])
@pytest.mark.parametrize("answer", [ANSWER, CHAINS, PASSAGES, TRUTH, TRIPLES, Answer(("x",))])
def test_every_format_writes_every_answer_the_same_each_time(form, answer):
    """No format fails on a form, an empty answer included."""
    assert made(answer, form) == made(answer, form)
    assert made(answer, form) or not answer.rows
