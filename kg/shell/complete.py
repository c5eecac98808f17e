"""Completion in two steps: which kinds of words fit here (a pure function), then which words of a kind there are."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from kg import messages, ontology
from kg.commands.command import Command, Option
from kg.query.syntax import Token, tokens
from kg.shell.namelist import Name, matching
from kg.query.statements import is_command

__all__ = ["ShellCompleter", "Want", "wanted"]

KEYWORDS = (
    "SELECT", "DISTINCT", "WHERE", "FILTER", "OPTIONAL", "UNION", "MINUS", "BIND", "AS", "VALUES", "GROUP BY",
    "ORDER BY", "HAVING", "LIMIT", "OFFSET", "ASC", "DESC", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE",
    "GROUP_CONCAT", "ASK", "CONSTRUCT", "DESCRIBE", "GRAPH", "FROM", "FROM NAMED", "EXISTS", "NOT EXISTS", "IN",
    "NOT IN", "CONTAINS", "STRSTARTS", "STR", "LANG", "REGEX", "IF", "COALESCE", "BOUND", "YEAR", "PREFIX",
)  # fmt: skip
_MOST = 50
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Want:
    """What fits at the cursor: a kind of word, and what of it is typed already."""

    kind: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class ShellCompleter(Completer):
    """Offers words for an input; ``names``, ``saved`` and ``formats`` are asked only when they fit."""

    commands: Sequence[Command]
    names: Callable[[], Sequence[Name]]
    saved: Callable[[], Sequence[tuple[str, str]]]
    formats: Callable[[], Sequence[str]]
    lang: Callable[[], str]

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Offer what fits before the cursor."""
        del complete_event
        for want in wanted(document.text_before_cursor, self.commands):
            yield from self._offers(want, document)

    def _offers(self, want: Want, document: Document) -> Iterable[Completion]:
        closed = document.text_after_cursor.startswith("]]")
        offers: dict[str, Callable[[str], Iterable[Completion]]] = {
            "reference": lambda typed: self._names(typed, end="" if closed else "]]"),
            "bare": lambda typed: self._names(typed, start="[[", end="]]"),
            "names": lambda typed: self._names(typed, quote=True),
            "commands": self._commands,
            "saved": lambda typed: _simple(typed, self.saved()),
            "formats": lambda typed: _simple(typed, [(name, "") for name in self.formats()]),
            "files": _files,
            "class": lambda typed: self._vocabulary(typed, classes=True),
            "relation": lambda typed: self._vocabulary(typed, classes=False),
            "keyword": lambda typed: _simple(typed, [(word, "") for word in KEYWORDS], least=1),
            "prefix": lambda typed: _simple(typed, [(f"{p}:", iri) for p, iri in ontology.PREFIXES.items()], least=1),
            "variable": lambda typed: _simple(typed, _variables(document, typed)),
        }
        return offers[want.kind](want.typed)

    def _names(self, typed: str, *, start: str = "", end: str = "", quote: bool = False) -> Iterator[Completion]:
        for name in matching(self.names(), typed)[:_MOST]:
            label = messages.visible(name.label)
            text = f'"{label}"' if quote and " " in label else f"{start}{label}{end}"
            yield Completion(text, -len(typed), display=label, display_meta=self._meta(name))

    def _meta(self, name: Name) -> str:
        count = messages.say("ui.in_texts", self.lang(), count=name.texts) if name.texts else ""
        parts = (ontology.load().label(name.type, self.lang()), count, messages.visible(name.matched))
        return " · ".join(part for part in parts if part)

    def _commands(self, typed: str) -> Iterator[Completion]:
        for command in self.commands:
            for word in (command.name, command.alias):
                if word and word.startswith(typed) and command.where != "line":
                    yield Completion(word, -len(typed), display_meta=messages.say(f"help.{command.name}", self.lang()))
                    break

    def _vocabulary(self, typed: str, *, classes: bool) -> Iterator[Completion]:
        known, wanted_word = ontology.load(), typed.lower()
        rows = {name: known.label(name, self.lang()) for name in (known.classes if classes else known.relations)}
        ranked = sorted(rows.items(), key=lambda row: (not row[0].lower().startswith(wanted_word), row[0].lower()))
        for name, label in ranked:
            if ":" not in name and (wanted_word in name.lower() or typed in label):
                yield Completion(name, -len(typed), display_meta=label)


def wanted(before: str, commands: Sequence[Command] = ()) -> tuple[Want, ...]:
    """Say which kinds of words fit at the end of ``before``; none in a very long paste."""
    if len(before) > _LONGEST:
        return ()
    if before[:1] in {".", "。", "．"} and "\n" not in before:
        return _in_command(before[1:], commands)
    if is_command(before):
        return ()
    return _in_query(before)


def _in_query(before: str) -> tuple[Want, ...]:
    opened = max(before.rfind("[["), before.rfind("【"), before.rfind("「"))
    if opened >= 0 and not any(mark in before[opened:] for mark in ("]]", "】", "」", "\n")):
        return (Want("reference", before[opened:].lstrip("[【「")),)
    found = tokens(before)
    last = found[-1] if found else Token("space", "", 0)
    if any(token.kind == "open" for token in found):
        return ()
    if last.kind in {"var", "open", "wide", "string", "iri", "comment", "number"} or last.text in {"?", "？", "$"}:
        return (Want("variable", last.text),) if last.kind == "var" or last.text in {"?", "？"} else ()
    if last.kind == "prefixed":
        prefix, _, local = last.text.replace("：", ":").partition(":")
        return (_vocabulary_want(found[:-1], local),) if prefix == "pb" else ()
    return _word(last)


def _word(last: Token) -> tuple[Want, ...]:
    if last.kind != "word":
        return ()
    if last.text.isascii():
        return Want("keyword", last.text), Want("prefix", last.text)
    return (Want("bare", last.text),)


def _vocabulary_want(before: Sequence[Token], typed: str) -> Want:
    solid = [token for token in before if token.solid]
    after_a = bool(solid) and solid[-1].text in {"a", "rdf:type"}
    return Want("class" if after_a else "relation", typed)


def _in_command(line: str, commands: Sequence[Command]) -> tuple[Want, ...]:
    words = line.replace("　", " ").split(" ")
    if len(words) == 1:
        return (Want("commands", words[0]),)
    command = next((c for c in commands if words[0] in {c.name, c.alias}), None)
    if command is None:
        return ()
    typed = words[-1].lstrip('"“')
    row = _row(command, words[1:-1])
    return (Want(row.offers, typed),) if row and row.offers else ()


def _row(command: Command, words: Sequence[str]) -> Option | None:
    """Find what the next word of a command is: the value of the option before it, or the next place."""
    before = words[-1] if words else ""
    for row in command.options:
        if before == f"--{row.name}" or (row.bare and before == row.name):
            return row
    places = [row for row in command.options if row.place]
    count = sum(1 for word in words if word and not word.startswith("--"))
    if count < len(places):
        return places[count]
    return places[-1] if places and places[-1].many else None


def _simple(typed: str, rows: Iterable[tuple[str, str]], *, least: int = 0) -> Iterator[Completion]:
    for word, meta in rows:
        if len(typed) >= least and word.lower().startswith(typed.lower()) and word != typed:
            yield Completion(word, -len(typed), display_meta=messages.visible(meta))


def _variables(document: Document, typed: str) -> list[tuple[str, str]]:
    own = [token.text for token in tokens(document.text) if token.kind == "var" and token.text != typed]
    return [(word, "") for word in dict.fromkeys(own)]


def _files(typed: str) -> Iterator[Completion]:
    folder, name = Path(typed).parent if not typed.endswith("/") else Path(typed), Path(typed).name
    if typed.endswith("/") or not typed:
        name = ""
    if not os.access(folder, os.R_OK | os.X_OK) or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith(name) and (name or not path.name.startswith(".")):
            yield Completion(path.name + ("/" if path.is_dir() else ""), -len(name))
