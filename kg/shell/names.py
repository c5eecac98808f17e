"""The words of one graph for completion: its things by what is typed, its classes and relations, checked by context.

Everything is looked for in the snapshot that counts at that key; nothing is loaded before. What the graph could not
say in time comes back as not checked, and the menu marks it.
"""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg import ontology, store
from kg.errors import KgError
from kg.query import finding
from kg.query.fragment import Place
from kg.query.index import Index, Thing
from kg.query.names import candidates
from kg.query.suggest import DEADLINE, Found, Suggester
from kg.query.syntax import tokens

__all__ = ["Check", "Name", "Names", "Term"]

_MOST = 50
_POOL = 200
"""How many names that fit what is typed are checked by the graph."""
_REFERENCE = re.compile(r"\[\[([^\[\]\n]+)\]\]")
_PROOF = frozenset({"Span", "Statement"})
Check = str
"""Whether taking a word leaves an answer: "" yes, "unchecked" not asked in time, "unfit" no."""


@dataclass(frozen=True, slots=True)
class Name:
    """One thing in a menu: how to write it (a name or an IRI), its label, class, number of texts, initials, the key."""

    text: str
    named: bool
    label: str
    kind: str
    texts: int
    initials: str
    how: str = ""
    key: str = ""
    check: Check = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One class, relation or literal in a menu, with how often it stands in the graph or fits there."""

    text: str
    label: str
    count: int
    check: Check = ""


@dataclass(slots=True)
class Names:
    """Words of one graph; empty where there is no graph. Call it from a thread that may wait a tenth of a second."""

    graph: Path
    scope: Callable[[], tuple[str, ...]] = tuple
    patience: float = DEADLINE
    _used: "Counter[str]" = field(default_factory=Counter)
    _suggester: Suggester | None = None
    _snapshot: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def matching(self, typed: str, place: Place | None = None, *, query: bool = True) -> list[Name]:
        """Give the things that fit what is typed; in a query those that fit its context, else all, marked."""
        try:
            with self._lock, store.open_graph(self.graph) as held:
                return list(self._matching(self._index(held), typed, place, query=query))
        except (KgError, OSError):
            return []

    def terms(self, place: Place | None, *, classes: bool) -> list[Term]:
        """Give the relations (or classes) that fit at a place; without an answer all that the graph has, marked."""
        try:
            with self._lock, store.open_graph(self.graph) as held:
                self._index(held)
                found = self._fitting(place)
                counts = held.counts["classes" if classes else "relations"]
        except (KgError, OSError):
            return []
        if found is None:
            rows = counts.items() if isinstance(counts, dict) else ()
            return _ranked(Term(_written(ontology.load().expand(name)), name, n, "unchecked") for name, n in rows)
        return _ranked(Term(_written(cell.value), cell.value, count) for cell, count in found if cell.kind == "iri")

    def literals(self, place: Place) -> list[Term]:
        """Give the strings that stand at a place of the graph."""
        with self._lock:
            found = self._fitting(place) or ()
        texts = [(cell, count) for cell, count in found if cell.kind == "literal" and "\n" not in cell.value]
        rows = [(cell, count) for cell, count in texts if cell.lang or not cell.datatype]
        return [Term(cell.value, f"@{cell.lang}" if cell.lang else "", count) for cell, count in rows]

    def learn(self, text: str) -> None:
        """Remember which names the reader uses."""
        self._used.update(found[1] for found in _REFERENCE.finditer(text))

    def start(self) -> None:
        """Have the child that checks ready."""
        with self._lock:
            self._asking().start()

    def forget(self) -> None:
        """Ask anew from now on: the graph has changed."""
        if self._suggester is not None:
            self._suggester.forget()

    def close(self) -> None:
        """Stop the child that checks."""
        if self._suggester is not None:
            self._suggester.close()
            self._suggester = None

    def _asking(self) -> Suggester:
        if self._suggester is None:
            self._suggester = Suggester(self.graph)
        scope = self.scope()
        if scope != self._suggester.scope:
            self.forget()
        self._suggester.scope, self._suggester.deadline = scope, self.patience
        return self._suggester

    def _fitting(self, place: Place | None, among: Sequence[str] | None = None, *, spent: float = 0.0) -> Found | None:
        return self._asking().fitting(place, among, spent=spent) if place else None

    def _index(self, held: store.Graph) -> Index:
        if held.name != self._snapshot:
            self.forget()
            self._snapshot = held.name
        return Index(held.snapshot)

    def _matching(self, index: Index, typed: str, place: Place | None, *, query: bool) -> Iterator[Name]:
        if place and not typed:
            yield from self._graphs_own(index, place)
            return
        began = time.monotonic()
        fits = finding.fits(index, typed, most=_POOL if place else _MOST)
        things = [(fit, index.thing(fit.number)) for fit in fits]
        spent = time.monotonic() - began
        found = self._fitting(place, [thing.iri for _, thing in things], spent=spent) if things else None
        fitting = {cell.value for cell, _ in found or ()}
        check = "" if fitting or not query else "unchecked" if found is None else "unfit"
        things = [row for row in things if not fitting or row[1].iri in fitting]
        order = {how: at for at, how in enumerate(dict.fromkeys(fit.how for fit, _ in things))}
        things.sort(key=lambda row: (order[row[0].how], -self._used[row[1].label]))
        for fit, thing in things[:_MOST]:
            yield replace(_name(index, thing), how=fit.how, key=fit.key, check=check)

    def _graphs_own(self, index: Index, place: Place) -> Iterator[Name]:
        """Give the things of a place in the order of the graph's own count, where nothing is typed yet."""
        found = self._fitting(place)
        if found is None:
            for fit in finding.fits(index, "", most=_MOST):
                yield replace(_name(index, index.thing(fit.number)), check="unchecked")
        numbers = (index.number(cell.value) for cell, _ in found or () if cell.kind == "iri")
        for number, _ in zip((at for at in numbers if at is not None), range(_MOST), strict=False):
            thing = index.thing(number)
            if thing.label:
                yield _name(index, thing)


def _name(index: Index, thing: Thing) -> Name:
    """Write a thing by its label; by its IRI where the label means several things or cannot stand in brackets."""
    meant = candidates(index, thing.label)
    alone = len(meant) == 1 and meant[0].iri == thing.iri and not set("[]\n") & set(thing.label)
    text = thing.label if alone else _written(thing.iri)
    return Name(text, alone, thing.label, thing.kind, thing.texts, thing.initials)


def _ranked(terms: Iterable[Term]) -> list[Term]:
    """Put what documents say before what only tells where it stands, then the commoner first."""
    known = ontology.load()

    def key(term: Term) -> tuple[bool, int, str]:
        info = known.relation(known.expand(term.text))
        last = info.kind == "provenance" if info else known.local(known.expand(term.text)) in _PROOF
        return last, -term.count, term.text

    return sorted(terms, key=key)


def _written(iri: str) -> str:
    """Write an IRI with its prefix where one is known, else in full."""
    short = ontology.load().compact(iri)
    return short if [token.kind for token in tokens(short)] == ["prefixed"] else f"<{iri}>"
