"""Which kinds of words fit at the cursor, and which words are offered."""

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from kg.commands import COMMANDS
from kg.shell.complete import ShellCompleter, Want, wanted
from kg.shell.namelist import Name, matching

NAMES = (
    Name("四川省", "Place", ("四川",)),
    Name("四川省科学技术厅", "Agency", ("四川省科技厅",)),
    Name("工业和信息化部", "Agency", ("工信部",)),
    Name("量子科技", "Sector"),
    Name("New Energy", "Sector"),
)


def offers(before, after=""):
    completer = ShellCompleter(
        commands=COMMANDS,
        names=lambda: NAMES,
        saved=lambda: [("最高资助", "各省最高单项资助")],
        formats=lambda: ("table", "csv"),
        lang=lambda: "zh",
    )
    document = Document(before + after, len(before))
    return [
        (before + done.text if done.start_position == 0 else before[: done.start_position] + done.text)
        for done in completer.get_completions(document, CompleteEvent())
    ]


@pytest.mark.parametrize(
    ("before", "wants"),
    [
        ("SELECT * { [[四", [Want("reference", "四")]),
        ("SELECT * { 【四", [Want("reference", "四")]),
        ("SELECT * { [[四川省]] ?p 量", [Want("bare", "量")]),
        ("SELECT * { ?x a pb:Ag", [Want("class", "Ag")]),
        ("SELECT * { ?x pb:iss", [Want("relation", "iss")]),
        ("SELECT * { ?x pb：iss", [Want("relation", "iss")]),
        ("SELECT ?名 { ?", [Want("variable", "?")]),
        ("SEL", [Want("keyword", "SEL"), Want("prefix", "SEL")]),
        ('SELECT * { ?s ?p "SEL', []),
        ("SELECT * # pb:", []),
        (".pa", [Want("commands", "pa")]),
        ("。路", [Want("commands", "路")]),
        (".path 四", [Want("names", "四")]),
        (".path 四川省 量", [Want("names", "量")]),
        (".路径 四川省 量", [Want("names", "量")]),
        (".run 最", [Want("saved", "最")]),
        (".format ", [Want("formats", "")]),
        (".help pa", [Want("commands", "pa")]),
        (".unknown x", []),
    ],
)
def test_wanted_says_what_fits(before, wants):
    """The kinds follow from the text before the cursor alone."""
    assert list(wanted(before, COMMANDS)) == wants


def test_a_reference_is_completed_and_closed():
    """The label comes with its closing brackets, once."""
    assert offers("SELECT * { [[量") == ["SELECT * { [[量子科技]]"]
    assert offers("SELECT * { [[量", "]] }") == ["SELECT * { [[量子科技"]


def test_a_bare_chinese_word_becomes_a_reference():
    """Nothing has to be known about brackets to name a thing."""
    assert offers("SELECT * { 量") == ["SELECT * { [[量子科技]]"]


def test_an_alias_inserts_the_label():
    """工信部 finds 工业和信息化部."""
    assert offers("ASK { [[工信") == ["ASK { [[工业和信息化部]]"]


def test_a_name_with_a_space_is_quoted_in_a_command():
    """The shell's words split at spaces."""
    assert offers(".show New") == ['.show "New Energy"']


def test_commands_are_offered_by_word_or_alias():
    """Each command once."""
    assert ".path" in offers(".pa")
    assert offers("。路") == ["。路径"]


def test_vocabulary_is_offered_by_local_name_and_by_chinese_label():
    """pb:Agency is found as such and under 机构."""
    assert "ASK { ?x a pb:Agency" in offers("ASK { ?x a pb:Ag")
    assert "ASK { ?x a pb:Agency" in offers("ASK { ?x a pb:机构")


def test_variables_of_the_query_are_offered():
    """What was named before need not be typed again."""
    assert offers("SELECT ?名称 { ?x pb:title ?名") == ["SELECT ?名称 { ?x pb:title ?名称"]


def test_matching_ranks_exact_prefix_alias_inside():
    """The better a name fits, the higher it stands; each stands once."""
    names = [
        Name("川", "Place", ("蜀",)),
        Name("四川", "Place"),
        Name("川渝", "Place"),
        Name("成都", "Place", ("川都",)),
    ]
    assert [name.label for name in matching(names, "川")] == ["川", "川渝", "成都", "四川"]


def test_matching_without_letters_gives_all_names():
    """An empty reference shows what there is."""
    assert len(matching(NAMES, "")) == len(NAMES)
