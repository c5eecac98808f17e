"""Stage 1 of 8: the blocks of a web page, each with what it holds counted.

Browsers accept anything and so does this: end tags may be missing, wrong or too many. It takes time in proportion to
the length of the page, however deep or broken it is, which tree builders of the HTML standard do not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

__all__ = ["Block", "Page", "page"]

RAW = re.compile(
    r"<!--(?:(?!<!--).)*?-->"
    r"|<(script|style|noscript|template|svg|textarea)\b[^<>]*>(?:(?!<\1\b).)*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
TAG = re.compile(r"""<(?:(/?)([A-Za-z][^\s/<>]*)((?:"[^"<>]*"|'[^'<>]*'|[^<>"'])*+|[^<>]*)|[!?][^<>]*)>""")
ATTRIBUTE = re.compile(r"""([\w:-]++)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'>]+))?""")
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HERE = re.compile(r"#|javascript:|.*\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|txt|jpe?g|png)$", re.IGNORECASE)
"""Links to an annex or to a place in the page are part of the text."""

BLOCKS = frozenset({
    "address", "article", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
})  # fmt: skip
UNSEEN = frozenset({
    "aside", "audio", "button", "canvas", "datalist", "dialog", "footer", "iframe", "map", "menu", "nav",
    "noframes", "object", "option", "select", "title", "video",
})  # fmt: skip
AROUND = frozenset({
    "breadcrumb", "breadcrumbs", "copyright", "crumb", "crumbs", "foot", "footer", "friendlink", "login",
    "menu", "nav", "navbar", "navigation", "pager", "pagination", "qrcode", "recommend", "related", "search",
    "share", "sidebar", "sitemap", "toolbar", "topbar",
})  # fmt: skip
"""Words in the class or id of a block by which page makers mark what is not the text."""

EMPTY = frozenset({"hr"})
ENDS = {"li": {"ol", "ul"}, "tr": {"table"}, "td": {"table", "tr"}, "th": {"table", "tr"}, "dd": {"dl"}, "dt": {"dl"}}
"""A new one of these ends an open one of its kind, unless one of those lies between."""

LIKE = {"td": {"td", "th"}, "th": {"td", "th"}, "tr": {"tr"}, "li": {"li"}, "dd": {"dd", "dt"}, "dt": {"dd", "dt"}}
MAX_DEPTH = 100
SENTENCE = 20


@dataclass(slots=True)
class Block:
    """One block: its words and the blocks inside; how many characters it has, in links, of running text."""

    tag: str
    around: bool = False
    number: int = 0
    style: str = ""
    parts: "list[str | Block]" = field(default_factory=list)
    length: int = 0
    linked: int = 0
    links: int = 0
    stops: int = 0
    prose: int = 0

    @property
    def blocks(self) -> "Iterator[Block]":
        """The blocks directly inside."""
        return (part for part in self.parts if isinstance(part, Block))

    def inside(self, tag: str) -> "Iterator[Block]":
        """Find the blocks of one kind, however deep inside."""
        for block in self.blocks:
            if block.tag == tag:
                yield block
            yield from block.inside(tag)

    def close(self) -> None:
        """Add up, once all is in."""
        words = "".join(part for part in self.parts if isinstance(part, str))
        own = len("".join(words.split()))
        running = self.linked * 2 < own and (own >= SENTENCE or "。" in words)
        self.length, self.stops, self.prose = own, words.count("。"), own if running else 0
        for block in self.blocks:
            self.length += block.length
            self.stops += block.stops
            self.prose += block.prose
            self.linked += block.linked
            self.links += block.links


@dataclass(slots=True)
class Page:
    """A page as it is read: its title, what its ``meta`` elements say, its body, the blocks not yet ended."""

    title: str = ""
    names: dict[str, str] = field(default_factory=dict)
    body: Block = field(default_factory=lambda: Block("body"))
    opened: list[Block] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    links: list[bool] = field(default_factory=list)


def page(characters: str) -> Page:
    """Cut a page into blocks."""
    characters = RAW.sub("", characters)
    found = Page()
    found.opened.append(found.body)
    at = 0
    for tag in TAG.finditer(characters):
        _add(found, unescape(characters[at : tag.start()]))
        at = tag.end()
        if tag.group(2):
            name = tag.group(2).lower()
            if tag.group(1):
                _end(found, name)
            else:
                _start(found, name, tag.group(3) or "")
    _add(found, unescape(characters[at:]))
    while found.opened:
        found.opened.pop().close()
    return found


def _add(found: Page, words: str) -> None:
    if found.unseen:
        if found.unseen == ["title"]:
            found.title += words
    elif words:
        block = found.opened[-1]
        block.parts.append(words)
        if any(found.links):
            block.linked += len("".join(words.split()))


def _start(found: Page, name: str, attributes: str) -> None:
    block = found.opened[-1]
    if found.unseen:
        found.unseen += [name] * (name == found.unseen[0])
    elif name in UNSEEN:
        found.unseen.append(name)
    elif name == "br":
        block.parts.append("\v")
    elif name == "a":
        link = HERE.match(_attributes(attributes).get("href", "#")) is None
        found.links = [link]
        block.links += link
    elif name == "meta":
        known = _attributes(attributes)
        found.names[known.get("name", "").lower()] = known.get("content", "").strip()
    elif name in BLOCKS:
        _open(found, name, _attributes(attributes))


def _open(found: Page, name: str, attributes: dict[str, str]) -> None:
    _implied(found, name)
    if "hidden" in attributes or HIDDEN.search(attributes.get("style", "")):
        found.unseen.append(name)
        return
    if len(found.opened) >= MAX_DEPTH:
        found.opened[-1].parts.append("\v")
        return
    marks = WORD.findall(f"{attributes.get('class', '')} {attributes.get('id', '')}")
    number = attributes.get("start", "")
    block = Block(
        name,
        around=not AROUND.isdisjoint(mark.lower() for mark in marks),
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0,
        style=attributes.get("type", ""),
    )
    found.opened[-1].parts.append(block)
    if name not in EMPTY:
        found.opened.append(block)


def _implied(found: Page, name: str) -> None:
    """End what the start of a block ends though no tag says so."""
    if found.opened[-1].tag == "p":
        found.opened.pop().close()
    for depth in range(len(found.opened) - 1, 0, -1):
        tag = found.opened[depth].tag
        if tag in LIKE.get(name, ()):
            _close(found, depth)
            return
        if tag in ENDS.get(name, {tag}):
            return


def _end(found: Page, name: str) -> None:
    if found.unseen:
        if name == found.unseen[0]:
            found.unseen.pop()
        return
    if name == "a":
        found.links = []
    if name not in BLOCKS:
        return
    for depth in range(len(found.opened) - 1, 0, -1):
        if found.opened[depth].tag == name:
            _close(found, depth)
            return
        if found.opened[depth].tag == "table":
            return


def _close(found: Page, depth: int) -> None:
    """End a block and all that is still open in it."""
    while len(found.opened) > depth:
        found.opened.pop().close()


def _attributes(words: str) -> dict[str, str]:
    return {m.group(1).lower(): unescape((m.group(2) or "").strip("\"'")) for m in ATTRIBUTE.finditer(words)}
