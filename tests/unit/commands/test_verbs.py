"""Each verb from the command line, on the small graph: what comes out where, with which code."""

import io
import json
import sys

import pytest
from small_graph import build


@pytest.fixture
def kg(kg_on):
    """Run the command line on the small graph; give code, stdout, stderr."""
    return kg_on(build)


ALL = "SELECT ?d { ?d pb:sector [[人工智能]] } ORDER BY ?d"


def test_query_in_a_pipe_is_tsv_with_full_iris(kg):
    """What a program reads is not shortened for people."""
    code, out, err = kg("query", "-c", ALL)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "?d"
    assert out.splitlines()[1].startswith("<https://w3id.org/policy-bulletin/id/")


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl", "md"])
def test_query_has_all_formats_of_tables(kg, form):
    """Two rows in each."""
    code, out, _ = kg("query", "-c", ALL, "--format", form)
    assert code == 0
    assert out.count("policydoc") + out.count("措施") + out.count("办法") >= 2


def test_query_writes_triples(kg):
    """CONSTRUCT as N-Triples."""
    code, out, _ = kg("query", "-c", "CONSTRUCT { ?d a ?t } { ?d pb:sector ?s ; a ?t }", "--format", "ntriples")
    assert code == 0
    assert all(line.endswith(" .") for line in out.splitlines())


def test_query_from_a_file_may_have_a_byte_order_mark(kg, tmp_path):
    """Editors on Windows write one."""
    (tmp_path / "q.rq").write_text("\ufeff" + ALL, encoding="utf-8")
    assert kg("query", "-f", "q.rq")[0] == 0


def test_query_from_stdin(kg, monkeypatch):
    """- reads the question from the pipe."""
    stdin = io.TextIOWrapper(io.BytesIO(ALL.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert len(kg("query", "-")[1].splitlines()) == 3


def test_query_file_in_another_encoding_is_told(kg, tmp_path):
    """GBK is named as what to convert, code 2."""
    (tmp_path / "q.rq").write_bytes(ALL.encode("gb18030"))
    code, _, err = kg("query", "-f", "q.rq")
    assert code == 2
    assert "--encoding gb18030" in err


def test_query_of_nothing_says_what_a_question_is(kg):
    """No text, no file: code 2; two of them: code 2."""
    assert kg("query")[0] == 2
    assert kg("query", "-c", ALL, "-f", "q.rq")[0] == 2


def test_query_without_rows_is_success_with_a_word(kg):
    """0 rows are an answer; a misspelt relation is hinted at on stderr."""
    code, out, err = kg("query", "-c", "SELECT ?d { ?d pb:sectr ?x }")
    assert (code, out) == (0, "?d\n")
    assert "pb:sector" in err


def test_query_shows_control_characters_of_the_reader_s_own_text(kg):
    """An error about a strange character does not send it."""
    code, _, err = kg("query", "-c", "SELECT \x1b[2J { ?s ?p ?o }")
    assert code == 1
    assert "\x1b" not in err


def test_limit_is_told(kg):
    """Rows that are not shown are counted; a limit that was met has its code."""
    code, out, err = kg("query", "-c", "SELECT * { ?s ?p ?o }", "--limit", "2")
    assert code == 4
    assert len(out.splitlines()) == 3
    assert "2" in err


def test_path_draws_chains_and_writes_them_as_lines(kg):
    """For people by default, one object a path as jsonl."""
    assert "—领域→ 人工智能" in kg("path", "中试平台办法", "人工智能措施")[1]
    out = kg("path", "中试平台办法", "人工智能措施", "--format", "jsonl")[1]
    assert json.loads(out.splitlines()[0])["length"] == 2


def test_path_to_an_unknown_name_is_code_1_with_a_suggestion(kg):
    """What is near is named, nothing is guessed."""
    code, out, err = kg("path", "四川省", "人工智能措")
    assert (code, out) == (1, "")
    assert "人工智能措施" in err


def test_why_marks_the_words_that_count(kg):
    """The sentence, with « » around what was recognised."""
    code, out, _ = kg("why", "人工智能措施")
    assert code == 0
    assert "«" in out


def test_show_and_stats_have_chinese_heads_for_people_and_plain_ones_for_programs(kg):
    """The names of columns in machine formats do not depend on the language."""
    assert kg("show", "四川省")[1].startswith("关系")
    assert kg("show", "四川省", "--lang", "en")[1].startswith("relation")
    assert kg("stats", "--format", "csv")[1].startswith("kind,name,count")


def test_queries_lists_the_saved_ones(kg):
    """Each with its title."""
    code, out, _ = kg("queries", "--format", "jsonl")
    assert code == 0
    assert all(json.loads(line)["title"] for line in out.splitlines())


def test_export_to_a_file_leaves_no_half_file(kg, tmp_path):
    """The file appears complete; a missing folder is an error of usage."""
    assert kg("export", "--output", "g.nq")[0] == 0
    assert sorted(path.name for path in tmp_path.glob("g.nq*")) == ["g.nq"]
    code, _, err = kg("export", "--output", "nowhere/g.nq")
    assert code == 2
    assert "nowhere" in err


def test_export_without_file_is_data_on_stdout(kg):
    """N-Quads unless asked otherwise."""
    code, out, err = kg("export")
    assert (code, err) == (0, "")
    assert all(line.endswith(" .") for line in out.splitlines())


def test_import_then_remove_leaves_the_graph_as_it_was(kg, tmp_path):
    """Plain RDF enters a named graph and leaves it again."""
    before = kg("export")[1]
    (tmp_path / "x.ttl").write_text("<http://a.example/s> <http://a.example/p> 1 .", encoding="utf-8")
    code, out, err = kg("import", "x.ttl", "--named", "http://a.example/g")
    assert (code, out) == (0, "")
    assert "<http://a.example/g>" in kg("export")[1]
    name = err.split("kg remove ")[1].split()[0]
    assert kg("remove", name)[0] == 0
    assert "<http://a.example/g>" not in kg("export")[1]
    assert "a.example" not in before


def test_import_of_a_missing_file_is_code_1(kg):
    """The file is named."""
    code, _, err = kg("import", "nothing.ttl")
    assert code == 1
    assert "nothing.ttl" in err


def test_build_of_a_missing_file_is_code_1(kg):
    """The file is named, nothing is data."""
    code, out, err = kg("build", "nothing.txt")
    assert (code, out) == (1, "")
    assert "nothing.txt" in err


def test_check_without_doubts_says_so(kg):
    """An empty list is no silence."""
    code, _, err = kg("check")
    assert code == 0
    assert err.strip()
