"""Stage 2 of 8: the marks that open a numbered paragraph, from the outermost style to the innermost."""

import re
import unicodedata
from functools import lru_cache

from kg.frozen import record
from kg.parse.dates import number

__all__ = ["INLINE", "ITEM_RANK", "Marker", "marker"]

HAN = "[〇零一二三四五六七八九十百]"
STYLES = (
    ("part", rf"第(?P<n>{HAN}{{1,5}}|\d{{1,3}})[编部篇](?:分)?(?![、，。的])"),
    ("chapter", rf"第(?P<n>{HAN}{{1,5}}|\d{{1,3}})章(?![、，。的])"),
    ("section", rf"第(?P<n>{HAN}{{1,5}}|\d{{1,3}})节(?![、，。的])"),
    ("article", rf"第(?P<n>{HAN}{{1,5}}|\d{{1,3}})条(?![、，。的第至和或规所要])[：:]?"),
    ("han", rf"(?P<n>{HAN}{{1,4}})[、.．](?!{HAN}{{1,3}}[、是])"),
    ("han_paren", rf"[（(]\s*(?P<n>{HAN}{{1,4}})\s*[)）][、.]?"),
    ("digit", r"(?P<n>\d{1,2})[.．、](?!\d)|(?P<c>[\u2488-\u249b])"),
    ("digit_paren", r"[（(]\s*(?P<n>\d{1,2})\s*[)）][、.]?|(?P<m>\d{1,2})[)）]|(?P<c>[\u2474-\u2487])"),
    ("circle", r"(?P<c>[\u2460-\u2473])"),
    ("item", r"(?P<n>[一二三四五六七八九十]{1,2})是"),
    ("ordinal", r"第(?P<n>[一二三四五六七八九十]{1,2})[，：]"),
    ("dash", r"(?:[—–―─]{2,}|-{2,})"),
)
PATTERNS = tuple((rank, style, re.compile(pattern)) for rank, (style, pattern) in enumerate(STYLES))
OPENS = tuple(
    (re.compile(signs), frozenset(styles.split()))
    for signs, styles in (
        ("第", "part chapter section article ordinal"),
        (HAN, "han item"),
        (r"\d", "digit digit_paren"),
        ("[（(]", "han_paren digit_paren"),
        ("[\u2474-\u249b]", "digit digit_paren"),
        ("[\u2460-\u2473]", "circle"),
        ("[—–―─-]", "dash"),
    )
)
"""Which styles a first character leaves to try."""
INLINE = re.compile(r"(?P<n>[一二三四五六七八九十]{1,2})是")
SPACE = re.compile(r"\s*")
ITEM_RANK = next(rank for rank, (style, _) in enumerate(STYLES) if style == "item")


@record
class Marker:
    """A mark that opens a paragraph: ``end`` is where the words after it begin; the outermost style has rank 0."""

    words: str
    style: str
    rank: int
    number: int
    end: int


def marker(words: str) -> Marker | None:
    """Read the mark that a paragraph opens with, if any."""
    for rank, style, pattern in _possible(words[:1]):
        match = pattern.match(words)
        if match:
            space = SPACE.match(words, match.end())
            end = space.end() if space else match.end()
            return Marker(match.group(), style, rank, _number(match), end)
    return None


@lru_cache(maxsize=1 << 10)
def _possible(sign: str) -> tuple[tuple[int, str, re.Pattern[str]], ...]:
    styles = {style for signs, group in OPENS if signs.match(sign) for style in group}
    return tuple(row for row in PATTERNS if row[1] in styles)


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("c"):
        return int(unicodedata.numeric(groups["c"]))
    return number(groups.get("n") or groups.get("m") or "")
