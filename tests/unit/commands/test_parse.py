"""Words → arguments, the same for the command line and the shell."""

import pytest

from kg.commands.command import Command, Option, Outcome
from kg.commands.parse import arguments, nearest, split
from kg.errors import UsageError

COMMAND = Command(
    "path",
    "路径",
    lambda *_: Outcome(),
    (
        Option("from", place=True, required=True),
        Option("to", place=True, required=True),
        Option("top", "t", kind="number", bare=True),
        Option("all", kind="flag"),
        Option("kind", choices=lambda: ("one", "two")),
    ),
)


def read(*words, shell=False):
    return dict(arguments(COMMAND, words, shell=shell).values)


@pytest.mark.parametrize("words", [("--top", "3"), ("--top=3",), ("-t", "3"), ("-t3",), ("--top", "３")])
def test_arguments_take_a_value_in_every_usual_form(words):
    """--top 3, --top=3, -t 3, -t3 and a full-width digit are one thing."""
    assert read("甲", "乙", *words) == {"from": ("甲",), "to": ("乙",), "top": ("3",)}


def test_arguments_may_stand_before_places():
    """Options and places mix freely."""
    assert read("--all", "甲", "--kind", "two", "乙") == {
        "all": ("",),
        "from": ("甲",),
        "kind": ("two",),
        "to": ("乙",),
    }


def test_arguments_in_the_shell_need_no_dashes_after_the_places():
    """`.path 甲 乙 top 3`; on the command line the same words are too many."""
    assert read("甲", "乙", "top", "3", shell=True)["top"] == ("3",)
    with pytest.raises(UsageError, match="too_many_words"):
        read("甲", "乙", "top", "3")


def test_arguments_named_like_an_option_can_be_places():
    """A thing called top is still a thing while places are open."""
    assert read("top", "乙", shell=True)["from"] == ("top",)


def test_arguments_after_two_dashes_are_places():
    """A name that begins with a dash can be given."""
    assert read("--", "-甲", "--top")["to"] == ("--top",)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("甲",), "missing_word"),
        (("甲", "乙", "丙"), "too_many_words"),
        (("甲", "乙", "--top"), "missing_value"),
        (("甲", "乙", "--top", "--all"), "missing_value"),
        (("甲", "乙", "--top", "四"), "bad_number"),
        (("甲", "乙", "--top", "-1"), "bad_number"),
        (("甲", "乙", "--kind", "three"), "bad_choice"),
        (("甲", "乙", "--all=1"), "no_value"),
        (("甲", "乙", "--topp", "3"), "unknown_option_near"),
        (("甲", "乙", "-z"), "unknown_option"),
    ],
)
def test_arguments_refuse_what_does_not_fit(words, key):
    """Each slip has its own key."""
    with pytest.raises(UsageError) as caught:
        read(*words)
    assert caught.value.key == key


def test_split_reads_full_width_quotes_and_spaces():
    """What a Chinese keyboard types splits like plain signs."""
    assert split("path “量子 科技”　四川省") == ["path", "量子 科技", "四川省"]


def test_split_names_an_open_quote():
    """An unclosed quotation mark is said, not raised as ValueError."""
    with pytest.raises(UsageError, match="open_quote"):
        split('path "四川')


def test_nearest_finds_a_slip_and_nothing_for_nonsense():
    """hepl → help; a word like nothing known gives nothing."""
    assert nearest("hepl", ["help", "path"]) == "help"
    assert nearest("xyzzy", ["help", "path"]) == ""
