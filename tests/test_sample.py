"""The sample bulletins: their layout as a careful reader finds it, their characters, the doubts they leave."""

import codecs
import shutil
import tomllib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg import find, link, parse, pipeline, read, store
from kg.lexicon import Lexicon
from kg.model import Article, Issue
from kg.model.iri import ID, PB

ROOT = Path(__file__).resolve().parent.parent
BULLETINS = ROOT / "data" / "bulletins"
EXPECTED = tomllib.loads((Path(__file__).parent / "sample" / "expected.toml").read_text("utf-8"))["issue"]
DOUBTS = {"contents_differ", "no_main", "quantity_without_owner", "shape"}

issues = pytest.mark.parametrize("expected", EXPECTED, ids=[row["file"].removesuffix(".txt") for row in EXPECTED])


@pytest.fixture(scope="module")
def parsed() -> Callable[[str], Issue]:
    """Read and parse a bulletin of the sample, each once."""
    known: dict[str, Issue] = {}

    def issue(name: str) -> Issue:
        if name not in known:
            known[name], _ = parse.issue(read.text(BULLETINS / name))
        return known[name]

    return issue


def test_every_bulletin_is_expected():
    """No file without an expectation, no expectation without a file."""
    assert {row["file"] for row in EXPECTED} == {path.name for path in BULLETINS.glob("*.txt")}


@issues
def test_masthead(expected, parsed):
    """Series, number and date."""
    issue = parsed(expected["file"])
    found = (issue.kind, issue.bulletin, issue.number, issue.date)
    assert found == ("bulletin", expected["bulletin"], expected["number"], expected["date"])


@issues
def test_publishers(expected, parsed, names: Lexicon):
    """The bodies of the masthead, by their full names, in the order printed."""
    issue = parsed(expected["file"])
    linked = link.entities(issue, find.mentions(issue, names), names)
    found = [
        entity.label
        for span in issue.publishers
        for mention, entity in linked.pairs
        if mention.span == span and entity.type in {"Agency", "AgencyGroup", "Organization"}
    ]
    assert list(dict.fromkeys(found)) == expected["publishers"]


@issues
def test_articles(expected, parsed):
    """Columns and titles in their order; a title that print damaged is the whole one."""
    found = [(article.column, article.title) for article in parsed(expected["file"]).articles]
    assert found == [(article["column"], article["title"]) for article in expected["article"]]


@issues
def test_clauses(expected, parsed):
    """The headings of the numbered clauses, article by article."""
    found = [[clause.heading for clause in article.clauses] for article in parsed(expected["file"]).articles]
    assert found == [article["clauses"] for article in expected["article"]]


@issues
def test_parts_lie_inside_each_other_and_apart(expected, parsed):
    """Articles follow each other; clauses of a level follow each other inside their article."""
    issue = parsed(expected["file"])
    assert all(a.span.end <= b.span.start for a, b in pairwise(issue.articles))
    for article in issue.articles:
        assert article.span.covers(article.heading_span)
        assert all(
            article.span.covers(clause.span) and clause.span.covers(clause.heading_span) for clause in article.clauses
        )
        assert _in_order(article)


def _in_order(article: Article) -> bool:
    levels = {clause.level for clause in article.clauses}
    same = ([c for c in article.clauses if c.level == level] for level in levels)
    return all(a.span.end <= b.span.start for clauses in same for a, b in pairwise(clauses))


@pytest.fixture(scope="module")
def spans(sample_graph: Path) -> list[tuple[str, int, int, str]]:
    """All spans of the sample graph: source, start, end, quote."""
    return list(_spans(sample_graph))


def _spans(graph: Path) -> Iterator[tuple[str, int, int, str]]:
    quads = ox.Store()
    with store.open_graph(graph) as held:
        quads.bulk_load("\n".join(held.quads()).encode(), format=ox.RdfFormat.N_QUADS)
        nodes = {f"{ID}{record.node}": record.source for record in held.records}
    rows: Any = quads.query(
        f"PREFIX pb: <{PB}> SELECT ?text ?start ?end ?quote WHERE "
        "{ ?s a pb:Span ; pb:source ?text ; pb:start ?start ; pb:end ?end ; pb:quote ?quote }",
        use_default_graph_as_union=True,
    )
    for text, start, end, quote in rows:
        yield nodes[text.value], int(start.value), int(end.value), quote.value


def _characters(path: Path) -> str:
    """Decode a file as anybody would: UTF-8 with or without byte-order mark, else GB18030; line ends as they are."""
    content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def test_every_span_is_exact(spans, parsed):
    """The quote is what the file says between the two positions, counted in its characters."""
    texts = {parsed(row["file"]).source: _characters(BULLETINS / row["file"]) for row in EXPECTED}
    wrong = [span for span in spans if texts[span[0]][span[1] : span[2]] != span[3]]
    assert not wrong
    assert {span[0] for span in spans} == set(texts)


def test_no_span_is_empty(spans):
    """A place in the text has words."""
    assert not [span for span in spans if not span[3].strip()]


@pytest.mark.parametrize(
    ("encode", "named"),
    [
        (lambda text: text.encode("utf-8"), "utf-8"),
        (lambda text: codecs.BOM_UTF8 + text.encode("utf-8"), "utf-8 with a mark"),
        (lambda text: text.encode("gb18030"), "gb18030"),
        (lambda text: text.replace("\n", "\r\n").encode("gb18030"), "gb18030 with crlf"),
        (lambda text: text.replace("\n", "\r\n").encode("utf-8"), "utf-8 with crlf"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_spans_are_exact_in_every_encoding(encode, named, tmp_path):
    """Positions count characters, whatever the bytes are."""
    name = EXPECTED[0]["file"]
    path = tmp_path / name
    path.write_bytes(encode(_characters(BULLETINS / name).replace("\r\n", "\n")))
    pipeline.build([path], tmp_path / "graph")
    text = _characters(path)
    found = list(_spans(tmp_path / "graph"))
    assert len(found) > 100, named
    assert not [span for span in found if text[span[1] : span[2]] != span[3]]


def test_the_sample_has_files_of_several_kinds():
    """Two series over three years, in more than one encoding, with more than one kind of line end."""
    contents = [path.read_bytes() for path in sorted(BULLETINS.glob("*.txt"))]
    assert len(contents) >= 10
    assert any(content.startswith(codecs.BOM_UTF8) for content in contents)
    assert any(b"\r\n" in content for content in contents)
    assert any(_characters(path).encode("utf-8") != path.read_bytes() for path in BULLETINS.glob("*.txt"))
    assert len({row["bulletin"] for row in EXPECTED}) == 2
    assert {row["date"].year for row in EXPECTED} == {2024, 2025, 2026}


def test_doubts_are_of_the_kinds_expected(sample_graph):
    """What the build is not sure of in the sample: contents and headings that differ, sums nobody is named for."""
    with store.open_graph(sample_graph) as graph:
        notices = [(record.source, notice) for record in graph.records for notice in graph.notices(record.source)]
        assert {notice.code for _, notice in notices} <= DOUBTS
        for source, notice in notices:
            assert notice.span is None or graph.text(source)[notice.span.start : notice.span.end].strip()


def test_contents_that_differ_are_all_found(sample_graph):
    """Four titles of the sample are printed in two ways, and no other."""
    with store.open_graph(sample_graph) as graph:
        found = [notice for record in graph.records for notice in graph.notices(record.source)]
    assert sum(notice.code == "contents_differ" for notice in found) == 4


def test_papers_about_the_folder_are_not_read(sample_graph, tmp_path):
    """SOURCES.md beside the bulletins is no bulletin; named itself it is tried, and is none."""
    with store.open_graph(sample_graph) as graph:
        assert len(graph.records) == len(EXPECTED)
    shutil.copy(BULLETINS / "SOURCES.md", tmp_path)
    assert not pipeline.build([tmp_path], tmp_path / "graph").built
