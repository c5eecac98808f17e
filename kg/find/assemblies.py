"""Assemblies by the number of their term: 湖南省第十三届人民代表大会 is 湖南省人民代表大会."""

import re
from collections.abc import Iterator

from kg.find.finder import Find, Found
from kg.find.gazetteer import names_of
from kg.find.near import near
from kg.lexicon import Lexicon

__all__ = ["build"]

_TERM = re.compile(r"第?[一二三四五六七八九十百\d]{1,5}届(?P<body>人民代表大会(?:常务委员会)?)")
_TERM_SIGN, _LONGEST_TERM = re.compile("届人民代表大会"), 6
_LONGEST_PLACE = 14
_HERE = ("省", "市", "县", "区", "州")


def build(lexicon: Lexicon) -> Find:
    """Prepare the finder with the names of places; before the term may stand 省 or 市, as local texts say."""
    places = frozenset(names_of(lexicon.rows("places")))

    def find(clean: str) -> Iterator[Found]:
        for match in near(_TERM, clean, _TERM_SIGN, before=_LONGEST_TERM, after=len("常务委员会")):
            before = clean[max(0, match.start() - _LONGEST_PLACE) : match.start()]
            place = _place(before, places)
            if place:
                start, body = match.start() - len(place), match["body"]
                yield Found(start, match.end(), "Agency", f"{place}|{body}", name=place + body)

    return find


def _place(before: str, places: frozenset[str]) -> str:
    """Give the longest name of a place that the words end with."""
    found = next((before[at:] for at in range(len(before) - 1) if before[at:] in places), "")
    here = before[-1:] if re.search(r"(?:^|[^一-龥])[一-龥]$", before) else ""
    return found or (here if here in _HERE else "")
