"""An Answer or a graph → bytes, in formats that other programs read; the same content always gives the same bytes."""

from pathlib import Path
from typing import BinaryIO

from kg.errors import UsageError
from kg.export import (
    annotations,
    cytoscape,
    delimited,
    dot,
    folder,
    gexf,
    graphml,
    ladybug,
    neo4j,
    nodelink,
    rdf,
    rdfxml,
    results,
    resultset,
    resultxml,
    table,
    tables,
    vault,
    workbook,
)
from kg.export.source import Source, answered, texts, whole
from kg.export.writer import AnswerWriter, Choice, FolderWriter, GraphWriter, Layout
from kg.model import Answer

__all__ = [
    "ANSWERS", "GRAPHS", "WRITERS", "AnswerWriter", "Choice", "FolderWriter", "GraphWriter", "Layout", "Source",
    "answered", "by_suffix", "texts", "whole", "write", "write_folder", "write_graph",
]  # fmt: skip

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

WRITERS: tuple[AnswerWriter | GraphWriter | FolderWriter, ...] = (
    AnswerWriter("table", ".txt", "text/plain", table.write),
    AnswerWriter("vertical", ".txt", "text/plain", table.vertical),
    AnswerWriter("csv", ".csv", "text/csv", delimited.csv),
    AnswerWriter("tsv", ".tsv", "text/tab-separated-values", delimited.tsv),
    AnswerWriter("json", ".json", "application/sparql-results+json", results.json),
    AnswerWriter("xml", ".srx", "application/sparql-results+xml", resultxml.xml, ("select", "ask")),
    AnswerWriter("jsonl", ".jsonl", "application/jsonl", results.jsonl),
    AnswerWriter("md", ".md", "text/markdown", table.markdown),
    AnswerWriter("ntriples", ".nt", "application/n-triples", rdf.ntriples, ("graph",)),
    AnswerWriter("turtle", ".ttl", "text/turtle", resultset.turtle),
    AnswerWriter("xlsx", ".xlsx", _XLSX, workbook.answer),
    GraphWriter("xlsx", ".xlsx", _XLSX, workbook.write, rows=True),
    GraphWriter("csv", ".csv", "text/csv", tables.excel, rows=True),
    FolderWriter("csv-gephi", tables.gephi),
    GraphWriter("gexf", ".gexf", "application/gexf+xml", gexf.write),
    GraphWriter("graphml", ".graphml", "application/graphml+xml", graphml.plain),
    GraphWriter("graphml-yed", ".yed.graphml", "application/graphml+xml", graphml.yed),
    GraphWriter("cx2", ".cx2", "application/json", cytoscape.cx2),
    GraphWriter("cyjs", ".cyjs", "application/json", cytoscape.cyjs),
    GraphWriter("json", ".json", "application/json", nodelink.links),
    GraphWriter("graphology", ".graphology.json", "application/json", nodelink.graphology),
    FolderWriter("neo4j", neo4j.bulk),
    GraphWriter("cypher", ".cypher", "text/plain", neo4j.script),
    FolderWriter("ladybug", ladybug.write),
    FolderWriter("obsidian", vault.write),
    GraphWriter("dot", ".dot", "text/vnd.graphviz", dot.write),
    GraphWriter("svg", ".svg", "image/svg+xml", dot.svg),
    GraphWriter("pdf", ".pdf", "application/pdf", dot.pdf),
    GraphWriter("png", ".png", "image/png", dot.png),
    GraphWriter("nquads", ".nq", "application/n-quads", rdf.nquads),
    GraphWriter("trig", ".trig", "application/trig", rdf.trig),
    GraphWriter("turtle", ".ttl", "text/turtle", rdf.turtle),
    GraphWriter("ntriples", ".nt", "application/n-triples", rdf.triples),
    GraphWriter("jsonld", ".jsonld", "application/ld+json", rdf.jsonld),
    GraphWriter("rdfxml", ".rdf", "application/rdf+xml", rdfxml.write),
    GraphWriter("annotations", ".anno.jsonld", "application/ld+json", annotations.write),
)
ANSWERS = {row.name: row for row in WRITERS if isinstance(row, AnswerWriter)}
GRAPHS = {row.name: row for row in WRITERS if not isinstance(row, AnswerWriter)}

_PLAIN, _USUAL = Layout(), Choice()


def write(answer: Answer, form: str, out: BinaryIO, *, layout: Layout = _PLAIN) -> None:
    """Write an answer in one of the formats of ``ANSWERS``."""
    row = ANSWERS.get(form)
    if row is None:
        raise UsageError("unknown_format", format=form, known=" ".join(ANSWERS))
    if row.forms and answer.form not in row.forms:
        raise UsageError("unfit_format", format=form, form=answer.form)
    row.write(answer, out, layout)


def write_graph(source: Source, form: str, out: BinaryIO, *, choice: Choice = _USUAL) -> None:
    """Write a graph or a part of one in one of the formats of ``GRAPHS``; several files go into one zip."""
    row = _row(source, form)
    if isinstance(row, GraphWriter):
        row.write(source, out, choice)
        return
    with folder.zipped(out, form) as files:
        row.write(source, files, choice)


def write_folder(source: Source, form: str, target: Path, *, choice: Choice = _USUAL) -> None:
    """Write a format of several files as a folder."""
    row = _row(source, form)
    if not isinstance(row, FolderWriter):
        raise UsageError("not_a_folder_format", format=form)
    with folder.placed(target, form) as files:
        row.write(source, files, choice)


def by_suffix(name: str) -> str:
    """Give the format that a file name asks for, or nothing."""
    fitting = [row for row in GRAPHS.values() if isinstance(row, GraphWriter) and name.lower().endswith(row.suffix)]
    return max(fitting, key=lambda row: len(row.suffix)).name if fitting else ""


def _row(source: Source, form: str) -> GraphWriter | FolderWriter:
    row = GRAPHS.get(form)
    if row is None:
        raise UsageError("unknown_format", format=form, known=" ".join(GRAPHS))
    rows = isinstance(row, GraphWriter) and row.rows
    if source.shown is not None and not source.shown and not (rows and source.table is not None):
        raise UsageError("nothing_to_export", format=form)
    return row
