"""Stage 2 of 8: the name under which a text stands in the graph: a pure function of the text."""

import datetime
import hashlib
import re

__all__ = ["of_document", "of_issue", "of_text"]

ALIEN = re.compile(r"[^A-Za-z0-9_\u3400-\u9fff-]+")
LONGEST = 60


def of_issue(bulletin: str, number: int, date: datetime.date | None) -> str:
    """Name an issue by series, year and number."""
    series = ALIEN.sub("-", bulletin).strip("-")
    return f"{series}-{date.year}-{number}" if date else f"{series}-{number}"


def of_document(title: str) -> str:
    """Name a document by its title; a hash stands for what was left out."""
    name = ALIEN.sub("-", title).strip("-")[:LONGEST]
    return name if name == title else f"{name}-{hashlib.sha256(title.encode()).hexdigest()[:8]}"


def of_text(raw: str) -> str:
    """Name a text that says nothing of itself by a hash of all of it."""
    return "text-" + hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:12]
