"""The index beside the store: names, nodes and edges, for what SPARQL is slow at (search by name, paths, counts).

All files are written once with the snapshot. Text files are UTF-8 with one row a line and tabs between columns; a
node's number is its row in ``nodes.tsv``, from 0.

    names.tsv       name · how (label, alt, hidden) · node number; sorted by name
    nodes.tsv       IRI · classes (local names, "|") · label · in how many texts · degree · its initials; sorted by IRI
    nodes.bin       little-endian uint32, one more than nodes: where a node's line begins in nodes.tsv, in bytes
    *.keys *.order pairs.*   what can be typed for a thing, see kg.store.keys
    relations.tsv   name as in kg.ontology (IRI if unknown there) · kind (fact, schema)
    heads.bin       little-endian uint32, one more than nodes: where a node's edges begin in edges.bin, counted in pairs
    edges.bin       little-endian uint32 pairs: the node at the other end · 2 × relation number, + 1 if read backwards
    ways.bin texts.tsv   the fact edges alone as paths are found in them, see kg.store.adjacency
    counts.json     quads, graphs, texts, statements, spans, nodes, edges; classes and relations with their numbers

Edges are those between things whose kind is fact or schema (not ``rdf:type``), and all of imported vocabulary. Each
stands twice, once at either end. The graph ``id:g-ontology`` is left out: it describes words, not things.
"""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from sys import intern
from typing import TypeVar

from kg import ontology
from kg.model import Record
from kg.model.iri import ID
from kg.model.quad import RDFS, SKOS, TYPE, split, unescape
from kg.store import keys
from kg.store.adjacency import Adjacency

__all__ = ["Index"]

_ONTOLOGY = f"<{ID}g-ontology>"
_NAMES = {f"<{RDFS}label>": "label", f"<{SKOS}altLabel>": "alt", f"<{SKOS}prefLabel>": "label",
          f"<{SKOS}hiddenLabel>": "hidden"}  # fmt: skip
_ORDER = {"label": 0, "alt": 1, "hidden": 2}
T = TypeVar("T")
_NO_EDGE = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", RDFS, "http://www.w3.org/2002/07/owl#")


class Index:
    """Reads every line of a snapshot on its way to the store, then writes the files."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        """Begin with nothing seen but the list of the texts."""
        self._adjacency = Adjacency(records)
        self._vocabulary = ontology.load()
        self._kinds: dict[str, str] = {}
        self._classes: dict[str, tuple[str, ...]] = {}
        self._names: dict[str, tuple[tuple[int, int, str], ...]] = {}
        self._edges: set[tuple[str, str, str]] = set()
        self._texts: Counter[str] = Counter()
        self._last: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._relations: Counter[str] = Counter()
        self._graphs: set[str] = set()

    def through(self, lines: Iterable[str]) -> Iterator[str]:
        """Pass lines on and learn from them."""
        for line in lines:
            self._see(*split(line))
            yield line

    def write(self, folder: Path) -> None:
        """Write the files of the index."""
        nodes = sorted({*self._classes, *self._names, *(end for s, _, o in self._edges for end in (s, o))})
        number = {term: at for at, term in enumerate(nodes)}
        degree = self._write_edges(folder, number)
        named = (self._named(term, at) for term, at in number.items() if term in self._names)
        self._write_nodes(folder, nodes, degree, keys.written(folder, named))
        self._write_names(folder, number)
        self._write_counts(folder, len(nodes))

    def _see(self, subject: str, predicate: str, value: str, graph: str) -> None:
        self._counts["quads"] += 1
        self._graphs.add(graph)
        if graph == _ONTOLOGY:
            return
        if graph.endswith("-evidence>"):
            self._see_proof(predicate, value)
            return
        subject, predicate, graph = intern(subject), intern(predicate), intern(graph)
        self._relations[predicate] += 1
        self._mention(subject, graph)
        if predicate == TYPE:
            _learn(self._classes, subject, intern(self._vocabulary.local(value[1:-1])))
        elif (how := _NAMES.get(predicate)) is not None:
            name = (_ORDER[how], _language(value), " ".join(unescape(value).split()))
            _learn(self._names, subject, name)
        elif value[0] != '"' and self._kind(predicate) in {"fact", "schema"}:
            edge = (subject, predicate, intern(value))
            self._edges.add(edge)
            if self._kind(predicate) == "fact":
                self._adjacency.see(edge, graph)
            self._mention(edge[2], graph)

    def _see_proof(self, predicate: str, value: str) -> None:
        if predicate == TYPE:
            self._counts["statements" if value.endswith("#Statement>") else "spans"] += 1

    def _mention(self, term: str, graph: str) -> None:
        if graph.endswith("-auto>") and self._last.get(term) != graph:
            self._last[term] = graph
            self._texts[term] += 1

    def _kind(self, predicate: str) -> str:
        kind = self._kinds.get(predicate)
        if kind is None:
            known = self._vocabulary.relation(predicate[1:-1])
            foreign = "" if predicate[1:].startswith(_NO_EDGE) else "fact"
            kind = self._kinds[predicate] = ("fact" if known.walked else known.kind) if known else foreign
        return kind

    def _write_edges(self, folder: Path, number: dict[str, int]) -> list[int]:
        relations = sorted({predicate for _, predicate, _ in self._edges})
        code = {predicate: 2 * at for at, predicate in enumerate(relations)}
        rows = ((self._vocabulary.local(each[1:-1]), self._kind(each)) for each in relations)
        _write(folder / "relations.tsv", rows)
        ends = [(number[s], code[p], number[o]) for s, p, o in self._edges]
        ends += [(o, p + 1, s) for s, p, o in ends]
        ends.sort()
        degree = [0] * len(number)
        pairs = array("I")
        for start, relation, other in ends:
            degree[start] += 1
            pairs.extend((other, relation))
        heads = array("I", [0])
        for each in degree:
            heads.append(heads[-1] + each)
        keys.dump(folder / "heads.bin", heads)
        keys.dump(folder / "edges.bin", pairs)
        things = (("|".join(sorted(self._classes.get(term, ()))), self._label(term)) for term in number)
        self._adjacency.write(folder, number, {each: at for at, each in enumerate(relations)}, things)
        return degree

    def _write_nodes(self, folder: Path, nodes: list[str], degree: list[int], initials: dict[int, str]) -> None:
        kinds = ("|".join(sorted(self._classes.get(term, ()))) for term in nodes)
        rows = (
            (_bare(term), kind, self._label(term), self._texts[term], degree[at], initials.get(at, ""))
            for at, (term, kind) in enumerate(zip(nodes, kinds, strict=True))
        )
        keys.dump(folder / "nodes.bin", _write(folder / "nodes.tsv", rows))

    def _write_names(self, folder: Path, number: dict[str, int]) -> None:
        words = {at: how for how, at in _ORDER.items()}
        rows = sorted({(name, at, number[term]) for term, names in self._names.items() for at, _, name in names})
        _write(folder / "names.tsv", ((name, words[at], node) for name, at, node in rows))

    def _write_counts(self, folder: Path, nodes: int) -> None:
        classes = Counter(kind for kinds in self._classes.values() for kind in kinds)
        relations = {self._vocabulary.local(each[1:-1]): count for each, count in self._relations.items()}
        texts = sum(graph.endswith("-auto>") for graph in self._graphs)
        counts = {
            **{key: self._counts[key] for key in ("quads", "statements", "spans")},
            "graphs": len(self._graphs - {""}),
            "texts": texts,
            "nodes": nodes,
            "edges": len(self._edges),
            "classes": dict(sorted(classes.items())),
            "relations": dict(sorted(relations.items())),
        }
        (folder / "counts.json").write_text(json.dumps(counts, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def _named(self, term: str, number: int) -> keys.Named:
        label, *others = dict.fromkeys(name for _, _, name in sorted(self._names[term]))
        return keys.Named(number, frozenset(self._classes.get(term, ())), label, tuple(others), self._texts[term])

    def _label(self, term: str) -> str:
        return min(self._names.get(term, ()), default=(0, 0, ""))[2]


def _learn(known: dict[str, tuple[T, ...]], term: str, value: T) -> None:
    """Add what is new of a thing; nearly all have one class and one name, which a tuple holds in little memory."""
    if value not in (values := known.get(term, ())):
        known[term] = (*values, value)


def _language(value: str) -> int:
    """Rank a name by its language: Chinese, none, any other."""
    if value.endswith('"'):
        return 1
    return 0 if value[value.rindex('"') :].startswith('"@zh') else 2


def _bare(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def _write(path: Path, rows: Iterable[tuple[object, ...]]) -> "array[int]":
    """Write rows of cells; tell where each line begins, and where the last one ends."""
    begins = array("I", [0])
    with path.open("wb") as file:
        for row in rows:
            line = "\t".join(" ".join(str(cell).split()) for cell in row) + "\n"
            begins.append(begins[-1] + file.write(line.encode()))
    return begins
