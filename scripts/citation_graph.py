"""A citation graph in four tables → N-Triples that `kg import` reads: python scripts/citation_graph.py FOLDER OUT.nt.

FOLDER holds policies.csv (id, title, doc_no, published …), agencies.csv (id, name), issued_by.csv (policy_id,
agency_id) and cites.csv (policy_a, relation, policy_b). What is written speaks our vocabulary, so that names, paths
and exports work as on a graph of our own: documents with title, number and date, agencies with name, `pb:issuer`,
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.model.iri import ID, PB
from kg.model.quad import RDFS, TYPE, join, literal, node

_DATE = 10


def main() -> None:
    """Convert."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = map(Path, sys.argv[1:])
    with out.open("w", encoding="utf-8", newline="\n") as file:
        count = sum(file.write(f"{line}\n") > 0 for line in lines(folder))
    print(f"{out}: {count:,} triples")


def lines(folder: Path) -> Iterator[str]:
    """Give the triples of the four tables."""
    titled = set()
    for row in _rows(folder / "policies.csv"):
        titled.add(row["id"])
        yield from _document(row)
    for row in _rows(folder / "agencies.csv"):
        yield join(_thing(row["id"]), TYPE, node(f"{PB}Agency"))
        yield join(_thing(row["id"]), node(f"{RDFS}label"), literal(row["name"], lang="zh"))
    named = set()
    for row in _rows(folder / "issued_by.csv"):
        named.add(row["policy_id"])
        yield join(_thing(row["policy_id"]), node(f"{PB}issuer"), _thing(row["agency_id"]))
    for row in _rows(folder / "cites.csv"):
        named |= {row["policy_a"], row["policy_b"]}
        yield join(_thing(row["policy_a"]), node(f"{PB}cites"), _thing(row["policy_b"]))
    for identifier in sorted(named - titled):
        yield join(_thing(identifier), node(f"{RDFS}label"), literal(f"题名未列的文件 {identifier}", lang="zh"))


def _document(row: dict[str, str]) -> Iterator[str]:
    thing = _thing(row["id"])
    yield join(thing, TYPE, node(f"{PB}PolicyDoc"))
    yield join(thing, node(f"{RDFS}label"), literal(row["title"], lang="zh"))
    if row["doc_no"]:
        yield join(thing, node(f"{PB}docNumber"), literal(row["doc_no"]))
    if len(row["published"]) == _DATE:
        yield join(thing, node(f"{PB}docDate"), literal(row["published"], datatype="date"))


def _thing(identifier: str) -> str:
    return node(f"{ID}citation-{identifier}")


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened)


if __name__ == "__main__":
    main()
