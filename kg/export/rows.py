"""Any answer as columns and rows: chains hop by hop, passages one a row, the rest as it is."""

from collections.abc import Iterator

from kg import ontology
from kg.model import Answer, Cell, Chain, Passage

__all__ = ["columns", "evidence", "rows", "shown"]

_HOPS = ("pathIndex", "hopIndex", "from", "predicate", "direction", "to", "issue", "evidence")
_PASSAGES = ("issue", "column", "article", "clause", "sentence", "source", "start", "end", "page", "rule", "confidence")
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"


def columns(answer: Answer) -> tuple[str, ...]:
    """Name the columns."""
    if answer.form == "chains":
        return _HOPS
    return _PASSAGES if answer.form == "passages" else answer.columns


def rows(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    """Give the rows."""
    if answer.form == "chains":
        for number, chain in enumerate(answer.chains):
            yield from _hops(number, chain)
    elif answer.form == "passages":
        yield from (_passage(passage) for passage in answer.passages)
    else:
        yield from answer.rows


def shown(cell: Cell, *, iris: bool = False, wan: bool = False) -> str:
    """Give what a reader should see of a term: its label (with its short IRI), a short IRI, or its characters."""
    if cell.kind == "iri":
        short = ontology.load().compact(cell.value)
        return f"{cell.label} {short}" if cell.label and iris else cell.label or short
    if wan and cell.datatype in {_INTEGER, _DECIMAL}:
        from kg.export import amount

        return amount.wan(cell.value)
    return f"_:{cell.value}" if cell.kind == "blank" else cell.value


def evidence(passage: Passage) -> dict[str, str | int]:
    """Give the fields of a passage by name, without those that are empty."""
    fields: dict[str, str | int] = {
        "issue": passage.issue,
        "column": passage.column,
        "article": passage.article,
        "clause": passage.clause,
        "text": passage.quote,
        "source": passage.source,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
    }
    return {name: value for name, value in fields.items() if value != ""}


def _hops(number: int, chain: Chain) -> Iterator[tuple[Cell, ...]]:
    for place, hop in enumerate(chain.hops):
        first = hop.evidence[0] if hop.evidence else None
        yield (
            _number(number),
            _number(place),
            hop.start,
            Cell("literal", hop.relation, label=hop.relation_label),
            Cell("literal", "forward" if hop.forward else "backward"),
            hop.end,
            _text(first.issue if first else ""),
            _text(first.quote if first else ""),
        )


def _passage(passage: Passage) -> tuple[Cell, ...]:
    words = (passage.issue, passage.column, passage.article, passage.clause, passage.quote, passage.source)
    numbers = (passage.start, passage.end, passage.page)
    trust = Cell("literal", str(passage.confidence), _DECIMAL)
    return (*map(_text, words), *map(_number, numbers), _text(passage.rule), trust)


def _text(words: str) -> Cell:
    return Cell("literal", words) if words else Cell("none")


def _number(number: int) -> Cell:
    return Cell("literal", str(number), _INTEGER)
