"""Who acts together: bodies that issued the same documents."""

import itertools
from collections import Counter
from pathlib import Path

from kg.analyse.net import Asked, counted
from kg.model import Answer, Cell
from kg.query.names import select
from kg.query.process import Worker

__all__ = ["together"]

_ISSUED = """
SELECT DISTINCT ?document ?body ?label WHERE { ?document pb:issuer ?body . ?body rdfs:label ?label }
ORDER BY ?document ?body ?label"""


def together(graph: Path, asked: Asked) -> Answer:
    """Count the documents that two bodies issued together."""
    issuers: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    with Worker(graph) as worker:
        for document, body, label in select(worker, _ISSUED, scope=asked.scope):
            issuers.setdefault(document.value, set()).add(body.value)
            labels.setdefault(body.value, label.value)
    pairs = Counter(pair for many in issuers.values() for pair in itertools.combinations(sorted(many), 2))
    ordered = sorted(pairs.items(), key=lambda row: (-row[1], [labels[end] for end in row[0]], row[0]))
    rows = ((*(Cell("iri", end, label=labels[end]) for end in pair), counted(n)) for pair, n in ordered)
    return Answer(("first", "second", "documents"), tuple(rows)[: asked.top or None])
