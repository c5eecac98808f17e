"""The command line: streams, exit codes, languages."""

import pytest

from kg import cli
from kg.commands import parse
from kg.errors import LimitError


@pytest.fixture
def run(capfd, monkeypatch, tmp_path):
    """Run the command line in an empty folder; give exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    for name in ("KG_LANG", "KG_GRAPH", "KG_DEBUG", "NO_COLOR", "KG_FORMAT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))

    def call(*words, **options):
        code = cli.main(words, **options)
        out, err = capfd.readouterr()
        return code, out, err

    return call


def test_version_is_data(run):
    """--version is one line on stdout."""
    code, out, err = run("--version")
    assert (code, err) == (0, "")
    assert out.startswith("kg 0.")


def test_no_words_is_a_usage_error_with_help_on_stderr(run):
    """stdout stays empty for whoever reads it."""
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "kg build" in err or "build" in err


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("help",)])
def test_help_is_data(run, words):
    """Help that was asked for is on stdout, exit code 0."""
    code, out, err = run(*words)
    assert (code, err) == (0, "")
    assert "build" in out


@pytest.mark.parametrize(
    "words", [("config", "--help"), ("help", "config"), ("config", "-h"), ("--lang", "zh", "config", "--help")]
)
def test_help_of_one_command(run, words):
    """All usual ways to ask lead to the same page."""
    assert run(*words)[1].startswith("用法：kg config")


@pytest.mark.parametrize("words", [("--lang", "en", "config"), ("config", "--lang=en"), ("config", "--lang", "en")])
def test_lang_stands_anywhere(run, words):
    """--lang is taken before, behind and with =."""
    assert "default" in run(*words)[1]


def test_lang_of_the_environment_counts(run, monkeypatch):
    """KG_LANG changes the language of errors too."""
    monkeypatch.setenv("KG_LANG", "en")
    assert "no command" in run("nonsense")[2]


def test_graph_may_stand_before_the_verb(run):
    """kg --graph DIR config is kg config …; config has no graph, a query does."""
    assert run("--graph", "nowhere", "query", "-c", "ASK {}")[0] == 3


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("config", "--nonsense"),
        ("path", "甲"),
        ("query",),
        ("--lang", "fr", "config"),
        ("query", "SELECT"),
    ],
)
def test_slips_of_usage_are_code_2_in_one_or_two_lines(run, words):
    """No traceback, nothing on stdout."""
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert 1 <= len(err.splitlines()) <= 2


def test_missing_graph_is_code_3(run):
    """The graph folder is named."""
    code, _, err = run("stats", "--graph", "nowhere")
    assert code == 3
    assert "nowhere" in err


def test_config_tells_where_values_come_from(run, monkeypatch):
    """The origin of each value, for people and for programs."""
    monkeypatch.setenv("KG_GRAPH", "elsewhere")
    assert '"graph"\t"elsewhere"\t"environment"\t"KG_GRAPH"' in run("config", "--format", "tsv")[1]


def test_own_fault_is_code_70_without_traceback(run, monkeypatch):
    """One line that says how to get the details."""
    monkeypatch.setattr(parse, "arguments", lambda *_: 1 / 0)
    code, out, err = run("config")
    assert (code, out) == (70, "")
    assert "KG_DEBUG=1" in err
    assert "Traceback" not in err


def test_own_fault_shows_itself_under_kg_debug(run, monkeypatch):
    """KG_DEBUG gives the traceback."""
    monkeypatch.setenv("KG_DEBUG", "1")
    monkeypatch.setattr(parse, "arguments", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("config")


def raising(error):
    def fail(*_):
        raise error

    return fail


def test_ctrl_c_is_code_130(run, monkeypatch):
    """An interrupted command says so in one line."""
    monkeypatch.setattr(parse, "arguments", raising(KeyboardInterrupt))
    code, _, err = run("config")
    assert code == 130
    assert "中断" in err


def test_limits_are_code_4(run, monkeypatch):
    """The error tree decides the code."""
    monkeypatch.setattr(parse, "arguments", raising(LimitError("timeout", seconds=5)))
    assert run("config")[0] == 4


def test_shell_is_handed_in(run):
    """kg shell calls the front end it was given, with the settings in force."""
    asked = []
    code, _, _ = run("shell", "--graph", "here", shell=lambda chosen, _: asked.append(str(chosen.graph)) or 7)
    assert (code, asked) == (7, ["here"])
