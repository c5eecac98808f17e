"""A question in Chinese → SPARQL: patterns in rows of ``data/questions``, names by what the graph calls its things.

A pattern is a regular expression with words (``<哪些>``), slots for things (``{地区:Place}``), years, numbers and free
text, and a space wherever small words may stand. It must fit the whole question: a question of which a part would be
passed over is not understood, and that is said, with what was recognised and the questions that come nearest.
"""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import ontology, resources
from kg.errors import QueryError
from kg.pinyin import plain
from kg.query import mentioned
from kg.query.index import Index, opened
from kg.query.names import Match, candidates, listed
from kg.query.saved import load, template

__all__ = ["Kind", "Understood", "kinds", "understood"]

_SLOT = re.compile(r"\{(?P<name>[^{}:]+):(?P<kinds>[^{}:]+)\}")
_WORD = re.compile(r"<([^<>?]+)>")
_FREE = {"年份": r"(?:19|20)\d\d", "数字": r"\d+(?:\.\d+)?", "文字": r".{2,20}?"}
_NEAR = 3
_REFERENCE = re.compile(r"\[\[([^\[\]]+)\]\]")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question: what it asks, its patterns, its query (or a saved one's), examples for and against."""

    key: str
    title: str
    title_en: str
    patterns: tuple[str, ...]
    text: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that was understood: its kind, what fills it, and the query it became."""

    kind: Kind
    values: Mapping[str, str]
    text: str


@functools.cache
def kinds() -> tuple[Kind, ...]:
    """Give all kinds of questions, in the order in which they are tried."""
    files = sorted(resources.data("questions").glob("*.toml"))
    rows = [row for file in files for row in tomllib.loads(file.read_text("utf-8")).get("kind", ())]
    return tuple(
        Kind(
            row["key"],
            row["title"],
            row["title_en"],
            tuple(row["ask"]),
            _query(row),
            tuple(row["yes"]),
            tuple(row["no"]),
        )
        for row in rows
    )


def understood(graph: Path, question: str) -> Understood:
    """Say which query a question means; by the names of the graph alone if they do, else as the extractor reads it."""
    with opened(graph) as index:
        bare, given = _bare(index, question)
        found = {**mentioned.named(index, bare), **given}
        result = _fitted(index, bare, found)
        if result is None:
            more = mentioned.read(index, _REFERENCE.sub("", question))
            found = {piece: {**more.get(piece, {}), **found.get(piece, {})} for piece in {**more, **found}}
            result = _fitted(index, bare, found)
        if result is None:
            raise _unclear(index, question, bare, found)
    return result


def _query(row: Mapping[str, str]) -> str:
    return load(row["saved"]).text if "saved" in row else row["sparql"].strip()


def _bare(index: Index, question: str) -> tuple[str, mentioned.Named]:
    """Take signs off a question; a ``[[reference]]`` in it is the thing it says."""
    given: mentioned.Named = {}

    def name(found: re.Match[str]) -> str:
        meant = candidates(index, found[1])
        for match in meant:
            given.setdefault(plain(match.label), {})[match.number] = match.type
        return meant[0].label if meant else found[1]

    return plain(_REFERENCE.sub(name, question)), given


def _fitted(index: Index, bare: str, found: mentioned.Named) -> Understood | None:
    for kind in kinds():
        for pattern in kind.patterns:
            fit = _compiled(pattern, bare, found)
            match = fit.fullmatch(bare) if fit else None
            if match:
                slots = dict(_slots(pattern))
                values = {
                    name: _value(index, found, text, slots[name]) for name, text in match.groupdict().items() if text
                }
                return Understood(kind, values, template(kind.text, kind.key).filled(values))
    return None


def _compiled(pattern: str, bare: str, found: mentioned.Named) -> re.Pattern[str] | None:
    """Make a regular expression of a pattern for one question; nothing where a slot has nothing to take."""
    opening, between, closing = _small()
    expression = _WORD.sub(lambda word: f"(?:{_words()[word[1]]})", pattern).replace(" ", between)
    for name, wanted in _slots(pattern):
        choices = _choices(wanted, bare, found)
        expression = expression.replace(f"{{{name}:{wanted}}}", f"(?P<{name}>{choices or '(?!)'})")
    return re.compile(f"{opening}{expression}{between}{closing}")


def _choices(wanted: str, bare: str, found: mentioned.Named) -> str:
    if wanted in _FREE:
        return _FREE[wanted]
    pieces = [piece for piece in mentioned.fitting(found, tuple(wanted.split("|"))) if piece in bare]
    return "|".join(re.escape(piece) for piece in sorted(pieces, key=len, reverse=True))


def _value(index: Index, found: mentioned.Named, text: str, wanted: str) -> str:
    """Give what fills a slot: the text, or how the thing is written; several things of one name are asked about."""
    if wanted in _FREE:
        return text
    numbers = mentioned.fitting(found, tuple(wanted.split("|")))[text]
    things = [index.thing(number) for number in numbers]
    if len(things) > 1:
        meant = tuple(Match(t.number, t.iri, t.label, t.kind, "label", t.texts) for t in things)
        raise QueryError("ambiguous_name", name=text, count=str(len(things)), candidates=listed(meant), choices=meant)
    label = things[0].label
    alone = [match.iri for match in candidates(index, label)] == [things[0].iri] and not set(label) & set("[]【】「」")
    return label if alone else ontology.load().compact(things[0].iri)


def _slots(pattern: str) -> Iterator[tuple[str, str]]:
    return ((slot["name"], slot["kinds"]) for slot in _SLOT.finditer(pattern))


@functools.cache
def _rows() -> Mapping[str, str | dict[str, str]]:
    return tomllib.loads(resources.data("questions", "words.toml").read_text("utf-8"))


def _words() -> Mapping[str, str]:
    words = _rows()["words"]
    return words if isinstance(words, dict) else {}


def _small() -> tuple[str, str, str]:
    """Give what may stand before, between and after the words of a pattern."""
    opening, between, closing = (f"(?:{_rows()[name]})" for name in ("opening", "filler", "closing"))
    return f"{opening}*", f"{between}*", f"{closing}*"


def _unclear(index: Index, question: str, bare: str, found: mentioned.Named) -> QueryError:
    """Say what was recognised of a question, and which questions come nearest."""
    longest = [piece for piece in found if not any(piece != other and piece in other for other in found)]
    things = [index.thing(number) for piece in longest for number in found[piece]]
    known = ontology.load()
    names = "、".join(dict.fromkeys(f"{thing.label}（{known.label(thing.kind)}）" for thing in things))
    near = sorted(kinds(), key=lambda kind: -max(_alike(bare, plain(example)) for example in kind.yes))[:_NEAR]
    examples = " · ".join(max(kind.yes, key=lambda example: _alike(bare, plain(example))) for kind in near)
    return QueryError(
        "not_understood_names" if names else "not_understood", question=question, names=names, near=examples
    )


def _alike(one: str, other: str) -> float:
    """Score two questions by the pairs of signs they share."""
    ours, theirs = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 0.0
