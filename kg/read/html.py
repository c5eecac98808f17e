"""Stage 1 of 8: bytes of a web page → the characters of what it is about, without what stands around it.

The page is walked down from its body into whatever holds nearly all of its running text; blocks of links inside are
left out. Each block is a line, each row of a table a line with tabs between the cells.
"""

import re
from collections.abc import Iterator

from kg.errors import SourceError
from kg.read import txt
from kg.read.numbering import ordinal
from kg.read.page import Block, page

__all__ = ["decode"]

CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*(gb|big5)""", re.IGNORECASE)
CHARSETS = {b"gb": "gb18030", b"big5": "big5hkscs"}
HEAD = 4096

CONTAINERS = frozenset({
    "article", "body", "center", "div", "fieldset", "form", "main", "section", "table", "tbody", "td", "th", "tr",
})  # fmt: skip
SPACES = re.compile(r"[ \t\r\n\f]+")
BREAKS = re.compile(r" ?\v ?")
BLANK_LINE = re.compile(r"\v[\v\u3000\xa0]*\v")
NUMBERED = re.compile(r"[\s\xa0]*[（(【第]?[\d一二三四五六七八九十①-⑳]")
SITE = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s).*", re.DOTALL)
STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
CELL_LINES = 6
HEAD_LINES = 12
TITLE_LINES = 4
MOST = 0.8
LINKED = 0.6
PART = 0.5


def decode(content: bytes) -> str:
    """Give the characters of a web page's main content, its title before it where that does not hold it."""
    found = page(_characters(content))
    way = _way(found.body)
    raw = "\n".join(line for line in _lines(way[-1], found.body.length) if line.strip())
    if not raw.strip():
        raise SourceError("no_text", format="HTML")
    title = found.names.get("articletitle") or _headline(way) or SITE.sub("", " ".join(found.title.split()))
    return raw if _opens_with(raw, title) else f"{title}\n{raw}"


def _characters(content: bytes) -> str:
    """Read as UTF-8 if it is; what a page says of itself counts only after that, because it is often wrong."""
    declared = CHARSET.search(content[:HEAD])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if declared is None:
            return txt.decode(content)
    try:
        return content.decode(CHARSETS[declared.group(1).lower()])
    except UnicodeDecodeError:
        return txt.decode(content)


def _way(body: Block) -> list[Block]:
    """Go down for as long as one block holds nearly all of the running text."""
    way = [body]
    while True:
        main = way[-1]
        following = max(main.blocks, key=lambda block: block.prose, default=main)
        if following is main or following.tag not in CONTAINERS or not following.prose >= MOST * main.prose > 0:
            return way
        way.append(following)


def _headline(way: list[Block]) -> str:
    """Give the main heading that stands nearest to the text."""
    headings = (heading for block in reversed(way) for heading in block.inside("h1"))
    return next((words for heading in headings if (words := " ".join(" ".join(_lines(heading, 0)).split()))), "")


def _opens_with(raw: str, title: str) -> bool:
    """Say whether a title stands among the first lines, on one or on several."""
    wanted = "".join(title.split())
    lines = ["".join(line.split()) for line in raw[:HEAD].splitlines()[:HEAD_LINES]]
    return any("".join(lines[i:j]) == wanted for i in range(len(lines)) for j in range(i, i + TITLE_LINES))


def _lines(block: Block, whole: int) -> Iterator[str]:
    """Give the lines of a block, those around the text left out; ``whole`` is the length of the page."""
    if block.tag == "table":
        for row in _rows(block):
            yield from _row(row, whole)
        return
    words: list[str] = []
    numbers = _numbers(block)
    for part in block.parts:
        if isinstance(part, str):
            words.append(part)
            continue
        yield from _flushed(words, block.tag)
        words = []
        if not _is_around(part, whole):
            yield from _numbered(list(_lines(part, whole)), next(numbers) if part.tag == "li" else "")
    yield from _flushed(words, block.tag)


def _flushed(words: list[str], tag: str) -> Iterator[str]:
    """Give the words between two blocks as lines; a single line break may lie inside a paragraph."""
    text = "".join(words)
    if tag == "pre":
        yield from text.splitlines()
        return
    yield from BLANK_LINE.sub("\n", BREAKS.sub("\v", SPACES.sub(" ", text))).split("\n")


def _is_around(block: Block, whole: int) -> bool:
    """Say whether a block is marked as not being the text, or is a list of links to other pages."""
    if block.around and block.length < PART * whole:
        return True
    return block.links > 1 and not block.stops and block.linked > LINKED * block.length


def _rows(table: Block) -> Iterator[Block]:
    for block in table.blocks:
        if block.tag in {"tbody", "thead", "tfoot"}:
            yield from _rows(block)
        else:
            yield block


def _row(row: Block, whole: int) -> Iterator[str]:
    """Give a row; one that only lays out the page cell after cell."""
    cells = [[line for line in _lines(cell, whole) if line.strip()] for cell in row.blocks]
    if row.tag != "tr" or not cells:
        yield from _lines(row, whole)
    elif len(cells) == 1 or max(map(len, cells)) > CELL_LINES:
        yield from (line for cell in cells for line in cell)
    else:
        yield "\t".join("\u3000".join("\u3000".join(cell).split("\v")).strip() for cell in cells)


def _numbers(block: Block) -> Iterator[str]:
    """Give what is shown before each item of a list: a number if it is an ordered one."""
    number, style = block.number or 1, STYLES.get(block.style, "decimal")
    while True:
        yield f"{ordinal(number, style)}. " if block.tag == "ol" else ""
        number += 1


def _numbered(lines: list[str], number: str) -> Iterator[str]:
    """Put the number before the first line, unless the page makers wrote one themselves."""
    for line in lines:
        if line.strip() and number:
            yield line if NUMBERED.match(line) else number + line.lstrip()
            number = ""
        else:
            yield line
