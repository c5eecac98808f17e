"""Chains as a page: what stands on it, that it is whole and runs nothing, what is drawn where."""

import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hostile_graph import LABELS, build, thing

from kg.model import Answer, Cell, Chain, Hop
from kg.query import PathOptions, chains
from kg.query.paths import ask
from kg.web.lanes import picture
from kg.web.ways import ways

ENDS = ("福建省", "人工智能")
VOID = {"meta"}


class Tags(HTMLParser):
    """Elements that are open, attributes, and the words outside of style."""

    def __init__(self):
        super().__init__()
        self.open, self.attributes, self.seen, self.words = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.seen.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words.append(data)


def parsed(page):
    tags = Tags()
    tags.feed(page)
    return tags


@pytest.fixture(scope="module")
def answer(sample_graph):
    """Five ways between a province and a sector."""
    return chains(sample_graph, *ENDS)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Ways over things whose names are markup."""
    graph = build(tmp_path_factory.mktemp("hostile") / "graph")
    return ask(graph, f"PATHS ALL START ?x = <{thing('agency-1')}> END ?y = <{thing('sector-人工智能')}> MAX LENGTH 4")


def chain(*names, relation="pb:cites", forward=True):
    """A chain of documents."""
    cells = [Cell("iri", thing(f"policydoc-{name}"), label=name) for name in names]
    hops = tuple(Hop(start, relation, "引用", forward, end) for start, end in pairwise(cells))
    return Chain(hops, cost=1.0)


def drawn(*found):
    return picture(found, style=lambda _: "t", reading=lambda hop: hop.relation_label, title="图")


def test_page_is_well_formed_and_places_are_unique(answer):
    """Every element closes; every link on the picture leads to a hop below."""
    tags = parsed(ways(answer, ENDS, "zh").decode())
    ids = [value for name, value in tags.attributes if name == "id"]
    links = [value for name, value in tags.attributes if name == "href"]
    assert not tags.open
    assert len(ids) == len(set(ids))
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_every_hop_has_its_sentence(answer):
    """All that a path says on the terminal stands on the page; only that a city lies in its province has none."""
    page = " ".join("".join(parsed(ways(answer, ENDS, "zh").decode()).words).split())
    for hop in (hop for chain in answer.chains for hop in chain.hops):
        assert hop.evidence or hop.relation == "pb:within"
        for passage in hop.evidence:
            assert "".join(passage.quote.split("\n")) in page
            assert passage.issue in page


def test_page_allows_its_own_style_and_nothing_else(answer):
    """No script, no address; the policy names the hash of the style."""
    page = ways(answer, ENDS, "zh").decode()
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in page
    assert "script" not in parsed(page).seen
    assert set(re.findall(r"https?://[^\"' ]*", page)) == {"http://www.w3.org/2000/svg"}


def test_names_with_markup_are_words(hostile):
    """Handlers, ends of elements and control characters stay text."""
    assert hostile.chains
    page = ways(hostile, ("a", "b"), "zh").decode()
    tags = parsed(page)
    assert not {"script", "img"} & set(tags.seen)
    assert not any(name.startswith("on") or name == "style" for name, _ in tags.attributes)
    assert "\x01" not in page
    assert LABELS["policydoc-甲"] in "".join(tags.words)


def test_page_speaks_english(answer):
    """Our words are English, those of the graph are not translated."""
    page = ways(answer, ENDS, "en", notes=["said"]).decode()
    assert '<html lang="en">' in page
    for word in ("Policy document", "—sector→", "福建省 — 人工智能: paths", "<p>said</p>", "cost "):
        assert word in page


def test_page_is_a_function_of_the_answer(answer, sample_graph):
    """Asked again, the same bytes."""
    assert ways(chains(sample_graph, *ENDS), ENDS, "zh") == ways(answer, ENDS, "zh")


def test_no_way_is_said_without_a_picture():
    """The names that were asked by, and why there is nothing."""
    page = ways(Answer(form="chains"), ("甲<b>", "乙"), "zh", notes=["没有路径。"]).decode()
    assert "甲&lt;b&gt; — 乙：路径" in page
    assert "没有路径。" in page
    assert "<svg" not in page


def test_named_in_one_issue_is_no_fact(sample_graph):
    """The kind of a chain stands in its heading."""
    together = chains(sample_graph, "四川省", "量子科技", options=PathOptions(via="同期"))
    assert "同期提及" in ways(together, ("四川省", "量子科技"), "zh").decode()


def test_things_that_chains_share_are_drawn_once():
    """Boxes by thing, lines by hop, lanes by chain."""
    content, _ = drawn(chain("甲", "丙", "乙"), chain("甲", "丙", "丁", "乙"), chain("甲", "戊", "乙"))
    assert content.count("<rect") == 5
    assert content.count('marker-end="url(#to)"') == 6
    lanes = {re.search(rf'<title>{name}</title><rect [^>]*y="([^"]*)"', content)[1] for name in "丙丁戊"}
    assert len(lanes) == 3


def test_columns_go_by_the_longest_way():
    """甲, 丙, 丁, 乙 from left to right, also where a shorter way leaves one out."""
    content, width = drawn(chain("甲", "丁", "乙"), chain("甲", "丙", "丁", "乙"))
    places = [float(re.search(rf'<title>{name}</title><rect x="([^"]*)"', content)[1]) for name in "甲丙丁乙"]
    assert places == sorted(set(places))
    assert places[-1] < width


def test_chains_that_go_round_are_drawn_too():
    """Two chains that pass the same two things in opposite order."""
    content, _ = drawn(chain("甲", "丙", "丁", "乙"), chain("甲", "丁", "丙", "乙"))
    assert content.count("<rect") == 4
    assert content.count('marker-end="url(#to)"') == 5


def test_arrow_points_as_the_fact_does():
    """Read backwards, the arrow is at the start."""
    assert 'marker-start="url(#to)"' in drawn(chain("甲", "乙", forward=False))[0]
    assert 'marker-end="url(#to)"' in drawn(chain("甲", "乙"))[0]


def test_long_names_are_cut_in_the_picture_and_whole_behind_it():
    """Three lines at most; the whole name is told when pointed at."""
    name = "关于进一步加快制造业中试平台体系化布局和高水平建设以及其他各项有关工作的若干具体措施的通知"
    content, _ = drawn(chain(name, "乙"))
    assert f"<title>{name}</title>" in content
    lines = re.findall(r"<text [^>]*>([^<]*)</text>", content.split(f"<title>{name}</title>")[1].split("</g>")[0])
    assert len(lines) == 3
    assert lines[-1].endswith("…")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_command_writes_the_page(sample_graph, kg_on, tmp_path, lang):
    """To a file, with a word about it; what belongs to the answer is said too."""
    call = kg_on(lambda _: sample_graph)
    code, out, err = call("path", *ENDS, "--html", str(tmp_path / "x.html"), "--lang", lang)
    assert (code, out) == (0, "")
    assert "x.html" in err
    assert "中国" in err
    assert (tmp_path / "x.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_page_may_go_to_standard_output(sample_graph, kg_on):
    """`-` is standard output."""
    _, out, _ = kg_on(lambda _: sample_graph)("path", *ENDS, "--html", "-")
    assert out.startswith("<!DOCTYPE html>")
    assert out.endswith("</html>\n")


def test_page_that_cannot_be_written_is_told(sample_graph, kg_on, tmp_path):
    """No folder, no page, no half of one."""
    code, _, err = kg_on(lambda _: sample_graph)("path", *ENDS, "--html", str(tmp_path / "none" / "x.html"))
    assert code == 2
    assert "none" in err


@pytest.mark.parametrize("which", ["answer", "hostile"])
def test_a_browser_opens_the_page_without_complaint(tmp_path, request, which):
    """Nothing on the console, the picture is there."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no chromium on this machine")
    file = tmp_path / "page.html"
    file.write_bytes(ways(request.getfixturevalue(which), ENDS, "zh"))
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--enable-logging=stderr",
    ]
    command = [browser, *flags, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", file.as_uri()]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("chromium does not start on this machine")
    assert "<svg" in done.stdout
    assert "CONSOLE" not in done.stderr
