"""The page of one text: its parts, its escapes, its bytes, and that a browser has nothing to say against it."""

import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from kg import pipeline
from kg.export import page

BULLETIN = """东海科技参考
第12期
东海省科学技术厅
2025年3月1日

【省外速览】
福建省支持人工智能应用
近日，福建省人民政府印发《福建省支持人工智能应用若干措施》，让人工智能用到更多行业里去。
（1）支持模型攻关。支持企业开展产学研用协同攻关，单个项目补助最高1000万元。
（2）鼓励购买算力。年度购买总额达到10万元（含）以上的企业，按不超过50%的比例补助。
"""
HOSTILE = BULLETIN.replace(
    "若干措施》", "若干措施</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202e》"
).replace("东海科技参考", 'A"><svg onload=alert(3)>科技参考')
VOID = {"meta", "img", "br", "input"}


def made(tmp_path, raw=BULLETIN, lang="zh"):
    """Read a text, give its page."""
    file = tmp_path / "东海.txt"
    file.write_text(raw, encoding="utf-8")
    found = pipeline.understood(file)
    return page.write(found.issue, found.facts, found.notices, lang).decode("utf-8")


class Tags(HTMLParser):
    """Collect elements and see that they close in order."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.attributes = [], [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parsed(html):
    """Parse a page."""
    tags = Tags()
    tags.feed(html)
    return tags


def test_write_gives_well_formed_html(tmp_path):
    """Every element closes, no name of a place stands twice."""
    tags = parsed(made(tmp_path))
    ids = [value for name, value in tags.attributes if name == "id"]
    assert not tags.open
    assert len(ids) == len(set(ids))


def test_write_links_lead_somewhere(tmp_path):
    """Every link of a statement or doubt has its place on the page."""
    attributes = parsed(made(tmp_path)).attributes
    ids = {value for name, value in attributes if name == "id"}
    links = {value.removeprefix("#") for name, value in attributes if name == "href"}
    assert links
    assert links <= ids


def test_write_marks_names_and_numbers_by_kind(tmp_path):
    """Bodies, places, documents, sectors and money each have their colour, class and rule."""
    html = made(tmp_path)
    assert re.search(r'class="m t-Agency"[^>]*title="机构 · 福建省人民政府 · [a-z]', html)
    assert re.search(r'class="m t-Support"[^>]*title="资助 · ≤10,000,000 元', html)
    assert re.search(r"\.t-Agency\{--c:#[0-9a-f]{6}\}", html)


def test_write_stands_statements_beside_their_clause(tmp_path):
    """The numbers of a clause stand in its block."""
    blocks = made(tmp_path).split('<section class="block')
    block = next(block for block in blocks if "鼓励购买算力" in block)
    assert "≥100,000 元" in block
    assert "10,000,000" not in block


def test_write_speaks_both_languages(tmp_path):
    """Words of ours change, words of the text do not."""
    html = made(tmp_path, lang="en")
    assert 'lang="en"' in html
    assert ">Kind<" in html
    assert "Agency · 福建省人民政府" in html


def test_write_is_a_function_of_the_text(tmp_path):
    """Same text, same bytes."""
    assert made(tmp_path) == made(tmp_path)


def test_write_allows_only_its_own_script_and_style(tmp_path):
    """The policy names the hashes of what stands on the page, and nothing else may run or load."""
    html = made(tmp_path)
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)[1]
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in html
    assert "default-src 'none'" in html
    assert "innerHTML" not in html
    assert not re.search(r"https?://", html)


def test_write_makes_hostile_text_harmless(tmp_path):
    """A title with markup, handlers and direction signs stays words."""
    html = made(tmp_path, HOSTILE)
    tags = parsed(html)
    assert tags.seen.count("script") == 1
    assert not {"img", "svg"} & set(tags.seen)
    assert not any(name.startswith("on") or name == "style" for name, _ in tags.attributes)
    assert "\u202e" not in html


@pytest.mark.parametrize("raw", [BULLETIN, HOSTILE], ids=["plain", "hostile"])
def test_a_browser_opens_the_page_without_complaint(tmp_path, raw):
    """No error on the console, no request, no dialog; the names are there."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no chromium on this machine")
    file = tmp_path / "page.html"
    file.write_text(made(tmp_path, raw), encoding="utf-8", newline="\n")
    flags = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
        " --disable-component-update --disable-sync --disable-extensions --enable-logging=stderr --v=0"
        f" --user-data-dir={tmp_path / 'profile'} --log-net-log={tmp_path / 'net.json'} --dump-dom"
    ).split()
    try:
        done = subprocess.run([browser, *flags, file.as_uri()], capture_output=True, text=True, timeout=90, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("chromium does not start on this machine")
    assert 'class="m t-Agency"' in done.stdout
    assert "CONSOLE" not in done.stderr
    requests = set(re.findall(r'"url":"((?:https?|ftp|wss?)://[^"]*)"', (tmp_path / "net.json").read_text("utf-8")))
    assert not {url for url in requests if not re.search(r"\b(?:google|gvt1|googleapis)\b", url)}
