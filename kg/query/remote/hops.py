"""What a hop is, as SPARQL: VIA → a pattern that binds both ends of an edge, and the questions asked with it.

Facts are what the arrays of a snapshot hold: edges between things whose relation states a fact, or is of a foreign
vocabulary. Their degrees count all facts, whatever the question leaves out; those of a pattern count its own edges.
"""

from collections.abc import Callable, Iterable, Sequence

from kg import ontology
from kg.errors import QueryError
from kg.frozen import frozen
from kg.model.iri import PB
from kg.model.quad import RDF, RDFS, SKOS, node
from kg.query import syntax
from kg.query.paths.statement import Statement
from kg.query.paths.via import TOGETHER_PATTERN, atoms
from kg.query.remote.endpoint import Dataset

__all__ = ["ONTOLOGY", "Atom", "Hops", "elsewhere", "hops"]

ONTOLOGY = f"{ontology.ID}g-ontology"
Atom = tuple[str, bool]
"""A relation, and whether it is walked backwards."""
_FOREIGN = (RDF, RDFS, "http://www.w3.org/2002/07/owl#")
"""Vocabularies that describe, and state no facts."""
_NAMES = tuple(f"{SKOS}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel"))


@frozen
class Hops:
    """Edges as a pattern of variables ``start`` and ``end``; ``relation`` is a variable, or else ``fixed`` an IRI.

    ``counted`` is the pattern by which neighbours are counted. ``atoms`` are the relations that may be walked and which
    way, none for all; ``both`` says that the edges of a pattern are read either way. ``others`` are variables that come
    along, ``proof`` one that names what has evidence. ``dataset`` are the graphs in which a pattern is looked for,
    ``scope`` those of which one must state a fact.
    """

    group: str
    start: str = "x"
    end: str = "y"
    relation: str = ""
    fixed: str = ""
    counted: str = ""
    facts: bool = False
    plain: bool = False
    both: bool = True
    atoms: tuple[Atom, ...] | None = None
    others: tuple[str, ...] = ()
    proof: str = ""
    prologue: str = ""
    dataset: Dataset = ((), ())
    scope: tuple[str, ...] = ()

    @property
    def columns(self) -> str:
        """Name the variables of an edge."""
        names = (self.start, self.end, *filter(None, (self.relation, self.proof)), *self.others)
        return " ".join(f"?{name}" for name in names)

    @property
    def symmetric(self) -> bool:
        """Say whether each hop can be taken back."""
        if self.atoms is None:
            return self.both
        return all((iri, not back) in self.atoms for iri, back in self.atoms)

    def steps(self, *, ahead: bool) -> list[tuple[str, frozenset[str] | None]]:
        """Give how a hop is taken forward, or found that leads to a thing: the end where we stand, relations."""
        if self.atoms is None:
            here = [self.start if ahead else self.end]
            return [(name, None) for name in ([self.start, self.end] if self.both else here)]
        ways = {back: frozenset(iri for iri, other in self.atoms if other is back) for back in (False, True)}
        places = {False: self.start if ahead else self.end, True: self.end if ahead else self.start}
        return [(places[back], relations) for back, relations in ways.items() if relations]

    def edges(self, terms: Sequence[str], at: str, relations: frozenset[str] | None, beside: str = "") -> str:
        """Ask for the edges at things that stand in the place of a variable; ``beside`` narrows the other end."""
        only = _values(self.relation, map(node, sorted(relations))) if relations is not None else ""
        where = f"{_values(at, terms)} {beside} {only} {self.group}"
        return f"{self.prologue}\nSELECT DISTINCT {self.columns} WHERE {{ {where} }}"

    def all(self) -> str:
        """Ask for all edges."""
        relations = None if self.atoms is None else sorted({iri for iri, _ in self.atoms})
        only = "" if relations is None else _values(self.relation, map(node, relations))
        return f"{self.prologue}\nSELECT DISTINCT {self.columns} WHERE {{ {only} {self.group} }}"

    def degrees(self, terms: Sequence[str]) -> str:
        """Ask how many neighbours things have."""
        sides = ((self.start, self.end), (self.end, self.start))
        parts = " UNION ".join(
            f"{{ {_values(one, terms)} {self.counted} BIND(?{one} AS ?_n) BIND(?{other} AS ?_o) }}"
            for one, other in sides
        )
        return (
            f"{self.prologue}\nSELECT ?_n (COUNT(DISTINCT ?_o) AS ?_d) "
            f"WHERE {{ {parts} FILTER(!sameTerm(?_n, ?_o)) }} GROUP BY ?_n"
        )

    def totals(self) -> str:
        """Ask how many edges each relation has."""
        names, by = self._relation
        inner = f"SELECT DISTINCT ?{self.start} {names} ?{self.end} WHERE {{ {self.counted} {self._apart} }}"
        return f"{self.prologue}\nSELECT {names} (COUNT(*) AS ?_n) WHERE {{ {{ {inner} }} }} {by}"

    def leading(self, least: Sequence[tuple[str, int]]) -> str:
        """Ask to which things so many edges of a relation lead, at least."""
        names, by = self._relation
        if self.relation:
            rows = " ".join(f"({node(iri)} {count})" for iri, count in least)
            bound, floor = f"VALUES (?{self.relation} ?_least) {{ {rows} }}", "MIN(?_least)"
        else:
            bound, floor = "", str(least[0][1])
        group = f"{by} ?{self.end}" if by else f"GROUP BY ?{self.end}"
        return (
            f"{self.prologue}\nSELECT {names} ?{self.end} (COUNT(DISTINCT ?{self.start}) AS ?_n) WHERE {{ "
            f"{bound} {self.counted} {self._apart} }} {group} HAVING (COUNT(DISTINCT ?{self.start}) >= {floor})"
        )

    @property
    def _relation(self) -> tuple[str, str]:
        return (f"?{self.relation}", f"GROUP BY ?{self.relation}") if self.relation else ("", "")

    @property
    def _apart(self) -> str:
        return f"FILTER(!sameTerm(?{self.start}, ?{self.end}))"


def hops(
    statement: Statement, *, ours: bool, scope: Sequence[str], part: Dataset, known: Callable[[str], bool]
) -> Hops:
    """Say what a question walks; ``ours`` where the endpoint has our own ontology, ``known`` finds facts of a relation.

    ``scope`` are the graphs of which one must state a fact, ``part`` those in which a pattern is looked for.
    """
    via = statement.via
    if via.kind == "":
        return _facts(ours, scope)
    if via.kind == "path":
        return _path(statement, _facts(ours, scope), part, known)
    if via.kind == "together":
        group = f"{{ {TOGETHER_PATTERN} }}"
        fixed = f"{PB}mentions"
        return Hops(group, "issue", "thing", fixed=fixed, counted=group, plain=True, proof="part", dataset=part)
    if via.kind == "any":
        group = "?x ?p ?y ."
        return Hops(group, relation="p", counted=group, both=via.both, dataset=part)
    return _pattern(statement, part)


def elsewhere(subject: str, predicate: str, value: str) -> str:
    """Leave out triples that our ontology alone states: it describes words, not things."""
    triple = f"?{subject} ?{predicate} ?{value}"
    return (
        f"FILTER(NOT EXISTS {{ GRAPH <{ONTOLOGY}> {{ {triple} }} }} "
        f"|| EXISTS {{ GRAPH ?_g {{ {triple} }} FILTER(?_g != <{ONTOLOGY}>) }})"
    )


def _facts(ours: bool, scope: Sequence[str]) -> Hops:
    known = ontology.load()
    described = sorted({*((known.edges("provenance") | known.edges("schema")) - known.walked()), *_NAMES})
    own = ", ".join(map(node, described))
    foreign = " && ".join(f'!STRSTARTS(STR(?p), "{each}")' for each in _FOREIGN)
    filters = f"FILTER(!isLiteral(?y) && {foreign} && ?p NOT IN ({own})) {elsewhere('x', 'p', 'y') if ours else ''}"
    inside = f"{_values('g', map(node, scope))} GRAPH ?g {{ ?x ?p ?y }} {filters}" if scope else ""
    whole = f"?x ?p ?y . {filters}"
    return Hops(inside or whole, relation="p", counted=whole, facts=True, plain=True, scope=tuple(scope))


def _path(statement: Statement, facts: Hops, part: Dataset, known: Callable[[str], bool]) -> Hops:
    """Take single relations as facts where they are, else as they stand; else let SPARQL walk the path of a hop."""
    via = statement.via
    found = atoms(via, statement.prefixes)
    if found is None:
        group = f"?x {via.text} ?y ."
        return Hops(group, counted=group, both=via.both, prologue=statement.prologue, dataset=part)
    if via.both:
        found = [(iri, back) for iri, _ in found for back in (False, True)]
    chosen = tuple(dict.fromkeys(found))
    if all(known(f"VALUES ?p {{ {node(iri)} }} {facts.counted}") for iri, _ in chosen):
        return Hops(facts.group, relation="p", counted=facts.counted, facts=True, atoms=chosen, scope=facts.scope)
    group = f"{_values('p', map(node, dict.fromkeys(iri for iri, _ in chosen)))} ?x ?p ?y ."
    return Hops(group, relation="p", counted=group, atoms=chosen, dataset=part)


def _pattern(statement: Statement, part: Dataset) -> Hops:
    start, end, text = statement.start.variable, statement.end.variable, statement.via.text
    named = list(dict.fromkeys(token.text[1:] for token in syntax.tokens(text) if token.kind == "var"))
    for name in (start, end):
        if name not in named:
            raise QueryError("path_unbound", name=name)
    others = tuple(name for name in named if name not in {start, end})
    return Hops(
        text,
        start,
        end,
        counted=text,
        both=statement.via.both,
        others=others,
        prologue=statement.prologue,
        dataset=part,
    )


def _values(name: str, terms: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(terms)} }}"
