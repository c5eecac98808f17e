"""The names we know: ``data/names/*.tsv`` as rows, with an analyst's own rows beside ours.

A table is a UTF-8 file of tab-separated columns. Lines that begin with ``#`` at the top tell source and licence, the
next line names the columns (``label`` first, ``aliases`` second), every further line is one row. Several values of one
cell are joined by ``|``. Which columns a table has is said by the header of the file that ships with the product;
an analyst's file of the same name may leave columns out and put them in any order.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from kg.errors import UsageError
from kg.resources import data

__all__ = ["TABLES", "Lexicon", "Row", "load", "split"]

TABLES = (
    "places",
    "agencies",
    "lines",
    "sectors",
    "groups",
    "instruments",
    "doctypes",
    "programheads",
    "programs",
    "tiers",
    "organizations",
    "units",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One name with its other names; ``fields`` holds the table's further columns ("" where the cell is empty).

    ``own`` is true for a row that an analyst wrote or added to.
    """

    table: str
    label: str
    aliases: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    own: bool = False

    def values(self, column: str) -> tuple[str, ...]:
        """Give the several values of one cell."""
        return split(self.fields.get(column, ""))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, ours and the analyst's, as rows in the order of the files (ours first)."""

    tables: Mapping[str, tuple[Row, ...]] = field(hash=False)

    def rows(self, table: str) -> tuple[Row, ...]:
        """Give the rows of one table of ``TABLES``."""
        return self.tables[table]


def load(extra: Path | None = None) -> Lexicon:
    """Read the names that ship with the product and, beside them, the tables in the folder ``extra``.

    A row of ``extra`` whose label is one of ours adds its aliases to our row and fills or overrides its fields; any
    other row is new. A folder, table, line or column that cannot be used raises ``UsageError`` with file and line.
    """
    shipped = _shipped()
    if extra is None:
        return shipped
    own = {path.stem: _own_rows(path, shipped) for path in _own_files(extra)}
    return Lexicon({table: _joined(rows, own.get(table, ())) for table, rows in shipped.tables.items()})


def split(cell: str) -> tuple[str, ...]:
    """Take a cell apart at ``|``; an empty cell has no values."""
    return tuple(cell.split("|")) if cell else ()


@cache
def _shipped() -> Lexicon:
    return Lexicon({table: tuple(_rows(data("names", f"{table}.tsv"))) for table in TABLES})


def _own_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise UsageError("lexicon_missing", folder=str(folder))
    paths = sorted(folder.glob("*.tsv"))
    if not paths:
        raise UsageError("lexicon_empty", folder=str(folder), tables=", ".join(TABLES))
    for path in paths:
        if path.stem not in TABLES:
            raise UsageError("lexicon_table", file=str(path), line=1, table=path.stem, tables=", ".join(TABLES))
    return paths


def _own_rows(path: Path, shipped: Lexicon) -> tuple[Row, ...]:
    known = shipped.rows(path.stem)
    columns = tuple(known[0].fields) if known else ()
    return tuple(_rows(path, columns=columns))


def _rows(path: Path, *, columns: tuple[str, ...] | None = None) -> Iterator[Row]:
    """Read one file; ``columns`` are those an analyst may use, None for our own file, which declares them."""
    table, own = path.stem, columns is not None
    lines = _lines(path)
    number, header = next(lines, (1, ["label", "aliases"]))
    _check_header(path, number, header, columns)
    names = [name for name in header if name not in {"label", "aliases"}]
    order = [header.index(name) for name in names]
    label, aliases = header.index("label"), header.index("aliases") if "aliases" in header else -1
    blank = dict.fromkeys(columns or (), "")
    width = len(header)
    for number, cells in lines:
        if len(cells) > width or not cells[label]:
            raise UsageError("lexicon_row", file=str(path), line=number, columns=width, cells=len(cells))
        if len(cells) < width:
            cells += [""] * (width - len(cells))
        fields = {**blank, **dict(zip(names, [cells[at] for at in order], strict=True))}
        yield Row(table, cells[label], split(cells[aliases]) if aliases >= 0 else (), fields, own)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        raw = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = error.object[: error.start].count(b"\n") + 1
        raise UsageError("lexicon_encoding", file=str(path), line=number) from error
    except OSError as error:
        raise UsageError("lexicon_unreadable", file=str(path), reason=error.strerror or "") from error
    for number, line in enumerate(raw.split("\n"), start=1):
        text = line.rstrip("\r")
        if text.strip() and not text.startswith("#"):
            yield number, [cell.strip() for cell in text.split("\t")]


def _check_header(path: Path, number: int, header: list[str], columns: tuple[str, ...] | None) -> None:
    known = {"label", "aliases", *(columns if columns is not None else header)}
    wrong = [name for name in header if name not in known]
    if "label" not in header or wrong or len(set(header)) < len(header):
        fields = {"found": ", ".join(header), "columns": ", ".join(("label", "aliases", *(columns or ())))}
        raise UsageError("lexicon_header", file=str(path), line=number, **fields)


def _joined(ours: tuple[Row, ...], own: Iterable[Row]) -> tuple[Row, ...]:
    """Put the analyst's rows beside ours: into the row of the same label (and code, for places), else at the end."""
    rows = list(ours)
    known: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        known.setdefault(row.label, []).append(at)
    for row in own:
        code = row.fields.get("code", "")
        same = [at for at in known.get(row.label, ()) if not code or rows[at].fields["code"] == code]
        if len(same) == 1:
            rows[same[0]] = _merged(rows[same[0]], row)
        else:
            known.setdefault(row.label, []).append(len(rows))
            rows.append(_placed(row) if row.table == "places" else row)
    return tuple(rows)


def _placed(row: Row) -> Row:
    """Give a new place what identifies it: without a code of its own it is a region known by its label."""
    code, level = row.fields["code"] or row.label, row.fields["level"] or "区域"
    return replace(row, fields={**row.fields, "code": code, "level": level})


def _merged(ours: Row, own: Row) -> Row:
    aliases = tuple(dict.fromkeys((*ours.aliases, *own.aliases)))
    fields = {**ours.fields, **{name: value for name, value in own.fields.items() if value}}
    return replace(ours, aliases=aliases, fields=fields, own=True)
