"""What a SELECT says of its rows: its triple patterns, and bodies that bring out everything they match.

A row shows a few variables; what proves it are the triples behind it. Each group of a query is written again so that
its steps can be seen: a path ``a/b`` gets a variable in the middle, ``[ … ]`` one for its thing. A sub-select stays as
it is in the body and is a part of its own, asked again with what the outer part found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.query.syntax import Token, tokens

__all__ = ["Part", "Pattern", "Unread", "read"]

_CLOSING = {"{": "}", "(": ")", "[": "]"}
_ENDS = frozenset(".;,}])")
_ALIASED = frozenset({"MAX", "MIN", "SAMPLE"})
_GROUPS = frozenset({"OPTIONAL", "UNION"})


class Unread(Exception):  # noqa: N818 - a limit of this reading, handled by who asked
    """The query uses a form that is not read here: a collection, a triple about a triple, a DESCRIBE."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One triple that a row needs, each place a variable or a term as it is written."""

    subject: str
    predicate: str
    object: str


@dataclass(slots=True)
class Part:
    """A SELECT or a sub-select: its prologue, its FROM, its group written again, its patterns, its sub-selects.

    ``renamed`` says which inner variable an output is the value of (``MAX(?x) AS ?y``); ``computed`` are other outputs.
    """

    prologue: str = ""
    datasets: str = ""
    body: str = ""
    patterns: list[Pattern] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    computed: set[str] = field(default_factory=set)


def read(text: str) -> Part:
    """Read a SELECT whose names are IRIs already."""
    reading = _Reading(text, [token for token in tokens(text) if token.solid])
    return reading.query()


@dataclass(slots=True)
class _Reading:
    """A cursor over the tokens."""

    source: str
    tokens: Sequence[Token]
    at: int = 0
    made: int = 0

    def query(self) -> Part:
        head: list[str] = []
        while self.word() in {"PREFIX", "BASE"}:
            head += [self.take() for _ in range(3 if self.word() == "PREFIX" else 2)]
        part = self.select()
        part.prologue = " ".join(head)
        return part

    def select(self) -> Part:
        """Read from SELECT to the end of its group; what follows orders and counts, which is of no matter here."""
        if self.word() != "SELECT":
            raise Unread
        self.take()
        part = Part()
        while self.text() not in {"", "{"} and self.word() not in {"WHERE", "FROM"}:
            if self.text() == "(":
                self.projected(part, self.balanced())
            else:
                self.take()
        while self.word() == "FROM":
            part.datasets += f"{self.take()} {self.take() if self.word() == 'NAMED' else ''} {self.take()} "
        if self.word() == "WHERE":
            self.take()
        part.body = self.group(part)
        return part

    def projected(self, part: Part, words: list[str]) -> None:
        """Learn what ``( … AS ?y )`` makes ?y."""
        inner = words[1:-3]
        if len(inner) == 1:
            part.renamed[words[-2]] = inner[0]
        elif inner[0].upper() in _ALIASED and len(inner) == 4:
            part.renamed[words[-2]] = inner[2]
        else:
            part.computed.add(words[-2])

    def group(self, part: Part) -> str:
        """Read ``{ … }`` and give its text again, with braces."""
        self.expect("{")
        if self.word() == "SELECT":
            return self.subselect(part)
        pieces = ["{"]
        while self.text() != "}":
            pieces.append(self.piece(part))
        self.take()
        return " ".join([*pieces, "}"])

    def subselect(self, part: Part) -> str:
        start = self.at
        part.parts.append(self.select())
        depth = 1
        while depth:
            depth += {"{": 1, "}": -1}.get(self.take(), 0)
        return f"{{ {self.since(start)}"

    def piece(self, part: Part) -> str:
        word, text = self.word(), self.text()
        if text == "":
            raise Unread
        if text == "{":
            return self.group(part)
        if text == ".":
            self.take()
            return ""
        if word in _GROUPS:
            return f"{self.take()} {self.group(part)}"
        if word in {"GRAPH", "SERVICE"}:
            return f"{self.take()} {self.take()} {self.group(part)}"
        if word in {"MINUS", "FILTER", "BIND", "VALUES"}:
            return self.apart(word)
        return self.triples(part)

    def apart(self, word: str) -> str:
        """Give what says nothing of the row's own triples as it stands."""
        start = self.at
        while self.text() not in {"{", "("}:
            self.take()
        self.balanced()
        if word == "VALUES" and self.text() == "{":
            self.balanced()
        return self.since(start)

    def triples(self, part: Part) -> str:
        pieces: list[str] = []
        subject = self.node(part, pieces)
        if self.text() not in _ENDS:
            self.properties(part, subject, pieces)
        return " ".join(pieces)

    def properties(self, part: Part, subject: str, pieces: list[str]) -> None:
        while self.text() not in {"", ".", "}", "]", ")"} and self.word() not in _KEYWORDS:
            if self.text() == ";":
                self.take()
                continue
            path = self.path()
            while True:
                value = self.node(part, pieces)
                pieces.append(self.step(part, subject, path, value))
                if self.text() != ",":
                    break
                self.take()

    def node(self, part: Part, pieces: list[str]) -> str:
        """Read a term; a thing in brackets becomes a variable with its properties."""
        kind = self.kind()
        if self.text() == "[":
            self.take()
            name = self.variable()
            self.properties(part, name, pieces)
            self.expect("]")
            return name
        if kind == "blank":
            return f"?_b{self.take()[2:].encode().hex()}"
        if kind == "string":
            text = self.take()
            if self.kind() == "lang":
                return text + self.take()
            return text + self.take() + self.take() if self.text() == "^^" else text
        if kind in {"var", "iri", "prefixed", "number"} or self.text() in {"true", "false"}:
            return self.take()
        if self.text() in {"+", "-"}:
            return self.take() + self.take()
        raise Unread

    def step(self, part: Part, subject: str, path: "_Path", value: str) -> str:
        """Write one property again, its sequences taken apart, and keep its patterns."""
        kind, inner = path
        if kind == "/" and not isinstance(inner, str):
            middle = [subject, *(self.variable() for _ in inner[1:]), value]
            return " ".join(
                self.step(part, begin, one, end) for begin, one, end in zip(middle, inner, middle[1:], strict=False)
            )
        if kind == "|" and not isinstance(inner, str) and any(_long(one) for one in inner):
            return " UNION ".join(f"{{ {self.step(part, subject, one, value)} }}" for one in inner)
        if kind == "^" and not isinstance(inner, str) and _long(inner[0]):
            return self.step(part, value, inner[0], subject)
        part.patterns += _plain(subject, path, value)
        return f"{subject} {_written(path)} {value} ."

    def path(self) -> "_Path":
        parts = [self.sequence()]
        while self.text() == "|":
            self.take()
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else ("|", tuple(parts))

    def sequence(self) -> "_Path":
        parts = [self.element()]
        while self.text() == "/":
            self.take()
            parts.append(self.element())
        return parts[0] if len(parts) == 1 else ("/", tuple(parts))

    def element(self) -> "_Path":
        if self.text() == "^":
            self.take()
            return ("^", (self.element(),))
        if self.text() == "!":
            self.take()
            start = self.at
            self.balanced() if self.text() == "(" else self.take()
            return ("!", self.since(start))
        if self.text() == "(":
            self.take()
            found = self.path()
            self.expect(")")
        elif self.kind() in {"var", "iri", "prefixed"} or self.text() == "a":
            found = ("", self.take())
        else:
            raise Unread
        if self.text() in {"*", "+", "?"}:
            return (self.take(), (found,))
        return found

    def variable(self) -> str:
        self.made += 1
        return f"?_{self.made}"

    def balanced(self) -> list[str]:
        """Take a bracket and all up to the one that closes it."""
        pieces, open_ = [self.take()], 1
        while open_:
            if not self.text():
                raise Unread
            open_ += (self.text() in _CLOSING) - (self.text() in _CLOSING.values())
            pieces.append(self.take())
        return pieces

    def since(self, start: int) -> str:
        """Give the text from a token to here as it was written."""
        return self.source[self.tokens[start].start : self.tokens[self.at - 1].end]

    def text(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def kind(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def word(self) -> str:
        return self.text().upper() if self.kind() == "word" else ""

    def take(self) -> str:
        text = self.text()
        if not text:
            raise Unread
        self.at += 1
        return text

    def expect(self, text: str) -> None:
        if self.take() != text:
            raise Unread


_Path = tuple[str, "str | tuple[_Path, ...]"]
_KEYWORDS = frozenset({"OPTIONAL", "GRAPH", "MINUS", "BIND", "VALUES", "FILTER", "SERVICE", "UNION"})


def _long(path: _Path) -> bool:
    """Say whether a path holds a sequence that is to be taken apart."""
    kind, inner = path
    return kind in {"/", "|", "^"} and not isinstance(inner, str) and (kind == "/" or any(map(_long, inner)))


def _plain(subject: str, path: _Path, value: str) -> Iterator[Pattern]:
    """Give the triples that one step may be; of a repeated step the one that leads straight there."""
    kind, inner = path
    if isinstance(inner, str):
        if not kind:
            yield Pattern(subject, inner, value)
    elif kind == "^":
        yield from _plain(value, inner[0], subject)
    elif kind != "/":
        for one in inner:
            yield from _plain(subject, one, value)


def _written(path: _Path) -> str:
    kind, inner = path
    if isinstance(inner, str):
        return f"!{inner}" if kind else inner
    if kind in {"|", "/"}:
        return f"({kind.join(map(_written, inner))})"
    return f"^{_written(inner[0])}" if kind == "^" else f"({_written(inner[0])}){kind}"
