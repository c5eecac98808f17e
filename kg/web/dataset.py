"""What the explorer is given: the network of a source with every sentence, in columns, one list a field.

The shape is the contract with ``webui/src/data.ts``. Everything refers to everything by position; things and facts
stand in the order of the network projection, so the same graph gives the same bytes.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg import messages, ontology
from kg.export import amount
from kg.export.writer import Choice
from kg.model import Amount
from kg.model.iri import ID, PB
from kg.model.quad import RDFS, SKOS, TYPE, split, unescape
from kg.pinyin import spellings

if TYPE_CHECKING:
    from kg.export.projection import Network
    from kg.export.records import Edge, Node
    from kg.export.source import Source

__all__ = ["Chart", "Row", "dataset"]

_LABEL, _ALSO = f"<{RDFS}label>", f"<{SKOS}altLabel>"
_NOTES = ("docNumber", "docType", "docDate", "dateNotAfter", "status", "edition", "period", "gbCode")
_LAYOUT = ("number", "date", "column", "issue", "inDocument", "title")
_NUMBER = ("about", "value", "min", "max", "inclusive", "approx", "unit", "per", "oneOff", "by", "indicator", "raw")
_PROOF = (
    "source",
    "start",
    "end",
    "quote",
    "page",
    "subject",
    "predicate",
    "object",
    "confidence",
    "evidence",
    "marks",
)
_KEPT = {f"<{PB}{name}>" for name in (*_NOTES, "place", "within", "level", *_LAYOUT, *_NUMBER, *_PROOF)} | {
    _LABEL,
    _ALSO,
    TYPE,
}
_COUNTRY = "100000"
_GREY = "#888888"
_BACKGROUND = 5
"""From so many edges of a relation on, a thing that half of them lead to is background (as in path search)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A mark of a chart: its place, its value, the IRIs of the things and statements behind it."""

    x: str
    y: str
    value: float | None
    label: str = ""
    base: float | None = None
    things: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: how it is drawn (``stacked timeline heat bars targets shares pairs``), its title, its unit, its rows.

    ``title`` and ``unit`` are by language (``zh``, ``en``). ``Row.proofs`` are IRIs of statements, quantities or
    documents whose sentences stand behind the mark.
    """

    name: str
    form: str
    title: Mapping[str, str]
    unit: Mapping[str, str]
    rows: tuple[Row, ...]


def dataset(source: "Source", *, version: str, charts: Sequence[Chart] = (), most: int = 0) -> dict[str, Any]:
    """Give the explorer's data as plain lists; with ``most``, of so many of the best connected things."""
    known = _Known()
    for line in source.described():
        known.see(*split(line))
    with source.network(Choice()) as network:
        nodes = _chosen(network, most)
        rows = {node.id: at for at, node in enumerate(nodes)}
        edges = [edge for edge in network.edges() if edge.source in rows and edge.target in rows]
    return _Columns(known, nodes, edges).all(version, charts)


def _chosen(network: "Network", most: int) -> list["Node"]:
    nodes = list(network.nodes())
    if not most or len(nodes) <= most:
        return nodes
    best = sorted(nodes, key=lambda node: (-node.size, node.kind, node.label, node.iri))[:most]
    kept = {node.id for node in best}
    return [node for node in nodes if node.id in kept]


@dataclass(slots=True)
class _Known:
    """What the quads say, by subject and relation; the relations that nobody looks at are not kept."""

    said: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    speaks: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def see(self, subject: str, predicate: str, value: str, graph: str) -> None:
        if predicate not in _KEPT or graph == f"<{ID}g-ontology>":
            return
        values = self.said[subject][predicate]
        if value not in values:
            values.append(value)
        if predicate == TYPE and graph.endswith("-auto>"):
            self.speaks[subject].add(graph.removesuffix("-auto>"))

    def terms(self, subject: str, name: str) -> list[str]:
        """Give the values of a relation, as terms."""
        return self.said[subject].get(f"<{PB}{name}>", []) if subject in self.said else []

    def text(self, subject: str, name: str) -> str:
        """Give the first value of a relation as text."""
        return unescape(min(found)) if (found := self.terms(subject, name)) else ""

    def label(self, subject: str) -> str:
        """Give what a thing is called."""
        found = self.said[subject].get(_LABEL, []) if subject in self.said else []
        return " ".join(unescape(min(found)).split()) if found else ""

    def kinds(self, subject: str) -> set[str]:
        """Give the classes of a thing by their local names."""
        return {ontology.load().local(term[1:-1]) for term in self.said[subject].get(TYPE, [])}

    def typed(self, kind: str) -> list[str]:
        """Give all things of a class."""
        return sorted(subject for subject, said in self.said.items() if f"<{PB}{kind}>" in said.get(TYPE, ()))


class _Columns:
    """Puts what is known of chosen nodes and edges into columns."""

    def __init__(self, known: _Known, nodes: Sequence["Node"], edges: Sequence["Edge"]) -> None:
        self._known, self._nodes, self._edges = known, nodes, edges
        self._at = {f"<{node.iri}>": at for at, node in enumerate(nodes)}
        self._byid = {node.id: at for at, node in enumerate(nodes)}
        self._texts = _texts(known)
        self._order = {text: at for at, text in enumerate(self._texts)}
        self._graphs = {_graph(known, text): at for text, at in self._order.items()}
        self._articles = _articles(known)
        self._proofs: dict[tuple[str, str], int] = {}
        self._spoken: list[str] = []
        self._statements = _statements(known)

    def all(self, version: str, charts: Sequence[Chart]) -> dict[str, Any]:
        """Give everything; the sentences last, since the others ask for them."""
        edges, amounts = self._edge_columns(), self._amounts()
        drawn = [self._chart(chart) for chart in charts]
        classes, relations = ontology.load().classes, ontology.load().relations
        kinds = sorted({node.kind for node in self._nodes})
        predicates = sorted({edge.predicate for edge in self._edges})
        return {
            "version": version,
            "words": {lang: _words(lang) for lang in messages.LANGUAGES},
            "kinds": [_kind(classes.get(name), name) for name in kinds],
            "predicates": [_predicate(relations.get(name), name) for name in predicates],
            "properties": {name: {"zh": (info := relations[name]).label_zh, "en": info.label_en} for name in _NOTES},
            "texts": [self._text(text) for text in self._texts],
            "nodes": self._node_columns(kinds),
            "edges": {**edges, "predicate": [predicates.index(edge.predicate) for edge in self._edges]},
            "amounts": amounts,
            "background": self._background(),
            "charts": drawn,
            "proofs": self._proof_columns(),
        }  # fmt: skip

    def _node_columns(self, kinds: Sequence[str]) -> dict[str, list[Any]]:
        at = {name: number for number, name in enumerate(kinds)}
        terms = [f"<{node.iri}>" for node in self._nodes]
        also = [[unescape(term) for term in sorted(self._known.said[term].get(_ALSO, []))] for term in terms]
        return {
            "id": [node.id for node in self._nodes],
            "iri": [node.iri for node in self._nodes],
            "label": [node.label for node in self._nodes],
            "kind": [at[node.kind] for node in self._nodes],
            "x": [node.x for node in self._nodes],
            "y": [node.y for node in self._nodes],
            "size": [node.size for node in self._nodes],
            "texts": [sorted(self._graphs[g] for g in self._known.speaks[t] if g in self._graphs) for t in terms],
            "also": also,
            "keys": [_keys(node.label, names) for node, names in zip(self._nodes, also, strict=True)],
            "place": [self._place(term) for term in terms],
            "level": [self._known.text(term, "level") for term in terms],
            "date": [self._known.text(term, "docDate") or self._known.text(term, "dateNotAfter") for term in terms],
            "notes": [[[n, v] for n in _NOTES if (v := self._known.text(term, n))] for term in terms],
        }

    def _edge_columns(self) -> dict[str, list[Any]]:
        proofs, sure = [], []
        for edge in self._edges:
            row = (self._term(edge.source), edge.predicate, self._term(edge.target))
            statement = self._statements.get(row, "")
            proofs.append(self._spans(statement))
            sure.append(float(self._known.text(statement, "confidence") or 1))
        ends = ([self._byid[e.source] for e in self._edges], [self._byid[e.target] for e in self._edges])
        return {"source": ends[0], "target": ends[1], "proofs": proofs, "confidence": sure}

    def _term(self, identifier: str) -> str:
        return f"<{self._nodes[self._byid[identifier]].iri}>"

    def _spans(self, thing: str) -> list[int]:
        """Give the sentences behind a thing, each with the marked words that lie in it, in the order of time."""
        if not thing:
            return []
        marks = sorted(self._known.terms(thing, "marks"))
        spans = self._known.terms(thing, "evidence")
        proofs = {self._proof(span, next((m for m in marks if self._inside(m, span)), "")) for span in spans}
        return sorted(proofs, key=self._when)

    def _proof(self, span: str, mark: str) -> int:
        if (span, mark) not in self._proofs:
            self._proofs[span, mark] = len(self._spoken)
            self._spoken.append(span)
        return self._proofs[span, mark]

    def _when(self, proof: int) -> tuple[int, int]:
        span = self._spoken[proof]
        return self._order.get(self._source(span), -1), self._ends(span)[0]

    def _source(self, span: str) -> str:
        return next(iter(self._known.terms(span, "source")), "")

    def _inside(self, mark: str, span: str) -> bool:
        if self._source(mark) != self._source(span):
            return False
        (a, b), (start, end) = self._ends(mark), self._ends(span)
        return start <= a and b <= end

    def _ends(self, span: str) -> tuple[int, int]:
        return int(self._known.text(span, "start") or 0), int(self._known.text(span, "end") or 0)

    def _proof_columns(self) -> dict[str, list[Any]]:
        rows = []
        for span, mark in self._proofs:
            start, _ = self._ends(span)
            a, b = self._ends(mark) if mark else (start, start)
            source = self._source(span)
            column, article = self._articles.at(source, start)
            quote, page = self._known.text(span, "quote"), self._known.text(span, "page")
            rows.append((self._order.get(source, -1), column, article, quote, a - start, b - start, page))
        names = ("text", "column", "article", "quote", "from", "to", "page")
        return {name: [row[at] for row in rows] for at, name in enumerate(names)}

    def _text(self, text: str) -> dict[str, str]:
        date = self._known.text(text, "date") or self._known.text(text, "docDate")
        return {"label": self._known.label(text), "number": self._known.text(text, "number"), "date": date}

    def _place(self, term: str) -> int:
        """Give the province of a thing as a node, or the place itself where none is known."""
        if "Place" in self._known.kinds(term):
            return -1
        place = next(iter(sorted(self._known.terms(term, "place"))), "")
        province = next(filter(self._provincial, _upwards(self._known, place)), place)
        return self._at.get(province, self._at.get(place, -1))

    def _provincial(self, place: str) -> bool:
        code = self._known.text(place, "gbCode")
        return code.endswith("0000") and code != _COUNTRY

    def _amounts(self) -> dict[str, list[Any]]:
        rows = []
        for term in self._known.typed("Quantity"):
            about = next((self._at[one] for one in sorted(self._known.terms(term, "about")) if one in self._at), -1)
            number = _amount(self._known, term)
            if about >= 0 and number is not None:
                rows.append((about, *self._number(term, number)))
        names = ("about", "kind", "kind_en", "text", "indicator", "yuan", "by", "proof")
        return {name: [row[at] for row in rows] for at, name in enumerate(names)}

    def _number(self, term: str, number: Amount) -> tuple[Any, ...]:
        kind = min(self._known.kinds(term) - {"Quantity", "Target"}, default="Quantity")
        limits = [limit for limit in (number.value, number.max, number.min) if limit is not None]
        yuan = float(max(limits)) if number.unit == "CNY" else None
        proofs = self._spans(term)
        label = ontology.load().classes[kind].label_zh
        said = self._known.text(term, "indicator")
        return label, kind, amount.words(number, "zh", short=True), said, yuan, number.by, proofs[0] if proofs else -1

    def _background(self) -> list[int]:
        """Find what a relation leads to in half of its cases: true and useless as a step of a path."""
        totals = Counter(edge.predicate for edge in self._edges)
        ends = Counter((edge.predicate, edge.target) for edge in self._edges)
        found = {self._byid[t] for (p, t), n in ends.items() if totals[p] >= _BACKGROUND and 2 * n >= totals[p]}
        return sorted(found)

    def _chart(self, chart: Chart) -> dict[str, Any]:
        rows = [
            {
                "x": row.x,
                "y": row.y,
                "value": row.value,
                "base": row.base,
                "label": row.label,
                "nodes": sorted({self._at[term] for iri in row.things if (term := f"<{iri}>") in self._at}),
                "proofs": sorted({proof for iri in row.proofs for proof in self._spans(f"<{iri}>")}),
            }
            for row in chart.rows
        ]
        unit = {f"unit_{lang}": chart.unit.get(lang, "") for lang in messages.LANGUAGES}
        return {"name": chart.name, "form": chart.form, **chart.title, **unit, "rows": rows}


def _texts(known: _Known) -> list[str]:
    """Give the texts that sentences stand in, in the order of time."""
    found = {
        term for subject in known.said if subject.startswith(f"<{ID}span-") for term in known.terms(subject, "source")
    }
    found |= set(known.typed("Issue"))

    def when(text: str) -> tuple[str, str, str]:
        date = known.text(text, "date") or known.text(text, "docDate")
        return date or "9999", known.text(text, "number").zfill(9), text

    return sorted(found, key=when)


def _graph(known: _Known, text: str) -> str:
    """Give the head of the names of a text's graphs."""
    own = sorted(known.speaks.get(text, ()))
    kinds = known.kinds(text)
    if len(own) == 1 or not own:
        return own[0] if own else ""
    name = text.removeprefix(f"<{ID}").removesuffix(">").split("-", 1)[-1]
    return f"<{ID}g-{name}" if "Issue" in kinds else own[0]


class _Articles:
    """Where the articles of each text begin, with column and title."""

    def __init__(self, rows: Mapping[str, list[tuple[int, str, str]]]) -> None:
        self._rows = {text: sorted(many) for text, many in rows.items()}

    def at(self, text: str, start: int) -> tuple[str, str]:
        """Give column and title of the article in which a place lies."""
        rows = self._rows.get(text, [])
        found = bisect_right(rows, start, key=lambda row: row[0])
        return rows[found - 1][1:] if found else ("", "")


def _articles(known: _Known) -> _Articles:
    rows: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for article in known.typed("Article"):
        for span in known.terms(article, "evidence"):
            for text in known.terms(span, "source"):
                start = int(known.text(span, "start") or 0)
                rows[text].append((start, known.text(article, "column"), known.label(article)))
    return _Articles(rows)


def _statements(known: _Known) -> dict[tuple[str, str, str], str]:
    found = {}
    for subject in known.said:
        if subject.startswith(f"<{ID}statement-"):
            ends = [next(iter(known.terms(subject, name)), "") for name in ("subject", "predicate", "object")]
            found[ends[0], ontology.load().local(ends[1][1:-1]), ends[2]] = subject
    return found


def _upwards(known: _Known, place: str) -> Iterator[str]:
    """Give a place and those it lies in."""
    seen: set[str] = set()
    open_ = [place] if place else []
    while open_:
        now = open_.pop(0)
        if now not in seen:
            seen.add(now)
            yield now
            open_ += sorted(known.terms(now, "within"))


def _amount(known: _Known, term: str) -> Amount | None:
    low, high, value = (Decimal(text) if (text := known.text(term, name)) else None for name in ("min", "max", "value"))
    if low is None and high is None and value is None:
        return None
    return Amount(
        unit=known.text(term, "unit"),
        value=value,
        min=low,
        max=high,
        inclusive=known.text(term, "inclusive") == "true",
        approx=known.text(term, "approx") == "true",
        one_off=known.text(term, "oneOff") == "true",
        per=known.text(term, "per"),
        by=known.text(term, "by"),
        period=known.text(term, "period"),
    )


def _words(lang: str) -> dict[str, str]:
    """Give the page's sentences in a language."""
    return {key.removeprefix("web."): said for key, said in messages.catalogue(lang).items() if key.startswith("web.")}


def _keys(label: str, also: Iterable[str]) -> str:
    """Give what can be typed for a thing in Latin letters: initials and whole pinyin of all its names."""
    words = [key for name in (label, *also) for keys in spellings(name) for key in keys]
    return " ".join(dict.fromkeys(words))


def _kind(info: ontology.ClassInfo | None, name: str) -> dict[str, str]:
    if info is None:
        return {
            "name": name,
            "zh": messages.say("web.other", "zh"),
            "en": messages.say("web.other", "en"),
            "colour": _GREY,
        }
    return {"name": name, "zh": info.label_zh, "en": info.label_en, "colour": info.colour or _GREY}


def _predicate(info: ontology.RelationInfo | None, name: str) -> dict[str, str]:
    if info is None:
        return {"name": name, "zh": name, "en": name, "back_zh": name, "back_en": name}
    back = {"back_zh": info.inverse_zh or info.label_zh, "back_en": info.inverse_en or info.label_en}
    return {"name": name, "zh": info.label_zh, "en": info.label_en, **back}
