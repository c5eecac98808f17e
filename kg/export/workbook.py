"""XLSX, the analysts' default: what the file is, facts with their sentences, money, goals, heat map, timeline, network.

Written row by row. Every text is a string cell, so that nothing in it can become a formula or a link.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, BinaryIO

from kg import messages, ontology
from kg.export.colour import ink
from kg.export.projection import Network
from kg.export.records import Node, Stated
from kg.export.rows import columns, rows, shown
from kg.export.source import Source
from kg.export.tables import EDGE_HEADS, FACT_HEADS, NODE_HEADS, edge_row, fact_row, headed, node_row
from kg.export.writer import Choice, Layout
from kg.export.xml import clean
from kg.model import Answer
from kg.model.quad import XSD
from kg.width import cells

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

__all__ = ["answer", "write"]

_LINE_END = re.compile(r"\r\n?")
"""Excel knows one line end inside a cell, and would write others as `_x000D_`."""

_LONGEST = 32_767
_ROWS = 1_048_575
_MADE = datetime(1980, 1, 1)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WIDE, _NORMAL, _NARROW = 70, 36, 13
_WAN = 10_000
_HEIGHT, _TALLEST = 15, 20
_MONEY = ("about", "indicator", "stated", "least_wan", "most_wan", "one_off", "per", "issue", "date", "evidence")
_GOALS = ("about", "kind", "indicator", "least", "most", "unit", "by", "issue", "date", "evidence")
_TIMES = ("date", "document", "issuer", "place", "number", "first_issue")
_NUMBERS = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "float"))
Cell = str | Decimal | date


def write(source: Source, out: BinaryIO, choice: Choice) -> None:
    """Write a workbook of a network, or of the rows of an answer."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _MADE})
        style = _Style.of(book)
        if source.table is not None:
            _answer(_Book(book, style, choice.lang), source.table)
        else:
            with source.network(choice) as network:
                _network(_Book(book, style, choice.lang), network)


def answer(found: Answer, out: BinaryIO, layout: Layout) -> None:
    """Write a workbook of the rows of any answer: chains hop by hop, passages one a row."""
    del layout
    table = Answer(columns(found), tuple(rows(found)))
    write(Source(tuple, tuple, table=table), out, Choice())


@dataclass(frozen=True, slots=True)
class _Style:
    """How cells look; ``kinds`` fills by class, in the colours of the graph."""

    head: Any
    day: Any
    amount: Any
    wrap: Any
    plain: Any
    kinds: dict[str, Any]

    @classmethod
    def of(cls, book: "xlsxwriter.Workbook") -> "_Style":
        fills: dict[str, Any] = {}
        for info in ontology.load().classes.values():
            look = {"bg_color": info.colour, "font_color": ink(info.colour), "valign": "top"} if info.colour else {}
            fill = book.add_format(look) if look else None
            fills |= dict.fromkeys((info.name, info.label_zh, info.label_en), fill)
        head = book.add_format({"bold": True, "bg_color": "#e8e8e8", "border": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        amount = book.add_format({"num_format": "#,##0.##", "valign": "top"})
        return cls(head, day, amount, wrap, book.add_format({"valign": "top"}), fills)


class _Book:
    """A workbook being written, sheet by sheet."""

    def __init__(self, book: "xlsxwriter.Workbook", style: _Style, lang: str) -> None:
        self._book, self._style, self.lang = book, style, lang
        self._cut = self.words("cut")
        self._wide: set[int] = set()

    def words(self, key: str, **fields: object) -> str:
        return messages.say(f"sheets.{key}", self.lang, **fields)

    def sheet(
        self, name: str, heads: Sequence[str], lines: Iterable[Sequence[Cell]], *, kinds: tuple[int, ...] = ()
    ) -> None:
        """Write a table; what one sheet cannot hold goes on in the next; ``kinds`` are columns filled by class."""
        rest, number = iter(lines), 1
        while True:
            sheet = self._begin(name if number == 1 else f"{name}{number}", heads)
            at = 0
            for at, line in enumerate(rest, 1 if heads else 0):
                self._row(sheet, at, line, kinds)
                if at == _ROWS:
                    break
            if heads:
                sheet.autofilter(0, 0, at, len(heads) - 1)
            if at < _ROWS:
                return
            number += 1

    def _begin(self, name: str, heads: Sequence[str]) -> "Worksheet":
        sheet = self._book.add_worksheet(name)
        wide = {self.words("evidence"), "Evidence"}
        self._wide = {column for column, head in enumerate(heads) if head in wide}
        titles = {"Label", *(self.words(key) for key in ("subject", "object", "document", "about"))}
        for column, head in enumerate(heads):
            width = _WIDE + 2 if head in wide else _NORMAL if head in titles else _NARROW
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, self._style.head)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if heads:
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
        else:
            sheet.set_column(0, 1, _NORMAL)
        return sheet

    def _row(self, sheet: "Worksheet", at: int, line: Sequence[Cell], kinds: tuple[int, ...]) -> None:
        for column, value in enumerate(line):
            if isinstance(value, Decimal):
                sheet.write_number(at, column, float(value), self._style.amount)
            elif isinstance(value, date):
                sheet.write_datetime(at, column, datetime(value.year, value.month, value.day), self._style.day)
            elif column in self._wide and value:
                lines = sum(-(-cells(part) // _WIDE) or 1 for part in value.split("\n"))
                sheet.set_row(at, _HEIGHT * min(lines, _TALLEST))
                sheet.write_string(at, column, _cut(_LINE_END.sub("\n", value), self._cut), self._style.wrap)
            elif value:
                fill = self._style.kinds.get(value) if column in kinds else None
                sheet.write_string(at, column, _cut(_LINE_END.sub("\n", value), self._cut), fill or self._style.plain)


def _network(book: _Book, network: Network) -> None:
    names = [column.name for column in network.columns]
    say = book.words
    facts = (_dated(fact_row(edge, book.lang), FACT_HEADS.index("date")) for edge in network.edges())
    amounts = (_money(one) for one in network.stated() if one.kind == "Support")
    goals = (_goal(one, book.lang) for one in network.stated() if one.kind in {"Goal", "Requirement", "Achievement"})
    edges = (_dated(edge_row(edge), EDGE_HEADS.index("Date"), EDGE_HEADS.index("Weight")) for edge in network.edges())
    nodes = (
        _dated(node_row(node, names), NODE_HEADS.index("date"), NODE_HEADS.index("texts")) for node in network.nodes()
    )
    book.sheet(say("about_file"), (), _about(book, network))
    book.sheet(say("facts"), headed(FACT_HEADS, book.lang), facts, kinds=(1, 4))
    book.sheet(say("money"), headed(_MONEY, book.lang), amounts)
    book.sheet(say("goals"), headed(_GOALS, book.lang), goals)
    book.sheet(say("heat"), *_heat(network, say("place")))
    book.sheet(say("timeline"), headed(_TIMES, book.lang), _timeline(network))
    book.sheet(say("nodes"), (*NODE_HEADS, *names), nodes, kinds=(2,))
    book.sheet(say("edges"), EDGE_HEADS, edges)


def _answer(book: _Book, answer: Answer) -> None:
    lines = (
        [_number(shown(cell)) if cell.datatype in _NUMBERS else shown(cell) for cell in row] for row in rows(answer)
    )
    book.sheet(book.words("rows"), columns(answer), lines)


def _about(book: _Book, network: Network) -> Iterator[Sequence[Cell]]:
    """Say what the file holds and what its headings mean."""
    yield [book.words("made")]
    yield [book.words("totals", nodes=network.node_count, edges=network.edge_count)]
    yield []
    yield [book.words("kinds")]
    known = ontology.load()
    for kind, count in network.counts().items():
        yield [kind, known.label(kind, book.lang) if kind else "", Decimal(count)]
    yield []
    yield [book.words("sources")]
    for name, day in network.texts:
        yield [name, _day(day)]
    yield []
    yield [book.words("columns")]
    for column in network.columns:
        yield [column.name, column.label]
    yield []
    yield [book.words("legend")]


def _money(one: Stated) -> list[Cell]:
    fields = one.fields
    least, most = _limits(fields, _WAN if fields.get("unit") == "CNY" else 1)
    once = "✓" if fields.get("oneOff") == "true" else ""
    head: list[Cell] = [one.about, fields.get("indicator", ""), fields.get("raw", one.label), least, most, once]
    return [*head, fields.get("per", ""), one.issue, _day(one.date), one.evidence]


def _goal(one: Stated, lang: str) -> list[Cell]:
    fields = one.fields
    least, most = _limits(fields, 1)
    head: list[Cell] = [one.about, ontology.load().label(one.kind, lang), fields.get("indicator", ""), least, most]
    unit = fields.get("unit", "")
    unit = messages.find(f"page.unit_{unit}", lang) or unit
    return [*head, unit, _day(fields.get("by", "")), one.issue, _day(one.date), one.evidence]


def _limits(fields: Mapping[str, str], share: int) -> tuple[Cell, Cell]:
    both = fields.get("value", "")
    low, high = (_number(fields.get(name, both)) for name in ("min", "max"))
    return (low / share if isinstance(low, Decimal) else low), (high / share if isinstance(high, Decimal) else high)


def _heat(network: Network, corner: str) -> tuple[list[str], Iterator[Sequence[Cell]]]:
    """Count the documents of each place in each field."""
    pairs = Counter(network.crossed("place", "sector"))
    fields = sorted({field for _, field in pairs})
    places = sorted({place for place, _ in pairs})
    lines = ([place, *(Decimal(pairs[place, f]) if pairs[place, f] else "" for f in fields)] for place in places)
    return [corner, *fields], iter(lines)


def _timeline(network: Network) -> Iterator[Sequence[Cell]]:
    """List the documents by date, with who issued them and for where."""
    documents = [node for node in network.nodes() if node.kind == "PolicyDoc"]
    documents.sort(key=lambda node: (_when(node) or "9999", node.label, node.id))
    for node in documents:
        ends: dict[str, list[str]] = {"issuer": [], "place": []}
        for edge in network.around(node):
            if edge.source == node.id and edge.predicate in ends:
                ends[edge.predicate].append(edge.target_label)
        both = ("、".join(dict.fromkeys(ends[name])) for name in ends)
        yield [_day(_when(node)), node.label, *both, node.attributes.get("doc_number", ""), node.first_issue]


def _when(node: Node) -> str:
    return node.attributes.get("doc_date") or node.attributes.get("date_not_after") or node.date


def _dated(row: list[str], day: int, number: int = -1) -> list[Cell]:
    """Make a date and a number of the texts at two places of a row."""
    found: list[Cell] = [*row]
    found[day] = _day(row[day])
    if number >= 0:
        found[number] = _number(row[number])
    return found


def _day(text: str) -> Cell:
    if not _DAY.fullmatch(text):
        return text
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return found if found.year >= 1900 else text


def _number(text: str) -> Cell:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _cut(text: str, words: str) -> str:
    """Shorten what no cell can hold, and say so."""
    text = clean(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(words)] + words
