"""Stage 7 of 8: check quads→Notices, by ``ontology/shapes.ttl``.

A general SHACL engine takes twenty times as long and loads an RDF library into every worker, so this is an evaluator
of just the part of SHACL Core that the shapes use, over terms as they stand in the lines; a test holds it to the
verdicts of pySHACL. An unknown word in the shapes is refused when they are read, so nothing goes unchecked in silence.
"""

from kg import ontology
from kg.check.shapes import Shape, results, shapes
from kg.check.triples import Triples, number
from kg.model import Notice, Shard, Span
from kg.model.iri import ID, PB
from kg.model.quad import RDFS, node, unescape

__all__ = ["notices"]

_LABEL = node(f"{RDFS}label")
_EVIDENCE, _START, _END = node(f"{PB}evidence"), node(f"{PB}start"), node(f"{PB}end")
_STATED = (node(f"{PB}subject"), node(f"{PB}object"))


def notices(shard: Shard) -> tuple[Notice, ...]:
    """Say what in a shard breaks a shape: one notice for each shape and thing, in the order of the shapes."""
    triples = Triples(shard.blocks)
    found: list[tuple[str, Shape, str]] = []
    for shape in shapes():
        for focus in triples.instances(shape.targets):
            found += [(focus, broken, term) for broken, term in results(triples, shape, focus)]
    return tuple(_notice(triples, shape, focus, term) for focus, shape, term in found)


def _notice(triples: Triples, shape: Shape, focus: str, term: str) -> Notice:
    name = unescape(focus).removeprefix(ID)
    label = next((unescape(label) for label in triples.objects(focus, _LABEL)), name)
    fields = {
        "focus": name,
        "name": label,
        "path": ontology.load().local(unescape(shape.path.predicate)) if shape.path else "",
        "value": unescape(term).removeprefix(ID) if term != focus else "",
        "severity": shape.severity,
        "message_zh": shape.message_zh,
        "message_en": shape.message_en,
    }
    return Notice("shape", _place(triples, focus), fields)


def _place(triples: Triples, focus: str) -> Span | None:
    """Find where in the text a thing comes from: itself, its evidence, or the evidence of what is stated of it."""
    statements = (statement for relation in _STATED for statement in triples.subjects(relation, focus))
    holders = (focus, *triples.objects(focus, _EVIDENCE))
    spans = [span for each in holders if (span := _span(triples, each))]
    if not spans:
        proofs = (proof for statement in statements for proof in triples.objects(statement, _EVIDENCE))
        spans = [span for proof in proofs if (span := _span(triples, proof))]
    return min(spans, default=None)


def _span(triples: Triples, subject: str) -> Span | None:
    ends = [number(term) for relation in (_START, _END) for term in triples.objects(subject, relation)]
    if len(ends) != len((_START, _END)) or None in ends:
        return None
    start, end = (int(place) for place in ends if place is not None)
    return Span(start, end) if 0 <= start <= end else None
