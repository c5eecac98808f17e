"""Stage 7 of 8: check quads→Notices, by ``ontology/shapes.ttl``.

A general SHACL engine takes twenty times as long and loads an RDF library into every worker, so this is an evaluator
of just the part of SHACL Core that the shapes use, over terms as they stand in the lines; a test holds it to the
verdicts of pySHACL. An unknown word in the shapes is refused when they are read, so nothing goes unchecked in silence.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg import ontology
from kg.model import Notice, Shard, Span
from kg.model.iri import ID, PB
from kg.model.quad import RDF, RDFS, XSD, node, unescape

__all__ = ["notices"]

SHACL = ontology.PREFIXES["sh"]

_TYPE, _LABEL = node(f"{RDF}type"), node(f"{RDFS}label")
_FIRST, _REST, _NIL = node(f"{RDF}first"), node(f"{RDF}rest"), node(f"{RDF}nil")
_EVIDENCE, _START, _END = node(f"{PB}evidence"), node(f"{PB}start"), node(f"{PB}end")
_NOTHING: Mapping[str, tuple[str, ...]] = {}
_STATED = (node(f"{PB}subject"), node(f"{PB}object"))
_FORMS = {
    "integer": r"[+-]?\d+",
    "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "boolean": r"true|false|0|1",
    "date": r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "gYear": r"-?\d{4,}",
    "gYearMonth": r"-?\d{4,}-(0[1-9]|1[0-2])",
}


def notices(shard: Shard) -> tuple[Notice, ...]:
    """Say what in a shard breaks a shape: one notice for each shape and thing, in the order of the shapes."""
    triples = _Triples(shard.quads)
    found: list[tuple[str, _Shape, str]] = []
    for shape in _shapes():
        for focus in triples.instances(shape.targets):
            found += [(focus, broken, term) for broken, term in _results(triples, shape, focus)]
    return tuple(_notice(triples, shape, focus, term) for focus, shape, term in found)


@dataclass(frozen=True, slots=True)
class _Path:
    """A property, read backwards or not, followed once or as often as it goes."""

    predicate: str
    inverse: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class _Shape:
    """One shape with what it demands; ``path`` is None for a node shape. ``properties`` report for themselves.

    ``silent`` is the predicate that a thing must have to break it; None if one without may do so as well.
    """

    targets: tuple[str, ...]
    path: _Path | None
    demands: tuple["_Breaks", ...]
    properties: tuple["_Shape", ...]
    silent: str | None
    severity: str
    message_zh: str
    message_en: str


class _Triples:
    """A shard's triples, whatever their graph, by what they are asked for."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._about: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._inverse: dict[str, dict[str, list[str]]] = {}
        latest, facts = "", dict[str, tuple[str, ...]]()
        for line in sorted(lines):
            subject, predicate, rest = line.split(" ", 2)
            value = rest[: rest.rindex(" ", 0, -2)]
            if subject != latest:
                latest = subject
                facts = self._about[subject] = {}
            known = facts.get(predicate)
            if known is None:
                facts[predicate] = (value,)
            elif value not in known:
                facts[predicate] = (*known, value)

    def facts(self, subject: str) -> Mapping[str, tuple[str, ...]]:
        return self._about.get(subject, _NOTHING)

    def objects(self, subject: str, predicate: str) -> tuple[str, ...]:
        return self._about.get(subject, _NOTHING).get(predicate, ())

    def subjects(self, predicate: str, value: str) -> tuple[str, ...]:
        inverse = self._inverse.get(predicate)
        if inverse is None:
            inverse = self._inverse[predicate] = defaultdict(list)
            for subject, facts in self._about.items():
                for each in facts.get(predicate, ()):
                    inverse[each].append(subject)
        return tuple(inverse.get(value, ()))

    def instances(self, classes: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each for kind in classes for each in self.subjects(_TYPE, kind)))

    def follow(self, focus: str, path: _Path) -> tuple[str, ...]:
        reached = self._step(focus, path)
        if not (path.repeated and reached):
            return reached
        seen = dict.fromkeys(reached)
        ahead = list(reached)
        while ahead:
            fresh = [each for each in self._step(ahead.pop(), path) if each not in seen]
            seen.update(dict.fromkeys(fresh))
            ahead += fresh
        return tuple(seen)

    def _step(self, focus: str, path: _Path) -> tuple[str, ...]:
        return self.subjects(path.predicate, focus) if path.inverse else self.objects(focus, path.predicate)


_Breaks = Callable[[_Triples, str, tuple[str, ...]], str | None]
"""One constraint: asked for a focus node and the values of the path, it gives the first term that breaks it."""
_Test = Callable[[_Triples, str], bool]


def _results(triples: _Triples, shape: _Shape, focus: str) -> list[tuple[_Shape, str]]:
    """Give each shape that a focus node breaks, with the first term that breaks it ("" if one is missing)."""
    values = triples.follow(focus, shape.path) if shape.path else (focus,)
    found: list[tuple[_Shape, str]] = []
    for breaks in shape.demands:
        term = breaks(triples, focus, values)
        if term is not None:
            found.append((shape, term))
            break
    for value in values if shape.properties else ():
        facts = triples.facts(value)
        for inner in shape.properties:
            if inner.silent is None or inner.silent in facts:
                found += _results(triples, inner, value)
    return found


def _conforms(triples: _Triples, shape: _Shape, focus: str) -> bool:
    return not _results(triples, shape, focus)


def _notice(triples: _Triples, shape: _Shape, focus: str, term: str) -> Notice:
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


def _place(triples: _Triples, focus: str) -> Span | None:
    """Find where in the text a thing comes from: itself, its evidence, or the evidence of what is stated of it."""
    statements = (statement for relation in _STATED for statement in triples.subjects(relation, focus))
    holders = (focus, *triples.objects(focus, _EVIDENCE))
    spans = [span for each in holders if (span := _span(triples, each))]
    if not spans:
        proofs = (proof for statement in statements for proof in triples.objects(statement, _EVIDENCE))
        spans = [span for proof in proofs if (span := _span(triples, proof))]
    return min(spans, default=None)


def _span(triples: _Triples, subject: str) -> Span | None:
    ends = [_number(term) for relation in (_START, _END) for term in triples.objects(subject, relation)]
    if len(ends) != len((_START, _END)) or None in ends:
        return None
    start, end = (int(number) for number in ends if number is not None)
    return Span(start, end) if 0 <= start <= end else None


@functools.lru_cache(maxsize=8192)
def _number(term: str) -> Decimal | None:
    try:
        return Decimal(unescape(term))
    except InvalidOperation:
        return None


# --- What the words of SHACL demand -----------------------------------------------------------------------------


def _each(test: _Test) -> _Breaks:
    """Demand that every value passes a test."""

    def breaks(triples: _Triples, _: str, values: tuple[str, ...]) -> str | None:
        for value in values:
            if not test(triples, value):
                return value
        return None

    return breaks


def _min_count(_: "_Source", term: str) -> _Breaks:
    least = int(unescape(term))
    return lambda _triples, _focus, values: None if len(values) >= least else values[-1] if values else ""


def _max_count(_: "_Source", term: str) -> _Breaks:
    most = int(unescape(term))
    return lambda _triples, _focus, values: None if len(values) <= most else values[-1]


def _class(_: "_Source", term: str) -> _Breaks:
    return _each(lambda triples, value: term in triples.facts(value).get(_TYPE, ()))


def _datatype(_: "_Source", term: str) -> _Breaks:
    form = re.compile(_FORMS[unescape(term).removeprefix(XSD)])
    ending = f'"^^{term}'
    return _each(lambda _, value: value.endswith(ending) and form.fullmatch(unescape(value)) is not None)


def _node_kind(_: "_Source", term: str) -> _Breaks:
    begin = {node(f"{SHACL}IRI"): "<", node(f"{SHACL}Literal"): '"'}[term]
    return _each(lambda _, value: value.startswith(begin))


def _in(source: "_Source", term: str) -> _Breaks:
    allowed = frozenset(source.members(term))
    return _each(lambda _, value: value in allowed)


def _pattern(_: "_Source", term: str) -> _Breaks:
    pattern = re.compile(unescape(term))
    return _each(lambda _, value: pattern.search(unescape(value)) is not None)


def _min_length(_: "_Source", term: str) -> _Breaks:
    least = int(unescape(term))
    return _each(lambda _, value: len(unescape(value)) >= least)


def _min_inclusive(_: "_Source", term: str) -> _Breaks:
    least = Decimal(unescape(term))
    return _each(lambda _, value: (number := _number(value)) is not None and number >= least)


def _max_inclusive(_: "_Source", term: str) -> _Breaks:
    most = Decimal(unescape(term))
    return _each(lambda _, value: (number := _number(value)) is not None and number <= most)


def _or(source: "_Source", term: str) -> _Breaks:
    shapes = [source.shape(each) for each in source.members(term)]
    return _each(lambda triples, value: any(_conforms(triples, shape, value) for shape in shapes))


def _xone(source: "_Source", term: str) -> _Breaks:
    shapes = [source.shape(each) for each in source.members(term)]
    return _each(lambda triples, value: sum(_conforms(triples, shape, value) for shape in shapes) == 1)


def _not(source: "_Source", term: str) -> _Breaks:
    shape = source.shape(term)
    return _each(lambda triples, value: not _conforms(triples, shape, value))


def _less_than_or_equals(_: "_Source", term: str) -> _Breaks:
    def breaks(triples: _Triples, focus: str, values: tuple[str, ...]) -> str | None:
        others = [_number(other) for other in triples.objects(focus, term)]
        broken = (value for value in values for other in others if not _ordered(_number(value), other))
        return next(broken, None)

    return breaks


def _ordered(low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and high is not None and low <= high


def _disjoint(_: "_Source", term: str) -> _Breaks:
    def breaks(triples: _Triples, focus: str, values: tuple[str, ...]) -> str | None:
        others = triples.objects(focus, term)
        return next((value for value in values if value in others), None)

    return breaks


_WORDS: Mapping[str, Callable[["_Source", str], _Breaks]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "in": _in,
    "pattern": _pattern,
    "minLength": _min_length,
    "minInclusive": _min_inclusive,
    "maxInclusive": _max_inclusive,
    "or": _or,
    "xone": _xone,
    "not": _not,
    "lessThanOrEquals": _less_than_or_equals,
    "disjoint": _disjoint,
}
_FRAME = frozenset({"targetClass", "path", "property", "severity", "message"})


# --- Reading the shapes -----------------------------------------------------------------------------------------


@functools.cache
def _shapes() -> tuple[_Shape, ...]:
    triples = ontology.triples("shapes.ttl")
    source = _Source(triples)
    named = dict.fromkeys(s for s, p, o in triples if (p, o) == (_TYPE, node(f"{SHACL}NodeShape")))
    return tuple(source.shape(name) for name in named)


class _Source:
    """The triples of the shapes, being made into shapes."""

    def __init__(self, triples: Iterable[ontology.Triple]) -> None:
        self._rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for subject, predicate, term in triples:
            self._rows[subject].append((predicate, term))

    def shape(self, name: str) -> _Shape:
        path = next(map(self._path, self._all(name, "path")), None)
        severity = self._all(name, "severity")
        messages = {term[term.rindex('"') + 1 :]: unescape(term) for term in self._all(name, "message")}
        return _Shape(
            targets=self._all(name, "targetClass"),
            path=path,
            demands=tuple(self._demands(name)),
            properties=tuple(self.shape(each) for each in self._all(name, "property")),
            silent=None if self._all(name, "minCount") else path.predicate if path and not path.inverse else None,
            severity=unescape(severity[0]).removeprefix(SHACL).lower() if severity else "violation",
            message_zh=messages.get("@zh", ""),
            message_en=messages.get("@en", ""),
        )

    def members(self, head: str) -> Iterator[str]:
        while head != _NIL:
            cell = dict(self._rows[head])
            yield cell[_FIRST]
            head = cell[_REST]

    def _demands(self, name: str) -> Iterator[_Breaks]:
        for predicate, term in self._rows[name]:
            word = unescape(predicate).removeprefix(SHACL)
            if predicate != _TYPE and word not in _FRAME:
                if word not in _WORDS:
                    raise ValueError(f"shapes.ttl: kg.check does not know sh:{word}")
                yield _WORDS[word](self, term)

    def _path(self, term: str) -> _Path:
        if term.startswith("<"):
            return _Path(term)
        ((word, inner),) = self._rows[term]
        path = self._path(inner)
        if word == node(f"{SHACL}inversePath"):
            return _Path(path.predicate, inverse=True, repeated=path.repeated)
        if word == node(f"{SHACL}oneOrMorePath"):
            return _Path(path.predicate, inverse=path.inverse, repeated=True)
        raise ValueError(f"shapes.ttl: kg.check does not know the path {unescape(word)}")

    def _all(self, name: str, word: str) -> tuple[str, ...]:
        wanted = node(SHACL + word)
        return tuple(term for predicate, term in self._rows[name] if predicate == wanted)
