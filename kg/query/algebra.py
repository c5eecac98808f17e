"""A query → the steps it means, by rdflib's SPARQL algebra; the only door rdflib has into questions.

The engine tells nothing about its plan, so the steps are those of the standard's algebra, in words of the terms that
were typed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rdflib.paths import Path as PropertyPath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier, Node, URIRef

from kg.errors import QueryError

__all__ = ["Step", "steps"]

_CHILDREN = ("p", "p1", "p2", "graph")


@dataclass(frozen=True, slots=True)
class Step:
    """One operation: how deep it stands, its name, what it works on; for a triple its pattern, which can be counted."""

    depth: int
    name: str
    detail: str = ""
    pattern: str = ""


def steps(text: str, prefixes: Mapping[str, str]) -> tuple[Step, ...]:
    """Give the operations of a query from the outermost in; ``text`` is one that the engine has parsed."""
    try:
        algebra = translateQuery(parseQuery(text), initNs=dict(prefixes)).algebra
    except Exception as problem:
        raise QueryError("explain", detail=str(problem).splitlines()[0][:200]) from problem
    return tuple(_walk(algebra, 0, _Names(prefixes)))


@dataclass(frozen=True, slots=True)
class _Names:
    """Writes terms and expressions as a reader would."""

    prefixes: Mapping[str, str]

    def __call__(self, value: Any) -> str:  # noqa: ANN401 - the parser's values have no type of their own
        if isinstance(value, URIRef):
            return self._iri(str(value))
        if isinstance(value, PropertyPath):
            return value.n3()
        if isinstance(value, Identifier):
            return value.n3()
        if isinstance(value, CompValue):
            return self._call(value)
        if isinstance(value, list | tuple | set):
            return " ".join(map(self, sorted(value, key=str) if isinstance(value, set) else value))
        return str(value)

    def _iri(self, iri: str) -> str:
        best = max((space for space in self.prefixes.values() if iri.startswith(space)), key=len, default="")
        name = next((name for name, space in self.prefixes.items() if space == best), "")
        return f"{name}:{iri[len(best) :]}" if best else f"<{iri}>"

    def _call(self, value: CompValue) -> str:
        name = value.name.removeprefix("Builtin_")
        if name == "RelationalExpression":
            return f"{self(value.expr)} {value.op} {self(value.other)}"
        if name in {"ConditionalAndExpression", "ConditionalOrExpression"}:
            sign = " && " if "And" in name else " || "
            return sign.join(map(self, [value.expr, *value.other]))
        parts = [self(part) for key, part in value.items() if key not in {"graph", "_vars", "part"}]
        return f"{name}({', '.join(parts)})"


def _walk(node: CompValue, depth: int, names: _Names) -> Iterator[Step]:
    if node.name in {"SelectQuery", "AskQuery", "ConstructQuery", "DescribeQuery"} and node.p is not None:
        yield from _walk(node.p, depth, names)
        return
    yield Step(depth, node.name, _detail(node, names))
    if node.name == "BGP":
        for triple in node.triples:
            words = " ".join(map(names, triple))
            yield Step(depth + 1, "Triple", words, " ".join(map(_full, triple)))
    for key in _CHILDREN:
        child = node.get(key)
        if isinstance(child, CompValue) and key != "graph":
            yield from _walk(child, depth + 1, names)


def _detail(node: CompValue, names: _Names) -> str:
    """Say what an operation works on."""
    spell = _DETAILS.get(node.name)
    return spell(node, names) if spell else ""


def _order(node: CompValue, names: _Names) -> str:
    return ", ".join(f"{'DESC ' if part.order == 'DESC' else ''}{names(part.expr)}" for part in node.expr)


def _slice(node: CompValue, names: _Names) -> str:
    del names
    return " ".join(
        f"{word.upper()} {node[key]}" for word, key in (("offset", "start"), ("limit", "length")) if node[key]
    )


_DETAILS: Mapping[str, Callable[[CompValue, _Names], str]] = {
    "Project": lambda node, names: names(node.PV),
    "Filter": lambda node, names: names(node.expr),
    "Group": lambda node, names: names(node.expr) if node.expr is not None else "",
    "Extend": lambda node, names: f"{names(node.var)} = {names(node.expr)}",
    "OrderBy": _order,
    "Slice": _slice,
    "Graph": lambda node, names: names(node.term),
}


def _full(term: Node | PropertyPath) -> str:
    return term.n3()
