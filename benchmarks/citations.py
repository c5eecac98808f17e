"""How well issuers at the head of a title and document numbers are read, on the titles of a law database.

    python benchmarks/citations.py

``--data`` names the folder of ``policies.csv``, ``agencies.csv`` and ``issued_by.csv``. Each title is read as a text of
its own by ``kg.find`` and ``kg.link``, nothing else.

Compared is every different title once that begins with its issuer: a name that ends like a body's stands before
关于, 印发 or 转发. Right means that the set of bodies read at the head equals that of the table. An office or inner
department counts as its body (科技部办公厅 as 科技部), a bracketed note in the table is cut (厅(原委)), and a body to
which the table gives another form of its name (中共浙江省委组织部) is known by what the same stages read there; how
many titles agree letter for letter is printed beside.
"""

import argparse
import csv
import random
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import find, lexicon, link
from kg.find import titles
from kg.model import Issue, Text

__all__ = ["main"]

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "ner" / "policy_citation_kg"
NAMES = lexicon.load()
FIND_NUMBERS = titles.build(NAMES)
HEAD = re.compile(r"(?P<head>[^《“”\d]{2,}?[部委厅局会院办室府署社校团所中心处司行组站区党组])(?=关于|印发|转发)")
GAP = re.compile(r"[\s、,，和及与]*")
OFFICE = re.compile(r"(?:办公厅|办公室|办)$")
NOTE = re.compile(r"\([^()]*\)$")
GOAL_ISSUERS, GOAL_NUMBERS = 97.0, 99.0


@dataclass(frozen=True, slots=True)
class Case:
    """A title with the bodies of the table."""

    title: str
    head: str
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read at the head of a title; ``reason`` is empty where it is right, ``exact`` if so to the letter."""

    case: Case
    read: tuple[str, ...]
    reason: str
    exact: bool


def main(arguments: list[str] | None = None) -> int:
    """Print both figures and a sample of what disagrees; fail where a goal is missed."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the three tables")
    parser.add_argument("--sample", type=int, default=30, help="how many disagreements to print")
    options = parser.parse_args(arguments)
    if not (options.data / "policies.csv").is_file():
        print(f"Nothing compared: no policies.csv in {options.data}; give its folder with --data.", file=sys.stderr)
        return 2
    policies = _rows(options.data / "policies.csv")
    readings = [_reading(case) for case in _cases(policies, _issuers(options.data))]
    wrong = [reading for reading in readings if reading.reason]
    numbers = [row["doc_no"] for row in policies if row["doc_no"]]
    unread = [number for number in numbers if not _is_number(number)]
    issuers = _report("titles that begin with their issuer", len(readings), len(wrong))
    _report("  of these, letter for letter", len(readings), sum(not reading.exact for reading in readings))
    _explain(wrong, options.sample)
    parsed = _report("document numbers", len(numbers), len(unread))
    print(*(f"  {number!r}" for number in unread[: options.sample]), sep="\n")
    return 0 if issuers >= GOAL_ISSUERS and parsed >= GOAL_NUMBERS else 1


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _issuers(data: Path) -> dict[str, list[str]]:
    """Map each policy to the names of its issuers, as printed in the table but for notes and width."""
    name_of = {row["id"]: _even(row["name"]) for row in _rows(data / "agencies.csv")}
    issuers: dict[str, list[str]] = defaultdict(list)
    for row in _rows(data / "issued_by.csv"):
        issuers[row["policy_id"]].append(name_of[row["agency_id"]])
    return issuers


def _even(name: str) -> str:
    return NOTE.sub("", unicodedata.normalize("NFKC", name).strip())


def _cases(policies: Iterable[dict[str, str]], issuers: dict[str, list[str]]) -> Iterator[Case]:
    """Give each different title once that begins with its issuer and stands in the table of issuers."""
    seen: set[str] = set()
    for row in policies:
        title = row["title"].strip()
        head = HEAD.match(title)
        if head and title not in seen and issuers.get(row["id"]):
            seen.add(title)
            yield Case(title, head["head"], tuple(issuers[row["id"]]))


def _reading(case: Case) -> Reading:
    table = frozenset[str]().union(*map(_known, case.bodies))
    literal = frozenset(map(_whole, case.bodies))
    printed = _read(case.title, len(case.head))
    read = frozenset(_counted(words, label, table) for words, label in printed.items())
    reason = "" if read in (table, literal) else _reason(case, read, table)
    return Reading(case, tuple(sorted(read)), reason, read == literal)


@cache
def _known(name: str) -> frozenset[str]:
    """Give what a name of the table means to us; itself if nothing."""
    return frozenset(map(_whole, _read(name, len(name)).values())) or frozenset({_whole(name)})


def _read(title: str, head: int) -> dict[str, str]:
    """Map the words at the head of a title that name bodies, one after another, to the labels of these."""
    issue = Issue(Text("title", title, title, ((0, 0),)), "bulletin", "title", ())
    linked = link.entities(issue, find.mentions(issue, NAMES), NAMES)
    return {
        mention.name: entity.label
        for mention, entity in linked.pairs
        if mention.type in {"Agency", "Organization"} and mention.span.end <= head
    }


def _whole(label: str) -> str:
    """Count an office as its body: 教育部办公厅 as 教育部, 中共江西省委办公厅 as 中共江西省委员会."""
    body = OFFICE.sub("", label)
    return re.sub(r"(?<=^中共)(.+[省市区县州])委$", r"\1委员会", body)


def _counted(words: str, label: str, table: frozenset[str]) -> str:
    """Count a department or institution as the body of the table by whose name its own begins: 科技部火炬中心."""
    body = _whole(label)
    if body in table:
        return body
    owners = (label for end in range(len(words) - 2, 2, -1) for label in _read(words[:end], end).values())
    return next((owner for owner in owners if owner in table), body)


def _reason(case: Case, read: frozenset[str], table: frozenset[str]) -> str:
    """Say what can be seen of a disagreement: whether the title prints the table's body, and what was read of it."""
    head = _even(case.head)
    if not all(_whole(name) in head for name in case.bodies):
        if read < table:
            return "the table has an issuer that the title does not print"
        return "the table has another name than the title prints: older, fuller, misprinted, or of who stands above"
    if not read:
        return "printed in full, but in no table of ours, or a name that several places share"
    return (
        "printed in full, but not all is read" if read < table else "more or otherwise read than printed in the table"
    )


def _is_number(number: str) -> bool:
    """Say whether the whole string is one number, or a list of numbers."""
    found = [item for item in FIND_NUMBERS(number) if item.type == "DocNumber"]
    rest = "".join(c for at, c in enumerate(number) if not any(item.start <= at < item.end for item in found))
    return bool(found) and not rest.strip(" 、，,;；\u3000\t")


def _report(what: str, total: int, wrong: int) -> float:
    share = 100 * (total - wrong) / max(total, 1)
    print(f"{what}: {total - wrong} of {total} = {share:.2f} %")
    return share


def _explain(wrong: list[Reading], size: int) -> None:
    print(*(f"  {count:5d} {reason}" for reason, count in Counter(w.reason for w in wrong).most_common()), sep="\n")
    for each in random.Random(1).sample(wrong, min(size, len(wrong))):
        print(f"  {each.reason}: {each.case.title[:60]}\n    read {'、'.join(each.read) or '—'}", end="")
        print(f" · table {'、'.join(each.case.bodies)}")


if __name__ == "__main__":
    sys.exit(main())
