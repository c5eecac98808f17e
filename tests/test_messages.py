"""Every sentence exists in both languages with the same fields, and every key used in the code has its sentence."""

import ast
import string
from pathlib import Path

import pytest

import kg
from kg import errors, messages
from kg.commands import COMMANDS
from kg.settings import SETTINGS

PACKAGE = Path(kg.__file__).parent
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
ERRORS = {name for name in errors.__all__} | {"fault"}


def constants(tree, node):
    """All texts that an expression can be, looking names up in the module's assignments."""
    found = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    if isinstance(node, ast.IfExp):
        found = constants(tree, node.body) | constants(tree, node.orelse)
    if isinstance(node, ast.Name):
        for part in ast.walk(tree):
            if isinstance(part, ast.Assign) and any(isinstance(t, ast.Name) and t.id == node.id for t in part.targets):
                found |= constants(tree, part.value) if not isinstance(part.value, ast.Name) else set()
    return found


def first_texts(names):
    """The first argument of every call of one of the functions or classes."""
    found = set()
    for tree in TREES.values():
        for call in (part for part in ast.walk(tree) if isinstance(part, ast.Call) and part.args):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if called in names:
                found |= constants(tree, call.args[0])
    return found


def note_keys():
    """The first of every pair (key, fields) in kg.query."""
    found = set()
    for path, tree in TREES.items():
        if path.parent.name == "query":
            for pair in (part for part in ast.walk(tree) if isinstance(part, ast.Tuple) and len(part.elts) == 2):
                if isinstance(pair.elts[1], ast.Dict):
                    found |= constants(tree, pair.elts[0])
    return found


def fields(pattern):
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}


def test_both_languages_have_the_same_keys():
    """No sentence is missing in one of the languages."""
    assert set(messages.catalogue("zh")) == set(messages.catalogue("en"))


@pytest.mark.parametrize("key", sorted(messages.catalogue("zh")))
def test_both_languages_use_the_same_fields(key):
    """What one language tells, the other tells too."""
    assert fields(messages.catalogue("zh")[key]) == fields(messages.catalogue("en")[key])


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
    texts = {part.value for tree in TREES.values() for part in ast.walk(tree) if isinstance(part, ast.Constant)}
    source = "".join(path.read_text(encoding="utf-8") for path in TREES)
    unused = [
        key
        for key in messages.catalogue("zh")
        if key.partition(".")[0] in {"errors", "notices", "notes", "ui"}
        and key not in texts
        and key.partition(".")[2] not in texts
        and not any(
            key.partition(".")[2].startswith(stem) for stem in STEMS if f'f"{stem}' in source or f".{stem}" in source
        )
    ]
    assert not unused


STEMS = ("config_", "origin_", "doubt_", "help_", "report_")


def test_every_setting_that_is_an_option_exists():
    """An option overrides a setting that there is."""
    known = {row.name for row in SETTINGS}
    assert {row.setting for command in COMMANDS for row in command.options if row.setting} <= known
