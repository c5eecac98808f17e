"""What goes wrong for a reader: each fault has its exit code, a sentence that names the thing and the place, no traceback.

Exit codes: 0 done · 1 query or source · 2 usage or settings · 3 graph not available · 4 cut off · 130 interrupted.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BULLETINS = ROOT / "data" / "bulletins"
GOOD = BULLETINS / "keji-zhengce-canyue-2025-12.txt"
OTHER = BULLETINS / "keji-zhengce-canyue-2025-02.txt"
COUNT = "SELECT (COUNT(DISTINCT ?i) AS ?n) { ?i a pb:Issue }"
ROOT_USER = 0


@dataclass(frozen=True)
class Said:
    """What came of a command."""

    code: int
    out: str
    err: str


Kg = Callable[..., Said]


@pytest.fixture(scope="module")
def kg(run_kg) -> Kg:
    """Run a command; whatever comes of it, no traceback, and no fault that the program takes for its own."""

    def run(*words: str | Path, stdin: str | None = None) -> Said:
        done = run_kg(*words, stdin=stdin)
        assert "Traceback" not in done.stderr
        assert done.returncode != 70, done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, run_kg) -> Path:
    """A graph of one bulletin, not to be changed."""
    graph = tmp_path_factory.mktemp("faults") / "graph"
    assert run_kg("build", GOOD, "--graph", graph).returncode == 0
    return graph


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    """A graph of one bulletin, to be damaged at will."""
    return Path(shutil.copytree(built, tmp_path / "graph"))


def _content(graph: Path) -> dict[str, bytes]:
    """Give all that readers of a graph folder see."""
    files = (path for path in graph.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(graph)): path.read_bytes() for path in files}


# Files that cannot be read


def _noise() -> bytes:
    return random.Random(5).randbytes(4000)


FILES: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "空", "empty"),
    "blank": ("\n 　\r\n".encode(), "空", "empty"),
    "random bytes": (_noise(), "字节", "byte"),
    "a program": (b"import sys\n\n\ndef main():\n    print(sys.argv)\n" * 20, "汉字", "Chinese"),
    "an English text": (b"The quick brown fox jumps over the lazy dog.\n" * 50, "汉字", "Chinese"),
    "Big5": ("國務院辦公廳關於進一步優化營商環境的通知".encode("big5") * 20, "编码", "encoding"),
    "Japanese EUC": ("これはテストのための文書です。".encode("euc-jp") * 20, "编码", "encoding"),
    "Latin-1": ("Überprüfung der Größe für alle Straßen\n".encode("latin-1") * 20, "编码", "encoding"),
    "cut in a character": ("省科技厅印发若干措施".encode() * 9 + "省".encode()[:2], "编码", "encoding"),
    "NUL byte": ("科技政策参阅\n第1期\n".encode() + b"\0" + "正文".encode() * 40, "空字节", "NUL"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF", "PDF"),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files that are no bulletins, with one that is."""
    folder = tmp_path_factory.mktemp("bad") / "files"
    folder.mkdir()
    for name, (content, _, _) in FILES.items():
        (folder / f"{name}.txt").write_bytes(content)
    with (folder / "one line of 50 MB.txt").open("wb") as file:
        for _ in range(50):
            file.write(b"\xe7\x9c\x81" * 333_334)
    shutil.copy(OTHER, folder)
    return folder


@pytest.fixture(scope="module")
def mixed(bad: Path, built: Path, tmp_path_factory: pytest.TempPathFactory, kg: Kg) -> tuple[Said, Path]:
    """What a build of that folder says, and the graph it leaves; it held one bulletin before."""
    graph = Path(shutil.copytree(built, tmp_path_factory.mktemp("mixed") / "graph"))
    return kg("build", bad, bad.parent / "missing.txt", "--graph", graph), graph


@pytest.fixture(scope="module")
def mixed_en(bad: Path, tmp_path_factory: pytest.TempPathFactory, kg: Kg) -> Said:
    """The same in English and with two processes."""
    return kg("build", bad, "-j", "2", "--lang", "en", "--graph", tmp_path_factory.mktemp("mixed") / "graph")


def _line(said: Said, name: Path) -> str:
    lines = [line for line in said.err.splitlines() if str(name) in line]
    assert len(lines) == 1, said.err
    return lines[0]


@pytest.mark.parametrize("name", FILES)
def test_file_that_cannot_be_read_is_named_with_the_reason(name, bad, mixed):
    """One line each: which file, in which folder, why."""
    assert FILES[name][1] in _line(mixed[0], bad / f"{name}.txt")


@pytest.mark.parametrize("name", FILES)
def test_file_that_cannot_be_read_is_named_in_english(name, bad, mixed_en):
    """The same in the other language, and from another process."""
    assert FILES[name][2] in _line(mixed_en, bad / f"{name}.txt")


def test_line_of_50_megabytes_is_refused_with_both_sizes(bad, mixed):
    """It names the size and the limit."""
    line = _line(mixed[0], bad / "one line of 50 MB.txt")
    assert "50000100" in line.replace(",", "")
    assert "20000000" in line.replace(",", "")


def test_missing_file_is_named(bad, mixed):
    """As it was given."""
    assert "missing.txt" in _line(mixed[0], bad.parent / "missing.txt")


def test_other_files_are_built_all_the_same(mixed, mixed_en, kg):
    """The exit code says that something failed; the good file is in, beside what was there."""
    said, graph = mixed
    assert (said.code, mixed_en.code) == (1, 1)
    assert kg("query", "-c", COUNT, "--graph", graph, "--format", "csv").out.split() == ["n", "2"]


@pytest.mark.parametrize("name", ["empty", "NUL byte", "a program"])
def test_build_of_a_bad_file_alone_leaves_the_graph_as_it_was(name, bad, graph, kg):
    """Not a byte changed."""
    before = _content(graph)
    assert kg("build", bad / f"{name}.txt", "--graph", graph).code == 1
    assert _content(graph) == before


def test_build_of_nothing_readable_makes_no_graph(bad, tmp_path, kg):
    """No empty folder is left behind."""
    said = kg("build", bad / "empty.txt", "--graph", tmp_path / "new")
    assert said.code == 1
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("lang", "word"), [("zh", "没有可读"), ("en", "no readable")])
def test_folder_without_readable_files(lang, word, tmp_path, kg):
    """Named, with what could be read."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.exe").write_bytes(b"MZ")
    said = kg("build", tmp_path / "papers", "--graph", tmp_path / "new", "--lang", lang)
    assert said.code == 1
    assert word in _line(said, tmp_path / "papers")
    assert ".txt" in said.err


@pytest.mark.skipif(os.geteuid() == ROOT_USER, reason="root may read everything")
def test_file_without_permission(tmp_path, kg):
    """Named."""
    (tmp_path / "closed.txt").write_text("省科技厅" * 50, "utf-8")
    (tmp_path / "closed.txt").chmod(0)
    said = kg("build", tmp_path / "closed.txt", "--graph", tmp_path / "new")
    assert said.code == 1
    assert "closed.txt" in said.err


# Names


@pytest.mark.parametrize(
    "words",
    [
        ("show", "四州省"),
        ("why", "四州省"),
        ("path", "四州省", "国务院"),
        ("path", "国务院", "四州省"),
        ("query", "-c", "SELECT ?p ?o { [[四州省]] ?p ?o }"),
    ],
    ids=lambda words: " ".join(words[:1]),
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_unknown_name_is_said_with_those_near(words, lang, built, kg):
    """The name as written and the one that was meant; nothing on stdout."""
    said = kg(*words, "--graph", built, "--lang", lang)
    assert (said.code, said.out) == (1, "")
    assert "四州省" in said.err
    assert "四川省" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ("show", "科技厅"),
        ("why", "科技厅"),
        ("path", "科技厅", "国务院"),
        ("query", "-c", "SELECT ?p ?o { [[科技厅]] ?p ?o }"),
    ],
    ids=lambda words: " ".join(words[:1]),
)
def test_ambiguous_name_is_answered_with_the_candidates(words, built, kg):
    """Never silently the first: all of them, each with its identifier."""
    said = kg(*words, "--graph", built)
    assert (said.code, said.out) == (1, "")
    for full, key in (("四川省科学技术厅", "510000-科学技术厅"), ("江苏省科学技术厅", "320000-科学技术厅")):
        assert full in said.err
        assert f"id:agency-{key}" in said.err


def test_candidates_can_be_used_as_they_are_printed(built, kg):
    """The identifier names one thing."""
    assert kg("show", "id:agency-510000-科学技术厅", "--graph", built).code == 0


def test_unknown_issue_is_said_with_those_there(graph, kg):
    """kg remove names what could be removed, and removes nothing."""
    before = _content(graph)
    said = kg("remove", "第99期", "--graph", graph)
    assert said.code == 1
    assert "第99期" in said.err
    assert "科技政策参阅-2025-12" in said.err
    assert _content(graph) == before


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("query", "--saved", "highest-suport"), "highest-support"),
        (("query", "--saved", "tiers-of", "名秤=x"), "名称"),
    ],
    ids=["query", "parameter"],
)
def test_unknown_saved_query_or_parameter(words, meant, built, kg):
    """With what there is."""
    said = kg(*words, "--graph", built)
    assert (said.code, said.out) == (1, "")
    assert meant in said.err


# SPARQL


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "已按半角读取：｛ ？ ； ｝"), ("en", "｛ ？ ； ｝")], ids=["zh", "en"]
)
def test_fullwidth_signs_are_read_and_said(lang, words, built, kg):
    """The query runs; strings keep their signs."""
    text = "SELECT ?s ｛ ？s a pb:Issue ； pb:number ?n FILTER(STR(?n) != '；') ｝"
    said = kg("query", "-c", text, "--graph", built, "--lang", lang)
    assert said.code == 0
    assert len(said.out.splitlines()) == 2
    assert words in said.err


def test_strict_refuses_fullwidth_signs_at_their_place(built, kg):
    """Line, column, and a caret below, aligned in display cells."""
    said = kg("query", "--strict", "-c", "SELECT ?中 ｛ ?中 a pb:Issue }", "--graph", built)
    assert (said.code, said.out) == (1, "")
    assert "第 1 行第 11 列" in said.err
    assert said.err.splitlines()[1:] == ["  SELECT ?中 ｛ ?中 a pb:Issue }", "  " + " " * 11 + "^"]


FAULTY = {
    "brace missing": ("SELECT ?s { ?s a pb:Issue", 1, 11, "}"),
    "brace missing on a later line": ("SELECT ?s\n{ ?s a pb:Issue", 2, 1, "}"),
    "wrong bracket": ("SELECT ?s\n{ ?s a pb:Issue ]", 2, 17, "]"),
    "word misspelt": ("SELEC ?s { ?s a pb:Issue }", 1, 1, "SELECT"),
    "quotation mark missing": ('SELECT ?s { ?s rdfs:label "四川 }', 1, 27, '"'),
    "prefix not declared": ("SELECT ?s {\n ?s pbb:issuer ?o }", 2, 5, "pb:"),
    "update": ("INSERT DATA { <a:b> <a:c> <a:d> }", 1, 1, "INSERT"),
    "delete": ("DELETE WHERE { ?s ?p ?o }", 1, 1, "DELETE"),
    "service": ("SELECT ?s { SERVICE <http://example.org/> { ?s ?p ?o } }", 1, 13, "SERVICE"),
    "relative IRI": ("SELECT ?s { ?s a <Issue> }", 1, 18, "<Issue>"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_faulty_query_is_told_with_its_place(name, built, kg):
    """Line and column, what was meant, the line with a caret below the place."""
    text, line, column, word = FAULTY[name]
    said = kg("query", "-c", text, "--graph", built)
    assert (said.code, said.out) == (1, "")
    assert f"第 {line} 行第 {column} 列" in said.err
    assert word in said.err
    shown = text.splitlines()[line - 1]
    assert f"\n  {shown}\n  {' ' * (column - 1)}^" in said.err


@pytest.mark.parametrize("name", ["brace missing", "word misspelt", "update", "service"])
def test_faulty_query_is_told_in_english(name, built, kg):
    """The same place."""
    text, line, column, word = FAULTY[name]
    said = kg("query", "-c", text, "--graph", built, "--lang", "en")
    assert said.code == 1
    assert f"line {line}" in said.err.lower()
    assert f"column {column}" in said.err.lower()
    assert word in said.err
    assert "第" not in said.err


def test_query_from_a_file_and_from_stdin_fails_alike(built, kg, tmp_path):
    """Three ways in, one sentence."""
    text = FAULTY["wrong bracket"][0]
    (tmp_path / "q.rq").write_text(text, "utf-8")
    ways = (
        kg("query", "-c", text, "--graph", built),
        kg("query", "-f", tmp_path / "q.rq", "--graph", built),
        kg("query", "-", "--graph", built, stdin=text),
    )
    assert len({way.err for way in ways}) == 1


@pytest.mark.parametrize("words", [("-c", ""), ("-c", " \n"), ("-c", "# nothing")], ids=["empty", "blank", "comment"])
def test_empty_query(words, built, kg):
    """Answered with an example."""
    said = kg("query", *words, "--graph", built)
    assert said.code == 1
    assert "SELECT" in said.err


def test_update_changes_nothing(graph, kg):
    """Not a byte."""
    before = _content(graph)
    kg("query", "-c", "DELETE WHERE { ?s ?p ?o }", "--graph", graph)
    assert _content(graph) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT ?o { ?s pb:issure ?o }", ("pb:issure", "pb:issuer")),
        ('SELECT ?s { ?s rdfs:label "四川省" }', ('"四川省"@zh', "[[四川省]]")),
    ],
    ids=["unknown relation", "language"],
)
def test_query_without_rows_is_no_error_but_gets_a_hint(text, words, built, kg):
    """Exit code 0, the header, and what may be the matter."""
    said = kg("query", "-c", text, "--graph", built)
    assert said.code == 0
    assert len(said.out.splitlines()) == 1
    assert all(word in said.err for word in words)


def test_query_out_of_time_is_cut_off(built, kg):
    """Exit code 4, and the option that allows more."""
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    said = kg("query", "-c", text, "--timeout", "1", "--graph", built)
    assert said.code == 4
    assert "--timeout" in said.err


# The graph folder


@pytest.mark.parametrize(
    "words",
    [("issues",), ("show", "四川省"), ("query", "-c", "ASK {}"), ("path", "a", "b"), ("export",), ("remove", "1")],
    ids=lambda words: " ".join(words[:1]),
)
def test_missing_graph_is_named_with_the_next_command(words, tmp_path, kg):
    """And no folder is made."""
    said = kg(*words, "--graph", tmp_path / "none")
    assert (said.code, said.out) == (3, "")
    assert str(tmp_path / "none") in said.err
    assert "kg build" in said.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("words", [("issues",), ("query", "-c", "ASK {}"), ("build", GOOD)], ids=lambda words: words[0])
@pytest.mark.parametrize(("lang", "word"), [("zh", "是一个文件"), ("en", "is a file")])
def test_graph_that_is_a_file(words, lang, word, tmp_path, kg):
    """Named, and left alone."""
    file = tmp_path / "graph"
    file.write_text("notes", "utf-8")
    said = kg(*words, "--graph", file, "--lang", lang)
    assert (said.code, said.out) == (3, "")
    assert str(file) in said.err
    assert word in said.err
    assert file.read_text("utf-8") == "notes"


def test_folder_of_something_else_is_not_built_into(tmp_path, kg):
    """Named, and left alone."""
    (tmp_path / "photo.jpg").write_bytes(b"x")
    said = kg("build", GOOD, "--graph", tmp_path)
    assert said.code == 3
    assert str(tmp_path) in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


@pytest.mark.parametrize(
    "words", [("issues",), ("query", "-c", "ASK {}"), ("build", OTHER)], ids=lambda words: words[0]
)
def test_graph_of_a_newer_version_is_refused_and_left_alone(words, graph, kg):
    """Both versions are named."""
    (graph / "FORMAT").write_text("99\n", "utf-8")
    before = _content(graph)
    said = kg(*words, "--graph", graph)
    assert (said.code, said.out) == (3, "")
    assert str(graph) in said.err
    assert "99" in said.err
    assert _content(graph) == before


@pytest.mark.parametrize(
    "content",
    [b"", b"0123456", b"\xff\xfe\x00", b"../..", b"."],
    ids=["cut off", "another name", "no text", "a way out", "a dot"],
)
def test_damaged_current_is_named_and_nothing_is_lost(content, graph, kg):
    """A build must not take the texts for leftovers."""
    whole = (graph / "CURRENT").read_bytes()
    (graph / "CURRENT").write_bytes(content)
    before = _content(graph)
    for words in (("query", "-c", "ASK {}"), ("build", OTHER)):
        said = kg(*words, "--graph", graph)
        assert (said.code, said.out) == (3, "")
        assert str(graph) in said.err
    assert _content(graph) == before
    (graph / "CURRENT").write_bytes(whole)
    assert kg("issues", "--graph", graph).code == 0


@pytest.mark.parametrize("name", ["manifest.json", "graph.nq", "names.tsv", "nodes.tsv", "edges.bin", "counts.json"])
def test_file_cut_off_in_a_snapshot_is_named(name, graph, kg):
    """A part is never taken for the whole."""
    file = next((graph / "snapshots").glob(f"*/{name}"))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    said = kg("show", "四川省", "--graph", graph)
    assert (said.code, said.out) == (3, "")
    assert str(file.relative_to(graph)) in said.err


def test_damaged_snapshot_is_made_anew_by_a_build(graph, built, kg):
    """The texts are all there."""
    file = next((graph / "snapshots").glob("*/names.tsv"))
    file.write_bytes(b"")
    assert kg("build", GOOD, "--graph", graph).code == 0
    assert kg("show", "四川省", "--graph", graph).out == kg("show", "四川省", "--graph", built).out


def test_damaged_store_is_a_graph_not_available(graph, kg):
    """The engine's folder too."""
    for file in graph.glob("snapshots/*/oxigraph/*"):
        os.truncate(file, 5)
    said = kg("query", "-c", "SELECT * { ?s ?p ?o }", "--graph", graph)
    assert (said.code, said.out) == (3, "")
    assert str(graph) in said.err


@pytest.mark.skipif(os.geteuid() == ROOT_USER, reason="root may write everywhere")
def test_folder_that_may_not_be_written(graph, kg):
    """Reading goes on; a build is refused with the reason."""
    folders = [graph, *(path for path in graph.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        reading, building = kg("issues", "--graph", graph), kg("build", OTHER, "--graph", graph)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert reading.code == 0
    assert building.code == 3
    assert str(graph) in building.err


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], check=False, capture_output=True
        ).returncode
    )
    if not mounted:
        pytest.skip("cannot mount a small disk here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_full_disk_is_named_and_leaves_nothing(tiny, kg):
    """Exit code 3, the way out, no half graph."""
    said = kg("build", GOOD, "--graph", tiny / "graph")
    assert said.code == 3
    assert str(tiny / "graph") in said.err
    assert "磁盘" in said.err
    assert not (tiny / "graph").exists()


# The command line


@pytest.mark.parametrize(
    "words",
    [
        ("query", "-c", "SELECT * { ?s ?p ?o }", "--format", "tsv"),
        ("query", "-c", "SELECT * { ?s ?p ?o }", "--format", "json"),
        ("query", "-c", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "--format", "ntriples"),
        ("export",),
    ],
    ids=["tsv", "json", "ntriples", "export"],
)
def test_closed_pipe_is_a_quiet_stop(words, built):
    """kg query … | head -1."""
    command = [sys.executable, "-m", "kg", *words, "--graph", str(built)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.read(5)
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(60) == 0


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("query", "-c", "ASK {}", "--format", "docx"), ("--format", "docx", "csv")),
        (("export", "--format", "docx"), ("--format", "docx", "nquads")),
        (("build", GOOD, "-j", "0"), ("jobs", "0")),
        (("build", GOOD, "-j", "-2"), ("jobs", "-2")),
        (("build", GOOD, "-j", "x"), ("jobs", "x")),
        (("biuld", GOOD), ("biuld", "build")),
        (("build", GOOD, "--lexcion", "x"), ("--lexcion", "--lexicon")),
        (("build",), ("kg build --help",)),
        (("path", "四川省"), ("kg path --help",)),
        (("query", "-c", "ASK {}", "-f", "q.rq"), ("-c", "-f")),
        (("query", "-f", "missing.rq"), ("missing.rq",)),
        (("build", GOOD, "--lexicon", "missing"), ("missing", "--lexicon")),
    ],
    ids=lambda words: " ".join(str(getattr(word, "name", word)) for word in words),
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_word_that_cannot_be_used_is_a_usage_error(words, parts, lang, tmp_path, kg):
    """Exit code 2, the word, and what could stand there; nothing is made."""
    said = kg(*words, "--lang", lang, *(("--graph", tmp_path / "new") if len(words) > 1 else ()))
    assert (said.code, said.out) == (2, "")
    assert all(part in said.err for part in parts), said.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("sectors.tsv", "label\taliases\n甲业\t乙业\n丙业\t丁业\t戊业\t己业\n", 3),
        ("sectors.tsv", "label\taliases\n\t乙业\n", 2),
        ("sectors.tsv", "name\taliases\n甲业\t乙业\n", 1),
        ("sektors.tsv", "label\taliases\n甲业\t乙业\n", 1),
    ],
    ids=["cells", "label", "header", "table"],
)
def test_broken_table_of_names_is_named_with_the_line(name, content, line, tmp_path, kg):
    """Once, however many files are built, and before any of them."""
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / name).write_text(content, "utf-8")
    said = kg("build", GOOD, OTHER, "--lexicon", tmp_path / "names", "--graph", tmp_path / "new")
    assert said.code == 2
    assert said.err.count(str(tmp_path / "names" / name)) == 1
    assert f"第 {line} 行" in said.err or name == "sektors.tsv"
    assert not (tmp_path / "new").exists()


def test_table_of_names_that_is_not_utf8_is_named_with_the_line(tmp_path, kg):
    """GB18030 is for texts, not for tables."""
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "sectors.tsv").write_bytes("label\n甲业\n".encode("gb18030"))
    said = kg("build", GOOD, "--lexicon", tmp_path / "names", "--graph", tmp_path / "new")
    assert said.code == 2
    assert "UTF-8" in said.err
    assert "sectors.tsv" in said.err


def test_rdf_that_cannot_be_parsed_is_named_with_the_line(graph, tmp_path, kg):
    """The graph stays as it was."""
    before = _content(graph)
    (tmp_path / "bad.ttl").write_text("<http://e/a> <http://e/b> 'c' .\n<http://e/a> <http://e/b> .\n", "utf-8")
    said = kg("import", tmp_path / "bad.ttl", "--graph", graph)
    assert said.code == 1
    assert str(tmp_path / "bad.ttl") in said.err
    assert "第 2 行" in said.err
    assert _content(graph) == before
