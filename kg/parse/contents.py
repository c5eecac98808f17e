"""Stage 2 of 8: the table of contents of a bulletin: columns and the titles under them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.frozen import record
from kg.parse.paragraphs import Paragraph, bare, closed, norm
from kg.parse.similar import likeness

__all__ = ["Contents", "Entry", "column_name", "contents", "heading", "signed_name"]

HEAD = re.compile(r"(?:本期)?(?:要点|导读|导览|内容|目录|目次|要目|看点|提要|内容提要)[：:]?")
BULLET = re.compile(r"[●•·◆■▲○◇◎★☆▪※►➢✓□◦∙\-]\s*")
NUMERAL = re.compile(r"[一二三四五六七八九十]{1,2}、\s*")
NUMBERED = re.compile(r"(?:\d{1,2}[.．、]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）])\s*")
PAGE = re.compile(
    r"[（(]\d{1,3}[)）]\s*$|\s*[/／]\s*[Pp]?\d{1,3}\s*$|(?:[.．…·‥・\s]{2,}|\s)[（(]?\d{1,3}[)）]?\s*$|[.．…·‥・]{3,}\s*$"
)
DECORATION = "【】◇◆◎●■▲★☆〖〗▪□○※<>〈〉「」\\-—* \t\u3000"
SIGNS = "◇◆◎●■▲★☆▪□○※"
DECORATED = re.compile(
    r"【(?P<a>[^】。；]{2,14})】|〖(?P<b>[^〗。；]{2,14})〗"
    rf"|[{SIGNS}]\s*(?P<c>[^。；，{SIGNS}]{{2,14}}?)\s*[{SIGNS}]"
)
SIGNED = re.compile(rf"[{SIGNS}]\s*(?P<a>[^。；，：、{SIGNS}]{{2,8}})")
HEAD_REACH = 40
MOST = 80
LONGEST = 70
SAME = 0.7
LEAST_PAGES = 2
BARE_PAGE = re.compile(r"(?<!\d)\d{1,3}$")
LEADER = 40
DOTS = ".．…·‥・ "


@record
class Entry:
    """One line of the contents, or two that were one; ``first`` and ``last`` are indexes of paragraphs.

    ``bullet``, ``page`` and ``numeral`` (一、) are what stood beside the name.
    """

    name: str
    first: int
    last: int
    bullet: bool
    page: bool
    numeral: bool = False
    column: bool = False


@record
class Contents:
    """The contents: paragraphs ``start`` to ``end`` (head line included), columns and titles in order."""

    start: int
    end: int
    entries: tuple[Entry, ...] = ()


def heading(rows: Sequence[Paragraph]) -> int | None:
    """Find the line over the contents (目录, 本期要点 …)."""
    names = (bare(row.text).strip(DECORATION) for row in rows[:HEAD_REACH])
    return next((at for at, name in enumerate(names) if HEAD.fullmatch(name)), None)


def contents(rows: Sequence[Paragraph]) -> Contents | None:
    """Read the contents block; ``None`` where a text has none."""
    start = heading(rows)
    if start is None:
        return None
    entries, end = _entries(rows, start + 1)
    entries = _without_pages(entries)
    columns = {norm(name) for row in rows[end:] if (name := column_name(row.text) or signed_name(row.text))}
    return Contents(start, end, tuple(_joined(_sorted(entries, columns))))


def column_name(words: str) -> str:
    """Give the name in a line that is decorated like the head of a column (【…】, ◇ … ◇); "" if it is not."""
    match = DECORATED.fullmatch(words.strip())
    return bare(match["a"] or match["b"] or match["c"]) if match else ""


def signed_name(words: str) -> str:
    """Give the name in a short line with one sign before it, which may be the head of a column or a point of a list."""
    match = SIGNED.fullmatch(words.strip())
    return bare(match["a"]) if match else ""


def _entries(rows: Sequence[Paragraph], start: int) -> tuple[list[Entry], int]:
    """Read entries until the body begins: at a line that repeats one, or at the first prose."""
    entries: list[Entry] = []
    for at in range(start, min(len(rows), start + MOST)):
        words = rows[at].text
        entry = _entry(words, at)
        if not entry.name or closed(words) or len(entry.name) > LONGEST:
            return _undone(entries, at)
        if any(_repeats(entry, known) for known in entries):
            return entries, at
        entries.append(entry)
    return _undone(entries, min(len(rows), start + MOST))


def _without_pages(entries: list[Entry]) -> list[Entry]:
    """Take off page numbers that nothing parts from the titles (any more, in recognised print), if they go up."""
    open_ends = ((at, entry.name) for at, entry in enumerate(entries) if not entry.page)
    numbered = {at: int(m.group()) for at, name in open_ends if (m := BARE_PAGE.search(name))}
    pages = list(numbered.values())
    if len(pages) < LEAST_PAGES or pages != sorted(pages):
        return entries
    bare_names = {at: BARE_PAGE.sub("", entries[at].name) for at in numbered}
    return [replace(e, name=bare_names.get(at, e.name), page=at in numbered) for at, e in enumerate(entries)]


def _undone(entries: list[Entry], at: int) -> tuple[list[Entry], int]:
    """Give back to the body the plain lines before its first prose: its heading, which looked like an entry."""
    if any(entry.bullet or entry.page for entry in entries):
        while entries and not (entries[-1].bullet or entries[-1].page):
            at = entries.pop().first
    elif entries:
        at = entries.pop().first
    return entries, at


def _entry(words: str, at: int) -> Entry:
    page = PAGE.search(words, max(0, len(words) - LEADER))
    name = words[: page.start()].rstrip(DOTS) if page else words
    bullet = BULLET.match(name)
    if bullet:
        name = name[bullet.end() :]
    name = name.strip(DECORATION)
    numeral, numbered = NUMERAL.match(name), NUMBERED.match(name)
    number = numeral or numbered
    return Entry(
        name=bare(name[number.end() :] if number else name),
        first=at,
        last=at,
        bullet=bool(bullet or numbered),
        page=bool(page),
        numeral=bool(numeral),
    )


def _repeats(entry: Entry, known: Entry) -> bool:
    return norm(entry.name) == norm(known.name) or (
        not entry.page and likeness(entry.name, known.name, least=SAME) >= SAME
    )


def _sorted(entries: Sequence[Entry], columns: set[str]) -> list[Entry]:
    """Tell columns from titles: by the body's columns, else by bullets, Chinese numerals or page numbers."""
    named = [norm(entry.name) in columns for entry in entries]
    if not any(named):
        bullets = [entry.bullet for entry in entries]
        pages = [entry.page for entry in entries]
        others = [not entry.numeral for entry in entries]
        signs = next((s for s in (bullets, others, pages) if any(s) and not all(s)), None)
        named = [not sign for sign in signs] if signs else named
    return [replace(entry, column=column) for entry, column in zip(entries, named, strict=True)]


def _joined(entries: Sequence[Entry]) -> list[Entry]:
    """Join a title that was broken over two lines: the second has no bullet, or only the second has a page."""
    bulleted = any(entry.bullet for entry in entries if not entry.column)
    paged = any(entry.page for entry in entries if not entry.column)
    joined: list[Entry] = []
    for entry in entries:
        before = joined[-1] if joined else None
        titles = before is not None and not (entry.column or before.column)
        if before and titles and (not entry.bullet if bulleted else paged and not before.page):
            joined[-1] = replace(before, name=before.name + entry.name, last=entry.last, page=entry.page)
        else:
            joined.append(entry)
    return joined
