"""Stage 3 of 8: Issue → Mentions. What the sentences name, and which of two overlapping readings wins."""

import gc
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language

from kg.find import agencies, assemblies, groups, names, organizations, programs, quantities, sectors, tiers, titles
from kg.find.directed import Place, directed
from kg.find.finder import Finder, Found
from kg.find.nlp import found, pipeline
from kg.lexicon import Lexicon
from kg.model import Issue, Mention

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
    "Program": frozenset({"PolicyDoc"}),
    "Tier": frozenset({"Program"}),
    "Quantity": frozenset({"Tier", "Group", "Sector"}),
}
"""A mention of the key's type may lie inside one of these; a title may begin with its issuer's name."""

_JOINT = re.compile(r"(?:(?:(?!关于|[印转]发)[^《》“”的])+[、，\s委会府厅室部局署院])?")
"""What may stand before an issuer at the head of a title: other issuers, with a mark between them or without."""
_STRETCH = 200_000
_BLOCK = 32
"""Rivals are looked for among what lies in the same blocks of so many characters."""


def mentions(issue: Issue, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Give what the text names, in the order of the text; its contents page is not read twice."""
    text = issue.text
    skip = text.clean_range(issue.contents) if issue.contents else (0, 0)
    nlp = _pipeline(lexicon)
    places: list[Place] = []
    for offset, part in _stretches(text.clean):
        doc = nlp(part)
        for name, item in _winners([(finder.name, found(doc, finder.name)) for finder in FINDERS]):
            start, end = item.start + offset, item.end + offset
            if not skip[0] <= start <= end <= skip[1]:
                words = item.name or text.clean[start:end]
                mention = Mention(text.span(start, end), words, item.type, name, item.entry, item.amount)
                places.append(Place(start, end, mention))
    return directed(issue, places)


@lru_cache(maxsize=4)
def _pipeline(lexicon: Lexicon) -> Language:
    """Build the pipeline; what it is made of stays, and need not be looked through for garbage with every text."""
    nlp = pipeline(FINDERS, lexicon)
    gc.freeze()
    return nlp


def _stretches(clean: str) -> Iterator[tuple[int, str]]:
    """Cut a very long text at ends of paragraphs, so that memory stays flat."""
    start = 0
    while start < len(clean):
        end = len(clean) if len(clean) - start <= _STRETCH else clean.rfind("\n", start + 1, start + _STRETCH) + 1
        end = end if end > start else min(len(clean), start + _STRETCH)
        yield start, clean[start:end]
        start = end


def _winners(rows: list[tuple[str, list[Found]]]) -> list[tuple[str, Found]]:
    """Keep the readings that no better one forbids."""
    kept: list[tuple[str, Found]] = []
    near: defaultdict[int, list[Found]] = defaultdict(list)
    for name, items in rows:
        items.sort(key=_longest_first)
        kept += [(name, item) for item in items if _placed(item, near)]
    return sorted(kept, key=lambda pair: pair[1][:3])


def _longest_first(item: Found) -> tuple[int, int]:
    return item.start - item.end, item.start


def _placed(item: Found, near: defaultdict[int, list[Found]]) -> bool:
    """Put an item among its rivals, unless one of them forbids it."""
    start, end = item.start, item.end
    blocks = range(start // _BLOCK, (end - 1) // _BLOCK + 1)
    for block in blocks:
        for rival in near[block]:
            if rival.start < end and start < rival.end and not _may_stand(item, rival):
                return False
    for block in blocks:
        near[block].append(item)
    return True


def _may_stand(item: Found, rival: Found) -> bool:
    if item.type == "Agency" and rival.type == "PolicyDoc":
        return item.end < rival.end and bool(_JOINT.fullmatch(rival.name[: max(0, item.start - rival.start - 1)]))
    inside = rival.start <= item.start and item.end <= rival.end
    around = item.start <= rival.start and rival.end <= item.end
    return (inside and rival.type in _INSIDE.get(item.type, ())) or (
        around and item.type in _INSIDE.get(rival.type, ())
    )
