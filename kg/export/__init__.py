"""An Answer or a graph → bytes, in formats that other programs read; the same content always gives the same bytes."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kg.errors import UsageError
from kg.export.writer import AnswerWriter, Choice, FolderWriter, GraphWriter, Layout
from kg.typed import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from kg.export.source import Source, answered, texts, whole
    from kg.model import Answer

__all__ = [
    "ANSWERS", "GRAPHS", "WRITERS", "AnswerWriter", "Choice", "FolderWriter", "GraphWriter", "Layout", "Source",
    "answered", "by_suffix", "texts", "whole", "write", "write_folder", "write_graph",
]  # fmt: skip

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _late(module: str, name: str) -> Callable[..., None]:
    """Give a writer that loads its module when it writes: a look-up does not pay for twenty formats."""

    def write(*given: Any) -> None:  # noqa: ANN401 - what the writer takes
        getattr(import_module(f"kg.export.{module}"), name)(*given)

    return write


WRITERS: tuple[AnswerWriter | GraphWriter | FolderWriter, ...] = (
    AnswerWriter("table", ".txt", "text/plain", _late("table", "write")),
    AnswerWriter("vertical", ".txt", "text/plain", _late("table", "vertical")),
    AnswerWriter("csv", ".csv", "text/csv", _late("delimited", "csv")),
    AnswerWriter("tsv", ".tsv", "text/tab-separated-values", _late("delimited", "tsv")),
    AnswerWriter("json", ".json", "application/sparql-results+json", _late("results", "json")),
    AnswerWriter("xml", ".srx", "application/sparql-results+xml", _late("resultxml", "xml"), ("select", "ask")),
    AnswerWriter("jsonl", ".jsonl", "application/jsonl", _late("results", "jsonl")),
    AnswerWriter("md", ".md", "text/markdown", _late("table", "markdown")),
    AnswerWriter("ntriples", ".nt", "application/n-triples", _late("rdf", "ntriples"), ("graph",)),
    AnswerWriter("turtle", ".ttl", "text/turtle", _late("resultset", "turtle")),
    AnswerWriter("xlsx", ".xlsx", _XLSX, _late("workbook", "answer")),
    GraphWriter("xlsx", ".xlsx", _XLSX, _late("workbook", "write"), rows=True),
    GraphWriter("csv", ".csv", "text/csv", _late("tables", "excel"), rows=True),
    FolderWriter("csv-gephi", _late("tables", "gephi")),
    GraphWriter("gexf", ".gexf", "application/gexf+xml", _late("gexf", "write")),
    GraphWriter("graphml", ".graphml", "application/graphml+xml", _late("graphml", "plain")),
    GraphWriter("graphml-yed", ".yed.graphml", "application/graphml+xml", _late("graphml", "yed")),
    GraphWriter("cx2", ".cx2", "application/json", _late("cytoscape", "cx2")),
    GraphWriter("cyjs", ".cyjs", "application/json", _late("cytoscape", "cyjs")),
    GraphWriter("json", ".json", "application/json", _late("nodelink", "links")),
    GraphWriter("graphology", ".graphology.json", "application/json", _late("nodelink", "graphology")),
    FolderWriter("neo4j", _late("neo4j", "bulk")),
    GraphWriter("cypher", ".cypher", "text/plain", _late("neo4j", "script")),
    FolderWriter("ladybug", _late("ladybug", "write")),
    FolderWriter("obsidian", _late("vault", "write")),
    GraphWriter("dot", ".dot", "text/vnd.graphviz", _late("dot", "write")),
    GraphWriter("svg", ".svg", "image/svg+xml", _late("dot", "svg")),
    GraphWriter("pdf", ".pdf", "application/pdf", _late("dot", "pdf")),
    GraphWriter("png", ".png", "image/png", _late("dot", "png")),
    GraphWriter("nquads", ".nq", "application/n-quads", _late("rdf", "nquads")),
    GraphWriter("trig", ".trig", "application/trig", _late("rdf", "trig")),
    GraphWriter("turtle", ".ttl", "text/turtle", _late("rdf", "turtle")),
    GraphWriter("ntriples", ".nt", "application/n-triples", _late("rdf", "triples")),
    GraphWriter("jsonld", ".jsonld", "application/ld+json", _late("rdf", "jsonld")),
    GraphWriter("rdfxml", ".rdf", "application/rdf+xml", _late("rdfxml", "write")),
    GraphWriter("annotations", ".anno.jsonld", "application/ld+json", _late("annotations", "write")),
)
ANSWERS = {row.name: row for row in WRITERS if isinstance(row, AnswerWriter)}
GRAPHS = {row.name: row for row in WRITERS if not isinstance(row, AnswerWriter)}

_PLAIN, _USUAL = Layout(), Choice()


def __getattr__(name: str) -> object:
    """Give what a graph's part is made with; its module is loaded when it is asked for."""
    if name not in {"Source", "answered", "texts", "whole"}:
        raise AttributeError(name)
    return getattr(import_module("kg.export.source"), name)


def write(answer: "Answer", form: str, out: BinaryIO, *, layout: Layout = _PLAIN) -> None:
    """Write an answer in one of the formats of ``ANSWERS``."""
    row = ANSWERS.get(form)
    if row is None:
        raise UsageError("unknown_format", format=form, known=" ".join(ANSWERS))
    if row.forms and answer.form not in row.forms:
        raise UsageError("unfit_format", format=form, form=answer.form)
    row.write(answer, out, layout)


def write_graph(source: "Source", form: str, out: BinaryIO, *, choice: Choice = _USUAL) -> None:
    """Write a graph or a part of one in one of the formats of ``GRAPHS``; several files go into one zip."""
    row = _row(source, form)
    if isinstance(row, GraphWriter):
        row.write(source, out, choice)
        return
    from kg.export import folder

    with folder.zipped(out, form) as files:
        row.write(source, files, choice)


def write_folder(source: "Source", form: str, target: Path, *, choice: Choice = _USUAL) -> None:
    """Write a format of several files as a folder."""
    row = _row(source, form)
    if not isinstance(row, FolderWriter):
        raise UsageError("not_a_folder_format", format=form)
    from kg.export import folder

    with folder.placed(target, form) as files:
        row.write(source, files, choice)


def by_suffix(name: str) -> str:
    """Give the format that a file name asks for, or nothing."""
    fitting = [row for row in GRAPHS.values() if isinstance(row, GraphWriter) and name.lower().endswith(row.suffix)]
    return max(fitting, key=lambda row: len(row.suffix)).name if fitting else ""


def _row(source: "Source", form: str) -> GraphWriter | FolderWriter:
    row = GRAPHS.get(form)
    if row is None:
        raise UsageError("unknown_format", format=form, known=" ".join(GRAPHS))
    rows = isinstance(row, GraphWriter) and row.rows
    if source.shown is not None and not source.shown and not (rows and source.table is not None):
        raise UsageError("nothing_to_export", format=form)
    return row
