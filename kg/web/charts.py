"""Charts as data: a file of `data/charts` is a query and how its rows are drawn; adding a chart is adding a file.

    # 标题: 各省政策文件涉及的领域          title in Chinese
    # title: Sectors by province         title in English
    # 图: heat                            how it is drawn: see ``kg.web.dataset.Chart``
    # 单位: 份 | documents                what the values count

The query gives ``?x ?y ?value``, and ``?label ?base ?thing ?proof`` where there are any: a mark's name, where its range
begins, the thing it stands for, the statement, number or document whose sentence proves it. Rows that differ in thing
or proof alone are one mark.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kg import messages, resources
from kg.errors import UsageError
from kg.model import Answer, Cell
from kg.query import Worker
from kg.query.ask import Options, ask
from kg.web.dataset import Chart, Row

__all__ = ["all_charts", "chart", "known", "titles"]

_HEAD = re.compile(r"#\s*(标题|title|图|单位)\s*[:：]\s*(.+?)\s*$")
_NUMBERED = re.compile(r"^\d+-")
_PROOFS = 100
"""So many sentences at most stand behind one mark; a reader looks at the first few."""


@dataclass(frozen=True, slots=True)
class _Definition:
    name: str
    heads: dict[str, str]
    text: str

    def chart(self, answer: Answer) -> Chart:
        """Make the chart of an answer."""
        units = [unit.strip() for unit in self.heads.get("单位", "").split("|")]
        titles = (self.heads["标题"], self.heads["title"])
        return Chart(
            name=self.name,
            form=self.heads["图"],
            title=dict(zip(messages.LANGUAGES, titles, strict=True)),
            unit=dict(zip(messages.LANGUAGES, (units[0], units[-1]), strict=True)),
            rows=_rows(answer),
        )


def known() -> tuple[str, ...]:
    """Name the charts, in the order of their files."""
    return tuple(definition.name for definition in _definitions())


def titles(lang: str) -> tuple[tuple[str, str], ...]:
    """Give names and titles of the charts."""
    head = "标题" if lang == "zh" else "title"
    return tuple((definition.name, definition.heads[head]) for definition in _definitions())


def chart(graph: Path, name: str, *, options: Options | None = None, worker: Worker | None = None) -> Chart:
    """Draw up one chart. Raises ``UsageError`` for a name that no file has."""
    for definition in _definitions():
        if definition.name == name:
            return definition.chart(ask(graph, definition.text, options=options or Options(), worker=worker))
    raise UsageError("unknown_chart", name=name, known=" ".join(known()))


def all_charts(graph: Path, *, options: Options | None = None) -> tuple[Chart, ...]:
    """Draw up all charts."""
    with Worker(graph) as worker:
        return tuple(chart(graph, name, options=options, worker=worker) for name in known())


def _definitions() -> tuple[_Definition, ...]:
    return tuple(_read(path) for path in sorted(resources.data("charts").glob("*.rq"), key=lambda path: path.name))


def _read(path: Path) -> _Definition:
    text = path.read_text(encoding="utf-8")
    heads = {found[1]: found[2] for line in text.splitlines() if (found := _HEAD.match(line))}
    return _Definition(_NUMBERED.sub("", path.stem), heads, text)


def _rows(answer: Answer) -> tuple[Row, ...]:
    at = {name: number for number, name in enumerate(answer.columns)}
    marks: dict[tuple[object, ...], tuple[dict[str, None], dict[str, None]]] = {}
    counted: dict[tuple[object, ...], float | None] = {}

    def cell(row: tuple[Cell, ...], name: str) -> Cell:
        return row[at[name]] if name in at else Cell("none")

    for row in answer.rows:
        value, base = _number(cell(row, "value")), _number(cell(row, "base"))
        key = (cell(row, "x").value, cell(row, "y").value, cell(row, "label").value, value, base)
        things, proofs = marks.setdefault(key, ({}, {}))
        for kept, name in ((things, "thing"), (proofs, "proof")):
            if cell(row, name).kind == "iri" and len(kept) < _PROOFS:
                kept[cell(row, name).value] = None
        counted[key] = value if "label" in at and key[2] else (counted.get(key) or 0) + (value or 0)
    return tuple(
        Row(
            str(x),
            str(y),
            counted[key],
            str(label),
            None if base is None else float(str(base)),
            tuple(things),
            tuple(proofs),
        )
        for key, (things, proofs) in marks.items()
        for x, y, label, _, base in (key,)
    )


def _number(cell: Cell) -> float | None:
    return float(Decimal(cell.value)) if cell.kind == "literal" and cell.value else None
