"""Chains, passages and faults as a reader sees them."""

from kg import settings
from kg.commands import render
from kg.errors import QueryError
from kg.frozen import replace
from kg.model import Answer, Cell, Chain, Hop, Passage
from kg.width import cells

FOUND = Passage(
    source="创新驱动要参-54",
    quote="聚焦人工智能、\n人形机器人等领域",
    start=1200,
    end=1216,
    issue="第54期",
    column="部委动态",
    article="工业和信息化部印发通知",
    clause="（1）做强一批中试平台",
    page=2,
    rule="sector",
    confidence=0.9,
    marks=((2, 6),),
)
HOP = Hop(
    Cell("iri", "https://x/a", label="通知"),
    "pb:sector",
    "支持领域",
    True,
    Cell("iri", "https://x/b", label="人工智能"),
    (FOUND,),
)
BACK = Hop(HOP.end, "pb:sector", "支持领域", False, Cell("iri", "https://x/c", label="若干措施"), (FOUND, FOUND))


def style(tmp_path, *, colour="never", width=80, lang="zh"):
    environ = {"HOME": str(tmp_path), "KG_COLOUR": colour, "KG_LANG": lang}
    return render.Style.of(settings.load(flags={}, environ=environ, folder=tmp_path), terminal=True, width=width)


def test_chain_reads_hop_by_hop_with_direction_and_evidence(tmp_path):
    """—支持领域→ as stated, ←支持领域— backwards, a sentence under each."""
    answer = Answer(form="chains", chains=(Chain((HOP, BACK), 5.456, 3),))
    lines = render.text(answer, style(tmp_path)).splitlines()
    assert lines[0] == "路径 1/1 · 2 跳 · 事实 · 代价 5.46 · 同类 ×3"
    assert lines[1:4] == [
        "  通知",
        "    —支持领域→ 人工智能",
        "        第54期〔部委动态〕“聚焦人工智能、人形机器人等领域”",
    ]
    assert lines[4] == "    ←支持领域— 若干措施"
    assert lines[6].strip() == "另有 1 处依据"


def test_what_no_hop_has_is_said_once(tmp_path):
    """One line for all chains; where one hop has a sentence, the others say that they have none."""
    bare, more = (replace(hop, evidence=()) for hop in (HOP, BACK))
    lines = render.text(Answer(form="chains", chains=(Chain((bare, more), 1.0),) * 2), style(tmp_path)).splitlines()
    assert [line for line in lines if "没有原句" in line] == ["以上各跳都没有原句：来自名称表或导入的数据。"]
    assert lines[-1].startswith("以上各跳")
    mixed = render.text(Answer(form="chains", chains=(Chain((HOP, more), 1.0),)), style(tmp_path))
    assert mixed.count("（没有原句：来自名称表或导入的数据）") == 1
    assert "以上各跳" not in mixed


def test_a_hop_of_a_path_is_read_in_the_language_of_the_reader(tmp_path):
    """Our relations by their labels, the signs of the path as they are."""
    path = replace(HOP, relation="", relation_label="pb:cites/^pb:issuer")
    answer = Answer(form="chains", chains=(Chain((path,), 1.0),))
    assert "—引用/^发布机构→ 人工智能" in render.text(answer, style(tmp_path))
    assert "—cites/^issuer→ 人工智能" in render.text(answer, style(tmp_path, lang="en"))


def test_passage_tells_issue_column_article_clause_place_and_rule(tmp_path):
    """Everything needed to find the sentence again, with the words that count in « »."""
    text = render.text(Answer(form="passages", passages=(FOUND,)), style(tmp_path, width=120))
    assert text.splitlines() == [
        "第54期〔部委动态〕 › 工业和信息化部印发通知 › （1）做强一批中试平台",
        "  聚焦«人工智能»、人形机器人等领域",
        "  创新驱动要参-54 第 2 页 · 字符 1200–1216 · 规则 sector（0.90）",
        "",
    ]


def test_passage_marks_by_colour_where_colours_are_wanted(tmp_path):
    """Colour replaces the angle quotes, it does not add to them."""
    text = render.text(Answer(form="passages", passages=(FOUND,)), style(tmp_path, colour="always"))
    assert "\x1b[1;33m人工智能\x1b[0m" in text
    assert "«" not in text


def test_long_quotes_keep_to_the_width(tmp_path):
    """No line of a chain is wider than the page."""
    long = Passage("s", "支持行业模型攻关，聚焦行业场景需求。" * 9, 0, 9, issue="第54期")
    hop = Hop(HOP.start, "pb:sector", "支持领域", True, HOP.end, (long,))
    text = render.text(Answer(form="chains", chains=(Chain((hop,), 1.0),)), style(tmp_path, width=60))
    assert max(map(cells, text.splitlines())) <= 60


def test_control_characters_of_the_graph_stay_off_the_screen(tmp_path):
    """An escape sequence in a label or quote is shown, not sent."""
    evil = Passage("s", "a\x1b[2Jb\u202ec", 0, 6)
    hop = Hop(Cell("iri", "x", label="\x1b]0;title\x07"), "r", "关\x1b系", True, HOP.end, (evil,))
    text = render.text(Answer(form="chains", chains=(Chain((hop,), 1.0),)), style(tmp_path))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\x1b[2J" in text


def test_problem_puts_a_caret_under_the_fault_in_display_cells():
    """The caret stands under the Chinese character meant."""
    problem = QueryError("unknown_never", line="1", column="8", text="SELECT 四川 {")
    lines = render.problem(problem, "zh").splitlines()
    assert lines[-2:] == ["  SELECT 四川 {", "         ^"]
    late = QueryError("unknown_never", line="1", column="10", text="SELECT 四川 {")
    assert render.problem(late, "zh").splitlines()[-1] == "             ^"


def test_problem_far_in_a_long_line_shows_the_part_around_it():
    """The line is cut on the left when the fault lies beyond the page."""
    problem = QueryError("unknown_never", line="1", column="201", text="x" * 200 + "？" + "y" * 200)
    line, caret = render.problem(problem, "zh").splitlines()[-2:]
    assert line[caret.index("^")] == "？"
    assert cells(line) <= 80


def test_incomplete_answer_without_note_says_so():
    """An answer that was cut off is never silent."""
    assert list(render.notes(Answer(complete=False), "zh"))
