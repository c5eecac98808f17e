"""Stage 2 of 8: the lines ``# key: value`` that a collection put over a text, for what the text does not say."""

import re
from collections.abc import Sequence
from dataclasses import field

from kg.frozen import record
from kg.model import Span, Text
from kg.parse import dates
from kg.parse.paragraphs import Paragraph, bare, part
from kg.parse.signature import Signature

__all__ = ["Front", "front"]

PAIR = re.compile(r"# ?(?P<key>[A-Za-z_]+):[ \u3000]*(?P<value>.*?)[ \u3000]*(?=# ?[a-z_]+:|$)")
ISO = re.compile(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)")


@record
class Front:
    """The lines over a text: ``last`` is how many they are; what they say of title, issuer and date."""

    last: int = 0
    title: str = ""
    title_span: Span | None = None
    signature: Signature = field(default_factory=Signature)


def front(text: Text, rows: Sequence[Paragraph]) -> Front:
    """Read the leading lines; of several titles the Chinese one counts."""
    last = next((at for at, row in enumerate(rows) if not PAIR.match(row.text)), len(rows))
    pairs: dict[str, tuple[str, Span]] = {}
    for row in rows[:last]:
        for match in PAIR.finditer(row.text):
            if match["value"]:
                pairs.setdefault(match["key"].lower(), (match["value"], part(text, row, *match.span("value"))))
    title, title_span = pairs.get("title") or pairs.get("title_en") or ("", None)
    return Front(last, title, title_span, _signature(pairs))


def _signature(pairs: dict[str, tuple[str, Span]]) -> Signature:
    bodies = (pairs["agency"][1],) if "agency" in pairs else ()
    words, span = pairs.get("date", ("", None))
    iso = ISO.fullmatch(words)
    found = dates.first("{}年{}月{}日".format(*iso.groups()) if iso else bare(words))
    return Signature(bodies, found.date if found else None, span if found else None)
