"""After an answer without rows: which words of the question the endpoint does not know, which names lack a language."""

from collections.abc import Iterable, Sequence

from kg import ontology
from kg.errors import LimitError, StoreError
from kg.model.quad import RDF, node
from kg.query.hints import Note, told, words
from kg.query.remote.ground import Remote
from kg.query.remote.hops import ONTOLOGY

__all__ = ["hints"]

_TYPE = node(f"{RDF}type")
_PROOFS = frozenset({"pb:Statement", "pb:Span"})
"""Classes of what proves statements, which every graph of ours has."""


def hints(remote: Remote, text: str) -> list[Note]:
    """Give the notes for a query, each once; none where the endpoint cannot tell in time."""
    try:
        with remote.endpoint.hurried():
            asked = words(text)
            known = {word: 1 for word in asked if _known(remote, word)}
            counts = known if len(known) == len(asked) else known | _counts(remote)
            return told(text, counts, lambda values: _called(remote, values))
    except (LimitError, StoreError):
        return []


def _known(remote: Remote, word: str) -> bool:
    """Say whether anything is said with a word."""
    if word in _PROOFS:
        return True
    iri = node(ontology.load().expand(word))
    parts = (_said(remote, f"?x {iri} ?y"), _said(remote, f"?x {_TYPE} {iri}"))
    return remote.endpoint.holds(" UNION ".join(f"{{ {part} }}" for part in parts))


def _called(remote: Remote, values: Sequence[str]) -> Iterable[str]:
    return [value for value in values if remote.called(value)]


def _counts(remote: Remote) -> dict[str, int]:
    """Count how often each relation is said, and the things of each class."""
    known, found = ontology.load(), dict[str, int]()
    for triple, counted in ((f"?x {_TYPE} ?word", "DISTINCT ?x"), ("?x ?word ?y", "*")):
        text = f"SELECT ?word (COUNT({counted}) AS ?n) WHERE {{ {_said(remote, triple)} }} GROUP BY ?word"
        for word, count in remote.endpoint.rows(text):
            found[known.compact(word.value)] = int(count.value)
    return found


def _said(remote: Remote, triple: str) -> str:
    """Leave out what describes words and what proves statements, where both stand in graphs of their own."""
    if not remote.ours:
        return triple
    return f'GRAPH ?g {{ {triple} }} FILTER(?g != <{ONTOLOGY}> && !STRENDS(STR(?g), "-evidence"))'
