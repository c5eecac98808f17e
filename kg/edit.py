"""People's corrections: rows of text in ``GRAPH/edits/*.tsv``, replayed over the joined graph after every build.

Columns: date · author · action · subject · predicate · object · note. Terms are ``id:…``, ``pb:…``, an IRI in angle
brackets, or a literal in quotes as in Turtle. Actions:

    accept   the statement is right: its state becomes "accepted"
    reject   it is wrong: the plain triple goes, the statement stays with state "rejected"
    add      it is missing: the triple stands in ``id:g-people-edit``, its statement says "added", by whom and when
    merge    subject and object are one thing (predicate empty)

The last row about a statement counts. Corrections name nodes as a reader sees them; when later texts show that two
nodes are one, the corrections follow.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from kg.errors import StoreError
from kg.merge import Plan
from kg.model.iri import PB, graph, statement
from kg.model.quad import TYPE, join, literal, node, split
from kg.ontology import PREFIXES

__all__ = ["Action", "Edit", "append", "merges", "read", "replayed"]

Action = Literal["accept", "reject", "add", "merge"]

HEADER = "date\tauthor\taction\tsubject\tpredicate\tobject\tnote"

_PEOPLE = "people"
_STATES = {"accept": "accepted", "reject": "rejected"}
_STATE = node(f"{PB}state")
_TERM = re.compile(r'<[^<>\s]+>|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^<>\s]+>)?')


@dataclass(frozen=True, slots=True)
class Edit:
    """One correction, its terms as N-Quads spells them ("" for no predicate)."""

    date: str
    author: str
    action: Action
    subject: str
    predicate: str
    object: str
    note: str = ""

    @property
    def said(self) -> tuple[str, str, str]:
        """The three terms."""
        return self.subject, self.predicate, self.object


def read(folder: Path) -> tuple[Edit, ...]:
    """Read all corrections, oldest first."""
    edits = [edit for file in sorted(folder.glob("*.tsv")) for edit in _read(file)]
    return tuple(sorted(edits, key=lambda edit: edit.date))


def append(file: Path, edit: Edit) -> None:
    """Add a correction to a file."""
    row = (edit.date, edit.author, edit.action, edit.subject, edit.predicate, edit.object, edit.note)
    for cell in row:
        if "\t" in cell or "\n" in cell:
            raise StoreError("edit_cell", cell=cell)
    begun = file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8", newline="\n") as out:
        out.write(("" if begun else f"{HEADER}\n") + "\t".join(row) + "\n")


def merges(edits: Iterable[Edit]) -> tuple[tuple[str, str], ...]:
    """Give the pairs of nodes that people say are one."""
    return tuple((edit.subject, edit.object) for edit in edits if edit.action == "merge")


def replayed(lines: Iterable[str], edits: Iterable[Edit], plan: Plan) -> Iterator[str]:
    """Pass the lines of the joined graph on with the corrections applied."""
    last: dict[tuple[str, str, str], Edit] = {}
    for edit in edits:
        if edit.action != "merge":
            last[plan.of(edit.subject), edit.predicate, plan.of(edit.object)] = edit
    if not last:
        yield from lines
        return
    states = {node(statement(*said)): _STATES.get(edit.action, "added") for said, edit in last.items()}
    rejected = {said for said, edit in last.items() if edit.action == "reject"}
    for line in lines:
        subject, predicate, value, where = split(line)
        if (subject, predicate, value) in rejected:
            continue
        if predicate == _STATE and subject in states:
            yield join(subject, predicate, literal(states[subject]), where)
        else:
            yield line
    for said in sorted(said for said, edit in last.items() if edit.action == "add"):
        yield from _added(said, last[said])


def _added(said: tuple[str, str, str], edit: Edit) -> list[str]:
    where, behind = node(graph(_PEOPLE, "edit")), node(graph(_PEOPLE, "evidence"))
    iri = node(statement(*said))
    about = [(f"{PB}{part}", term) for part, term in zip(("subject", "predicate", "object"), said, strict=True)]
    about += [(f"{PB}state", literal("added")), (f"{PB}confidence", literal("1", datatype="decimal"))]
    about += [(f"{PB}rule", literal(" ".join(filter(None, ("edit", edit.author, edit.date, edit.note)))))]
    lines = [join(*said, where), join(iri, TYPE, node(f"{PB}Statement"), behind)]
    return lines + [join(iri, node(relation), value, behind) for relation, value in about]


def _read(file: Path) -> Iterator[Edit]:
    for number, line in enumerate(file.read_text("utf-8-sig").splitlines(), start=1):
        cells = line.split("\t")
        if not line.strip() or line.startswith("#") or cells[0] == "date":
            continue
        yield _edit(file, number, [*cells, *[""] * (7 - len(cells))])


def _edit(file: Path, number: int, cells: list[str]) -> Edit:
    date, author, action, subject, predicate, value, note = (cell.strip() for cell in cells[:7])
    known = get_args(Action)
    terms = [_term(cell) for cell in (subject, predicate, value)]
    wanted = (terms[0], terms[2]) if action == "merge" else terms
    if action not in known or not all(wanted):
        raise StoreError("edit_row", path=str(file), line=number, actions=" ".join(known))
    checked: Action = next(each for each in known if each == action)
    return Edit(date, author, checked, terms[0], terms[1], terms[2], note)


def _term(cell: str) -> str:
    """Spell a cell as a term; "" for what is none."""
    prefix, colon, name = cell.partition(":")
    if colon and prefix in PREFIXES and name:
        return node(PREFIXES[prefix] + name)
    return cell if _TERM.fullmatch(cell) else ""
