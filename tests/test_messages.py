"""Every sentence exists in both languages with the same fields, and every key used in the code has its sentence."""

import ast
import string
import tomllib
from pathlib import Path

import pytest

import kg
from kg import errors, messages, resources
from kg.commands import COMMANDS
from kg.settings import SETTINGS

PACKAGE = Path(kg.__file__).parent
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
ERRORS = {*errors.__all__, "fault"}
STEMS = ("analysing_", "attribute_", "help_", "report_", "step_", "timing_")
"""Beginnings of keys that the code completes: ``f"report_{name}"``."""


def walk(kind):
    """All nodes of a kind in the package, each with the function (or module) that it stands in."""
    scopes = {}
    for tree in TREES.values():
        for scope in (part for part in ast.walk(tree) if isinstance(part, ast.Module | ast.FunctionDef)):
            scopes |= {part: scope for part in ast.walk(scope) if isinstance(part, kind)}
    return [(scope, part) for part, scope in scopes.items()]


def constants(scope, node):
    """All texts that an expression can be: itself, both sides of a choice, what a name was given."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.IfExp):
        return constants(scope, node.body) | constants(scope, node.orelse)
    if isinstance(node, ast.BoolOp):
        return {text for value in node.values for text in constants(scope, value)}
    if isinstance(node, ast.Name):
        given = [part for part in ast.walk(scope) if isinstance(part, ast.Assign) and names(part) == [node.id]]
        return {text for part in given if not isinstance(part.value, ast.Name) for text in constants(scope, part.value)}
    return set()


def names(assignment):
    return [target.id for target in assignment.targets if isinstance(target, ast.Name)]


def first_texts(called):
    """The first argument of every call of one of the functions or classes."""
    calls = [(scope, call) for scope, call in walk(ast.Call) if call.args and name(call.func) in called]
    return {text for scope, call in calls for text in constants(scope, call.args[0])}


def name(called):
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def note_keys():
    """The first of every pair (key, fields)."""
    pairs = [
        (scope, pair) for scope, pair in walk(ast.Tuple) if len(pair.elts) == 2 and isinstance(pair.elts[1], ast.Dict)
    ]
    return {text for scope, pair in pairs for text in constants(scope, pair.elts[0])}


def fields(pattern):
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_sentences_are_those_of_a_full_reader(lang):
    """Our reader of the catalogues' little TOML finds what ``tomllib`` finds."""
    whole = tomllib.loads(resources.data("messages", f"{lang}.toml").read_text(encoding="utf-8"))
    said = {f"{section}.{name}": text for section, found in whole.items() for name, text in found.items()}
    assert messages.catalogue(lang) == said


def test_both_languages_have_the_same_keys():
    """No sentence is missing in one of the languages."""
    assert set(messages.catalogue("zh")) == set(messages.catalogue("en"))


@pytest.mark.parametrize("key", sorted(messages.catalogue("zh")))
def test_both_languages_use_the_same_fields(key):
    """What one language tells, the other tells too; a field in two languages ends in _zh and _en."""
    zh, en = (fields(messages.catalogue(lang)[key]) for lang in ("zh", "en"))
    assert {name.removesuffix("_zh") for name in zh} == {name.removesuffix("_en") for name in en}


def test_every_error_has_its_sentence():
    """Each key with which a KgError is made stands under [errors]."""
    missing = {key for key in first_texts(ERRORS) if f"errors.{key}" not in messages.catalogue("zh")}
    assert not missing


def test_every_notice_has_its_sentence():
    """Each code of a Notice stands under [notices]."""
    missing = {key for key in first_texts({"Notice"}) if f"notices.{key}" not in messages.catalogue("zh")}
    assert not missing


def test_every_note_has_its_sentence():
    """Each key of an answer's note stands under [notes], or under [errors] for a limit that became a note."""
    known = messages.catalogue("zh")
    assert not {key for key in note_keys() if f"notes.{key}" not in known and f"errors.{key}" not in known}


def test_every_command_and_option_has_its_help():
    """Nothing is shown without saying what it is."""
    known = messages.catalogue("zh")
    assert not [command.name for command in COMMANDS if f"help.{command.name}" not in known]
    rows = [(command.name, row.name) for command in COMMANDS for row in command.options]
    assert not [(c, o) for c, o in rows if f"options.{c}-{o}" not in known and f"options.{o}" not in known]


def test_every_sentence_is_used():
    """No sentence is left over from something that is gone."""
    texts = {part.value for _, part in walk(ast.Constant)}
    built = {
        piece.value for _, part in walk(ast.JoinedStr) for piece in part.values[:1] if isinstance(piece, ast.Constant)
    }
    stems = tuple(stem for stem in STEMS if {stem, f"ui.{stem}"} & built)
    sections = {"errors", "notices", "notes", "ui"}
    keys = [key.split(".", 1) for key in messages.catalogue("zh") if key.split(".", 1)[0] in sections]
    bare = [(section, key.removesuffix("_shell")) for section, key in keys]
    assert not [key for section, key in bare if not {key, f"{section}.{key}"} & texts and not key.startswith(stems)]


def test_every_setting_that_is_an_option_exists():
    """An option overrides a setting that there is."""
    known = {row.name for row in SETTINGS}
    assert {row.setting for command in COMMANDS for row in command.options if row.setting} <= known


def test_say_fills_fields_in_the_language_asked_for():
    """The same key gives Chinese or English."""
    assert "“四”" in messages.say("errors.bad_number", "zh", option="--max", value="四")
    assert '"四"' in messages.say("errors.bad_number", "en", option="--max", value="四")


def test_say_without_a_sentence_shows_key_and_fields():
    """A key that has no sentence is still told, not hidden and no crash."""
    assert messages.say("errors.never_written", "zh", path="a.txt") == "errors.never_written path=a.txt"


def test_say_without_a_field_shows_its_name():
    """A field that was not given leaves its name in braces."""
    assert "{value}" in messages.say("errors.bad_number", "zh", option="--max")


def test_say_formats_numbers_and_takes_text_for_numbers():
    """A number format meets a text field without failing."""
    assert "1,234" in messages.say("ui.progress", "zh", done=1, total=2, speed=1234, left="0:01")
    assert "快" in messages.say("ui.progress", "zh", done=1, total=2, speed="快", left="0:01")


def test_error_shows_control_characters_of_its_fields():
    """An escape sequence in a file name does not reach the terminal."""
    said = messages.error(errors.UsageError("file_unreadable", path="a\x1b[31m\u202e.rq", detail="x"), "zh")
    assert "\x1b" not in said
    assert "\\x1b[31m\\u202e" in said


def test_visible_leaves_chinese_and_wide_spaces_alone():
    """Only what a terminal would obey is changed."""
    assert messages.visible("“十四五”　期间①") == "“十四五”　期间①"
    assert messages.visible("a\tb\nc", keep="\n") == "a\\x09b\nc"
