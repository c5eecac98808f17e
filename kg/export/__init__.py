"""An Answer or a graph → bytes, in formats that other programs read; the same content always gives the same bytes."""

from pathlib import Path
from typing import BinaryIO

from kg import store
from kg.errors import UsageError
from kg.export import delimited, network, rdf, results, table
from kg.export.writer import AnswerWriter, GraphWriter, Layout
from kg.model import Answer

__all__ = ["ANSWERS", "GRAPHS", "WRITERS", "AnswerWriter", "GraphWriter", "Layout", "write", "write_graph"]

WRITERS: tuple[AnswerWriter | GraphWriter, ...] = (
    AnswerWriter("table", ".txt", "text/plain", table.write),
    AnswerWriter("csv", ".csv", "text/csv", delimited.csv),
    AnswerWriter("tsv", ".tsv", "text/tab-separated-values", delimited.tsv),
    AnswerWriter("json", ".json", "application/sparql-results+json", results.json),
    AnswerWriter("jsonl", ".jsonl", "application/jsonl", results.jsonl),
    AnswerWriter("md", ".md", "text/markdown", table.markdown),
    AnswerWriter("ntriples", ".nt", "application/n-triples", rdf.ntriples, ("graph",)),
    GraphWriter("nquads", ".nq", "application/n-quads", rdf.nquads),
    GraphWriter("trig", ".trig", "application/trig", rdf.trig),
    GraphWriter("turtle", ".ttl", "text/turtle", rdf.turtle),
    GraphWriter("jsonld", ".jsonld", "application/ld+json", rdf.jsonld),
    GraphWriter("graphml", ".graphml", "application/graphml+xml", network.graphml),
    GraphWriter("gexf", ".gexf", "application/gexf+xml", network.gexf),
    GraphWriter("csv", ".zip", "application/zip", network.tables),
)
ANSWERS = {row.name: row for row in WRITERS if isinstance(row, AnswerWriter)}
GRAPHS = {row.name: row for row in WRITERS if isinstance(row, GraphWriter)}

_PLAIN = Layout()


def write(answer: Answer, form: str, out: BinaryIO, *, layout: Layout = _PLAIN) -> None:
    """Write an answer in one of the formats of ``ANSWERS``."""
    row = ANSWERS.get(form)
    if row is None:
        raise UsageError("unknown_format", format=form, known=" ".join(ANSWERS))
    if row.forms and answer.form not in row.forms:
        raise UsageError("unfit_format", format=form, form=answer.form)
    row.write(answer, out, layout)


def write_graph(graph: Path, form: str, out: BinaryIO) -> None:
    """Write a whole graph in one of the formats of ``GRAPHS``."""
    row = GRAPHS.get(form)
    if row is None:
        raise UsageError("unknown_format", format=form, known=" ".join(GRAPHS))
    with store.open_graph(graph) as held:
        row.write(held, out)
