"""Stage 3 of 8: Issue → Mentions. What the sentences name, and which of two overlapping readings wins."""

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language

from kg.find import agencies, assemblies, groups, names, organizations, programs, quantities, sectors, tiers, titles
from kg.find.finder import Finder, Found
from kg.find.nlp import found, pipeline
from kg.lexicon import Lexicon
from kg.model import Issue, Mention, Text

__all__ = ["FINDERS", "mentions"]

FINDERS = (
    Finder("titles", titles.build),
    Finder("tiers", tiers.build),
    Finder("assemblies", assemblies.build),
    Finder("agencies", agencies.build),
    Finder("programs", programs.build),
    Finder("organizations", organizations.build),
    Finder("names", names.build),
    Finder("groups", groups.build),
    Finder("sectors", sectors.build),
    Finder("quantities", quantities.build),
)
"""Ways to recognise things; where two overlap, the earlier row wins, then the longer, then the one further left."""

_INSIDE = {
    "Sector": frozenset({"PolicyDoc", "Program", "Tier", "Quantity"}),
    "Agency": frozenset({"Tier"}),
    "PolicyDoc": frozenset({"PolicyDoc"}),
    "Tier": frozenset({"Program"}),
    "Quantity": frozenset({"Tier", "Group", "Sector"}),
}
"""A mention of the key's type may lie inside one of these; a title may begin with its issuer's name."""

_JOINT = re.compile(r"(?:(?:(?!关于|[印转]发)[^《》“”的])+[、，\s])?")
"""What may stand before an issuer at the head of a title: other issuers."""
_STRETCH = 200_000


def mentions(issue: Issue, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Give what the text names, in the order of the text; its contents page is not read twice."""
    text = issue.text
    skip = text.clean_range(issue.contents) if issue.contents else (0, 0)
    nlp = _pipeline(lexicon)
    result: list[Mention] = []
    for offset, part in _stretches(text.clean):
        doc = nlp(part)
        rows = [(rank, finder.name, item) for rank, finder in enumerate(FINDERS) for item in found(doc, finder.name)]
        result += [
            _mention(text, offset, name, item) for name, item in _winners(rows) if not _within(item, offset, skip)
        ]
    return sectors.directed(issue, tuple(m for m in result if m.type != "Group" or _told(issue, m)))


@lru_cache(maxsize=4)
def _pipeline(lexicon: Lexicon) -> Language:
    return pipeline(FINDERS, lexicon)


def _stretches(clean: str) -> Iterator[tuple[int, str]]:
    """Cut a very long text at ends of paragraphs, so that memory stays flat."""
    start = 0
    while start < len(clean):
        end = len(clean) if len(clean) - start <= _STRETCH else clean.rfind("\n", start + 1, start + _STRETCH) + 1
        end = end if end > start else min(len(clean), start + _STRETCH)
        yield start, clean[start:end]
        start = end


def _winners(rows: list[tuple[int, str, Found]]) -> list[tuple[str, Found]]:
    """Keep the readings that no better one forbids."""
    kept: list[tuple[str, Found]] = []
    owner: dict[int, list[Found]] = {}
    for _, name, item in sorted(rows, key=lambda row: (row[0], row[2].start - row[2].end, row[2].start)):
        rivals = {id(rival): rival for at in range(item.start, item.end) for rival in owner.get(at, ())}
        if all(_may_stand(item, rival) for rival in rivals.values()):
            kept.append((name, item))
            for at in range(item.start, item.end):
                owner.setdefault(at, []).append(item)
    return sorted(kept, key=lambda pair: (pair[1].start, pair[1].end, pair[1].type))


def _may_stand(item: Found, rival: Found) -> bool:
    if item.type == "Agency" and rival.type == "PolicyDoc":
        return item.end < rival.end and bool(_JOINT.fullmatch(rival.name[: max(0, item.start - rival.start - 1)]))
    inside = rival.start <= item.start and item.end <= rival.end
    around = item.start <= rival.start and rival.end <= item.end
    return (inside and rival.type in _INSIDE.get(item.type, ())) or (
        around and item.type in _INSIDE.get(rival.type, ())
    )


def _told(issue: Issue, mention: Mention) -> bool:
    """Say whether a name stands in an article: who a bulletin is copied to is no one's beneficiary."""
    return any(article.span.covers(mention.span) for article in issue.articles)


def _within(item: Found, offset: int, skip: tuple[int, int]) -> bool:
    return skip[0] <= item.start + offset and item.end + offset <= skip[1]


def _mention(text: Text, offset: int, finder: str, item: Found) -> Mention:
    start, end = item.start + offset, item.end + offset
    name = item.name or text.clean[start:end]
    return Mention(text.span(start, end), name, item.type, finder, item.entry, item.amount)
