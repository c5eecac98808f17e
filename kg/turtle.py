"""Turtle as ``ontology/`` is written in it → triples, block by block; no more of Turtle than that.

Strings have one line, blank nodes no labels, files no base. All that is said of a thing stands in one block, whose
first line alone begins at the margin, so that one block can be read without the rest. Terms are plain strings in the
spelling of N-Triples: ``<iri>``, ``"text"@zh``, ``"1"^^<…integer>``, ``_:b1``.
"""

import functools
import re
from collections.abc import Iterator

from kg.model.quad import RDF, XSD, Triple

__all__ = ["Turtle"]

_FIRST = re.compile(r"\n([^\s#]\S*)")
"""A word at the margin; what begins with a plain sign is found six times as fast as the beginning of a line."""


class Turtle:
    """One file, cut into blocks at the lines that begin with a word; each thing has one block, after the prefixes."""

    def __init__(self, name: str, text: str) -> None:
        """Find the blocks and read the prefixes."""
        self._name, self._text = name, text
        self._prefixes: dict[str, str] = {}
        self._places: dict[str, tuple[int, int]] = {}
        starts = [(found[1], found.start()) for found in _FIRST.finditer(f"\n{text}")]
        for (word, begin), (_, end) in zip(starts, [*starts[1:], ("", len(text))], strict=True):
            if word == "@prefix":
                self._read(begin, end)
            elif word in self._places:
                raise ValueError(f"{name}: {word} has a second block in line {_line(text, begin)}")
            else:
                self._places[word] = begin, end

    def words(self) -> Iterator[str]:
        """Give the words that blocks begin with."""
        return iter(self._places)

    def block(self, word: str) -> list[Triple]:
        """Read the block that begins with a word; nothing if there is none."""
        place = self._places.get(word)
        return self._read(*place) if place else []

    def triples(self) -> Iterator[Triple]:
        """Read all blocks."""
        return (triple for place in self._places.values() for triple in self._read(*place))

    def _read(self, begin: int, end: int) -> list[Triple]:
        return _Reader(self._name, self._text, self._prefixes).block(begin, end)


class _Reader:
    """One block being read: tokens ahead, triples behind; a block of a prefix adds to those of the file."""

    def __init__(self, name: str, text: str, prefixes: dict[str, str]) -> None:
        self._name, self._text, self._prefixes = name, text, prefixes
        self._triples: list[Triple] = []
        self._place = ""
        self._blanks = 0
        self._tokens: Iterator[tuple[str, str]] = iter(())
        self._kind, self._token = "end", ""

    def block(self, begin: int, end: int) -> list[Triple]:
        """Give the triples of the block; where it begins keeps its blank nodes apart from those of others."""
        self._tokens, self._place = self._scan(begin, end), f"_:b{begin}x"
        self._take()
        if self._token == "@prefix":
            self._prefix()
        else:
            self._properties(self._term())
        self._take(".")
        if self._kind != "end":
            raise ValueError(f"{self._name}: {self._token!r} does not begin its line, after {self._triples[-1:]}")
        return self._triples

    def _scan(self, at: int, end: int) -> Iterator[tuple[str, str]]:
        match_at = _token().match
        while at < end:
            match = match_at(self._text, at, end)
            if match is None:
                found, line = self._text[at : at + 20], _line(self._text, at)
                raise ValueError(f"{self._name}: cannot read {found!r} in line {line}")
            at = match.end()
            if match.lastgroup and match.lastgroup != "skip":
                yield match.lastgroup, match.group()
        yield "end", ""

    def _take(self, expected: str = "") -> str:
        token = self._token
        if expected and token != expected:
            raise ValueError(f"{self._name}: expected {expected!r}, found {token!r} after {self._triples[-1:]}")
        self._kind, self._token = next(self._tokens, ("end", ""))
        return token

    def _prefix(self) -> None:
        self._take("@prefix")
        prefix = self._take().removesuffix(":")
        self._prefixes[prefix] = self._take().strip("<>")

    def _properties(self, subject: str) -> None:
        while self._token not in {".", "]"}:
            predicate = self._term()
            self._add(subject, predicate, self._term())
            while self._token == ",":
                self._take()
                self._add(subject, predicate, self._term())
            if self._token == ";":
                self._take()

    def _add(self, subject: str, predicate: str, thing: str) -> None:
        self._triples.append((subject, predicate, thing))

    def _term(self) -> str:
        kind, token = self._kind, self._take()
        if kind == "iri":
            return token
        if kind == "string":
            return token + self._tail()
        if kind == "number":
            return f'"{token}"^^<{XSD}{"decimal" if "." in token else "integer"}>'
        if kind == "name":
            return self._named(token)
        return self._list() if token == "(" else self._blank(token)

    def _tail(self) -> str:
        if self._kind == "lang":
            return self._take()
        if self._token != "^^":
            return ""
        self._take()
        return f"^^{self._term()}"

    def _named(self, token: str) -> str:
        if token == "a":
            return f"<{RDF}type>"
        if token in {"true", "false"}:
            return f'"{token}"^^<{XSD}boolean>'
        prefix, _, local = token.partition(":")
        if prefix not in self._prefixes:
            raise ValueError(f"{self._name}: no prefix {prefix!r} is declared")
        return f"<{self._prefixes[prefix]}{local}>"

    def _blank(self, token: str) -> str:
        if token != "[":
            raise ValueError(f"{self._name}: {token!r} is not a term, after {self._triples[-1:]}")
        blank = self._fresh()
        self._properties(blank)
        self._take("]")
        return blank

    def _list(self) -> str:
        members: list[str] = []
        while self._token != ")":
            members.append(self._term())
        self._take(")")
        rest = f"<{RDF}nil>"
        for member in reversed(members):
            blank = self._fresh()
            self._add(blank, f"<{RDF}first>", member)
            self._add(blank, f"<{RDF}rest>", rest)
            rest = blank
        return rest

    def _fresh(self) -> str:
        self._blanks += 1
        return f"{self._place}{self._blanks}"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


@functools.cache
def _token() -> re.Pattern[str]:
    return re.compile(
        r"""(?P<skip>\s+|\#[^\n]*)
        |(?P<iri><[^<>"\s]*>)
        |(?P<string>"(?:[^"\\\n]|\\["\\])*")
        |(?P<lang>@[a-z]+(?:-[A-Za-z0-9]+)*)
        |(?P<number>[+-]?\d+(?:\.\d+)?)
        |(?P<name>\w[\w-]*?:[\w-]*(?:\.[\w-]+)*|a\b|true\b|false\b)
        |(?P<mark>\^\^|[.;,()\[\]])""",
        re.VERBOSE,
    )
