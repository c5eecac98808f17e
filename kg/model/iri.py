"""Names of things: one flat local name each, made of what a thing is and what it is called.

Pure functions of their arguments. Things are minted in ``kg.encode`` and nowhere else; statements are named by what
they say, so that whoever rewrites one (``kg.merge``, ``kg.edit``) can name it again and *why* is a look-up.
"""

import re
from contextlib import suppress
from functools import cache, lru_cache
from importlib import import_module

from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from hashlib import _Hash

__all__ = ["ID", "PB", "graph", "local", "part", "statement", "thing"]

PB = "https://w3id.org/policy-bulletin/ontology#"
ID = "https://w3id.org/policy-bulletin/id/"
OWN = f"{ID}g-default"
"""Where a store keeps the triples of an import that stand in no graph: its own default graph holds the union of all."""

_LONGEST = 80
_SAFE, _UNSAFE = re.compile(r"[\w-]*"), re.compile(r"[^\w-]")


@lru_cache(maxsize=8192)
def thing(kind: str, *parts: str | int) -> str:
    """Give the IRI of a thing of a class (``Agency``) by its key (``510000-科学技术厅``) or the parts of its key."""
    return f"{ID}{kind.lower()}-{local('-'.join(str(part) for part in parts))}"


def part(kind: str, whole: str, *place: str | int) -> str:
    """Give the IRI of a part by its place in a whole, whose name is ``local`` already: ``thing``, for very many."""
    name = f"{whole}-{place[0]}-{place[1]}" if len(place) == 2 else "-".join((whole, *map(str, place)))
    return f"{ID}{kind.lower()}-{name if len(name) <= _LONGEST else local(name)}"


def graph(source: str, layer: str) -> str:
    """Give the IRI of a named graph: a source and its layer (auto, edit, evidence)."""
    return f"{ID}g-{local(source)}-{layer}"


def statement(subject: str, predicate: str, value: str) -> str:
    """Give the IRI of the statement that three terms make, each written as in N-Quads."""
    return f"{ID}statement-{_digest(f'{subject} {predicate} {value}')[:16]}"


def local(name: str) -> str:
    """Turn a name into characters that need no escape anywhere; a hash keeps apart what this makes equal."""
    if len(name) <= _LONGEST and _SAFE.fullmatch(name):
        return name
    kept = _UNSAFE.sub("-", name)
    return f"{kept[:_LONGEST].strip('-')}-{_digest(name)[:8]}"


def _digest(text: str) -> str:
    return _sha256()(text.encode()).hexdigest()


@cache
def _sha256() -> "Callable[[bytes], _Hash]":
    """Give the interpreter's own function: ``hashlib`` loads OpenSSL first, a quarter of the time of a Python start."""
    for module in ("_sha2", "_sha256"):
        with suppress(ImportError):
            found: Callable[[bytes], _Hash] = import_module(module).sha256
            return found
    from hashlib import sha256

    return sha256
