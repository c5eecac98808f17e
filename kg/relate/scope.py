"""What stage 5 needs to know of a stretch of text to say what its numbers mean."""

from kg.frozen import record
from kg.model import Entity, Mention, Span, Text

__all__ = ["Scope"]


@record
class Scope:
    """A clause, or the paragraphs before the first one, with the numbers found in it.

    ``amounts`` are the mentions of type Quantity inside ``span``; ``mentions`` the other mentions there. ``default`` is
    what the article reports on, ``programs`` are those named here. ``heading`` is the clause's heading with those of
    the clauses around it, ``lead`` the clean reading of the article's title and first paragraphs, ``year`` that of the
    issue. ``clause`` is the clause's position in its article, 0 before the first.
    """

    text: Text
    article: int
    clause: int
    span: Span
    amounts: tuple[Mention, ...]
    default: Entity | None = None
    programs: tuple[tuple[Span, Entity], ...] = ()
    mentions: tuple[Mention, ...] = ()
    heading: str = ""
    lead: str = ""
    year: int | None = None
