"""Stage 2 of 8: the body of a bulletin: columns, and articles matched with the contents."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.frozen import record
from kg.model import Article, Notice, Span, Text
from kg.parse.clauses import clauses
from kg.parse.contents import BULLET, Contents, Entry, column_name, signed_name
from kg.parse.markers import marker
from kg.parse.paragraphs import Paragraph, bare, closed, norm, whole
from kg.parse.similar import aligned, fuller

__all__ = ["articles"]

LONGEST = 70
MOST_LINES = 3
DASHES = ("——", "--", "──")
MOST_CANDIDATES = 1000
SHARED = 0.35
SHORT_COLUMN = 8
BEGINNING = 24
NUMBERED_TITLE = 0.8
COLUMN_NUMBER = re.compile(r"[一二三四五六七八九十]{1,2}、")
ASIDE = re.compile(r"^[（(].*[)）]$|^附")


@record
class _Head:
    """Where an article begins: the paragraphs of its heading (none where it is missing) and its entry."""

    first: int
    last: int
    entry: Entry | None


def articles(
    text: Text, rows: Sequence[Paragraph], contents: Contents | None, start: int
) -> tuple[tuple[Article, ...], tuple[Notice, ...]]:
    """Read the articles in ``rows[start:]``."""
    entries = contents.entries if contents else ()
    columns = _columns(rows, start, entries)
    heads, lost = _heads(rows, start, entries, columns)
    found = []
    notices = [_lost(text, rows, entry) for entry in lost]
    breaks = [*sorted(columns), len(rows)]
    for position, head in enumerate(heads, 1):
        following = heads[position].first if position < len(heads) else len(rows)
        end = min(breaks[bisect_right(breaks, head.first)], following)
        article = _article(text, rows[head.first : end], head, position, _column(head, columns, breaks, entries))
        article = replace(article, toc_span=_entry_span(text, rows, head.entry)) if head.entry else article
        found.append(article)
        notices += _differences(article, listed=bool(contents))
    return tuple(found), tuple(notices)


def _article(text: Text, rows: Sequence[Paragraph], head: _Head, position: int, column: str) -> Article:
    """Read the paragraphs of an article, its heading's first."""
    size = head.last - head.first
    body = rows[size + _is_subtitle(rows[size : size + 1]) :]
    start, end = rows[0].start, rows[size - 1].end if size else rows[0].start
    start += _skip(rows[0].text) if end > start else 0
    heading = bare(text.clean[start:end])
    toc_title = head.entry.name if head.entry else ""
    return Article(
        span=whole(text, rows),
        position=position,
        title=fuller(heading, toc_title),
        heading=heading,
        heading_span=text.span(start, end),
        toc_title=toc_title,
        column=column,
        clauses=clauses(text, body),
    )


def _is_subtitle(rows: Sequence[Paragraph]) -> bool:
    """Say whether the line under a heading is its second half, set off by a dash."""
    return any(row.text.startswith(DASHES) and _is_short(row.text) for row in rows)


def _entry_span(text: Text, rows: Sequence[Paragraph], entry: Entry) -> Span:
    """Give the place of an entry's words, without bullet and page number."""
    start, end = rows[entry.first].start, rows[entry.last].end
    words = text.clean[start:end]
    head = words.find(entry.name[:1]) if entry.name else 0
    tail = words.rfind(entry.name[-1:]) + 1 if entry.name else len(words)
    return text.span(start + max(head, 0), start + max(tail, head + 1))


def _columns(rows: Sequence[Paragraph], start: int, entries: Sequence[Entry]) -> dict[int, str]:
    """Find the heads of columns: decorated, or repeating a column of the contents; failing these, in plainer dress."""
    listed = {norm(entry.name): entry.name for entry in entries if entry.column}
    titles = {norm(entry.name) for entry in entries if not entry.column}
    first = {name[:1] for name in listed}
    found = {}
    for at in range(start, len(rows)):
        decorated = column_name(rows[at].text)
        begins = norm(rows[at].text[:BEGINNING])
        if begins and not decorated and first.isdisjoint(begins):
            continue
        name = decorated or signed_name(rows[at].text) or _unnumbered(rows[at].text)
        if norm(name) in listed or (decorated and norm(name) not in titles):
            found[at] = listed.get(norm(name), name)
    return found or ({} if listed else _plain_columns(rows, start, titles))


def _plain_columns(rows: Sequence[Paragraph], start: int, titles: set[str]) -> dict[int, str]:
    """Find columns that only a sign or a number sets off: a few short words, with a heading below."""
    found = {}
    for at in range(start, len(rows) - 1):
        words = rows[at].text
        name = signed_name(words) or (_unnumbered(words) if COLUMN_NUMBER.match(words) else "")
        short = 0 < len(name) <= SHORT_COLUMN and not closed(name) and norm(name) not in titles
        if short and _is_heading(rows[at + 1].text):
            found[at] = name
    return found


def _unnumbered(words: str) -> str:
    return bare(COLUMN_NUMBER.sub("", words, count=1))


def _column(head: _Head, columns: dict[int, str], breaks: Sequence[int], entries: Sequence[Entry]) -> str:
    """Give the column an article stands in: by the body, else by the contents."""
    above = bisect_right(breaks, head.first)
    if above:
        return columns[breaks[above - 1]]
    listed = [e.name for e in entries if e.column and head.entry and e.first < head.entry.first]
    return listed[-1] if listed else ""


def _heads(
    rows: Sequence[Paragraph], start: int, entries: Sequence[Entry], columns: dict[int, str]
) -> tuple[list[_Head], list[Entry]]:
    """Match titles with headings; give the articles' heads in order, and the titles that have none."""
    titles = [entry for entry in entries if not entry.column]
    candidates = _candidates(rows, start, columns, titles)
    pairs = aligned([entry.name for entry in titles], candidates)
    heads = [_Head(candidates[h][0], candidates[h][1], titles[t]) for t, h in pairs.items()]
    lost = [entry for t, entry in enumerate(titles) if t not in pairs]
    taken = {at for head in heads for at in range(head.first, head.last)}
    heads += _unlisted(rows, start, columns, taken, listed=bool(titles))
    heads, lost = _restored(rows, columns, heads, lost)
    return sorted(heads, key=lambda head: head.first), lost


def _candidates(
    rows: Sequence[Paragraph], start: int, columns: dict[int, str], titles: Sequence[Entry]
) -> list[tuple[int, int, str]]:
    """Give runs of up to three lines that may be the heading of a title, without bullet or number, in order."""
    pairs = {pair for entry in titles for pair in _pairs(entry.name)}
    if not pairs:
        return []
    found = []
    for at in range(start, len(rows)):
        words = ""
        for end in range(at, min(len(rows), at + MOST_LINES)):
            if end in columns or not _may_head(rows[end].text, first=end == at, pairs=pairs):
                break
            words += rows[end].text[_skip(rows[end].text) if end == at else 0 :]
            if _shared(words, pairs) >= SHARED:
                found.append((at, end + 1, words))
    return sorted(found[:MOST_CANDIDATES], key=lambda c: (c[1], -c[0]))


def _may_head(words: str, *, first: bool, pairs: set[str]) -> bool:
    """Say whether a line may be one of a heading; a numbered line only if it is much like some title."""
    if _is_heading(words):
        return True
    if not first or not _is_short(words):
        return False
    return _shared(words[_skip(words) :], pairs) >= NUMBERED_TITLE


def _pairs(words: str) -> set[str]:
    words = norm(words)
    return {words[i : i + 2] for i in range(len(words) - 1)}


def _shared(words: str, pairs: set[str]) -> float:
    own = _pairs(words)
    return len(own & pairs) / len(own) if own else 0.0


def _skip(words: str) -> int:
    """Count the characters of a bullet or number before a heading."""
    bullet = BULLET.match(words)
    if bullet:
        return bullet.end()
    mark = marker(words)
    return mark.end if mark else 0


def _is_heading(words: str) -> bool:
    return _is_short(words) and marker(words) is None


def _is_short(words: str) -> bool:
    return len(words) <= LONGEST and not closed(words)


def _unlisted(
    rows: Sequence[Paragraph], start: int, columns: dict[int, str], taken: set[int], *, listed: bool
) -> list[_Head]:
    """Find headings that the contents lack: first under a column; where there are no contents, before any prose."""
    heads = []
    at = start
    while at < len(rows):
        first_in_column = at - 1 in columns or (at == start and not listed)
        if at in taken or at in columns or not _is_heading(rows[at].text) or ASIDE.search(rows[at].text):
            at += 1
            continue
        end = at + 1
        while end < len(rows) and end not in columns and end not in taken and _is_heading(rows[end].text):
            end += 1
        prose = end < len(rows) and end not in columns and end not in taken
        if prose and (first_in_column or not listed) and end - at <= MOST_LINES:
            heads.append(_Head(at, end, None))
        at = end
    return heads


def _restored(
    rows: Sequence[Paragraph], columns: dict[int, str], heads: list[_Head], lost: list[Entry]
) -> tuple[list[_Head], list[Entry]]:
    """Give a title whose heading is missing the text that stands headless under its column."""
    begun = {head.first for head in heads}
    remaining = list(lost)
    for at in sorted(columns):
        if at + 1 < len(rows) and at + 1 not in columns and at + 1 not in begun and remaining:
            heads = [*heads, _Head(at + 1, at + 1, remaining.pop(0))]
    return heads, remaining


def _lost(text: Text, rows: Sequence[Paragraph], entry: Entry) -> Notice:
    return Notice("heading_missing", _entry_span(text, rows, entry), {"contents": entry.name, "heading": ""})


def _differences(article: Article, *, listed: bool) -> Iterator[Notice]:
    values = {"contents": article.toc_title, "heading": article.heading, "title": article.title}
    if article.toc_span and not article.heading:
        yield Notice("heading_missing", article.toc_span, values)
    elif article.toc_span and norm(article.heading) != norm(article.toc_title):
        yield Notice("contents_differ", article.heading_span, values)
    elif listed and not article.toc_span:
        yield Notice("contents_missing", article.heading_span, values)
