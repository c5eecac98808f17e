"""The text of a path query → what it asks: Stardog's ``PATHS`` with a ranked mode, steering, scope and names.

PATHS [ALL | SHORTEST [k [GROUPS]] | BEST [k]] [CYCLIC] [FROM …] [IN ISSUE a [TO b]] [SINCE day] [UNTIL day]
START ?x [= term | {pattern}] END ?y [= term | {pattern}]
[VIA [BIDIRECTIONAL] [{pattern} | ?p | property path | 同期]] [THROUGH term…] [AVOID term…]
[MAX LENGTH n] [MIN LENGTH n] [LIMIT n] [OFFSET n]
"""

import re
from collections.abc import Mapping, Sequence

from kg import ontology
from kg.errors import QueryError
from kg.frozen import field, frozen, replace, slotted
from kg.query import syntax
from kg.query.syntax import Token
from kg.typed import Literal

__all__ = ["LONGEST", "TOGETHER", "Mode", "Statement", "Term", "Terminal", "Via", "parse"]

LONGEST = 8
TOGETHER = ("同期", "TOGETHER")
"""The words for ways over what is named in one issue."""

Mode = Literal["best", "shortest", "groups", "all"]

_HEAD = ("BEST", "SHORTEST", "ALL", "CYCLIC", "FROM", "IN", "SINCE", "UNTIL")
_TAIL = ("VIA", "THROUGH", "AVOID", "MAX", "MIN", "LIMIT", "OFFSET")
_DATE = r"\d{4}(-(0?[1-9]|1[0-2])(-(0?[1-9]|[12]\d|3[01]))?)?"
_EARLY, _LATE = "1900", "2099"
_DIGITS = "零一二三四五六七八九十"


@frozen
class Term:
    """A thing by IRI or name, or a literal as it is written in SPARQL."""

    kind: Literal["iri", "name", "literal"]
    text: str


@frozen
class Terminal:
    """An end: a variable, alone (open), with one thing, or with a pattern for it."""

    variable: str
    term: Term | None = None
    pattern: str = ""


@frozen
class Via:
    """What a hop is; "" for all facts. ``both`` reads what is given in both directions."""

    kind: Literal["", "any", "path", "pattern", "together"] = ""
    text: str = ""
    both: bool = True


@frozen
class Statement:
    """One path query. ``count`` is 0 for all of the shortest length; ``graphs`` and ``scope`` limit what is read."""

    mode: Mode
    count: int
    start: Terminal
    end: Terminal
    cyclic: bool = False
    via: Via = Via()
    through: tuple[Term, ...] = ()
    avoid: tuple[Term, ...] = ()
    most: int | None = None
    fewest: int = 1
    limit: int = 0
    offset: int = 0
    graphs: tuple[str, ...] = ()
    scope: str = ""
    prologue: str = ""
    prefixes: Mapping[str, str] = field(default_factory=dict)


def parse(typed: str, read: str, *, base: str | None = None) -> Statement:
    """Read a path query; ``read`` is ``typed`` with half-width signs."""
    syntax.check(typed, read, ontology.PREFIXES)
    solid = [token for token in syntax.tokens(read) if token.solid]
    return _Reader(typed, read, solid, dict(ontology.PREFIXES), base).statement()


@slotted
class _Reader:
    """A walk over the tokens; every fault is told with its place."""

    typed: str
    read: str
    tokens: Sequence[Token]
    prefixes: dict[str, str]
    base: str | None
    at: int = 0
    found: dict[str, object] = field(default_factory=dict)

    def statement(self) -> Statement:
        prologue = self.prologue()
        self.need("PATHS")
        mode, count = self.mode()
        cyclic = self.take("CYCLIC")
        graphs = self.dataset()
        scope = self.scope()
        if self.word() != "START":
            raise self.wrong("START", *(() if mode or cyclic or graphs or scope else _HEAD))
        self.need("START")
        start = self.terminal()
        self.need("END")
        end = self.terminal()
        while self.at < len(self.tokens):
            self.clause()
        via = self.found.get("via", Via())
        if not mode:
            mode, count = ("shortest", 0) if "via" in self.found or cyclic else ("best", 5)
        plain = Statement(
            mode,
            count,
            start,
            end,
            cyclic=cyclic,
            graphs=graphs,
            scope=scope,
            prologue=prologue,
            prefixes=self.prefixes,
        )
        return _checked(replace(plain, **{**self.found, "via": via}))

    def prologue(self) -> str:
        begin = self.at
        while self.word() in {"PREFIX", "BASE"}:
            if self.take("PREFIX"):
                name, iri = self.kind("prefixed"), self.kind("iri")
                self.prefixes[name.text.partition(":")[0]] = self.absolute(iri.text)
            else:
                self.at += 1
                self.base = self.kind("iri").text[1:-1]
        return self.text(begin, self.at)

    def mode(self) -> tuple[Mode | Literal[""], int]:
        if self.take("ALL"):
            return "all", 0
        if self.take("BEST"):
            return "best", self.number() if self.numeric() else 5
        if self.take("SHORTEST"):
            count = self.number() if self.numeric() else 0
            return ("groups", count or 1) if self.take("GROUPS") else ("shortest", count)
        return "", 0

    def dataset(self) -> tuple[str, ...]:
        graphs = []
        while self.take("FROM"):
            self.take("NAMED")
            graphs.append(self.iri())
        return tuple(graphs)

    def scope(self) -> str:
        if self.take("IN"):
            self.need("ISSUE")
            first = self.number()
            return f"{first}-{self.number()}" if self.take("TO") else str(first)
        days = {}
        while self.word() in {"SINCE", "UNTIL"} and self.word() not in days:
            word = self.word()
            self.at += 1
            days[word] = self.day()
        return f"{days.get('SINCE', _EARLY)}..{days.get('UNTIL', _LATE)}" if days else ""

    def day(self) -> str:
        begin = self.at
        while self.at < len(self.tokens) and self.joined(begin) and self.tokens[self.at].kind in {"number", "sign"}:
            self.at += 1
        written = "".join(token.text for token in self.tokens[begin : self.at])
        if not re.fullmatch(_DATE, written):
            self.at = begin
            raise self.wrong("2025-06", "2025-06-30")
        return written

    def joined(self, begin: int) -> bool:
        return self.at == begin or self.tokens[self.at].start == self.tokens[self.at - 1].end

    def terminal(self) -> Terminal:
        variable = self.kind("var").text[1:]
        if self.sign("="):
            self.at += 1
            return Terminal(variable, term=self.term())
        return Terminal(variable, pattern=self.group()) if self.sign("{") else Terminal(variable)

    def clause(self) -> None:
        word = self.word()
        readers = {
            "VIA": ("via", self.via), "THROUGH": ("through", self.terms), "AVOID": ("avoid", self.terms),
            "MAX": ("most", self.length), "MIN": ("fewest", self.length),
            "LIMIT": ("limit", self.number), "OFFSET": ("offset", self.number),
        }  # fmt: skip
        name, reader = readers.get(word, ("", None))
        if reader is None or name in self.found:
            raise self.wrong(*(each for each in _TAIL if readers[each][0] not in self.found))
        self.at += 1
        self.found[name] = reader()

    def via(self) -> Via:
        both = self.take("BIDIRECTIONAL")
        if self.sign("{"):
            return Via("pattern", self.group(), both)
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "var":
            return Via("any", self.kind("var").text[1:], both)
        if self.word() in TOGETHER:
            self.at += 1
            return Via("together")
        begin = self.at
        while self.at < len(self.tokens) and self.word() not in _TAIL:
            self.at += 1
        if begin == self.at and not both:
            raise self.wrong("{", "?p", "pb:place|^pb:place", "BIDIRECTIONAL")
        return Via("path", self.text(begin, self.at), both) if self.at > begin else Via()

    def length(self) -> int:
        self.need("LENGTH")
        sign = "-" if self.sign("-") else ""
        self.at += bool(sign)
        length = int(f"{sign}{self.number()}")
        if not 1 <= length <= LONGEST:
            raise QueryError("bad_length", length=length, ceiling=LONGEST)
        return length

    def terms(self) -> tuple[Term, ...]:
        found = [self.term()]
        while self.at < len(self.tokens) and self.tokens[self.at].kind in {"iri", "prefixed", "label", "string"}:
            found.append(self.term())
        return tuple(found)

    def term(self) -> Term:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is not None and token.kind in {"iri", "prefixed"}:
            return Term("iri", self.iri())
        if token is not None and token.kind == "label":
            self.at += 1
            return Term("name", syntax.reference(token))
        begin = self.at
        if token is not None and token.kind in {"string", "number"}:
            self.at += 1
            if token.kind == "string" and self.at < len(self.tokens) and self.tokens[self.at].kind == "lang":
                self.at += 1
            elif token.kind == "string" and self.sign("^^"):
                self.at += 1
                return Term("literal", f"{token.text}^^<{self.iri()}>")
            return Term("literal", self.text(begin, self.at))
        raise self.wrong("[[四川省]]", "pb:x", '"…"')

    def iri(self) -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or token.kind not in {"iri", "prefixed"}:
            raise self.wrong("pb:x", "<…>")
        self.at += 1
        if token.kind == "iri":
            return self.absolute(token.text)
        prefix, _, local = token.text.partition(":")
        return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)

    def absolute(self, text: str) -> str:
        iri = text[1:-1]
        if not self.base:
            return iri
        from urllib.parse import urljoin

        return urljoin(self.base, iri) + ("#" if iri.endswith("#") else "")

    def group(self) -> str:
        begin, depth = self.at, 0
        while self.at < len(self.tokens):
            depth += {"{": 1, "}": -1}.get(self.tokens[self.at].text, 0)
            self.at += 1
            if not depth:
                break
        return self.text(begin, self.at)

    def text(self, begin: int, end: int) -> str:
        return self.read[self.tokens[begin].start : self.tokens[end - 1].end] if end > begin else ""

    def word(self) -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return token.text.upper() if token is not None and token.kind == "word" else ""

    def take(self, word: str) -> bool:
        taken = self.word() == word
        self.at += taken
        return taken

    def need(self, word: str) -> None:
        if not self.take(word):
            raise self.wrong(word)

    def sign(self, text: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].text == text

    def numeric(self) -> bool:
        return self.at < len(self.tokens) and (self.tokens[self.at].kind == "number" or self.word() in _DIGITS[1:])

    def number(self) -> int:
        if self.word() and self.word() in _DIGITS:
            at = self.tokens[self.at]
            guess = str(_DIGITS.index(at.text))
            raise syntax.fault("path_number", self.typed, at.start, found=at.text, guess=guess)
        token = self.kind("number", "10")
        if not token.text.isdecimal():
            self.at -= 1
            raise self.wrong("10")
        return int(token.text)

    def kind(self, kind: str, shown: str = "") -> Token:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or token.kind != kind:
            raise self.wrong(shown or {"var": "?x", "iri": "<…>", "prefixed": "pb:"}[kind])
        self.at += 1
        return token

    def wrong(self, *expected: str) -> QueryError:
        words = " ".join(expected)
        if self.at >= len(self.tokens):
            return syntax.fault("syntax_end", self.typed, len(self.typed), found="", expected=words)
        token = self.tokens[self.at]
        shown = self.typed[token.start : token.end]
        guess = syntax.nearest(token.text, (each for each in expected if each.isalpha()), 1)
        if guess and token.kind == "word":
            return syntax.fault("syntax_near", self.typed, token.start, found=shown, expected=words, guess=guess[0])
        return syntax.fault("syntax", self.typed, token.start, found=shown, expected=words)


def _checked(statement: Statement) -> Statement:
    """Refuse what cannot be answered as asked."""
    if statement.mode == "all" and statement.most is None:
        raise QueryError("path_all_unbounded", ceiling=LONGEST)
    if statement.most is not None and statement.most < statement.fewest:
        raise QueryError("path_lengths", fewest=statement.fewest, most=statement.most)
    return statement
