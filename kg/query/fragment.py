"""What a half-typed query says about the place of the cursor: the triple there, and the patterns connected with it.

The text before and after the cursor is read into groups. Kept are the patterns of the groups around the cursor that
share a variable with its triple, directly or through others; what may be missing without harm (OPTIONAL) is left out.
Inside MINUS, NOT EXISTS and sub-queries nothing is said: there a suggestion could take rows away.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.query.syntax import Token, halfwidth, tokens

__all__ = ["Place", "place"]

Position = Literal["subject", "predicate", "object"]
MARK = "?kgx"
_AFTER = "?kgo"
_BETWEEN = "?kgm"
_PAIRS = {"{": "}", "(": ")", "[": "]"}
_ENDS = frozenset({"LIMIT", "ORDER", "GROUP", "HAVING", "OFFSET", "VALUES"})
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PATHS"})


@dataclass(frozen=True, slots=True)
class Place:
    """The cursor in a triple: which term it is, the predicate before an object, the patterns with ``MARK`` there."""

    position: Position
    predicate: str
    prologue: str
    pattern: str


@dataclass(slots=True)
class _Item:
    """A piece of a group: tokens, or a word with the group after it (OPTIONAL, MINUS …)."""

    head: list[Token] = field(default_factory=list)
    group: "list[_Item] | None" = None
    marked: bool = False


def place(text: str, start: int, end: int) -> Place | None:
    """Read a query around the word that is being typed (from ``start`` to ``end``)."""
    read, _ = halfwidth(text)
    before = [token for token in tokens(read[:start]) if token.solid]
    after = [token for token in tokens(read[end:]) if token.solid]
    if any(token.kind in {"open", "wide"} for token in before):
        return None
    form = next((at for at, token in enumerate(before) if token.text.upper() in _FORMS), None)
    if form is None or before[form].text.upper() == "PATHS":
        return None
    stream = [*before[form:], Token("mark", MARK, start), *after]
    first = next((at for at, token in enumerate(stream) if token.text == "{"), len(stream))
    if any(token.kind == "mark" for token in stream[:first]):
        return None
    prologue = " ".join(token.text for token in before[:form])
    groups = _Groups(stream, first)
    return _placed(groups.read(), prologue)


class _Groups:
    """Reads groups from tokens; brackets that the reader has not closed yet end with the text."""

    def __init__(self, stream: Sequence[Token], at: int) -> None:
        self._stream = stream
        self._at = at

    def read(self) -> list[_Item]:
        """Read one group from its opening bracket on."""
        self._at += 1
        items: list[_Item] = []
        item = _Item()
        while self._at < len(self._stream) and self._stream[self._at].text != "}":
            token = self._stream[self._at]
            if token.text == "{" and not _values(item.head):
                self._nested(item)
            else:
                item.head += self._balanced()
                item.marked = item.marked or any(t.kind == "mark" for t in item.head)
            if item.group is not None or token.text == "." or self._closed(item):
                items.append(item)
                item = _Item()
        self._at += 1
        return [*items, item]

    def _nested(self, item: _Item) -> None:
        begin = self._at
        item.group = self.read()
        item.marked = any(token.kind == "mark" for token in self._stream[begin : self._at])

    def _balanced(self) -> list[Token]:
        """Take one token, with all up to its closing bracket if it opens one, unless a group stands inside."""
        token = self._stream[self._at]
        self._at += 1
        if token.text not in _PAIRS:
            return [token]
        taken, wanted = [token], [_PAIRS[token.text]]
        while wanted and self._at < len(self._stream):
            token = self._stream[self._at]
            self._at += 1
            taken.append(token)
            if token.text in _PAIRS:
                wanted.append(_PAIRS[token.text])
            elif token.text == wanted[-1]:
                wanted.pop()
        return taken

    def _closed(self, item: _Item) -> bool:
        """Say whether a FILTER, BIND or VALUES is complete, or a word begins that ends the triples before it."""
        head = item.head
        word = head[0].text.upper() if head[0].kind == "word" else ""
        if word in {"FILTER", "BIND"}:
            return head[-1].text == ")"
        if word == "VALUES":
            return head[-1].text == "}"
        following = self._stream[self._at] if self._at < len(self._stream) else None
        starts = {"FILTER", "BIND", "VALUES", "OPTIONAL", "MINUS", "GRAPH", "SERVICE", "UNION"}
        return following is not None and following.kind == "word" and following.text.upper() in starts


def _values(head: Sequence[Token]) -> bool:
    return bool(head) and head[0].text.upper() == "VALUES"


def _placed(items: list[_Item], prologue: str) -> Place | None:
    """Go down to the cursor's group, keeping what stands beside it on the way."""
    kept: list[_Item] = []
    while True:
        here = next((item for item in items if item.marked), None)
        if here is None or _selects(items):
            return None
        kept += [item for item in _joined(items) if item is not here]
        if here.group is None:
            return _triple(here.head, kept, prologue)
        words = [token.text.upper() for token in here.head]
        if {"MINUS", "SERVICE", "NOT", "GRAPH"} & set(words):
            return None
        items = here.group


def _selects(items: Sequence[_Item]) -> bool:
    return bool(items) and bool(items[0].head) and items[0].head[0].text.upper() == "SELECT"


def _joined(items: Sequence[_Item]) -> Iterator[_Item]:
    """Give the pieces that rows must meet; other branches of a UNION with the cursor in one are none."""
    branches = {at for at, item in enumerate(items) for near in _union(items, at) if item.marked or items[near].marked}
    for at, item in enumerate(items):
        word = item.head[0].text.upper() if item.head else ""
        if at not in branches and word != "OPTIONAL":
            yield item


def _union(items: Sequence[_Item], at: int) -> list[int]:
    """Give the numbers of all branches of the UNION that a piece belongs to."""

    def starts(number: int) -> bool:
        head = items[number].head if number < len(items) else []
        return bool(head) and head[0].text.upper() == "UNION"

    first = at
    while first > 0 and starts(first):
        first -= 1
    last = first
    while starts(last + 1):
        last += 1
    return list(range(first, last + 1)) if last > first else []


def _triple(head: Sequence[Token], kept: Sequence[_Item], prologue: str) -> Place | None:
    """Say what the cursor's term is, and put the triple together from what stands around it."""
    at = next(number for number, token in enumerate(head) if token.kind == "mark")
    before, after = ([t for t in part if t.text != "."] for part in (head[:at], head[at + 1 :]))
    if any(token.text in {"(", "["} for token in before) or (before and before[0].kind == "word"):
        return None
    found = _Around(before, after).found()
    if found is None:
        return None
    position, predicate, triples = found
    return Place(position, predicate, prologue, " ".join([*_connected(triples, kept), triples]))


@dataclass(frozen=True, slots=True)
class _Around:
    """The tokens of the cursor's statement before and after it."""

    before: Sequence[Token]
    after: Sequence[Token]

    def found(self) -> tuple[Position, str, str] | None:
        """Give the term's position, the predicate before it, and the triples as text."""
        if not self.before:
            return "subject", "", f"{MARK} {_text(self.after) or f'?kgp {_AFTER}'} ."
        subject, *rest = self.before
        pairs = _split(rest, ";")
        done = [pair for pair in pairs[:-1] if pair]
        done += [pair for pair in _split(self.after, ";")[1:] if len(pair) > 1]
        known = "".join(f"{subject.text} {_text(pair)} . " for pair in done)
        now = pairs[-1] if pairs else []
        objects = _split(now, ",")
        if len(objects) > 1:
            predicate = _text(_verb(objects[0]))
            return (
                "object",
                predicate,
                f"{known}{subject.text} {_text(objects[0])} . {subject.text} {predicate} {MARK} .",
            )
        verb = [token.text for token in now]
        if verb and verb[-1] not in {"/", "^", "|", "!"}:
            return "object", _text(now), f"{known}{subject.text} {_text(now)} {MARK} ."
        steps = self._step(subject.text, verb)
        return ("predicate", "", known + steps) if steps else None

    def _step(self, subject: str, verb: list[str]) -> str:
        """Put the cursor where a predicate stands: at the head of a path, after a slash, or read backwards."""
        value = self._value()
        backwards = bool(verb) and verb[-1] == "^"
        path = verb[:-1] if backwards else verb
        if path and path[-1] == "/":
            start, lead = _BETWEEN, f"{subject} {' '.join(path[:-1])} {_BETWEEN} . "
        elif not path or path[-1] == "|":
            start, lead = subject, ""
        else:
            return ""
        return f"{lead}{value} {MARK} {start} ." if backwards else f"{lead}{start} {MARK} {value} ."

    def _value(self) -> str:
        """Give the object that stands after the cursor, if one does."""
        terms = _pair(self.after)
        first = terms[0] if terms else None
        fits = first is not None and first.kind in {"var", "iri", "prefixed", "label", "string", "number"}
        return (
            _text(terms[:2] if fits and len(terms) > 1 and terms[1].kind == "lang" else terms[:1]) if fits else _AFTER
        )


def _pair(after: Sequence[Token]) -> list[Token]:
    """Take what belongs to the cursor's own predicate and object."""
    taken: list[Token] = []
    for token in after:
        if token.text in {";", ".", ",", "}", "]", ")"} or token.kind == "word":
            break
        taken.append(token)
    return taken


def _verb(pair: Sequence[Token]) -> list[Token]:
    """Take the predicate off a predicate with its object."""
    size = 2 if len(pair) > 2 and pair[-1].kind == "lang" else 1
    return list(pair[:-size])


def _split(sequence: Sequence[Token], sign: str) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in sequence:
        if token.text == sign:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _connected(triples: str, kept: Sequence[_Item]) -> Iterator[str]:
    """Give the pieces that hang together with the cursor's triple through variables."""
    reached = {token.text for token in tokens(triples) if token.kind == "var"}
    waiting = [(_whole(item), item) for item in kept if item.head or item.group]
    grown = True
    while grown:
        grown = False
        for piece in list(waiting):
            text, item = piece
            own = {token.text for token in tokens(text) if token.kind == "var"}
            test = bool(item.head) and item.head[0].text.upper() in {"FILTER", "MINUS"}
            if own & reached and (not test or own <= reached):
                waiting.remove(piece)
                reached |= own
                grown = True
                yield text


def _whole(item: _Item) -> str:
    """Write a piece out again, complete."""
    inner = "" if item.group is None else "{ " + " ".join(_whole(each) for each in item.group) + " }"
    head = _text([token for token in item.head if token.text != "."])
    plain = bool(head) and item.group is None and item.head[0].text.upper() not in {"FILTER", "BIND", "VALUES"}
    return f"{head} {inner}".strip() + (" ." if plain else "")


def _text(sequence: Sequence[Token]) -> str:
    return " ".join(token.text for token in sequence)
