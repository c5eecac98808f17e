"""Stage 2 of 8: the marks that open a numbered paragraph, from the outermost style to the innermost."""

import re
from dataclasses import dataclass

from kg.parse.dates import number

__all__ = ["INLINE", "Marker", "marker"]

HAN = "[〇零一二三四五六七八九十百]"
STYLES = (
    ("part", rf"第(?P<n>{HAN}{{1,5}}|\d{{1,3}})[编部篇](?:分)?(?![、，。的])"),
    ("chapter", rf"第(?P<n>{HAN}{{1,5}}|\d{{1,3}})章(?![、，。的])"),
    ("section", rf"第(?P<n>{HAN}{{1,5}}|\d{{1,3}})节(?![、，。的])"),
    ("article", rf"第(?P<n>{HAN}{{1,5}}|\d{{1,3}})条(?![、，。的第至和或规所要])[：:]?"),
    ("han", rf"(?P<n>{HAN}{{1,4}})[、.．](?!{HAN}{{1,3}}[、是])"),
    ("han_paren", rf"[（(](?P<n>{HAN}{{1,4}})[)）][、.]?"),
    ("digit", r"(?P<n>\d{1,2})(?:[.．](?!\d)|、(?!\d))"),
    ("digit_paren", r"[（(](?P<n>\d{1,2})[)）][、.]?|(?P<m>\d{1,2})[)）]"),
    ("circle", r"(?P<c>[\u2460-\u2473])"),
    ("item", r"(?P<n>[一二三四五六七八九十]{1,2})是"),
    ("dash", r"(?:[—–―─]{2,}|-{2,})"),
)
PATTERNS = tuple((rank, style, re.compile(pattern)) for rank, (style, pattern) in enumerate(STYLES))
INLINE = re.compile(r"(?P<n>[一二三四五六七八九十]{1,2})是")
SPACE = re.compile(r"\s*")
CIRCLED_ONE = 0x2460


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark that opens a paragraph: ``end`` is where the words after it begin; the outermost style has rank 0."""

    words: str
    style: str
    rank: int
    number: int
    end: int


def marker(words: str) -> Marker | None:
    """Read the mark that a paragraph opens with, if any."""
    for rank, style, pattern in PATTERNS:
        match = pattern.match(words)
        if match:
            space = SPACE.match(words, match.end())
            end = space.end() if space else match.end()
            return Marker(match.group(), style, rank, _number(match), end)
    return None


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("c"):
        return ord(groups["c"]) - CIRCLED_ONE + 1
    return number(groups.get("n") or groups.get("m") or "")
