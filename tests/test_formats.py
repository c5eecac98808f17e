"""One bulletin in every format says the same: the same skeleton, and nearly the same facts."""

from html import escape

import pytest
from make_docx import docx, paragraph, table, zipped

from kg import pipeline, read
from kg.model.iri import PB
from kg.resources import data

BULLETINS = sorted(data("bulletins").glob("*.txt"))[::4]
SKELETON = {f"<{PB}{name}>" for name in ("bulletin", "number", "date", "column", "position", "title", "heading")}
AGREEMENT = 0.95
PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>政策简报_某网站</title></head><body>
<div class="top-nav"><a href="/">首页</a> <a href="/1">政策</a> <a href="/2">解读</a></div>
<div class="main"><div class="content">{body}</div></div>
<ul><li><a href="/3">相关新闻之一</a></li><li><a href="/4">相关新闻之二</a></li></ul>
<footer>主办单位：某办公室。网站标识码0000000000</footer></body></html>"""


def html(lines):
    return PAGE.format(body="".join(f"<p>{escape(line)}</p>\n" for line in lines)).encode("gb18030")


def word(lines):
    return docx("".join(table(line.split("\t")) if "\t" in line else paragraph(line) for line in lines))


def markdown(lines):
    return "\n\n".join(line.replace("*", "\\*").replace("#", "\\#") for line in lines).encode()


def packed(lines):
    return zipped({"简报/一.docx": word(lines)})


def quads(path):
    """What a text says in its own graph, without where it says it."""
    lines = (line for line in pipeline.made(path).shard.quads if "-auto> ." in line)
    return {line for line in lines if "/span-" not in line}


def skeleton(lines):
    return {line for line in lines if line.split(" ", 2)[1] in SKELETON}


@pytest.mark.parametrize("bulletin", BULLETINS, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("suffix", "written"),
    [(".html", html), (".docx", word), (".md", markdown), (".zip", packed)],
    ids=["html", "docx", "md", "zip"],
)
def test_every_format_gives_the_same_graph(bulletin, suffix, written, tmp_path):
    """The paragraphs of the plain text, written by hand as a page, a Word document, Markdown, an archive."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(written(read.text(bulletin).clean.split("\n")))
    (place,) = read.places(path)
    expected, found = quads(bulletin), quads(place)
    assert skeleton(expected)
    assert skeleton(found) == skeleton(expected)
    assert len(found & expected) >= AGREEMENT * len(found | expected)
