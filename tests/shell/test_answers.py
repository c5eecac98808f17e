"""What the shell does with an answer: cut and shown again, sent elsewhere, proved, quoted, kept under a name."""

import io
import os
from dataclasses import replace

import pytest
from small_graph import build

from kg import settings
from kg.commands import COMMANDS
from kg.commands.command import Context
from kg.shell.session import Session

SECTORS = "SELECT ?d ?s { ?d pb:sector ?s } ORDER BY ?d"


class Probe:
    """Carries out an input and gives its code, what was shown and what was said."""

    def __init__(self, session, shown, talk):
        self.session, self._shown, self._talk = session, shown, talk

    def __call__(self, text):
        self._shown.clear()
        self._talk.seek(0)
        self._talk.truncate()
        code = self.session.carry_out(text)
        return code, "".join(self._shown), self._talk.getvalue()


@pytest.fixture
def open_session(tmp_path):
    """Open sessions on a graph, as a terminal of 100 columns shows them without colours."""
    opened = []

    def run(graph, *, lang="zh", terminal=True, **fields):
        environ = {"HOME": str(tmp_path), "NO_COLOR": "1", "KG_LANG": lang}
        chosen = settings.load(flags={"graph": str(graph)}, environ=environ, folder=tmp_path)
        shown, talk = [], io.StringIO()
        context = Context(
            chosen, io.BytesIO(), talk, io.BytesIO(), terminal=terminal, talk_terminal=terminal, width=100,
            commands=COMMANDS, shell=True, **fields,
        )  # fmt: skip
        session = Session(context, shown.append)
        opened.append(session)
        return Probe(session, shown, talk)

    yield run
    for session in opened:
        session.__exit__()


@pytest.fixture
def small(open_session, tmp_path):
    """A session on the small graph."""
    return open_session(build(tmp_path / "graph"))


@pytest.fixture
def sample(open_session, sample_graph):
    """A session on the sample."""
    return open_session(sample_graph)


def test_rows_that_are_not_shown_are_counted_and_last_shows_them(sample):
    """Truncation is never silent; the code is that of success."""
    sample(".set rows 3")
    code, shown, said = sample("SELECT ?d { ?d a pb:PolicyDoc } ORDER BY ?d;")
    assert code == 0
    assert len(shown.splitlines()) == 2 + 3
    assert "行，显示 3（.last 看全部）" in said
    code, shown, said = sample(".last")
    assert len(shown.splitlines()) > 2 + 3
    assert "…共" not in said


def test_large_counts_have_their_digits_grouped(sample):
    """…共 1,234 行."""
    sample(".set rows 40")
    said = sample("SELECT * { ?s ?p ?o } LIMIT 1234;")[2]
    assert "…共 1,234 行，显示 40" in said


def test_last_without_an_answer_is_an_error_in_words(small):
    """Nothing was asked yet."""
    code, _, said = small(".last")
    assert code == 1
    assert "还没有结果" in said


def test_once_takes_the_next_answer_alone_whole_and_by_its_ending(sample, tmp_path):
    """A Chinese file name; all rows whatever the screen shows; the one after is shown again."""
    sample(".set rows 2")
    path = tmp_path / "结果 一.csv"
    assert sample(f'.once "{path}"')[0] == 0
    code, shown, said = sample("SELECT ?d { ?d a pb:PolicyDoc };")
    assert (code, shown) == (0, "")
    assert str(path) in said
    assert len(path.read_text("utf-8").splitlines()) > 3
    assert "│" in sample("SELECT ?d { ?d a pb:PolicyDoc };")[1]


def test_once_for_excel_has_a_mark_and_labels(small, tmp_path):
    """What Excel opens without asking."""
    small(f".once {tmp_path / 'a.csv'} --excel")
    small(SECTORS)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "中试平台办法" in (tmp_path / "a.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.xlsx", b"PK"), ("a.json", b'{"head"'), ("a.ttl", b"@prefix"), ("a.md", b"| d |"), ("a.tsv", b"?d")],
)
def test_once_writes_the_format_of_the_ending(small, tmp_path, name, begins):
    """No format has to be named."""
    small(f".once {tmp_path / name}")
    small("SELECT ?d { ?d pb:sector [[人工智能]] } ORDER BY ?d")
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_output_takes_all_answers_until_it_is_told_otherwise(small, tmp_path):
    """One after another in one file; settings do not stay what the file wanted."""
    path = tmp_path / "全部.jsonl"
    small(f".output {path}")
    small(SECTORS)
    small(SECTORS)
    assert len(path.read_text("utf-8").splitlines()) == 4
    small(".output -")
    assert "│" in small(SECTORS)[1]
    assert len(path.read_text("utf-8").splitlines()) == 4


@pytest.mark.parametrize(("name", "several"), [("x.xlsx", "x.csv"), ("x.json", "x.jsonl"), ("x.srx", "x.csv")])
def test_output_to_a_file_of_one_answer_is_refused(small, tmp_path, name, several):
    """A workbook, a JSON or XML document holds one answer: told at once, with both ways out, and no file is begun."""
    code, _, said = small(f".output {tmp_path / name}")
    assert code == 2
    assert f".once {tmp_path / name}" in said
    assert f".output {tmp_path / several}" in said
    assert small(SECTORS)[0] == 0
    assert not (tmp_path / name).exists()


def test_output_through_a_program_takes_json_after_json(small, tmp_path):
    """A program may read several documents one after another."""
    assert small(f".output | cat >> {tmp_path / 'all.txt'}")[0] == 0
    small(".format json")
    small(SECTORS)
    small(SECTORS)
    assert (tmp_path / "all.txt").read_text("utf-8").count('{"head"') == 2


def test_a_file_that_cannot_be_written_is_told_and_the_session_goes_on(small):
    """The folder is missing."""
    small(".once /nowhere/at/all.csv")
    assert small(SECTORS)[0] == 2
    assert "│" in small(SECTORS)[1]


def test_the_answer_before_goes_through_a_program(open_session, tmp_path):
    """`.|` sends all rows of the answer that was shown; what comes back is data."""
    script = open_session(build(tmp_path / "graph"), terminal=False)
    script(SECTORS)
    assert script(".| grep -c sector-")[1] == "2\n"
    assert script(".once | tail -n +2 | wc -l")[0] == 0
    assert script(SECTORS)[1].strip() == "2"


def test_a_program_that_fails_is_told(small):
    """Its exit code is named."""
    small(SECTORS)
    code, _, said = small(".| exit 3")
    assert code == 2
    assert "3" in said


def test_iris_and_large_numbers_on_demand(small):
    """Labels with their IRIs, 万 and 亿; and back."""
    small(".set iris on")
    assert "人工智能 id:sector-人工智能" in small(SECTORS)[1]
    small(".set iris off")
    money = "SELECT ?m { ?q pb:max ?m }"
    assert "5000000" in small(money)[1]
    small(".set numbers 万")
    assert "500万" in small(money)[1]


def test_set_lists_tells_and_refuses(small):
    """Names that do not exist get the nearest one, values what may stand there."""
    assert "rows" in small(".set")[1]
    assert "40" in small(".set rows")[2]
    assert "ambiguous" in small(".set ambigous 2")[2]
    code, _, said = small(".set ambiguous 3")
    assert code == 2
    assert "auto | 1 | 2" in said


def test_why_src_and_cite_take_the_number_of_a_row(sample):
    """The row stays the one asked about, whatever was looked at between."""
    sample("SELECT ?d ?s { ?d a pb:PolicyDoc ; pb:sector ?s } ORDER BY ?d ?s LIMIT 4;")
    why = sample(".why 2")[1]
    assert "«" in why
    assert "规则" in why
    assert sample(".src ２")[1]
    cited = sample(".cite 2")[1]
    assert cited.startswith("《")
    assert "期〔" in cited
    assert "年" in cited
    assert sample(".src 2.1")[0] == 0


def test_rows_of_a_card_can_be_asked_about(sample):
    """What a card says is stated somewhere; a fact read backwards too."""
    shown = sample(".show 上海市科学技术进步条例")[1]
    row = next(line for line in shown.splitlines() if "发布机构" in line or "地区" in line)
    assert "«" in sample(f".why {row.split('│')[0].strip()}")[1]
    shown = sample(".show 上海市")[1]
    row = [line for line in shown.splitlines() if "上海市科学技术进步条例" in line]
    assert "上海市" in sample(f".src {row[0].split('│')[0].strip()}")[1]


def test_a_number_beyond_the_answer_is_an_error_that_tells_the_range(sample):
    """1 to 4."""
    sample("SELECT ?d { ?d a pb:PolicyDoc } LIMIT 4;")
    code, _, said = sample(".src 5")
    assert code == 1
    assert "1 到 4" in said


def test_cite_quotes_a_path_as_a_sentence(open_session, sample_graph):
    """Every hop a claim with its source; in English the other way round."""
    chinese = open_session(sample_graph)
    chinese(".path 国家数据局 四川省")
    said = chinese(".cite 1")[1]
    assert said.endswith("。\n")
    assert "为" in said
    assert "：“" in said
    english = open_session(sample_graph, lang="en")
    english(".path 国家数据局 四川省")
    assert " – " in english(".cite 1")[1]


def test_quotes_inside_a_quotation_change_places(sample):
    """“十四五” becomes ‘十四五’."""
    sample(
        'SELECT ?n { ?x a pb:PolicyDoc ; rdfs:label ?n ; pb:sector ?s FILTER(CONTAINS(?n, "“")) } ORDER BY ?n LIMIT 1;'
    )
    cited = sample(".cite 1")[1]
    assert cited.count("“") == cited.count("”") == 1


def test_src_marks_words_in_the_whole_paragraph(sample):
    """More than the sentence, the same words marked."""
    sample(".run highest-support")
    why, source = sample(".why 1")[1], sample(".src 1")[1]
    assert "«" in source
    assert len(source) > 0
    assert why.splitlines()[0] == source.splitlines()[0]


def test_evidence_gives_every_row_issue_column_and_sentence(sample):
    """In every format; off again it is gone."""
    sample(".evidence on")
    shown = sample(".query -c 'SELECT ?d ?s { ?d a pb:PolicyDoc ; pb:sector ?s } LIMIT 3' --format csv")[1]
    assert shown.splitlines()[0] == "d,s,期,栏目,原句"
    assert all(len(line.split(",")) >= 5 for line in shown.splitlines()[1:])
    sample(".evidence 关")
    assert sample("SELECT ?d { ?d a pb:PolicyDoc } LIMIT 1;")[1].splitlines()[0].split() == ["#", "│", "d"]


def test_evidence_of_rows_that_nothing_states_is_told(sample):
    """A count has no sentence."""
    sample(".evidence on")
    assert "原句" in sample("SELECT (1 AS ?x) {};")[2]


def test_scope_binds_queries_cards_lists_and_evidence(sample):
    """One setting for all of them."""
    count = "SELECT (COUNT(DISTINCT ?i) AS ?n) { ?i a pb:Issue };"
    assert sample(count)[1].split()[-1] == "12"
    assert "6" in sample(".scope 科技政策参阅")[2]
    assert sample(count)[1].split()[-1] == "6"
    assert "产业创新动态" not in sample(".issues")[1]
    assert "产业创新动态" not in sample(".show 人工智能")[1]
    assert "产业创新动态" not in sample(".why 人工智能")[1]
    assert sample(".scope off")[0] == 0
    assert sample(count)[1].split()[-1] == "12"


def test_a_scope_of_nothing_is_refused_and_the_old_one_stays(sample):
    """A slip must not turn every answer into nothing."""
    sample(".scope 科技政策参阅")
    assert sample(".scope 9999")[0] == 1
    assert "科技政策参阅" in sample(".scope")[2]


def test_new_tells_what_an_issue_added(sample):
    """Things first, then links between known things; words in the reader's language."""
    shown = sample(".new 产业创新动态第5期")[1]
    assert "新事物" in shown
    assert "机构" in shown
    assert "新事物" not in sample(".new 产业创新动态第5期 links")[1]


def test_save_and_run_with_types_and_defaults(small):
    """A thing by an alias, a number with its default."""
    code, _, said = small(
        ".save 领域文件 (领域: 事物, 最多=1) = SELECT ?文件 { ?文件 pb:sector [[:领域]] } ORDER BY ?文件 LIMIT :最多"
    )
    assert code == 0
    assert ".run 领域文件" in said
    assert len(small(".run 领域文件 领域=AI")[1].splitlines()) == 3
    assert len(small(".run 领域文件 领域=人工智能 最多=２")[1].splitlines()) == 4
    assert "领域:事物 最多:数字=1" in small(".queries")[1]


def test_run_names_what_is_missing_or_wrong_where_nobody_can_be_asked(small):
    """In a script every slip is an error."""
    small(".save 甲乙 (甲, 数: 数字) = SELECT * { [[:甲]] ?p ?o } LIMIT :数")
    assert "还缺参数：甲 数" in small(".run 甲乙")[2]
    assert "要写数字" in small(".run 甲乙 甲=四川省 数=四")[2]
    assert "没有参数“丙”" in small(".run 甲乙 丙=1")[2]
    assert small(".run 甲乙 甲=福建 数=1")[0] == 0
    assert small(".run 甲乙 甲=没有这个 数=1")[0] == 1


def test_run_asks_for_what_is_missing(small):
    """Each parameter with its type; things are completed from the names of the graph."""
    asked = []

    def inquire(question, offer):
        asked.append((question, offer))
        return {"names": "四川省", "": "2"}[offer]

    small.session.context = replace(small.session.context, inquire=inquire)
    small(".save 甲数 (甲: 事物, 数: 数字) = SELECT * { [[:甲]] ?p ?o } LIMIT :数")
    code, shown, _ = small(".run 甲数")
    assert code == 0
    assert asked == [("甲:事物 =", "names"), ("数:数字 =", "")]
    assert len(shown.splitlines()) == 4


def test_save_takes_the_query_before_under_a_name(small):
    """`.save NAME` alone."""
    small(SECTORS)
    assert small(".save 上一个")[0] == 0
    assert small(".run 上一个")[1] == small(SECTORS)[1]


def test_unsave_forgets_own_queries_only(small):
    """Those of the program stay."""
    small(".save 我的 = ASK { ?s ?p ?o }")
    assert small(".unsave 我的")[0] == 0
    assert small(".run 我的")[0] == 1
    code, _, said = small(".unsave highest-support")
    assert code == 1
    assert "自带" in said


@pytest.mark.parametrize(
    "text", [".save", ".save 甲 = ", ".save (甲) = ASK {}", ".save 甲 (乙: 颜色) = ASK { [[:乙]] ?p ?o }"]
)
def test_save_says_how_it_is_written(small, text):
    """Nothing is kept of a slip."""
    assert small(text)[0] in {1, 2}
    assert "甲" not in small(".queries --format tsv")[1].replace("甲:事物=福建省", "")


def test_kept_queries_survive_whatever_the_locale(open_session, tmp_path):
    """A Chinese name, Chinese text and defaults, read back by a new session; the file is UTF-8."""
    graph = build(tmp_path / "graph")
    open_session(graph)(".save 关联 (甲=四川省) = SELECT * { [[:甲]] ?p ?o }")
    (path,) = (tmp_path / ".config" / "kg" / "queries").iterdir()
    assert os.fsencode(path.name).decode("utf-8").startswith("关联")
    assert "[[:甲]]" in path.read_bytes().decode("utf-8")
    assert open_session(graph)(".run 关联")[0] == 0


def test_questions_are_there_on_first_start_and_run_by_number(sample):
    """Twelve, in both ways."""
    shown = sample(".问题")[1]
    assert "各省人工智能最高单项资助及原文" in shown
    assert sample(".run 5")[1] == sample(".run highest-support")[1]


def test_ambiguous_signs_follow_the_setting_and_the_terminal(small):
    """auto is what the terminal said; 1 and 2 overrule it."""
    text = 'SELECT ("“十四五”①" AS ?t) {};'
    assert "│" in small(text)[1]
    small.session.measure(True)
    assert "│" not in small(text)[1]
    small(".set ambiguous 1")
    assert "│" in small(text)[1]
    small.session.measure(False)
    small(".set ambiguous 2")
    assert "│" not in small(text)[1]
