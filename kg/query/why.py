"""Why the graph says something: the sentences behind a thing, a statement, or all that is said between two things.

A question is one name, an IRI, two names, or subject – relation – object as three words or one line; a relation goes by
its label in either language, its reverse reading, or its name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import ontology
from kg.errors import QueryError
from kg.model import Answer, Cell
from kg.query import evidence, syntax
from kg.query.index import Index, opened
from kg.query.names import candidates, named, select
from kg.query.process import Worker
from kg.query.scope import within

__all__ = ["answer", "why"]

Note = tuple[str, dict[str, str]]

_BETWEEN = """
SELECT DISTINCT ?statement ?p WHERE {
  { ?statement pb:subject <%(a)s> ; pb:object <%(b)s> } UNION { ?statement pb:subject <%(b)s> ; pb:object <%(a)s> }
  ?statement pb:predicate ?p
} ORDER BY ?statement"""
_ABOUT = """
SELECT DISTINCT ?statement WHERE {
  { ?statement pb:subject <%(a)s> } UNION { ?statement pb:object <%(a)s> }
} ORDER BY ?statement LIMIT %(n)s"""
_STATED = "SELECT DISTINCT ?statement ?o WHERE { ?statement pb:subject <%s> ; pb:predicate <%s> ; pb:object ?o }"


@dataclass(frozen=True, slots=True)
class _Found:
    """What can prove what was asked, and what to say if nothing does."""

    nodes: tuple[str, ...]
    missing: Note
    notes: tuple[Note, ...] = ()


def why(graph: Path, *words: str) -> Answer:
    """Give the sentences behind what the words name."""
    with Worker(graph) as worker:
        return answer(graph, words, worker=worker)


def answer(graph: Path, words: Sequence[str], *, worker: Worker, scope: Sequence[str] = ()) -> Answer:
    """Give the sentences behind what the words name, asked of an open worker; those of a scope alone if it is given."""
    with opened(graph) as index:
        parts = _parts(index, [word.strip() for word in words if word.strip()])
        found = _asked(index, worker, parts)
    proofs = evidence.passages(worker, found.nodes)
    inside = within(graph, scope, (passage for many in proofs.values() for passage in many))
    said = evidence.ordered(evidence.merged(inside))
    notes = found.notes if said else (*found.notes, found.missing)
    if len(said) > evidence.SPOKEN:
        fields = {"shown": str(evidence.SPOKEN), "total": str(len(said))}
        notes = (*notes, ("truncated", fields))
    return Answer(form="passages", passages=said[: evidence.SPOKEN], notes=notes, complete=len(said) <= evidence.SPOKEN)


def _parts(index: Index, words: Sequence[str]) -> Sequence[str]:
    """Split one line into three words, unless it is a name with spaces."""
    if len(words) == 1 and len(words[0].split()) > 1 and not candidates(index, words[0]):
        return words[0].split()
    if not 1 <= len(words) <= 3:
        raise QueryError("why_words", count=str(len(words)))
    return words


def _asked(index: Index, worker: Worker, parts: Sequence[str]) -> _Found:
    if len(parts) == 1:
        return _thing(index, worker, parts[0])
    if len(parts) == 2:
        return _between(index, worker, parts[0], parts[1])
    if len(parts) == 3:
        return _statement(index, worker, parts)
    raise QueryError("why_words", count=str(len(parts)))


def _thing(index: Index, worker: Worker, name: str) -> _Found:
    bare = name.removeprefix("<").removesuffix(">")
    iri = ontology.ID + bare[3:] if bare.startswith("id:") else bare
    if iri.startswith(f"{ontology.ID}statement-"):
        return _Found((iri,), ("no_evidence", {"name": name}))
    match = named(index, name)
    fields = {"a": match.iri, "n": evidence.SPOKEN}
    rows = select(worker, _ABOUT % fields)
    nodes = (match.iri, *(row[0].value for row in rows))
    return _Found(nodes, ("no_evidence", {"name": match.label}))


def _between(index: Index, worker: Worker, a: str, b: str) -> _Found:
    first, second = named(index, a), named(index, b)
    rows = select(worker, _BETWEEN % {"a": first.iri, "b": second.iri})
    missing = ("nothing_between", {"start": first.label, "end": second.label})
    return _Found(tuple(row[0].value for row in rows), missing)


def _statement(index: Index, worker: Worker, parts: Sequence[str]) -> _Found:
    relation, backwards = _relation(parts[1])
    subject, other = (parts[2], parts[0]) if backwards else (parts[0], parts[2])
    first = named(index, subject)
    rows = select(worker, _STATED % (first.iri, relation.iri))
    targets = {match.iri for match in candidates(index, other)}
    nodes = tuple(sorted(statement.value for statement, thing in rows if _same(thing, other, targets)))
    label = ontology.load().label(relation.name)
    if not nodes and not targets and not any(thing.kind == "literal" for _, thing in rows):
        named(index, other)
    stated = [thing for _, thing in rows]
    hint = _instead(index, stated)
    fields = {"subject": first.label, "relation": label, "object": other}
    missing = ("no_statement_but", {**fields, "stated": hint}) if hint else ("no_statement", fields)
    return _Found(nodes, missing)


def _relation(word: str) -> tuple[ontology.RelationInfo, bool]:
    """Find a relation by any of its names; say whether the name reads it backwards."""
    known = ontology.load().relations
    name = word.removeprefix("pb:")
    for info in known.values():
        if name in {info.name, info.label_zh, info.label_en, info.iri}:
            return info, False
    for info in known.values():
        if name in {info.inverse_zh, info.inverse_en}:
            return info, True
    labels = [label for info in known.values() for label in (info.label_zh, info.name)]
    near = syntax.nearest(name, labels)
    if near:
        raise QueryError("unknown_relation_near", name=word, near="、".join(near))
    raise QueryError("unknown_relation", name=word)


def _same(thing: Cell, name: str, targets: set[str]) -> bool:
    return thing.value in targets if thing.kind == "iri" else thing.value == name


def _instead(index: Index, stated: Iterable[Cell]) -> str:
    labels = []
    for thing in stated:
        number = index.number(thing.value) if thing.kind == "iri" else None
        labels.append(index.thing(number).label if number is not None else thing.value)
    return "、".join(sorted(set(labels))[:5])
