"""Names of things: one flat local name each, made of what a thing is and what it is called.

Pure functions of their arguments. Things are minted in ``kg.encode`` and nowhere else; statements are named by what
they say, so that whoever rewrites one (``kg.merge``, ``kg.edit``) can name it again and *why* is a look-up.
"""

import re
from functools import lru_cache

__all__ = ["ID", "PB", "graph", "local", "part", "statement", "thing"]

PB = "https://w3id.org/policy-bulletin/ontology#"
ID = "https://w3id.org/policy-bulletin/id/"
OWN = f"{ID}g-default"
"""Where a store keeps the triples of an import that stand in no graph: its own default graph holds the union of all."""

_LONGEST = 80
_SAFE = re.compile(r"[\w-]*")


@lru_cache(maxsize=8192)
def thing(kind: str, *parts: str | int) -> str:
    """Give the IRI of a thing of a class (``Agency``) by its key (``510000-科学技术厅``) or the parts of its key."""
    return f"{ID}{kind.lower()}-{local('-'.join(str(part) for part in parts))}"


def part(kind: str, whole: str, *place: str | int) -> str:
    """Give the IRI of a part by its place in a whole, whose name is ``local`` already: ``thing``, for very many."""
    name = "-".join((whole, *map(str, place)))
    return f"{ID}{kind.lower()}-{name if len(name) <= _LONGEST else local(name)}"


def graph(source: str, layer: str) -> str:
    """Give the IRI of a named graph: a source and its layer (auto, edit, evidence)."""
    return f"{ID}g-{local(source)}-{layer}"


def statement(subject: str, predicate: str, value: str) -> str:
    """Give the IRI of the statement that three terms make, each written as in N-Quads."""
    from hashlib import sha256

    return f"{ID}statement-{sha256(f'{subject} {predicate} {value}'.encode()).hexdigest()[:16]}"


def local(name: str) -> str:
    """Turn a name into characters that need no escape anywhere; a hash keeps apart what this makes equal."""
    if len(name) <= _LONGEST and _SAFE.fullmatch(name):
        return name
    kept = "".join(c if c.isalnum() or c in "_-" else "-" for c in name)
    from hashlib import sha256

    return f"{kept[:_LONGEST].strip('-')}-{sha256(name.encode()).hexdigest()[:8]}"
