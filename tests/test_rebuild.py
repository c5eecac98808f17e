"""The graph is a function of the texts in it: any order, any number of processes, any way there, whatever was killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import pipeline, store

ROOT = Path(__file__).resolve().parent.parent
BULLETINS = sorted((ROOT / "data" / "bulletins").glob("*.txt"))
FIRST, SECOND, THIRD = BULLETINS[:3]
SOME = BULLETINS[:4]
ASK = "SELECT (COUNT(*) AS ?n) { ?s a pb:Issue }"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def build(run_kg: Run) -> Callable[..., str]:
    """Build, which must succeed; give what was said."""

    def run(graph: Path, *words: str | Path) -> str:
        done = run_kg("build", *words, "--graph", graph)
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
        return done.stderr

    return run


@pytest.fixture
def exported(run_kg: Run, tmp_path: Path) -> Callable[[Path], bytes]:
    """Export a graph as N-Quads; give the bytes."""

    def run(graph: Path) -> bytes:
        file = tmp_path / "exported.nq"
        done = run_kg("export", "--graph", graph, "--format", "nquads", "--output", file)
        assert done.returncode == 0, done.stderr
        return file.read_bytes()

    return run


@pytest.fixture
def whole(exported, sample_graph: Path) -> bytes:
    """The sample as N-Quads."""
    return exported(sample_graph)


@pytest.fixture
def two(tmp_path: Path, small: Path) -> Path:
    """A graph of two bulletins, to be changed at will."""
    return Path(shutil.copytree(small, tmp_path / "two"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, run_kg: Run) -> Path:
    """A graph of two bulletins, not to be changed."""
    graph = tmp_path_factory.mktemp("small") / "graph"
    assert run_kg("build", FIRST, SECOND, "--graph", graph).returncode == 0
    return graph


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of four bulletins, not to be changed."""
    graph = tmp_path_factory.mktemp("some") / "graph"
    assert not pipeline.build(SOME, graph).failed
    return graph


def _state(graph: Path) -> dict[str, tuple[int, int]]:
    """Give all files of a graph with the moment and the inode of their last change; the lock aside."""
    files = (path for path in graph.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(graph)): (path.stat().st_mtime_ns, path.stat().st_ino) for path in files}


def test_export_is_sorted_and_has_no_line_twice(whole):
    """So that two graphs can be compared by any tool."""
    lines = whole.splitlines()
    assert len(lines) == len(set(lines))
    assert lines == sorted(lines)


def test_other_order_gives_the_same_bytes(build, exported, whole, tmp_path):
    """Last file first, and one of them named twice."""
    build(tmp_path / "graph", *reversed(BULLETINS), FIRST)
    assert exported(tmp_path / "graph") == whole


def test_two_processes_give_the_same_bytes(build, exported, whole, tmp_path):
    """-j 2."""
    build(tmp_path / "graph", ROOT / "data" / "bulletins", "-j", "2")
    assert exported(tmp_path / "graph") == whole


def test_one_by_one_gives_the_same_bytes(build, exported, whole, tmp_path):
    """Some at once, the others each by a build of its own, the last by a command."""
    pipeline.build(BULLETINS[1::2], tmp_path / "graph")
    *others, last = BULLETINS[::2]
    for path in others:
        pipeline.build([path], tmp_path / "graph")
    build(tmp_path / "graph", last)
    assert exported(tmp_path / "graph") == whole


def test_names_and_places_of_files_do_not_matter(build, exported, small, tmp_path):
    """A text is known by what it says of itself."""
    shutil.copy(FIRST, tmp_path / "乙.txt")
    shutil.copy(SECOND, tmp_path / "甲.txt")
    build(tmp_path / "graph", tmp_path / "乙.txt", tmp_path / "甲.txt")
    assert exported(tmp_path / "graph") == exported(small)


def test_place_and_language_of_the_caller_do_not_matter(run_kg, exported, small, tmp_path, monkeypatch):
    """Another folder, another locale, another order of hashes."""
    for name, value in {"LC_ALL": "C", "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "KG_LANG": "en"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    done = run_kg("build", SECOND, FIRST, "--graph", tmp_path / "graph", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert exported(tmp_path / "graph") == exported(small)


def test_building_again_changes_nothing(build, two):
    """Same snapshot, not a file touched, and the reader is told."""
    before = _state(two)
    said = build(two, FIRST, SECOND)
    assert _state(two) == before
    assert "没有变化" in said


def test_building_a_part_again_changes_nothing(build, two):
    """What is in the graph and not named stays."""
    before = _state(two)
    build(two, SECOND)
    assert _state(two) == before


def test_replacing_a_text_and_putting_it_back_gives_the_first_bytes(build, exported, two, tmp_path):
    """A changed text takes the place of the one it was, and leaves no trace when it goes."""
    first = exported(two)
    changed = tmp_path / FIRST.name
    text = FIRST.read_text("utf-8")
    assert "万元" in text
    changed.write_text(text.replace("万元", "亿元"), "utf-8")
    build(two, changed)
    assert exported(two) != first
    assert len(list((two / "shards").iterdir())) == 2
    build(two, FIRST)
    assert exported(two) == first
    assert len(list((two / "snapshots").iterdir())) == 1


def test_removing_a_text_leaves_the_graph_built_without_it(build, run_kg, exported, small, two):
    """As if it had never been there."""
    build(two, THIRD)
    assert exported(two) != exported(small)
    name = run_kg("issues", "--graph", two, "--format", "tsv").stdout.splitlines()
    assert len(name) == 4
    done = run_kg("remove", "产业创新动态第12期", "--graph", two)
    assert done.returncode == 0, done.stderr
    assert exported(two) == exported(small)


def test_each_text_by_a_command_of_its_own_gives_the_same_bytes(build, exported, some, tmp_path):
    """From the first on."""
    for path in reversed(SOME):
        build(tmp_path / "graph", path)
    assert exported(tmp_path / "graph") == exported(some)


def test_removing_the_last_text_and_building_again(build, run_kg, exported, small, two):
    """An emptied graph opens, and takes texts again."""
    for number in ("1", "5"):
        assert run_kg("remove", number, "--graph", two).returncode == 0
    assert run_kg("issues", "--graph", two).returncode == 0
    build(two, FIRST, SECOND)
    assert exported(two) == exported(small)


def _fresh(graph: Path, part: str) -> set[str]:
    try:
        return {path.name for path in (graph / part).iterdir()}
    except FileNotFoundError:
        return set()


def _killed(graph: Path, part: str, *words: str) -> None:
    """Start a build and kill it as soon as something new lies in a part of the graph folder."""
    before = _fresh(graph, part)
    command = [sys.executable, "-m", "kg", "build", *map(str, SOME), "--graph", str(graph), *words]
    environment = os.environ | {"KG_TEST_GRAPH": str(graph)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as child:
        until = time.monotonic() + 60
        while _fresh(graph, part) <= before:
            assert child.poll() is None, "the build ended before it was killed"
            assert time.monotonic() < until
            time.sleep(0.001)
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL


@pytest.mark.parametrize(
    ("part", "words"),
    [("shards", ()), ("snapshots", ()), ("shards", ("-j", "2"))],
    ids=["while reading", "while joining", "with two processes"],
)
def test_killed_build_leaves_the_old_graph_and_the_next_completes(
    part, words, build, run_kg, exported, two, some, small
):
    """kill -9: the graph opens with its old content; the next build needs no repair by hand."""
    current = (two / "CURRENT").read_text("utf-8")
    _killed(two, part, *words)
    assert (two / "CURRENT").read_text("utf-8") == current
    asked = run_kg("query", "-c", ASK, "--graph", two, "--format", "csv")
    assert (asked.returncode, asked.stdout.split()) == (0, ["n", "2"]), asked.stderr
    assert exported(two) == exported(small)
    build(two, *SOME)
    assert exported(two) == exported(some)
    assert len(list((two / "snapshots").iterdir())) == 1
    assert len(list((two / "shards").iterdir())) == len(SOME)


def test_killed_first_build_leaves_a_folder_that_can_be_built_into(build, run_kg, exported, some, tmp_path):
    """Until then it is said to be empty."""
    graph = tmp_path / "graph"
    _killed(graph, "shards")
    asked = run_kg("query", "-c", ASK, "--graph", graph)
    assert asked.returncode == 3
    assert str(graph) in asked.stderr
    build(graph, *SOME)
    assert exported(graph) == exported(some)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to look for processes")
def test_killed_build_leaves_no_process_behind(two):
    """Workers end when nobody is left to work for."""
    _killed(two, "shards", "-j", "2")
    until = time.monotonic() + 10
    while left := _mentioning(str(two)):
        assert time.monotonic() < until, left
        time.sleep(0.05)


def _mentioning(word: str) -> list[str]:
    """Find processes by a word of the environment they inherited."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
        except OSError:
            continue
        if f"KG_TEST_GRAPH={word}".encode() in environment.split(b"\0") and folder.name != str(os.getpid()):
            found.append(folder.name)
    return found


def test_reading_goes_on_while_somebody_writes(run_kg, two):
    """Readers need no lock."""
    with store.writing(two):
        for words in (("issues",), ("query", "-c", ASK), ("path", "山东省", "惠州市"), ("stats",), ("check",)):
            done = run_kg(*words, "--graph", two)
            assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("words", [("build", THIRD), ("remove", "1")], ids=["build", "remove"])
def test_second_writer_is_told_who_is_at_work(words, run_kg, exported, small, two):
    """Exit code 3, the number of the process, the graph left alone."""
    with store.writing(two):
        done = run_kg(*words, "--graph", two)
    assert done.returncode == 3
    assert str(os.getpid()) in done.stderr
    assert str(two) in done.stderr
    assert "Traceback" not in done.stderr
    assert exported(two) == exported(small)


def test_lock_of_a_killed_writer_does_not_hold(build, two):
    """The number of a dead process in the lock file means nothing."""
    _killed(two, "shards")
    assert (two / "lock").read_text("utf-8").strip()
    build(two, THIRD)
