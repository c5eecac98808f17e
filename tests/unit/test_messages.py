"""Sentences: fields, both languages, nothing a terminal would obey."""

from kg import messages
from kg.errors import UsageError


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
    said = messages.error(UsageError("file_unreadable", path="a\x1b[31m\u202e.rq", detail="x"), "zh")
    assert "\x1b" not in said
    assert "\\x1b[31m\\u202e" in said


def test_visible_leaves_chinese_and_wide_spaces_alone():
    """Only what a terminal would obey is changed."""
    assert messages.visible("“十四五”　期间①") == "“十四五”　期间①"
    assert messages.visible("a\tb\nc", keep="\n") == "a\\x09b\nc"
