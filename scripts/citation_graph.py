"""A citation graph in four tables → N-Triples that `kg import` reads: python scripts/citation_graph.py FOLDER OUT.nt.

FOLDER holds policies.csv (id, title, doc_no, published, validity …), agencies.csv (id, name), issued_by.csv (policy_id,
agency_id) and cites.csv (policy_a, relation, policy_b). What is written speaks our vocabulary, so that names, paths and
exports work as on a graph of our own: documents with title, number, date and status, bodies with their names,
`pb:issuer`, `pb:cites`. A row 被引用 is a citation read backwards and is turned round; what is alike (相似于) is
`skos:related`, and says in words what that means here. What the tables give no title for is named by who issued it.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from kg import lexicon
from kg.model.iri import ID, PB
from kg.model.quad import RDFS, SKOS, TYPE, join, literal, node

Row = dict[str, str]

_DATE = 10
_IN_FORCE = "现行有效"
_LABEL, _ALIAS, _ALIKE = node(f"{RDFS}label"), node(f"{SKOS}altLabel"), node(f"{SKOS}related")
_CITES, _ISSUER, _STATUS = (node(f"{PB}{name}") for name in ("cites", "issuer", "status"))
_NOTE = re.compile(r"[(（]([^()（）]*)[)）]")
_ENDED = re.compile(r"已撤销|已变更")
_NAMED = 2
"""So many of the bodies that issued a document stand in the name of one without a title."""


def main() -> None:
    """Convert."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = map(Path, sys.argv[1:])
    with out.open("w", encoding="utf-8", newline="\n") as file:
        count = sum(file.write(f"{line}\n") > 0 for line in dict.fromkeys(lines(folder)))
    print(f"{out}: {count:,} triples")


def lines(folder: Path) -> Iterator[str]:
    """Give the triples of the four tables, some of them twice."""
    policies, agencies, issued, cites = (
        list(_rows(folder / f"{name}.csv")) for name in ("policies", "agencies", "issued_by", "cites")
    )
    titles = Counter(row["title"].strip() for row in policies)
    for row in policies:
        yield from _document(row, alone=titles[row["title"].strip()] == 1)
    short = _short_names()
    for row in agencies:
        yield from _agency(row)
        yield from (join(_thing(row["id"]), _ALIAS, literal(name, lang="zh")) for name in short(row["name"]))
    for row in issued:
        yield join(_thing(row["policy_id"]), _ISSUER, _thing(row["agency_id"]))
    yield join(_ALIKE, _LABEL, literal("相似于", lang="zh"))
    for row in cites:
        yield from _citation(row)
    said = {identifier for row in cites for identifier in (row["policy_a"], row["policy_b"])}
    said |= {row["policy_id"] for row in issued}
    yield from _untitled(sorted(said - {row["id"] for row in policies}), issued, {r["id"]: r["name"] for r in agencies})


def _document(row: Row, *, alone: bool) -> Iterator[str]:
    """Describe a document; of several with one title each has number, date or id in its name."""
    thing, title = _thing(row["id"]), row["title"].strip()
    yield join(thing, TYPE, node(f"{PB}PolicyDoc"))
    yield join(thing, _LABEL, literal(title if alone else f"{title}（{_mark(row)}）", lang="zh"))
    if not alone:
        yield join(thing, _ALIAS, literal(title, lang="zh"))
    if row["doc_no"]:
        yield join(thing, _ALIAS, literal(row["doc_no"], lang="zh"))
        yield join(thing, node(f"{PB}docNumber"), literal(row["doc_no"]))
    if len(row["published"]) == _DATE:
        yield join(thing, node(f"{PB}docDate"), literal(row["published"], datatype="date"))
    if row["validity"] != _IN_FORCE:
        yield join(thing, _STATUS, literal(row["validity"]))


def _mark(row: Row) -> str:
    """Give what tells a document from others of its title."""
    return "，".join(filter(None, (row["doc_no"], row["published"], row["id"])))


def _agency(row: Row) -> Iterator[str]:
    """Describe a body; what stands in brackets behind its name is a former name, its end, or a part of it."""
    thing, bare = _thing(row["id"]), _NOTE.sub("", row["name"])
    ended = _ENDED.search(row["name"])
    yield join(thing, TYPE, node(f"{PB}Agency"))
    yield join(thing, _LABEL, literal(row["name"], lang="zh"))
    former = [note.removeprefix("原") for note in _NOTE.findall(row["name"]) if note.startswith("原")]
    if former or (ended and bare != row["name"]):
        yield from (join(thing, _ALIAS, literal(name, lang="zh")) for name in (bare, *former))
    if ended:
        yield join(thing, _STATUS, literal(ended[0]))


def _short_names() -> Callable[[str], list[str]]:
    """Know the short names of bodies: 科技部 of 科学技术部, 四川省科技厅 of 四川省科学技术厅."""
    words = lexicon.load()
    whole = {row.label: row.aliases for row in words.rows("agencies")}
    ends = {row.label: row.aliases for row in words.rows("lines")}

    def short(name: str) -> list[str]:
        at = next((at for at in range(1, len(name)) if name[at:] in ends), len(name))
        return [*whole.get(name, ()), *(name[:at] + end for end in ends.get(name[at:], ()))]

    return short


def _citation(row: Row) -> Iterator[str]:
    """Write a citation from the document that cites; a document does not cite itself."""
    first, other = _thing(row["policy_a"]), _thing(row["policy_b"])
    if first == other:
        return
    if row["relation"] == "相似于":
        yield join(min(first, other), _ALIKE, max(first, other))
    elif row["relation"] == "被引用":
        yield join(other, _CITES, first)
    else:
        yield join(first, _CITES, other)


def _untitled(identifiers: Iterable[str], issued: Iterable[Row], names: Mapping[str, str]) -> Iterator[str]:
    """Name documents that are cited or issued without a title by the bodies that issued them."""
    bodies: dict[str, list[str]] = defaultdict(list)
    for row in issued:
        bodies[row["policy_id"]].append(_NOTE.sub("", names[row["agency_id"]]))
    for identifier in identifiers:
        some = bodies[identifier]
        who = "、".join(some[:_NAMED]) + ("等" if len(some) > _NAMED else "")
        yield join(_thing(identifier), TYPE, node(f"{PB}PolicyDoc"))
        yield join(_thing(identifier), _LABEL, literal(f"{who}文件 {identifier}（题名未列）", lang="zh"))


def _thing(identifier: str) -> str:
    return node(f"{ID}citation-{identifier}")


def _rows(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened)


if __name__ == "__main__":
    main()
