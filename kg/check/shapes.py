"""``ontology/shapes.ttl`` as it is asked: what each shape demands, and what of that a thing breaks."""

import functools
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg import ontology
from kg.check.triples import Path, Triples, number
from kg.model.quad import RDF, TYPE, XSD, node, unescape

__all__ = ["Shape", "results", "shapes"]

SHACL = ontology.PREFIXES["sh"]

_FIRST, _REST, _NIL = node(f"{RDF}first"), node(f"{RDF}rest"), node(f"{RDF}nil")
_FORMS = {
    "integer": r"[+-]?\d+",
    "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "boolean": r"true|false|0|1",
    "date": r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "gYear": r"-?\d{4,}",
    "gYearMonth": r"-?\d{4,}-(0[1-9]|1[0-2])",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape with what it demands; ``path`` is None for a node shape. ``properties`` report for themselves.

    ``direct`` is the predicate, if that is all there is to the path. The rest is what ``demands`` say, put so that what
    breaks nothing, nearly everything, is soon told: how many values, ``plain`` for what a value by itself shows, kept
    for those that come again and again, ``deep`` for what must be looked up.
    """

    targets: tuple[str, ...]
    path: Path | None
    demands: tuple["_Breaks", ...]
    properties: tuple["Shape", ...]
    direct: str
    least: int
    most: int
    plain: "_Test"
    deep: tuple["_Breaks", ...]
    severity: str
    message_zh: str
    message_en: str

    def holds(self, triples: Triples, focus: str, values: tuple[str, ...]) -> bool:
        """Say that nothing is broken; what a shape within this one says must be asked for."""
        if not self.least <= len(values) <= self.most:
            return False
        if not values:
            return True
        if self.properties or not all(map(self.plain, values)):
            return False
        return not self.deep or all(breaks(triples, focus, values) is None for breaks in self.deep)


_Breaks = Callable[[Triples, str, tuple[str, ...]], str | None]
"""One constraint: asked for a focus node and the values of the path, it gives the first term that breaks it."""
_Test = Callable[[str], bool]
"""What a value shows by itself."""


@functools.cache
def shapes() -> tuple[Shape, ...]:
    """Read the shapes, once in a process."""
    triples = ontology.triples("shapes.ttl")
    source = _Source(triples)
    named = dict.fromkeys(s for s, p, o in triples if (p, o) == (TYPE, node(f"{SHACL}NodeShape")))
    return tuple(source.shape(name) for name in named)


def results(triples: Triples, shape: Shape, focus: str) -> Sequence[tuple[Shape, str]]:
    """Give each shape that a focus node breaks, with the first term that breaks it ("" if one is missing)."""
    return _broken(triples, shape, focus, triples.follow(focus, shape.path))


def _broken(triples: Triples, shape: Shape, focus: str, values: tuple[str, ...]) -> Sequence[tuple[Shape, str]]:
    found: Sequence[tuple[Shape, str]] = ()
    for breaks in shape.demands:
        term = breaks(triples, focus, values)
        if term is not None:
            found = [(shape, term)]
            break
    for value in values if shape.properties else ():
        facts = triples.facts(value)
        for inner in shape.properties:
            reached = facts.get(inner.direct, ()) if inner.direct else triples.follow(value, inner.path)
            if not inner.holds(triples, value, reached) and (more := _broken(triples, inner, value, reached)):
                found = [*found, *more]
    return found


def _conforms(triples: Triples, shape: Shape, focus: str) -> bool:
    return not results(triples, shape, focus)


# --- What the words of SHACL demand -----------------------------------------------------------------------------


def _each(test: Callable[[Triples, str], bool]) -> _Breaks:
    """Demand that every value passes a test."""

    def breaks(triples: Triples, _: str, values: tuple[str, ...]) -> str | None:
        for value in values:
            if not test(triples, value):
                return value
        return None

    return breaks


def _alone(test: _Test) -> _Breaks:
    """Demand that every value passes a test for which nothing else is looked at."""
    return lambda _triples, _focus, values: next((value for value in values if not test(value)), None)


def _joined(tests: tuple[_Test, ...]) -> _Test:
    """Join tests to one that remembers: most values come again and again."""

    @functools.lru_cache(maxsize=1024)
    def joined(value: str) -> bool:
        return all(test(value) for test in tests)

    return joined if tests else lambda _: True


def _min_count(_: "_Source", term: str) -> _Breaks:
    least = int(unescape(term))
    return lambda _triples, _focus, values: None if len(values) >= least else values[-1] if values else ""


def _max_count(_: "_Source", term: str) -> _Breaks:
    most = int(unescape(term))
    return lambda _triples, _focus, values: None if len(values) <= most else values[-1]


def _class(_: "_Source", term: str) -> _Breaks:
    return _each(lambda triples, value: term in triples.facts(value).get(TYPE, ()))


def _datatype(_: "_Source", term: str) -> _Test:
    form = re.compile(_FORMS[unescape(term).removeprefix(XSD)])
    ending = f'"^^{term}'
    return lambda value: value.endswith(ending) and form.fullmatch(unescape(value)) is not None


def _node_kind(_: "_Source", term: str) -> _Test:
    begin = {node(f"{SHACL}IRI"): "<", node(f"{SHACL}Literal"): '"'}[term]
    return lambda value: value.startswith(begin)


def _in(source: "_Source", term: str) -> _Test:
    allowed = frozenset(source.members(term))
    return lambda value: value in allowed


def _pattern(_: "_Source", term: str) -> _Test:
    pattern = re.compile(unescape(term))
    return lambda value: pattern.search(unescape(value)) is not None


def _min_length(_: "_Source", term: str) -> _Test:
    least = int(unescape(term))
    return lambda value: len(unescape(value)) >= least


def _min_inclusive(_: "_Source", term: str) -> _Test:
    least = Decimal(unescape(term))
    return lambda value: (size := number(value)) is not None and size >= least


def _max_inclusive(_: "_Source", term: str) -> _Test:
    most = Decimal(unescape(term))
    return lambda value: (size := number(value)) is not None and size <= most


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
    def breaks(triples: Triples, focus: str, values: tuple[str, ...]) -> str | None:
        others = triples.facts(focus).get(term, ())
        for value in values:
            for other in others:
                if not _ordered(number(value), number(other)):
                    return value
        return None

    return breaks


def _ordered(low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and high is not None and low <= high


def _disjoint(_: "_Source", term: str) -> _Breaks:
    def breaks(triples: Triples, focus: str, values: tuple[str, ...]) -> str | None:
        others = triples.objects(focus, term)
        return next((value for value in values if value in others), None)

    return breaks


_PLAIN: Mapping[str, Callable[["_Source", str], _Test]] = {
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "in": _in,
    "pattern": _pattern,
    "minLength": _min_length,
    "minInclusive": _min_inclusive,
    "maxInclusive": _max_inclusive,
}
_WORDS: Mapping[str, Callable[["_Source", str], _Breaks]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "class": _class,
    "or": _or,
    "xone": _xone,
    "not": _not,
    "lessThanOrEquals": _less_than_or_equals,
    "disjoint": _disjoint,
}
_COUNTS = frozenset({"minCount", "maxCount"})
_FRAME = frozenset({"targetClass", "path", "property", "severity", "message"})


# --- Reading the shapes -----------------------------------------------------------------------------------------


class _Source:
    """The triples of the shapes, being made into shapes."""

    def __init__(self, triples: Iterable[ontology.Triple]) -> None:
        self._rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for subject, predicate, term in triples:
            self._rows[subject].append((predicate, term))

    def shape(self, name: str) -> Shape:
        path = next(map(self._path, self._all(name, "path")), None)
        demands = tuple(self._demands(name))
        severity = self._all(name, "severity")
        messages = {term[term.rindex('"') + 1 :]: unescape(term) for term in self._all(name, "message")}
        return Shape(
            targets=self._all(name, "targetClass"),
            path=path,
            demands=tuple(breaks for _, breaks in demands),
            properties=tuple(self.shape(each) for each in self._all(name, "property")),
            least=max((int(unescape(term)) for term in self._all(name, "minCount")), default=0),
            most=min((int(unescape(term)) for term in self._all(name, "maxCount")), default=sys.maxsize),
            plain=_joined(tuple(self._tests(name))),
            deep=tuple(breaks for word, breaks in demands if word not in _PLAIN and word not in _COUNTS),
            direct=path.predicate if path and not (path.inverse or path.repeated) else "",
            severity=unescape(severity[0]).removeprefix(SHACL).lower() if severity else "violation",
            message_zh=messages.get("@zh", ""),
            message_en=messages.get("@en", ""),
        )

    def members(self, head: str) -> Iterator[str]:
        while head != _NIL:
            cell = dict(self._rows[head])
            yield cell[_FIRST]
            head = cell[_REST]

    def _demands(self, name: str) -> Iterator[tuple[str, _Breaks]]:
        for predicate, term in self._rows[name]:
            word = unescape(predicate).removeprefix(SHACL)
            if predicate != TYPE and word not in _FRAME:
                if word in _PLAIN:
                    yield word, _alone(_PLAIN[word](self, term))
                elif word in _WORDS:
                    yield word, _WORDS[word](self, term)
                else:
                    raise ValueError(f"shapes.ttl: kg.check does not know sh:{word}")

    def _tests(self, name: str) -> Iterator[_Test]:
        for predicate, term in self._rows[name]:
            if (word := unescape(predicate).removeprefix(SHACL)) in _PLAIN:
                yield _PLAIN[word](self, term)

    def _path(self, term: str) -> Path:
        if term.startswith("<"):
            return Path(term)
        ((word, inner),) = self._rows[term]
        path = self._path(inner)
        if word == node(f"{SHACL}inversePath"):
            return Path(path.predicate, inverse=True, repeated=path.repeated)
        if word == node(f"{SHACL}oneOrMorePath"):
            return Path(path.predicate, inverse=path.inverse, repeated=True)
        raise ValueError(f"shapes.ttl: kg.check does not know the path {unescape(word)}")

    def _all(self, name: str, word: str) -> tuple[str, ...]:
        wanted = node(SHACL + word)
        return tuple(term for predicate, term in self._rows[name] if predicate == wanted)
