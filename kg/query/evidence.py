"""Things and statements → the sentences behind them, with issue, column, article and clause."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence

from kg import ontology
from kg.frozen import frozen, replace
from kg.model import Cell, Passage
from kg.query.process import Asks, Request

__all__ = ["SPOKEN", "closed", "labels", "merged", "ordered", "passages", "sources", "telling"]

SPOKEN = 200
"""How many passages of one thing are read at most."""

_SPANS = """
SELECT DISTINCT ?node ?source ?start ?end ?quote ?page WHERE {
  VALUES ?node { %s } ?node pb:evidence ?span .
  ?span pb:source ?source ; pb:start ?start ; pb:end ?end ; pb:quote ?quote . OPTIONAL { ?span pb:page ?page }
}"""
_MARKS = """
SELECT DISTINCT ?node ?source ?start ?end WHERE {
  VALUES ?node { %s } ?node pb:marks ?span . ?span pb:source ?source ; pb:start ?start ; pb:end ?end
}"""
_RULES = """
SELECT DISTINCT ?node ?rule ?trust WHERE {
  VALUES ?node { %s } ?node pb:rule ?rule OPTIONAL { ?node pb:confidence ?trust }
}"""
_PARTS = """
SELECT DISTINCT ?source ?type ?start ?label ?column WHERE {
  VALUES ?type { pb:Article pb:Clause } ?part a ?type ; pb:evidence ?span . ?span pb:source ?source ; pb:start ?start .
  VALUES ?source { %s } OPTIONAL { ?part rdfs:label ?label } OPTIONAL { ?part pb:column ?column }
}"""
_LABELS = "SELECT ?thing ?label WHERE { VALUES ?thing { %s } ?thing rdfs:label ?label }"
_SOURCES = "SELECT DISTINCT ?node ?source WHERE { VALUES ?node { %s } ?node pb:evidence/pb:source ?source }"
_ENDS = ("。", "；", "！", "？", ";", "!", "?", ".")
_MARKER = 8


@frozen
class _Parts:
    """Where the articles and clauses of one source begin."""

    articles: tuple[tuple[int, str, str], ...]
    clauses: tuple[tuple[int, str, str], ...]

    def around(self, start: int, end: int) -> tuple[str, str, str]:
        """Give column, article and clause of a passage; one that begins with the marker of a clause belongs to it."""
        place = max(start, min(start + _MARKER, end - 1))
        at, article, column = _last(self.articles, place)
        begin, clause, _ = _last(self.clauses, place)
        return column, article, clause if begin >= at else ""


def passages(worker: Asks, nodes: Iterable[str]) -> dict[str, tuple[Passage, ...]]:
    """Give the passages behind each node that has evidence, in the order of the texts."""
    asked = sorted(set(nodes))
    spans = _rows(worker, _SPANS, asked)
    if not spans:
        return {}
    marks = _grouped(_rows(worker, _MARKS, asked))
    rules = _ruled(_rows(worker, _RULES, asked))
    texts = {source.value for _, source, *_ in spans}
    parts, names = _parts(worker, texts), labels(worker, texts)
    found: dict[str, list[Passage]] = {}
    for node, source, start, end, quote, page in spans:
        begin, until = int(start.value), int(end.value)
        column, article, clause = parts.get(source.value, _Parts((), ())).around(begin, until)
        rule, trust = rules.get(node.value, ("", 1.0))
        passage = Passage(
            source=_name(source.value),
            quote=quote.value,
            start=begin,
            end=until,
            issue=names.get(source.value, ""),
            column=column,
            article=article,
            clause=clause,
            page=int(page.value or 1),
            rule=rule,
            confidence=trust,
            marks=_inside(marks.get((node.value, source.value), ()), begin, until),
        )
        found.setdefault(node.value, []).append(passage)
    return {node: ordered(many) for node, many in found.items()}


def sources(worker: Asks, nodes: Iterable[str]) -> dict[str, frozenset[str]]:
    """Give the texts in which each node has evidence."""
    found: dict[str, set[str]] = {}
    for node, source in _rows(worker, _SOURCES, sorted(set(nodes))):
        found.setdefault(node.value, set()).add(source.value)
    return {node: frozenset(texts) for node, texts in found.items()}


def closed(passage: Passage) -> bool:
    """Say whether a passage is a sentence, not a heading."""
    return passage.quote.rstrip("”’）) ").endswith(_ENDS)


def telling(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Give the first sentence of several passages, a heading where there is no sentence, nothing of none."""
    return tuple(sorted(passages, key=lambda passage: not closed(passage)))[:1]


def labels(worker: Asks, things: Collection[str]) -> dict[str, str]:
    """Give the label of each thing that has one: Chinese first, then the first in order."""
    found: dict[str, tuple[bool, str]] = {}
    for thing, label in _rows(worker, _LABELS, sorted(things)):
        ranked = (not label.lang.startswith("zh"), label.value)
        found[thing.value] = min(ranked, found.get(thing.value, ranked))
    return {thing: label for thing, (_, label) in found.items()}


def ordered(many: Iterable[Passage]) -> tuple[Passage, ...]:
    """Put passages in the order of the texts."""
    return tuple(sorted(many, key=lambda one: (one.issue, one.source, one.start, one.end, one.marks, one.rule)))


def merged(passages: Iterable[Passage]) -> list[Passage]:
    """Keep one passage of several that show the same sentence; its marks and rules are those of all."""
    found: dict[tuple[str, int, int], Passage] = {}
    for passage in passages:
        key = (passage.source, passage.start, passage.end)
        found[key] = _joined(found[key], passage) if key in found else passage
    return list(found.values())


def _rows(worker: Asks, text: str, nodes: Sequence[str]) -> list[tuple[Cell, ...]]:
    def request(some: Sequence[str]) -> Request:
        return Request((text % " ".join(f"<{node}>" for node in some),), ontology.PREFIXES)

    return list(worker.each(request, nodes))


def _grouped(rows: Iterable[tuple[Cell, ...]]) -> dict[tuple[str, str], list[tuple[int, int]]]:
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for node, source, start, end in rows:
        found.setdefault((node.value, source.value), []).append((int(start.value), int(end.value)))
    return found


def _ruled(rows: Iterable[tuple[Cell, ...]]) -> dict[str, tuple[str, float]]:
    found: dict[str, tuple[str, float]] = {}
    for node, rule, trust in sorted(rows, key=lambda row: tuple(cell.value for cell in row)):
        before = found[node.value][0] + " " if node.value in found else ""
        found[node.value] = (before + rule.value, float(trust.value or 1.0))
    return found


def _parts(worker: Asks, texts: Collection[str]) -> dict[str, _Parts]:
    found: dict[str, dict[str, set[tuple[int, str, str]]]] = {}
    for source, kind, start, label, column in _rows(worker, _PARTS, sorted(texts)):
        places = found.setdefault(source.value, {}).setdefault(ontology.load().local(kind.value), set())
        places.add((int(start.value), label.value, column.value))
    return {
        source: _Parts(tuple(sorted(kinds.get("Article", ()))), tuple(sorted(kinds.get("Clause", ()))))
        for source, kinds in found.items()
    }


def _last(places: Sequence[tuple[int, str, str]], start: int) -> tuple[int, str, str]:
    at = bisect_right(places, start, key=lambda place: place[0])
    return places[at - 1] if at else (-1, "", "")


def _inside(marks: Iterable[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((a - start, b - start) for a, b in marks if start <= a and b <= end))


def _name(iri: str) -> str:
    return iri.removeprefix(ontology.ID).removeprefix("issue-")


def _joined(one: Passage, other: Passage) -> Passage:
    rules = " ".join(dict.fromkeys(sorted({*one.rule.split(), *other.rule.split()})))
    marks = tuple(sorted({*one.marks, *other.marks}))
    return replace(one, rule=rules, marks=marks, confidence=max(one.confidence, other.confidence))
