"""One tokenizer of SPARQL for highlighting, completion, repair of full-width signs and error positions.

``tokens`` never fails and covers every character. ``[[四川省]]`` (also 【四川省】 and 「四川省」) is one token, a
reference to a thing by name. Full-width signs outside strings, IRIs, comments and references are read as the half-width
ones they stand for; no token is ever longer or shorter for it, so a position in what was read is a position in what was
typed.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kg.errors import QueryError
from kg.frozen import frozen

__all__ = [
    "Draft", "Token", "check", "draft", "fault", "form", "halfwidth", "nearest", "place", "reference", "scan", "tokens",
]  # fmt: skip

_MARK = r"(?=[\u0300-\u036f\u203f\u2040])."
"""Signs of names beside letters; ``re`` takes long to compile a set of far ranges, also one that it made of two."""
_CHARS = rf"[\w·]++|{_MARK}"
_DASHED = rf"[\w·\-]++|{_MARK}"
_LOCAL = rf"[\w·\-:%]++|{_MARK}|\\[_~.\-!$&'()*+,;=/?\#@%]|\.(?=[\w·\-:%.\\]|{_MARK})"
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(wide): ord(narrow) for wide, narrow in zip("。“”‘’　、｡、", ".\"\"'' ,.,", strict=True)
}
_KEPT = frozenset({"comment", "iri", "label", "string", "space"})
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PATHS")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_QUOTES = {"「": "」", "【": "】"}
_PAIRS = {")": "(", "]": "[", "}": "{"}


@frozen
class Token:
    """One piece of a query: its kind, its characters, where it begins."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next token begins."""
        return self.start + len(self.text)

    @property
    def solid(self) -> bool:
        """Say whether it is more than space or comment."""
        return self.kind not in {"space", "comment"}


@frozen
class Draft:
    """A query ready for the engine: its text, how its offsets map to what was typed, signs read as half-width."""

    typed: str
    text: str
    seams: tuple[tuple[int, int], ...]
    changed: tuple[str, ...] = ()

    def origin(self, offset: int) -> int:
        """Give the offset in what was typed of an offset in ``text``."""
        ours, typed = max(seam for seam in self.seams if seam[0] <= offset)
        following = next((seam for seam in self.seams if seam[0] > offset), (len(self.text), len(self.typed)))
        return min(typed + offset - ours, max(typed, following[1] - 1))


def tokens(text: str) -> tuple[Token, ...]:
    """Split a query; every character belongs to exactly one token."""
    return tuple(Token(match.lastgroup or "bad", match.group(), match.start()) for match in _pattern().finditer(text))


def scan(text: str) -> Iterator[tuple[str, int, int]]:
    """Give kind, beginning and end of each token, for texts of any size."""
    for match in _pattern().finditer(text):
        yield match.lastgroup or "bad", *match.span()


def halfwidth(text: str) -> tuple[str, tuple[str, ...]]:
    """Read full-width signs outside strings, IRIs, comments and references as half-width; tell which."""
    parts: list[str] = []
    changed: dict[str, None] = {}
    for token in tokens(text):
        read = _read(token)
        parts.append(read)
        changed.update((old, None) for old, new in zip(token.text, read, strict=True) if old != new and old != "　")
    return "".join(parts), tuple(changed)


def reference(token: Token) -> str:
    """Give the name inside a ``[[…]]``, 【…】 or 「…」 token."""
    inner = token.text[2:-2] if token.text.startswith("[[") else token.text[1:-1]
    return inner.strip()


def draft(typed: str, read: str, *, resolve: Callable[[str], str], changed: tuple[str, ...] = ()) -> Draft:
    """Put IRIs in the place of references; ``read`` is ``typed`` or its half-width reading."""
    parts: list[str] = []
    seams = [(0, 0)]
    length = 0
    for token in tokens(read):
        text = f"<{resolve(reference(token))}>" if token.kind == "label" else token.text
        parts.append(text)
        length += len(text)
        if token.kind == "label":
            seams.append((length, token.end))
            seams.insert(-1, (length - len(text), token.start))
    return Draft(typed, "".join(parts), tuple(dict.fromkeys(seams)), changed)


def check(typed: str, read: str, prefixes: Mapping[str, str]) -> None:
    """Refuse what can be told before the engine sees it, each fault with its place and a word for it."""
    solid = [token for token in tokens(read) if token.solid]
    if not solid:
        raise QueryError("empty_query")
    _check_form(typed, solid)
    for token in solid:
        if token.kind in {"open", "wide"}:
            raise fault("syntax_string", typed, token.start, token=typed[token.start : token.end])
        if token.text in _QUOTES:
            raise fault("syntax_unclosed", typed, token.start, found=token.text, expected=_QUOTES[token.text])
    _check_brackets(typed, solid)
    _check_prefixes(typed, solid, prefixes)


def form(text: str) -> str:
    """Give the word that says what a query asks for, in capitals."""
    first = _after_prologue([token for token in tokens(halfwidth(text)[0]) if token.solid])
    return first.text.upper() if first else ""


def fault(key: str, typed: str, offset: int, **fields: str) -> QueryError:
    """Make an error that knows line, column and the text of the line."""
    return QueryError(key, **place(typed, offset), **fields)


def place(typed: str, offset: int) -> dict[str, str]:
    """Give line and column (from 1) of an offset, and the line's text."""
    before = typed[:offset]
    line = before.count("\n")
    return {"line": str(line + 1), "column": str(offset - before.rfind("\n")), "text": typed.split("\n")[line]}


def nearest(word: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Give the known words most like ``word``, best first."""
    from difflib import get_close_matches

    choice = {other.lower(): other for other in known}
    return tuple(choice[key] for key in get_close_matches(word.lower(), choice, count, 0.6))


def _read(token: Token) -> str:
    if token.kind in _KEPT and not (token.kind == "space" and "　" in token.text):
        return token.text
    if token.kind == "wide":
        quote = token.text[0].translate(_WIDE)
        return quote + token.text[1:-1] + quote
    if token.kind in {"var", "blank"}:
        return token.text[:2].translate(_WIDE) + token.text[2:]
    if token.kind == "prefixed":
        prefix, _, local = token.text.replace("：", ":", 1).partition(":")
        return f"{prefix}:{local}"
    return token.text.translate(_WIDE)


def _check_form(typed: str, solid: Sequence[Token]) -> None:
    first = _after_prologue(solid)
    word = first.text.upper() if first else ""
    if first and word in _UPDATES:
        raise fault("update_refused", typed, first.start, word=word)
    service = next((t for t in solid if t.kind == "word" and t.text.upper() == "SERVICE"), None)
    if service:
        raise fault("service_refused", typed, service.start)
    if word not in _FORMS:
        at = first.start if first else len(typed)
        guess = nearest(word, _FORMS, 1)
        key = "syntax_form_near" if guess else "syntax_form"
        raise fault(key, typed, at, found=first.text if first else "", **({"guess": guess[0]} if guess else {}))


def _after_prologue(solid: Sequence[Token]) -> Token | None:
    at = 0
    while at < len(solid) and solid[at].text.upper() in {"PREFIX", "BASE"}:
        at += 3 if solid[at].text.upper() == "PREFIX" else 2
    return solid[at] if at < len(solid) else None


def _check_brackets(typed: str, solid: Sequence[Token]) -> None:
    opened: list[Token] = []
    for token in solid:
        if token.kind != "sign":
            continue
        if token.text in _PAIRS.values():
            opened.append(token)
        elif token.text in _PAIRS:
            if not opened or opened[-1].text != _PAIRS[token.text]:
                raise _crossed(typed, token, opened)
            opened.pop()
    if opened:
        missing = {left: right for right, left in _PAIRS.items()}[opened[-1].text]
        raise fault("syntax_unclosed", typed, opened[-1].start, found=opened[-1].text, expected=missing)


def _crossed(typed: str, token: Token, opened: Sequence[Token]) -> QueryError:
    if not opened:
        return fault("syntax_unopened", typed, token.start, found=token.text, expected=_PAIRS[token.text])
    missing = {left: right for right, left in _PAIRS.items()}[opened[-1].text]
    return fault("syntax_bracket", typed, token.start, found=token.text, expected=missing, opened=opened[-1].text)


def _check_prefixes(typed: str, solid: Sequence[Token], prefixes: Mapping[str, str]) -> None:
    declared = set(prefixes)
    for before, token in zip([None, *solid], solid, strict=False):
        if token.kind != "prefixed":
            continue
        prefix = token.text.partition(":")[0]
        if before and before.text.upper() == "PREFIX":
            declared.add(prefix)
        elif prefix not in declared:
            guess = nearest(prefix, declared, 1)
            key = "unknown_prefix_near" if guess else "unknown_prefix"
            known = " ".join(f"{name}:" for name in sorted(prefixes))
            raise fault(key, typed, token.start, prefix=prefix, known=known, **({"guess": guess[0]} if guess else {}))


@functools.cache
def _pattern() -> re.Pattern[str]:
    """Compile it when there is a query to read: that takes as long as a quarter of a Python start."""
    return re.compile(
        r"""
        (?P<space>\s+) | (?P<comment>\#[^\n\r]*)
      | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
      | (?P<label>\[\[[^\[\]\n]+\]\]|【[^【】\n]+】|「[^「」\n]+」)
      | (?P<string>\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}
                  |"(?!"")(?:[^"\\\n\r]|\\.)*"|'(?!'')(?:[^'\\\n\r]|\\.)*')
      | (?P<wide>“(?:(?![“”])[^"\\\n\r])*[”“]|‘(?:(?![‘’])[^'\\\n\r])*[’‘])
      | (?P<open>\"{3}|'{3}|"|')
      | (?P<var>(?:[?$]|(?=[？＄]).)(?:CHARS)++) | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<blank>_[:：](?=[\w·]|MARK)(?:DASHED|\.(?=\.{0,60}(?:[\w·\-]|MARK)))*+)
      | (?P<prefixed>(?:[^\W\d_](?:DASHED|\.(?=[\w·\-.]{0,60}+(?:MARK[\w·\-.]{0,60}+){0,9}[:：]))*+)?[:：](?:LOCAL)*+)
      | (?P<number>[0-9０-９]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)
      | (?P<word>[^\W\d_]\w*) | (?P<sign>\^\^|&&|\|\||!=|<=|>=|<<|>>|[{}()\[\].;,*+\-/|^!=<>?$&~])
      | (?P<bad>.)
        """.replace("LOCAL", _LOCAL)
        .replace("CHARS", _CHARS)
        .replace("DASHED", _DASHED)
        .replace("MARK", _MARK),
        re.VERBOSE | re.DOTALL,
    )
