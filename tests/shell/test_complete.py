"""Which kinds of words fit at the cursor, and which words are offered there."""

import random
import time

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from small_graph import build, named

from kg.commands import COMMANDS
from kg.model.quad import split
from kg.query import Worker, ask
from kg.query.fragment import place
from kg.shell.complete import ShellCompleter
from kg.shell.names import Names
from kg.shell.wanted import Want, wanted
from kg.store import open_graph as opened

MORE = (
    *named("agency-100000-工业和信息化部", "Agency", "工业和信息化部", "工信部"),
    *named("place-990000", "Place", "长三角"),
    *named("place-500000", "Place", "重庆市"),
    *named("sector-新能源", "Sector", "New Energy"),
    *named("agency-1-x", "Agency", "科技厅"),
    *named("agency-2-x", "Agency", "科技厅"),
)


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """The words of the small graph, the child that checks them ready."""
    made = Names(build(tmp_path_factory.mktemp("complete") / "graph", MORE))
    made.patience = 30.0
    made.start()
    yield made
    made.close()


@pytest.fixture
def complete(names):
    """Give the menu at the bar in a text: what stands after taking an offer, with its line."""
    completer = ShellCompleter(
        commands=COMMANDS,
        names=lambda: names,
        saved=lambda: [("最高资助", "各省最高单项资助")],
        formats=lambda: ("table", "csv"),
        lang=lambda: "zh",
    )

    def menu(text, *, asked=True):
        before, _, after = text.partition("|")
        event = CompleteEvent(completion_requested=asked)
        found = completer.get_completions(Document(before + after, len(before)), event)
        return {before[: len(before) + one.start_position] + one.text: one.display_meta_text for one in found}

    return menu


@pytest.mark.parametrize(
    ("before", "wants"),
    [
        ("SELECT * { [[四", [Want("reference", "四", ("[[",))]),
        ("SELECT * { 【四", [Want("reference", "四", ("【",))]),
        ("SELECT * { [[四川省]] ?p 量", [Want("bare", "量")]),
        ("SELECT * { ?x a pb:Ag", [Want("class", "Ag")]),
        ("SELECT * { ?x pb:iss", [Want("relation", "iss")]),
        ("SELECT * { ?x pb：iss", [Want("relation", "iss")]),
        ("SELECT ?名 { ?", [Want("variable", "?")]),
        ("SEL", [Want("keyword", "SEL"), Want("prefix", "SEL"), Want("bare", "SEL")]),
        ('SELECT * { ?s ?p "SEL', [Want("literal", "SEL", ('"',))]),
        ("SELECT * # pb:", []),
        (".pa", [Want("commands", "pa")]),
        ("。路", [Want("commands", "路")]),
        (".path 四", [Want("names", "四", ("path",))]),
        (".path 四川省 量", [Want("names", "量", ("path", "四川省"))]),
        (".路径 四川省 量", [Want("names", "量", ("路径", "四川省"))]),
        (".path 四川省 量子科技 t", [Want("options", "t", ("path",))]),
        (".run 最", [Want("saved", "最", ("run",))]),
        (".format ", [Want("formats", "", ("format",))]),
        (".help pa", [Want("commands", "pa", ("help",))]),
        (".unknown x", []),
    ],
)
def test_wanted_says_what_fits(before, wants):
    """The kinds follow from the text before the cursor alone."""
    assert list(wanted(before, COMMANDS)) == wants


def test_a_very_long_text_is_left_alone():
    """Ten megabytes of paste open no menu."""
    assert wanted("SELECT " * 20_000) == ()


@pytest.mark.parametrize(
    ("typed", "label"), [("gxb", "工业和信息化部"), ("csj", "长三角"), ("zsj", "长三角"), ("cqs", "重庆市")]
)
def test_initials_insert_a_reference(typed, label, complete):
    """Nothing Chinese has to be typed, and nothing has to be known about brackets."""
    assert next(iter(complete(f"SELECT * {{ ?x ?y {typed}|"))) == f"SELECT * {{ ?x ?y [[{label}]]"


def test_a_reference_is_completed_and_closed_once(complete):
    """The text after the cursor is looked at."""
    assert next(iter(complete("SELECT * { ?d pb:issuer [[四川|"))) == "SELECT * { ?d pb:issuer [[四川省科学技术厅]]"
    assert next(iter(complete("SELECT * { ?d pb:issuer [[四川|]] }"))) == "SELECT * { ?d pb:issuer [[四川省科学技术厅"


@pytest.mark.parametrize(("left", "right"), [("【", "】"), ("「", "」")])
def test_other_brackets_are_closed_in_kind(left, right, complete):
    """What the Chinese keyboard types is closed by what it types."""
    assert f"ASK {{ ?d pb:issuer {left}四川省科学技术厅{right}" in complete(f"ASK {{ ?d pb:issuer {left}四川|")


def test_the_menu_tells_label_class_texts_and_initials(complete):
    """One line says what a thing is."""
    assert complete(".show 四川|")[".show 四川省"] == "地区 · 1 篇 · scs"


def test_only_things_that_fit_the_query_are_offered(complete):
    """四川省 issued nothing, its department did."""
    assert list(complete("SELECT * { ?d pb:issuer [[四川|")) == ["SELECT * { ?d pb:issuer [[四川省科学技术厅]]"]


def test_what_cannot_be_checked_is_marked(complete):
    """A name in a filter hangs on no pattern."""
    assert complete("SELECT * { ?x ?y ?z FILTER(?z = [[重庆|")["SELECT * { ?x ?y ?z FILTER(?z = [[重庆市]]"].endswith(
        "未按上文核对"
    )


def test_what_would_empty_the_answer_is_marked(complete):
    """Where no name that fits the letters fits the query, the menu says so."""
    assert complete("SELECT * { ?d pb:issuer [[重庆|")["SELECT * { ?d pb:issuer [[重庆市]]"].endswith("按上文没有结果")


def test_relations_are_those_that_the_variable_has(complete):
    """A place has no issuer."""
    offered = complete("SELECT * { ?x a pb:Place . ?x |")
    assert "SELECT * { ?x a pb:Place . ?x rdfs:label" in offered
    assert "SELECT * { ?x a pb:Place . ?x pb:issuer" not in offered


def test_the_text_after_the_cursor_narrows(complete):
    """Only the issuer's place leads to 四川省."""
    assert list(complete("SELECT * { ?x a pb:Agency ; | [[四川省]] }")) == ["SELECT * { ?x a pb:Agency ; pb:place"]


def test_a_chinese_word_finds_a_relation_by_its_label(complete):
    """The reader need not know what it is called in the vocabulary."""
    assert list(complete("SELECT * { ?d 发布|")) == ["SELECT * { ?d pb:issuer"]


def test_classes_are_those_of_the_graph_by_name_or_label(complete):
    """pb:Agency is found as such and under 机构, with its number."""
    assert complete("ASK { ?x a pb:Ag|")["ASK { ?x a pb:Agency"].startswith("机构 · ")
    assert "ASK { ?x a pb:Agency" in complete("ASK { ?x a pb:机构|")
    assert "ASK { ?x a pb:Tier" not in complete("ASK { ?x a pb:|")


def test_strings_of_the_graph_are_offered(complete):
    """A string that stands there is completed with its closing quote."""
    assert list(complete('ASK { ?x pb:column "省|')) == ['ASK { ?x pb:column "省外速览"']


def test_keywords_come_first(complete):
    """Latin letters that begin a keyword show it before names in pinyin."""
    assert next(iter(complete("SEL|"))) == "SELECT"


def test_nothing_is_offered_unasked_on_nothing_typed(complete):
    """The menu opens by itself only on a word."""
    assert complete("SELECT * { ?x |", asked=False) == {}


def test_a_label_of_several_things_is_written_by_its_address(complete):
    """On a tie nothing is guessed: both stand there, each by its IRI."""
    offered = complete("ASK { ?x ?y [[科技厅|")
    assert {"ASK { ?x ?y id:agency-1-x", "ASK { ?x ?y id:agency-2-x"} <= set(offered)


def test_a_name_with_a_space_is_quoted_in_a_command(complete):
    """The shell's words split at spaces."""
    assert list(complete(".show New|")) == ['.show "New Energy"']


def test_commands_options_and_settings(complete):
    """What a command takes is offered too."""
    assert ".path" in complete(".pa|")
    assert list(complete("。路|")) == ["。路径"]
    assert {".path 甲 乙 top"} <= set(complete(".path 甲 乙 t|"))
    assert ".path 甲 --top" in complete(".path 甲 --t|")
    assert list(complete(".set lang |")) == [".set lang zh", ".set lang en"]


def test_parameters_of_saved_queries(complete):
    """A parameter that is a thing completes things."""
    assert list(complete(".run tiers-of |")) == [".run tiers-of 名称="]
    assert ".run compare-provinces 甲=四川省" in complete(".run compare-provinces 甲=四川|")


def test_variables_of_the_query_are_offered(complete):
    """What was named before need not be typed again."""
    assert list(complete("SELECT ?名称 { ?x pb:title ?名|")) == ["SELECT ?名称 { ?x pb:title ?名称"]


def test_files_are_offered(complete, tmp_path, monkeypatch):
    """A path is completed by what lies there."""
    (tmp_path / "words.ttl").touch()
    monkeypatch.chdir(tmp_path)
    assert ".import words.ttl" in complete(".import wo|")


def test_names_that_were_used_stand_higher(names, complete):
    """Within one way of fitting, what the reader used before comes first."""
    assert next(iter(complete(".show 四|"))) == ".show 四川省"
    names.learn("SELECT * { ?x ?y [[四川省科学技术厅]] }")
    assert next(iter(complete(".show 四|"))) == ".show 四川省科学技术厅"


def test_without_a_graph_there_are_no_names(tmp_path):
    """The shell also opens where nothing is."""
    empty = Names(tmp_path / "nothing")
    assert empty.matching("四") == []
    assert empty.terms(None, classes=True) == []
    empty.close()


def test_a_late_answer_is_not_waited_for(names, monkeypatch):
    """Within the deadline or not at all: then the list is marked, and the answer is there at a later key."""
    where = place("SELECT * { ?d pb:sector [[", 24, 26)
    monkeypatch.setattr(names, "patience", 0.0)
    asked = names.matching("人工", where)
    assert [name.check for name in asked][:1] in (["unchecked"], [""])
    deadline = time.monotonic() + 30
    while names.matching("人工", where)[0].check and time.monotonic() < deadline:
        time.sleep(0.01)
    assert names.matching("人工", where)[0].check == ""


def walks(graph, count):
    """Give random patterns that hold in a graph: a walk along its triples, some ends left as they are."""
    with opened(graph) as held:
        lines = (split(line) for line in held.quads())
        triples = sorted(
            {(s, p, o) for s, p, o, g in lines if g.endswith("-auto>") and "#" not in o.partition("^^")[0]}
        )
    choice = random.Random(7)
    for _ in range(count):
        walk = [choice.choice(triples)]
        for _ in range(choice.randint(0, 2)):
            walk += [choice.choice([t for t in triples if t[0] in {walk[-1][0], walk[-1][2]}] or triples[:1])]
        ends = sorted({end for s, _, o in walk for end in (s, o)})
        kept = {end for end in ends if choice.random() < 0.3}
        write = {end: end if end in kept else f"?v{at}" for at, end in enumerate(ends)}
        yield [term for s, p, o in walk for term in (write[s], p, write[o])]


def places(graph):
    """Take each term out of random queries: the text before and after it."""
    for terms in walks(graph, 40):
        words = [term + " ." * (at % 3 == 2) for at, term in enumerate(terms)]
        for at in range(len(terms)):
            yield " ".join(["ASK {", *words[:at], ""]), " ".join(["." * (at % 3 == 2), *words[at + 1 :], "}"])


def test_every_offer_leaves_an_answer_or_is_marked(names, complete):
    """A random sample of queries with one term taken out: whatever the menu offers in its place, rows remain."""
    offers = (
        (taken, after)
        for before, after in places(names.graph)
        for taken, meta in list(complete(f"{before}|{after}").items())[:10]
        if not meta.endswith(("未按上文核对", "按上文没有结果"))
    )
    with Worker(names.graph) as worker:
        answers = {taken + after: ask(names.graph, taken + after, worker=worker) for taken, after in offers}
    assert not [text for text, answer in answers.items() if answer.rows[0][0].value != "true"]
    assert len(answers) > 200


def test_a_scope_binds_the_menu_as_it_binds_the_answer(names):
    """What only a text outside the scope says is no suggestion."""
    where = place("SELECT * { ?d pb:issuer [[", 24, 26)
    scoped = Names(names.graph, lambda: ("期1",), patience=30.0)
    checks = {name.label: name.check for typed in ("福建省科", "四川省科") for name in scoped.matching(typed, where)}
    assert checks["福建省科学技术厅"] == "unfit"
    assert checks["四川省科学技术厅"] == ""
    scoped.close()


SEEDS = (
    "SELECT * { ?d pb:issuer [[工信部]] ; pb:sector ?s . FILTER(?x > 3) OPTIONAL { ?s skos:broader ?b } }",
    "PATHS START ?x = [[四川省]] END ?y = [[重庆市]] VIA pb:sector MAX LENGTH 4",
    ".run compare-provinces 甲=四川省 乙=",
    ".ask 四川省有哪些文件",
)
SIGNS = "[]{}()<>\"'“”【】「」;；.。,?？$@^|/\\:：#\n\t ａ四gxb1\0\x1b\u202e𠮷"


def edited(choice):
    """Drop, put in or change a few signs of an input; give it with a place for the cursor."""
    text = list(choice.choice(SEEDS))
    for _ in range(choice.randint(0, 6)):
        at = choice.randrange(len(text))
        text[at : at + choice.randint(0, 1)] = choice.choice(["", choice.choice(SIGNS)])
    at = choice.randint(0, len(text))
    return "".join(text[:at]), "".join(text[at:])


def test_no_input_breaks_the_menu(complete):
    """Three hundred random edits: a menu or none, nothing that a terminal would obey, never an error."""
    choice = random.Random(5)
    for before, after in (edited(choice) for _ in range(300)):
        taken = complete(f"{before.replace('|', '')}|{after}")
        assert not [text for text in taken if "\x1b" in text[len(before) :]]
